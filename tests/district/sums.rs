//! The sums: exact, by scope, and what does not add up.

use super::{batch, codes, hand_in, summary, two};
use crate::support::{changed, told};

/// The district's own report: the sound one with a change.
fn own(folder: &std::path::Path, change: &str) {
    let own = format!("agency.name = \"示例市人民政府\"\nagency.level = \"政府\"\n{change}");
    std::fs::write(folder.join("本级.toml"), changed(&own)).unwrap();
}

#[test]
fn every_cell_is_own_and_units_by_scope_and_exact() {
    let folder = two("report = \"本级.toml\"\n[scope]\n\"*.in_force\" = \"own\"\ndisclosure.penalties = \"own\"");
    own(folder.path(), "[disclosure]\nfees = 0.1");
    hand_in(folder.path(), "示例市财政局", "agency.name = \"示例市财政局\"\n[disclosure]\nfees = 0.2");
    hand_in(folder.path(), "示例市应急管理局", "[disclosure]\nfees = 0.7001");
    let (code, summary) = summary(folder.path(), &[]);
    let sum = |key: &str| summary["sums"][key]["sum"].as_str().unwrap().to_owned();
    assert_eq!((code, &summary["own"]["status"]), (Some(0), &"ready".into()), "{}", summary["own"]);
    assert_eq!(sum("disclosure.fees.amount"), "1.0001");
    assert_eq!(sum("disclosure.licensing.decisions"), "90");
    assert_eq!((sum("disclosure.normative.issued"), sum("disclosure.normative.in_force")), ("6".into(), "12".into()));
    assert_eq!(sum("disclosure.penalties.decisions"), "5");
    assert_eq!(sum("applications.new.total"), "12");
    let html = folder.path().join("输出/示例市（本级）/示例市人民政府2025年政府信息公开工作年度报告.html");
    assert!(std::fs::read_to_string(html).unwrap().contains("1.0001"));
}

#[test]
fn an_office_without_figures_reports_the_sums_of_its_units() {
    let folder = two("report = \"本级.toml\"");
    own(folder.path(), "disclosure = {}\napplications = {}\ndisputes = {}\nfee = {}");
    let text = std::fs::read_to_string(folder.path().join("本级.toml")).unwrap();
    let without = text.replace("[fee]\n", "").replace("[disclosure]\n", "");
    std::fs::write(folder.path().join("本级.toml"), without).unwrap();
    let (_, summary) = summary(folder.path(), &[]);
    assert_eq!(summary["own"]["status"], "ready", "{}", summary["own"]);
    assert_eq!(summary["sums"]["applications.new.total"]["sum"], "8");
}

#[test]
fn blanks_are_told_and_stay_blank_only_where_all_are() {
    let folder = two("report = \"本级.toml\"");
    own(folder.path(), "");
    let blank = "[disputes]\nreconsideration = [\"\", \"\", \"\", \"\"]\n[disclosure]\nlicensing = \"/\"";
    hand_in(folder.path(), "示例市财政局", &format!("agency.name = \"示例市财政局\"\n{blank}"));
    hand_in(folder.path(), "示例市应急管理局", "[disputes]\nreconsideration = [\"\", \"\", \"\", \"\"]");
    let (_, summary) = summary(folder.path(), &[]);
    let found = &summary["own"]["findings"];
    let told = found.as_array().unwrap().iter().find(|f| f["code"] == "DIS011").expect("blanks are told");
    assert!(told["message"].as_str().unwrap().contains("示例市财政局（5 格）"), "{told}");
    assert_eq!(summary["sums"]["disputes.reconsideration.upheld"]["sum"], "");
    assert_eq!(summary["sums"]["disclosure.licensing.decisions"]["sum"], "60");
}

#[test]
fn sums_without_some_unit_block_the_districts_report_unless_it_is_stood_by() {
    let folder = two("report = \"本级.toml\"");
    own(folder.path(), "");
    std::fs::remove_file(folder.path().join("单位/示例市财政局.toml")).unwrap();
    let (code, told) = summary(folder.path(), &[]);
    assert_eq!((code, &told["own"]["status"]), (Some(1), &"blocked".into()));
    assert!(codes(&told["own"]["findings"]).contains(&"DIS010"));
    own(folder.path(), "[[accept]]\nrule = \"DIS010\"\nat = \"示例市财政局\"\nreason = \"财政局今年不报\"");
    let (_, told) = summary(folder.path(), &[]);
    assert_eq!(told["own"]["status"], "ready", "{}", told["own"]);
}

#[test]
fn sums_are_stood_by_for_the_units_that_are_named_and_no_others() {
    let folder = two("report = \"本级.toml\"");
    let path = folder.path();
    let accept = |at: &str| own(path, &format!("[[accept]]\nrule = \"DIS010\"\n{at}reason = \"今年不报\""));
    std::fs::remove_file(path.join("单位/示例市财政局.toml")).unwrap();
    let told_of = |at: &str| {
        accept(at);
        let (_, summary) = summary(path, &[]);
        (summary["own"]["status"].clone(), summary["own"]["findings"].to_string())
    };
    // Without the units, or with others, nothing is stood by; what is to be written is told.
    for at in ["", "at = \"示例市应急管理局\"\n", "at = \"fee、示例市财政局\"\n"] {
        let (status, told) = told_of(at);
        assert_eq!(status, "blocked", "{at}: {told}");
        assert!(told.contains("at = \\\"示例市财政局\\\"") && told.contains("写“示例市财政局”"), "{at}: {told}");
    }
    assert_eq!(told_of("at = \"示例市财政局\"\n").0, "ready");
    let line = told(&batch(path, &["--force"]));
    assert!(line.contains("认可了 1 个错误，2 个单位中 1 个没有计入"), "{line}");
    // Later another one is lacking.
    hand_in(path, "示例市财政局", "agency.name = \"示例市财政局\"");
    std::fs::remove_file(path.join("单位/示例市应急管理局.toml")).unwrap();
    let (status, told) = told_of("at = \"示例市财政局\"\n");
    assert_eq!(status, "blocked", "{told}");
    assert!(told.contains("写“示例市应急管理局”"), "{told}");
}

#[test]
fn totals_that_differ_name_the_unit_that_explains_it() {
    let folder = two("report = \"本级.toml\"\ntotals = \"总数.toml\"");
    own(folder.path(), "[disclosure]\nlicensing = 1");
    hand_in(folder.path(), "示例市财政局", "agency.name = \"示例市财政局\"\n[disclosure]\nlicensing = 47");
    let total = "year = 2025\n[agency]\nname = \"示例市人民政府\"\n[disclosure]\nlicensing = 31\npenalties = 15\n";
    std::fs::write(folder.path().join("总数.toml"), total).unwrap();
    let (_, summary) = summary(folder.path(), &[]);
    let found = summary["own"]["findings"].as_array().unwrap().clone();
    let told: Vec<&str> =
        found.iter().filter(|f| f["code"] == "DIS012").map(|f| f["message"].as_str().unwrap()).collect();
    assert_eq!(
        told,
        [
            "表二“行政许可”的“本年处理决定数量”：总数填 31，本级与各单位之和是 78（少 47）；正好是“示例市财政局”的数，可能漏加了它。"
        ]
    );
}

#[test]
fn totals_are_held_against_the_sums_without_a_report_as_well() {
    let folder = two("totals = \"总数.toml\"");
    let total = "year = 2025\n[agency]\nname = \"示例市人民政府\"\n[disclosure]\nlicensing = 61\n";
    std::fs::write(folder.path().join("总数.toml"), total).unwrap();
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!((code, codes(&summary["roster"])), (Some(0), vec!["DIS012"]));
    assert_eq!(summary["roster"][0]["place"], "总数.toml:5:13");
    std::fs::remove_file(folder.path().join("总数.toml")).unwrap();
    let (_, summary) = super::summary(folder.path(), &[]);
    assert_eq!(codes(&summary["roster"]), ["DIS009"], "{}", summary["roster"]);
}

#[test]
fn sums_of_money_and_zeros_are_printed_plainly() {
    let folder = two("");
    let path = folder.path().join("district.toml");
    let roster = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, roster.replace("year = 2025", "year = 2020")).unwrap();
    for (name, amount) in [("示例市应急管理局", "160.5964万元"), ("示例市财政局", "66859 元")] {
        let change = format!(
            "year = 2020\nagency.name = \"{name}\"\ndisclosure.procurement = [3, \"{amount}\"]\napplications.new = [\"-0\", 1, 0, 0, 0, 0]"
        );
        hand_in(folder.path(), name, &change);
    }
    let (_, summary) = summary(folder.path(), &[]);
    let sum = |key: &str| summary["sums"][key]["sum"].as_str().unwrap().to_owned();
    assert_eq!(sum("disclosure.procurement.amount"), "1672823 元");
    assert_eq!(sum("applications.new.individual"), "0");
    assert_eq!(summary["units"][0]["cells"]["applications.new.individual"], "0");
}

#[test]
fn notes_beside_figures_are_told_since_the_sums_leave_them_out() {
    let folder = two("report = \"本级.toml\"");
    own(folder.path(), "");
    let noted = "agency.name = \"示例市财政局\"\n[disclosure]\nlicensing = \"12（其中新办一件）\"";
    hand_in(folder.path(), "示例市财政局", noted);
    let (code, summary) = summary(folder.path(), &[]);
    let found = summary["own"]["findings"].as_array().unwrap().clone();
    let told = found.iter().find(|finding| finding["code"] == "DIS017").expect("the note is told");
    assert_eq!(
        told["message"],
        "汇总：1 个单位在数后写了说明，合计不带说明：示例市财政局（表二“行政许可”的“本年处理决定数量”：（其中新办一件））。"
    );
    assert_eq!((code, &summary["sums"]["disclosure.licensing.decisions"]["sum"]), (Some(0), &"72".into()));
}
