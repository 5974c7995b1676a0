//! Whether a workbook that was changed says what was meant, and nothing else otherwise.

use super::super::view::typed;
use super::said::{is_list_meant, is_of_list, said};
use super::{ChangeAsked, ChangeKind, Wish};
use crate::document::Document;
use crate::filing::{ACCEPTED, Entry, Value};
use crate::form::CellId;
use crate::rule::workbook::NOT_ADDED;
use crate::workbook::ChangeableWorkbook;

/// What a cell of a workbook is read as.
pub(super) fn entry_of(read: &ChangeableWorkbook, id: CellId) -> Option<Entry> {
    let figure = read.document.this.cells.get(&id)?;
    let (entry, _) = figure.value.entry(read.document.this.form.cell(id).kind)?;
    Some(Entry { note: entry.note.clone().or_else(|| figure.note.clone()), ..entry })
}

/// Whether the new workbook is read as what was meant, totals that are typed from now on among it, and as what it was in
/// all else.
pub(super) fn holds(
    old: &ChangeableWorkbook,
    new: &ChangeableWorkbook,
    (asked, wish): (&ChangeAsked, &Wish),
    totals: &[(CellId, Entry)],
) -> bool {
    // Of totals that would leave the figure out it is asked first.
    if new.left_out > old.left_out || not_added(&new.document) > not_added(&old.document) {
        return false;
    }
    let (before, after) = (said(&old.document), said(&new.document));
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    let is_meant = match wish {
        Wish::Prose(_, text) => lines(text) == lines(after.get(&asked.path).map_or("", String::as_str)),
        Wish::Cell(id, entry) => {
            let (now, said) = (entry_of(new, *id), |entry: Option<&Entry>| entry.map(typed).unwrap_or_default());
            // 减 5 and -5 are the same number.
            let number = |entry: Option<&Entry>| match entry?.value {
                Value::Number(number) => Some((number, entry?.note.clone())),
                _ => None,
            };
            let is_number = number(now.as_ref()).is_some() && number(now.as_ref()) == number(entry.as_ref());
            is_number || said(now.as_ref()) == said(entry.as_ref())
        }
        Wish::Field(..) | Wish::Accept(_) => true,
        Wish::Add(..) | Wish::Remove(_) => is_list_meant(wish, &old.document, &new.document),
    };
    // A table in which nothing stands says nothing of its cells.
    let known = |said: Option<&String>| said.filter(|text| !text.is_empty()).cloned();
    // Totals that are typed from now on say what they came to.
    let form = &new.document.this.form;
    let total = |path: &String| totals.iter().find(|(id, _)| form.cell(*id).key == *path);
    let is_same = |path: &String| match total(path) {
        Some((_, entry)) => known(after.get(path)) == Some(entry.spelled()),
        None => known(before.get(path)) == known(after.get(path)) || *path == asked.path,
    };
    let is_accepted = asked.kind != ChangeKind::Accept
        || new.document.records(&ACCEPTED).len() == old.document.records(&ACCEPTED).len() + 1;
    let others = before.keys().chain(after.keys()).filter(|path| !is_of_list(wish, path));
    is_meant && is_accepted && others.into_iter().all(is_same)
}

/// The figures that formulas leave out of totals, with these totals.
fn not_added(document: &Document) -> usize {
    let faults = document.faults.iter().filter(|fault| fault.rule.code == NOT_ADDED.code);
    faults.map(|fault| fault.keys.len()).sum()
}
