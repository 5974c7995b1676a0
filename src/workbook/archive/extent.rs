//! How much of a workbook a reader would build, counted before it does.

use crate::workbook::limits::{LAST_COLUMN, LAST_ROW, MOST_AREA, MOST_TEXT, MOST_WORK};
use crate::workbook::refusal::Refusal;

/// How far the cells of a sheet go.
#[derive(Default)]
pub(super) struct Extent {
    /// Rows down to the last filled one.
    pub rows: u64,
    /// Columns up to the last filled one.
    pub columns: u64,
}

impl Extent {
    /// Takes in a place up to which something is filled.
    pub(super) fn reach(&mut self, rows: u64, columns: u64) {
        self.rows = self.rows.max(rows);
        self.columns = self.columns.max(columns);
    }

    /// Cells that a reader builds for it.
    pub(super) fn area(&self) -> u64 {
        self.rows.saturating_mul(self.columns)
    }

    /// Refuses an extent beyond the last row or column.
    pub(super) fn check(&self, sheet: &str) -> Result<(), Refusal> {
        if self.rows > u64::from(LAST_ROW) + 1 || self.columns > u64::from(LAST_COLUMN) + 1 {
            let cell = crate::source::column_name(self.columns.saturating_sub(1).min(1 << 20) as u32);
            let reason =
                format!("{sheet}!{cell}{} 有内容，离表格太远（至多 {LAST_ROW} 行、{LAST_COLUMN} 列）", self.rows);
            return Err(Refusal::too_large(reason).hint("删去表格以外的行和列，保存后重试"));
        }
        Ok(())
    }
}

/// What all sheets of a workbook come to together.
#[derive(Default)]
pub(super) struct Budget {
    /// Cells that are built, empty or not.
    cells: u64,
    /// Bytes of text that are built, repeats counted.
    text: u64,
    /// Steps in which formulas are put together.
    work: u64,
}

impl Budget {
    /// Adds the cells of a sheet.
    pub(super) fn cells(&mut self, sheet: &str, extent: &Extent) -> Result<(), Refusal> {
        self.cells = self.cells.saturating_add(extent.area());
        if self.cells > MOST_AREA {
            return Err(Refusal::too_large(format!("{sheet}：有 {} 行 × {} 列，太大", extent.rows, extent.columns)));
        }
        Ok(())
    }

    /// Adds text that is built.
    pub(super) fn text(&mut self, place: &str, bytes: u64) -> Result<(), Refusal> {
        self.text = self.text.saturating_add(bytes);
        if self.text > MOST_TEXT {
            let reason = format!("{place}：文字展开后超过 {} MB", MOST_TEXT >> 20);
            return Err(Refusal::too_large(reason));
        }
        Ok(())
    }

    /// Adds a formula of some bytes in a binary form whose names have at most `longest` bytes.
    pub(super) fn formula(&mut self, place: &str, bytes: usize, longest: usize) -> Result<(), Refusal> {
        // A mention of a name takes five bytes; each operator may move all that was put together before.
        let parts = bytes as u64 / 5 + 1;
        let built = parts.saturating_mul(longest.max(16) as u64);
        self.work = self.work.saturating_add(parts.saturating_mul(built));
        if self.work > MOST_WORK {
            return Err(Refusal::too_large(format!("{place}：公式太多、太长")));
        }
        self.text(place, built / 2)
    }
}
