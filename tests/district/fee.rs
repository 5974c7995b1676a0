//! 信息处理费 of the district: the office's own and the units'.

use std::path::Path;

use super::{codes, hand_in, summary, two};
use crate::support::changed;

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
