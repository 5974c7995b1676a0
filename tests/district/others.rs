//! Files of others in the output folder: what an office puts there, or corrects by hand, is left alone and told.

use std::path::Path;

use serde_json::Value;

use super::batch::files;
use super::month::{begun, sound};
use super::{batch, codes, hand_in, summary, two};
use crate::support::grid::Grid;
use crate::support::told;

/// The report of the unit that is left alone.
const PDF: &str = "示例市财政局/示例市财政局2025年政府信息公开工作年度报告.pdf";

/// What a run tells of files of others.
fn others(summary: &Value) -> Vec<&str> {
    let roster = summary["roster"].as_array().unwrap().iter();
    let of_others = roster.filter(|finding| finding["code"] == "DIS030");
    of_others.map(|finding| finding["message"].as_str().unwrap().split('：').next().unwrap()).collect()
}

/// Puts something at the end of a file.
fn change(path: &Path) {
    let bytes = std::fs::read(path).unwrap_or_else(|_| panic!("{} is not there", path.display()));
    std::fs::write(path, [&bytes[..], "改过".as_bytes()].concat()).unwrap();
}

#[test]
fn a_scan_in_place_of_a_report_stays_and_all_else_is_done() {
    let folder = two("");
    let out = folder.path().join("输出");
    assert_eq!(others(&summary(folder.path(), &[]).1), Vec::<&str>::new());
    let (made, page) = (std::fs::read(out.join(PDF)).unwrap(), out.join(PDF).with_extension("html"));
    let scan = b"%PDF-1.4\n/Creator(Scanner)\n%%EOF\n";
    std::fs::write(out.join(PDF), scan).unwrap();
    // Nothing has changed: nothing is made again, and it is told, again and again.
    for _ in 0..2 {
        let output = batch(folder.path(), &[]);
        let told = told(&output);
        assert_eq!((output.status.code(), told.matches("没有变化，沿用上次的").count()), (Some(0), 2), "{told}");
        assert!(told.contains(&format!("警告[DIS030]：{PDF}：是别的程序存的")) && told.contains("--force"), "{told}");
    }
    assert!(std::fs::read_to_string(out.join("index.html")).unwrap().contains("DIS030"));
    // The unit hands in again: all but the scan is made anew.
    let before = std::fs::read(&page).unwrap();
    hand_in(folder.path(), "示例市财政局", "agency.name = \"示例市财政局\"\nagency.phone = \"0591-1\"");
    let (code, done) = summary(folder.path(), &[]);
    assert_eq!((code, others(&done)), (Some(0), vec![PDF]));
    assert_eq!(done["units"][1]["others"], serde_json::json!([PDF.rsplit('/').next().unwrap()]));
    assert_ne!(std::fs::read(&page).unwrap(), before);
    assert_eq!(std::fs::read(out.join(PDF)).unwrap(), scan);
    // A unit whose report cannot be made any more: its page goes, the scan stays, and that is told.
    let open = "agency.name = \"示例市财政局\"\n[sections.problems]\ntext = \"{{ 没有 }}\"";
    hand_in(folder.path(), "示例市财政局", open);
    let (_, done) = summary(folder.path(), &[]);
    assert!(!page.exists() && out.join(PDF).exists());
    assert!(codes(&done["roster"]).contains(&"DIS023"), "{}", done["roster"]);
    // What was never made here is no earlier report.
    std::fs::write(out.join("示例市财政局/盖章的.pdf"), scan).unwrap();
    assert_eq!(others(&summary(folder.path(), &[]).1), ["示例市财政局/盖章的.pdf"]);
    std::fs::remove_file(out.join("示例市财政局/盖章的.pdf")).unwrap();
    // Under another name it is in nobody's way; where it is asked for it is written over.
    hand_in(folder.path(), "示例市财政局", "agency.name = \"示例市财政局\"");
    assert_eq!(others(&summary(folder.path(), &[]).1), [PDF]);
    std::fs::rename(out.join(PDF), out.join("示例市财政局/盖章.pdf")).unwrap();
    assert_eq!(others(&summary(folder.path(), &[]).1), Vec::<&str>::new());
    assert_eq!(std::fs::read(out.join(PDF)).unwrap(), made);
    std::fs::write(out.join(PDF), scan).unwrap();
    assert_eq!(others(&summary(folder.path(), &["--force"]).1), Vec::<&str>::new());
    assert_eq!(std::fs::read(out.join(PDF)).unwrap(), made);
    assert_eq!(std::fs::read(out.join("示例市财政局/盖章.pdf")).unwrap(), scan);
}

#[test]
fn whatever_an_office_corrects_in_the_output_folder_stays() {
    let folder = begun();
    let district = folder.path().join("汇总");
    let mut wrong = Grid::of(&sound("示例市应急管理局"));
    wrong.set("三、", "一、本年新收政府信息公开申请数量", "总计", "5");
    std::fs::write(district.join("单位/示例市应急管理局.xlsx"), wrong.bytes()).unwrap();
    std::fs::write(district.join("单位/示例市财政局.xlsx"), sound("示例市财政局")).unwrap();
    let out = district.join("输出");
    let day = |day: &str| summary(&district, &["--zip", "--today", day]).1;
    assert_eq!(others(&day("2026-01-05")), Vec::<&str>::new());
    let made = files(&out);
    let is_shown = |name: &&String| !name.contains(".nianbao");
    let names: Vec<&String> = made.keys().filter(is_shown).collect();
    for ending in [
        "index.html",
        "summary.json",
        "汇总.xlsx",
        "催报单.txt",
        "催报函.pdf",
        "催报函.docx",
        "局.zip",
        "退回/示例市应急管理局.xlsx",
        "退回/示例市应急管理局.txt",
    ] {
        assert!(names.iter().any(|name| name.ends_with(ending)), "{ending}: {names:?}");
    }
    names.iter().for_each(|name| change(&out.join(name)));
    let changed = files(&out);
    // Without and with something new to tell: all of them stay, and all of them are told.
    for of in ["2026-01-05", "2026-01-06"] {
        let output = batch(&district, &["--zip", "--today", of]);
        let told = told(&output);
        let now = files(&out);
        for name in &names {
            assert_eq!(now[*name], changed[*name], "{of}: {name}");
            assert!(told.contains(&format!("{name}：是别的程序存的")) || told.contains("同类的还有"), "{name}: {told}");
        }
    }
    // Without them, and without what is remembered of the days between, everything is as it was made.
    std::fs::remove_file(out.join(".nianbao-history.json")).unwrap();
    names.iter().for_each(|name| std::fs::remove_file(out.join(name)).unwrap());
    day("2026-01-05");
    let now = files(&out);
    for name in &names {
        assert!(now.get(*name) == made.get(*name), "{name}");
    }
    // What is asked for is written over.
    names.iter().for_each(|name| change(&out.join(name)));
    let forced = summary(&district, &["--zip", "--today", "2026-01-05", "--force"]).1;
    assert_eq!(others(&forced), Vec::<&str>::new());
    for name in names {
        assert!(std::fs::read(out.join(name)).unwrap() == made[name], "{name}");
    }
}

#[test]
fn own_files_are_known_where_what_is_kept_of_them_is_gone() {
    let folder = two("");
    let (_, before) = summary(folder.path(), &["--today", "2026-01-05"]);
    let out = folder.path().join("输出");
    let made = files(&out);
    for name in made.keys().filter(|name| name.contains(".nianbao-files")) {
        std::fs::write(out.join(name), "{}").unwrap();
    }
    let (_, after) = summary(folder.path(), &["--today", "2026-01-05"]);
    assert_eq!((after, files(&out)), (before, made));
    hand_in(folder.path(), "示例市财政局", "agency.name = \"示例市财政局\"\nagency.phone = \"0591-1\"");
    for name in files(&out).keys().filter(|name| name.contains(".nianbao-files")) {
        std::fs::remove_file(out.join(name)).unwrap();
    }
    assert_eq!(others(&summary(folder.path(), &["--today", "2026-01-05"]).1), Vec::<&str>::new());
}
