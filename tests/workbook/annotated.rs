//! The copy that goes back to the clerk.

use std::io::Cursor;

use calamine::{Reader, Xlsx};

use super::examine;
use crate::support::grid::{rewritten, sound};
use crate::support::{run, told};

#[test]
fn faults_are_marked_commented_and_listed_with_links() {
    let mut grid = sound();
    grid.set("三、", "一、本年新收政府信息公开申请数量", "总计", "5");
    grid.field("二、", "行政许可", "若干");
    let bytes = grid.bytes();
    let (input, examined) = examine(&bytes).unwrap();
    let copy = nianbao::workbook::annotate(&bytes, &input.sources, &examined.findings).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&copy[..])).unwrap();
    let names = book.sheet_names();
    assert_eq!(names[0], "问题清单");
    assert_eq!(names[1..], grid.sheets.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
    let list = book.worksheet_range("问题清单").unwrap();
    let rows: Vec<String> =
        list.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")).collect();
    assert!(
        rows.iter().any(|row| row.contains("SUM001") && row.contains("三、依申请公开!J6") && row.contains("多 1")),
        "{rows:#?}"
    );
    assert!(rows.iter().any(|row| row.contains("INP005") && row.contains("二、主动公开!B9")), "{rows:#?}");
    let seen = std::cell::RefCell::new((false, false));
    rewritten(&copy, |name, text| {
        assert!(name != "docProps/core.xml" || text.contains("2021-09-26T"), "no clock is read: {text}");
        if name.contains("comments") && text.contains("多 1") {
            seen.borrow_mut().0 = true;
        }
        if text.contains("location=\"'三、依申请公开'!J6\"") {
            seen.borrow_mut().1 = true;
        }
        text
    });
    assert_eq!(seen.into_inner(), (true, true), "a comment and a link");
    for (name, cells) in &grid.sheets {
        let range = book.worksheet_range(name).unwrap();
        for (at, text) in cells {
            assert_eq!(range.get_value(*at).map(ToString::to_string).as_ref(), Some(text), "{name} {at:?}");
        }
    }
}

#[test]
fn the_clerks_own_file_is_never_changed() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = sound().bytes();
    std::fs::write(folder.path().join("报告.xlsx"), &bytes).unwrap();
    std::fs::write(folder.path().join("r.toml"), "year = 2025").unwrap();
    let done = run(folder.path(), &["check", "报告.xlsx", "--annotate", "标注.xlsx"]);
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    assert!(folder.path().join("标注.xlsx").exists());
    std::fs::write(folder.path().join("别的.xlsx"), "old").unwrap();
    let other = &["check", "报告.xlsx", "--annotate", "别的.xlsx"];
    let refused = run(folder.path(), other);
    assert!(refused.status.code() == Some(2) && told(&refused).contains("--force"), "{}", told(&refused));
    assert_eq!(std::fs::read(folder.path().join("别的.xlsx")).unwrap(), b"old");
    assert_eq!(run(folder.path(), &[&other[..], &["--force"]].concat()).status.code(), Some(0));
    assert_ne!(std::fs::read(folder.path().join("别的.xlsx")).unwrap(), b"old");
    assert_eq!(run(folder.path(), &["check", "报告.xlsx", "--force"]).status.code(), Some(2));
    for arguments in [
        &["check", "报告.xlsx", "--annotate", "报告.xlsx"][..],
        &["check", "报告.xlsx", "--annotate", "./报告.xlsx", "--force"],
        &["check", "报告.xlsx", "r.toml", "--annotate", "a.xlsx"],
        &["check", "r.toml", "--annotate", "a.xlsx"],
        &["check", "报告.xlsx", "--annotate", "a.txt"],
    ] {
        let refused = run(folder.path(), arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}: {}", told(&refused));
    }
    assert!(std::fs::read(folder.path().join("报告.xlsx")).unwrap() == bytes);
    assert!(!folder.path().join("a.xlsx").exists());
}

#[test]
fn what_was_read_from_where_can_be_listed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("r.xlsx"), crate::support::grid::workbook(include_str!("../cases/2025.toml")))
        .unwrap();
    let text = told(&run(folder.path(), &["check", "r.xlsx", "--origins"]));
    for words in
        ["机关全称", "r.xlsx › 基本信息!B", "r.xlsx › 三、依申请公开!D6", "（由本年的数计算）", "r.xlsx › 正文!C"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
}
