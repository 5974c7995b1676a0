//! The table of changes as a workbook, the changes as live formulas.

use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{Format, FormatAlign, Formula, Workbook, Worksheet};

use super::Unwritable;
use super::look::{self, Looks};
use super::rows::Result;
use super::table::name;
use crate::PROGRAM;
use crate::changes::{Absent, ChangeGroup, ChangeRow, ChangeTable, HEADS};
use crate::output::of_any_system;
use crate::workbook::limits::narrow;

/// Columns before those of the years: what, and what it counts.
const BEFORE: u16 = 2;

/// The table of changes as the bytes of an .xlsx file: the main figures, and every cell on a sheet of its own. The same
/// table gives the same bytes; no text becomes a formula.
///
/// # Errors
/// Never in practice: labels fit into cells.
pub fn changes_workbook(table: &ChangeTable, of: &str) -> std::result::Result<Vec<u8>, Unwritable> {
    write(table, of).map_err(|error| Unwritable(error.to_string()))
}

/// Writes the sheets.
fn write(table: &ChangeTable, of: &str) -> Result<Vec<u8>> {
    let looks = Looks::new();
    let mut book = Workbook::new();
    book.set_properties(&look::properties(&format!("{of}{}", table.title))?.set_comment(format!("由 {PROGRAM} 生成")));
    for (is_main, sheet) in [(true, "主要指标"), (false, "逐格")] {
        let groups: Vec<&ChangeGroup> = table.groups.iter().filter(|group| group.is_main == is_main).collect();
        if !groups.is_empty() {
            put(book.add_worksheet().set_name(sheet)?, table, of, &groups, &looks)?;
        }
    }
    Ok(of_any_system(book.save_to_buffer()?))
}

/// Puts the groups on a sheet.
fn put(sheet: &mut Worksheet, table: &ChangeTable, of: &str, groups: &[&ChangeGroup], looks: &Looks) -> Result<()> {
    // Where there is no change in per cent nothing is shown.
    sheet.set_formula_result_default("");
    let years = narrow(table.years.len());
    let labels = groups.iter().flat_map(|group| &group.rows).map(|row| look::width(&row.label));
    sheet.set_column_width(0, labels.fold(24.0, f64::max).min(70.0) + 2.0)?;
    sheet.set_column_width(1, 8.0)?;
    for column in BEFORE..BEFORE + years + 2 {
        sheet.set_column_width(column, 12.0)?;
    }
    let last = BEFORE + years + 2;
    sheet.set_column_width(last, 24.0)?;
    sheet.write_string_with_format(0, 0, format!("{of}{}", table.title), &looks.heading)?;
    let heads = ["项目".to_owned(), "单位".to_owned()].into_iter();
    let heads = heads.chain(table.years.iter().map(|year| format!("{year}年"))).chain(HEADS.map(str::to_owned));
    for (column, head) in (0..).zip(heads) {
        sheet.write_string_with_format(1, column, head, &looks.head.clone().set_bold())?;
    }
    sheet.set_freeze_panes(2, 1)?;
    sheet.set_repeat_rows(1, 1)?;
    let mut next = 2;
    for group in groups {
        sheet.merge_range(next, 0, next, last, &group.label, &looks.label.clone().set_bold())?;
        next += 1;
        for row in &group.rows {
            self::row(sheet, next, row, years, looks)?;
            next += 1;
        }
    }
    for (number, note) in (next + 1..).zip(&table.notes) {
        sheet.write_string_with_format(number, 0, format!("注：{note}"), &looks.hint.clone().unset_text_wrap())?;
    }
    look::paper(sheet, true);
    Ok(())
}

/// Puts a row.
fn row(sheet: &mut Worksheet, at: u32, row: &ChangeRow, years: u16, looks: &Looks) -> Result<()> {
    let plain = looks.computed.clone().set_background_color(rust_xlsxwriter::Color::White);
    let (label, words) = (looks.label.clone(), plain.clone().set_align(FormatAlign::Left));
    sheet.write_string_with_format(at, 0, &row.label, &label)?;
    sheet.write_string_with_format(at, 1, &row.unit, &plain)?;
    for (column, amount) in (BEFORE..).zip(&row.amounts) {
        match amount {
            Ok(amount) => match amount.to_f64() {
                Some(number) => sheet.write_number_with_format(at, column, number, &plain)?,
                None => sheet.write_string_with_format(at, column, amount.to_string(), &plain)?,
            },
            Err(Absent::Unknown) => sheet.write_blank(at, column, &plain)?,
            Err(Absent::Nowhere) => sheet.write_string_with_format(at, column, "—", &plain)?,
        };
    }
    let change = BEFORE + years;
    let signed = |places: &str| looks.computed.clone().set_num_format(format!("+{places};-{places};{places}"));
    match &row.change {
        Some(known) => {
            let (now, before) = (name((at, change - 1)), name((at, change - 2)));
            let number = Formula::new(format!("={now}-{before}")).set_result(known.number().normalize().to_string());
            sheet.write_formula_with_format(at, change, number, &signed("0.######"))?;
            let percent = known.percent().map(|percent| percent / rust_decimal::Decimal::ONE_HUNDRED);
            let formula = Formula::new(format!("=IF({before}>0,IF({now}<0,\"\",({now}-{before})/{before}),\"\")"));
            let formula = formula.set_result(percent.map_or(String::new(), |percent| percent.to_string()));
            sheet.write_formula_with_format(at, change + 1, formula, &signed("0.0##%"))?;
        }
        None => blank(sheet, at, change, &plain)?,
    }
    sheet.write_string_with_format(at, change + 2, &row.told, &words)?;
    Ok(())
}

/// Puts the two cells of a change that there is not.
fn blank(sheet: &mut Worksheet, at: u32, column: u16, format: &Format) -> Result<()> {
    sheet.write_blank(at, column, format)?;
    sheet.write_blank(at, column + 1, format)?;
    Ok(())
}
