//! What a district's own prose can say of its units.

use super::{codes, hand_in, summary, two};
use crate::support::changed;

/// The district's report with a sentence in it; its findings' codes, and its page.
fn said(sentence: &str) -> (Vec<String>, String) {
    let folder = two("report = \"本级.toml\"");
    hand_in(
        folder.path(),
        "示例市财政局",
        "agency.name = \"示例市财政局\"\n[disclosure]\nlicensing = 7.0\nfees = 0.25",
    );
    let own = format!(
        "agency.name = \"示例市人民政府\"\nagency.level = \"政府\"\n[sections.problems]\ntext = '''{sentence}'''"
    );
    std::fs::write(folder.path().join("本级.toml"), changed(&own)).unwrap();
    let (_, summary) = summary(folder.path(), &["--draft"]);
    let page = folder.path().join("输出/示例市（本级）/示例市人民政府2025年政府信息公开工作年度报告.html");
    let messages = &summary["own"]["findings"];
    let told: Vec<String> = codes(messages)
        .iter()
        .zip(messages.as_array().unwrap())
        .map(|(code, finding)| format!("{code} {}", finding["message"].as_str().unwrap()))
        .collect();
    (told, std::fs::read_to_string(page).unwrap_or_default())
}

#[test]
fn units_can_be_counted_named_and_ranked() {
    let sentence = "共{{ units | length }}个单位，交{{ units | handed_in | length }}个，没有交的有{{ units | missing | length }}个。\
        许可最多：{{ units | top(\"disclosure.licensing\", 3, unit=\"件\") }}。\
        各单位许可{{ units | total(\"disclosure.licensing\") }}件，收费{{ units | total(\"disclosure.fees\") }}万元。\
        财政局许可{{ (units | unit(\"示例市财政局\")).disclosure.licensing }}件，居第{{ units | rank(\"示例市财政局\", \"disclosure.licensing\") }}位。\
        有许可的：{{ units | having(\"disclosure.licensing\") | names }}；\
        其他：{{ units | group(\"其他\") | names }}；没有交的：{{ units | missing | names }}；\
        新收最多的：{{ units | top(\"applications.new\", 1) }}；强制：{{ units | top(\"disclosure.coercion\", 2) }}。";
    let (told, page) = said(sentence);
    assert!(!told.iter().any(|told| told.starts_with("PRO")), "{told:?}");
    for part in [
        "共2个单位，交2个，没有交的有0个。",
        "许可最多：示例市应急管理局30件、示例市财政局7件。",
        "各单位许可37件",
        "财政局许可7件，居第2位。",
        "有许可的：示例市应急管理局、示例市财政局；其他：示例市应急管理局、示例市财政局；没有交的：无；",
        // Both have as many.
        "新收最多的：示例市应急管理局4、示例市财政局4；强制：无。",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn groups_and_last_year_can_be_told() {
    let folder = two("report = \"本级.toml\"");
    let path = folder.path().join("district.toml");
    let roster = std::fs::read_to_string(&path).unwrap();
    let grouped = roster.replace("name = \"示例市财政局\"", "name = \"示例市财政局\"\ngroup = \"部门\"");
    std::fs::write(&path, grouped).unwrap();
    let before = "[last_year]\nyear = 2024\n[last_year.disclosure]\nlicensing = ";
    hand_in(folder.path(), "示例市应急管理局", &format!("{before}24"));
    hand_in(
        folder.path(),
        "示例市财政局",
        &format!("agency.name = \"示例市财政局\"\ndisclosure.licensing = 7\n{before}16"),
    );
    let sentence = "{{ units | by_group(\"disclosure.licensing\", unit=\"件\") }}；\
        占{{ units | group(\"部门\") | share(units, \"disclosure.licensing\") }}；\
        许可{{ units | compared(\"disclosure.licensing\") }}；\
        部门{{ units | group(\"部门\") | compared(\"disclosure.licensing\") }}；\
        {{ units | risen(\"disclosure.licensing\", 3, unit=\"件\") }}；{{ units | fallen(\"disclosure.licensing\") }}；\
        上年{{ units | last_year | total(\"disclosure.licensing\") }}件。";
    let own = format!(
        "agency.name = \"示例市人民政府\"\nagency.level = \"政府\"\n[sections.problems]\ntext = '''{sentence}'''"
    );
    std::fs::write(folder.path().join("本级.toml"), changed(&own)).unwrap();
    let (_, done) = summary(folder.path(), &["--draft"]);
    let page = folder.path().join("输出/示例市（本级）/示例市人民政府2025年政府信息公开工作年度报告.html");
    let page = std::fs::read_to_string(page).unwrap_or_else(|_| panic!("{}", done["own"]));
    let told = "其他30件、部门7件；占18.9%；许可比上年下降7.5%；部门比上年下降56.3%；示例市应急管理局增加6件；\
        示例市财政局减少9；上年40件。";
    assert!(page.contains(told), "{page}");
}

#[test]
fn what_cannot_be_said_of_units_is_told() {
    for (sentence, reason) in [
        ("{{ units | top(\"disclosure.licence\") }}", "表里没有 disclosure.licence 这个数"),
        ("{{ units | compared(\"disclosure.coercion\") }}", "没有一个单位有上年的 disclosure.coercion"),
        ("{{ units | unit(\"示例市水利局\") }}", "名单上没有“示例市水利局”"),
        ("{{ [1, 2] | names }}", "| 前面不是 units 里的单位"),
        ("{{ units | top(\"disclosure.licensing\", 3, per=\"件\") }}", "算不出来"),
    ] {
        let (told, _) = said(sentence);
        assert!(told.iter().any(|told| told.starts_with("PRO005") && told.contains(reason)), "{sentence}: {told:?}");
    }
}

#[test]
fn what_is_compared_with_last_year_is_asked_of_the_district() {
    let folder = two("report = \"本级.toml\"");
    let own = "agency.name = \"示例市人民政府\"\nagency.level = \"政府\"\n\
               [sections.problems]\ntext = '''申请量{{ change.applications.new }}。'''";
    std::fs::write(folder.path().join("本级.toml"), changed(own)).unwrap();
    let (_, summary) = summary(folder.path(), &[]);
    let findings = summary["own"]["findings"].as_array().unwrap();
    let told = findings.iter().find(|finding| finding["code"] == "PRO004").unwrap_or_else(|| panic!("{findings:?}"));
    let hint = told["hint"].as_str().unwrap();
    assert!(hint.contains("在 district.toml 里写 prior = ") && !hint.contains("--prior"), "{hint}");
}

#[test]
fn only_a_district_has_units() {
    let folder = crate::support::folder(&changed("[sections.problems]\ntext = \"{{ units | length }}\""));
    let output = crate::support::run(folder.path(), &["check", "report.toml"]);
    let told = crate::support::told(&output);
    assert!(told.contains("PRO002") && told.contains("units 只有用 nianbao batch 汇总时才有"), "{told}");
}
