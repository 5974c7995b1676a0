//! What the program publishes is what it takes in again: every figure, every paragraph, every title.

use std::path::Path;

use nianbao::engine::{Examined, Input};
use nianbao::finding::Finding;
use nianbao::prose::{Block, plain_text};
use nianbao::report::View;

use crate::law;
use crate::support::built::{EXAMPLES, path};
use crate::support::rows::shown;
use crate::support::{changed, engine, examine, run, told};

/// A text without blanks, of which a page shows several as one, and with one kind of quotation marks, which prose mends.
fn unspaced(text: &str) -> String {
    let quote = |c: char| match c {
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(quote).collect()
}

/// What a report prints, a line each, with what it is.
pub fn printed(input: &Input, examined: &Examined) -> Vec<String> {
    let form = &examined.figures.form;
    let mut lines = vec![unspaced(&input.filing.exact_title()), form.edition.clone()];
    for id in form.ids().filter(|id| form.cell(*id).printed) {
        lines.push(format!("{} = {}", form.cell(id).key, unspaced(&shown(&examined.figures.get(id).entry))));
    }
    let mut put = |what: &str, blocks: &[Block]| {
        lines.extend(
            blocks.iter().map(|block| format!("{what}：{}", unspaced(&plain_text(std::slice::from_ref(block))))),
        );
    };
    put("引言", &examined.narrative.preface);
    for chapter in &examined.narrative.sections {
        let title = format!("{}、{}，表 {:?}", chapter.ordinal, unspaced(&chapter.title), chapter.table);
        put(&format!("{title}，前"), &chapter.before);
        put(&format!("{title}，后"), &chapter.after);
    }
    let document = &input.filing.document;
    let texts = [&document.attachment, &document.submitter, &document.signature];
    lines.extend(texts.into_iter().flatten().map(|text| unspaced(&text.value)));
    lines.extend(document.date.iter().map(|date| date.value.chinese()));
    lines
}

/// Where a report that was taken in does not print what it did.
fn differences(name: &str, (input, examined): (&Input, &Examined), folder: &Path) -> Vec<String> {
    let (again, of_page) = examine(&page(input, folder));
    differences_of(name, &printed(input, examined), (&again, &of_page))
}

/// Where a report that was taken in does not print what it should.
pub fn differences_of(name: &str, one: &[String], (again, of_page): (&Input, &Examined)) -> Vec<String> {
    let other = printed(again, of_page);
    // What could not be made out is told, never left out in silence.
    let told = |line: &str| of_page.findings.iter().any(|finding| tells(finding, line));
    let differs = |(one, other): &(&String, &String)| one != other && !told(one);
    let first = one.iter().zip(&other).find(differs);
    let first = first.map(|(one, other)| format!("{name}：{one:?}\n  读成 {other:?}"));
    let rest = one.iter().skip(other.len()).chain(other.iter().skip(one.len())).next();
    let rest = rest.filter(|_| first.is_none()).map(|line| format!("{name}：多出或缺少 {line:?}"));
    first.into_iter().chain(rest).collect()
}

/// Whether a finding says that a line was not made out: a row by its keys, the agency by what it is.
fn tells(finding: &Finding, line: &str) -> bool {
    let row = |key: &str| key.split('.').take(2).collect::<Vec<_>>().join(".");
    let is_row = finding.rule.code.starts_with("WBK") && finding.keys.iter().any(|key| line.starts_with(&row(key)));
    is_row || finding.rule.code == "INP009" && line.ends_with("年度报告")
}

/// A report as each kind of file it is published as, and what is left of it to be taken in: the text for a site's editor
/// has no title.
const KINDS: [(&str, usize); 2] = [("正文.html", 1), ("年报.docx", 0)];

#[test]
fn files_for_editors_and_for_word_are_taken_in_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    for example in EXAMPLES {
        let (input, examined) = examine(&path(example));
        let expected = printed(&input, &examined);
        let made = engine().render(&input, examined, View { docx: true, ..View::default() }).unwrap();
        for ((name, untold), bytes) in KINDS.iter().zip([made.fragment.into_bytes(), made.docx.unwrap()]) {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            let (again, of_file) = examine(&path);
            let other = printed(&again, &of_file);
            wrong.extend(differing(&format!("{example} {name}"), &expected[*untold..], &other[*untold..]));
            wrong.extend(
                of_file
                    .findings
                    .iter()
                    .filter(|found| found.rule.code.starts_with("IMP"))
                    .map(|found| format!("{example} {name}：{} {}", found.rule.code, found.message)),
            );
            let document = |input: &Input| {
                let document = &input.filing.document;
                let texts = [&document.cc, &document.printed_by, &document.number];
                texts.map(|text| text.as_ref().map(|text| text.value.clone()))
            };
            if name.ends_with("docx") {
                assert_eq!(document(&again), document(&input), "{example}");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pdf_files_of_examples_are_taken_in_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    for example in EXAMPLES {
        let (input, examined) = examine(&path(example));
        let expected = printed(&input, &examined);
        let made = engine().render(&input, examined, View::default()).unwrap();
        let path = folder.path().join("年报.pdf");
        std::fs::write(&path, engine().typesetter().pdf(&made.typst).unwrap()).unwrap();
        let (again, of_file) = examine(&path);
        wrong.extend(differing(example, &expected, &printed(&again, &of_file)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_mark_of_a_draft_is_no_part_of_what_its_pdf_file_says() {
    let folder = tempfile::tempdir().unwrap();
    let (input, examined) = examine(&path(EXAMPLES[0]));
    let expected = printed(&input, &examined);
    let made = engine().render(&input, examined, View { draft: true, ..View::default() }).unwrap();
    let path = folder.path().join("年报.pdf");
    std::fs::write(&path, engine().typesetter().pdf(&made.typst).unwrap()).unwrap();
    let (again, of_file) = examine(&path);
    let wrong = differing("草稿", &expected, &printed(&again, &of_file));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let codes = of_file.findings.iter().filter(|finding| finding.message.contains("“草稿”"));
    assert_eq!(codes.map(|finding| finding.rule.code).collect::<Vec<_>>(), ["IMP016", "IMP001"]);
    // Of last year's it is told as well.
    let next = changed("");
    std::fs::write(folder.path().join("report.toml"), next).unwrap();
    let said = told(&run(folder.path(), &["check", "report.toml", "--prior", "年报.pdf"]));
    assert!(said.contains("标着“草稿”，不是定稿"), "{said}");
}

#[test]
fn figures_of_pdf_files_made_up_by_chance_are_taken_in_or_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    for number in law::numbers() {
        let (input, examined) = examine(&law::made_up(number, folder.path()));
        let expected = printed(&input, &examined);
        let made = engine().render(&input, examined, View::default()).unwrap();
        let path = folder.path().join("年报.pdf");
        std::fs::write(&path, engine().typesetter().pdf(&made.typst).unwrap()).unwrap();
        let (again, of_file) = examine(&path);
        let found = printed(&again, &of_file);
        // A row that is not made out is told; no figure is another one, or left out in silence.
        let told = |line: &str| of_file.findings.iter().any(|finding| tells(finding, line));
        let figures =
            |lines: &[String]| -> Vec<String> { lines.iter().filter(|line| line.contains(" = ")).cloned().collect() };
        let (expected, found) = (figures(&expected), figures(&found));
        let pairs = expected.into_iter().zip(found).filter(|(one, other)| one != other && !told(one));
        wrong.extend(pairs.map(|(one, other)| format!("{number}：{one:?}\n  读成 {other:?}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where two reports print something else.
fn differing(name: &str, one: &[String], other: &[String]) -> Vec<String> {
    let differs = one.iter().zip(other).filter(|(one, other)| one != other);
    let lost = one.iter().skip(other.len()).map(|line| (line.as_str(), ""));
    let more = other.iter().skip(one.len()).map(|line| ("", line.as_str()));
    let pairs = differs.map(|(one, other)| (one.as_str(), other.as_str())).chain(lost).chain(more);
    pairs.map(|(one, other)| format!("{name}：{one:?}\n  读成 {other:?}")).collect()
}

/// The page of a report, written into a folder.
pub(super) fn page(input: &Input, folder: &Path) -> std::path::PathBuf {
    let examined = engine().examine(input).unwrap();
    let html = engine().render(input, examined, View::default()).unwrap().html;
    let path = folder.join("公布.html");
    std::fs::write(&path, html).unwrap();
    path
}

#[test]
fn pages_of_examples_are_taken_in_whole() {
    let folder = tempfile::tempdir().unwrap();
    for example in EXAMPLES {
        let (input, examined) = examine(&path(example));
        assert_eq!(differences(example, (&input, &examined), folder.path()), Vec::<String>::new());
    }
}

#[test]
fn pages_of_filings_made_up_by_chance_are_taken_in_whole() {
    let folder = tempfile::tempdir().unwrap();
    let differences = law::numbers().flat_map(|number| {
        let (input, examined) = examine(&law::made_up(number, folder.path()));
        differences(&number.to_string(), (&input, &examined), folder.path())
    });
    let differences: Vec<String> = differences.collect();
    assert!(differences.is_empty(), "{} 处：\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn contacts_of_our_own_page_are_taken_in() {
    let agency = "[agency]\ncontact = \"局办公室\"\npostcode = \"350200\"\nwebsite = \"http://www.example.gov.cn/yjj\"\nwebsite_name = \"示例市人民政府门户网站\"";
    let folder = crate::support::folder(&crate::support::changed(agency));
    let (input, _) = examine(&folder.path().join("report.toml"));
    let (again, _) = examine(&page(&input, folder.path()));
    let of = |input: &Input| {
        let agency = &input.filing.agency;
        let texts =
            [&agency.contact, &agency.postcode, &agency.phone, &agency.website, &agency.website_name, &agency.address];
        texts.map(|text| text.as_ref().map(|text| text.value.clone()))
    };
    assert!(of(&input).iter().all(Option::is_some));
    assert_eq!(of(&again), of(&input));
}

#[test]
fn a_page_that_a_browser_saved_with_its_pictures_is_read() {
    let folder = crate::support::folder(&crate::support::sound().to_string());
    let (input, examined) = examine(&folder.path().join("report.toml"));
    let html = std::fs::read_to_string(page(&input, folder.path())).unwrap();
    let quoted: String = html
        .bytes()
        .map(|byte| match byte {
            b'\n' => "\r\n".to_owned(),
            b'=' | 128.. => format!("={byte:02X}=\r\n"),
            byte => char::from(byte).to_string(),
        })
        .collect();
    let saved = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://www.example.gov.cn/\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----B\"\r\n\r\n\r\n------B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------B--\r\n"
    );
    let path = folder.path().join("去年.mhtml");
    std::fs::write(&path, saved).unwrap();
    let (again, of_page) = examine(&path);
    assert_eq!(differences_of("mhtml", &printed(&input, &examined), (&again, &of_page)), Vec::<String>::new());
}
