//! What comes back from the units: marked copies corrected, the same thing twice, and nothing at all any more.

use std::path::Path;
use std::time::{Duration, SystemTime};

use super::month::{begun, outcome, sound};
use super::{batch, codes, summary, two};
use crate::support::grid::{Grid, workbook};
use crate::support::{changed, told};

/// Sets how many minutes ago a file was changed.
fn age(path: &Path, minutes: u64) {
    let file = std::fs::File::options().append(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(60 * minutes)).unwrap();
}

/// The sound workbook of an agency with another total of new applications.
fn wrong(agency: &str, total: &str) -> Vec<u8> {
    let mut book = Grid::of(&sound(agency));
    book.set("三、", "一、本年新收政府信息公开申请数量", "总计", total);
    book.bytes()
}

/// The copy that went back, corrected by the unit.
fn corrected(district: &Path, unit: &str) -> Vec<u8> {
    let mut copy = Grid::of(&std::fs::read(district.join(format!("输出/退回/{unit}.xlsx"))).unwrap());
    copy.set("三、", "一、本年新收政府信息公开申请数量", "总计", "4");
    copy.bytes()
}

#[test]
fn a_corrected_copy_is_later_than_what_it_was_made_of_whatever_it_is_called() {
    let unit = "示例市应急管理局";
    for last in ["示例市应急管理局v2.xlsx", "示例市应急管理局（终稿）.xlsx", "示例市应急管理局(1).xlsx"]
    {
        let folder = begun();
        let district = folder.path().join("汇总");
        let units = district.join("单位");
        std::fs::write(units.join("示例市应急管理局v1.xlsx"), wrong(unit, "6")).unwrap();
        std::fs::write(units.join(last), wrong(unit, "5")).unwrap();
        assert_eq!(outcome(&district).0[0].0, "blocked");
        let copy = corrected(&district, unit);
        // All of it lies there from the same minute.
        std::fs::write(units.join("示例市应急管理局.xlsx"), &copy).unwrap();
        let (_, done) = summary(&district, &[]);
        let unit = &done["units"][0];
        assert_eq!((&unit["status"], &unit["file"]), (&"ready".into(), &"单位/示例市应急管理局.xlsx".into()), "{unit}");
        assert!(unit["findings"].to_string().contains("（是退回的一份改好的），没有用"), "{unit}");
        // Another version that came later than the copy by its name, and by nothing else: nobody knows.
        std::fs::write(units.join("示例市应急管理局v9.xlsx"), wrong("示例市应急管理局", "7")).unwrap();
        if last.contains("v2") || last.contains("(1)") {
            assert_eq!(outcome(&district).0[0].0, "unclear", "{last}");
            age(&units.join("示例市应急管理局.xlsx"), 50);
            assert_eq!(outcome(&district).0[0].0, "blocked", "the newest by its time is the other one");
        }
    }
}

#[test]
fn a_copy_whose_first_version_is_gone_is_taken_only_where_it_is_the_newest() {
    let folder = begun();
    let district = folder.path().join("汇总");
    let units = district.join("单位");
    let (first, other) = (units.join("示例市应急管理局.xlsx"), units.join("示例市应急管理局v2.xlsx"));
    std::fs::write(&first, wrong("示例市应急管理局", "5")).unwrap();
    outcome(&district);
    std::fs::write(&first, corrected(&district, "示例市应急管理局")).unwrap();
    std::fs::write(&other, wrong("示例市应急管理局", "6")).unwrap();
    assert_eq!(outcome(&district).0[0].0, "unclear");
    age(&other, 30);
    let (told, _) = outcome(&district);
    assert_eq!((told[0].0.as_str(), told[0].1.contains(&"DIS025".to_owned())), ("ready", true), "{told:?}");
}

#[test]
fn two_files_that_say_the_same_are_one_and_two_that_do_not_are_asked_for() {
    let folder = begun();
    let district = folder.path().join("汇总");
    let units = district.join("单位");
    let text = changed("");
    std::fs::write(units.join("示例市应急管理局.xlsx"), workbook(&text)).unwrap();
    std::fs::write(units.join("示例市应急管理局.toml"), &text).unwrap();
    let (_, same) = summary(&district, &[]);
    let unit = &same["units"][0];
    assert_eq!((&unit["status"], &unit["file"]), (&"ready".into(), &"单位/示例市应急管理局.xlsx".into()), "{unit}");
    let finding = unit["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "DIS025").unwrap();
    assert_eq!(finding["severity"], "hint", "{finding}");
    assert!(
        finding["message"].as_str().unwrap().contains("（几份内容相同），没有用 单位/示例市应急管理局.toml"),
        "{finding}"
    );
    std::fs::write(units.join("示例市应急管理局.toml"), changed("disclosure.licensing = 31")).unwrap();
    let (_, different) = summary(&district, &[]);
    let unit = &different["units"][0];
    assert_eq!((&unit["status"], codes(&unit["findings"])), (&"unclear".into(), vec!["DIS003"]));
    let notice = std::fs::read_to_string(district.join("输出/退回/示例市应急管理局.txt")).unwrap();
    assert!(notice.contains("不能用，请重交") && notice.contains("请说明以哪一份为准"), "{notice}");
}

#[test]
fn reports_are_not_withdrawn_because_the_units_files_are_gone() {
    let folder = two("");
    batch(folder.path(), &[]);
    let report = folder.path().join("输出/示例市财政局/示例市财政局2025年政府信息公开工作年度报告.pdf");
    assert!(report.exists());
    let (units, away) = (folder.path().join("单位"), folder.path().join("单位（旧）"));
    std::fs::rename(&units, &away).unwrap();
    for (create, said) in [(false, "没有这个文件夹"), (true, "一个单位的文件也没有了")] {
        if create {
            std::fs::create_dir(&units).unwrap();
        }
        let output = batch(folder.path(), &[]);
        assert_eq!(output.status.code(), Some(2), "{}", told(&output));
        assert!(told(&output).contains(said) && told(&output).contains("以前生成的都没有动"), "{}", told(&output));
        assert!(report.exists());
    }
    let output = batch(folder.path(), &["--shard", "1/2"]);
    assert!(output.status.code() == Some(2) && report.exists(), "{}", told(&output));
    std::fs::remove_dir(&units).unwrap();
    std::fs::rename(&away, &units).unwrap();
    assert_eq!(batch(folder.path(), &[]).status.code(), Some(0));
}

#[test]
fn nothing_is_written_among_the_units_files() {
    let folder = two("");
    for out in ["单位", "单位/输出", "单位/甲/乙"] {
        let output = crate::support::run(folder.path(), &["batch", ".", "-o", out]);
        assert_eq!(output.status.code(), Some(2), "{out}: {}", told(&output));
        assert!(told(&output).contains("也不能在它里面"), "{}", told(&output));
    }
    assert!(!folder.path().join("单位/甲").exists());
}

#[test]
fn a_file_lies_as_deep_as_it_was_unpacked_or_under_a_former_name() {
    let folder = two("");
    let units = folder.path().join("单位");
    std::fs::create_dir_all(units.join("部门/示例市财政局/示例市财政局")).unwrap();
    std::fs::rename(units.join("示例市财政局.toml"), units.join("部门/示例市财政局/示例市财政局/report.toml")).unwrap();
    let (code, deep) = summary(folder.path(), &[]);
    let unit = &deep["units"][1];
    assert_eq!((code, &unit["status"]), (Some(0), &"ready".into()), "{unit}");
    assert!(!codes(&unit["findings"]).contains(&"DIS026"), "{unit}");
    // The unit was called otherwise last year, and still calls its file so.
    let path = folder.path().join("district.toml");
    let roster = std::fs::read_to_string(&path).unwrap();
    let named = "name = \"示例市财政局\"\nformerly = \"示例市财税局\"";
    std::fs::write(&path, roster.replace("name = \"示例市财政局\"", named)).unwrap();
    std::fs::remove_dir_all(units.join("部门")).unwrap();
    std::fs::write(units.join("示例市财税局.toml"), changed("agency.name = \"示例市财政局\"")).unwrap();
    std::fs::create_dir(folder.path().join("上年")).unwrap();
    let last = changed("year = 2024\nagency.name = \"示例市财税局\"\ndocument.date = 2025-01-12");
    std::fs::write(folder.path().join("上年/示例市财税局.toml"), last).unwrap();
    let (_, former) = summary(folder.path(), &[]);
    let unit = &former["units"][1];
    let found = codes(&unit["findings"]);
    assert_eq!((&unit["status"], found.contains(&"DIS026")), (&"ready".into(), true), "{unit}");
    assert!(!found.contains(&"CAR002") && !found.contains(&"CAR003"), "last year's file is found: {unit}");
    assert!(unit["findings"].to_string().contains("用的是它的旧名“示例市财税局”"), "{unit}");
}

#[test]
fn a_file_under_another_name_is_the_units_where_it_is_its_copy_or_its_own_is_blank() {
    let folder = begun();
    let district = folder.path().join("汇总");
    let units = district.join("单位");
    let (first, second) = ("示例市应急管理局", "示例市财政局");
    std::fs::write(units.join("示例市应急管理局.xlsx"), wrong(first, "5")).unwrap();
    let blank = district.join("发给各单位/示例市财政局/示例市财政局.xlsx");
    std::fs::copy(blank, units.join("示例市财政局.xlsx")).unwrap();
    assert_eq!([0, 1].map(|number| outcome(&district).0[number].0.clone()), ["blocked", "missing"]);
    std::fs::write(units.join("改好的.xlsx"), corrected(&district, first)).unwrap();
    std::fs::write(units.join("报表(1).xlsx"), sound(second)).unwrap();
    let (_, done) = summary(&district, &[]);
    let files = [0, 1].map(|number| done["units"][number]["file"].as_str().unwrap().to_owned());
    assert_eq!(files, ["单位/改好的.xlsx", "单位/报表(1).xlsx"]);
    assert!(!done.to_string().contains("DIS002"), "{done}");
    assert!(done["units"][1].to_string().contains("DIS026"), "{done}");
    // What the copy was made of may have the other name as well.
    std::fs::rename(units.join("示例市应急管理局.xlsx"), units.join("原来的.xlsx")).unwrap();
    std::fs::rename(units.join("改好的.xlsx"), units.join("示例市应急管理局.xlsx")).unwrap();
    let (_, done) = summary(&district, &[]);
    assert_eq!(done["units"][0]["file"], "单位/示例市应急管理局.xlsx");
    assert!(done["units"][0]["findings"].to_string().contains("没有用 单位/原来的.xlsx"), "{done}");
    // One that is neither is told whose it looks like, and not used.
    std::fs::write(units.join("另一份.xlsx"), wrong(first, "7")).unwrap();
    let (_, done) = summary(&district, &[]);
    assert_eq!(done["units"][0]["file"], "单位/示例市应急管理局.xlsx");
    let told = "单位/另一份.xlsx：里面的机关名称是“示例市应急管理局”";
    assert!(done["roster"].to_string().contains(told), "{}", done["roster"]);
}

#[test]
fn last_years_figures_of_merged_agencies_are_added_up() {
    let folder = two("");
    let path = folder.path().join("district.toml");
    let roster = std::fs::read_to_string(&path).unwrap();
    let named = "name = \"示例市财政局\"\nformerly = [\"示例市财税局\", \"示例市国资局\"]";
    std::fs::write(&path, roster.replace("name = \"示例市财政局\"", named)).unwrap();
    let before = folder.path().join("上年");
    std::fs::create_dir(&before).unwrap();
    let last = |agency: &str, carried: u32| {
        changed(&format!(
            "year = 2024\nagency.name = \"{agency}\"\ndocument.date = 2025-01-12\napplications.carried_out = [{carried}, 0, 0, 0, 0, 0]"
        ))
    };
    let told = |carried: [u32; 2]| {
        for (agency, carried) in ["示例市财税局", "示例市国资局"].into_iter().zip(carried) {
            std::fs::write(before.join(format!("{agency}2024.toml")), last(agency, carried)).unwrap();
        }
        let (_, done) = summary(folder.path(), &[]);
        assert!(!done["roster"].to_string().contains("DIS021"), "{}", done["roster"]);
        done["units"][1]["findings"].to_string()
    };
    let sum = told([0, 0]);
    assert!(sum.contains("上年的数是 上年/示例市国资局2024.toml、上年/示例市财税局2024.toml 相加的"), "{sum}");
    assert!(!sum.contains("CAR001") && !sum.contains("CAR002"), "{sum}");
    let sum = told([1, 2]);
    assert!(sum.contains("CAR001") && sum.contains("上年报告是 3"), "{sum}");
    // Two of one name are still one too many.
    std::fs::write(before.join("示例市财税局（旧）.toml"), last("示例市财税局", 1)).unwrap();
    let (_, done) = summary(folder.path(), &[]);
    assert!(done["roster"].to_string().contains("有 3 个上年的文件，都没有用"), "{}", done["roster"]);
}
