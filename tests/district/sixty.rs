//! A whole January with sixty units: sent out, returned in every way, sent back, corrected, all done.

use std::path::Path;

use serde_json::Value;

use super::month::sound;
use super::packed::archive;
use super::summary;
use crate::support::grid::{Grid, workbook};
use crate::support::{changed, run, told};

/// The units.
fn names() -> Vec<String> {
    let bureaus = (1..=36).map(|number| format!("示例市第{number:02}局"));
    bureaus.chain((1..=24).map(|number| format!("示例市{number:02}号镇人民政府"))).collect()
}

/// A workbook whose total does not fit.
fn wrong(agency: &str) -> Vec<u8> {
    let mut book = Grid::of(&sound(agency));
    book.set("三、", "一、本年新收政府信息公开申请数量", "总计", "5");
    book.bytes()
}

/// Hands in what the units send, each in its way.
fn returns(district: &Path, names: &[String]) {
    let units = district.join("单位");
    let put = |name: String, bytes: &[u8]| {
        let path = units.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    for (number, name) in names.iter().enumerate().take(57) {
        let book = || sound(name);
        match number {
            30 => put(format!("{name}.toml"), changed(&format!("agency.name = \"{name}\"")).as_bytes()),
            31 => put(format!("{name}.zip"), &archive(&[("年报/报表.xlsx", &book())])),
            32 => put(format!("镇/{name}/报表.xlsx"), &book()),
            33 => {
                put(format!("{name}.xlsx"), &wrong(name));
                put(format!("{name}v2.xlsx"), &book());
            }
            34 => {
                put(format!("{name}.xlsx"), &wrong(name));
                put(format!("{name}(1).xlsx"), &book());
            }
            35 => put("附件2.xlsx".to_owned(), &book()),
            36 => {
                let blank = district.join(format!("发给各单位/{name}/{name}.xlsx"));
                put(format!("{name}.xlsx"), &std::fs::read(blank).unwrap());
            }
            37 => {
                let other = changed(&format!("year = 2024\nagency.name = \"{name}\""));
                put(format!("{name}.xlsx"), &workbook(&other));
            }
            38 => put(format!("{name}.pdf"), b"%PDF-1.7"),
            39 => put(format!("{name}.doc"), &[0xD0, 0xCF, 0x11, 0xE0]),
            40 => put(format!("{name}.xlsx"), b"PK\x03\x04 cut off"),
            41 => put(format!("{name}（终稿）.xlsx"), &wrong(name)),
            42 => {
                let (mut both, other) = (Grid::of(&book()), Grid::of(&sound(&names[43])));
                both.sheets.extend(other.sheets.into_iter().map(|(sheet, cells)| (format!("另{sheet}"), cells)));
                put(format!("{name}和另一个.xlsx"), &both.bytes());
            }
            43 => {}
            44 => put(format!("{}副本.xlsx", names[0]), &book()),
            _ => put(format!("{name}.xlsx"), &book()),
        }
    }
}

/// Where the units stand.
fn standings(summary: &Value) -> Vec<&str> {
    summary["units"].as_array().unwrap().iter().map(|unit| unit["standing"].as_str().unwrap()).collect()
}

#[test]
fn a_january_of_sixty_units() {
    let folder = tempfile::tempdir().unwrap();
    let names = names();
    let list = format!("[部门]\n{}\n[乡镇街道]\n{}\n", names[..36].join("\n"), names[36..].join("\n"));
    std::fs::write(folder.path().join("名单.txt"), list).unwrap();
    let arguments = ["new", "汇总", "--district", "名单.txt", "--agency", "示例市人民政府", "--year", "2025"];
    let output = run(folder.path(), &[&arguments[..], &["--deadline", "2026-01-20"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let district = folder.path().join("汇总");
    // Sent out: a blank and how to fill it in for each, and nobody has handed in.
    let sent = std::fs::read_dir(district.join("发给各单位")).unwrap().count();
    assert_eq!(sent, 60);
    let day = |day: &'static str| ["--only", "html", "--today", day];
    let (_, first) = summary(&district, &day("2026-01-02"));
    assert!(standings(&first).iter().all(|standing| *standing == "missing"));
    // Collected.
    returns(&district, &names);
    let (_, second) = summary(&district, &day("2026-01-15"));
    for (number, standing) in standings(&second).into_iter().enumerate() {
        let expected = match number {
            36 | 43 | 57.. => "missing",
            37 | 41 | 42 => "correct",
            38..=40 => "again",
            _ => "done",
        };
        let is_as_expected = standing == expected || (expected, standing) == ("done", "confirm");
        assert!(is_as_expected, "{}: {}", names[number], second["units"][number]);
    }
    let out = district.join("输出");
    let reminder = std::fs::read_to_string(out.join("催报单.txt")).unwrap();
    assert!(reminder.contains("应交 60 个单位，已交 55 个，没有交 5 个，要重交 3 个，退回修改 3 个"), "{reminder}");
    assert!(out.join("催报函.pdf").is_file());
    assert_eq!(second["units"][44]["file"], format!("单位/{}副本.xlsx", names[0]));
    // Corrected: in the copy that went back, or anew.
    let units = district.join("单位");
    let mut copy = Grid::of(&std::fs::read(out.join(format!("退回/{}.xlsx", names[41]))).unwrap());
    copy.set("三、", "一、本年新收政府信息公开申请数量", "总计", "4");
    std::fs::write(units.join(format!("{}（终稿）.xlsx", names[41])), copy.bytes()).unwrap();
    for ending in [".pdf", ".doc"] {
        let of = |name: &String| units.join(format!("{name}{ending}"));
        names.iter().map(of).filter(|path| path.exists()).for_each(|path| std::fs::remove_file(path).unwrap());
    }
    std::fs::remove_file(units.join(format!("{}和另一个.xlsx", names[42]))).unwrap();
    for number in [36, 37, 38, 39, 40, 42, 43, 57, 58, 59] {
        std::fs::write(units.join(format!("{}.xlsx", names[number])), sound(&names[number])).unwrap();
    }
    let (_, third) = summary(&district, &day("2026-01-19"));
    for (number, standing) in standings(&third).into_iter().enumerate() {
        assert!(["done", "confirm"].contains(&standing), "{}: {}", names[number], third["units"][number]);
    }
    let state = |number: usize| third["units"][number]["history"]["state"].as_str().unwrap();
    assert_eq!([state(0), state(41), state(59)], ["unchanged", "corrected", "new"]);
    assert!(!out.join("催报函.pdf").exists());
    let sum = third["sums"]["disclosure.licensing.decisions"]["sum"].as_str().unwrap();
    let of_unit: u32 = third["units"][0]["cells"]["disclosure.licensing.decisions"].as_str().unwrap().parse().unwrap();
    assert_eq!(sum, (60 * of_unit).to_string(), "all are summed up");
}
