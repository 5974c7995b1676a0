//! A workbook of any kind as a package: the same cells at the same places, and of its look what its reader tells.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Dimensions, Reader as _, StyleRange};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::output::of_any_system;
use crate::workbook::limits::{self, narrow};
use crate::workbook::sheets::{self, Sheet};
use crate::workbook::write::look::{paper, properties, width};

/// What the copy says of itself.
const TITLE: &str = "工作簿";

/// The copy. Formulas are copied as their results: nothing in it computes.
///
/// # Errors
/// When it cannot be written.
pub(super) fn rebuilt(bytes: &[u8], sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let looks = looks(bytes);
    let mut book = Workbook::new();
    book.set_properties(&properties(TITLE)?);
    for sheet in sheets {
        let mut copy = Worksheet::new();
        copy.set_name(&*sheet.name)?;
        write(&mut copy, sheet, looks.get(&*sheet.name).unwrap_or(&SheetLook::default()))?;
        paper(&mut copy, false);
        copy.set_hidden(!sheet.visible);
        book.push_worksheet(copy);
    }
    Ok(of_any_system(book.save_to_buffer()?))
}

/// What a sheet looks like: merged cells and, where the format tells them, styles.
#[derive(Default)]
struct SheetLook {
    merged: Vec<Dimensions>,
    styles: Option<StyleRange>,
}

/// The looks of all sheets; none of those that cannot be read.
fn looks(bytes: &[u8]) -> BTreeMap<String, SheetLook> {
    let read = std::panic::catch_unwind(|| {
        let mut looks = BTreeMap::new();
        if let Ok(mut xlsx) = calamine::Xlsx::new(Cursor::new(bytes)) {
            for name in xlsx.sheet_names() {
                let merged = xlsx.merge_cells_by_sheet_name(&name).unwrap_or_default();
                let styles = xlsx.worksheet_style(&name).ok();
                looks.insert(name, SheetLook { merged, styles });
            }
        } else if let Ok(xls) = calamine::Xls::new(Cursor::new(bytes)) {
            for name in xls.sheet_names() {
                let merged = xls.merge_cells_by_sheet_name(&name).unwrap_or_default();
                looks.insert(name, SheetLook { merged, styles: None });
            }
        }
        looks
    });
    read.unwrap_or_default()
}

/// Copies one sheet.
fn write(copy: &mut Worksheet, sheet: &Sheet, look: &SheetLook) -> Result<(), XlsxError> {
    let merged: BTreeSet<(u32, u32)> = look.merged.iter().map(|area| area.start).collect();
    let mut widths: BTreeMap<u16, f64> = BTreeMap::new();
    for (row, column, content) in sheet.cells() {
        let text = content.text();
        if !merged.contains(&(row, column)) {
            let wide = widths.entry(narrow(column)).or_insert(8.0);
            *wide = wide.max(width(text) + 2.0).min(70.0);
        }
    }
    for (column, width) in widths {
        copy.set_column_width(column, width)?;
    }
    for area in look.merged.iter().filter(|area| area.start < area.end && is_near(area)) {
        let format = format(look, area.start);
        copy.merge_range(area.start.0, narrow(area.start.1), area.end.0, narrow(area.end.1), "", &format)?;
    }
    for (row, column, content) in sheet.cells() {
        let format = format(look, (row, column));
        let text = content.text();
        // A text that begins like a formula stays a text.
        match text.parse::<f64>().ok().filter(|n| sheets::number(*n) == text) {
            Some(number) => copy.write_number_with_format(row, narrow(column), number, &format)?,
            None => copy.write_string_with_format(row, narrow(column), cut(text), &format)?,
        };
    }
    Ok(())
}

/// Whether a merged area is near enough to be one of a form's.
fn is_near(area: &Dimensions) -> bool {
    area.end.0 <= limits::LAST_ROW && area.end.1 <= limits::LAST_COLUMN && area.end.1 - area.start.1 <= 200
}

/// The look of a cell.
fn format(look: &SheetLook, at: (u32, u32)) -> Format {
    let mut format = Format::new().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    if let Some(style) = look.styles.as_ref().and_then(|styles| styles.get(at)) {
        if style.font.as_ref().is_some_and(|font| font.is_bold()) {
            format = format.set_bold();
        }
        if style.borders.as_ref().is_some_and(|borders| borders.has_visible_borders()) {
            format = format.set_border(FormatBorder::Thin);
        }
        if let Some(color) = style.fill.as_ref().filter(|fill| fill.is_visible()).and_then(|fill| fill.get_color()) {
            format = format.set_background_color(Color::RGB(color.to_argb() & 0xFF_FF_FF));
        }
        if style.alignment.as_ref().is_some_and(|a| a.horizontal == calamine::HorizontalAlignment::Center) {
            format = format.set_align(FormatAlign::Center);
        }
    }
    format
}

/// A text as long as a cell can hold.
fn cut(text: &str) -> String {
    text.chars().take(32_000).collect()
}
