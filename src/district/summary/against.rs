//! The sheet of changes: the main figures of all units this year and last year, and who rose and fell most.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, FormatAlign, Formula, Worksheet, XlsxError};

use super::columns::{among, names as widths, narrow, number, on_pages, titled, unit};
use super::record::Summary;
use crate::district::sums::{ComparedFigure, layout};
use crate::district::units::UnitResult;
use crate::figures::{Change, checked_sum};
use crate::form::Form;
use crate::source::column_name;
use crate::workbook::look::{self, Looks};

/// Result of writing to a sheet.
type Result<T> = std::result::Result<T, XlsxError>;

/// The name of the sheet.
pub(super) const SHEET: &str = "比上年";
/// The row of the heads of figures, from 0; below it stand those of the years.
const HEAD: u32 = 2;
/// The row of the sums.
const SUM: u32 = 4;
/// The row of the unit whose figure rose most.
const RISEN: u32 = 5;
/// The row of the unit whose figure fell most.
const FALLEN: u32 = 6;
/// The first row of the units.
const UNITS: u32 = 7;
/// The first column of figures.
const FIRST: u32 = 2;
/// Columns of a figure: this year's, last year's, the change.
const COLUMNS: u32 = 3;
/// Width of one of them.
const WIDTH: f64 = 8.0;
/// Figures that are printed on one page beside the names.
const PRINTED: u32 = 6;

/// Puts the sheet.
pub(super) fn against(sheet: &mut Worksheet, summary: &Summary, form: &Form, looks: &Looks) -> Result<()> {
    // Where nobody rose or fell nothing is shown.
    sheet.set_formula_result_default("");
    names(sheet, summary, looks)?;
    let figures: Vec<&ComparedFigure> = summary.changes.iter().filter(|figure| !figure.units.is_empty()).collect();
    let mut tallest: f64 = 18.0;
    for (figure, column) in figures.iter().zip((FIRST..).step_by(COLUMNS as usize)) {
        tallest = tallest.max(look::height(&head(figure), WIDTH * 3.0));
        one(sheet, column, figure, summary, form, looks)?;
    }
    sheet.set_row_height(HEAD, tallest)?;
    for row in [HEAD + 1, SUM] {
        sheet.set_row_height(row, 20)?;
    }
    sheet.set_freeze_panes(UNITS, 2)?;
    look::paper(sheet, true);
    let count = u32::try_from(figures.len()).unwrap_or(u32::MAX);
    let title = format!("{}：主要指标与上年比", summary.title());
    let hint =
        "今年的数取自各单位的表，增减和合计都是公式；合计只加两年都有数的单位。没有上年的数的单位，上年和增减空着。";
    titled(sheet, (&title, hint), (HEAD, FIRST + count * COLUMNS - 1), summary, looks)?;
    if count > PRINTED {
        let breaks: Vec<u32> = (1..count.div_ceil(PRINTED)).map(|page| FIRST + page * PRINTED * COLUMNS).collect();
        on_pages(sheet, &breaks)?;
    }
    sheet.set_repeat_rows(HEAD, SUM)?;
    sheet.set_repeat_columns(0, 0)?;
    Ok(())
}

/// The head of a figure.
fn head(figure: &ComparedFigure) -> String {
    format!("{}（{}）", figure.label, figure.unit)
}

/// Puts the names and the groups of the units, with their heads.
fn names(sheet: &mut Worksheet, summary: &Summary, looks: &Looks) -> Result<()> {
    let bold = looks.head.clone().set_bold();
    for (column, label) in [(0, "单位"), (1, "组别")] {
        sheet.merge_range(HEAD, column, HEAD + 1, column, label, &bold)?;
    }
    for (row, label) in [(SUM, "合计（两年都有数的单位）"), (RISEN, "增加最多"), (FALLEN, "减少最多")]
    {
        sheet.merge_range(row, 0, row, 1, label, &bold)?;
    }
    let name = |unit: &UnitResult| format!("{}{}", unit.record.name, among(summary.units.len()));
    let longest = summary.units.iter().map(|unit| look::height(&name(unit), WIDTH * 2.0)).fold(18.0, f64::max);
    for row in [RISEN, FALLEN] {
        sheet.set_row_height(row, longest)?;
    }
    widths(sheet)?;
    (UNITS..).zip(summary.units.iter()).try_for_each(|(row, result)| unit(sheet, row, result, looks))
}

/// Puts the columns of a figure.
fn one(
    sheet: &mut Worksheet,
    column: u32,
    figure: &ComparedFigure,
    summary: &Summary,
    form: &Form,
    looks: &Looks,
) -> Result<()> {
    let [now, before, change] = [column, column + 1, column + 2];
    let last = UNITS + u32::try_from(summary.units.len()).unwrap_or(0);
    let centred = looks.shown.clone().set_align(FormatAlign::Center);
    let range = |column: u32| format!("{0}{1}:{0}{2}", column_name(column), UNITS + 1, last);
    sheet.merge_range(HEAD, narrow(now), HEAD, narrow(change), &head(figure), &looks.head)?;
    for (column, label) in [(now, "今年"), (before, "上年"), (change, "增减")] {
        sheet.set_column_width(narrow(column), WIDTH)?;
        sheet.write_string_with_format(HEAD + 1, narrow(column), label, &looks.head)?;
    }
    let total = figure.total();
    let shown = |amount: fn(&Change) -> Decimal| total.as_ref().map(|total| amount(total).normalize().to_string());
    let computed = looks.computed.clone().set_bold();
    let sums = [
        (now, format!("=SUMIF({},\"<>\",{})", range(before), range(now)), shown(Change::now)),
        (before, format!("=SUM({})", range(before)), shown(Change::before)),
        (change, difference(SUM, now), shown(Change::number)),
    ];
    for (column, formula, result) in sums {
        let formula = Formula::new(formula).set_result(result.unwrap_or_default());
        sheet.write_formula_with_format(SUM, narrow(column), formula, &computed)?;
    }
    let of_all = range(change);
    let names = format!("$A${}:$A${last}", UNITS + 1);
    for (row, sign, most, found) in [(RISEN, ">", "MAX", figure.risers()), (FALLEN, "<", "MIN", figure.fallers())] {
        let most = format!("{most}({of_all})");
        let named = found.first().map(|unit| {
            let all = figure.as_much(unit);
            format!("{}{}", summary.units[unit.number].record.name, if all > 1 { among(all) } else { String::new() })
        });
        let all = format!("COUNTIF({of_all},{most})");
        let first = format!("INDEX({names},MATCH({most},{of_all},0))&IF({all}>1,\"等\"&{all}&\"个单位\",\"\")");
        let formula = format!("=IF(AND(COUNT({of_all})>0,{most}{sign}0),{first},\"\")");
        let formula = Formula::new(formula).set_result(named.unwrap_or_default());
        sheet.merge_range(row, narrow(now), row, narrow(before), "", &computed)?;
        sheet.write_formula_with_format(row, narrow(now), formula, &computed)?;
        let number = found.first().map(|unit| unit.change.number().normalize().to_string()).unwrap_or_default();
        let formula = Formula::new(format!("=IF(AND(COUNT({of_all})>0,{most}{sign}0),{most},\"\")"));
        sheet.write_formula_with_format(row, narrow(change), formula.set_result(number), &computed)?;
    }
    of_units(sheet, now, figure, summary, form, &centred)
}

/// Puts a figure of all units.
fn of_units(
    sheet: &mut Worksheet,
    now: u32,
    figure: &ComparedFigure,
    summary: &Summary,
    form: &Form,
    centred: &Format,
) -> Result<()> {
    let mut known = figure.units.iter().peekable();
    for (row, unit) in (UNITS..).zip(summary.units.iter()) {
        let found = known.next_if(|found| found.number == unit.number).map(|found| &found.change);
        let current = current(figure, unit.number, form).filter(|_| unit.is_counted);
        match (current, found) {
            (Some(link), _) => {
                let cells = figure.cells.iter();
                let amount = checked_sum(cells.map(|id| unit.entry(&form.cell(*id).key)?.value.addend()));
                let result = amount.unwrap_or_default().normalize().to_string();
                let formula = Formula::new(link).set_result(result);
                sheet.write_formula_with_format(row, narrow(now), formula, centred)?
            }
            (None, Some(change)) => number(sheet, row, narrow(now), change.now(), centred)?,
            (None, None) => sheet.write_blank(row, narrow(now), centred)?,
        };
        match found {
            Some(change) => {
                number(sheet, row, narrow(now + 1), change.before(), centred)?;
                let formula = Formula::new(difference(row, now)).set_result(change.number().normalize().to_string());
                sheet.write_formula_with_format(row, narrow(now + 2), formula, centred)?;
            }
            None => {
                sheet.write_blank(row, narrow(now + 1), centred)?;
                sheet.write_blank(row, narrow(now + 2), centred)?;
            }
        }
    }
    Ok(())
}

/// A figure of a unit as a formula: the sum of its cells in the sheets of all units; none of an account's.
fn current(figure: &ComparedFigure, unit: usize, form: &Form) -> Option<String> {
    let row = layout::UNITS + u32::try_from(unit).unwrap_or(0) + 1;
    let place = |id| {
        let table = form.cell(id).table;
        let (column, _) = layout::columns(form, table).find(|(_, known)| *known == id)?;
        Some(format!("'{}'!{}{row}", layout::sheet(form, table), column_name(column)))
    };
    let places: Vec<String> = figure.cells.iter().map(|id| place(*id)).collect::<Option<_>>()?;
    (!places.is_empty()).then(|| format!("=SUM({})", places.join(",")))
}

/// The change in a row as a formula.
fn difference(row: u32, now: u32) -> String {
    format!("={}{2}-{}{2}", column_name(now), column_name(now + 1), row + 1)
}
