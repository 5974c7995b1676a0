//! The law of the reader: every filled cell of a table is printed, or named in a finding.

use proptest::prelude::*;

use super::examine;
use crate::support::grid::{Grid, sound};

/// What is put into a cell: a figure or words that stand nowhere else.
const MARKS: [&str; 6] = ["77701", "７７７０１件", "甲乙丙", "77701（甲乙丙）", "77 701", "3\n77701"];

/// The sheets of the tables.
const SHEETS: [&str; 3] = ["二、", "三、", "四、"];

/// Whether a workbook with a mark in a cell has it in print, or tells of it.
fn is_kept(bytes: &[u8], mark: &str) -> bool {
    let (input, examined) = examine(bytes).unwrap_or_else(|error| panic!("{error}"));
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let printed = input.filing.cells.values().any(|cell| {
        let entry = &cell.value;
        digits(&entry.shown).ends_with("77701") || entry.shown.contains("甲乙丙")
    });
    let named = |finding: &nianbao::finding::Finding| {
        finding.marks.iter().any(|place| input.sources.text(&place.at).trim() == mark.trim())
    };
    printed || examined.findings.iter().any(named)
}

/// The cells of a sheet below its first head and beside its labels, filled or not, with the first ones beyond.
fn inside(grid: &mut Grid, sheet: &str) -> Vec<(u32, u32)> {
    let figures: Vec<(u32, u32)> =
        grid.sheet(sheet).iter().filter(|(_, text)| text.parse::<f64>().is_ok()).map(|(at, _)| *at).collect();
    let (rows, columns) = (figures.iter().map(|at| at.0), figures.iter().map(|at| at.1));
    let (top, bottom) = (rows.clone().min().unwrap(), rows.max().unwrap());
    let (left, right) = (columns.clone().min().unwrap(), columns.max().unwrap());
    // What only checks others stands below and beside.
    let (bottom, right) = match sheet {
        "三、" => (grid.place(sheet, "（七）总计").0, grid.place(sheet, "总计").1),
        "四、" => (top, right),
        _ => (bottom, right),
    };
    let cells = grid.sheet(sheet);
    let is_open = |at: &(u32, u32)| cells.get(at).is_none_or(|text| text.parse::<f64>().is_ok());
    // Rows that say no figures: heads and captions between the parts of a table.
    let has_figures = |row: u32| figures.iter().any(|at| at.0 == row);
    let all =
        (top..=bottom).filter(|row| has_figures(*row)).flat_map(|row| (left..=right).map(move |column| (row, column)));
    all.filter(is_open).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_filled_cell_of_a_table_is_printed_or_named(
        sheet in prop::sample::select(&SHEETS[..]),
        mark in prop::sample::select(&MARKS[..]),
        place in any::<prop::sample::Index>(),
        moved in prop::option::of((any::<prop::sample::Index>(), any::<prop::sample::Index>())),
    ) {
        let mut grid = sound();
        // Now and then a label is lost, so that its row or column is unknown.
        let cells = inside(&mut grid, sheet);
        if let Some((from, _)) = moved {
            let labels: Vec<(u32, u32)> = grid.sheet(sheet).iter()
                .filter(|((row, _), text)| *row > 3 && *row <= cells[cells.len() - 1].0 && text.parse::<f64>().is_err() && !text.starts_with('='))
                .map(|(at, _)| *at).collect();
            if !labels.is_empty() {
                let at = *from.get(&labels);
                grid.sheet(sheet).insert(at, "别的名称".to_owned());
            }
        }
        let at = *place.get(&cells);
        grid.sheet(sheet).insert(at, mark.to_owned());
        prop_assert!(is_kept(&grid.bytes(), mark), "{sheet} {at:?} {mark:?}, a label lost: {}", moved.is_some());
    }
}
