//! The sheets of all units, a sheet a table: units down, cells across, the sums above them.

use rust_xlsxwriter::{Format, FormatAlign, Formula, Worksheet, XlsxError};

use super::columns::{LINE, names, narrow, number, on_pages, titled, unit};
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

/// Puts the sheet of a table, row by row from the top: a row that is done is kept on the disk, so that the figures of a
/// thousand units take no room.
pub(super) fn figures(
    sheet: &mut Worksheet,
    table: usize,
    summary: &Summary,
    form: &Form,
    looks: &Looks,
) -> Result<()> {
    let groups = groups(form, table);
    let title = format!("{}：{}", summary.title(), form.tables[table].label);
    let hint = "合计是公式：本级加各单位（只计本级的除外）。空白和“/”按 0 相加；没有交、读不了、年度不同的单位没有数。";
    let last = groups.iter().flat_map(|group| &group.columns).map(|(column, _)| *column).max().unwrap_or(1);
    look::paper(sheet, true);
    titled(sheet, (&title, hint), (GROUPS, last), summary, looks)?;
    names(sheet)?;
    heads(sheet, &groups, summary, form, looks)?;
    let columns: Vec<(u32, &str)> = groups
        .iter()
        .flat_map(|group| &group.columns)
        .map(|(column, id)| (*column, form.cell(*id).key.as_str()))
        .collect();
    sums(sheet, &columns, summary, looks)?;
    let centred = looks.shown.clone().set_align(FormatAlign::Center);
    sheet.merge_range(OWN, 0, OWN, 1, "本级", &looks.head)?;
    for (column, key) in &columns {
        let own = summary.sums.get(*key).and_then(|sum| sum.own.as_ref());
        put(sheet, OWN, narrow(*column), own, &centred)?;
    }
    for (row, result) in (UNITS..).zip(summary.units.iter()) {
        unit(sheet, row, result, looks)?;
        for (column, key) in &columns {
            put(sheet, row, narrow(*column), result.cells.get(key), &centred)?;
        }
    }
    sheet.set_freeze_panes(OWN, 2)?;
    between_groups(sheet, &groups)?;
    sheet.set_repeat_rows(GROUPS, SUM)?;
    sheet.set_repeat_columns(0, 0)?;
    Ok(())
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
    let bold = looks.head.clone().set_bold();
    let (mut tallest, mut lower, mut scopes): (f64, f64, f64) = (LINE, LINE, LINE);
    let label = |id: CellId| form.cell(id).column_labels.last().map(|label| brief(label)).unwrap_or_default();
    let scope = |id: CellId| summary.sums.get(&form.cell(id).key).map_or(Scope::Sum, |sum| sum.scope).label();
    let columns = || groups.iter().flat_map(|group| group.columns.iter().map(move |(at, id)| (group, *at, *id)));
    for (group, column, id) in columns() {
        tallest = tallest.max(look::height(&group.label, group.width * group.columns.len() as f64));
        lower = lower.max(look::height(&label(id), group.width));
        scopes = scopes.max(look::height(scope(id), group.width));
        sheet.set_column_width(narrow(column), group.width)?;
    }
    sheet.set_row_height(GROUPS, tallest)?;
    for group in groups {
        let (first, last) = (group.columns[0].0, group.columns[group.columns.len() - 1].0);
        if first == last {
            sheet.write_string_with_format(GROUPS, narrow(first), &group.label, &looks.head)?;
        } else {
            sheet.merge_range(GROUPS, narrow(first), GROUPS, narrow(last), &group.label, &looks.head)?;
        }
    }
    sheet.set_row_height(HEADS, lower)?;
    for (column, text) in [(0, "单位"), (1, "组别")] {
        sheet.merge_range(GROUPS, column, HEADS, column, text, &bold)?;
    }
    for (_, column, id) in columns() {
        sheet.write_string_with_format(HEADS, narrow(column), label(id), &looks.head)?;
    }
    sheet.set_row_height(SCOPES, scopes)?;
    sheet.merge_range(SCOPES, 0, SCOPES, 1, "计法", &looks.head)?;
    for (_, column, id) in columns() {
        sheet.write_string_with_format(SCOPES, narrow(column), scope(id), &looks.head)?;
    }
    Ok(())
}

/// Puts the sums of all columns.
fn sums(sheet: &mut Worksheet, columns: &[(u32, &str)], summary: &Summary, looks: &Looks) -> Result<()> {
    sheet.set_row_height(SUM, LINE + 2.0)?;
    sheet.set_row_height(OWN, LINE)?;
    sheet.merge_range(SUM, 0, SUM, 1, "合计", &looks.head.clone().set_bold())?;
    let computed = looks.computed.clone().set_bold();
    for (column, key) in columns {
        let sum = summary.sums.get(*key);
        let last = match sum.map_or(Scope::Sum, |sum| sum.scope) {
            Scope::Sum => OWN + u32::try_from(summary.units.len()).unwrap_or(0),
            Scope::Own => OWN,
        };
        let name = column_name(*column);
        let formula = Formula::new(format!("=SUM({name}{}:{name}{})", OWN + 1, last + 1));
        let known = sum.and_then(|sum| sum.sum.value.addend()).unwrap_or_default();
        let formula = formula.set_result(known.normalize().to_string());
        sheet.write_formula_with_format(SUM, narrow(*column), formula, &computed)?;
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
