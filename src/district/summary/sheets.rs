//! The workbook of a run: the units, every unit and every cell with live sums, the findings.

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet, XlsxError};

use super::record::Summary;
use super::tables;
use crate::district::roster::Scope;
use crate::district::sums::layout::{self, SUM, SumsRow, UNITS};
use crate::district::units::{FindingRecord, Status, UnitResult};
use crate::filing::{Entry, Value};
use crate::form::{CellId, Form, brief};
use crate::output::of_any_system;
use crate::source::column_name;
use crate::workbook::look::{self, Looks};

/// Result of writing to a sheet.
type Result<T> = std::result::Result<T, XlsxError>;

/// The sheet of the units.
const LIST: &str = "单位";
/// The sheet of the findings.
const FINDINGS: &str = "问题";
/// Columns that a sheet can have, less the labels.
const MOST_UNITS: usize = 16_000;
/// Width of the column of labels; longer ones are wrapped.
const WIDEST: f64 = 44.0;
/// Height of a line in points.
const LINE: f64 = 15.0;
/// The greatest height that a row can have, in points.
const TALLEST: f64 = 409.0;
/// Width of the column of states.
const STATE: f64 = 30.0;
/// Width of the column of files.
const FILE: f64 = 44.0;
/// Units whose figures are printed beside each other on one page.
const PRINTED: usize = 14;
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
    figures(book.add_worksheet().set_name(layout::SHEET)?, summary, form, &looks)?;
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
        ("错误", 8.0),
        ("警告", 8.0),
        ("提示", 8.0),
        ("交来的文件", FILE),
    ];
    sheet.write_string_with_format(0, 0, summary.title(), &looks.heading)?;
    heads(sheet, 1, &columns, looks)?;
    let (label, number) = (&looks.label, plain(looks).set_align(rust_xlsxwriter::FormatAlign::Center));
    let wrong = looks.wrong.merge(&number);
    for (row, unit) in (2_u32..).zip(summary.records()) {
        sheet.write_string_with_format(row, 0, &unit.name, label)?;
        sheet.write_string_with_format(row, 1, &unit.group, &number)?;
        // Nobody sends the district's own report back.
        let is_own = summary.own.as_ref().is_some_and(|own| std::ptr::eq(own, unit));
        let state = if is_own { unit.status.label().to_owned() } else { unit.state() };
        let format = if unit.status == Status::Ready { &number } else { &wrong };
        let file = unit.file.as_deref().unwrap_or_default();
        // Programs do not agree on whether they make room for wrapped text by themselves.
        sheet.set_row_height(row, look::height(&state, STATE).max(look::height(file, FILE)))?;
        sheet.write_string_with_format(row, 2, state, format)?;
        for (column, count) in (3_u16..).zip([unit.tally.errors, unit.tally.warnings, unit.tally.hints]) {
            sheet.write_number_with_format(row, column, count as f64, &number)?;
        }
        sheet.write_string_with_format(row, 6, file, &plain(looks))?;
    }
    let last = u32::try_from(summary.units.len() + 2).unwrap_or(u32::MAX);
    sheet.autofilter(1, 0, last.max(2), 6)?;
    look::paper(sheet, true);
    Ok(())
}

/// A cell that nobody fills in.
fn plain(looks: &Looks) -> Format {
    looks
        .computed
        .clone()
        .set_background_color(rust_xlsxwriter::Color::White)
        .set_align(rust_xlsxwriter::FormatAlign::Left)
}

/// The sheet of every unit and every cell.
fn figures(sheet: &mut Worksheet, summary: &Summary, form: &Form, looks: &Looks) -> Result<()> {
    let units: Vec<&UnitResult> = summary.units.iter().take(MOST_UNITS).collect();
    let own = format!("{}（本级）", summary.district);
    let wide = form.ids().map(|id| look::width(&row_label(form, id))).fold(20.0, f64::max).min(WIDEST);
    let mut columns = vec![("行", wide + 4.0), ("列", 18.0), ("计法", 10.0), ("合计", 12.0), (own.as_str(), 12.0)];
    columns.extend(units.iter().map(|unit| (unit.record.name.as_str(), 12.0)));
    sheet.write_string_with_format(0, 0, summary.title(), &looks.heading)?;
    let hint = "合计是公式：本级加各单位（只计本级的除外）。空白和“/”按 0 相加；没有交、读不了、年度不同的单位没有数。";
    sheet.write_string_with_format(1, 0, hint, &looks.hint.clone().unset_text_wrap())?;
    heads(sheet, 2, &columns, looks)?;
    sheet.set_row_height(2, 48)?;
    sheet.set_freeze_panes(3, 5)?;
    for (row, kind) in layout::rows(form) {
        match kind {
            SumsRow::Table(table) => {
                let heading = format!("{}　{}", form.tables[table].label, form.tables[table].sheet);
                sheet.write_string_with_format(row, 0, heading, &looks.heading)?;
            }
            SumsRow::Cell(id) => cell(sheet, row, id, summary, &units, form, looks)?,
        }
    }
    look::paper(sheet, true);
    // Of many units one page would be too small to read; the labels and the sums stand on every page.
    let pages = u16::try_from(units.len().div_ceil(PRINTED)).unwrap_or(u16::MAX).max(1);
    sheet.set_print_fit_to_pages(pages, 0);
    sheet.set_repeat_columns(0, 3)?;
    Ok(())
}

/// The labels of a cell's row, from the outermost group inward.
fn row_label(form: &Form, id: CellId) -> String {
    let cell = form.cell(id);
    // Table 四 has one row, and groups of columns instead.
    let groups = cell.column_labels.split_last().map_or(&[][..], |(_, groups)| groups);
    let labels = if cell.row_labels.is_empty() { groups } else { &cell.row_labels };
    labels.iter().map(|label| brief(label)).collect::<Vec<_>>().join("·")
}

/// The row of one cell.
fn cell(
    sheet: &mut Worksheet,
    row: u32,
    id: CellId,
    summary: &Summary,
    units: &[&UnitResult],
    form: &Form,
    looks: &Looks,
) -> Result<()> {
    let declared = form.cell(id);
    let column_label = declared.column_labels.last().map(|label| brief(label)).unwrap_or_default();
    let sum = summary.sums.get(&declared.key);
    let scope = sum.map_or(Scope::Sum, |sum| sum.scope);
    let label = row_label(form, id);
    // Programs do not agree on whether they make room for wrapped text by themselves.
    let lines = (look::width(&label) / WIDEST).ceil().max(1.0);
    sheet.set_row_height(row, LINE * lines)?;
    sheet.write_string_with_format(row, 0, label, &looks.label.clone().set_text_wrap())?;
    sheet.write_string_with_format(row, 1, column_label, &looks.label)?;
    let centred = plain(looks).set_align(rust_xlsxwriter::FormatAlign::Center);
    sheet.write_string_with_format(row, 2, scope.label(), &centred)?;
    let own_column = u16::try_from(layout::OWN).unwrap_or(u16::MAX);
    let last = match scope {
        Scope::Sum => UNITS + u32::try_from(units.len()).unwrap_or(0) - u32::from(!units.is_empty()),
        Scope::Own => layout::OWN,
    };
    let formula = format!("=SUM({}{}:{}{1})", column_name(layout::OWN), row + 1, column_name(last.max(layout::OWN)));
    let known = sum.map(|sum| sum.sum.value.addend().unwrap_or_default());
    let result = known.unwrap_or_default().normalize().to_string();
    let computed = looks.computed.clone().set_bold();
    let column = u16::try_from(SUM).unwrap_or(u16::MAX);
    sheet.write_formula_with_format(row, column, Formula::new(formula).set_result(result), &computed)?;
    if let Some(own) = sum.and_then(|sum| sum.own.as_ref()) {
        put(sheet, row, own_column, own, &centred)?;
    }
    let first = u16::try_from(UNITS).unwrap_or(u16::MAX);
    for (column, unit) in (first..).zip(units) {
        match unit.cells.get(&declared.key) {
            Some(entry) => put(sheet, row, column, entry, &centred)?,
            None => {
                sheet.write_blank(row, column, &centred)?;
            }
        }
    }
    Ok(())
}

/// A figure as a number where it is one, else as it was written.
fn put(sheet: &mut Worksheet, row: u32, column: u16, entry: &Entry, format: &Format) -> Result<()> {
    use rust_decimal::prelude::ToPrimitive as _;
    match entry.value {
        Value::Number(number) => match number.to_f64() {
            Some(number) => sheet.write_number_with_format(row, column, number, format)?,
            None => sheet.write_string_with_format(row, column, entry.spelled(), format)?,
        },
        Value::Blank => sheet.write_blank(row, column, format)?,
        Value::NotApplicable | Value::Unknown => {
            sheet.write_string_with_format(row, column, entry.spelled(), format)?
        }
    };
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
    let reports =
        summary.records().flat_map(|record| record.findings.iter().map(|finding| (record.name.as_str(), finding)));
    let mut last = 2;
    for (row, (name, shown)) in (2_u32..).zip(roster.chain(reports)) {
        finding(sheet, row, name, shown, &plain(looks))?;
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
