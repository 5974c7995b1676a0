//! Years beside each other.

use std::path::Path;

use rust_decimal::Decimal;
use serde_json::Value;
use tempfile::TempDir;

use super::{as_json, compared};
use crate::support::{changed, folder, run, told};

/// A folder with reports, by their names.
fn reports(reports: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, change) in reports {
        std::fs::write(folder.path().join(name), changed(change)).unwrap();
    }
    folder
}

/// The row of a figure among the main ones.
fn row<'v>(table: &'v Value, key: &str) -> &'v Value {
    let rows = table["groups"].as_array().unwrap().iter().flat_map(|group| group["rows"].as_array().unwrap());
    rows.clone().find(|row| row["key"] == key).unwrap_or_else(|| panic!("no row {key}"))
}

/// What a row says of each year, and of the change.
fn said(table: &Value, key: &str) -> (Vec<String>, String) {
    let row = row(table, key);
    let amounts = row["amounts"].as_array().unwrap().iter();
    let amounts = amounts.map(|amount| amount["value"].as_str().unwrap_or("—").to_owned());
    (amounts.collect(), row["words"].as_str().unwrap().to_owned())
}

/// Five years, each of which names the one before.
fn five_years() -> TempDir {
    let prior = |year: i32| if year > 2021 { format!("prior = \"{}.toml\"\n", year - 1) } else { String::new() };
    let report = |year: i32, new: i32, licensing: i32| {
        let text = format!(
            "year = {year}\n{}[applications]\nnew = [{new}, 0, 0, 0, 0, 0]\n[applications.results]\ngranted = [{new}, 0, 0, 0, 0, 0]\n[disclosure]\nlicensing = {licensing}",
            prior(year)
        );
        (format!("{year}.toml"), text)
    };
    let all =
        [report(2021, 0, 9), report(2022, 4, 9), report(2023, 8, 0), report(2024, 9, 10_000), report(2025, 0, 9_999)];
    let all: Vec<(&str, &str)> = all.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    reports(&all)
}

#[test]
fn a_chain_of_years_needs_to_be_named_once() {
    let folder = five_years();
    let text = compared(folder.path(), &["2025.toml"]);
    insta::assert_snapshot!(text);
    let table = as_json(folder.path(), &["2025.toml"]);
    assert_eq!(table["years"], serde_json::json!([2021, 2022, 2023, 2024, 2025]));
    let (amounts, words) = said(&table, "disclosure.licensing.decisions");
    assert_eq!((amounts.join(" ").as_str(), words.as_str()), ("9 9 0 10000 9999", "下降0.01%"));
    assert_eq!(said(&table, "applications.new").1, "由9降至零");
    // The same when all are named, in any order.
    let named = as_json(folder.path(), &["2023.toml", "2025.toml", "2021.toml", "2024.toml", "2022.toml"]);
    assert_eq!(named["groups"], table["groups"]);
}

#[test]
fn columns_stand_under_each_other_also_under_chinese_text() {
    let text = compared(five_years().path(), &["2025.toml", "--all"]);
    let places = |line: &str| nianbao::source::terminal_width(&line[..line.find("  件  ").unwrap()]);
    let is_row = |line: &&str| line.contains("  件  ");
    let widths: std::collections::BTreeSet<usize> = text.lines().filter(is_row).map(places).collect();
    assert_eq!(widths.len(), 1, "{widths:?}");
}

#[test]
fn every_number_agrees_with_the_cells_of_its_year() {
    let folder = five_years();
    let table = as_json(folder.path(), &["2025.toml"]);
    let engine = crate::support::engine();
    for year in 2021..=2025 {
        let path = folder.path().join(format!("{year}.toml"));
        let (_, examined) = crate::support::examine(&path);
        for group in table["groups"].as_array().unwrap() {
            for row in group["rows"].as_array().unwrap() {
                let key = row["key"].as_str().unwrap();
                let amounts = row["amounts"].as_array().unwrap();
                let shown = amounts.iter().find(|amount| amount["year"] == year).unwrap()["value"].as_str();
                let shown = shown.map(|text| text.parse::<Decimal>().unwrap());
                if !key.starts_with("fee.") {
                    assert_eq!(shown, examined.figures.amount(key), "{year} {key}");
                }
            }
        }
    }
    let input = engine.read(&folder.path().join("2025.toml"), None).unwrap();
    let cells = input.filing.form.ids().filter(|id| input.filing.form.cell(*id).printed).count();
    let all: usize = table["groups"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|group| group["main"] == false)
        .map(|group| group["rows"].as_array().unwrap().len())
        .sum();
    assert_eq!(all, cells, "every cell is there");
}

#[test]
fn editions_are_compared_where_they_have_the_same_figure() {
    let now =
        changed("year = 2021\nprior = \"2020.toml\"\n[disclosure]\nlicensing = 12\n[applications.results]\nother = {}");
    let before = "year = 2020\n[agency]\nname = \"示例市应急管理局\"\n[disclosure]\nlicensing = [1, 1, 10]\nfees = [2, 1]\n\
        rules = [1, 1, 1]\n[applications]\nnew = [2, 0, 0, 0, 0, 0]\n";
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("2021.toml"), now).unwrap();
    std::fs::write(folder.path().join("2020.toml"), before).unwrap();
    let table = as_json(folder.path(), &["2021.toml"]);
    // It was keyed otherwise.
    assert_eq!(
        said(&table, "disclosure.licensing.decisions"),
        (vec!["10".to_owned(), "12".to_owned()], "增长20%".to_owned())
    );
    // Money is not compared with items.
    let (amounts, words) = said(&table, "disclosure.fees.amount");
    assert_eq!((amounts[0].as_str(), words.as_str()), ("—", "2019年的格式没有这一项"));
    assert_eq!(row(&table, "disclosure.rules.issued")["amounts"][0]["why"], "not in the form");
    // Nobody gave it.
    assert_eq!(row(&table, "disputes.reconsideration")["amounts"][0]["why"], "unknown");
    let notes = table["notes"].to_string();
    assert!(notes.contains("2020年用2019年的格式") && notes.contains("从2022年起可以对比"), "{notes}");
}

#[test]
fn agencies_that_were_merged_are_added_up() {
    let before = |name: &str, new: i32| {
        format!("year = 2024\n[agency]\nname = \"{name}\"\n[applications]\nnew = [{new}, 0, 0, 0, 0, 0]")
    };
    let folder = reports(&[
        ("2025.toml", "prior = \"甲.toml\"\nearlier = [\"乙.toml\"]\n[applications]\nnew = [10, 0, 0, 0, 0, 0]"),
        ("甲.toml", &before("示例市甲局", 3)),
        ("乙.toml", &before("示例市乙局", 2)),
    ]);
    for arguments in [&["2025.toml"][..], &["2025.toml", "--prior", "甲.toml", "乙.toml"]] {
        let table = as_json(folder.path(), arguments);
        assert_eq!(said(&table, "applications.new"), (vec!["5".to_owned(), "10".to_owned()], "增长100%".to_owned()));
        assert!(table["notes"].to_string().contains("2024年的数是示例市甲局、示例市乙局之和"), "{table}");
    }
    // What was carried over is held against both together, and nobody asks whose the file is.
    let output = run(folder.path(), &["check", "2025.toml"]);
    assert!(!told(&output).contains("CAR003"), "{}", told(&output));
    // One file named twice is not counted twice.
    let output = run(folder.path(), &["compare", "2025.toml", "--prior", "甲.toml", "甲.toml"]);
    assert!(told(&output).contains("数是“示例市甲局”的"), "{}", told(&output));
}

#[test]
fn earlier_files_that_are_too_many_to_be_read_are_told() {
    let names: Vec<String> = (0..41).map(|number| format!("\"{number}.toml\"")).collect();
    let folder = reports(&[("2025.toml", &format!("earlier = [{}]", names.join(", ")))]);
    for number in 0..41 {
        let text = format!("year = 2024\n[agency]\nname = \"示例市第{number}局\"");
        std::fs::write(folder.path().join(format!("{number}.toml")), text).unwrap();
    }
    let output = run(folder.path(), &["check", "2025.toml"]);
    assert!(told(&output).contains("往年的文件写了 41 个，只读了前 40 个"), "{}", told(&output));
}

#[test]
fn a_file_that_a_file_of_last_year_names_in_vain_is_told_and_no_error() {
    let folder = reports(&[
        ("2025.toml", "prior = \"2024.toml\"\nannex = true"),
        ("2024.toml", "year = 2024\nprior = \"挪走了.toml\""),
    ]);
    let output = run(folder.path(), &["check", "2025.toml"]);
    assert!(told(&output).contains("挪走了.toml") && told(&output).contains("2024.toml:"), "{}", told(&output));
    let before = run(folder.path(), &["check", "2025.toml", "--format", "json"]);
    let report: Value = serde_json::from_slice(&before.stdout).unwrap();
    let findings = report["reports"][0]["findings"].as_array().unwrap().clone();
    let of_file = findings.iter().find(|finding| finding["code"] == "INP012").unwrap();
    assert_eq!(of_file["severity"], "hint", "{of_file}");
}

#[test]
fn agencies_that_were_divided_are_added_up() {
    let now =
        |name: &str, new: i32| format!("[agency]\nname = \"{name}\"\n[applications]\nnew = [{new}, 0, 0, 0, 0, 0]");
    let folder = reports(&[
        ("甲.toml", &now("示例市甲局", 3)),
        ("乙.toml", &now("示例市乙局", 2)),
        ("原.toml", "year = 2024\n[agency]\nname = \"示例市原局\"\n[applications]\nnew = [10, 0, 0, 0, 0, 0]"),
    ]);
    let table = as_json(folder.path(), &["甲.toml", "乙.toml", "--prior", "原.toml"]);
    assert_eq!(said(&table, "applications.new"), (vec!["10".to_owned(), "5".to_owned()], "下降50%".to_owned()));
    let notes = table["notes"].to_string();
    assert!(
        notes.contains("2024年的数是“示例市原局”的") && notes.contains("2025年的数是示例市甲局、示例市乙局之和"),
        "{notes}"
    );
}

#[test]
fn figures_without_last_year_are_no_gap() {
    let folder = reports(&[("2025.toml", ""), ("2023.toml", "year = 2023")]);
    let text = compared(folder.path(), &["2025.toml"]);
    assert!(text.contains("没有2024年的数，只列2025年的；从2026年起可以对比。"), "{text}");
    let text = compared(folder.path(), &["2025.toml", "--prior", "2023.toml"]);
    assert!(text.contains("没有2024年的数，没有算增减。"), "{text}");
}

#[test]
fn comparisons_are_written_for_spreadsheets() {
    let folder = five_years();
    let csv = compared(folder.path(), &["2025.toml", "--format", "csv"]);
    assert!(
        csv.starts_with("\u{FEFF}键,组,项目,单位,2021年,2022年,2023年,2024年,2025年,增减,增减幅度,比上年\r\n"),
        "{csv}"
    );
    assert!(csv.contains(",9,9,0,10000,9999,-1,-0.01%,下降0.01%\r\n"), "{csv}");
    assert_eq!(run(folder.path(), &["compare", "2025.toml", "-o", "对比.xlsx"]).status.code(), Some(0));
    let bytes = std::fs::read(folder.path().join("对比.xlsx")).unwrap();
    // What there is no change in per cent of has no cached nought.
    let parts = crate::support::grid::rewritten(&bytes, |name, text| {
        assert!(!name.contains("worksheets/sheet") || text.contains("<v></v>"), "{name}");
        text
    });
    assert!(!parts.is_empty());
    let formulas = sheet_formulas(&folder.path().join("对比.xlsx"));
    assert!(formulas.iter().any(|formula| formula == "G5-F5"), "{formulas:?}");
    assert!(bytes.starts_with(b"PK"));
    // Nothing that is there is overwritten.
    assert_eq!(run(folder.path(), &["compare", "2025.toml", "-o", "对比.xlsx"]).status.code(), Some(2));
    assert_eq!(run(folder.path(), &["compare", "2025.toml", "-o", "对比.xlsx", "--force"]).status.code(), Some(0));
    assert_eq!(std::fs::read(folder.path().join("对比.xlsx")).unwrap(), bytes, "the same bytes again");
}

/// The formulas of the first sheet of a workbook.
fn sheet_formulas(path: &Path) -> Vec<String> {
    use calamine::{Reader as _, open_workbook_auto};
    let mut book = open_workbook_auto(path).unwrap();
    let formulas = book.worksheet_formula("主要指标").unwrap();
    formulas.cells().map(|(_, _, formula)| formula.clone()).filter(|formula| !formula.is_empty()).collect()
}

#[test]
fn accounts_of_last_year_are_carried_beside_its_figures() {
    let folder = folder(&changed("[fee]\ncases = 3\nyuan = 50"));
    for arguments in [
        &["new", "明年", "--from", "report.toml", "--xlsx"][..],
        &["convert", "明年/report.xlsx", "明年.toml"],
        &["convert", "明年.toml", "明年.xlsx"],
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?} {}", told(&output));
    }
    let text = std::fs::read_to_string(folder.path().join("明年.toml")).unwrap();
    assert!(text.contains("fee_cases = 3") && text.contains("fee_yuan = 50"), "{text}");
    for file in ["明年/report.xlsx", "明年.toml", "明年.xlsx"] {
        let output = told(&run(folder.path(), &["compare", file]));
        let fee = output.lines().find(|line| line.starts_with("收取信息处理费的件数")).unwrap_or_default();
        assert!(fee.split_whitespace().collect::<Vec<_>>()[1..3] == ["件", "3"], "{file}: {output}");
    }
}

#[test]
fn errors_that_an_agency_stands_by_are_not_told_again() {
    let odd = "[disclosure]\nlicensing = 1.5\n";
    let accepted = format!("{odd}[[accept]]\nrule = \"INP006\"\nreason = \"照原文\"");
    let folder = reports(&[("odd.toml", odd), ("accepted.toml", &accepted)]);
    let says = |name: &str| told(&run(folder.path(), &["compare", name])).contains("输入里有 1 个错误");
    assert!(says("odd.toml") && !says("accepted.toml"));
}
