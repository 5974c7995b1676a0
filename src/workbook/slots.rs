//! Where everything stands in a workbook that can be filled in, or would: what is changed there goes to these places.

use std::collections::BTreeMap;

use super::heads::HeadingRow;
use super::sheets::Sheet;
use crate::form::CellId;
use crate::source::CellPlace;

/// Cells for texts, filled or free, each with what stands there.
pub(crate) type TextSlots = Vec<(CellPlace, String)>;

/// The places of a workbook.
#[derive(Debug, Default)]
pub(crate) struct CellSlots {
    /// Of this year's cells.
    pub cells: BTreeMap<CellId, CellPlace>,
    /// Of fields by their path: the number of the list, the cell, and whether something stands in it.
    pub fields: BTreeMap<String, Vec<(usize, CellPlace, bool)>>,
    /// Of the prose of sections by its path: the cells of its rows, filled or free, with what stands there; of sections
    /// of one's own the cells of their names and titles as well.
    pub prose: BTreeMap<String, TextSlots>,
    /// Of lists: where a row can be added to each.
    lists: Vec<OpenList>,
}

/// A list of rows, and where the next one goes.
#[derive(Debug)]
struct OpenList {
    /// Its headings.
    headings: Vec<String>,
    /// The cells of the first row that is free, under each heading; none for one that it does not have.
    free: Vec<Option<CellPlace>>,
}

impl CellSlots {
    /// Notes a list by its head and the rows below it, where a row is free among them or behind all others.
    pub(super) fn list(&mut self, sheet: &Sheet, head: &HeadingRow, headings: &[&str], rows: &[u32]) {
        let is_free = |row: &u32| head.columns.iter().flatten().all(|column| !sheet.is_filled(*row, *column));
        let last = rows.iter().rev().find(|row| !is_free(row)).copied().unwrap_or(head.row);
        let is_among = rows.contains(&(last + 1)) && sheet.row(last + 1).next().is_none();
        let free = Some(last + 1).filter(|_| sheet.visible && (is_among || last >= sheet.last_row()));
        let Some(row) = free else { return };
        let place = |column: &Option<u32>| column.map(|column| sheet.place((row, column)));
        let free = head.columns.iter().map(place).collect();
        self.lists.push(OpenList { headings: headings.iter().map(|&heading| heading.to_owned()).collect(), free });
    }

    /// The cells of a free row of a list with some headings, those that are needed among them.
    pub(super) fn free(&self, headings: &[&str], needed: &[usize]) -> Option<&[Option<CellPlace>]> {
        let fits = |list: &&OpenList| {
            list.headings == headings && needed.iter().all(|number| list.free.get(*number).is_some_and(Option::is_some))
        };
        self.lists.iter().find(fits).map(|list| list.free.as_slice())
    }
}
