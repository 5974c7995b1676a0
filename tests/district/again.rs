//! What a run makes beyond reports, and what it remembers of the runs before.

use std::path::Path;

use super::month::{begun, sound};
use super::{codes, hand_in, summary, two};
use crate::support::grid::Grid;

/// What a run of a day says of the returns of the units: state, and since when.
fn told(folder: &Path, day: &str) -> Vec<Option<(String, String)>> {
    let (_, done) = summary(folder, &["--today", day]);
    let of_unit = |unit: &serde_json::Value| {
        let history = unit.get("history")?;
        Some((history["state"].as_str()?.to_owned(), history["since"].as_str()?.to_owned()))
    };
    done["units"].as_array().unwrap().iter().map(of_unit).collect()
}

#[test]
fn what_became_of_each_return_is_remembered_with_its_day() {
    let folder = begun();
    let district = folder.path().join("汇总");
    let file = district.join("单位/示例市应急管理局.xlsx");
    let state = |state: &str, since: &str| Some((state.to_owned(), since.to_owned()));
    assert_eq!(told(&district, "2026-01-05"), [None, None, None]);
    let mut wrong = Grid::of(&sound("示例市应急管理局"));
    wrong.set("三、", "一、本年新收政府信息公开申请数量", "总计", "5");
    std::fs::write(&file, wrong.bytes()).unwrap();
    assert_eq!(told(&district, "2026-01-08")[0], state("new", "2026-01-08"));
    // A second run of the day says the same, one of another that nothing has changed.
    assert_eq!(told(&district, "2026-01-08")[0], state("new", "2026-01-08"));
    assert_eq!(told(&district, "2026-01-09")[0], state("unchanged", "2026-01-08"));
    wrong.set("三、", "一、本年新收政府信息公开申请数量", "总计", "6");
    std::fs::write(&file, wrong.bytes()).unwrap();
    assert_eq!(told(&district, "2026-01-10")[0], state("changed", "2026-01-10"));
    std::fs::write(&file, sound("示例市应急管理局")).unwrap();
    assert_eq!(told(&district, "2026-01-12")[0], state("corrected", "2026-01-12"));
    let page = std::fs::read_to_string(district.join("输出/index.html")).unwrap();
    assert!(page.contains("2026年1月12日</span><wbr>改正"), "{page}");
    assert_eq!(told(&district, "2026-01-20")[0], state("unchanged", "2026-01-12"));
    std::fs::remove_file(&file).unwrap();
    std::fs::write(district.join("单位/示例市财政局.xlsx"), sound("示例市财政局")).unwrap();
    assert_eq!(told(&district, "2026-01-21")[..2], [state("gone", "2026-01-21"), state("new", "2026-01-21")]);
}

#[test]
fn what_others_send_is_no_return_of_a_unit() {
    let folder = two("likeness = 20");
    std::fs::remove_file(folder.path().join("单位/示例市财政局.toml")).unwrap();
    let words = "区级部门开展专题培训并逐项核对目录的更新情况以便群众查询。".repeat(8);
    let alike = format!("sections.overview.text = \"{words}\"");
    hand_in(folder.path(), "示例市应急管理局", &alike);
    let codes_of = |day: &str| {
        let (_, done) = summary(folder.path(), &["--today", day]);
        codes(&done["units"][0]["findings"]).contains(&"DIS019")
    };
    assert!(!codes_of("2026-01-05"));
    hand_in(folder.path(), "示例市财政局", &format!("agency.name = \"示例市财政局\"\n{alike}"));
    assert!(codes_of("2026-01-08"));
    assert_eq!(told(folder.path(), "2026-01-08")[0], Some(("unchanged".into(), "2026-01-05".into())));
}

#[test]
fn a_finding_that_a_unit_stands_by_is_an_accepted_return() {
    let folder = two("deadline = 2026-01-10");
    let late = "agency.name = \"示例市财政局\"\ndocument.date = 2026-01-12";
    hand_in(folder.path(), "示例市财政局", late);
    let accept = "[[accept]]\nrule = \"DIS013\"\nreason = \"经同意推迟报送\"";
    assert_eq!(told(folder.path(), "2026-01-15")[1], Some(("new".into(), "2026-01-15".into())));
    hand_in(folder.path(), "示例市财政局", &format!("{late}\n{accept}"));
    assert_eq!(told(folder.path(), "2026-01-16")[1], Some(("accepted".into(), "2026-01-16".into())));
}

#[test]
fn reports_of_units_that_left_are_set_aside_where_that_is_asked_for() {
    let folder = two("");
    summary(folder.path(), &[]);
    let path = folder.path().join("district.toml");
    let roster = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, roster.replace("[[units]]\nname = \"示例市财政局\"\n", "")).unwrap();
    std::fs::remove_file(folder.path().join("单位/示例市财政局.toml")).unwrap();
    let (_, told) = summary(folder.path(), &[]);
    let roster = told["roster"].to_string();
    assert!(codes(&told["roster"]).contains(&"DIS023") && roster.contains("加 --prune"), "{roster}");
    assert!(folder.path().join("输出/示例市财政局").is_dir());
    let (_, told) = summary(folder.path(), &["--prune"]);
    assert!(told["roster"].to_string().contains("移到了 名单外/示例市财政局"), "{}", told["roster"]);
    let out = folder.path().join("输出");
    assert!(!out.join("示例市财政局").exists() && out.join("名单外/示例市财政局").is_dir());
    assert!(!codes(&summary(folder.path(), &[]).1["roster"]).contains(&"DIS023"));
}

#[test]
fn what_is_handed_on_is_packed() {
    let folder = two("");
    let (_, done) = summary(folder.path(), &["--zip"]);
    let out = folder.path().join("输出");
    let names = |name: &str| -> Vec<String> {
        let file = std::fs::File::open(out.join("打包").join(name)).unwrap();
        let mut zip = zip::ZipArchive::new(file).unwrap();
        (0..zip.len()).map(|number| zip.by_index(number).unwrap().name().unwrap().into_owned()).collect()
    };
    let title = "示例市财政局2025年政府信息公开工作年度报告";
    assert_eq!(names("示例市财政局.zip"), [format!("{title}.pdf"), format!("{title}.html")]);
    let all = names("示例市2025年政府信息公开工作年度报告.zip");
    assert_eq!((all.len(), all.contains(&format!("示例市财政局/{title}.pdf"))), (4, true), "{all:?}");
    assert_eq!(done["files"], serde_json::json!(["打包/示例市2025年政府信息公开工作年度报告.zip"]));
    let first = std::fs::read(out.join("打包/示例市财政局.zip")).unwrap();
    summary(folder.path(), &["--zip", "--force"]);
    assert_eq!(std::fs::read(out.join("打包/示例市财政局.zip")).unwrap(), first, "the same files, the same bytes");
    // A report with errors is handed to nobody, and without the option nothing is.
    hand_in(
        folder.path(),
        "示例市财政局",
        "agency.name = \"示例市财政局\"\n[applications]\nnew = [3, 1, 0, 0, 0, 0, 5]",
    );
    summary(folder.path(), &["--zip", "--draft"]);
    assert!(!out.join("打包/示例市财政局.zip").exists() && out.join("打包/示例市应急管理局.zip").exists());
    summary(folder.path(), &[]);
    assert!(!out.join("打包").exists());
}

#[test]
fn who_has_not_handed_in_is_written_to() {
    let folder = two("deadline = 2026-01-20\noffice = \"示例市政务公开办公室\"");
    std::fs::remove_file(folder.path().join("单位/示例市财政局.toml")).unwrap();
    let (_, done) = summary(folder.path(), &["--today", "2026-01-15"]);
    assert_eq!(done["files"], serde_json::json!(["催报函.pdf", "催报函.docx"]));
    let out = folder.path().join("输出");
    let text = crate::support::docx::text(&std::fs::read(out.join("催报函.docx")).unwrap()).replace('\n', "");
    for words in [
        "关于催报2025年政府信息公开工作年度报告的函",
        "各有关单位：",
        "截至2026年1月15日，报送期限还有5天，应报2个单位，已报1个，没有报送1个。没有报送的单位如下：",
        "其他：示例市财政局。",
        "于2026年1月20日前报送",
        "特此函告。",
        "示例市政务公开办公室",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let made = std::fs::metadata(out.join("催报函.pdf")).unwrap().modified().unwrap();
    summary(folder.path(), &["--today", "2026-01-15"]);
    assert_eq!(std::fs::metadata(out.join("催报函.pdf")).unwrap().modified().unwrap(), made, "it is not made twice");
    // Who has to correct something is named as well.
    hand_in(folder.path(), "示例市应急管理局", "[applications]\nnew = [3, 1, 0, 0, 0, 0, 5]");
    summary(folder.path(), &["--today", "2026-01-15"]);
    let text = crate::support::docx::text(&std::fs::read(out.join("催报函.docx")).unwrap()).replace('\n', "");
    for words in ["没有报送的", "示例市财政局。", "要改正的", "示例市应急管理局（1处错误）", "照问题通知办理"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    hand_in(folder.path(), "示例市应急管理局", "");
    // When all have handed in there is nobody to be written to.
    hand_in(folder.path(), "示例市财政局", "agency.name = \"示例市财政局\"");
    let (_, done) = summary(folder.path(), &["--today", "2026-01-16"]);
    assert_eq!(done["files"], serde_json::json!([]));
    assert!(!out.join("催报函.pdf").exists() && !out.join("催报函.docx").exists());
}
