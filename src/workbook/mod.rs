//! Workbooks: a filing in the shape of the official tables, for people who fill in sheets.
//!
//! A workbook is read by what stands in it, not by where: tables by their labels, fields by theirs. What is read is
//! put into the same document that a TOML file is read into, so both spellings mean the same filing; places in it are
//! cells. The blank workbook is made from the form alone.
//!
//! Limits: a file of at most 32 MB, 2 000 parts, 48 MB for each part and 96 MB in all once unpacked, 256 sheets, 500 000
//! cells that are not empty, none of them beyond row 100 000 or column 1 000, and 4 000 000 cells of area in the
//! formats that are not read as a stream (.xls and .ods).

mod annotate;
mod archive;
mod document;
mod edition;
mod figures;
mod formula;
mod labels;
mod listing;
mod lists;
mod locate;
mod names;
mod prose;
mod refusal;
mod sheets;
mod write;

use std::path::Path;

pub use annotate::annotate;
pub use archive::looks_like_workbook;
pub use refusal::Refusal;
pub(crate) use sheets::{Content, Sheet};
pub(crate) use write::look;
pub use write::{Unwritable, workbook as write};

use crate::error::{Error, Result};
use crate::filing::Filing;
use crate::form::Editions;
use crate::read;
use crate::source::{Sources, Span};

/// Bytes of a workbook file.
pub const MOST_BYTES: u64 = 32 << 20;
/// Bytes of one part once unpacked.
const MOST_PART_BYTES: u64 = 48 << 20;
/// Bytes of all parts once unpacked.
const MOST_UNPACKED_BYTES: u64 = 96 << 20;
/// Parts of a file.
const MOST_PARTS: usize = 2_000;
/// Sheets of a workbook.
const MOST_SHEETS: usize = 256;
/// Cells of a workbook that are not empty.
const MOST_CELLS: usize = 500_000;
/// Cells of a sheet, empty or not, in the formats that are not read as a stream.
const MOST_AREA: u64 = 4_000_000;
/// The last row that may hold something, from 0.
const LAST_ROW: u32 = 100_000;
/// The last column that may hold something, from 0.
const LAST_COLUMN: u32 = 1_000;

/// Reads the sheets of any workbook, whatever it is of.
///
/// # Errors
/// When it is no workbook, is protected or broken, or is beyond the limits.
pub(crate) fn read_sheets(path: &Path, bytes: &[u8]) -> Result<Vec<Sheet>> {
    sheets::read(bytes).map_err(|refusal| Error::file(path, refusal.reason, refusal.hint))
}

/// Reads a report from the bytes of a workbook; prose files are looked for in `folder`.
///
/// # Errors
/// When it is no workbook, is protected or broken, or is beyond the limits. Everything else is in [`Filing::faults`].
pub fn read(path: &Path, bytes: &[u8], folder: &Path, editions: &Editions, sources: &mut Sources) -> Result<Filing> {
    let sheets = read_sheets(path, bytes)?;
    let name = path.display().to_string();
    let read = document::read(&sheets, editions, sources);
    let (document, listing, faults) = read.map_err(|refusal| Error::file(path, refusal.reason, refusal.hint))?;
    let source = listing.keep(&name, sources);
    let mut filing = read::filing(&document, Span::new(source, 0..0), folder, editions, sources);
    filing.faults.extend(faults);
    Ok(filing)
}
