//! Reading what was handed in, TOML or workbook. Reading never judges: what cannot be read becomes a finding, all of them at once.

mod fee;
pub mod fields;
mod figures;
pub mod file;
mod filing;
mod letter;
mod prose_file;
mod syntax;

use std::path::Path;

use toml::Spanned;
use toml::de::DeTable;

use crate::error::{Error, Result};
use crate::filing::Filing;
use crate::form::Editions;
use crate::source::{Sources, Span};
use crate::workbook;

pub use fields::closest;
pub use filing::read as filing;

/// Reads a report from a TOML file or a workbook, told apart by how they begin, with the prose files beside it.
///
/// # Errors
/// When the file cannot be read, or is neither TOML nor a workbook. Everything else is in [`Filing::faults`].
pub fn read(path: &Path, editions: &Editions, sources: &mut Sources) -> Result<Filing> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let filing = match file::read_workbook(path)? {
        Some(bytes) => workbook::read(path, &bytes, folder, editions, sources)?,
        None => read_str(&path.display().to_string(), &file::read_text(path)?, folder, editions, sources)?,
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

/// Reads a report from TOML text; prose files are looked for in `folder`.
///
/// # Errors
/// When the text is no TOML.
pub fn read_str(name: &str, text: &str, folder: &Path, editions: &Editions, sources: &mut Sources) -> Result<Filing> {
    let document = parse(name, text)?;
    let source = sources.add(name, text);
    let at = Span::new(source, 0..0);
    Ok(filing::read(document.get_ref(), at, folder, editions, sources))
}

/// A text as a TOML document.
///
/// # Errors
/// When it is no TOML.
pub(crate) fn parse<'t>(name: &str, text: &'t str) -> Result<Spanned<DeTable<'t>>> {
    let (document, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(document);
    }
    let findings = syntax::findings(text, &errors);
    Err(Error::Syntax { findings, name: name.to_owned(), text: text.to_owned() })
}
