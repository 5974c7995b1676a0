//! Who is missing, and whose file is whose: each case named.

use super::{batch, codes, district, hand_in, summary, two};
use crate::support::{changed, run, told};

#[test]
fn two_sound_units_are_built() {
    let folder = two("");
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!(code, Some(0));
    assert_eq!(summary["units"][0]["status"], "ready");
    assert_eq!(summary["units"][1]["files"].as_array().unwrap().len(), 2);
    let file = "输出/示例市财政局/示例市财政局2025年政府信息公开工作年度报告.pdf";
    assert!(folder.path().join(file).exists());
}

#[test]
fn a_missing_unit_an_unexpected_file_and_two_files_are_named() {
    let folder = two("");
    let units = folder.path().join("单位");
    std::fs::remove_file(units.join("示例市财政局.toml")).unwrap();
    std::fs::write(units.join("某局.toml"), changed("agency.name = \"某局\"")).unwrap();
    std::fs::write(units.join("示例市应急管理局乙.toml"), changed("title = \"甲\"")).unwrap();
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!(code, Some(1));
    assert_eq!(codes(&summary["roster"]), ["DIS002"]);
    assert_eq!(
        (&summary["units"][0]["status"], codes(&summary["units"][0]["findings"])),
        (&"unclear".into(), vec!["DIS003"])
    );
    assert_eq!(
        (&summary["units"][1]["status"], codes(&summary["units"][1]["findings"])),
        (&"missing".into(), vec!["DIS001"])
    );
}

#[test]
fn another_year_edition_name_and_a_late_date_are_told_of_the_unit() {
    let folder = two("deadline = 2026-01-20");
    hand_in(folder.path(), "示例市财政局", "year = 2024\nagency.name = \"示例市财政局\"");
    hand_in(folder.path(), "示例市应急管理局", "agency.name = \"示例市应急局\"\ndocument.date = 2026-01-25");
    let (_, summary) = summary(folder.path(), &[]);
    let found = codes(&summary["units"][0]["findings"]);
    assert!(found.contains(&"DIS007") && found.contains(&"DIS013"), "{found:?}");
    assert_eq!(summary["units"][0]["status"], "ready");
    assert!(codes(&summary["units"][1]["findings"]).contains(&"DIS005"));
    assert_eq!(summary["units"][1]["status"], "blocked");
    // The figures of another year are not counted.
    assert_eq!(summary["sums"]["applications.new.total"]["sum"], "4");
    hand_in(
        folder.path(),
        "示例市财政局",
        "form = \"2019\"\nagency.name = \"示例市财政局\"\n[disclosure]\nrules = [0, 0, 0]",
    );
    let (_, summary) = self::summary(folder.path(), &[]);
    assert!(codes(&summary["units"][1]["findings"]).contains(&"DIS006"));
}

#[test]
fn one_report_for_two_units_is_told() {
    let folder = two("");
    hand_in(folder.path(), "示例市财政局", "");
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!((code, codes(&summary["roster"])), (Some(1), vec!["DIS004"]));
    let same = "file = \"单位/示例市财政局.toml\"\n";
    let folder = district(&format!(
        "year = 2025\nname = \"示例市\"\n[[units]]\nname = \"甲\"\n{same}[[units]]\nname = \"乙\"\n{same}"
    ));
    hand_in(folder.path(), "示例市财政局", "");
    let (_, summary) = self::summary(folder.path(), &[]);
    assert_eq!(codes(&summary["roster"]), ["DIS004", "DIS004"]);
}

#[test]
fn units_of_one_name_do_not_overwrite_each_other() {
    let unit = |file: &str| format!("[[units]]\nname = \"财政所\"\nfile = \"单位/{file}.toml\"\n");
    let folder = district(&format!("year = 2025\nname = \"CON\"\n{}{}", unit("a"), unit("b")));
    hand_in(folder.path(), "a", "agency.name = \"财政所\"");
    hand_in(folder.path(), "b", "agency.name = \"财政所\"");
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!((code, codes(&summary["roster"])), (Some(0), vec!["DIS008"]));
    assert_eq!(summary["units"][0]["folder"], "财政所");
    assert_eq!(summary["units"][1]["folder"], "财政所（2）");
    assert!(folder.path().join("输出/财政所（2）/财政所2025年政府信息公开工作年度报告.html").exists());
}

#[test]
fn faults_of_the_district_file_are_told() {
    let folder = two("yaer = 1\nscope = { \"disclosure.licencing\" = \"own\", \"disclosure.fees\" = \"alle\" }");
    let output = batch(folder.path(), &[]);
    let told = told(&output);
    assert_eq!(output.status.code(), Some(1), "{told}");
    for part in ["INP002", "yaer：没有这一项", "INP010", "表里没有 disclosure.licencing", "INP003"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    let empty = district("year = 2025\nname = \"示例市\"\n");
    assert_eq!(batch(empty.path(), &[]).status.code(), Some(2));
    std::fs::remove_file(empty.path().join("district.toml")).unwrap();
    assert_eq!(batch(empty.path(), &[]).status.code(), Some(2));
}

#[test]
fn a_new_district_has_a_workbook_for_every_unit_and_can_be_run() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("名单.txt"),
        "[部门]\n示例区教育局\n示例区财政局\n[乡镇街道]\n示例区河西镇人民政府\n",
    )
    .unwrap();
    let arguments = ["new", "汇总", "--district", "名单.txt", "--agency", "示例区人民政府", "--year", "2025"];
    let output = run(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let (code, summary) = summary(&folder.path().join("汇总"), &[]);
    assert_eq!(code, Some(1));
    assert_eq!(summary["district"], "示例区");
    // Nothing was handed in: the blanks lie elsewhere.
    let units = summary["units"].as_array().unwrap();
    let told: Vec<_> =
        units.iter().map(|unit| (unit["group"].as_str().unwrap(), unit["status"].as_str().unwrap())).collect();
    assert_eq!(told, [("部门", "missing"), ("部门", "missing"), ("乡镇街道", "missing")]);
    assert_eq!(run(folder.path(), &arguments).status.code(), Some(2));
}

#[test]
fn folders_and_files_are_named_as_the_district_wants_them() {
    let folder = two("[output]\nfolder = \"{number}-{name}/上\"\nfile = \"{year}{name}\"\n[scope]\n");
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!(code, Some(0));
    assert_eq!(summary["units"][1]["folder"], "2-示例市财政局_上");
    assert_eq!(summary["units"][1]["files"][0], "2025示例市财政局.pdf");
    assert!(folder.path().join("输出/2-示例市财政局_上/2025示例市财政局.html").exists());
    let folder = two("[output]\nfolder = \"同\"\nfile = \"{标题}\"\n[scope]\n");
    let (_, summary) = super::summary(folder.path(), &[]);
    assert_eq!((&summary["units"][0]["folder"], &summary["units"][1]["folder"]), (&"同".into(), &"同（2）".into()));
    let told = summary["roster"].to_string();
    assert!(told.contains("“同”里没有 {name} 或 {number}"), "{told}");
    assert!(told.contains("output.file：不知道“{标题}”") && told.contains("{title}"), "{told}");
}

#[test]
fn last_years_files_that_are_not_used_are_named() {
    let folder = two("");
    let before = folder.path().join("上年");
    std::fs::create_dir(&before).unwrap();
    let last = changed("year = 2024\ndocument.date = 2025-01-12");
    for name in ["示例市应急管理局", "示例市应急管理局（旧）", "某局"] {
        std::fs::write(before.join(format!("{name}.toml")), &last).unwrap();
    }
    let path = folder.path().join("district.toml");
    let roster = std::fs::read_to_string(&path).unwrap();
    let named = "name = \"示例市财政局\"\nprior = \"上年/财政.toml\"";
    std::fs::write(&path, roster.replace("name = \"示例市财政局\"", named)).unwrap();
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!((code, codes(&summary["roster"])), (Some(0), vec!["DIS021"; 3]), "{}", summary["roster"]);
    let told = summary["roster"].to_string();
    for said in ["“示例市应急管理局”：有 2 个上年的文件", "没有 上年/财政.toml", "上年/某局.toml：名单上没有单位"]
    {
        assert!(told.contains(said), "{said}: {told}");
    }
    std::fs::write(before.join("财政.toml"), &last).unwrap();
    std::fs::remove_file(before.join("示例市应急管理局（旧）.toml")).unwrap();
    std::fs::remove_file(before.join("某局.toml")).unwrap();
    let (_, summary) = self::summary(folder.path(), &[]);
    assert_eq!(codes(&summary["roster"]), Vec::<&str>::new());
}

#[test]
fn a_file_under_another_name_is_known_by_what_it_says() {
    let folder = two("");
    let units = folder.path().join("单位");
    std::fs::rename(units.join("示例市财政局.toml"), units.join("年报（最终）.toml")).unwrap();
    std::fs::write(units.join("通知.xlsx"), "不是工作簿").unwrap();
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!((code, codes(&summary["roster"])), (Some(0), vec!["DIS002"]));
    let unit = &summary["units"][1];
    assert_eq!((&unit["status"], codes(&unit["findings"])[0]), (&"ready".into(), "DIS026"));
    let told = &unit["findings"][0];
    let hint = told["hint"].as_str().unwrap();
    assert!(hint.contains("file = \"单位/年报（最终）.toml\""), "{told}");
    // What the hint says helps.
    let path = folder.path().join("district.toml");
    let roster = std::fs::read_to_string(&path).unwrap();
    let named = "name = \"示例市财政局\"\nfile = \"单位/年报（最终）.toml\"";
    std::fs::write(&path, roster.replace("name = \"示例市财政局\"", named)).unwrap();
    let (code, summary) = self::summary(folder.path(), &[]);
    assert_eq!((code, codes(&summary["roster"])), (Some(0), vec!["DIS002"]));
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_above_is_not_gone_through_again() {
    let folder = two("");
    std::os::unix::fs::symlink(".", folder.path().join("单位/环")).unwrap();
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!((code, codes(&summary["roster"])), (Some(0), Vec::new()));
}

#[test]
fn many_faults_of_one_kind_do_not_flood_the_terminal() {
    let folder = two("");
    for number in 0..30 {
        std::fs::write(folder.path().join(format!("单位/其他{number}.toml")), "").unwrap();
    }
    let output = told(&batch(folder.path(), &[]));
    assert_eq!(output.matches("警告[DIS002]").count(), 20, "{output}");
    assert!(output.contains("同类的还有 10 个，见汇总") && output.matches("建议：").count() == 1, "{output}");
    let summary = std::fs::read_to_string(folder.path().join("输出/summary.json")).unwrap();
    assert_eq!(summary.matches("DIS002").count(), 30);
}

#[test]
fn the_units_files_can_lie_beside_the_district_file() {
    let folder =
        two("units_folder = \".\"\nreport = \"./本级.toml\"\ntotals = \"总数.toml\"\nlast_year_folder = \"./上年/\"");
    let path = folder.path();
    let own = changed("agency.name = \"示例市人民政府\"\nagency.level = \"政府\"");
    std::fs::write(path.join("本级.toml"), own).unwrap();
    std::fs::write(path.join("总数.toml"), "year = 2025\n[agency]\nname = \"示例市人民政府\"").unwrap();
    std::fs::create_dir(path.join("上年")).unwrap();
    let last = changed("year = 2024\nagency.name = \"示例市财政局\"\ndocument.date = 2025-01-12");
    std::fs::write(path.join("上年/示例市财政局.toml"), last).unwrap();
    for name in ["示例市应急管理局", "示例市财政局"] {
        std::fs::rename(path.join(format!("单位/{name}.toml")), path.join(format!("{name}.toml"))).unwrap();
    }
    std::fs::write(path.join("某局.toml"), changed("agency.name = \"某局\"")).unwrap();
    let (code, summary) = summary(path, &[]);
    assert_eq!((code, codes(&summary["roster"])), (Some(0), vec!["DIS002"]), "{}", summary["roster"]);
    assert!(summary["roster"][0]["message"].as_str().unwrap().starts_with("某局.toml："), "{}", summary["roster"]);
}
