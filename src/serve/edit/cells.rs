//! Changes of a workbook: cells get other contents in the very file, everything else in it stays as it is.

use super::super::opened::OpenedReport;
use super::super::reply::Declined;
use super::super::view::typed_totals;
use super::figure::CellChange;
use super::held::holds;
use super::{ChangeAsked, Wish, cannot};
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
    let place = (folder_of(&report.path), engine.editions());
    let put = |cells: NewCells| {
        let new = cells.put_into(&bytes)?;
        let read = ChangeableWorkbook::again(&report.path, &new, place)?;
        Some((new, read))
    };
    let held = |cells: NewCells| put(cells).filter(|(_, read)| holds(old, read, (asked, wish), &[]));
    let made = match wish {
        Wish::Cell(id, entry) => {
            let change = CellChange { report, old, asked, wish, put: &put };
            return change.made(*id, entry.as_ref());
        }
        Wish::Field(field, text) => old.field(field, text).and_then(held),
        Wish::Prose(editor, text) => old.prose(form, &editor.path, text).into_iter().find_map(held),
        Wish::Accept(texts) => {
            let texts: Vec<(&str, &str)> = texts.iter().map(|(key, text)| (*key, text.as_str())).collect();
            old.add(&ACCEPTED, &texts).and_then(held)
        }
        Wish::Add(after, title) => old.add_section(form, after, title).and_then(held),
        Wish::Remove(number) => old.remove_section(*number).and_then(held),
    };
    made.ok_or_else(cannot)
}

/// The workbook with every total that was typed worked out by a formula from now on.
pub(super) fn computed(report: &OpenedReport, old: &ChangeableWorkbook) -> Result<Vec<u8>, Declined> {
    let bytes = bytes_of(report)?;
    let filing = &report.input.filing;
    let mut all = NewCells::default();
    let typed = typed_totals(report).into_iter();
    typed.filter_map(|id| old.cell(&filing.form, id, None)).for_each(|cells| all.extend(cells));
    all.put_into(&bytes).ok_or_else(cannot)
}
