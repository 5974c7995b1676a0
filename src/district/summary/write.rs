//! Writing the files of a summary.

use super::page::page;
use super::record::Summary;
use super::sheets::workbook;
use crate::digest::digest;
use crate::district::roster::{PAGE, SUMMARY, WORKBOOK};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::output::{Sign, signed};
use crate::product::Ledger;

/// The files of a summary.
const FILES: [&str; 3] = [SUMMARY, PAGE, WORKBOOK];

/// Looks which files of a summary are others', so that the ledger names them.
pub(crate) fn look(ledger: &mut Ledger) {
    FILES.iter().for_each(|name| _ = ledger.stands(name, ""));
}

/// Writes the files of a summary: for people, for sheets, for programs. Files that are there already are left. One after
/// the other, since those of a thousand units are large.
///
/// # Errors
/// When a file cannot be written.
pub(crate) fn write(summary: &Summary, form: &Form, engine: &Engine, ledger: &mut Ledger) -> Result<()> {
    let json = summary.json().into_bytes();
    let content = digest([engine.fingerprint().as_bytes(), &json]);
    if FILES.iter().all(|name| ledger.stands(name, &content)) {
        return Ok(());
    }
    let mut write = |name: &str, bytes| ledger.write(&content, vec![(name.to_owned(), bytes)]);
    write(SUMMARY, json)?;
    write(PAGE, signed(page(summary, form, engine)?, Sign::Markup).into_bytes())?;
    let workbook = workbook(summary, form)
        .map_err(|error| Error::file(WORKBOOK, format!("写不成工作簿：{error}"), "把这段话反馈给开发者"))?;
    write(WORKBOOK, workbook)
}
