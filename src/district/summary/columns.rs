//! What the sheets of all units have in common: units down, figures across, broken between pages.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use crate::district::units::UnitResult;
use crate::workbook::look::{self, Looks};

/// Result of writing to a sheet.
type Result<T> = std::result::Result<T, XlsxError>;

/// Height of a row in points.
pub(super) const LINE: f64 = 18.0;
/// Width of the column of names.
const NAME: f64 = 28.0;
/// Width of the column of groups.
const GROUP: f64 = 10.0;
/// The number of A3 among the sizes of paper.
const A3: u8 = 8;

/// Sets the widths of the columns of names and groups.
pub(super) fn names(sheet: &mut Worksheet) -> Result<()> {
    sheet.set_column_width(0, NAME)?;
    sheet.set_column_width(1, GROUP)?;
    Ok(())
}

/// Puts the name and the group of a unit into a row.
pub(super) fn unit(sheet: &mut Worksheet, row: u32, unit: &UnitResult, looks: &Looks) -> Result<()> {
    let record = &unit.record;
    // Programs do not agree on whether they make room for wrapped text by themselves.
    let tall = look::height(&record.name, NAME - 2.0).max(look::height(&record.group, GROUP));
    sheet.set_row_height(row, tall.max(LINE))?;
    sheet.write_string_with_format(row, 0, &record.name, &looks.label)?;
    sheet.write_string_with_format(row, 1, &record.group, &looks.shown.clone().set_align(FormatAlign::Center))?;
    Ok(())
}

/// Puts a number; one that no number of a sheet can be as a text.
pub(super) fn number<'s>(
    sheet: &'s mut Worksheet,
    row: u32,
    column: u16,
    number: Decimal,
    format: &Format,
) -> Result<&'s mut Worksheet> {
    match number.to_f64() {
        Some(number) => sheet.write_number_with_format(row, column, number, format),
        None => sheet.write_string_with_format(row, column, number.to_string(), format),
    }
}

/// Breaks a sheet that is wider than a page at some columns, for A3.
pub(super) fn on_pages(sheet: &mut Worksheet, breaks: &[u32]) -> Result<()> {
    sheet.set_paper_size(A3).set_print_scale(75);
    sheet.set_vertical_page_breaks(breaks).map(|_| ())
}

/// The number of a column; no form has more than a few hundred.
pub(super) fn narrow(column: u32) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}
