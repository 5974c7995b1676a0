//! Where each cell stands in the sheets of all units, a sheet a table, which findings point into as well: units down, cells
//! across.

use std::sync::Arc;

use crate::form::{CellId, Form};
use crate::source::{CellKind, CellPlace};

/// The row of the groups of heads, from 0: above it stand title and hint.
pub(crate) const GROUPS: u32 = 2;

/// The row of the heads.
pub(crate) const HEADS: u32 = 3;

/// The row that says how each column is added up.
pub(crate) const SCOPES: u32 = 4;

/// The row of the sums.
pub(crate) const SUM: u32 = 5;

/// The row of the office's own figures.
pub(crate) const OWN: u32 = 6;

/// The first row of the units.
pub(crate) const UNITS: u32 = 7;

/// The first column of figures: before it stand the names and the groups of units.
const FIRST: u32 = 2;

/// The sheet of a table with the figures of all units.
pub(crate) fn sheet(form: &Form, table: usize) -> String {
    format!("{}（各单位）", form.tables[table].sheet)
}

/// The cells of a table that are printed, with their columns.
pub(crate) fn columns(form: &Form, table: usize) -> impl Iterator<Item = (u32, CellId)> + '_ {
    (FIRST..).zip(form.ids().filter(move |id| form.cell(*id).table == table && form.cell(*id).printed))
}

/// The places of all sums.
pub(crate) fn places(form: &Form) -> Vec<(CellId, CellPlace)> {
    let of_table = |table: usize| {
        let sheet: Arc<str> = Arc::from(sheet(form, table));
        let place = move |column| CellPlace { sheet: sheet.clone(), row: SUM, column, kind: CellKind::Sheet };
        columns(form, table).map(move |(column, id)| (id, place(column)))
    };
    (0..form.tables.len()).flat_map(of_table).collect()
}
