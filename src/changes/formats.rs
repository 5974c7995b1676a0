//! The table of changes and the differences of drafts as texts: for a terminal, as CSV, as JSON.

use rust_decimal::Decimal;
use serde_json::{Value, json as object};

use super::drafts::{DraftDifferences, FigureDifference};
use super::table::{Absent, ChangeRow, ChangeTable};
use super::years::year_name;
use crate::PROGRAM;
use crate::source::terminal_width;

/// The heads of the columns behind those of the years.
pub const HEADS: [&str; 3] = ["增减", "增减幅度", "比上年"];

/// An amount as it stands in a table.
pub(super) fn shown(amount: Result<Decimal, Absent>) -> String {
    match amount {
        Ok(amount) => amount.normalize().to_string(),
        Err(Absent::Unknown) => String::new(),
        Err(Absent::Nowhere) => "—".to_owned(),
    }
}

/// What stands in the columns of a row behind its label and its unit.
pub(super) fn columns(row: &ChangeRow) -> Vec<String> {
    let change = row.change.as_ref();
    let number = change.map(|change| change.signed()).unwrap_or_default();
    let percent = change.and_then(|change| change.signed_percent()).unwrap_or_default();
    row.amounts.iter().map(|amount| shown(*amount)).chain([number, percent, row.told.clone()]).collect()
}

/// The table for a terminal, its columns aligned under Chinese text.
pub fn terminal(table: &ChangeTable, of: &str) -> String {
    let years = table.years.iter().map(|year| year_name(*year));
    let heads: Vec<String> = std::iter::once("单位".to_owned()).chain(years).chain(HEADS.map(str::to_owned)).collect();
    let mut out = format!("{}（{of}）\n", table.title);
    // One width for all groups, so that the eye can run down.
    let rows = || table.groups.iter().flat_map(|group| &group.rows);
    let labels = rows().map(|row| &row.label).chain(table.groups.iter().map(|group| &group.label));
    let width = labels.map(|label| terminal_width(label)).max().unwrap_or(0);
    let cells = |row: &ChangeRow| -> Vec<String> { std::iter::once(row.unit.clone()).chain(columns(row)).collect() };
    let widest = |column: usize| {
        let of_rows = rows().map(|row| terminal_width(&cells(row)[column]));
        of_rows.chain([terminal_width(&heads[column])]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..heads.len()).map(widest).collect();
    for group in &table.groups {
        out.push('\n');
        out.push_str(&line(&group.label, width, &heads, &widths));
        for row in &group.rows {
            out.push_str(&line(&row.label, width, &cells(row), &widths));
        }
    }
    if !table.notes.is_empty() {
        out.push('\n');
        out.extend(table.notes.iter().map(|note| format!("注：{note}\n")));
    }
    out
}

/// A line: the label and the words at the left of their columns, numbers at the right.
fn line(label: &str, width: usize, cells: &[String], widths: &[usize]) -> String {
    let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(terminal_width(text)));
    let mut out = format!("{label}{}", pad(label, width));
    for (number, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let is_text = number == 0 || number + 1 == cells.len();
        let (before, after) = if is_text { ("", pad(cell, *width)) } else { (&*pad(cell, *width), String::new()) };
        out.push_str(&format!("  {before}{cell}{after}"));
    }
    format!("{}\n", out.trim_end())
}

/// The table as CSV for spreadsheet programs, which know by the mark at the beginning that it is UTF-8.
pub fn csv(table: &ChangeTable) -> String {
    let years = table.years.iter().map(|year| year_name(*year));
    let heads =
        ["键", "组", "项目", "单位"].map(str::to_owned).into_iter().chain(years).chain(HEADS.map(str::to_owned));
    let rows = table.groups.iter().flat_map(|group| {
        group.rows.iter().map(|row| {
            let own = [&row.key, &group.label, &row.label, &row.unit].map(Clone::clone);
            own.into_iter().chain(columns(row)).collect::<Vec<_>>()
        })
    });
    records(std::iter::once(heads.collect()).chain(rows))
}

/// The differences of two drafts as CSV.
pub fn drafts_csv(differences: &DraftDifferences) -> String {
    let heads = ["种类", "项目", "一稿", "二稿", "变化"].map(str::to_owned).to_vec();
    let value = |kind: &str, difference: &FigureDifference| {
        let [was, now] = [&difference.before, &difference.after].map(|text| text.clone().unwrap_or_default());
        let change = difference.change.as_ref().map(|change| change.told()).unwrap_or_default();
        vec![kind.to_owned(), difference.label.clone(), was, now, change]
    };
    let figures = differences.figures.iter().map(|difference| value("数", difference));
    let fields = differences.fields.iter().map(|difference| value("资料", difference));
    let passages = differences.passages.iter().flat_map(|passage| {
        let row =
            |(was, now): (String, String)| vec!["正文".to_owned(), passage.heading.clone(), was, now, String::new()];
        passage.changes.iter().map(move |change| row((change.removed.concat(), change.added.concat())))
    });
    records(std::iter::once(heads).chain(figures).chain(fields).chain(passages))
}

/// Records as CSV; no text becomes a formula.
fn records(records: impl Iterator<Item = Vec<String>>) -> String {
    let field = |text: &String| {
        let is_number = text.strip_prefix(['+', '-']).unwrap_or(text).trim_end_matches('%').parse::<Decimal>().is_ok();
        let text =
            if text.starts_with(['=', '+', '-', '@', '\t']) && !is_number { format!("'{text}") } else { text.clone() };
        let needs_quotes = text.contains([',', '"', '\n', '\r']);
        if needs_quotes { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    };
    let line = |record: Vec<String>| record.iter().map(field).collect::<Vec<_>>().join(",") + "\r\n";
    "\u{FEFF}".to_owned() + &records.map(line).collect::<String>()
}

/// What the JSON of comparisons is like, as a JSON Schema (2020-12).
pub const SCHEMA: &str = include_str!("../../templates/changes.schema.json");

/// The table as JSON, as the [schema](SCHEMA) says; numbers are exact decimals, written as texts.
pub fn json(table: &ChangeTable, of: &str) -> String {
    let row = |row: &ChangeRow| {
        let amounts = table.years.iter().zip(&row.amounts).map(|(year, amount)| match amount {
            Ok(amount) => object!({ "year": year, "value": amount.normalize().to_string() }),
            Err(Absent::Unknown) => object!({ "year": year, "value": null, "why": "unknown" }),
            Err(Absent::Nowhere) => object!({ "year": year, "value": null, "why": "not in the form" }),
        });
        let change = row.change.as_ref().map(|change| {
            object!({
                "number": change.number().normalize().to_string(),
                "percent": change.percent().map(|percent| percent.to_string()),
            })
        });
        object!({
            "key": row.key,
            "label": row.label,
            "unit": row.unit,
            "amounts": amounts.collect::<Vec<_>>(),
            "change": change,
            "words": row.told,
        })
    };
    let groups: Vec<Value> = table
        .groups
        .iter()
        .map(|group| {
            let rows: Vec<Value> = group.rows.iter().map(row).collect();
            object!({ "key": group.key, "label": group.label, "main": group.is_main, "rows": rows })
        })
        .collect();
    written(&object!({
        "program": PROGRAM,
        "kind": "years",
        "title": table.title,
        "agency": of,
        "years": table.years,
        "groups": groups,
        "notes": table.notes,
    }))
}

/// The differences of two drafts as JSON, as the [schema](SCHEMA) says.
pub fn drafts_json(differences: &DraftDifferences, names: [&str; 2]) -> String {
    let value = |difference: &FigureDifference| {
        object!({
            "key": difference.key,
            "label": difference.label,
            "before": difference.before,
            "after": difference.after,
            "change": difference.change.as_ref().map(|change| change.number().normalize().to_string()),
        })
    };
    let passages: Vec<Value> = differences
        .passages
        .iter()
        .map(|passage| {
            let changes = passage.changes.iter().map(|c| object!({ "removed": c.removed, "added": c.added }));
            object!({ "heading": passage.heading, "changes": changes.collect::<Vec<_>>() })
        })
        .collect();
    written(&object!({
        "program": PROGRAM,
        "kind": "drafts",
        "drafts": names,
        "figures": differences.figures.iter().map(value).collect::<Vec<_>>(),
        "fields": differences.fields.iter().map(value).collect::<Vec<_>>(),
        "passages": passages,
    }))
}

/// A JSON value as a text.
fn written(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("a JSON value can be written") + "\n"
}

/// The differences of two drafts for a terminal, with what else is told of the second, of which all was read or not.
pub fn drafts_terminal(
    differences: &DraftDifferences,
    names: [&str; 2],
    (is_whole, remarks): (bool, &[&str]),
) -> String {
    let mut out = format!("{} → {}\n", names[0], names[1]);
    if differences.is_empty() {
        let what = if is_whole { "两稿的" } else { "两稿读入的" };
        out.push_str(&format!("\n{what}数和文字都相同。\n"));
    }
    for (heading, all) in [("数", &differences.figures), ("资料", &differences.fields)] {
        if all.is_empty() {
            continue;
        }
        out.push_str(&format!("\n{heading}（{} 处）\n", all.len()));
        let width = all.iter().map(|difference| terminal_width(&difference.label)).max().unwrap_or(0);
        for difference in all {
            let pad = " ".repeat(width - terminal_width(&difference.label));
            let change = difference.change.as_ref().map(|change| format!("（{}）", change.signed()));
            let [was, now] = difference.said();
            out.push_str(&format!("  {}{pad}  {was} → {now}{}\n", difference.label, change.unwrap_or_default()));
        }
    }
    for passage in &differences.passages {
        out.push_str(&format!("\n{}\n", passage.heading));
        for change in &passage.changes {
            out.extend(change.removed.iter().map(|sentence| format!("  - {sentence}\n")));
            out.extend(change.added.iter().map(|sentence| format!("  + {sentence}\n")));
        }
    }
    if !remarks.is_empty() {
        out.push_str("\n后一稿里还有（请看着办）\n");
        out.extend(remarks.iter().map(|remark| format!("  {remark}\n")));
    }
    out
}
