//! The sheet that holds this year's figures against last year's, cell by cell: nothing of it is filled in.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Formula, Worksheet};

use super::look::{Looks, height, paper};
use super::names::CellNames;
use super::rows::{Result, Rows};
use super::table::{SheetPlaces, name, spanned};
use crate::figures::Figures;
use crate::form::{CellId, Form, brief};
use crate::workbook::words::{AGAINST, AGAINST_COLUMNS, LAST_YEAR, PROTECTED, table_title};

/// Characters of the columns: the cell, this year, last year, the change.
const WIDTHS: [f64; 4] = [70.0, 12.0, 12.0, 12.0];

/// Puts the sheet: figures as links to the sheets where they are filled in, changes as formulas.
pub(super) fn put(
    sheet: &mut Worksheet,
    (figures, places): (&Figures, &CellNames),
    (last, last_places): (&Figures, &SheetPlaces),
    looks: &Looks,
) -> Result<()> {
    sheet.set_formula_result_default("");
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    spanned(sheet, (0, 0), (0, 3), AGAINST, &looks.title)?;
    sheet.set_row_height(0, 30.0)?;
    let hint = format!(
        "这张表不用填，也不印进报告：今年的数、“{LAST_YEAR}”改了，增减跟着变。两年的格式里都有的格才列。{PROTECTED}"
    );
    spanned(sheet, (1, 0), (1, 3), &hint, &looks.hint)?;
    sheet.set_row_height(1, height(&hint, WIDTHS.iter().sum()))?;
    for (column, heading) in (0..).zip(AGAINST_COLUMNS) {
        sheet.write_string_with_format(2, column, heading, &looks.head)?;
    }
    let (form, mut rows) = (&figures.form, Rows { next: 3 });
    for table in 0..form.tables.len() {
        let compared: Vec<Compared<'_>> = form
            .ids()
            .filter(|id| form.cell(*id).table == table)
            .filter_map(|id| compared(form, id, places, last, last_places))
            .collect();
        if compared.is_empty() {
            continue;
        }
        let row = rows.take();
        spanned(sheet, (row, 0), (row, 3), &table_title(form, table), &looks.heading)?;
        for cell in compared {
            one(sheet, rows.take(), &cell, (figures, last), looks)?;
        }
    }
    sheet.set_freeze_panes(3, 1)?;
    sheet.set_repeat_rows(2, 2)?;
    paper(sheet, false);
    Ok(())
}

/// A cell that both years have.
struct Compared<'a> {
    /// The cell.
    id: CellId,
    /// The same cell of last year's form.
    before: CellId,
    /// Where it stands, as formulas name it.
    now_at: &'a str,
    /// Where last year's figure stands.
    before_at: String,
}

/// A cell with that of last year's form; none where one of both is not on a sheet, or counts something else.
fn compared<'a>(
    form: &Form,
    id: CellId,
    places: &'a CellNames,
    last: &Figures,
    last_places: &SheetPlaces,
) -> Option<Compared<'a>> {
    let cell = form.cell(id);
    let before = [Some(&cell.key), cell.was.as_ref()].into_iter().flatten().find_map(|key| last.form.find(key))?;
    let is_same = cell.printed && last.form.cell(before).kind == cell.kind;
    let place = last_places.get(&before).filter(|_| is_same)?;
    let before_at = format!("'{LAST_YEAR}'!{}", name(*place));
    Some(Compared { id, before, now_at: places.get(&id)?, before_at })
}

/// Puts the row of a cell.
fn one(
    sheet: &mut Worksheet,
    row: u32,
    cell: &Compared<'_>,
    (figures, last): (&Figures, &Figures),
    looks: &Looks,
) -> Result<()> {
    let declared = figures.form.cell(cell.id);
    // Where rows have labels, groups of columns only say what their columns have in common.
    let columns = if declared.row_labels.is_empty() { 0 } else { declared.column_labels.len() - 1 };
    let labels = declared.row_labels.iter().chain(&declared.column_labels[columns..]);
    let label = labels.map(|label| brief(label)).collect::<Vec<_>>().join("·");
    sheet.set_row_height(row, height(&label, WIDTHS[0] - 2.0).max(18.0))?;
    sheet.write_string_with_format(row, 0, label, &looks.label)?;
    let shown = |amount: Option<Decimal>| amount.map(|amount| amount.normalize().to_string()).unwrap_or_default();
    let (now, before) = (figures.get(cell.id).addend(), last.get(cell.before).addend());
    let change = now.zip(before).and_then(|(now, before)| now.checked_sub(before));
    let link = |place: &str| format!("=IF(COUNT({place})=0,\"\",SUM({place}))");
    let grey = looks.check.clone().set_border(rust_xlsxwriter::FormatBorder::Thin);
    for (column, formula, result) in [
        (1, link(cell.now_at), shown(now)),
        (2, link(&cell.before_at), shown(before)),
        (3, format!("=IF(COUNT(B{0},C{0})<2,\"\",B{0}-C{0})", row + 1), shown(change)),
    ] {
        sheet.write_formula_with_format(row, column, Formula::new(formula).set_result(result), &grey)?;
    }
    Ok(())
}
