//! Where each cell stands in the sheet of all units, which findings point into as well.

use std::sync::Arc;

use crate::form::{CellId, Form};
use crate::source::{CellKind, CellPlace};

/// The sheet of every unit and every cell.
pub(crate) const SHEET: &str = "各单位各格";

/// The first row of figures, from 0: above it stand title, hint and heads.
const FIRST: u32 = 3;

/// The column of the sums, from 0.
pub(crate) const SUM: u32 = 3;

/// The column of the office's own figures.
pub(crate) const OWN: u32 = 4;

/// The first column of the units.
pub(crate) const UNITS: u32 = 5;

/// One row of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SumsRow {
    /// The heading of a table.
    Table(usize),
    /// A cell of the form.
    Cell(CellId),
}

/// The rows of a form with their numbers, table by table.
pub(crate) fn rows(form: &Form) -> Vec<(u32, SumsRow)> {
    let printed = |table: usize| {
        form.ids().filter(move |id| form.cell(*id).table == table && form.cell(*id).printed).map(SumsRow::Cell)
    };
    let rows = (0..form.tables.len()).flat_map(|table| std::iter::once(SumsRow::Table(table)).chain(printed(table)));
    (FIRST..).zip(rows).collect()
}

/// The place of a cell's sum.
pub(crate) fn place(row: u32) -> CellPlace {
    CellPlace { sheet: Arc::from(SHEET), row, column: SUM, kind: CellKind::Sheet }
}
