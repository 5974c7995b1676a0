//! Cells of tables as the page shows them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::opened::{OpenedReport, WrittenAs};
use crate::figures::{Change, Provenance};
use crate::filing::Entry;
use crate::form::{CellId, Summed};

/// A cell as the page shows it.
#[derive(Debug, Serialize)]
pub struct CellState {
    /// What was typed; nothing where it is worked out or nobody knows it.
    pub text: String,
    /// What is printed.
    pub shown: String,
    /// Whether it is worked out here: from others, or from last year's report.
    pub is_computed: bool,
    /// Whether it need not be typed, because it can be worked out.
    pub is_derived: bool,
    /// What it is called in words.
    pub name: String,
    /// Last year's figure.
    pub last: Option<String>,
    /// The change since, in words.
    pub change: Option<String>,
    /// By how much it rose or fell since, with the sign; nothing where it did neither.
    pub rise: Option<String>,
    /// The law behind it.
    pub basis: Option<String>,
}

/// The cells of a report by their keys.
pub(super) fn states(report: &OpenedReport) -> BTreeMap<String, CellState> {
    let (filing, figures) = (&report.input.filing, &report.examined.figures);
    let form = &filing.form;
    let state = |id| {
        let (cell, figure) = (form.cell(id), figures.get(id));
        let change = figures.changes.get(&cell.key);
        let state = CellState {
            text: filing.cells.get(&id).map(|given| typed(&given.value)).unwrap_or_default(),
            shown: typed(&figure.entry),
            is_computed: matches!(figure.from, Provenance::Computed | Provenance::Prior),
            is_derived: form.is_computed(id),
            name: form.describe(id),
            last: change.map(|change| change.before().normalize().to_string()),
            change: change.map(Change::told),
            rise: change.map(Change::number).filter(|number| !number.is_zero()).map(|number| {
                let sign = if number.is_sign_negative() { '−' } else { '+' };
                format!("{sign}{}", number.abs().normalize())
            }),
            basis: cell.basis.clone(),
        };
        (cell.key.clone(), state)
    };
    form.ids().filter(|id| form.cell(*id).printed).map(state).collect()
}

/// The totals that were typed and could be worked out; the formulas of a workbook count no figure with a note.
pub(in super::super) fn typed_totals(report: &OpenedReport) -> Vec<CellId> {
    let filing = &report.input.filing;
    let is_text = matches!(report.written, Some(WrittenAs::Text(_)));
    let has_note = |id: &CellId| filing.cells.get(id).is_some_and(|given| given.value.note.is_some());
    let can_be = |sum: &&Summed| is_text || !sum.parts.iter().any(has_note);
    let totals = filing.form.sums.iter().filter(can_be).map(|sum| sum.total);
    totals.filter(|total| filing.cells.contains_key(total)).collect()
}

/// An entry as it is typed in a cell: nothing where nobody knows it.
pub(in super::super) fn typed(entry: &Entry) -> String {
    let spelled = entry.spelled();
    if spelled == "?" { String::new() } else { spelled }
}
