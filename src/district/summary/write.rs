//! Writing the files of a summary.

use std::path::Path;

use super::page::page;
use super::record::Summary;
use super::sheets::workbook;
use crate::digest::{digest, file_digest};
use crate::district::roster::{PAGE, SUMMARY, WORKBOOK};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::output::write_all;

/// What is kept of the last summary: the digest of its content and of its files.
const NOTE: &str = ".nianbao-summary.json";

/// Writes the files of a summary: for people, for sheets, for programs. Files that are there already are left. One after
/// the other, since those of a thousand units are large.
///
/// # Errors
/// When a file cannot be written.
pub(crate) fn write(summary: &Summary, form: &Form, engine: &Engine, out: &Path, force: bool) -> Result<()> {
    let json = summary.json().into_bytes();
    let content = digest([engine.fingerprint().as_bytes(), &json]);
    let state = || -> Option<String> {
        let made = [WORKBOOK, PAGE, SUMMARY].map(|name| file_digest(&out.join(name)));
        let made = made.into_iter().collect::<Option<Vec<String>>>()?;
        Some(digest(std::iter::once(&content).chain(&made)))
    };
    let kept = std::fs::read_to_string(out.join(NOTE)).ok().filter(|_| !force);
    if kept.is_some() && kept == state() {
        return Ok(());
    }
    let write = |name: &str, bytes| write_all(out, &[(name.to_owned(), bytes)]);
    write(SUMMARY, json)?;
    write(PAGE, page(summary, form, engine)?.into_bytes())?;
    let workbook = workbook(summary, form)
        .map_err(|error| Error::file(WORKBOOK, format!("写不成工作簿：{error}"), "把这段话反馈给开发者"))?;
    write(WORKBOOK, workbook)?;
    write(NOTE, state().unwrap_or_default().into_bytes())?;
    Ok(())
}
