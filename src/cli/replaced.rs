//! Files that are there already where something is written: those that this program made are replaced, others are not
//! unasked.

use std::io::{Cursor, Read as _};
use std::path::Path;

use crate::error::{Error, Result};
use crate::file::{has_ending, is_same};
use crate::output::{Sign, is_signed};
use crate::typeset::is_our_picture;

/// How a PDF of this program says what made it.
const PDF_MARK: &[u8] = b"/Creator(nianbao ";

/// The part of a file for Word that says what wrote it last, and how it says so of this program.
const WORD_MARK: (&str, &str) = ("docProps/app.xml", "<Application>nianbao ");

/// Refuses to write files into a folder over one that was handed in, and unasked over one of the same name that another
/// program wrote, or somebody changed: a scan of the sealed report, a file for Word that a leader has corrected.
pub(super) fn may_replace(folder: &Path, files: &[(String, Vec<u8>)], inputs: &[&Path], force: bool) -> Result<()> {
    for (name, bytes) in files {
        let target = folder.join(name);
        if inputs.iter().any(|input| is_same(&target, input)) {
            let hint = "用 -o 换一个输出文件夹，或用 --name 换一个文件名";
            return Err(Error::file(&target, "这是交来的文件，不能覆盖", hint));
        }
        if !force && target.is_file() && !is_ours(&target, bytes) {
            let reason =
                "已经有这个文件，是别的程序存的，或者后来改过（盖章后的扫描件、改过的 Word 文件和网页等），没有覆盖";
            return Err(Error::file(&target, reason, "要留的，先改名或移走；不要的，删去后重试，或加 --force 覆盖"));
        }
    }
    Ok(())
}

/// Whether what is there was made by this program and is as it was made, or is what is to be written anyway.
fn is_ours(path: &Path, new: &[u8]) -> bool {
    let Ok(bytes) = std::fs::read(path) else { return false };
    let is = |ending: &str| has_ending(path, &[ending]);
    bytes == new
        || match () {
            () if is("pdf") => is_our_pdf(&bytes),
            () if is("docx") => is_our_word(&bytes),
            () if is("png") => is_our_picture(&bytes),
            () if is("typ") => is_signed(&bytes, Sign::Typst),
            () => is_signed(&bytes, Sign::Markup),
        }
}

/// Whether a PDF was made by this program and is as it was made: who signs or edits one adds another end.
fn is_our_pdf(bytes: &[u8]) -> bool {
    // Few bytes are the first of a mark.
    let count = |mark: &[u8]| bytes.windows(mark.len()).filter(|found| found[0] == mark[0] && *found == mark).count();
    count(PDF_MARK) > 0 && count(b"%%EOF") == 1
}

/// Whether a file for Word was written by this program.
fn is_our_word(bytes: &[u8]) -> bool {
    let (part, mark) = WORD_MARK;
    let mut said = String::new();
    let read = zip::ZipArchive::new(Cursor::new(bytes))
        .ok()
        .and_then(|mut archive| archive.by_name(part).ok()?.take(1 << 16).read_to_string(&mut said).ok());
    read.is_some() && said.contains(mark)
}
