//! How much a workbook may hold.

/// Bytes of one part once unpacked.
pub(super) const MOST_PART_BYTES: u64 = 48 << 20;
/// Bytes of all parts once unpacked.
pub(super) const MOST_UNPACKED_BYTES: u64 = 96 << 20;
/// Parts of a file.
pub(super) const MOST_PARTS: usize = 2_000;
/// Sheets of a workbook.
pub(super) const MOST_SHEETS: usize = 256;
/// Cells of a workbook that are not empty.
pub(super) const MOST_CELLS: usize = 500_000;
/// Cells of a sheet, empty or not, in the formats that are not read as a stream.
pub(super) const MOST_AREA: u64 = 4_000_000;
/// The last row that may hold something, from 0.
pub(super) const LAST_ROW: u32 = 100_000;
/// The last column that may hold something, from 0.
pub(super) const LAST_COLUMN: u32 = 1_000;

/// A number of rows or columns as cells are addressed; no sheet has more.
pub(crate) fn index(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A column as the writer of workbooks counts it; no sheet has more.
pub(crate) fn narrow(column: impl TryInto<u16>) -> u16 {
    column.try_into().unwrap_or(u16::MAX)
}
