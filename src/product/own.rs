//! Files that this program made, known by what they say of themselves: by their signature, or by what wrote them last.

use std::io::{Cursor, Read as _};
use std::path::Path;

use memchr::memmem;

use crate::NAME;
use crate::file::has_ending;
use crate::output::{Sign, is_signed};
use crate::typeset::is_our_picture;

/// How a PDF of this program says what made it.
const PDF_MARK: &[u8] = b"/Creator(nianbao ";

/// The part of a file for Word that says what wrote it last, and how it says so of this program.
const WORD_MARK: (&str, &str) = ("docProps/app.xml", "<Application>nianbao ");

/// The part of a workbook that says who saved it last, and how it says so of this program.
const WORKBOOK_MARK: (&str, &str) = ("docProps/core.xml", "<cp:lastModifiedBy>nianbao ");

/// How a summary for programs begins.
const JSON_MARK: &str = "{\n  \"program\": \"";

/// Whether the bytes of a file say that this program made them, and that nobody changed them since.
pub fn is_own(path: &Path, bytes: &[u8]) -> bool {
    let is = |ending: &str| has_ending(path, &[ending]);
    match () {
        () if is("pdf") => is_our_pdf(bytes),
        () if is("docx") => says(bytes, WORD_MARK),
        () if is("xlsx") => says(bytes, WORKBOOK_MARK),
        () if is("png") => is_our_picture(bytes),
        () if is("json") => bytes.starts_with(format!("{JSON_MARK}{NAME} ").as_bytes()),
        () if is("typ") => is_signed(bytes, Sign::Typst),
        () => is_signed(bytes, Sign::Markup),
    }
}

/// Whether a PDF was made by this program and is as it was made: who signs or edits one adds another end.
fn is_our_pdf(bytes: &[u8]) -> bool {
    memmem::find(bytes, PDF_MARK).is_some() && memmem::find_iter(bytes, b"%%EOF").count() == 1
}

/// Whether a part of an archive says something.
fn says(bytes: &[u8], (part, mark): (&str, &str)) -> bool {
    let mut said = String::new();
    let read = zip::ZipArchive::new(Cursor::new(bytes))
        .ok()
        .and_then(|mut archive| archive.by_name(part).ok()?.take(1 << 16).read_to_string(&mut said).ok());
    read.is_some() && said.contains(mark)
}
