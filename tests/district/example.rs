//! The example: a made-up district with one of everything that goes wrong.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx};
use serde_json::Value;

use super::codes;
use crate::book::schema::faults;
use crate::support::{copy, has, root, run, told};

/// The example run into a folder, with its summary.
fn ran() -> (tempfile::TempDir, Value) {
    let out = tempfile::tempdir().unwrap();
    let output = run(root(), &["batch", "examples/district", "-o", &out.path().display().to_string()]);
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    let text = std::fs::read_to_string(out.path().join("summary.json")).unwrap();
    (out, serde_json::from_str(&text).unwrap())
}

#[test]
fn what_is_to_be_looked_at_in_the_districts_own_report_is_shown() {
    let out = tempfile::tempdir().unwrap();
    let output = run(root(), &["batch", "examples/district", "-o", &out.path().display().to_string()]);
    assert!(told(&output).contains("警告[DIS012]：示例区（本级）："), "{}", told(&output));
}

#[test]
fn every_planted_fault_is_found_and_the_rest_is_made() {
    let (out, summary) = ran();
    let units = summary["units"].as_array().unwrap();
    assert_eq!(units.len(), 17);
    let unit = |name: &str| units.iter().find(|unit| unit["name"] == name).unwrap();
    assert_eq!(unit("示例区民政局")["status"], "missing");
    assert_eq!(unit("示例区水务局")["status"], "unclear");
    assert_eq!(unit("示例区审计局")["status"], "unreadable");
    // A blank that came back as it was sent out.
    assert_eq!(
        (&unit("示例区司法局")["status"], &unit("示例区司法局")["file"]),
        (&"missing".into(), &"单位/示例区司法局.xlsx".into())
    );
    // Every standing that files can bring about; what the program does not get through with is none of theirs.
    let standings: BTreeSet<&str> = units.iter().map(|unit| unit["standing"].as_str().unwrap()).collect();
    assert_eq!(standings, BTreeSet::from(["again", "confirm", "correct", "done", "missing"]));
    assert_eq!(unit("示例区审计局")["due"]["deadline"], "2022-01-25");
    assert_eq!(unit("示例区应急管理局")["status"], "blocked");
    assert!(codes(&unit("示例区卫生健康局")["findings"]).contains(&"DIS007"));
    assert!(codes(&unit("示例区东山乡人民政府")["findings"]).contains(&"DIS013"));
    assert_eq!(codes(&summary["roster"]), ["DIS002"]);
    assert_eq!(units.iter().filter(|unit| unit["status"] == "ready").count(), 12);
    let own = codes(&summary["own"]["findings"]);
    assert!(own.contains(&"DIS010") && own.contains(&"DIS014"), "{own:?}");
    assert_eq!(own.iter().filter(|code| **code == "DIS012").count(), 2);
    let page = std::fs::read_to_string(out.path().join("index.html")).unwrap();
    for part in ["没有交的单位（2）", "示例区民政局", "aria-sort", "DIS012"] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("src=") && !page.contains("http"), "the page must not need anything else");
    for link in page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let path =
            percent_encoding::percent_decode_str(&link.replace("&#x2f;", "/")).decode_utf8().unwrap().into_owned();
        assert!(link.starts_with('#') || out.path().join(&path).exists(), "{path}");
    }
}

#[test]
fn the_summary_is_as_its_schema_says() {
    let (_out, mut summary) = ran();
    let printed = run(root(), &["rules", "--schema", "summary"]);
    let schema: Value = serde_json::from_slice(&printed.stdout).unwrap();
    let wrong = faults(&summary, &schema, &schema, "");
    assert!(wrong.is_empty(), "{wrong:?}");
    // Something else is found.
    summary["units"][0]["standing"] = "late".into();
    summary["units"][1]["history"]["since"] = 3.into();
    summary["changes"]["applications.new"]["units"][0]["unit"] = 0.into();
    assert_eq!(faults(&summary, &schema, &schema, "").len(), 3);
}

#[test]
fn libreoffice_comes_to_the_same_sums() {
    if !has("soffice", &["--version"]) {
        return;
    }
    let (out, summary) = ran();
    let profile = format!("-env:UserInstallation=file://{}/profile", out.path().display());
    // The saved results are taken out, so that every sum must be computed anew.
    let stripped = without_results(&out.path().join("汇总.xlsx"));
    std::fs::write(out.path().join("空.xlsx"), stripped).unwrap();
    let saved = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "xlsx", "--outdir", "算", "空.xlsx"])
        .current_dir(out.path())
        .output()
        .unwrap();
    assert!(saved.status.success(), "{}", told(&saved));
    let sums = |name: &str| {
        let mut book: Xlsx<_> = calamine::open_workbook(out.path().join(name)).unwrap();
        let mut sums = Vec::new();
        for table in TABLES {
            let cells = book.worksheet_range(&format!("{table}（各单位）")).unwrap();
            sums.extend((2..=cells.end().unwrap().1).map(|column| number(cells.get_value((SUM, column)))));
        }
        sums
    };
    let (computed, ours) = (sums("算/空.xlsx"), sums("汇总.xlsx"));
    assert_eq!(computed.len(), summary["sums"].as_object().unwrap().len());
    assert!(sums("空.xlsx").iter().all(|sum| *sum == 0.0), "no result was left");
    assert_eq!(computed, ours);
    // The changes, and who rose and fell most, likewise.
    let changes = |name: &str| {
        let mut book: Xlsx<_> = calamine::open_workbook(out.path().join(name)).unwrap();
        let cells = book.worksheet_range("比上年").unwrap();
        let empty = |data: &Data| matches!(data, Data::Empty) || *data == Data::String(String::new());
        let known = cells.used_cells().filter(|(row, _, data)| *row >= 4 && !empty(data));
        known.map(|(row, column, data)| (row, column, data.to_string())).collect::<Vec<_>>()
    };
    let (computed, ours) = (changes("算/空.xlsx"), changes("汇总.xlsx"));
    let differs = |(one, other): &(&(usize, usize, String), &(usize, usize, String))| one != other;
    assert_eq!(computed.len(), ours.len());
    assert_eq!(computed.iter().zip(&ours).find(differs), None);
}

/// A workbook without the results of its formulas.
fn without_results(path: &Path) -> Vec<u8> {
    let mut book = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for number in 0..book.len() {
        let mut file = book.by_index(number).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = Vec::new();
        file.read_to_end(&mut text).unwrap();
        out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        if name.starts_with("xl/worksheets/") {
            let sheet = String::from_utf8(text).unwrap();
            let parts: Vec<&str> = sheet.split("</f><v>").collect();
            let rest = parts[1..].iter().map(|part| format!("</f>{}", &part[part.find("</v>").unwrap() + 4..]));
            text = format!("{}{}", parts[0], rest.collect::<String>()).into_bytes();
        }
        out.write_all(&text).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The tables of the form, as their sheets are called.
const TABLES: [&str; 3] = ["主动公开", "依申请公开", "复议诉讼"];

/// The row of the sums in the sheets of all units, from 0; that of the office's own figures is the next.
const SUM: u32 = 5;

/// A cell as a number.
fn number(data: Option<&Data>) -> f64 {
    match data {
        Some(Data::Float(number)) => *number,
        Some(Data::Int(number)) => *number as f64,
        _ => 0.0,
    }
}

#[test]
fn the_sums_of_the_workbook_are_live_and_right() {
    let (out, summary) = ran();
    let mut book: Xlsx<_> = calamine::open_workbook(out.path().join("汇总.xlsx")).unwrap();
    let all = TABLES.map(|table| format!("{table}（各单位）"));
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    assert_eq!(book.sheet_names(), [&TABLES[..], &["单位"], &all, &["比上年", "问题"]].concat());
    let count = summary["sums"].as_object().unwrap().len();
    // The official tables are filled with links to the sums.
    let mut linked = 0;
    for (table, all) in TABLES.into_iter().zip(&all) {
        let (links, shown) = (book.worksheet_formula(table).unwrap(), book.worksheet_range(table).unwrap());
        let sums = book.worksheet_range(all).unwrap();
        let (first, left) = links.start().unwrap();
        for (row, column, link) in links.used_cells().filter(|(.., link)| !link.is_empty()) {
            let from = link.rsplit_once('!').unwrap().1;
            assert!(link.contains(all) && from.ends_with(&(SUM + 1).to_string()), "{link}");
            let letters = from.trim_end_matches(|c: char| c.is_ascii_digit());
            let from = letters.bytes().fold(0, |number, letter| number * 26 + u32::from(letter - b'A') + 1) - 1;
            let there = shown.get_value((row as u32 + first, column as u32 + left));
            assert_eq!(there, sums.get_value((SUM, from)), "{table}: {link}");
            linked += 1;
        }
    }
    assert_eq!(linked, count);
    let mut columns = 0;
    for all in all {
        let (cells, formulas) = (book.worksheet_range(all).unwrap(), book.worksheet_formula(all).unwrap());
        let (last, right) = cells.end().unwrap();
        assert_eq!(last, SUM + 1 + 17, "units down");
        for column in 2..=right {
            let formula = formulas.get_value((SUM, column)).unwrap();
            let own_only = cells.get_value((SUM - 1, column)) == Some(&Data::String("只计本级".into()));
            let rows = if own_only { SUM + 1..=SUM + 1 } else { SUM + 1..=last };
            let sum: f64 = rows.map(|row| number(cells.get_value((row, column)))).sum();
            assert!((sum - number(cells.get_value((SUM, column)))).abs() < 1e-9, "column {column}: {formula}");
            let end = if own_only { SUM + 2 } else { last + 1 };
            assert!(formula.starts_with("SUM(") && formula.ends_with(&format!("{end})")), "{formula}");
            columns += 1;
        }
    }
    assert_eq!(columns, count);
}

#[test]
fn the_example_is_made_whole_by_the_missing_and_the_mended_file() {
    let folder = tempfile::tempdir().unwrap();
    let source = root().join("examples/district");
    copy(&source, folder.path());
    let units = folder.path().join("单位");
    let wrong = std::fs::read_to_string(units.join("示例区应急管理局.toml")).unwrap();
    std::fs::write(units.join("示例区应急管理局.toml"), wrong.replace("0, 0, 5]", "0, 0]")).unwrap();
    let other = std::fs::read_to_string(units.join("示例区城关街道办事处.toml")).unwrap();
    for name in ["示例区民政局", "示例区水务局", "示例区司法局", "示例区审计局"] {
        let entries = std::fs::read_dir(&units).unwrap().map(|entry| entry.unwrap().path());
        entries
            .filter(|path| path.to_string_lossy().contains(name))
            .for_each(|path| std::fs::remove_file(path).unwrap());
        std::fs::write(units.join(format!("{name}.toml")), other.replace("示例区城关街道办事处", name)).unwrap();
        let before = std::fs::read_to_string(folder.path().join("上年/示例区城关街道办事处.toml")).unwrap();
        let file = folder.path().join(format!("上年/{name}.toml"));
        std::fs::write(file, before.replace("示例区城关街道办事处", name)).unwrap();
    }
    let (code, summary) = super::summary(folder.path(), &[]);
    assert_eq!(code, Some(0), "{}", summary["own"]);
    assert_eq!(summary["own"]["files"].as_array().unwrap().len(), 4);
    let page = folder.path().join("输出/示例区（本级）/示例区人民政府2021年政府信息公开工作年度报告.html");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains("17个单位中，17个收到申请，较多的是示例区自然资源局68件、"), "{page}");
}

#[test]
fn the_example_has_three_years() {
    let [now, before] = ["单位", "上年"].map(|folder| format!("examples/district/{folder}/示例区教育局.toml"));
    let compared = told(&run(root(), &["compare", &now, "--prior", &before]));
    let years = compared.lines().find(|line| line.contains("比上年")).unwrap();
    assert!(["2019年", "2020年", "2021年"].iter().all(|year| years.contains(year)), "{compared}");
}
