//! Rows of a sheet that is being written.

use rust_xlsxwriter::XlsxError;

/// What writing a sheet gives.
pub(super) type Result<T> = std::result::Result<T, XlsxError>;

/// Rows that are taken one after the other.
pub(super) struct Rows {
    /// The row that is taken next.
    pub next: u32,
}

impl Rows {
    /// The next row.
    pub(super) fn take(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }
}
