//! The blank workbook: official labels, spans and fills, help while it is filled in.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use nianbao::form::Editions;
use nianbao::form::layout::CellRole;
use nianbao::workbook;
use nianbao::write::{Start, blank};

use crate::support::grid::rewritten;
use crate::support::{folder, run, told};

/// A blank workbook for a year.
fn blank_workbook(year: i32) -> Vec<u8> {
    let editions = Editions::built_in();
    let start = Start { agency: Some("示例市财政局"), year, last_year: None, prior: None, editions, forms: None };
    workbook::write(&blank(&editions.for_year(year), &start), editions, nianbao::workbook::PrintedArea::Table).unwrap()
}

/// The texts of all parts whose name contains some letters.
fn parts(bytes: &[u8], part: &str) -> Vec<(String, String)> {
    let all = std::cell::RefCell::new(Vec::new());
    rewritten(bytes, |name, text| {
        if name.contains(part) {
            all.borrow_mut().push((name.to_owned(), text.clone()));
        }
        text
    });
    all.into_inner()
}

#[test]
fn it_has_the_official_sheets_labels_and_spans() {
    for (year, edition) in [(2020, "2019"), (2025, "2021")] {
        let bytes = blank_workbook(year);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes[..])).unwrap();
        let names = book.sheet_names();
        let expected = [
            "填表说明",
            "基本信息",
            "二、主动公开",
            "三、依申请公开",
            "四、复议诉讼",
            "正文",
            "信息处理费",
            "报送函",
            "上年数据",
            "高级",
            "可引用的名称",
        ];
        assert_eq!(names, expected, "{edition}");
        let form = Editions::built_in().named(edition).unwrap();
        for (table, name) in names[2..5].iter().enumerate() {
            let range = book.worksheet_range(name).unwrap();
            let merged = book.merge_cells_by_sheet_name(name).unwrap();
            let mut row = 2;
            for part in &form.grid(table).parts {
                for slots in part.head.iter().chain(&part.body) {
                    for slot in slots.iter().filter(|slot| !matches!(slot.role, CellRole::Value(_))) {
                        let at = (row, slot.x as u32);
                        assert_eq!(range.get_value(at), Some(&Data::String(slot.label.clone())), "{name} {at:?}");
                        let end = (row + slot.rowspan as u32 - 1, (slot.x + slot.colspan - 1) as u32);
                        assert!(
                            at == end || merged.iter().any(|m| (m.start, m.end) == (at, end)),
                            "{name} {}",
                            slot.label
                        );
                    }
                    row += 1;
                }
            }
        }
    }
}

#[test]
fn only_what_is_to_be_filled_in_can_be_changed_and_nothing_needs_a_password() {
    let bytes = blank_workbook(2025);
    for (name, text) in parts(&bytes, "xl/worksheets/sheet") {
        assert!(text.contains("<sheetProtection sheet=\"1\""), "{name}");
        assert!(!text.contains("password") && !text.contains("hashValue"), "{name}");
        assert!(text.contains("paperSize=\"9\"") && text.contains("<tabColor"), "{name}");
    }
    let styles = &parts(&bytes, "xl/styles.xml")[0].1;
    assert!(styles.contains("<protection locked=\"0\"/>"));
}

#[test]
fn it_helps_while_it_is_filled_in() {
    let bytes = blank_workbook(2025);
    let sheets = parts(&bytes, "xl/worksheets/sheet");
    let table = &sheets[3].1;
    for words in [
        "依据：《政府信息公开条例》第十四条",
        "type=\"whole\"",
        "errorStyle=\"warning\"",
        "没有发生填 0",
        "<pane ",
        "<conditionalFormatting",
    ] {
        assert!(table.contains(words), "{words}");
    }
    assert!(sheets[2].1.contains("ROUND(") && sheets[2].1.contains("至多六位小数"));
    let changes = parts(&blank_workbook(2020), "xl/worksheets/sheet3.xml");
    assert!(changes[0].1.contains("between") || changes[0].1.contains("-99999999"), "the change of a year has a sign");
    let told = &parts(&bytes, "docProps/core.xml")[0].1;
    assert!(told.contains("2021 年格式") && told.contains(concat!("nianbao ", env!("CARGO_PKG_VERSION"))));
    assert_eq!(bytes, blank_workbook(2025), "the same filing gives the same bytes");
}

#[test]
fn totals_and_checks_are_live_formulas_with_their_results() {
    let bytes = crate::support::grid::workbook(include_str!("../cases/2025.toml"));
    let table = &parts(&bytes, "xl/worksheets/sheet4.xml")[0].1;
    assert!(table.contains("<f>IF(COUNT(D6:I6)=0,\"\",SUM(D6:I6))</f><v>4</v>"));
    let checks = table.matches("IF(COUNT(").count();
    // A total a row and a column, a difference a row, two rows of differences.
    assert!(checks >= 24 + 7 + 24 + 14, "{checks}");
}

#[test]
fn a_new_workbook_after_a_report_of_any_edition_can_be_read() {
    for example in crate::support::built::EXAMPLES {
        let folder = tempfile::tempdir().unwrap();
        let last = crate::support::built::path(example);
        let from = ["new", "今年", "--year", "2025", "--xlsx", "--from", last.to_str().unwrap()];
        assert_eq!(run(folder.path(), &from).status.code(), Some(0), "{example}");
        let checked = run(folder.path(), &["check", "今年/report.xlsx"]);
        assert_eq!(checked.status.code(), Some(1), "{example}: {}", told(&checked));
    }
}

#[test]
fn a_new_workbook_carries_over_what_last_year_had() {
    for last in ["上年.toml", "上年.xlsx"] {
        let folder = folder("");
        if last.ends_with("xlsx") {
            assert_eq!(run(folder.path(), &["convert", "上年.toml", last]).status.code(), Some(0));
        }
        let made = run(folder.path(), &["new", "今年", "--year", "2025", "--xlsx", "--from", last]);
        assert_eq!(made.status.code(), Some(0), "{}", told(&made));
        let again = run(folder.path(), &["new", "今年", "--year", "2025", "--xlsx"]);
        assert_eq!(again.status.code(), Some(2), "nothing is overwritten");
        assert_eq!(run(folder.path(), &["convert", "今年/report.xlsx", "今年.toml"]).status.code(), Some(0));
        let text = std::fs::read_to_string(folder.path().join("今年.toml")).unwrap();
        for words in ["示例市应急管理局", "0591-12345678", "[last_year]", "year = 2024", "licensing = 30", "# new = "]
        {
            assert!(text.contains(words), "{last} {words}:\n{text}");
        }
        assert!(!text.contains("培训工作"), "last year's prose stays there");
        let checked = run(folder.path(), &["check", "今年/report.xlsx"]);
        assert_eq!(checked.status.code(), Some(1));
        let told = told(&checked);
        assert_eq!(told.matches("CEL002").count(), 3, "{told}");
    }
}
