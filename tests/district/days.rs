//! The last day to hand in, of all units or one's own, and how each unit stands to it.

use super::{batch, codes, district, hand_in, summary};
use crate::support::grid::Grid;
use crate::support::told;

#[test]
fn each_unit_stands_to_its_own_last_day() {
    let units = [
        ("示例市财政局", ""),
        ("示例市民政局", "deadline = 2026-01-25"),
        ("示例市应急管理局", "received = 2026-01-22"),
        ("示例市林业局", "deadline = 2026-01-25\nreceived = 2026-01-22"),
        ("示例市商务局", ""),
        ("示例市水务局", "received = 2026-01-19"),
    ];
    let roster: String =
        units.iter().map(|(name, more)| format!("[[units]]\nname = \"{name}\"\n{more}\n")).collect::<String>();
    let folder = district(&format!("year = 2025\nname = \"示例市\"\ndeadline = 2026-01-20\n{roster}"));
    hand_in(folder.path(), "示例市应急管理局", "");
    hand_in(folder.path(), "示例市林业局", "agency.name = \"示例市林业局\"");
    hand_in(folder.path(), "示例市商务局", "agency.name = \"示例市商务局\"\ndocument.date = 2026-01-23");
    let wrong =
        "agency.name = \"示例市水务局\"\ndocument.date = 2026-01-23\n[applications]\nnew = [3, 1, 0, 0, 0, 0, 5]";
    hand_in(folder.path(), "示例市水务局", wrong);
    let (_, done) = summary(folder.path(), &["--today", "2026-01-22"]);
    let due = |number: usize| &done["units"][number]["due"];
    let told = |number: usize| due(number)["told"].as_str().unwrap();
    assert_eq!(
        (0..6).map(told).collect::<Vec<_>>(),
        ["已过 2 天", "还有 3 天", "晚交 2 天，已过 2 天", "", "晚交 3 天，已过 2 天", "已过 2 天"]
    );
    assert_eq!((&due(1)["left"], &due(1)["deadline"]), (&3.into(), &"2026-01-25".into()));
    assert_eq!((&due(2)["late"], &due(2)["received"]), (&2.into(), &"2026-01-22".into()));
    // The unit is told that it was late by the day that counts for it.
    let findings = |number: usize| &done["units"][number]["findings"];
    let late: Vec<bool> = (0..6).map(|number| codes(findings(number)).contains(&"DIS013")).collect();
    assert_eq!(late, [false, false, true, false, true, false]);
    assert!(
        findings(2).to_string().contains("交来的日子：2026年1月22日，期限是 2026年1月20日，晚了 2 天"),
        "{}",
        findings(2)
    );
    assert!(
        findings(4).to_string().contains("成文日期：2026年1月23日，期限是 2026年1月20日，晚了 3 天"),
        "{}",
        findings(4)
    );
    // All who are shown it agree.
    let out = folder.path().join("输出");
    let reminder = std::fs::read_to_string(out.join("催报单.txt")).unwrap();
    assert!(reminder.contains("报送期限 2026年1月20日，已过 2 天"), "{reminder}");
    assert!(reminder.contains("没有交：示例市财政局\n"), "{reminder}");
    assert!(reminder.contains("没有交：示例市民政局，期限 2026年1月25日，还有 3 天"), "{reminder}");
    let page = std::fs::read_to_string(out.join("index.html")).unwrap();
    assert!(page.contains(">晚交 2 天，已过 2 天</td>") && page.contains(">还有 3 天</td>"), "{page}");
    let book = Grid::of(&std::fs::read(out.join("汇总.xlsx")).unwrap());
    let list = &book.sheets.iter().find(|(name, _)| name == "单位").unwrap().1;
    assert!(list.values().any(|cell| cell == "2026年1月25日，还有 3 天"), "{list:?}");
    let letter = crate::support::docx::text(&std::fs::read(out.join("催报函.docx")).unwrap()).replace('\n', "");
    assert!(letter.contains("示例市民政局（期限2026年1月25日，还有3天）"), "{letter}");
    let notice = std::fs::read_to_string(out.join("退回/示例市水务局.txt")).unwrap();
    assert!(notice.contains("尽快改好交回"), "{notice}");
    // A day that was put off is taken at the next run.
    let path = folder.path().join("district.toml");
    let text = std::fs::read_to_string(&path).unwrap().replace("deadline = 2026-01-25", "deadline = 2026-01-30");
    std::fs::write(&path, text).unwrap();
    let (_, done) = summary(folder.path(), &["--today", "2026-01-22"]);
    assert_eq!(done["units"][1]["due"]["left"], 8);
}

#[test]
fn a_hint_of_many_units_is_told_once_everywhere() {
    let names = ["示例市财政局", "示例市林业局", "示例市水务局"];
    let roster: String = names.iter().map(|name| format!("[[units]]\nname = \"{name}\"\n")).collect();
    let folder = district(&format!("year = 2025\nname = \"示例市\"\n{roster}"));
    names.iter().for_each(|name| hand_in(folder.path(), name, &format!("agency.name = \"{name}\"")));
    let output = told(&batch(folder.path(), &[]));
    let (_, done) = summary(folder.path(), &[]);
    let common = done["common"].as_array().unwrap();
    let hint = common.iter().find(|hint| hint["code"] == "CAR002").unwrap_or_else(|| panic!("{common:?}"));
    assert_eq!(hint["units"], serde_json::json!([1, 2, 3]));
    assert_eq!(output.matches("提示[CAR002]（3 个单位都有）").count(), 1, "{output}");
    assert!(output.contains(&format!("建议：{}", hint["hint"].as_str().unwrap())), "{output}");
    let book = Grid::of(&std::fs::read(folder.path().join("输出/汇总.xlsx")).unwrap());
    let found = &book.sheets.iter().find(|(name, _)| name == "问题").unwrap().1;
    assert_eq!(found.values().filter(|cell| *cell == "CAR002").count(), 1, "{found:?}");
    assert!(found.values().any(|cell| *cell == names.join("、")), "{found:?}");
    let page = std::fs::read_to_string(folder.path().join("输出/index.html")).unwrap();
    assert_eq!(page.matches("提示 CAR002").count(), 1, "{page}");
}
