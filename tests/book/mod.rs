//! The code book: on the screen, as a page of the documentation, for programs, and on paper.

mod output;
pub mod schema;

use std::io::Read as _;

use serde_json::Value;

use crate::support::{changed, examine, folder, pdf, root, run, told};

/// What a command prints.
fn printed(arguments: &[&str]) -> String {
    let output = run(root(), arguments);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    String::from_utf8(output.stdout).expect("it is text")
}

/// Every rule of the code book, as programs read it.
fn rules() -> Vec<Value> {
    let book: Value = serde_json::from_str(&printed(&["rules", "--format", "json"])).expect("it is JSON");
    let families = book["families"].as_array().unwrap().iter();
    families.flat_map(|family| family["rules"].as_array().unwrap().clone()).collect()
}

#[test]
fn the_page_of_the_documentation_is_up_to_date() {
    let page = printed(&["rules", "--format", "md"]);
    let path = root().join("RULES.zh-CN.md");
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        std::fs::write(&path, &page).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(kept == page, "RULES.zh-CN.md is out of date: run this test with INSTA_UPDATE=always");
}

#[test]
fn every_rule_is_in_every_spelling_of_the_book() {
    let (list, page) = (printed(&["rules"]), printed(&["rules", "--format", "md"]));
    assert_eq!(rules().len(), nianbao::rules::all().len());
    for rule in rules() {
        let code = rule["code"].as_str().unwrap();
        for text in [&list, &page] {
            assert!(text.contains(code) && text.contains(rule["name"].as_str().unwrap()), "{code}");
        }
        assert!(page.contains(&format!("### {code} ")) && page.contains(rule["basis"].as_str().unwrap()), "{code}");
    }
}

#[test]
fn the_printed_book_is_two_pages() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("规则.pdf");
    let output = run(root(), &["rules", "--pdf", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let pages = pdf::read(&std::fs::read(&path).unwrap());
    assert!(pages.len() <= 2, "{} pages", pages.len());
    let text: String = pages.iter().map(pdf::Page::text).collect();
    let text: String = text.split_whitespace().collect();
    for rule in rules() {
        let name: String = rule["name"].as_str().unwrap().split_whitespace().collect();
        assert!(text.contains(rule["code"].as_str().unwrap()) && text.contains(&name), "{name}");
    }
    assert_eq!(run(root(), &["rules", "--pdf", "规则.docx"]).status.code(), Some(2));
}

/// The texts of all cells and the names of all sheets of a blank workbook.
fn blank_workbook() -> String {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["new", "年", "--agency", "示例市应急管理局", "--year", "2025", "--xlsx"];
    assert_eq!(run(folder.path(), &arguments).status.code(), Some(0));
    let file = std::fs::File::open(folder.path().join("年/report.xlsx")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut text = String::new();
    for part in ["xl/workbook.xml", "xl/sharedStrings.xml"] {
        archive.by_name(part).unwrap().read_to_string(&mut text).unwrap();
    }
    text
}

/// What stands in “ ” at the beginning of a line: the sheet, and the row where one is named.
fn named(line: &str) -> Vec<&str> {
    let row = line.split("一行：").next().filter(|_| line.contains("一行："));
    let start = row.unwrap_or_else(|| line.split('：').next().unwrap());
    start.split('“').skip(1).map(|rest| rest.trim_end_matches("表").trim_end_matches('”')).collect()
}

#[test]
fn examples_name_sheets_and_rows_that_workbooks_have() {
    let text = blank_workbook();
    let mut lines = 0;
    for rule in rules() {
        let examples = ["faulty", "corrected"].map(|example| rule[example]["workbook"].as_array().unwrap().clone());
        for line in examples.iter().flatten().map(|line| line.as_str().unwrap()) {
            lines += 1;
            for name in named(line) {
                let known = text.contains(name.trim_end_matches('”'));
                assert!(known, "{}: “{name}” in: {line}", rule["code"]);
            }
        }
    }
    assert!(lines > 100, "{lines}");
}

#[test]
fn what_to_do_in_a_workbook_is_no_toml() {
    // Options of the command line and expressions are the same everywhere.
    let of_reports =
        |rule: &&Value| !["DIS", "FRM", "POL0"].iter().any(|f| rule["code"].as_str().unwrap().starts_with(f));
    let words = [
        "[[",
        "[letter]",
        "[document]",
        "[preface]",
        " = ",
        "prior =",
        "prior 所",
        "form ",
        "title ",
        "键名",
        "before",
    ];
    for rule in rules().iter().filter(of_reports) {
        let remedy = rule["in_workbook"].as_str().unwrap();
        assert!(!words.iter().any(|word| remedy.contains(word)), "{}: {remedy}", rule["code"]);
    }
}

#[test]
fn a_rule_is_explained_in_both_spellings() {
    insta::assert_snapshot!(["SUM001", "LET001", "WBK020"].map(|code| printed(&["explain", code])).join("\n\n"));
}

/// Rules whose examples cannot be shown by a workbook that the program writes, and why.
const NOT_BY_CONVERTING: &[(&str, &str)] = &[
    ("INP003", "what cannot be read is not written"),
    ("INP011", "what cannot be read is not written"),
    ("INP020", "a figure is written as it was read"),
    ("INP021", "a figure is written as it was read"),
    ("INP022", "a figure is written as it was read"),
    ("INP023", "a figure is written as it was read"),
    ("PRO012", "prose is written where it was shared out to"),
    ("PRO014", "the title that was left out is not written"),
    ("GLY003", "characters are written as they were read"),
];

#[test]
fn examples_hold_in_a_workbook_as_well() {
    let shown = rules().into_iter().filter(|rule| !rule["faulty"]["workbook"].as_array().unwrap().is_empty());
    let mut wrong = Vec::new();
    for rule in shown {
        let code = rule["code"].as_str().unwrap();
        let folder = folder(&changed(rule["faulty"]["text"].as_str().unwrap()));
        let (input, _) = examine(&folder.path().join("report.toml"));
        let book =
            nianbao::workbook::write(&input.filing, &input.filing.editions, nianbao::workbook::PrintedArea::Table)
                .expect("it can be written");
        let path = folder.path().join("report.xlsx");
        std::fs::write(&path, book).unwrap();
        let (_, examined) = examine(&path);
        if !examined.findings.iter().any(|finding| finding.rule.code == code) {
            wrong.push(code.to_owned());
        }
    }
    let expected: Vec<&str> = NOT_BY_CONVERTING.iter().map(|(code, _)| *code).collect();
    assert_eq!(wrong, expected);
}

#[test]
fn the_book_follows_the_forms_that_are_brought() {
    let forms = root().join("tests/forms/2027");
    let own = printed(&["rules", "--format", "md", "--forms", forms.to_str().unwrap()]);
    assert!(own != printed(&["rules", "--format", "md"]), "what the form says of the rules is not in the book");
}
