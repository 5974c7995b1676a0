//! What looks for one table on one sheet.

use super::found::FoundTable;
use crate::workbook::names::{TableNames, WordMeaning};
use crate::workbook::over::TableWords;
use crate::workbook::sheets::Sheet;

/// Rows above the first row of figures in which a head is looked for.
pub(super) const HEAD_ROWS: u32 = 12;
/// Looks for one table on one sheet.
pub(super) struct Finder<'a, 'f> {
    /// The names of its rows and columns.
    pub names: &'a TableNames<'f>,
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Its number.
    pub number: usize,
    /// The words of the sheet that name something in the table.
    pub words: TableWords<'a>,
    /// Where the table was found on a sheet before, and that sheet.
    pub before: Option<(FoundTable, &'a Sheet)>,
}

/// A row by its label: the label's row and column, and the block and row of the table that it names.
pub(super) type Labelled = (u32, u32, (usize, usize));

impl Finder<'_, '_> {
    /// The words of a row that name something.
    pub(super) fn row(&self, row: u32) -> impl Iterator<Item = (u32, &WordMeaning<'_>)> {
        self.words.range((row, 0)..=(row, u32::MAX)).map(|((_, column), named)| (*column, named))
    }
}
