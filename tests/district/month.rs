//! A district office's January: blanks go out, returns of every kind come in, what is wrong goes back corrected.

use std::path::Path;

use super::{batch, codes, summary};
use crate::support::grid::{Grid, workbook};
use crate::support::{changed, run, told};

/// A new district of three units in `汇总`.
pub(super) fn begun() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let list = "[部门]\n示例市应急管理局\n示例市财政局\n[乡镇街道]\n示例市城关街道办事处\n";
    std::fs::write(folder.path().join("名单.txt"), list).unwrap();
    let arguments = ["new", "汇总", "--district", "名单.txt", "--agency", "示例市人民政府", "--year", "2025"];
    let output = run(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    folder
}

/// The sound workbook of an agency.
pub(super) fn sound(agency: &str) -> Vec<u8> {
    workbook(&changed(&format!("agency.name = \"{agency}\"")))
}

/// Statuses and codes of the units of a run, and the reminder.
pub(super) fn outcome(district: &Path) -> (Vec<(String, Vec<String>)>, String) {
    let (_, summary) = summary(district, &["--today", "2026-01-15"]);
    let units = summary["units"].as_array().unwrap().iter();
    let told = |unit: &serde_json::Value| {
        let codes = codes(&unit["findings"]).into_iter().map(str::to_owned).collect();
        (unit["status"].as_str().unwrap().to_owned(), codes)
    };
    (units.map(told).collect(), std::fs::read_to_string(district.join("输出/催报单.txt")).unwrap())
}

#[test]
fn a_month_from_blanks_to_the_last_return() {
    let folder = begun();
    let district = folder.path().join("汇总");
    let path = district.join("district.toml");
    let roster = std::fs::read_to_string(&path).unwrap().replace("# deadline = ", "deadline = ");
    std::fs::write(&path, roster).unwrap();
    let units = district.join("单位");
    let missing = || ("missing".to_owned(), vec!["DIS001".to_owned()]);
    // Nothing was handed in, though the blanks are there.
    let (told, reminder) = outcome(&district);
    assert_eq!(told, [missing(), missing(), missing()]);
    for words in [
        "2026年1月15日，报送期限 2026年1月20日，还有 5 天",
        "没有交 3 个",
        "【乡镇街道】\n　　没有交：示例市城关街道办事处",
    ] {
        assert!(reminder.contains(words), "{words}: {reminder}");
    }
    // One sends its blank back, one a wrong total beside an older version, one under another name.
    let blank = "发给各单位/示例市财政局/示例市财政局.xlsx";
    std::fs::copy(district.join(blank), units.join("示例市财政局.xlsx")).unwrap();
    let mut wrong = Grid::of(&sound("示例市应急管理局"));
    wrong.set("三、", "一、本年新收政府信息公开申请数量", "总计", "5");
    std::fs::write(units.join("示例市应急管理局.xlsx"), sound("示例市应急管理局")).unwrap();
    std::fs::write(units.join("示例市应急管理局（终稿）.xlsx"), wrong.bytes()).unwrap();
    std::fs::write(units.join("附件2.xlsx"), sound("示例市城关街道办事处")).unwrap();
    let (told, reminder) = outcome(&district);
    assert_eq!(told[0].0, "blocked");
    assert!(["SUM001", "DIS025"].iter().all(|code| told[0].1.iter().any(|told| told == code)), "{told:?}");
    assert_eq!(told[1], missing(), "a blank is no return");
    assert_eq!((told[2].0.as_str(), told[2].1.contains(&"DIS026".to_owned())), ("ready", true), "{told:?}");
    for words in [
        "已交 2 个，没有交 1 个，退回修改 1 个",
        "没有交：示例市财政局（交来的是空白表）",
        "退回修改：示例市应急管理局（1 处错误）",
    ] {
        assert!(reminder.contains(words), "{words}: {reminder}");
    }
    // What goes back names the place, and is the workbook that was sent.
    let back = district.join("输出/退回");
    let notice = std::fs::read_to_string(back.join("示例市应急管理局.txt")).unwrap();
    for words in ["示例市应急管理局：", "三、依申请公开!J6", "随附“示例市应急管理局.xlsx”", "在2026年1月20日前改好交回"]
    {
        assert!(notice.contains(words), "{words}: {notice}");
    }
    let mut copy = Grid::of(&std::fs::read(back.join("示例市应急管理局.xlsx")).unwrap());
    assert!(copy.sheets.iter().any(|(name, _)| name == "问题清单"));
    // It is corrected, and returned under the name it came with.
    copy.set("三、", "一、本年新收政府信息公开申请数量", "总计", "4");
    std::fs::remove_file(units.join("示例市应急管理局（终稿）.xlsx")).unwrap();
    std::fs::write(units.join("示例市应急管理局.xlsx"), copy.bytes()).unwrap();
    std::fs::remove_file(units.join("附件2.xlsx")).unwrap();
    for unit in ["示例市城关街道办事处", "示例市财政局"] {
        std::fs::write(units.join(format!("{unit}.xlsx")), sound(unit)).unwrap();
    }
    let (told, reminder) = outcome(&district);
    assert!(told.iter().all(|(status, _)| status == "ready"), "{told:?}");
    assert!(reminder.contains("都已交齐，没有要退回的"), "{reminder}");
    assert!(!back.join("示例市应急管理局.xlsx").exists(), "what went back is taken away once it is settled");
    // The file of the district is as good as its folder.
    let output = run(folder.path(), &["batch", "汇总/district.toml", "-o", "另一处"]);
    assert!(folder.path().join("另一处/index.html").exists(), "{}", crate::support::told(&output));
}

#[test]
fn of_two_versions_that_nothing_tells_apart_neither_is_used() {
    let folder = begun();
    let district = folder.path().join("汇总");
    for (file, title) in [("示例市财政局甲", "甲"), ("示例市财政局乙", "乙")] {
        let text = changed(&format!("agency.name = \"示例市财政局\"\ntitle = \"{title}\""));
        std::fs::write(district.join(format!("单位/{file}.toml")), text).unwrap();
    }
    let (told, _) = outcome(&district);
    assert_eq!(told[1], ("unclear".to_owned(), vec!["DIS003".to_owned()]));
    // The same file twice is one.
    std::fs::copy(district.join("单位/示例市财政局甲.toml"), district.join("单位/示例市财政局乙.toml")).unwrap();
    assert_eq!(outcome(&district).0[1].0, "ready");
    // The time of change tells, where the names do not.
    let later = std::fs::File::options().append(true).open(district.join("单位/示例市财政局乙.toml")).unwrap();
    std::io::Write::write_all(&mut &later, "\n# 改过\n".as_bytes()).unwrap();
    later.set_modified(std::time::SystemTime::now() + std::time::Duration::from_secs(3_600)).unwrap();
    let (told, _) = outcome(&district);
    assert!(told[1].0 == "ready" && told[1].1.contains(&"DIS025".to_owned()), "{told:?}");
    assert_eq!(batch(&district, &["--today", "昨天"]).status.code(), Some(2));
}

#[test]
fn a_blank_of_toml_that_comes_back_as_it_was_is_no_return() {
    let folder = begun();
    let units = folder.path().join("汇总/单位");
    for agency in ["示例市财政局", "示例市应急管理局"] {
        let to = units.join(agency);
        let output = run(folder.path(), &["new", to.to_str().unwrap(), "--agency", agency, "--year", "2025"]);
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    }
    // One of them has begun to write.
    std::fs::write(units.join("示例市财政局/problems.md"), "一是公开不够及时。\n").unwrap();
    let (told, reminder) = outcome(&folder.path().join("汇总"));
    assert_eq!(told[0], ("missing".to_owned(), vec!["DIS001".to_owned()]), "nothing of it is filled in");
    assert_eq!(told[1].0, "blocked", "{told:?}");
    assert!(reminder.contains("没有交：示例市应急管理局"), "{reminder}");
    // Names, contacts and the file of last year are no figures of this year.
    let last = folder.path().join("上年.toml");
    std::fs::write(&last, changed("year = 2024\nagency.contact = \"办公室\"")).unwrap();
    let from = last.to_str().unwrap();
    let third = units.join("示例市城关街道办事处");
    let arguments = ["new", third.to_str().unwrap(), "--agency", "示例市城关街道办事处", "--from", from];
    let output = run(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", crate::support::told(&output));
    assert_eq!(outcome(&folder.path().join("汇总")).0[2], ("missing".to_owned(), vec!["DIS001".to_owned()]));
    // A figure is enough as well, in whatever line.
    let path = units.join("示例市应急管理局/report.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replacen("results.granted = [0, ", "results.granted = [1, ", 1)).unwrap();
    assert_eq!(outcome(&folder.path().join("汇总")).0[0].0, "blocked");
}

#[test]
fn a_deadline_long_past_is_told_in_years() {
    let folder = begun();
    let district = folder.path().join("汇总");
    let path = district.join("district.toml");
    let roster = std::fs::read_to_string(&path).unwrap().replace("# deadline = ", "deadline = ");
    std::fs::write(&path, roster).unwrap();
    for (today, left) in [
        ("2026-01-20", "今天到期"),
        ("2026-01-19", "还有 1 天"),
        ("2027-01-19", "已过 364 天"),
        ("2027-01-20", "已过 1 年"),
        ("2030-11-26", "已过 4 年"),
    ] {
        summary(&district, &["--today", today]);
        let reminder = std::fs::read_to_string(district.join("输出/催报单.txt")).unwrap();
        assert!(reminder.lines().nth(1).unwrap().ends_with(&format!("，{left}")), "{left}: {reminder}");
    }
}
