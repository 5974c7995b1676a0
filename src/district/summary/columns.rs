//! What the sheets of all units have in common: units down, figures across, broken between pages.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::record::Summary;
use crate::district::sums::layout;
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

/// Characters that the head of a page may have.
const LONGEST_HEADER: usize = 255;

/// Sets the widths of the columns of names and groups.
pub(super) fn names(sheet: &mut Worksheet) -> Result<()> {
    sheet.set_column_width(0, NAME)?;
    sheet.set_column_width(1, GROUP)?;
    Ok(())
}

/// Puts the title of a sheet and what is to be known of it above its first row of heads. On paper both stand above each
/// page, also where it begins in the middle of the columns.
pub(super) fn titled(
    sheet: &mut Worksheet,
    (title, hint): (&str, &str),
    (first, last): (u32, u32),
    summary: &Summary,
    looks: &Looks,
) -> Result<()> {
    sheet.write_string_with_format(0, 0, title, &looks.heading)?;
    sheet.write_string_with_format(1, 0, hint, &looks.hint.clone().unset_text_wrap())?;
    let plain = |text: &str| text.replace('&', "&&");
    let header = format!("&C&12&\"宋体,Bold\"{}\n&9&\"宋体,Regular\"{}", plain(title), plain(hint));
    sheet.set_header(header.chars().take(LONGEST_HEADER).collect::<String>());
    sheet.set_margins(0.6, 0.6, 0.9, 0.7, 0.3, 0.3);
    let count = u32::try_from(summary.units.len()).unwrap_or(u32::MAX);
    sheet.set_print_area(first, 0, layout::UNITS + count.max(1) - 1, narrow(last)).map(|_| ())
}

/// That a unit is one of so many.
pub(super) fn among(count: usize) -> String {
    format!("等{count}个单位")
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
