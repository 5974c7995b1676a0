//! What was left empty in a workbook.

use super::Case;
use crate::filing::Value;
use crate::finding::Finding;
use crate::rule::Severity::Warning;
use crate::rule::{Family, Rule};

/// Cells left empty in a table that was begun.
pub(super) static EMPTY_CELLS: Rule = Rule {
    code: "WBK008",
    name: "没有填的格",
    severity: Warning,
    family: Family::Figures,
    reason: "表里没有填的格印成空白，按 0 计；漏填和没有发生，读的人分不出来。",
    basis: "格式",
    remedy: "没有发生填 0，不适用填 / ，确要留空填 空白 两字",
    faulty: "表里只填了有数的 12 格",
    corrected: "其余各格填 0",
    in_workbook: None,
};

/// The tables of a workbook with cells that were left empty, a finding a table.
pub(super) fn empty_cells(case: &Case<'_>) -> Vec<Finding> {
    let form = &case.figures.form;
    let empty = |table: usize| {
        let cells = case.filing.cells.iter().filter(move |(id, _)| form.cell(**id).table == table);
        let empty = cells
            .filter(|(_, entry)| entry.value.value == Value::Blank && case.sources.text(&entry.at).trim().is_empty());
        empty.map(|(_, entry)| &entry.at).collect::<Vec<_>>()
    };
    let tell = |table: usize| {
        let places = empty(table);
        let first = places.first()?;
        let label = &form.tables[table].label;
        let message = format!("{label}：有 {} 格没有填，印成空白，按 0 计。", places.len());
        let finding = Finding::new(&EMPTY_CELLS, message).key(&form.tables[table].key);
        Some(finding.mark(first, if places.len() > 1 { "第一处" } else { "" }))
    };
    if case.is_workbook() { (0..form.tables.len()).filter_map(tell).collect() } else { Vec::new() }
}
