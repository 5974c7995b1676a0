//! The official tables with the sums of all units: each figure is a link into the sheet of every unit and every cell.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

use super::record::Summary;
use crate::district::sums::layout::{self, SUM};
use crate::form::layout::CellRole;
use crate::form::{CellId, Form};
use crate::source::column_name;
use crate::workbook::look::{self, Looks};

/// Result of writing to a sheet.
type Result<T> = std::result::Result<T, XlsxError>;

/// Characters over which the columns of a table are spread.
const WIDE: f64 = 110.0;

/// The least width of a column in characters.
const NARROWEST: f64 = 6.0;

/// Lines of a table that a page takes on its side.
const MOST_LINES: usize = 20;

/// The first row of a table, below the title.
const FIRST: u32 = 2;

/// Puts a table of the form.
pub(super) fn table(sheet: &mut Worksheet, table: usize, summary: &Summary, form: &Form, looks: &Looks) -> Result<()> {
    let grid = form.grid(table);
    let scale = WIDE / grid.widths.iter().sum::<f64>();
    let widths: Vec<f64> = grid.widths.iter().map(|width| (width * scale).max(NARROWEST)).collect();
    for (column, width) in (0..).zip(&widths) {
        sheet.set_column_width(column, *width)?;
    }
    sheet.write_string_with_format(0, 0, summary.title(), &looks.heading)?;
    sheet.write_string_with_format(1, 0, form.tables[table].label.as_str(), &looks.hint.clone().unset_text_wrap())?;
    let columns: BTreeMap<CellId, u32> = layout::columns(form, table).map(|(column, id)| (id, column)).collect();
    let lines: Vec<_> = grid.parts.iter().flat_map(|part| part.head.iter().chain(&part.body)).collect();
    // A long table stands on one page.
    look::paper(sheet, lines.len() <= MOST_LINES);
    for (row, slots) in (FIRST..).zip(lines) {
        let mut tallest: f64 = 20.0;
        for slot in slots {
            let (first, last) = (narrow(slot.x), narrow(slot.x + slot.colspan).saturating_sub(1));
            let bottom = row + u32::try_from(slot.rowspan).unwrap_or(1) - 1;
            let format = match slot.role {
                CellRole::Value(_) => &looks.computed,
                CellRole::Label => &looks.label,
                _ => &looks.head,
            };
            if first < last || row < bottom {
                sheet.merge_range(row, first, bottom, last, "", format)?;
            }
            match slot.role {
                CellRole::Value(id) => sum(sheet, (row, first), (id, columns.get(&id)), summary, form, format)?,
                _ => {
                    sheet.write_string_with_format(row, first, &slot.label, format)?;
                }
            }
            if slot.rowspan == 1 {
                let room = widths.iter().skip(slot.x).take(slot.colspan).sum();
                tallest = tallest.max(look::height(&slot.label, room));
            }
        }
        sheet.set_row_height(row, tallest)?;
    }
    Ok(())
}

/// Puts the sum of a cell: a link to where it is added up.
fn sum(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (id, from): (CellId, Option<&u32>),
    summary: &Summary,
    form: &Form,
    format: &Format,
) -> Result<()> {
    let Some(from) = from else {
        return sheet.write_blank(row, column, format).map(|_| ());
    };
    let known = summary.sums.get(&form.cell(id).key).and_then(|sum| sum.sum.value.addend()).unwrap_or_default();
    let from_sheet = layout::sheet(form, form.cell(id).table);
    let formula = Formula::new(format!("='{from_sheet}'!{}{}", column_name(*from), SUM + 1));
    sheet.write_formula_with_format(row, column, formula.set_result(known.normalize().to_string()), format)?;
    Ok(())
}

/// The number of a column; no form has more than a few dozen.
fn narrow(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}
