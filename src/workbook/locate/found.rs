//! A table as it was found.

use std::collections::{BTreeMap, BTreeSet};

use crate::form::CellId;
use crate::workbook::draft::At;
use crate::workbook::over::Over;

/// A table of a form as it was found on a sheet.
#[derive(Debug, Clone)]
pub(in crate::workbook) struct FoundTable {
    /// Index of the sheet.
    pub sheet: usize,
    /// Index of the table in the form.
    pub table: usize,
    /// Where the cells stand: row and column.
    pub places: BTreeMap<CellId, (u32, u32)>,
    /// The rows of figures, with the block and row of the form that each is.
    pub lines: BTreeMap<u32, (usize, usize)>,
    /// Where the heads of the columns stand, by block and column.
    pub heads: BTreeMap<(usize, usize), (u32, u32)>,
    /// Where the labels of its rows stand.
    pub stubs: BTreeSet<(u32, u32)>,
    /// The other labels over its cells.
    pub over: Vec<Over>,
    /// What stands above each of its blocks and is no label, the nearest first.
    pub titles: BTreeMap<usize, Vec<At>>,
    /// All rows it covers.
    pub extent: (u32, u32),
    /// How many of its rows and columns were found.
    pub score: usize,
}
