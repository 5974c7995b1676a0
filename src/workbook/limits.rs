//! How much a workbook may hold.

/// Bytes of one part once unpacked.
pub const MOST_PART_BYTES: u64 = 48 << 20;
/// Bytes of all parts once unpacked.
pub const MOST_UNPACKED_BYTES: u64 = 96 << 20;
/// Parts of a file.
pub const MOST_PARTS: usize = 2_000;
/// Sheets of a workbook.
pub const MOST_SHEETS: usize = 256;
/// Cells of a workbook that are not empty.
pub const MOST_CELLS: usize = 500_000;
/// Cells of a sheet, empty or not, in the formats that are not read as a stream.
pub const MOST_AREA: u64 = 4_000_000;
/// The last row that may hold something, from 0.
pub const LAST_ROW: u32 = 100_000;
/// The last column that may hold something, from 0.
pub const LAST_COLUMN: u32 = 1_000;
