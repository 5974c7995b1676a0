//! Reading what was submitted. TOML, workbook and what was published become a document, and one reader makes a filing of it.
//! Reading never judges a report: what cannot be read becomes a finding, all of them at once.

mod cells;
mod filing;
mod findings;
mod habits;
mod prose;
mod reader;
mod share;
mod toml;
mod values;

use std::path::Path;

pub use self::toml::fields;
pub(crate) use self::toml::parse;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::file;
use crate::filing::Filing;
use crate::form::Editions;
use crate::published::{self, Medium};
use crate::source::Sources;
use crate::workbook;

/// Reads a report from a TOML file or a workbook, told apart by how they begin, with the prose files beside it.
///
/// # Errors
/// When the file cannot be read, or is neither a text nor a workbook. Everything else is in [`Filing::faults`].
pub fn read(path: &Path, editions: &Editions, sources: &mut Sources) -> Result<Filing> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let filing = match file::read_workbook(path)? {
        Some(bytes) if published::is_word(&bytes) => {
            read_published(path, Medium::Word, &bytes, folder, editions, sources)?
        }
        Some(bytes) => match read_workbook(path, &bytes, folder, editions, sources) {
            // What is wrong with a document is told of a document, not of a workbook.
            Err(_) if file::has_ending(path, &["docx"]) => {
                read_published(path, Medium::Word, &bytes, folder, editions, sources)?
            }
            read => read?,
        },
        None => {
            if let Some(bytes) = file::read_page(path)? {
                read_published(path, Medium::Web, &bytes, folder, editions, sources)?
            } else if let Some(bytes) = file::read_pdf(path)? {
                read_published(path, Medium::Pdf, &bytes, folder, editions, sources)?
            } else {
                read_str(&path.display().to_string(), &file::read_report(path)?, folder, editions, sources)
            }
        }
    };
    // Bounds what laying out one report may take: at most about a gigabyte and some seconds, measured with tables,
    // headings and lists of this length.
    let characters: usize = filing.texts.iter().map(|text| text.value.chars().count()).sum();
    if characters > MOST_CHARACTERS || filing.texts.len() > MOST_TEXTS {
        let texts = filing.texts.len();
        let reason = format!("要印的文字共 {texts} 处 {characters} 字，至多 {MOST_TEXTS} 处 {MOST_CHARACTERS} 字");
        return Err(Error::file(path, reason, "不像一份年度报告；确认给的是报告的文件，删去不相干的内容"));
    }
    Ok(filing)
}

/// Characters that a report may print beside its figures; a long one has some twenty thousand.
const MOST_CHARACTERS: usize = 200_000;

/// Texts, long or short, that they may be in; a long report has some hundred.
const MOST_TEXTS: usize = 5_000;

/// Reads a report that must be readable as a whole, for what only uses its figures and names.
///
/// # Errors
/// Like [`read`], and when a text is no TOML.
pub fn read_whole(path: &Path, editions: &Editions, sources: &mut Sources) -> Result<Filing> {
    let filing = read(path, editions, sources)?;
    let Some(fault) = filing.faults.first().filter(|_| !filing.is_read()) else { return Ok(filing) };
    let line = fault.marks.first().map_or(0, |mark| sources.position(mark.at.source, mark.at.start).line);
    let reason = format!("第 {line} 行，{}", fault.message.trim_end_matches('。'));
    Err(Error::file(path, reason, fault.hint.as_str()))
}

/// Reads a report from TOML text; prose files are looked for in `folder`. Of a text that is no TOML only the faults
/// are there.
pub fn read_str(name: &str, text: &str, folder: &Path, editions: &Editions, sources: &mut Sources) -> Filing {
    let source = sources.add(name, text);
    let (table, faults) = parse(source, text);
    if !faults.is_empty() {
        return Filing { faults, ..Filing::empty(source, editions.for_year(i32::MAX)) };
    }
    let (document, brought) = toml::document(&table, source, text, (folder, editions));
    filing::read(&document, brought, folder, sources)
}

/// What a TOML text says, not judged; none where it is no TOML.
pub(crate) fn written(text: &str, folder: &Path, editions: &Editions) -> Option<Document> {
    let mut sources = Sources::default();
    let source = sources.add("", text);
    let (table, faults) = parse(source, text);
    faults.is_empty().then(|| toml::document(&table, source, text, (folder, editions)).0)
}

/// Reads a report from the bytes of what was published.
///
/// # Errors
/// When it is broken, is beyond the limits, or holds nothing of a report. Everything else is in [`Filing::faults`].
pub fn read_published(
    path: &Path,
    medium: Medium,
    bytes: &[u8],
    folder: &Path,
    editions: &Editions,
    sources: &mut Sources,
) -> Result<Filing> {
    let (document, brought) = published::document(path, medium, bytes, (folder, editions), sources)?;
    Ok(filing::read(&document, brought, folder, sources))
}

/// Reads a report from the bytes of a workbook; prose files are looked for in `folder`.
///
/// # Errors
/// When it is no workbook, is protected or broken, or is beyond the limits. Everything else is in [`Filing::faults`].
pub fn read_workbook(
    path: &Path,
    bytes: &[u8],
    folder: &Path,
    editions: &Editions,
    sources: &mut Sources,
) -> Result<Filing> {
    let (document, brought) = workbook::document(path, bytes, (folder, editions), sources)?;
    Ok(filing::read(&document, brought, folder, sources))
}
