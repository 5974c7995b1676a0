//! Workbooks: a filing in the shape of the official tables, for people who fill in sheets.
//!
//! A workbook is read by what stands in it, not by where: tables by their labels, fields by theirs. It becomes the same
//! kind of document that a TOML file becomes, so both spellings mean the same filing; places in it are cells. The blank workbook is made from the form alone.
//!
//! Limits: a file of at most 32 MB, 2 000 parts, 48 MB for each part and 96 MB in all once unpacked, 256 sheets, 500 000
//! cells that are not empty, none of them beyond row 100 000 or column 1 000, and 1 500 000 cells of area in the
//! formats that are not read as a stream (.xls and .ods). What a file declares is held against what is there before
//! the reader of workbooks sees it (`archive`).

mod annotate;
mod appearance;
mod archive;
mod automatic;
mod beside;
mod beyond;
mod change;
mod contacts;
mod converted;
mod covered;
mod described;
mod document;
mod draft;
mod edition;
mod figures;
mod heads;
mod label_notes;
mod labels;
mod left_out;
mod limits;
mod listing;
mod lists;
mod locate;
mod loose;
mod merged;
mod names;
mod over;
mod overrun;
mod particulars;
mod parts;
mod pasted;
mod prose;
mod prose_places;
mod refusal;
mod rest;
mod sheets;
mod slots;
mod subtotals;
mod tables;
mod titled;
mod transposed;
mod units;
mod unknown;
mod whose;
mod words;
mod write;

use std::path::Path;

pub(crate) use annotate::package::{relations_of, resolved};
pub use annotate::{annotate, copy_ending, marked_from, number};
pub(crate) use appearance::{
    Appearance, Colour, SheetAppearance, WHITE, is_unseen, is_unseen_on_white, of as appearance_of,
};
pub(crate) use archive::is_workbook;
pub use change::{ChangeableWorkbook, NewCells, edited};
pub(crate) use described::described;
pub(crate) use document::tables as read_tables;
pub(crate) use draft::Draft;
pub(crate) use limits::{MOST_PART_BYTES, MOST_PARTS, MOST_UNPACKED_BYTES, index};
pub use refusal::{Refusal, meaning};
pub(crate) use rest::{is_caption, tell as left_out};
pub(crate) use sheets::{Content, Sheet};
pub(crate) use words::is_kept_workbook;
pub(crate) use write::look;
pub use write::{PrintedArea, Unwritable, changes_workbook, workbook as write};

use crate::document::Document;
use crate::editions::Brought;
use crate::error::{Error, Result};
use crate::form::Editions;
use crate::source::Sources;

/// Reads the sheets of any workbook, whatever it is of.
///
/// # Errors
/// When it is no workbook, is protected or broken, or is beyond the limits.
pub(crate) fn read_sheets(path: &Path, bytes: &[u8]) -> Result<Vec<Sheet>> {
    sheets::read(bytes, |_| true).map_err(|refusal| refused(path, refusal))
}

/// Reads fields and lists of all sheets, wherever rows of headings say that there are some.
pub(crate) fn read_lists(draft: &mut Draft<'_>, editions: &Editions) {
    particulars::read(draft, editions);
    lists::read(draft);
}

/// Why a file is not read as a workbook.
fn refused(path: &Path, refusal: Refusal) -> Error {
    Error::file(path, refusal.reason, refusal.hint)
}

/// A workbook as a document; what was used of it is kept as a source.
///
/// # Errors
/// When it is no workbook, is protected or broken, is beyond the limits, or holds nothing of a report.
pub fn document(
    path: &Path,
    bytes: &[u8],
    (folder, editions): (&Path, &Editions),
    sources: &mut Sources,
) -> Result<(Document, Brought)> {
    let read = read(path, bytes, (folder, editions), sources)?;
    let source = read.listing.keep(&path.display().to_string(), sources);
    sources.leave_out(source, read.left_out);
    Ok((read.document, read.brought))
}

/// Reads a workbook.
fn read(
    path: &Path,
    bytes: &[u8],
    (folder, editions): (&Path, &Editions),
    sources: &Sources,
) -> Result<document::ReadSheets> {
    // What can be named repeats the labels and figures of the other sheets; a list of findings is of an earlier check.
    let mut sheets = sheets::read(bytes, |name| name != words::NAMES).map_err(|refusal| refused(path, refusal))?;
    sheets.retain(|sheet| !words::is_list(sheet));
    let typed = automatic::set_aside(&mut sheets);
    let appearance = appearance::of(bytes);
    document::read((&sheets, &typed), &appearance, (folder, editions), sources)
        .map_err(|refusal| refused(path, refusal))
}
