//! The sheets of all units, a sheet a table: units down, cells across, the sums above them.

use rust_xlsxwriter::{Format, FormatAlign, Formula, Worksheet, XlsxError};

use super::columns::{LINE, narrow, number, on_pages, units};
use super::record::Summary;
use crate::district::roster::Scope;
use crate::district::sums::layout::{self, GROUPS, HEADS, OWN, SCOPES, SUM, UNITS};
use crate::filing::{Entry, Value};
use crate::form::{CellId, Form, brief};
use crate::source::column_name;
use crate::workbook::look::{self, Looks};

/// Result of writing to a sheet.
type Result<T> = std::result::Result<T, XlsxError>;

/// Width of a column of figures, where its heads need no more.
const FIGURE: f64 = 7.0;
/// Width that the figures of one page have beside the names.
const PAGE: f64 = 148.0;

/// Columns under one head.
struct HeadGroup {
    /// The head.
    label: String,
    /// The columns, each with its cell.
    columns: Vec<(u32, CellId)>,
    /// The width of each column.
    width: f64,
}

/// Puts the sheet of a table.
pub(super) fn figures(
    sheet: &mut Worksheet,
    table: usize,
    summary: &Summary,
    form: &Form,
    looks: &Looks,
) -> Result<()> {
    let groups = groups(form, table);
    sheet.write_string_with_format(
        0,
        0,
        format!("{}：{}", summary.title(), form.tables[table].label),
        &looks.heading,
    )?;
    let hint = "合计是公式：本级加各单位（只计本级的除外）。空白和“/”按 0 相加；没有交、读不了、年度不同的单位没有数。";
    sheet.write_string_with_format(1, 0, hint, &looks.hint.clone().unset_text_wrap())?;
    names(sheet, summary, looks)?;
    heads(sheet, &groups, summary, form, looks)?;
    let centred = looks.shown.clone().set_align(FormatAlign::Center);
    for (column, id) in groups.iter().flat_map(|group| &group.columns) {
        cells(sheet, *column, *id, summary, form, (looks, &centred))?;
    }
    sheet.set_freeze_panes(OWN, 2)?;
    look::paper(sheet, true);
    between_groups(sheet, &groups)?;
    sheet.set_repeat_rows(GROUPS, SUM)?;
    sheet.set_repeat_columns(0, 0)?;
    Ok(())
}

/// Puts the names and the groups of the units, with their heads.
fn names(sheet: &mut Worksheet, summary: &Summary, looks: &Looks) -> Result<()> {
    let head = looks.head.clone().set_bold();
    for (column, head_text) in [(0, "单位"), (1, "组别")] {
        sheet.merge_range(GROUPS, column, HEADS, column, head_text, &head)?;
    }
    for (row, label) in [(SCOPES, "计法"), (SUM, "合计"), (OWN, "本级")] {
        sheet.merge_range(row, 0, row, 1, label, if row == SUM { &head } else { &looks.head })?;
    }
    units(sheet, UNITS, summary, looks)
}

/// The columns of a table by the labels of their rows in the official table.
fn groups(form: &Form, table: usize) -> Vec<HeadGroup> {
    let mut groups: Vec<HeadGroup> = Vec::new();
    for (column, id) in layout::columns(form, table) {
        let label = row_label(form, id);
        match groups.last_mut().filter(|group| group.label == label) {
            Some(group) => group.columns.push((column, id)),
            None => groups.push(HeadGroup { label, columns: vec![(column, id)], width: FIGURE }),
        }
    }
    // Six lines of a head are enough.
    for group in &mut groups {
        let count = group.columns.len() as f64;
        group.width = (look::width(&group.label) * 1.12 / 6.0 / count).ceil().max(FIGURE);
    }
    groups
}

/// Puts the heads of all columns, and how each is added up.
fn heads(sheet: &mut Worksheet, groups: &[HeadGroup], summary: &Summary, form: &Form, looks: &Looks) -> Result<()> {
    let (mut tallest, mut lower): (f64, f64) = (LINE, LINE);
    let mut scopes = LINE;
    for group in groups {
        let (first, last) = (group.columns[0].0, group.columns[group.columns.len() - 1].0);
        let span = group.width * group.columns.len() as f64;
        tallest = tallest.max(look::height(&group.label, span));
        if first == last {
            sheet.write_string_with_format(GROUPS, narrow(first), &group.label, &looks.head)?;
        } else {
            sheet.merge_range(GROUPS, narrow(first), GROUPS, narrow(last), &group.label, &looks.head)?;
        }
        for (column, id) in &group.columns {
            let label = form.cell(*id).column_labels.last().map(|label| brief(label)).unwrap_or_default();
            let scope = summary.sums.get(&form.cell(*id).key).map_or(Scope::Sum, |sum| sum.scope).label();
            lower = lower.max(look::height(&label, group.width));
            scopes = scopes.max(look::height(scope, group.width));
            sheet.set_column_width(narrow(*column), group.width)?;
            sheet.write_string_with_format(HEADS, narrow(*column), label, &looks.head)?;
            sheet.write_string_with_format(SCOPES, narrow(*column), scope, &looks.head)?;
        }
    }
    sheet.set_row_height(GROUPS, tallest)?;
    sheet.set_row_height(HEADS, lower)?;
    sheet.set_row_height(SCOPES, scopes)?;
    sheet.set_row_height(SUM, LINE + 2.0)?;
    sheet.set_row_height(OWN, LINE)?;
    Ok(())
}

/// Puts the figures of one cell, and their sum.
fn cells(
    sheet: &mut Worksheet,
    column: u32,
    id: CellId,
    summary: &Summary,
    form: &Form,
    (looks, centred): (&Looks, &Format),
) -> Result<()> {
    let key = &form.cell(id).key;
    let sum = summary.sums.get(key);
    let last = match sum.map_or(Scope::Sum, |sum| sum.scope) {
        Scope::Sum => OWN + u32::try_from(summary.units.len()).unwrap_or(0),
        Scope::Own => OWN,
    };
    let name = column_name(column);
    let formula = Formula::new(format!("=SUM({name}{}:{name}{})", OWN + 1, last + 1));
    let known = sum.and_then(|sum| sum.sum.value.addend()).unwrap_or_default();
    let formula = formula.set_result(known.normalize().to_string());
    sheet.write_formula_with_format(SUM, narrow(column), formula, &looks.computed.clone().set_bold())?;
    let own = sum.and_then(|sum| sum.own.as_ref());
    let units = summary.units.iter().map(|unit| unit.cells.get(key));
    for (row, entry) in (OWN..).zip(std::iter::once(own).chain(units)) {
        put(sheet, row, narrow(column), entry, centred)?;
    }
    Ok(())
}

/// Puts a figure as a number where it is one, else as it was written.
fn put(sheet: &mut Worksheet, row: u32, column: u16, entry: Option<&Entry>, format: &Format) -> Result<()> {
    match entry.map(|entry| (entry.value, entry)) {
        None | Some((Value::Blank, _)) => sheet.write_blank(row, column, format)?,
        Some((Value::Number(amount), _)) => number(sheet, row, column, amount, format)?,
        Some((_, entry)) => sheet.write_string_with_format(row, column, entry.spelled(), format)?,
    };
    Ok(())
}

/// Breaks the columns between groups, so that a page of A3 holds what can be read on it; what fits on one stays on A4.
fn between_groups(sheet: &mut Worksheet, groups: &[HeadGroup]) -> Result<()> {
    let wide = |group: &HeadGroup| group.width * group.columns.len() as f64;
    if groups.iter().map(wide).sum::<f64>() <= PAGE {
        return Ok(());
    }
    let (mut breaks, mut used) = (Vec::new(), 0.0);
    for group in groups {
        if used > 0.0 && used + wide(group) > PAGE {
            breaks.push(group.columns[0].0);
            used = 0.0;
        }
        used += wide(group);
    }
    on_pages(sheet, &breaks)
}

/// The labels of a cell's row, from the outermost group inward.
fn row_label(form: &Form, id: CellId) -> String {
    let cell = form.cell(id);
    // Table 四 has one row, and groups of columns instead.
    let groups = cell.column_labels.split_last().map_or(&[][..], |(_, groups)| groups);
    let labels = if cell.row_labels.is_empty() { groups } else { &cell.row_labels };
    labels.iter().map(|label| brief(label)).collect::<Vec<_>>().join("·")
}
