//! How much a workbook may hold.

/// Bytes of one part once unpacked.
pub(crate) const MOST_PART_BYTES: u64 = 48 << 20;
/// Bytes of all parts once unpacked.
pub(crate) const MOST_UNPACKED_BYTES: u64 = 96 << 20;
/// Parts of a file.
pub(crate) const MOST_PARTS: usize = 2_000;
/// Sheets of a workbook.
pub(super) const MOST_SHEETS: usize = 256;
/// Cells of a workbook that are not empty.
pub(super) const MOST_CELLS: usize = 500_000;
/// Cells of all sheets together, empty or not, in the formats that are not read as a stream.
pub(super) const MOST_AREA: u64 = 1_500_000;
/// Cells of a sheet of an OpenDocument workbook as its rows are lined up, those between filled ones included.
pub(super) const MOST_LINED_UP: u64 = 2_000_000;
/// Cells of all sheets together, empty or not, in the formats that are.
pub(super) const MOST_READ: usize = 8_000_000;
/// Bytes of text of all cells together, a shared text counted in each.
pub(super) const MOST_TEXT: u64 = 64 << 20;
/// Texts that cells may share.
pub(super) const MOST_STRINGS: usize = 1_000_000;
/// Steps in which all formulas of a binary format are put together.
pub(super) const MOST_WORK: u64 = 1 << 34;
/// Formats of cells, and what they are made of.
pub(super) const MOST_FORMATS: usize = 150_000;
/// Elements of the part that holds the formats.
pub(super) const MOST_STYLE_ELEMENTS: usize = 600_000;
/// Bytes of one record of a binary format.
pub(super) const MOST_RECORD_BYTES: usize = 1 << 20;
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
