//! Reading what was handed in. Reading never judges: what cannot be read becomes a finding, all of them at once.

mod fee;
pub mod fields;
mod figures;
pub mod file;
mod filing;
mod letter;
mod prose_file;
mod syntax;

use std::path::Path;

use toml::de::DeTable;

use crate::error::{Error, Result};
use crate::filing::Filing;
use crate::form::Editions;
use crate::source::{Sources, Span};

pub use fields::closest;

/// Reads a report from a TOML file, with the prose files beside it.
///
/// # Errors
/// When the file cannot be read or is no TOML. Everything else is in [`Filing::faults`].
pub fn read(path: &Path, editions: &Editions, sources: &mut Sources) -> Result<Filing> {
    let text = file::read_text(path)?;
    let name = path.display().to_string();
    let folder = path.parent().unwrap_or(Path::new("."));
    read_str(&name, &text, folder, editions, sources)
}

/// Reads a report from TOML text; prose files are looked for in `folder`.
///
/// # Errors
/// When the text is no TOML.
pub fn read_str(name: &str, text: &str, folder: &Path, editions: &Editions, sources: &mut Sources) -> Result<Filing> {
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let findings = syntax::findings(text, &errors);
        return Err(Error::Syntax { findings, name: name.to_owned(), text: text.to_owned() });
    }
    let source = sources.add(name, text);
    let at = Span::new(source, 0..0);
    Ok(filing::read(document.get_ref(), at, text, folder, editions, sources))
}
