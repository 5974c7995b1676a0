//! 信息处理费 of the district: the office's own and the units'.

use std::path::Path;

use super::{codes, hand_in, summary, two};
use crate::support::{changed, run, told};

/// The page of the district's own report.
fn page(folder: &Path) -> String {
    let page = folder.join("输出/示例市（本级）/示例市人民政府2025年政府信息公开工作年度报告.html");
    std::fs::read_to_string(page).unwrap_or_default()
}

/// A district whose two units charged for three applications each; `own` is changed in the office's report.
fn charged(scope: &str, own: &str) -> tempfile::TempDir {
    let folder = two(&format!("report = \"本级.toml\"\n{scope}"));
    for name in ["示例市应急管理局", "示例市财政局"] {
        hand_in(folder.path(), name, &format!("agency.name = \"{name}\"\nfee = {{ cases = 3, yuan = \"300.50\" }}"));
    }
    let office = format!("agency.name = \"示例市人民政府\"\nagency.level = \"政府\"\n{own}");
    std::fs::write(folder.path().join("本级.toml"), changed(&office)).unwrap();
    folder
}

#[test]
fn the_offices_own_charges_are_added_to_those_of_the_units() {
    let folder = charged("", "fee = { cases = 1, yuan = 100 }");
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!((code, &summary["own"]["status"]), (Some(0), &"ready".into()), "{}", summary["own"]);
    let page = page(folder.path());
    for part in [
        "共有7件政府信息公开申请收取信息处理费，合计701元",
        "其中，本级1件，收取100元；示例市应急管理局3件，收取300.5元",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn the_offices_own_charges_alone_are_told_where_the_district_says_so() {
    let folder = charged("[scope]\nfee = \"own\"", "fee = { cases = 1, yuan = 100 }");
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!((code, codes(&summary["roster"])), (Some(0), Vec::new()), "{}", summary["roster"]);
    assert!(page(folder.path()).contains("共有1件政府信息公开申请收取信息处理费，合计100元。"));
}

#[test]
fn units_without_a_record_are_told_and_the_rest_is_summed() {
    let folder = charged("", "fee = { cases = 1, yuan = 100 }");
    let without = changed("agency.name = \"示例市财政局\"\nfee = {}\nsections.others.text = \"没有其他事项。\"");
    std::fs::write(folder.path().join("单位/示例市财政局.toml"), without.replace("[fee]\n", "")).unwrap();
    let (_, summary) = summary(folder.path(), &["--draft"]);
    let told = summary["own"]["findings"].to_string();
    assert!(told.contains("1 个单位没有信息处理费的记录（fee），没有汇总：示例市财政局"), "{told}");
    let draft = "输出/示例市（本级）/示例市人民政府2025年政府信息公开工作年度报告（草稿）.html";
    let page = std::fs::read_to_string(folder.path().join(draft)).unwrap();
    assert!(page.contains("共有4件政府信息公开申请收取信息处理费，合计400.5元"));
}

/// What is done about charges that a unit tells in its text alone: its findings, the office's and the office's page.
fn told_in_text(text: &str) -> (Vec<String>, String, String) {
    let folder = charged("", "fee = { cases = 1, yuan = 100 }");
    let change = format!("agency.name = \"示例市财政局\"\nfee = {{}}\nsections.others.text = \"{text}\"");
    let without = changed(&change).replace("[fee]\n", "");
    std::fs::write(folder.path().join("单位/示例市财政局.toml"), without).unwrap();
    let (_, summary) = summary(folder.path(), &[]);
    let of_unit = codes(&summary["units"][1]["findings"]).into_iter().map(str::to_owned).collect();
    (of_unit, summary["own"]["findings"].to_string(), page(folder.path()))
}

#[test]
fn charges_that_only_the_text_tells_are_summed() {
    for (text, sum) in [
        ("2025年，我局未收取政府信息公开信息处理费。", "共有4件政府信息公开申请收取信息处理费，合计400.5元"),
        ("本年度收取信息处理费0元。", "共有4件政府信息公开申请收取信息处理费，合计400.5元"),
        (
            "2025年，我局共有2件政府信息公开申请收取信息处理费，合计60元。",
            "共有6件政府信息公开申请收取信息处理费，合计460.5元",
        ),
    ] {
        let (of_unit, own, page) = told_in_text(text);
        let is_told = |code: &str| of_unit.iter().any(|known| known == code) || own.contains(code);
        assert!(!is_told("DIS028") && !is_told("DIS010"), "{text}: {of_unit:?} {own}");
        assert!(page.contains(sum), "{text}: {page}");
    }
}

#[test]
fn charges_that_the_text_does_not_tell_whole_are_asked_for() {
    for text in [
        "没有其他事项。",
        "2025年，我局收取信息处理费60元。",
        "2025年，我局共有2件政府信息公开申请收取信息处理费，合计0.3万元。",
        "我局严格执行信息处理费的规定，2024年未收取信息处理费。",
    ] {
        let (of_unit, own, _) = told_in_text(text);
        assert!(of_unit.iter().any(|code| code == "DIS028") && own.contains("DIS010"), "{text}: {of_unit:?} {own}");
        assert!(own.contains("在正文里写明收取信息处理费的件数"), "{text}: {own}");
    }
}

#[test]
fn charges_of_a_page_that_is_handed_in_are_summed() {
    let folder = charged("", "fee = { cases = 1, yuan = 100 }");
    let units = folder.path().join("单位");
    std::fs::write(folder.path().join("单.toml"), changed("agency.name = \"示例市财政局\"")).unwrap();
    let built =
        run(folder.path(), &["build", "单.toml", "-o", "印", "--only", "report,html", "--name", "示例市财政局"]);
    assert_eq!(built.status.code(), Some(0), "{}", told(&built));
    run(folder.path(), &["import", "印/示例市财政局.html", "入"]);
    let imported = std::fs::read_to_string(folder.path().join("入/report.toml")).unwrap();
    assert!(imported.contains("\ncases = 0") && imported.contains("\nyuan = 0"), "{imported}");
    std::fs::remove_file(units.join("示例市财政局.toml")).unwrap();
    std::fs::copy(folder.path().join("印/示例市财政局.html"), units.join("示例市财政局.html")).unwrap();
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!((code, &summary["own"]["status"]), (Some(0), &"ready".into()), "{}", summary["own"]);
    assert!(page(folder.path()).contains("共有4件政府信息公开申请收取信息处理费，合计400.5元"));
}
