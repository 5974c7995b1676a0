//! Changes of a workbook: cells get other contents in the very file, everything else in it stays as it is.

use super::super::opened::OpenedReport;
use super::super::reply::Declined;
use super::said::said;
use super::{ChangeAsked, ChangeKind, Wish, cannot};
use crate::engine::Engine;
use crate::error::Error;
use crate::file::office_lock;
use crate::filing::ACCEPTED;
use crate::output::folder_of;
use crate::workbook::{ChangeableWorkbook, NewCells};

/// The workbook as it is now, unless an office suite has it open: what is changed here would be lost there, or there
/// here.
fn bytes_of(report: &OpenedReport) -> Result<Vec<u8>, Declined> {
    if let Some(lock) = office_lock(&report.path) {
        return Err(Declined::new(
            "这个工作簿正在 WPS、Excel 里打开着，没有写进去",
            format!("先在那里保存、关掉，再在这里改；确实没有打开的，删去文件夹里的 {lock}"),
        ));
    }
    Ok(std::fs::read(&report.path).map_err(|error| Error::io(&report.path, &error))?)
}

/// The workbook with a change, and what it says then.
pub(super) fn changed(
    report: &OpenedReport,
    old: &ChangeableWorkbook,
    engine: &Engine,
    asked: &ChangeAsked,
    wish: &Wish,
) -> Result<(Vec<u8>, ChangeableWorkbook), Declined> {
    let bytes = bytes_of(report)?;
    let form = &report.input.filing.form;
    let cells = match wish {
        Wish::Cell(id, entry) => old.cell(form, *id, entry.as_ref()),
        Wish::Field(field, text) => old.field(field, text),
        Wish::Prose(editor, text) => old.prose(form, &editor.path, text),
        Wish::Accept(texts) => {
            let texts: Vec<(&str, &str)> = texts.iter().map(|(key, text)| (*key, text.as_str())).collect();
            old.add(&ACCEPTED, &texts)
        }
    };
    let new = cells.and_then(|cells| cells.put_into(&bytes)).ok_or_else(cannot)?;
    let place = (folder_of(&report.path), engine.editions());
    let read = ChangeableWorkbook::again(&report.path, &new, place).ok_or_else(cannot)?;
    match wish {
        _ if holds(old, &read, asked, wish) => Ok((new, read)),
        Wish::Cell(_, Some(entry)) if entry.note.is_some() => Err(Declined::new(
            "数后面带说明的，工作簿里由公式算的总计不会算上它，没有写进去",
            "只写数；或者先在总计的格里自己填数，再写说明",
        )),
        _ => Err(cannot()),
    }
}

/// The workbook with every total that was typed worked out by a formula from now on.
pub(super) fn computed(report: &OpenedReport, old: &ChangeableWorkbook) -> Result<Vec<u8>, Declined> {
    let bytes = bytes_of(report)?;
    let filing = &report.input.filing;
    let typed = filing.cells.keys().filter(|id| filing.form.sums.iter().any(|sum| sum.total == **id));
    let mut all = NewCells::default();
    typed.filter_map(|id| old.cell(&filing.form, *id, None)).for_each(|cells| all.extend(cells));
    all.put_into(&bytes).ok_or_else(cannot)
}

/// Whether the new workbook is read as what was meant, and as what it was in all else.
fn holds(old: &ChangeableWorkbook, new: &ChangeableWorkbook, asked: &ChangeAsked, wish: &Wish) -> bool {
    if new.left_out > old.left_out {
        return false;
    }
    let (before, after) = (said(&old.document), said(&new.document));
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    let is_meant = match wish {
        Wish::Prose(_, text) => lines(text) == lines(after.get(&asked.path).map_or("", String::as_str)),
        Wish::Cell(_, entry) => {
            let now = after.get(&asked.path).map_or("", String::as_str);
            let meant = entry.as_ref().map_or(String::new(), crate::filing::Entry::spelled);
            lines(now) == lines(if meant == "?" { "" } else { &meant })
        }
        Wish::Field(..) | Wish::Accept(_) => true,
    };
    // A table in which nothing stands says nothing of its cells.
    let known = |said: Option<&String>| said.filter(|text| !text.is_empty()).cloned();
    let is_same = |path: &String| known(before.get(path)) == known(after.get(path)) || *path == asked.path;
    let is_accepted = asked.kind != ChangeKind::Accept
        || new.document.records(&ACCEPTED).len() == old.document.records(&ACCEPTED).len() + 1;
    is_meant && is_accepted && before.keys().chain(after.keys()).all(is_same)
}
