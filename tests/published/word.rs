//! Reports as Word and WPS save them: merged cells, numbers that Word counts, changes, boxes, notes.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use nianbao::form::Editions;
use nianbao::published::Medium;
use nianbao::read;
use nianbao::source::Sources;
use tempfile::TempDir;

use super::damaged::damage;
use super::roundtrip::{differences_of, printed};
use super::sites::{Parts, parts};
use crate::support::{engine, examine, folder, run, sound, told};

/// A document with some parts.
fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A text as XML has it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A paragraph of one run.
fn paragraph(text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:ind w:firstLine=\"640\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        escaped(text)
    )
}

/// A paragraph whose number Word counts.
fn counted(text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>",
        escaped(text)
    )
}

/// A table of a page as Word has it: a cell for each row that a cell goes on in.
fn table(html: &str) -> String {
    let mut out = "<w:tbl><w:tblPr/><w:tblGrid/>".to_owned();
    // For each column, how many rows more the cell above covers, and how many columns it is wide.
    let mut open: Vec<(usize, usize)> = vec![(0, 1); 40];
    for row in html.split("<tr>").skip(1) {
        out.push_str("<w:tr>");
        let mut cells = row.split("<td").skip(1).peekable();
        let mut column = 0;
        while column < open.len() && (cells.peek().is_some() || open[column..].iter().any(|(rows, _)| *rows > 0)) {
            if open[column].0 > 0 {
                let (rows, width) = open[column];
                open[column] = (rows - 1, width);
                write!(out, "<w:tc><w:tcPr><w:gridSpan w:val=\"{width}\"/><w:vMerge/></w:tcPr><w:p/></w:tc>").unwrap();
                column += width;
                continue;
            }
            let Some(cell) = cells.next() else {
                column += 1;
                continue;
            };
            let (tag, rest) = cell.split_once('>').unwrap();
            let span = |name: &str| -> usize {
                let rest = tag.split_once(&format!("{name}=")).map(|(_, rest)| rest);
                rest.map_or(1, |rest| {
                    rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
                })
            };
            let (width, height) = (span("colspan"), span("rowspan"));
            let merge = if height > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
            let text = rest.split("</td>").next().unwrap();
            write!(out, "<w:tc><w:tcPr><w:gridSpan w:val=\"{width}\"/>{merge}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>").unwrap();
            open[column] = (height - 1, width);
            column += width;
        }
        out.push_str("</w:tr>");
    }
    out + "</w:tbl>"
}

/// A document with a body, and lists that Word counts.
pub(super) fn document(body: &str) -> Vec<u8> {
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document {space}><w:body>{body}<w:sectPr/></w:body></w:document>"
    );
    let numbering = format!(
        "<w:numbering {space}><w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCountingThousand\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>"
    );
    let footer = format!("<w:ftr {space}><w:p><w:r><w:t>— 1 —</w:t></w:r></w:p></w:ftr>");
    docx(&[
        ("[Content_Types].xml", ""),
        ("word/document.xml", &text),
        ("word/numbering.xml", &numbering),
        ("word/footer1.xml", &footer),
    ])
}

/// The body of a report; titles of sections are counted by Word where it is asked to.
pub(super) fn body(parts: &Parts, is_counted: bool) -> String {
    let mut out =
        format!("<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p><w:p/>", parts.title);
    out.extend(parts.preface.iter().map(|text| paragraph(text)));
    for (title, before, own, after) in &parts.sections {
        out.push_str(&if is_counted { counted(title.split_once('、').unwrap().1) } else { paragraph(title) });
        out.extend(before.iter().map(|text| paragraph(text)));
        out.extend(own.iter().map(|own| table(own)));
        out.extend(after.iter().map(|text| paragraph(text)));
    }
    out
}

/// A folder with the sound report, where a document of it is to lie, and the body of that.
pub(super) fn word_document() -> (TempDir, PathBuf, String) {
    let folder = folder(&sound().to_string());
    let (input, examined) = examine(&folder.path().join("report.toml"));
    let path = folder.path().join("年报.docx");
    (folder, path, body(&parts(&input, &examined), false))
}

/// What is wrong with a document of the sound report, and what is found in it.
fn wrong(change: impl Fn(String) -> String, is_counted: bool) -> (Vec<String>, Vec<&'static str>) {
    let of_report = folder(&sound().to_string());
    let (input, examined) = examine(&of_report.path().join("report.toml"));
    let bytes = document(&change(body(&parts(&input, &examined), is_counted)));
    let path = of_report.path().join("年报.docx");
    std::fs::write(&path, bytes).unwrap();
    let (again, of_document) = examine(&path);
    let codes = of_document.findings.iter().map(|finding| finding.rule.code).filter(|code| code.starts_with("IMP"));
    (differences_of("docx", &printed(&input, &examined), (&again, &of_document)), codes.collect())
}

#[test]
fn documents_are_taken_in_whole() {
    assert_eq!(wrong(|body| body, false), (vec![], vec![]));
}

#[test]
fn numbers_that_word_counts_are_not_lost() {
    assert_eq!(wrong(|body| body, true), (vec![], vec![]));
}

#[test]
fn titles_that_are_counted_in_digits_are_titles() {
    let typed = |body: String| {
        let mut out = body;
        for (number, chinese) in (1..).zip(["一", "二", "三", "四", "五", "六"]) {
            out = out.replace(&format!("\">{chinese}、"), &format!("\">{number}."));
        }
        out
    };
    assert_eq!(wrong(typed, false), (vec![], vec![]));
}

#[test]
fn the_number_of_a_page_is_no_paragraph() {
    for number in ["— 15 —", "第 3 页 共 15 页", "- 2 -"] {
        let change = |body: String| {
            let (before, after) = body.split_once("<w:tbl>").unwrap();
            let (table, rest) = after.split_once("</w:tbl>").unwrap();
            let number = paragraph(number);
            format!("{before}<w:tbl>{table}</w:tbl>{number}{rest}").replacen(
                "</w:p><w:tbl>",
                &format!("</w:p>{number}<w:tbl>"),
                1,
            )
        };
        assert_eq!(wrong(change, false), (vec![], vec!["IMP001"]), "{number}");
    }
}

#[test]
fn changes_are_read_as_accepted() {
    let change = |body: String| {
        let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
        let (before, after) = ("培训工作有待加强。", "下一年将增加培训次数。");
        assert!(body.contains(before));
        let gone = format!("<w:del w:id=\"1\"><w:r><w:delText>删去的话。</w:delText></w:r></w:del>{}", run(after));
        let rest = format!("</w:t></w:r><w:ins w:id=\"2\">{gone}</w:ins><w:r><w:t>");
        body.replace(after, &rest)
    };
    let (differences, codes) = wrong(change, false);
    assert_eq!(differences, Vec::<String>::new());
    assert_eq!(codes, ["IMP007"]);
    let of_report = folder(&sound().to_string());
    let (input, examined) = examine(&of_report.path().join("report.toml"));
    let path = of_report.path().join("年报.docx");
    std::fs::write(&path, document(&change(body(&parts(&input, &examined), false)))).unwrap();
    let (_, of_document) = examine(&path);
    let told = of_document.findings.iter().find(|finding| finding.rule.code == "IMP007").unwrap();
    assert_eq!((told.message.as_str(), told.marks.len()), ("有 2 处修订没有接受，按全部接受读入。", 1));
}

#[test]
fn words_that_are_struck_out_are_read_and_told() {
    let change = |body: String| {
        let text = "培训工作有待加强。";
        assert!(body.contains(text));
        let run = |text: &str| format!("</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>{text}</w:t></w:r><w:r><w:t>");
        body.replace(text, &format!("培训{}有待加强。", run("工作")))
    };
    assert_eq!(wrong(change, false), (vec![], vec!["IMP011"]));
}

#[test]
fn signs_of_fonts_of_signs_are_not_lost() {
    let (_folder, path, body) = word_document();
    // Signs that older programs do not know stand there twice.
    let newer = "<mc:AlternateContent><mc:Choice Requires=\"w16se\"><w16se:symEx w16se:font=\"Wingdings\" w16se:char=\"F0FE\"/></mc:Choice><mc:Fallback><w:t>？</w:t></mc:Fallback></mc:AlternateContent>";
    for sign in ["<w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/>", newer] {
        let text = "培训工作有待加强。";
        std::fs::write(&path, document(&body.replace(text, &format!("{text}</w:t>{sign}<w:t>")))).unwrap();
        let (input, examined) = examine(&path);
        assert!(input.filing.prose().iter().any(|prose| prose.text.contains("加强。☑")), "{sign}");
        let unprinted = |finding: &nianbao::finding::Finding| finding.rule.code == "GLY001";
        assert!(!examined.findings.iter().any(unprinted), "{:?}", examined.findings);
    }
    // One that no face has is told with what stands in for it.
    let sign = "培训工作有待加强。✔";
    std::fs::write(&path, document(&body.replace("培训工作有待加强。", sign))).unwrap();
    let (_, examined) = examine(&path);
    let told = |finding: &nianbao::finding::Finding| finding.message.contains("没有字体能印出这个字，像是“√”");
    assert!(examined.findings.iter().any(told), "{:?}", examined.findings);
}

#[test]
fn boxes_breaks_tabs_and_fields_are_read() {
    let change = |body: String| {
        let text = "全年公开信息十二条。";
        assert!(body.contains(text));
        let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType=\"separate\"/></w:r>";
        let cut = format!(
            "全年公开</w:t></w:r>{field}<w:hyperlink><w:r><w:t>信息</w:t></w:r></w:hyperlink><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:t>十二条。"
        );
        let boxed = "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>";
        let (before, after) = body
            .split_once("<w:p><w:pPr><w:ind w:firstLine=\"640\"/></w:pPr><w:r><w:t xml:space=\"preserve\">培训")
            .unwrap();
        let (own, rest) = after.split_once("</w:p>").unwrap();
        let own = format!("<w:p><w:r><w:t>培训{own}</w:p>");
        let fallback = "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>再说一遍</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>";
        format!("{before}{boxed}{own}{fallback}{rest}").replace(text, &cut)
    };
    assert_eq!(wrong(change, false), (vec![], vec!["IMP012"]));
}

#[test]
fn what_is_no_plain_word_is_read_or_told() {
    let field = |inside: &str, code: &str| {
        let mark =
            |kind: &str, inside: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\">{inside}</w:fldChar></w:r>");
        format!("{}<w:r><w:instrText> {code} </w:instrText></w:r>{}", mark("begin", inside), mark("end", ""))
    };
    let word = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let list = "<w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"未\"/><w:listEntry w:val=\"已\"/></w:ddList></w:ffData>";
    let within = format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        field("", "PAGE") + &word("条件"),
        word("结果")
    );
    for (put, read, code) in [
        (
            format!("<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>", word("hào"), word("鎬")),
            "鎬（hào）",
            Some("IMP013"),
        ),
        (
            format!("<m:oMath><m:f><m:num>{}</m:num></m:f></m:oMath>", word("甲").replace("w:", "m:")),
            "甲",
            Some("IMP013"),
        ),
        ("<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>2</w:t></w:r>".to_owned(), "²", None),
        (
            "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>注</w:t></w:r>".to_owned(),
            "注",
            Some("IMP013"),
        ),
        (
            "<w:r><w:pict><v:shape><v:textpath string=\"艺术字\"/></v:shape></w:pict></w:r>".to_owned(),
            "艺术字",
            Some("IMP013"),
        ),
        (field("", "eq \\o\\ac(○,甲)"), "甲", Some("IMP013")),
        (field(list, "FORMDROPDOWN"), "已", Some("IMP013")),
        (field("", "FORMCHECKBOX"), "", Some("IMP013")),
        (field("", "DATE"), "", None),
        (within, "结果", None),
        ("<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>DATE</w:instrText></w:r>".to_owned(), "", None),
        (format!("<w:smartTag>{}</w:smartTag>", word("标记")), "标记", None),
        (format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", word("控件")), "控件", None),
        ("<w:r><w:drawing><c:chart r:id=\"rId9\"/></w:drawing></w:r>".to_owned(), "", Some("IMP006")),
    ] {
        let of_report = folder(&sound().to_string());
        let (input, examined) = examine(&of_report.path().join("report.toml"));
        let body = body(&parts(&input, &examined), false);
        let changed = body.replace("全年公开信息十二条。", &format!("全年公开</w:t></w:r>{put}<w:r><w:t>信息十二条。"));
        assert_ne!(changed, body);
        let path = of_report.path().join("年报.docx");
        std::fs::write(&path, document(&changed)).unwrap();
        let (input, examined) = examine(&path);
        let whole = format!("全年公开{read}信息十二条。");
        assert!(input.filing.prose().iter().any(|prose| prose.text.contains(&whole)), "{put}");
        let codes = examined.findings.iter().map(|finding| finding.rule.code).filter(|code| code.starts_with("IMP"));
        assert_eq!(codes.collect::<Vec<_>>(), code.into_iter().collect::<Vec<_>>(), "{put}");
    }
}

#[test]
fn parts_are_found_as_the_document_says() {
    let of_report = folder(&sound().to_string());
    let (input, examined) = examine(&of_report.path().join("report.toml"));
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let body = body(&parts(&input, &examined), false);
    let (start, end) = body.split_at(
        body.find("<w:p><w:pPr><w:ind w:firstLine=\"640\"/></w:pPr><w:r><w:t xml:space=\"preserve\">培训").unwrap(),
    );
    let (own, rest) = end.split_once("</w:p>").unwrap();
    let own: String = own.split('>').map(|piece| piece.split('<').next().unwrap()).collect();
    let related = |all: &[(&str, &str)]| {
        let one = |(number, (kind, target)): (usize, &(&str, &str))| {
            format!(
                "<Relationship Id=\"r{number}\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/{kind}\" Target=\"{target}\"/>"
            )
        };
        format!("<Relationships>{}</Relationships>", all.iter().enumerate().map(one).collect::<String>())
    };
    // A paragraph stands in a page that is embedded; another one is embedded and not read.
    let text = format!(
        "<w:document {space}><w:body>{start}<w:altChunk r:id=\"r0\"/>{rest}<w:altChunk r:id=\"r1\"/></w:body></w:document>"
    );
    let bytes = docx(&[
        ("[Content_Types].xml", ""),
        ("_rels/.rels", &related(&[("officeDocument", "/word/document2.xml")])),
        ("word/_rels/document2.xml.rels", &related(&[("aFChunk", "../chunk.html"), ("aFChunk", "chunk.docx")])),
        ("word/document2.xml", &text),
        ("chunk.html", &format!("<html><body><p>{own}</p></body></html>")),
    ]);
    let path = of_report.path().join("年报.docx");
    std::fs::write(&path, bytes).unwrap();
    let (again, of_document) = examine(&path);
    assert_eq!(differences_of("docx", &printed(&input, &examined), (&again, &of_document)), Vec::<String>::new());
    let codes = of_document.findings.iter().map(|finding| finding.rule.code).filter(|code| code.starts_with("IMP"));
    assert_eq!(codes.collect::<Vec<_>>(), ["IMP017"]);
}

#[test]
fn a_title_on_several_lines_is_one() {
    for (whole, broken) in [
        ("示例市应急管理局2025", "示例市应急管理局<w:br/>2025"),
        ("示例市应急管理局2025", "示例市应急<w:br/>管理局2025"),
        ("示例市应急管理局2025年政府信息公开", "示例市<w:br/>应急管理局2025年<w:br/>政府信息公开"),
    ] {
        let change = |body: String| {
            let lines = broken.replace("<w:br/>", "</w:t><w:br/><w:t>");
            assert!(body.contains(whole));
            body.replacen(whole, &lines, 1)
        };
        assert_eq!(wrong(change, false), (vec![], vec![]), "{broken}");
    }
}

#[test]
fn the_title_of_a_table_above_it_is_not_printed_twice() {
    let titles = ["主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况"];
    for labels in [["", "", ""], ["表二　", "表三：", "表四 "]] {
        for unit in ["", "单位：件"] {
            let change = |body: String| {
                let mut tables = body.split("<w:tbl>");
                let mut out = tables.next().unwrap().to_owned();
                for ((rest, title), label) in tables.zip(titles).zip(labels) {
                    out.push_str(&paragraph(&format!("{label}{title}")));
                    out.push_str(&if unit.is_empty() { String::new() } else { paragraph(unit) });
                    out.push_str("<w:tbl>");
                    out.push_str(rest);
                }
                out
            };
            assert_eq!(wrong(change, false), (vec![], vec![]), "{labels:?} {unit}");
        }
    }
}

#[test]
fn damaged_documents_are_read_or_refused() {
    let of_report = folder(&sound().to_string());
    let (input, examined) = examine(&of_report.path().join("report.toml"));
    let parts = parts(&input, &examined);
    let text = body(&parts, true);
    let whole = document(&text);
    let count = std::env::var("NIANBAO_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(100);
    for number in 0..count {
        // Half of them are damaged as archives, half as what is in them.
        let bytes = if number % 2 == 0 {
            damage(&whole, number)
        } else {
            document(&String::from_utf8_lossy(&damage(text.as_bytes(), number)))
        };
        let mut sources = Sources::default();
        let _ = read::read_published(
            "文.docx".as_ref(),
            Medium::Word,
            &bytes,
            of_report.path(),
            Editions::built_in(),
            &mut sources,
        );
    }
    let deep = document(&"<w:sdt>".repeat(100_000));
    let mut sources = Sources::default();
    assert!(
        read::read_published("文.docx".as_ref(), Medium::Word, &deep, ".".as_ref(), Editions::built_in(), &mut sources)
            .is_err()
    );
    assert!(engine().examine(&input).is_ok());
}

#[test]
fn what_is_wrong_with_a_document_is_told_of_a_document() {
    let folder = folder(&sound().to_string());
    let built = run(folder.path(), &["build", "report.toml", "--only", "docx", "--name", "r"]);
    assert_eq!(built.status.code(), Some(0), "{}", told(&built));
    let whole = std::fs::read(folder.path().join("r.docx")).unwrap();
    let text = "<w:document><w:body><w:p><w:r><w:t>一、总体情况</w:t>";
    let locked: Vec<u8> = [0xD0, 0xCF, 0x11, 0xE0]
        .into_iter()
        .chain([0; 500])
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for (bytes, says) in [
        (whole[..100].to_vec(), "Word 文档损坏或不完整（"),
        (whole[..whole.len() / 2].to_vec(), "Word 文档损坏或不完整（"),
        (docx(&[("word/document.xml", text)]), "word/document.xml：后面缺了一段"),
        (docx(&[("word/document.xml", &text[..text.len() - 3])]), "word/document.xml：后面缺了一段"),
        (docx(&[("a.txt", "甲")]), "里面没有正文 word/document.xml"),
        (locked, "Word 文档加了打开密码"),
        ([0xD0, 0xCF, 0x11, 0xE0].into_iter().chain([0; 600]).collect(), "这是旧格式的文档"),
    ] {
        std::fs::write(folder.path().join("文.docx"), &bytes).unwrap();
        for arguments in [
            &["check", "文.docx"][..],
            &["build", "文.docx", "-o", "出"],
            &["import", "文.docx", "入"],
            &["new", "明年", "--from", "文.docx"],
            &["convert", "文.docx", "文.toml"],
            &["check", "report.toml", "--prior", "文.docx"],
        ] {
            let output = run(folder.path(), arguments);
            let said = told(&output);
            assert!(output.status.code() == Some(2) && said.contains("文.docx："), "{arguments:?}: {said}");
            assert!(
                said.contains(says) && !said.contains("Excel") && !said.contains("syntax"),
                "{arguments:?}: {said}"
            );
        }
    }
    for target in ["标注.xlsx", "标注.docx"] {
        let said = told(&run(folder.path(), &["check", "r.docx", "--annotate", target]));
        assert!(said.contains("r.docx：不是工作簿，标注不了") && !said.contains("标注写成"), "{said}");
    }
}

#[test]
fn what_nobody_sees_of_a_document_is_told() {
    // The words stand in a run of their own.
    let told_of = |run: &str, paragraph: &str, styles: &str| {
        let of_report = folder(&sound().to_string());
        let (input, examined) = examine(&of_report.path().join("report.toml"));
        let words =
            format!("全年公开</w:t></w:r><w:r><w:rPr>{run}</w:rPr><w:t>没有人看见的</w:t></w:r><w:r><w:t>信息十二条。");
        let body = body(&parts(&input, &examined), false);
        assert!(body.contains("全年公开信息十二条。"), "{body}");
        let body = body.replace("全年公开信息十二条。", &words);
        let at = body[..body.find("没有人看见的").unwrap()].rfind("<w:pPr>").unwrap() + "<w:pPr>".len();
        let body = format!("{}{paragraph}{}", &body[..at], &body[at..]);
        let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
        let text = format!("<w:document {space}><w:body>{body}</w:body></w:document>");
        let styles = format!("<w:styles {space}>{styles}</w:styles>");
        let path = of_report.path().join("年报.docx");
        std::fs::write(&path, docx(&[("word/document.xml", &text), ("word/styles.xml", &styles)])).unwrap();
        let (input, of_document) = examine(&path);
        let codes: Vec<&str> = of_document.findings.iter().map(|finding| finding.rule.code).collect();
        let is_read = input.filing.texts.iter().any(|text| text.value.contains("没有人看见的"));
        let codes = ["IMP012", "IMP015"].into_iter().find(|code| codes.contains(code));
        (codes, is_read)
    };
    let style = |id: &str, kind: &str, looks: &str| {
        format!("<w:style w:type=\"{kind}\" w:styleId=\"{id}\"><w:rPr>{looks}</w:rPr></w:style>")
    };
    const WHITE: &str = "<w:color w:val=\"FFFFFF\"/>";
    let hidden = (Some("IMP012"), false);
    let faint = (Some("IMP015"), true);
    let plain = (None, true);
    for (run, paragraph, styles, wanted) in [
        ("<w:vanish/>", "", String::new(), hidden),
        ("<w:rStyle w:val=\"a\"/>", "", style("a", "character", "<w:vanish/>"), hidden),
        (
            "<w:rStyle w:val=\"b\"/>",
            "",
            style("a", "character", "<w:vanish/>")
                + "<w:style w:type=\"character\" w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style>",
            hidden,
        ),
        ("<w:rStyle w:val=\"a\"/><w:vanish w:val=\"0\"/>", "", style("a", "character", "<w:vanish/>"), plain),
        (WHITE, "", String::new(), faint),
        ("<w:color w:val=\"000000\" w:themeColor=\"background1\"/>", "", String::new(), faint),
        ("<w:sz w:val=\"2\"/>", "", String::new(), faint),
        ("<w:rStyle w:val=\"a\"/>", "", style("a", "character", WHITE), faint),
        ("<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:fill=\"1F4E79\"/>", "", String::new(), plain),
        (WHITE, "<w:shd w:val=\"clear\" w:fill=\"1F4E79\"/>", String::new(), plain),
        ("<w:color w:val=\"FF0000\"/>", "", String::new(), plain),
        ("<w:color w:val=\"auto\"/>", "", String::new(), plain),
        // A style that is its own beginning ends.
        (
            "<w:rStyle w:val=\"a\"/>",
            "",
            "<w:style w:type=\"character\" w:styleId=\"a\"><w:basedOn w:val=\"a\"/></w:style>".to_owned(),
            plain,
        ),
    ] {
        assert_eq!(told_of(run, paragraph, &styles), wanted, "{run} {paragraph} {styles}");
    }
}

#[test]
fn rows_that_nobody_sees_are_read_and_told() {
    for (properties, is_told) in [
        ("<w:hidden/>", true),
        ("<w:hidden w:val=\"0\"/>", false),
        ("<w:trHeight w:val=\"10\" w:hRule=\"exact\"/>", true),
        ("<w:trHeight w:val=\"10\"/>", false),
    ] {
        let of_report = folder(&sound().to_string());
        let (input, examined) = examine(&of_report.path().join("report.toml"));
        let body = body(&parts(&input, &examined), false);
        let label = body.find("行政处罚").unwrap();
        let at = body[..label].rfind("<w:tr>").unwrap() + "<w:tr>".len();
        let body = format!("{}<w:trPr>{properties}</w:trPr>{}", &body[..at], &body[at..]);
        let path = of_report.path().join("年报.docx");
        std::fs::write(&path, document(&body)).unwrap();
        let (_, of_document) = examine(&path);
        let has = |code: &str| of_document.findings.iter().any(|finding| finding.rule.code == code);
        assert_eq!((has("IMP015"), has("WBK002")), (is_told, false), "{properties}: {:?}", of_document.findings);
    }
}

#[test]
fn letters_of_faces_of_symbols_are_the_marks_that_are_seen() {
    for (run, wanted) in [
        ("<w:rPr><w:rFonts w:ascii=\"Wingdings 2\" w:hAnsi=\"Wingdings 2\"/></w:rPr><w:t>P</w:t>", "√"),
        ("<w:sym w:font=\"Wingdings\" w:char=\"F0A8\"/>", "□"),
        ("<w:rPr><w:rFonts w:ascii=\"Times New Roman\"/></w:rPr><w:t>P</w:t>", "P"),
    ] {
        let change =
            |body: String| body.replace("全年公开信息", &format!("全年公开</w:t></w:r><w:r>{run}</w:r><w:r><w:t>信息"));
        let of_report = folder(&sound().to_string());
        let (input, examined) = examine(&of_report.path().join("report.toml"));
        let path = of_report.path().join("年报.docx");
        std::fs::write(&path, document(&change(body(&parts(&input, &examined), false)))).unwrap();
        let (input, _) = examine(&path);
        let wanted = format!("全年公开{wanted}信息十二条");
        assert!(input.filing.texts.iter().any(|text| text.value.contains(&wanted)), "{run}");
    }
}
