//! Prose that stands in several units' reports.

use super::{hand_in, summary, two};
use crate::support::changed;
use crate::support::grid::{Grid, workbook};

/// Some two hundred characters that only one unit should have.
const PROSE: &str = "全年开展业务培训两次，参训人员覆盖各科室，重点讲解依申请公开的受理、审查和答复流程。\
    针对办事指南更新不及时的问题，建立季度核对机制，由办公室牵头逐条比对，发现差错当日改正。\
    针对解读材料形式单一的问题，增加图解和短视频，邀请群众代表试读后再发布。\
    下一步将继续压实责任，把公开要求嵌入办文流程，凡制发公文必先确定公开属性，并按月抽查通报。";

/// What is told of likeness, unit by unit.
fn told(more: &str, texts: [&str; 2]) -> Vec<Vec<String>> {
    let folder = two(more);
    for (name, text) in ["示例市应急管理局", "示例市财政局"].into_iter().zip(texts) {
        let change = format!("agency.name = \"{name}\"\n[sections.problems]\ntext = \"\"\"{text}\"\"\"");
        hand_in(folder.path(), name, &change);
    }
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!(code, Some(0));
    let messages = |unit: &serde_json::Value| {
        let findings = unit["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == "DIS019");
        findings.map(|finding| format!("{} {}", finding["place"], finding["message"]).replace('"', "")).collect()
    };
    summary["units"].as_array().unwrap().iter().map(messages).collect()
}

#[test]
fn copied_prose_is_told_of_both_units_with_both_places() {
    let renamed = PROSE.replace("办公室", "综合科").replace("两次", "3次");
    let [first, second] = &told("", [PROSE, &renamed])[..] else { panic!() };
    assert!(first[0].starts_with("单位/示例市应急管理局.toml:"), "{first:?}");
    assert!(first[0].contains("存在的主要问题及改进情况：9"), "{first:?}");
    assert!(first[0].contains("% 与“示例市财政局”的文字相同（单位/示例市财政局.toml:"), "{first:?}");
    assert!(second[0].contains("与“示例市应急管理局”的文字相同"), "{second:?}");
}

#[test]
fn the_share_is_the_districts_to_set() {
    let half: String = PROSE.chars().take(110).collect::<String>()
        + "各村公开栏按月更换，由驻村干部核对张贴情况并拍照存档，群众意见随收随办。";
    let count = |more: &str| told(more, [&half, PROSE])[0].len();
    assert_eq!((count(""), count("likeness = 95"), count("likeness = 30")), (1, 0, 1));
}

#[test]
fn marked_copies_list_what_is_alike_and_nothing_twice() {
    let folder = two("");
    let at = |path: &str| folder.path().join(path);
    for name in ["示例市应急管理局", "示例市财政局"] {
        std::fs::remove_file(at(&format!("单位/{name}.toml"))).unwrap();
        let text = changed(&format!("agency.name = \"{name}\"\n[sections.problems]\ntext = \"\"\"{PROSE}\"\"\""));
        std::fs::write(at(&format!("单位/{name}.xlsx")), workbook(&text)).unwrap();
    }
    // A finding that names a file with its whole path is the same one when the report is read again.
    std::fs::create_dir(at("上年")).unwrap();
    std::fs::write(at("上年/示例市财政局.toml"), "year = = 2024").unwrap();
    let (_, summary) = summary(folder.path(), &[]);
    for (unit, wanted) in summary["units"].as_array().unwrap().iter().zip([&["DIS019"][..], &["INP012", "DIS019"]]) {
        let name = unit["name"].as_str().unwrap();
        let mut copy = Grid::of(&std::fs::read(at(&format!("输出/退回/{name}.xlsx"))).unwrap());
        let cells: Vec<String> = copy.sheet("问题清单").values().cloned().collect();
        let codes: Vec<&str> = cells.iter().filter(|text| text.len() == 6).map(String::as_str).collect();
        for code in wanted {
            assert_eq!(codes.iter().filter(|known| *known == code).count(), 1, "{name}: {cells:?}");
        }
        assert!(cells.iter().any(|text| text.contains("的文字相同（")), "{name}: {cells:?}");
    }
}
