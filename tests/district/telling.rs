//! That every run says one thing of a unit: the list of reminders, the notices, the page, the workbook and the terminal.

use super::month::{begun, outcome, sound};
use super::{batch, codes, district, hand_in, summary, two};
use crate::support::grid::Grid;
use crate::support::{changed, told};

/// The district's own report beside two units.
fn with_report(more: &str) -> tempfile::TempDir {
    let folder = two(&format!("report = \"本级.toml\"\n{more}"));
    let own = changed(
        "agency.name = \"示例市人民政府\"\nagency.level = \"政府\"\nsections.overview.text = '开展了考核和社会评议，没有责任追究。'",
    );
    std::fs::write(folder.path().join("本级.toml"), own).unwrap();
    folder
}

#[test]
fn errors_of_the_roster_keep_the_districts_own_report_back() {
    let folder = with_report("");
    let (_, sound) = summary(folder.path(), &[]);
    assert_eq!(sound["own"]["status"], "ready", "{}", sound["own"]);
    let path = folder.path().join("district.toml");
    let roster = std::fs::read_to_string(&path).unwrap();
    let twice = format!("{roster}[[units]]\nname = \"示例市财政局\"\n");
    let misspelt = roster.replacen("name = \"示例市财政局\"", "nmae = \"示例市财政局\"", 1);
    let scope = format!("{roster}[scope]\n\"disclosure.licencing\" = \"own\"\n");
    for wrong in [twice, misspelt, scope] {
        std::fs::write(&path, &wrong).unwrap();
        let (code, summary) = summary(folder.path(), &[]);
        assert_eq!((code, &summary["own"]["status"]), (Some(1), &"blocked".into()), "{wrong}");
        assert!(codes(&summary["own"]["findings"]).contains(&"DIS027"), "{wrong}: {}", summary["own"]);
    }
}

#[test]
fn a_copy_of_another_units_file_is_neither_counted_nor_published() {
    let folder = with_report("");
    hand_in(folder.path(), "示例市财政局", "");
    let (_, summary) = summary(folder.path(), &[]);
    let unit = &summary["units"][1];
    assert_eq!(unit["status"], "blocked", "{unit}");
    assert!(unit["findings"].to_string().contains("这是名单上另一个单位的名称，没有计入汇总"), "{unit}");
    // Once, with the office's own.
    assert_eq!(summary["sums"]["disclosure.licensing.decisions"]["sum"], "60");
    assert_eq!(summary["own"]["status"], "blocked");
}

#[test]
fn the_same_figures_under_another_name_are_told() {
    let folder = two("");
    let figures =
        "disclosure = { rules = [1, 2, 30], normative = [4, 5, 60], licensing = 71, penalties = 8, coercion = 9 }";
    for name in ["示例市应急管理局", "示例市财政局"] {
        hand_in(folder.path(), name, &format!("agency.name = \"{name}\"\n{figures}"));
    }
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!((code, codes(&summary["roster"])), (Some(1), vec!["DIS004"]));
    assert!(summary["roster"].to_string().contains("不为 0 的数全部相同"), "{}", summary["roster"]);
}

#[test]
fn every_file_among_the_units_is_named() {
    let folder = two("");
    let units = folder.path().join("单位");
    for name in ["示例市财政局说明.txt", "现场.jpg", "年报", "表.dat", "Thumbs.db"] {
        std::fs::write(units.join(name), "x").unwrap();
    }
    // Prose that a unit's file reads is used.
    std::fs::create_dir(units.join("示例市应急管理局")).unwrap();
    std::fs::remove_file(units.join("示例市应急管理局.toml")).unwrap();
    let text = changed("").replace("text = \"培训工作有待加强。下一年将增加培训次数。\"", "file = \"问题.txt\"");
    std::fs::write(units.join("示例市应急管理局/report.toml"), text).unwrap();
    std::fs::write(units.join("示例市应急管理局/问题.txt"), "培训工作有待加强。下一年将增加培训次数。").unwrap();
    let (_, summary) = summary(folder.path(), &[]);
    let told = summary["roster"][0]["message"].as_str().unwrap();
    assert_eq!(
        told,
        "工作簿以外的文件没有读：单位/年报、单位/现场.jpg（图片）、单位/示例市财政局说明.txt（文本）、单位/表.dat。"
    );
    assert!(summary["units"][0]["status"] == "ready", "{}", summary["units"][0]);
}

/// A district whose units stand in every way: a blank, a scan, errors, warnings alone, nothing, and one that is well; and
/// the workbook with errors.
fn of_every_standing() -> (tempfile::TempDir, Grid) {
    let folder = begun();
    let district = folder.path().join("汇总");
    let path = district.join("district.toml");
    let more =
        "[[units]]\nname = \"示例市水务局\"\n[[units]]\nname = \"示例市林业局\"\n[[units]]\nname = \"示例市商务局\"\n";
    let roster = std::fs::read_to_string(&path).unwrap().replace("# deadline = ", "deadline = ");
    std::fs::write(&path, roster + more).unwrap();
    let units = district.join("单位");
    let blank = "发给各单位/示例市财政局/示例市财政局.xlsx";
    std::fs::copy(district.join(blank), units.join("示例市财政局.xlsx")).unwrap();
    std::fs::write(units.join("示例市水务局.pdf"), "%PDF").unwrap();
    let mut wrong = Grid::of(&sound("示例市应急管理局"));
    wrong.set("三、", "一、本年新收政府信息公开申请数量", "总计", "5");
    std::fs::write(units.join("示例市应急管理局.xlsx"), wrong.bytes()).unwrap();
    let late = changed("agency.name = \"示例市商务局\"\ndocument.date = 2026-01-25");
    std::fs::write(units.join("示例市商务局.toml"), late).unwrap();
    std::fs::write(units.join("示例市林业局.xlsx"), sound("示例市林业局")).unwrap();
    (folder, wrong)
}

#[test]
fn all_that_is_said_of_a_unit_agrees() {
    let (folder, wrong) = of_every_standing();
    let district = folder.path().join("汇总");
    let units = district.join("单位");
    let (_, reminder) = outcome(&district);
    let output = told(&batch(&district, &["--today", "2026-01-15"]));
    let page = std::fs::read_to_string(district.join("输出/index.html")).unwrap();
    let book = Grid::of(&std::fs::read(district.join("输出/汇总.xlsx")).unwrap());
    let list = book.sheets.iter().find(|(name, _)| name == "单位").unwrap().1.values().cloned().collect::<Vec<_>>();
    let (_, summary) = summary(&district, &["--today", "2026-01-15"]);
    let standings = [
        ("示例市应急管理局", "correct", "退回修改（有错误，没有生成）", "退回修改：示例市应急管理局（1 处错误）"),
        ("示例市财政局", "missing", "没有交（交来的是空白表）", "没有交：示例市财政局（交来的是空白表）"),
        ("示例市城关街道办事处", "missing", "没有交", "没有交：示例市城关街道办事处\n"),
        ("示例市水务局", "again", "要重交（交的不是工作簿）", "要重交：示例市水务局（交的不是工作簿）"),
        ("示例市林业局", "done", "已生成", ""),
        ("示例市商务局", "confirm", "请核对（已生成）", "请核对：示例市商务局（1 处）"),
    ];
    for (unit, (name, standing, state, reminded)) in summary["units"].as_array().unwrap().iter().zip(standings) {
        assert_eq!((&unit["name"], &unit["standing"]), (&name.into(), &standing.into()), "{unit}");
        assert!(page.contains(&format!(">{state}</span>")), "{state}");
        assert!(list.contains(&state.to_owned()), "{state}: {list:?}");
        assert!(reminder.contains(reminded), "{reminded}: {reminder}");
        let notice = std::fs::read_to_string(district.join(format!("输出/退回/{name}.txt")));
        assert_eq!(notice.is_ok(), standing != "done" && state != "没有交", "{name}");
    }
    assert!(
        reminder.contains("应交 6 个单位，已交 4 个，没有交 2 个，要重交 1 个，退回修改 1 个，请核对 1 个。"),
        "{reminder}"
    );
    assert!(output.contains("6 个单位：已生成 1，请核对 1，退回修改 1，要重交 1，没有交 2"), "{output}");
    let read = |name: &str| std::fs::read_to_string(district.join(format!("输出/退回/{name}.txt"))).unwrap();
    assert!(read("示例市财政局").contains("是空白的，还没有填"), "{}", read("示例市财政局"));
    assert!(read("示例市水务局").contains("不能用，请重交") && read("示例市水务局").contains("2026年1月20日前"));
    // The unit knows nothing of the office's folders.
    let notice = read("示例市应急管理局");
    assert!(notice.contains("（示例市应急管理局.xlsx）") && notice.contains("位置：三、依申请公开!J6"), "{notice}");
    assert!(!notice.contains("单位/") && !read("示例市水务局").contains("district.toml"), "{notice}");
    // A later run sends the notices of its day.
    batch(&district, &["--today", "2026-02-03"]);
    assert!(
        read("示例市应急管理局").ends_with("2026年2月3日\n")
            && read("示例市应急管理局").contains("请就在这一份里改，尽快改好交回")
    );
    // What only the office can do is nothing for a notice.
    std::fs::write(units.join("示例市应急管理局v2.xlsx"), wrong.bytes()).unwrap();
    std::fs::write(units.join("附件.xlsx"), sound("示例市城关街道办事处")).unwrap();
    batch(&district, &[]);
    let notice = read("示例市应急管理局");
    assert!(!["DIS025", "file =", "district.toml", "名单"].iter().any(|word| notice.contains(word)), "{notice}");
    assert!(!district.join("输出/退回/示例市城关街道办事处.txt").exists());
}

#[test]
fn a_file_of_another_year_is_one_finding() {
    let folder = two("");
    hand_in(
        folder.path(),
        "示例市财政局",
        "year = 2024\nagency.name = \"示例市财政局\"\napplications.new = [9, 0, 0, 0, 0, 0]",
    );
    let (_, summary) = summary(folder.path(), &[]);
    let findings = &summary["units"][1]["findings"];
    assert_eq!(codes(findings), ["DIS005"], "{findings}");
    assert!(findings[0]["message"].as_str().unwrap().contains("个问题，换了文件再看"), "{findings}");
}

#[test]
fn what_the_sums_lack_of_a_unit_is_told_the_unit() {
    let folder = with_report("");
    let without = changed("agency.name = \"示例市财政局\"\nfee = {}\nsections.others.text = \"没有其他事项。\"");
    std::fs::write(folder.path().join("单位/示例市财政局.toml"), without.replace("[fee]\n", "")).unwrap();
    let (_, summary) = summary(folder.path(), &[]);
    assert!(codes(&summary["units"][1]["findings"]).contains(&"DIS028"), "{}", summary["units"][1]);
    assert!(codes(&summary["own"]["findings"]).contains(&"DIS010"), "{}", summary["own"]);
    let notice = std::fs::read_to_string(folder.path().join("输出/退回/示例市财政局.txt")).unwrap();
    assert!(notice.contains("没有发生的填 0"), "{notice}");
}

#[test]
fn a_blank_under_another_name_is_its_units_blank() {
    let folder = begun();
    let district = folder.path().join("汇总");
    let blank = "发给各单位/示例市财政局/示例市财政局.xlsx";
    std::fs::copy(district.join(blank), district.join("单位/填报表.xlsx")).unwrap();
    let (_, summary) = summary(&district, &[]);
    assert_eq!(summary["units"][1]["file"], "单位/填报表.xlsx", "{}", summary["units"][1]);
    assert_eq!((&summary["units"][1]["standing"], codes(&summary["roster"])), (&"missing".into(), Vec::new()));
}

#[test]
fn what_is_wrong_with_a_sum_is_put_right_where_it_comes_from() {
    let folder = with_report("");
    hand_in(
        folder.path(),
        "示例市财政局",
        "agency.name = \"示例市财政局\"\n[applications]\nnew = [3, 1, 0, 0, 0, 0, 5]",
    );
    let (_, summary) = summary(folder.path(), &[]);
    let unit = codes(&summary["units"][1]["findings"]);
    assert!(unit.contains(&"SUM001"), "{unit:?}");
    let own = summary["own"]["findings"].as_array().unwrap();
    let finding = own.iter().find(|finding| finding["code"] == "SUM001").unwrap();
    assert!(finding["place"].as_str().unwrap().starts_with("汇总.xlsx"), "{finding}");
    let hint = finding["hint"].as_str().unwrap();
    assert!(
        hint.contains("示例市财政局 有同样的问题") && !finding["message"].as_str().unwrap().contains("改为"),
        "{finding}"
    );
    let unchecked = own.iter().find(|finding| finding["code"] == "CAR002").unwrap();
    assert!(unchecked["hint"].as_str().unwrap().contains("district.toml"), "{unchecked}");
}

#[test]
fn units_that_changed_as_much_are_counted_together() {
    let names = ["示例市应急管理局", "示例市财政局", "示例市林业局", "示例市水务局", "示例市商务局"];
    let roster = names.map(|name| format!("[[units]]\nname = \"{name}\"\n")).concat();
    let folder = district(&format!("year = 2025\nname = \"示例市\"\n{roster}"));
    std::fs::create_dir(folder.path().join("上年")).unwrap();
    for (name, rise) in names.into_iter().zip([3, 3, 5, 3, 3]) {
        let of = format!("agency.name = \"{name}\"\ndisclosure.licensing");
        hand_in(folder.path(), name, &format!("{of} = {}", 30 + rise));
        let before = changed(&format!("{of} = 30\nyear = 2024\ndocument.date = 2025-01-12"));
        std::fs::write(folder.path().join(format!("上年/{name}.toml")), before).unwrap();
    }
    batch(folder.path(), &[]);
    let page = std::fs::read_to_string(folder.path().join("输出/index.html")).unwrap();
    // Two of the four that share the third place are not named.
    assert!(page.contains("示例市林业局 +5、") && page.contains("示例市财政局 +3等5个单位"), "{page}");
    let bytes = std::fs::read(folder.path().join("输出/汇总.xlsx")).unwrap();
    let sheet = |bytes: &[u8]| Grid::of(bytes).sheet("比上年").values().cloned().collect::<Vec<_>>().join("\n");
    assert!(sheet(&bytes).contains("示例市林业局") && !sheet(&bytes).contains("→ 示例市林业局等"), "{}", sheet(&bytes));
    hand_in(folder.path(), names[2], &format!("agency.name = \"{}\"\ndisclosure.licensing = 33", names[2]));
    batch(folder.path(), &[]);
    let bytes = std::fs::read(folder.path().join("输出/汇总.xlsx")).unwrap();
    assert!(sheet(&bytes).contains("示例市应急管理局等5个单位"), "{}", sheet(&bytes));
    // Titles stand above each printed page, not in the first column alone.
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let sheets: Vec<String> = (0..book.len())
        .map(|number| std::io::read_to_string(book.by_index(number).unwrap()).unwrap_or_default())
        .collect();
    let header = sheets.iter().find(|text| text.contains("<oddHeader>") && text.contains("主要指标与上年比"));
    assert!(header.is_some_and(|text| text.contains("增减和合计都是公式")), "{header:?}");
}
