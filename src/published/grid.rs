//! Cells put into a grid: each to the right of what is there, over as many columns and rows as it covers.

use super::page::{PageCell, PageParagraph, PagePiece, PageTable, Unread};
use super::refusal::Refused;

/// Columns that a cell may cover, and a table may have.
const MOST_COLUMNS: u32 = 200;

/// Rows that a table may have.
const MOST_ROWS: u32 = 5_000;

/// A grid in the making.
pub(super) struct TableMaker {
    grid: PageTable,
    /// For each column, the first row that it is free in.
    free: Vec<u32>,
    /// The row that cells are put into; none before the first.
    row: Option<u32>,
    column: u32,
}

impl TableMaker {
    /// An empty grid.
    pub(super) fn new(caption: String) -> Self {
        Self { grid: PageTable { caption, ..PageTable::default() }, free: Vec::new(), row: None, column: 0 }
    }

    /// Says whether the first row is its head.
    pub(super) fn has_head(&mut self, has_head: bool) {
        self.grid.has_head = has_head;
    }

    /// Begins a row.
    pub(super) fn begin_row(&mut self) {
        let row = self.row.map_or(0, |row| row + 1);
        self.row = Some(row);
        self.column = 0;
        self.grid.rows = row + 1;
    }

    /// Leaves some columns of the row free.
    pub(super) fn skip(&mut self, columns: u32) {
        self.column = self.column.saturating_add(columns.min(MOST_COLUMNS));
    }

    /// Leaves the columns of the row before one free.
    pub(super) fn skip_to(&mut self, column: u32) {
        self.column = self.column.max(column.min(MOST_COLUMNS));
    }

    /// Puts a cell, with what of it is told and not read.
    ///
    /// # Errors
    /// When the table is larger than any is.
    pub(super) fn cell(&mut self, (width, height): (u32, u32), text: String, unread: Unread) -> Result<(), Refused> {
        let row = self.row.unwrap_or_default();
        let is_taken = |column: &u32| self.free.get(*column as usize).is_some_and(|free| *free > row);
        let column = (self.column..).find(|column| !is_taken(column)).unwrap_or(self.column);
        let width = width.clamp(1, MOST_COLUMNS);
        let end = column + width;
        if row >= MOST_ROWS || end > MOST_COLUMNS {
            let reason = format!("有一张表超过 {MOST_ROWS} 行或 {MOST_COLUMNS} 列");
            return Err(Refused::new(reason, "只留年度报告的内容，另存后重试"));
        }
        let height = height.clamp(1, MOST_ROWS);
        if self.free.len() < end as usize {
            self.free.resize(end as usize, 0);
        }
        self.free[column as usize..end as usize].iter_mut().for_each(|free| *free = row + height);
        self.grid.columns = self.grid.columns.max(end);
        self.column = end;
        self.grid.cells.push(PageCell { row, column, width, height, text, unread });
        Ok(())
    }

    /// Makes the cell above the place of the next one cover that place as well; whether there is one.
    pub(super) fn lengthen(&mut self, width: u32) -> bool {
        let (row, column) = (self.row.unwrap_or_default(), self.column);
        let above = self.grid.cells.iter_mut().rfind(|cell| cell.column == column && cell.row + cell.height == row);
        let Some(above) = above else { return false };
        above.height += 1;
        self.column = column + width.clamp(1, MOST_COLUMNS);
        let free = (row + 1).max(self.free.get(column as usize).copied().unwrap_or_default());
        let end = (self.column as usize).min(self.free.len());
        self.free[(column as usize).min(end)..end].iter_mut().for_each(|known| *known = free);
        true
    }

    /// The grid.
    pub(super) fn finish(self) -> PageTable {
        let mut grid = self.grid;
        let rows = grid.rows;
        grid.cells.iter_mut().for_each(|cell| cell.height = cell.height.min(rows - cell.row));
        grid
    }
}

impl PageTable {
    /// Cuts the grid at rows with a single cell that are texts of their own, and what stands between these without being a
    /// label; rows keep their numbers.
    pub(super) fn cut(self, is_text: impl Fn(&str) -> bool, is_label: impl Fn(&str) -> bool) -> Vec<PagePiece> {
        let mut covering = vec![0_u32; self.rows as usize];
        for cell in self.cells.iter().filter(|cell| !cell.text.is_empty()) {
            covering[cell.row as usize..(cell.row + cell.height) as usize].iter_mut().for_each(|count| *count += 1);
        }
        let is_single =
            |cell: &&PageCell| covering[cell.row as usize] == 1 && cell.height == 1 && !cell.text.is_empty();
        let single: Vec<&PageCell> = self.cells.iter().filter(is_single).collect();
        let mut is_own: Vec<bool> = single.iter().map(|cell| is_text(&cell.text)).collect();
        // Short lines between two texts are of the text.
        for at in 1..single.len() {
            let follows = is_own[at - 1] && single[at].row == single[at - 1].row + 1;
            is_own[at] |= follows && !is_label(&single[at].text);
        }
        let own = single.iter().zip(&is_own).filter(|(_, is_own)| **is_own);
        let texts: Vec<u32> = own.map(|(cell, _)| cell.row).collect();
        if texts.is_empty() || self.columns == 1 {
            return vec![PagePiece::Table(self)];
        }
        let mut pieces = Vec::new();
        let empty = || Self {
            seams: Vec::new(),
            caption: String::new(),
            cells: Vec::new(),
            rows: self.rows,
            columns: self.columns,
            has_head: false,
        };
        let mut open = Self { caption: self.caption.clone(), ..empty() };
        for cell in &self.cells {
            if texts.binary_search(&cell.row).is_err() {
                open.cells.push(cell.clone());
                continue;
            }
            if !open.cells.is_empty() {
                pieces.push(PagePiece::Table(std::mem::replace(&mut open, empty())));
            }
            let lines =
                cell.text.lines().map(|line| PageParagraph { text: line.to_owned(), ..PageParagraph::default() });
            pieces.extend(lines.map(PagePiece::Paragraph));
        }
        if !open.cells.is_empty() {
            pieces.push(PagePiece::Table(open));
        }
        pieces
    }
}
