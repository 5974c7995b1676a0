//! Changes of a TOML file: a value is written anew, everything around it stays as it was typed.

use super::super::opened::OpenedReport;
use super::super::reply::Declined;
use super::said::{EXTRA, is_list_meant, is_of_list, is_opened, said};
use super::{ChangeAsked, ChangeKind, Wish, cannot};
use crate::changes::{Edit, edited};
use crate::document::Document;
use crate::engine::Engine;
use crate::filing::ACCEPTED;
use crate::form::CellId;
use crate::output::folder_of;
use crate::read;
use crate::source::{Sources, Span};
use crate::write::TomlText;

/// Totals of a report at most: each is a step of its own.
const MOST_TOTALS: usize = 500;

/// The file with a change.
pub(super) fn changed(
    report: &OpenedReport,
    old: &Document,
    engine: &Engine,
    asked: &ChangeAsked,
    wish: &Wish,
) -> Result<Vec<u8>, Declined> {
    let source = report.source();
    let toml = TomlText::new(report.input.filing.source, &source.text).ok_or_else(cannot)?;
    let edit = match wish {
        Wish::Cell(id, entry) => toml.cell(&report.input.filing, *id, entry.as_ref()),
        Wish::Field(field, text) => toml.field(field, text),
        Wish::Prose(editor, text) => toml.prose(&editor.path, text),
        Wish::Accept(texts) => {
            let texts: Vec<(&str, &str)> = texts.iter().map(|(key, text)| (*key, text.as_str())).collect();
            Some(toml.add(&ACCEPTED.path, &texts))
        }
        Wish::Add(after, title) => Some(toml.add(EXTRA, &[("after", after), ("title", title), ("text", "")])),
        Wish::Remove(number) => toml.take_away(&format!("{EXTRA}.{number}")),
    };
    let edit = edit.ok_or_else(cannot)?;
    let bytes = edited(source, std::slice::from_ref(&edit))?;
    if holds(report, old, engine, (asked, wish), &edit) { Ok(bytes) } else { Err(cannot()) }
}

/// The file with every total that was typed worked out from now on.
pub(super) fn computed(report: &OpenedReport, engine: &Engine) -> Result<Vec<u8>, Declined> {
    let (folder, name) = (folder_of(&report.path).to_owned(), report.source().name.clone());
    let was = report.source().text.clone();
    let mut text = was.clone();
    for _ in 0..MOST_TOTALS {
        let mut sources = Sources::default();
        let filing = read::read_str(&name, &text, &folder, engine.editions(), &mut sources);
        let toml = TomlText::new(filing.source, &text).ok_or_else(cannot)?;
        let is_total = |id: &&CellId| filing.form.sums.iter().any(|sum| sum.total == **id);
        let typed = filing.cells.keys().filter(is_total);
        let edits = typed.filter_map(|id| toml.cell(&filing, *id, None));
        let Some(edit) = edits.into_iter().find(|edit| text[edit.at.start..edit.at.end] != edit.text) else { break };
        text.replace_range(edit.at.start..edit.at.end, &edit.text);
    }
    let whole = Edit { at: Span::new(report.input.filing.source, 0..was.len()), text };
    Ok(edited(report.source(), &[whole])?)
}

/// Whether the new text is read as what was meant, and as what it was in all else.
fn holds(
    report: &OpenedReport,
    old: &Document,
    engine: &Engine,
    (asked, wish): (&ChangeAsked, &Wish),
    edit: &Edit,
) -> bool {
    let mut text = report.source().text.clone();
    text.replace_range(edit.at.start..edit.at.end, &edit.text);
    let Some(new) = read::written(&text, folder_of(&report.path), engine.editions()) else { return false };
    if new.faults.len() > old.faults.len() && asked.kind != ChangeKind::Field {
        return false;
    }
    let (before, after) = (said(old), said(&new));
    let is_same = |path: &String| {
        before.get(path) == after.get(path) || *path == asked.path || is_opened(before.get(path), after.get(path))
    };
    before.keys().chain(after.keys()).filter(|path| !is_of_list(wish, path)).all(is_same)
        && is_list_meant(wish, old, &new)
}
