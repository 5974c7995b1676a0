//! Official labels as names: in prose, in acceptances, and for labels of one's own.

use super::support::grid::sound;
use super::support::{changed, codes, examine, folder};

/// What some prose comes to, and what is told of it.
fn told(text: &str) -> (String, Vec<String>) {
    let folder = folder(&changed(&format!("[sections.overview]\ntext = '''{text}'''")));
    let (_, examined) = examine(&folder.path().join("report.toml"));
    let prose = format!("{:?}", examined.narrative.sections);
    let faults = examined.findings.iter().filter(|finding| finding.rule.code.starts_with("PRO00"));
    (prose, faults.map(|finding| format!("{} {} {}", finding.rule.code, finding.message, finding.hint)).collect())
}

#[test]
fn labels_stand_for_figures_in_prose() {
    for (text, wanted) in [
        ("新收{{ 本年新收政府信息公开申请数量 }}件。", "新收4件"),
        ("新收{{ 一、本年新收政府信息公开申请数量 }}件。", "新收4件"),
        ("新收{{表三·本年新收政府信息公开申请数量}}件。", "新收4件"),
        ("共{{ 本年新收政府信息公开申请数量 + 上年结转政府信息公开申请数量 + 1 }}件。", "共5件"),
        ("自然人{{ 本年新收政府信息公开申请数量·自然人 }}件。", "自然人3件"),
        ("{{ 年度 }}年，{{ 正文自称 }}工作。", "2025年，我局工作"),
    ] {
        let (prose, faults) = told(text);
        assert!(prose.contains(wanted) && faults.is_empty(), "{text}: {prose} {faults:?}");
    }
}

#[test]
fn labels_that_mean_nothing_or_too_much_are_told_with_the_nearest() {
    for (text, wanted) in [
        ("{{ 天气 }}", "没有 天气 这个名称"),
        ("{{ 本年新收政府信息公开数量 }}", "是不是想写 本年新收政府信息公开申请数量？"),
        ("{{ 自然人 }}", "叫“自然人”的不止一格。 写明是哪一格：本年新收政府信息公开申请数量·自然人、"),
        ("{{ 结果维持 }}", "行政复议·结果维持"),
    ] {
        let (_, faults) = told(text);
        assert!(matches!(&faults[..], [fault] if fault.contains(wanted)), "{text}: {faults:?}");
    }
}

#[test]
fn acceptances_and_labels_take_the_official_names() {
    let wrong = "[applications]\nnew = [3, 0, 0, 0, 0, 0, 9]\n";
    assert!(codes(wrong).contains(&"SUM001"));
    let accept = |at: &str| format!("{wrong}[[accept]]\nrule = \"SUM001\"\nreason = \"照原文\"\nat = \"{at}\"");
    for at in ["applications.new", "本年新收政府信息公开申请数量", "表三·本年新收政府信息公开申请数量·总计", "表三"]
    {
        let found = codes(&accept(at));
        assert!(!found.contains(&"ACC001") && !found.contains(&"INP010"), "{at}: {found:?}");
    }
    assert!(codes(&accept("本年新收政府信息公开数量")).contains(&"INP010"));
    for key in ["行政许可", "表二·行政许可", "disclosure.licensing"] {
        assert_eq!(codes(&format!("[labels]\n\"{key}\" = \"行政许可（含备案）\"")), codes(""), "{key}");
    }
    assert!(codes("[labels]\n\"行政许河\" = \"许可\"").contains(&"INP010"));
}

#[test]
fn the_workbook_lists_what_can_be_named() {
    let mut grid = sound();
    let cells = grid.sheet("可引用的名称").clone();
    let at = *cells.iter().find(|(_, text)| *text == "本年新收政府信息公开申请数量").unwrap().0;
    assert_eq!((cells[&(at.0, 1)].as_str(), cells[&(at.0, 2)].as_str()), ("applications.new", "4"));
    assert!(cells.len() > 600 && cells.values().any(|text| text == "agency.phone"));
    // It is no source of the report.
    grid.sheet("可引用的名称").insert((at.0, 2), "99".to_owned());
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.xlsx"), grid.bytes()).unwrap();
    let (_, examined) = examine(&folder.path().join("a.xlsx"));
    assert!(!examined.findings.iter().any(|finding| finding.rule.code.starts_with("WBK")), "{:?}", examined.findings);
}
