//! The places at which one table was found: whether they are parts of it or several of it, and what is told of them.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::locate::FoundTable;
use super::sheets::Content;
use crate::characters::shown_invisible;
use crate::finding::Finding;
use crate::form::layout::{CellRole, GridPart};
use crate::form::{CellId, Form};
use crate::rule::workbook as rules;
use crate::source::Span;

/// The cells of a table that hold a figure; what a formula computes is none, nor is a total of nothing.
pub(super) fn figures(draft: &Draft<'_>, form: &Form, found: &FoundTable) -> BTreeSet<CellId> {
    let sheet = &draft.sheets[found.sheet];
    let is_figure = |(id, (row, column)): &(&CellId, &(u32, u32))| {
        let is_total = form.is_derived(**id) || form.cell(**id).difference.is_some();
        let filled = |content: &Content| content.formula().is_none() && !(is_total && content.text() == "0");
        sheet.get(*row, *column).is_some_and(filled)
    };
    found.places.iter().filter(is_figure).map(|(id, _)| *id).collect()
}

/// Whether tables that were found are parts of one: no cell of the form has a figure in two of them.
pub(super) fn are_parts(draft: &Draft<'_>, form: &Form, found: &[&FoundTable]) -> bool {
    let mut all = BTreeSet::new();
    found.iter().flat_map(|found| figures(draft, form, found)).all(|id| all.insert(id))
}

/// Whether the places are the parts with heads of their own that the form divides the table into, in order.
fn are_blocks(form: &Form, found: &[&FoundTable]) -> bool {
    let parts = &form.grid(found[0].table).parts;
    let cells = |part: &GridPart| -> BTreeSet<CellId> {
        let cells = part.body.iter().flatten();
        cells.filter_map(|cell| if let CellRole::Value(id) = cell.role { Some(id) } else { None }).collect()
    };
    let is_block = |(found, part): (&&FoundTable, &GridPart)| {
        let cells = cells(part);
        found.places.keys().all(|id| cells.contains(id))
    };
    parts.len() == found.len() && found.iter().zip(parts).all(is_block)
}

/// Reports a table that was put together of parts, where the form has it in one.
pub(super) fn joined(draft: &mut Draft<'_>, form: &Form, found: &[&FoundTable]) {
    if are_blocks(form, found) {
        return;
    }
    let table = &form.tables[found[0].table];
    let told: Vec<String> = found
        .iter()
        .map(|f| format!("“{}”第 {}–{} 行", draft.sheets[f.sheet].name, f.extent.0 + 1, f.extent.1 + 1))
        .collect();
    let is_cut = found.iter().any(|found| found.heads.is_empty());
    let without_head = if is_cut { "，没有列名的一处照前一处的列" } else { "" };
    let message =
        format!("{}：分在 {} 处（{}），合为一张读入{without_head}。", table.label, found.len(), told.join("、"));
    let places: Vec<_> = found.iter().map(|found| corner(draft, found)).collect();
    let finding = Finding::new(&rules::JOINED, message).key(&table.key);
    draft.fault(places.iter().fold(finding, |finding, place| finding.mark(place, "")));
}

/// Reports figures and labels of a table with characters that nobody sees.
pub(super) fn invisible(draft: &mut Draft<'_>, form: &Form, found: &[&FoundTable]) {
    let mut cells = Vec::new();
    for found in found {
        let in_table = (found.extent.0..=found.extent.1).flat_map(|row| {
            let cells = draft.sheets[found.sheet].row(row);
            cells.filter(|(_, content)| content.text().contains(shown_invisible)).map(move |(column, _)| (row, column))
        });
        cells.extend(in_table.map(|at| (found.sheet, at)));
    }
    if cells.is_empty() {
        return;
    }
    let label = &form.tables[found[0].table].label;
    let message = format!("{label}：有 {} 格里有看不见的字符，读时已去掉。", cells.len());
    let finding = Finding::new(&rules::INVISIBLE, message);
    let finding = cells.into_iter().fold(finding, |finding, (sheet, at)| finding.mark(&draft.place(sheet, at), ""));
    draft.fault(finding);
}

/// Reports a table that stands at several places.
pub(super) fn twice(draft: &mut Draft<'_>, form: &Form, found: &[&FoundTable]) {
    let label = &form.tables[found[0].table].label;
    let places: Vec<_> = found.iter().map(|found| corner(draft, found)).collect();
    let told: Vec<String> = found
        .iter()
        .map(|f| format!("“{}”第 {}–{} 行", draft.sheets[f.sheet].name, f.extent.0 + 1, f.extent.1 + 1))
        .collect();
    let message = format!("{label}：有 {} 张填了数的，分别在{}。", found.len(), told.join("、"));
    let finding = Finding::new(&rules::TABLE_TWICE, message).key(&form.tables[found[0].table].key);
    let finding = places.iter().fold(finding, |finding, place| finding.mark(place, ""));
    draft.fault(finding);
}

/// The first cell of a table that is not empty.
pub(super) fn corner(draft: &mut Draft<'_>, found: &FoundTable) -> Span {
    let sheet = &draft.sheets[found.sheet];
    let column = sheet.row(found.extent.0).next().map_or(0, |(column, _)| column);
    draft.place(found.sheet, (found.extent.0, column))
}
