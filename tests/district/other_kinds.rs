//! What units submit instead of a workbook: told as submitted, never as missing.

use super::{codes, district, summary};
use crate::support::grid::workbook;
use crate::support::{changed, run, told};

/// A unit, the files it submitted, its status, the codes of its findings, and a part of the message.
type Unit = (&'static str, &'static [(&'static str, &'static [u8])], &'static str, &'static str, &'static str);

/// One unit of each kind.
const UNITS: &[Unit] = &[
    ("示例区水务局", &[("示例区水务局年报.doc", b"PK\x05\x06")], "unreadable", "DIS024", "示例区水务局年报.doc"),
    ("示例区园林局", &[("示例区园林局.docx", b"PK\x05\x06")], "unreadable", "DIS009", "示例区园林局.docx"),
    (
        "示例区司法局",
        &[("示例区司法局.zip", b"PK\x05\x06")],
        "unreadable",
        "DIS009",
        "示例区司法局.zip（压缩包），压缩包损坏或不完整",
    ),
    ("示例区商务局", &[("示例区商务局/年报.pdf", b"%PDF")], "unreadable", "DIS024", "（版式文件）"),
    ("示例区林业局", &[("示例区林业局.xhtml", b"<html>")], "unreadable", "DIS009", "网页里没有认出年度报告"),
    ("示例区财政局", &[("示例区财政局.xls", b"<html>")], "unreadable", "DIS009", "网页里没有认出年度报告"),
    ("示例区统计局", &[("示例区统计局.xlsx", b"")], "unreadable", "DIS009", "文件是空的"),
    ("示例区审计局", &[], "missing", "DIS001", "没有交报告"),
];

#[test]
fn what_is_no_workbook_is_told_as_handed_in() {
    let roster = UNITS.iter().map(|(name, ..)| format!("[[units]]\nname = \"{name}\"\n")).collect::<String>();
    let own =
        ["示例区教育局", "示例区民政局", "示例区体育局"].map(|name| format!("[[units]]\nname = \"{name}\"\n")).concat();
    let folder = district(&format!("year = 2025\nname = \"示例区\"\n{roster}{own}"));
    let units = folder.path().join("单位");
    for (name, bytes) in UNITS.iter().flat_map(|(_, files, ..)| *files) {
        std::fs::create_dir_all(units.join(name).parent().unwrap()).unwrap();
        std::fs::write(units.join(name), bytes).unwrap();
    }
    // The format of another office suite is the old one of workbooks or the new one; a copy in print does no harm.
    let report = |name: &str| workbook(&changed(&format!("agency.name = \"{name}\"")));
    std::fs::write(units.join("示例区教育局.et"), report("示例区教育局")).unwrap();
    std::fs::write(units.join("示例区民政局.xlsx"), report("示例区民政局")).unwrap();
    std::fs::write(units.join("示例区民政局（盖章）.pdf"), "%PDF").unwrap();
    // A workbook is one whatever it is called.
    std::fs::write(units.join("示例区体育局年报.doc"), report("示例区体育局")).unwrap();
    // Prose that was sent besides the workbook may have been meant for it; a copy that failed is no later version.
    std::fs::write(units.join("示例区教育局正文.docx"), "PK").unwrap();
    std::fs::write(units.join("示例区教育局终稿.xlsx"), "").unwrap();
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!(code, Some(2));
    for (unit, (name, _, status, wanted, part)) in summary["units"].as_array().unwrap().iter().zip(UNITS) {
        assert_eq!((&unit["name"], &unit["status"]), (&(*name).into(), &(*status).into()), "{unit}");
        assert_eq!(codes(&unit["findings"]), [*wanted], "{unit}");
        assert!(unit["findings"][0]["message"].as_str().unwrap().contains(part), "{unit}");
    }
    for unit in &summary["units"].as_array().unwrap()[UNITS.len()..] {
        assert_eq!(unit["status"], "ready", "{unit}");
    }
    let with_prose = &summary["units"][UNITS.len()]["findings"];
    let message = "“示例区教育局”：另交的 单位/示例区教育局正文.docx（文字文档）没有读。";
    assert!(with_prose.as_array().unwrap().iter().any(|finding| finding["message"] == message), "{with_prose}");
    let message = "“示例区教育局”：单位/示例区教育局终稿.xlsx 读不了，是空的或者坏了，没有用。";
    assert!(with_prose.as_array().unwrap().iter().any(|finding| finding["message"] == message), "{with_prose}");
    let of_document = summary["units"].as_array().unwrap().last().unwrap();
    let message = "“示例区体育局”：单位/示例区体育局年报.doc 按名称不是工作簿，里面是，按工作簿用了。";
    assert!(
        of_document["findings"].as_array().unwrap().iter().any(|finding| finding["message"] == message),
        "{of_document}"
    );
    // What stands beside a proper input is not read, which is told.
    let beside = summary["roster"].as_array().unwrap().iter().find(|finding| finding["code"] == "DIS002").unwrap();
    assert_eq!(beside["message"], "工作簿以外的文件没有读：单位/示例区民政局（盖章）.pdf（版式文件）。");
    assert_eq!(beside["severity"], "hint");
}

#[test]
fn a_published_report_is_taken_where_nothing_is_filled_in() {
    let names = ["示例市应急管理局", "示例市财政局", "示例市林业局"];
    let roster = names.map(|name| format!("[[units]]\nname = \"{name}\"\n")).concat();
    let folder = district(&format!("year = 2025\nname = \"示例市\"\n{roster}"));
    let units = folder.path().join("单位");
    // Each as it was published; of several kinds that of which the most is known is taken.
    for (name, kinds) in names.iter().zip(["pdf", "pdf,docx", "pdf,html"]) {
        let path = folder.path().join("report.toml");
        std::fs::write(&path, changed(&format!("agency.name = \"{name}\""))).unwrap();
        let to = format!("单位/{name}");
        let built = run(folder.path(), &["build", "report.toml", "-o", &to, "--only", kinds]);
        assert_eq!(built.status.code(), Some(0), "{}", told(&built));
        std::fs::remove_file(path).unwrap();
    }
    let (_, summary) = summary(folder.path(), &[]);
    for (unit, ending) in summary["units"].as_array().unwrap().iter().zip([".pdf", ".docx", ".html"]) {
        assert_eq!(unit["status"], "ready", "{unit}");
        assert!(unit["file"].as_str().unwrap().ends_with(ending), "{unit}");
        assert_eq!(unit["cells"]["applications.new.individual"], "3", "{unit}");
    }
    assert_eq!(std::fs::read_dir(units).unwrap().count(), 3);
}

#[test]
fn a_published_report_is_taken_by_the_agency_that_it_names() {
    let names = ["示例市应急管理局", "示例市财政局", "示例市林业局"];
    let roster = names.map(|name| format!("[[units]]\nname = \"{name}\"\n")).concat();
    let folder = district(&format!("year = 2025\nname = \"示例市\"\n{roster}"));
    let write = |name: &str, kind: &str, to: &str| {
        let path = folder.path().join("report.toml");
        std::fs::write(&path, changed(&format!("agency.name = \"{name}\""))).unwrap();
        let built = run(folder.path(), &["build", "report.toml", "-o", "单位", "--only", kind, "--name", to]);
        assert_eq!(built.status.code(), Some(0), "{}", told(&built));
        std::fs::remove_file(path).unwrap();
    };
    write(names[0], "docx", "年报终稿");
    write(names[1], "html", "县财政局");
    // One that has filled in its own, and somebody else's.
    let own = workbook(&changed(&format!("agency.name = \"{}\"", names[2])));
    std::fs::write(folder.path().join("单位/示例市林业局.xlsx"), own).unwrap();
    write(names[2], "docx", "林业年报");
    write("示例市水务局", "html", "水务年报");
    let (_, summary) = summary(folder.path(), &[]);
    for (unit, file) in summary["units"].as_array().unwrap().iter().zip(["年报终稿.docx", "县财政局.html"]) {
        assert_eq!(unit["status"], "ready", "{unit}");
        assert!(unit["file"].as_str().unwrap().ends_with(file), "{unit}");
        assert!(codes(&unit["findings"]).contains(&"DIS026"), "{unit}");
    }
    assert!(summary["units"][2]["file"].as_str().unwrap().ends_with("示例市林业局.xlsx"), "{summary}");
    let beside = summary["roster"].as_array().unwrap().iter().find(|finding| finding["code"] == "DIS002").unwrap();
    let told = beside["message"].as_str().unwrap();
    assert!(told.contains("林业年报") && told.contains("水务年报") && !told.contains("终稿"), "{told}");
}

#[test]
fn a_unit_that_sent_a_page_or_a_document_is_told_what_it_can_do_there() {
    let names = ["示例市应急管理局", "示例市财政局", "示例市林业局"];
    let roster = names.map(|name| format!("[[units]]\nname = \"{name}\"\n")).concat();
    let folder = district(&format!("year = 2025\nname = \"示例市\"\n{roster}"));
    let text = "培训工作有待加强。加强社会救助领域信息发布机制。";
    for (name, kind) in names.iter().zip(["docx", "html", "xlsx"]) {
        let change = format!(
            "agency.name = \"{name}\"\nsections.problems.text = \"{text}\"\nfee = {{}}\nsections.others.text = \"没有其他事项。\""
        );
        let text = changed(&change).replace("[fee]\n", "");
        if kind == "xlsx" {
            std::fs::write(folder.path().join(format!("单位/{name}.xlsx")), workbook(&text)).unwrap();
            continue;
        }
        std::fs::write(folder.path().join("report.toml"), text).unwrap();
        let built = run(folder.path(), &["build", "report.toml", "-o", "单位", "--only", kind, "--name", name]);
        assert_eq!(built.status.code(), Some(0), "{}", told(&built));
        std::fs::remove_file(folder.path().join("report.toml")).unwrap();
    }
    let (_, summary) = summary(folder.path(), &[]);
    for (unit, name) in summary["units"].as_array().unwrap().iter().zip(names) {
        let found = codes(&unit["findings"]);
        assert!(found.contains(&"PRO027") && found.contains(&"DIS028"), "{unit}");
        let notice = std::fs::read_to_string(folder.path().join(format!("输出/退回/{name}.txt"))).unwrap();
        let is_sheet = unit["file"].as_str().unwrap().ends_with(".xlsx");
        assert_eq!(notice.contains("“高级”的“认可”"), is_sheet, "{notice}");
        assert_eq!(notice.contains("填进发给你单位的空白工作簿"), !is_sheet, "{notice}");
        assert_eq!(notice.contains("本来就这样说的不用改"), !is_sheet, "{notice}");
        assert_eq!(notice.contains("最好改交填好的工作簿"), !is_sheet, "{notice}");
        assert!(!notice.contains("fee") && !notice.contains("[["), "{notice}");
    }
}
