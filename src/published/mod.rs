//! Reports that were published, taken in again: web pages of any site, Word documents, PDF files with text.
//!
//! Each kind of file becomes one page: paragraphs and tables in their order. Its tables go through the
//! reader of labels that workbooks go through, its prose is cut at the titles of the sections, and what else it says is
//! found by labels. It becomes the same kind of document that a TOML file becomes; places in it are paragraphs and cells.

mod contents;
mod document;
mod ending;
mod fields;
mod grid;
mod headings;
mod html;
mod line;
mod page;
mod pdf;
mod prose;
mod refusal;
mod rest;
mod seams;
mod site;
mod taking;
mod title;
mod unlabelled;
mod word;

use std::path::Path;

use crate::document::Document;
use crate::editions::Brought;
use crate::error::{Error, Result};
use crate::file::{SAVE_AS, WORKBOOKS, has_ending};
use crate::form::Editions;
use crate::source::Sources;
pub use page::Medium;

/// What was published as a document; what was used of it is kept as a source.
///
/// # Errors
/// When it is broken, is beyond the limits, is made of pictures, or holds nothing of a report.
pub fn document(
    path: &Path,
    medium: Medium,
    bytes: &[u8],
    (folder, editions): (&Path, &Editions),
    sources: &mut Sources,
) -> Result<(Document, Brought)> {
    let page = match medium {
        Medium::Web => html::read(bytes),
        Medium::Word => word::read(bytes),
        Medium::Pdf => pdf::read(bytes),
    };
    let read = page.and_then(|page| document::read(page, &path.display().to_string(), (folder, editions), sources));
    read.map_err(|refused| match medium {
        // A system called its page a workbook: in an office suite the tables of it are seen.
        Medium::Web if has_ending(path, &WORKBOOKS) => {
            Error::file(path, format!("文件名是工作簿的，里面是网页；{}", refused.reason), SAVE_AS)
        }
        Medium::Web | Medium::Word | Medium::Pdf => Error::file(path, refused.reason, refused.hint),
    })
}

/// Whether an archive is a Word document.
pub fn is_word(bytes: &[u8]) -> bool {
    let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes));
    archive.is_ok_and(|archive| archive.file_names().any(|name| name.is_ok_and(|name| word::is_text(&name))))
}
