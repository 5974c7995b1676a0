//! Cells of tables as the page shows them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::opened::OpenedReport;
use crate::figures::{Change, Provenance};
use crate::filing::Entry;

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
            basis: cell.basis.clone(),
        };
        (cell.key.clone(), state)
    };
    form.ids().filter(|id| form.cell(*id).printed).map(state).collect()
}

/// An entry as it is typed in a cell: nothing where nobody knows it.
pub(in super::super) fn typed(entry: &Entry) -> String {
    let spelled = entry.spelled();
    if spelled == "?" { String::new() } else { spelled }
}
