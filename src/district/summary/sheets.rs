//! The workbook of a run: the official tables, the units, every unit and every cell with live sums, the changes since
//! last year, the findings.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::record::Summary;
use super::{against, figures, tables};
use crate::district::sums::layout;
use crate::district::units::{Due, FindingRecord, History, Status};
use crate::form::Form;
use crate::output::of_any_system;
use crate::workbook::look::{self, Looks};

/// Result of writing to a sheet.
type Result<T> = std::result::Result<T, XlsxError>;

/// The sheet of the units.
const LIST: &str = "单位";
/// The sheet of the findings.
const FINDINGS: &str = "问题";
/// Height of a line in points.
const LINE: f64 = 15.0;
/// The greatest height that a row can have, in points.
const TALLEST: f64 = 409.0;
/// Width of the column of states.
const STATE: f64 = 30.0;
/// Width of the column of what became of returns.
const HISTORY: f64 = 26.0;
/// Width of the column of last days.
const DUE: f64 = 22.0;
/// Width of the column of files.
const FILE: f64 = 44.0;
/// Characters of one cell.
const MOST_TEXT: usize = 32_000;

/// The workbook of a run as the bytes of an .xlsx file; the same run gives the same bytes. Texts are written as
/// texts: nothing that a unit wrote becomes a formula.
///
/// # Errors
/// When the program that writes workbooks refuses; never in practice.
pub(super) fn workbook(summary: &Summary, form: &Form) -> Result<Vec<u8>> {
    let looks = Looks::new();
    let mut book = Workbook::new();
    book.set_properties(&look::properties(&summary.title())?.set_comment(format!("由 {} 生成", summary.program)));
    for number in 0..form.tables.len() {
        let sheet = book.add_worksheet().set_name(&form.tables[number].sheet)?;
        tables::table(sheet, number, summary, form, &looks)?;
    }
    list(book.add_worksheet().set_name(LIST)?, summary, &looks)?;
    for number in 0..form.tables.len() {
        let sheet = book.add_worksheet_with_low_memory()?.set_name(layout::sheet(form, number))?;
        figures::figures(sheet, number, summary, form, &looks)?;
    }
    if summary.changes.iter().any(|figure| !figure.units.is_empty()) {
        against::against(book.add_worksheet().set_name(against::SHEET)?, summary, form, &looks)?;
    }
    findings(book.add_worksheet().set_name(FINDINGS)?, summary, &looks)?;
    Ok(of_any_system(book.save_to_buffer()?))
}

/// Heads of a sheet with the widths of their columns.
fn heads(sheet: &mut Worksheet, row: u32, heads: &[(&str, f64)], looks: &Looks) -> Result<()> {
    for (column, (head, width)) in (0_u16..).zip(heads) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(row, column, *head, &looks.head.clone().set_bold())?;
    }
    sheet.set_freeze_panes(row + 1, 1)?;
    sheet.set_repeat_rows(row, row)?;
    Ok(())
}

/// The sheet of the units.
fn list(sheet: &mut Worksheet, summary: &Summary, looks: &Looks) -> Result<()> {
    let columns = [
        ("单位", 30.0),
        ("组别", 12.0),
        ("状态", STATE),
        ("交来", HISTORY),
        ("期限", DUE),
        ("错误", 8.0),
        ("警告", 8.0),
        ("提示", 8.0),
        ("交来的文件", FILE),
    ];
    sheet.write_string_with_format(0, 0, summary.title(), &looks.heading)?;
    heads(sheet, 1, &columns, looks)?;
    let (label, number) = (&looks.label, looks.shown.clone().set_align(rust_xlsxwriter::FormatAlign::Center));
    let wrong = looks.wrong.merge(&number);
    for (row, unit) in (2_u32..).zip(summary.records()) {
        sheet.write_string_with_format(row, 0, &unit.name, label)?;
        sheet.write_string_with_format(row, 1, &unit.group, &number)?;
        // Nobody sends the district's own report back.
        let is_own = summary.own.as_ref().is_some_and(|own| std::ptr::eq(own, unit));
        let state = if is_own { unit.status.label().to_owned() } else { unit.state() };
        let format = if unit.status == Status::Ready { &number } else { &wrong };
        let file = unit.file.as_deref().unwrap_or_default();
        let due = unit.due.as_ref().map(Due::in_full).unwrap_or_default();
        // Programs do not agree on whether they make room for wrapped text by themselves.
        let tall = [(state.as_str(), STATE), (file, FILE), (due.as_str(), DUE)];
        let tall = tall.map(|(text, width)| look::height(text, width)).into_iter().fold(LINE, f64::max);
        sheet.set_row_height(row, tall)?;
        sheet.write_string_with_format(row, 2, state, format)?;
        let history = unit.history.as_ref().map(History::told).unwrap_or_default();
        sheet.write_string_with_format(row, 3, history, &number)?;
        sheet.write_string_with_format(row, 4, due, &number)?;
        for (column, count) in (5_u16..).zip([unit.tally.errors, unit.tally.warnings, unit.tally.hints]) {
            sheet.write_number_with_format(row, column, count as f64, &number)?;
        }
        sheet.write_string_with_format(row, 8, file, &looks.shown)?;
    }
    let last = u32::try_from(summary.units.len() + 2).unwrap_or(u32::MAX);
    sheet.autofilter(1, 0, last.max(2), 8)?;
    look::paper(sheet, true);
    Ok(())
}

/// The sheet of the findings.
fn findings(sheet: &mut Worksheet, summary: &Summary, looks: &Looks) -> Result<()> {
    let columns = [
        ("单位", 24.0),
        ("轻重", 8.0),
        ("代码", 10.0),
        ("问题", 70.0),
        ("位置", 36.0),
        ("建议", 44.0),
        ("认可的理由", 24.0),
    ];
    sheet.write_string_with_format(0, 0, summary.title(), &looks.heading)?;
    heads(sheet, 1, &columns, looks)?;
    let roster = summary.roster.iter().map(|finding| ("名单", finding));
    // A hint of many units is told once.
    let common: Vec<_> = summary.common.iter().map(|hint| (hint.names(&summary.units), hint.finding())).collect();
    let common = common.iter().map(|(names, finding)| (names.as_str(), finding));
    let reports =
        summary.records().flat_map(|record| record.findings.iter().map(|finding| (record.name.as_str(), finding)));
    let reports = reports.filter(|(_, finding)| !summary.is_common(finding));
    let mut last = 2;
    for (row, (name, shown)) in (2_u32..).zip(roster.chain(common).chain(reports)) {
        finding(sheet, row, name, shown, &looks.shown)?;
        last = row;
    }
    sheet.autofilter(1, 0, last, 6)?;
    look::paper(sheet, true);
    Ok(())
}

/// The row of one finding.
fn finding(sheet: &mut Worksheet, row: u32, name: &str, shown: &FindingRecord, format: &Format) -> Result<()> {
    let texts = [
        name,
        shown.severity.label(),
        shown.code.as_str(),
        shown.message.as_str(),
        shown.place.as_deref().unwrap_or_default(),
        shown.hint.as_str(),
        shown.accepted.as_deref().unwrap_or_default(),
    ];
    let wide = [(name, 24.0), (texts[3], 70.0), (texts[4], 36.0), (texts[5], 44.0), (texts[6], 24.0)];
    let tall = wide.map(|(text, width)| look::height(text, width)).into_iter().fold(LINE, f64::max);
    sheet.set_row_height(row, tall.min(TALLEST))?;
    for (column, text) in (0_u16..).zip(texts) {
        let text: String = text.chars().take(MOST_TEXT).collect();
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}
