//! The example: a made-up district with one of everything that goes wrong.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx};
use serde_json::Value;

use super::codes;
use crate::support::{copy, has, root, run, told};

/// The example run into a folder, with its summary.
fn ran() -> (tempfile::TempDir, Value) {
    let out = tempfile::tempdir().unwrap();
    let output = run(root(), &["batch", "examples/district", "-o", &out.path().display().to_string()]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    let text = std::fs::read_to_string(out.path().join("summary.json")).unwrap();
    (out, serde_json::from_str(&text).unwrap())
}

#[test]
fn every_planted_fault_is_found_and_the_rest_is_made() {
    let (out, summary) = ran();
    let units = summary["units"].as_array().unwrap();
    assert_eq!(units.len(), 14);
    let unit = |name: &str| units.iter().find(|unit| unit["name"] == name).unwrap();
    assert_eq!(unit("示例区民政局")["status"], "missing");
    assert_eq!(unit("示例区应急管理局")["status"], "blocked");
    assert!(codes(&unit("示例区卫生健康局")["findings"]).contains(&"DIS007"));
    assert!(codes(&unit("示例区东山乡人民政府")["findings"]).contains(&"DIS013"));
    assert_eq!(codes(&summary["roster"]), ["DIS002"]);
    assert_eq!(units.iter().filter(|unit| unit["status"] == "ready").count(), 12);
    let own = codes(&summary["own"]["findings"]);
    assert!(own.contains(&"DIS010") && own.contains(&"DIS014"), "{own:?}");
    assert_eq!(own.iter().filter(|code| **code == "DIS012").count(), 2);
    let page = std::fs::read_to_string(out.path().join("index.html")).unwrap();
    for part in ["没有交的单位（1）", "示例区民政局", "aria-sort", "DIS012"] {
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
        let cells = book.worksheet_range("各单位各格").unwrap();
        let formulas = book.worksheet_formula("各单位各格").unwrap();
        let rows =
            (3..=cells.end().unwrap().0).filter(|row| formulas.get_value((*row, 3)).is_some_and(|f| !f.is_empty()));
        rows.map(|row| match cells.get_value((row, 3)) {
            Some(Data::Float(number)) => Some(*number),
            Some(Data::Int(number)) => Some(*number as f64),
            _ => None,
        })
        .collect::<Vec<_>>()
    };
    let (computed, ours) = (sums("算/空.xlsx"), sums("汇总.xlsx"));
    assert_eq!(computed.len(), summary["sums"].as_object().unwrap().len());
    assert!(sums("空.xlsx").iter().all(|sum| sum.is_none_or(|sum| sum == 0.0)), "no result was left");
    assert_eq!(computed, ours);
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

#[test]
fn the_sums_of_the_workbook_are_live_and_right() {
    let (out, summary) = ran();
    let mut book: Xlsx<_> = calamine::open_workbook(out.path().join("汇总.xlsx")).unwrap();
    let tables = ["主动公开", "依申请公开", "复议诉讼"];
    assert_eq!(book.sheet_names(), [&tables[..], &["单位", "各单位各格", "问题"]].concat());
    // The official tables are filled with links to the sums.
    let mut linked = 0;
    for table in tables {
        let (links, shown) = (book.worksheet_formula(table).unwrap(), book.worksheet_range(table).unwrap());
        let all = book.worksheet_range("各单位各格").unwrap();
        for (row, column, link) in links.used_cells().filter(|(.., link)| !link.is_empty()) {
            let at = |place: (usize, usize), start: Option<(u32, u32)>| {
                let (first, left) = start.unwrap();
                (place.0 as u32 + first, place.1 as u32 + left)
            };
            let from: u32 = link.rsplit_once('D').unwrap().1.parse().unwrap();
            let there = shown.get_value(at((row, column), links.start()));
            assert_eq!(there, all.get_value((from - 1, 3)), "{table}: {link}");
            linked += 1;
        }
    }
    assert_eq!(linked, summary["sums"].as_object().unwrap().len());
    let cells = book.worksheet_range("各单位各格").unwrap();
    let formulas = book.worksheet_formula("各单位各格").unwrap();
    let number = |data: Option<&Data>| match data {
        Some(Data::Float(number)) => *number,
        Some(Data::Int(number)) => *number as f64,
        _ => 0.0,
    };
    let mut rows = 0;
    for row in 3..=cells.end().unwrap().0 {
        let Some(formula) = formulas.get_value((row, 3)).filter(|formula| formula.starts_with("SUM(")) else {
            continue;
        };
        let own_only = cells.get_value((row, 2)) == Some(&Data::String("只计本级".into()));
        let last = if own_only { 4 } else { cells.end().unwrap().1 };
        let sum: f64 = (4..=last).map(|column| number(cells.get_value((row, column)))).sum();
        assert!((sum - number(cells.get_value((row, 3)))).abs() < 1e-9, "row {row}: {formula}");
        assert_eq!(
            formula.starts_with("SUM(E") && formula.ends_with(&format!(":E{})", row + 1)),
            own_only,
            "{formula}"
        );
        rows += 1;
    }
    assert_eq!(rows, summary["sums"].as_object().unwrap().len());
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
    std::fs::write(units.join("示例区民政局.toml"), other.replace("示例区城关街道办事处", "示例区民政局")).unwrap();
    let (code, summary) = super::summary(folder.path(), &[]);
    assert_eq!(code, Some(0), "{}", summary["own"]);
    assert_eq!(summary["own"]["files"].as_array().unwrap().len(), 4);
    let page = folder.path().join("输出/示例区（本级）/示例区人民政府2021年政府信息公开工作年度报告.html");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains("14个单位中，14个收到申请，较多的是示例区自然资源局68件、"), "{page}");
}
