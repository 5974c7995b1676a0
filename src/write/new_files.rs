//! The files of an input that is written anew.

use super::scaffold::{prose_sections, section_markdown};
use super::toml::{ProseFiles, toml};
use crate::filing::Filing;

/// The names of a new input: as TOML, and as a workbook.
pub const REPORT: [&str; 2] = ["report.toml", "report.xlsx"];

/// Files to be written: names and bytes.
pub type NewFiles = Vec<(String, Vec<u8>)>;

/// A filing as TOML, and beside it a file to write each section's prose in.
pub fn toml_files(filing: &Filing) -> NewFiles {
    let sections = prose_sections(&filing.form);
    let file = |key: &str| format!("{key}.md");
    let names: ProseFiles = sections.iter().map(|(key, _)| ((*key).to_owned(), file(key))).collect();
    let report = (REPORT[0].to_owned(), toml(filing, &names).into_bytes());
    let prose = sections.iter().map(|(key, title)| (file(key), section_markdown(title).into_bytes()));
    std::iter::once(report).chain(prose).collect()
}
