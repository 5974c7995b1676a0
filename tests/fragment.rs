//! What is pasted into a site's editor: everything of the page, with looks that survive an editor that strips styles.

use nianbao::prose::plain_text;

use crate::support::built::{EXAMPLES, build_text, built, without_spaces};
use crate::support::letters::{LETTERS, letter};
use crate::support::{changed, folder, run, told, web};

/// The tags of a text: what stands between `<` and `>`.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).filter_map(|rest| Some(rest.split_once('>')?.0)).collect()
}

/// Every fragment that the examples and the letters give.
fn fragments() -> Vec<(String, &'static str)> {
    let reports = EXAMPLES.iter().map(|example| ((*example).to_owned(), built(example).fragment.as_str()));
    let letters =
        LETTERS.iter().filter_map(|name| Some(((*name).to_owned(), letter(name).rendered.fragment.as_deref()?)));
    reports.chain(letters).collect()
}

#[test]
fn a_fragment_has_the_plain_tags_of_old_pages_only() {
    const KNOWN: &[&str] = &["h2", "h3", "h4", "h5", "p", "strong", "table", "thead", "tbody", "tr", "th", "td"];
    for (name, fragment) in fragments() {
        for tag in tags(fragment) {
            let element = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
            assert!(KNOWN.contains(&element), "{name}: <{tag}>");
            for attribute in ["class=", "href=", "data-", "var(", "rem;", "flex"] {
                assert!(!tag.contains(attribute), "{name}: <{tag}>");
            }
            if tag.starts_with("p ") || tag == "p" || tag.starts_with('h') {
                // Who a letter goes to stands at the very left.
                let left = LETTERS.contains(&name.as_str()) && tag.ends_with(";text-indent:0\"");
                assert!(tag.contains("text-indent:2em") || left, "{name}: <{tag}>");
            }
            if tag.starts_with("table") {
                assert!(tag.contains("border=\"1\"") && tag.contains("width=\"100%\""), "{name}: <{tag}>");
            }
            if tag.starts_with("td") || tag.starts_with("th ") {
                assert!(tag.contains("border:1px solid #000"), "{name}: <{tag}>");
            }
        }
    }
}

#[test]
fn a_fragment_holds_every_figure_with_its_heads() {
    for example in EXAMPLES {
        let report = built(example);
        let cells = report.fragment.split("<td").skip(1).filter(|cell| cell.contains("headers="));
        let (mut ids, mut figures) = (0, Vec::new());
        for cell in cells {
            let (tag, text) = cell.split_once('>').unwrap();
            figures.push(web::text(text.split_once("</td>").unwrap().0));
            for id in tag.split("headers=\"").nth(1).unwrap().split('"').next().unwrap().split(' ') {
                assert!(report.fragment.contains(&format!(" id=\"{id}\"")), "{example}: {id}");
                ids += 1;
            }
        }
        let on_the_page: Vec<String> = web::figures(&report.html).into_iter().map(|(_, text)| text).collect();
        assert_eq!(figures, on_the_page, "{example}");
        assert!(ids > figures.len(), "{example}");
    }
}

/// How many columns and rows a field covers.
fn spans(tag: &str) -> (usize, usize) {
    let span = |name| tag.split(name).nth(1).map_or(1, |rest| rest.split('"').next().unwrap().parse().unwrap());
    (span(" colspan=\""), span(" rowspan=\""))
}

#[test]
fn the_fields_of_every_row_make_up_the_table() {
    for (name, fragment) in fragments() {
        for table in fragment.split("<table").skip(1) {
            let table = table.split("</table>").next().unwrap();
            // For each field from above how many rows it still reaches down, once for every column it covers.
            let mut open: Vec<usize> = Vec::new();
            let mut columns = None;
            for row in table.split("<tr>").skip(1) {
                let mut covered = open.len();
                open.iter_mut().for_each(|rows| *rows -= 1);
                for tag in tags(row).into_iter().filter(|tag| tag.starts_with("td") || tag.starts_with("th ")) {
                    let (across, down) = spans(tag);
                    covered += across;
                    open.extend(std::iter::repeat_n(down - 1, across));
                }
                open.retain(|rows| *rows > 0);
                assert_eq!(covered, *columns.get_or_insert(covered), "{name}: {row}");
            }
        }
    }
}

/// How wide the fields of a row say they are, in per cent.
fn width(row: &str) -> f64 {
    let fields = tags(row).into_iter().filter(|tag| tag.starts_with("td") || tag.starts_with("th "));
    let width = |tag: &str| tag.split(" width=\"").nth(1)?.split('%').next()?.parse::<f64>().ok();
    fields.map(|tag| width(tag).unwrap_or_else(|| panic!("<{tag}>"))).sum()
}

#[test]
fn the_widths_of_the_fields_make_up_the_table() {
    for example in EXAMPLES {
        let tables = built(example).fragment.split("<table").skip(1);
        for table in tables.filter(|table| table.contains("headers=")) {
            for row in table.split("<tr>").skip(1).filter(|row| !row.contains("colspan") && !row.contains("rowspan")) {
                let share = width(row.split("</tr>").next().unwrap());
                // Fields that reach down from a row above are not in it.
                assert!(share > 20.0 && share < 100.1, "{example}: {share}: {row}");
            }
            let first = table.split("<tr>").nth(1).unwrap().split("</tr>").next().unwrap();
            assert!((width(first) - 100.0).abs() < 0.1, "{example}: {}", width(first));
        }
    }
}

#[test]
fn a_fragment_holds_all_prose_and_no_title() {
    for example in EXAMPLES {
        let report = built(example);
        let said = without_spaces(&web::text(&report.fragment));
        let sections = report.narrative.sections.iter();
        let prose = sections.flat_map(|chapter| [plain_text(&chapter.before), plain_text(&chapter.after)]);
        for text in std::iter::once(plain_text(&report.narrative.preface)).chain(prose) {
            for line in text.lines() {
                assert!(said.contains(&without_spaces(line)), "{example}: {line}");
            }
        }
        let title = report.input.filing.exact_title();
        assert!(!report.fragment.contains("<h1") && !said.starts_with(&without_spaces(&title)), "{example}");
    }
}

#[test]
fn what_a_clerk_types_is_no_markup_in_a_fragment() {
    let report = build_text(
        "[sections.overview]\ntext = \"\"\"\n<b>粗</b>与</script><script>alert(1)</script>\n\n- 甲\n  - 乙\n\n| 名 | 数 |\n|---|---|\n| 一 | 2 |\n\"\"\"\n",
    );
    assert!(!report.fragment.contains("<b>") && !report.fragment.contains("script>"), "{}", report.fragment);
    assert!(web::text(&report.fragment).contains("<b>粗</b>与</script><script>alert(1)</script>"));
    assert!(report.fragment.contains(">—— 甲</p>") && report.fragment.contains(">—— 乙</p>"), "{}", report.fragment);
    assert!(report.fragment.contains(" scope=\"col\" align=\"center\" width=\"50.0%\""), "{}", report.fragment);
    // The page ends its own scripts, and nothing else does.
    assert_eq!((report.html.matches("<script").count(), report.html.matches("</script>").count()), (2, 2));
}

#[test]
fn a_letter_says_the_same_on_its_page_and_in_the_editor() {
    for name in LETTERS {
        let built = letter(name);
        let Some((html, fragment)) = built.rendered.html.as_ref().zip(built.rendered.fragment.as_ref()) else {
            continue;
        };
        let page = without_spaces(&web::text(html.split_once("</h1>").unwrap().1));
        let numbered = |c: &char| !matches!(c, '0'..='9' | '.');
        let (said, page): (String, String) = (
            without_spaces(&web::text(fragment)).chars().filter(numbered).collect(),
            page.chars().filter(numbered).collect(),
        );
        assert_eq!(said, page, "{name}");
        assert!(!fragment.contains("<h3") || fragment.contains("<h2"), "{name}: no level is skipped");
    }
}

#[test]
fn a_page_offers_its_text_unless_it_is_a_draft() {
    let folder = folder(&changed(""));
    let build = |more: &[&str]| {
        let output = run(folder.path(), &[&["build", "report.toml", "-o", "o", "--name", "r"], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        let mut names: Vec<String> = std::fs::read_dir(folder.path().join("o"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(build(&["--only", "html,fragment"]), ["r.html", "r（正文）.html"]);
    assert_eq!(build(&["--only", "html,fragment", "--draft"]).len(), 4, "a draft never takes the name of the final");
    let read = |name: &str| std::fs::read_to_string(folder.path().join("o").join(name)).unwrap();
    let (page, fragment) = (read("r.html"), read("r（正文）.html"));
    let (fragment, _) = fragment.split_once("<!-- nianbao").unwrap();
    assert!(page.contains("复制正文") && page.contains(&format!("id=\"fragment\">\n{fragment}")), "{page}");
    assert!(!page.contains("var(--") && page.contains("<table border=\"1\""), "lines need no style sheet");
    let (page, fragment) = (read("r（草稿）.html"), read("r（草稿）（正文）.html"));
    assert!(!page.contains("复制正文") && !page.contains("<script") && fragment.contains("未经审定"), "{page}");
}

#[test]
fn a_secret_letter_writes_no_page() {
    let letter = "[letter]\nto = \"市政府\"\nsigners = [\"张三\"]\ndate = 2026-01-15\nsecrecy = \"秘密★1年\"\ncopy_number = \"000001\"";
    let folder = folder(&changed(letter));
    let output =
        run(folder.path(), &["build", "report.toml", "-o", "o", "--name", "r", "--only", "letter,html,fragment,pdf"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(told(&output).contains("公文标有密级，没有生成它的网页"), "{}", told(&output));
    let names: Vec<_> = std::fs::read_dir(folder.path().join("o")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["r-报送公文.pdf"]);
}

#[test]
fn files_are_named_after_the_title_as_it_was_given() {
    let folder = folder(&changed("title = \"示例市应急局\\n政府信息公开年报（2025）\""));
    let output = run(folder.path(), &["build", "report.toml", "-o", "o", "--only", "html"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(folder.path().join("o/示例市应急局政府信息公开年报（2025）.html").exists(), "{}", told(&output));
}
