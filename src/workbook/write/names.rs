//! The sheet of what prose can name: the official label, the key, and this report's value.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Formula, Worksheet};

use super::look::{Looks, height, paper};
use super::rows::{Result, Rows};
use super::table::{is_settled, spanned};
use crate::figures::Figures;
use crate::filing::{FIELDS, Field, Filing};
use crate::form::CellId;
use crate::prose::labels::Labels;
use crate::workbook::words::{NAMES, PROTECTED};

/// Where the cells of the form stand, as formulas name them.
pub(super) type CellNames = BTreeMap<CellId, String>;

/// Characters of the columns: name, key, value.
const WIDTHS: [f64; 3] = [76.0, 48.0, 20.0];
/// The headings over them.
const HEADINGS: [&str; 3] = ["名称", "键", "本报告的数"];

/// Puts the sheet.
pub(super) fn put(
    sheet: &mut Worksheet,
    filing: &Filing,
    figures: &Figures,
    places: &CellNames,
    looks: &Looks,
) -> Result<()> {
    sheet.set_formula_result_default("");
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    spanned(sheet, (0, 0), (0, 2), NAMES, &looks.title)?;
    sheet.set_row_height(0, 30.0)?;
    let hint = format!(
        "这张表不用填。在“正文”里写 {{{{ 名称 }}}} 或 {{{{ 键 }}}}，印出的就是表里的数；\
         “标签”和“限于”也可以写名称。名称前加“比上年·”是与上年相比的增减。{PROTECTED}"
    );
    spanned(sheet, (1, 0), (1, 2), &hint, &looks.hint)?;
    sheet.set_row_height(1, height(&hint, WIDTHS.iter().sum()))?;
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string_with_format(2, column, heading, &looks.head)?;
    }
    let mut rows = Rows { next: 3 };
    let of_form = Field::of_form(&filing.form);
    let is_there = |id: &CellId| is_settled(&filing.form, &filing.cells, *id);
    for (name, key) in Labels::of_figures(&figures.form).all() {
        let main = figures.form.tree.get(key).and_then(|branch| branch.main.as_ref());
        let cells: Option<Vec<&str>> =
            main.map(|main| main.cells().iter().filter_map(|id| places.get(id)).map(String::as_str).collect());
        let field = FIELDS.iter().chain(&of_form).find(|field| field.path == key && field.label == name);
        let value = match (&cells, field) {
            // What follows from figures that are not on the sheets has no result there.
            (Some(_), _) if main.is_some_and(|main| !main.cells().iter().all(is_there)) => None,
            (Some(_), _) => figures.amount(key).map(|amount| amount.normalize().to_string()),
            (None, Some(field)) => field.get(filing).into_iter().next(),
            // Other labels of a field, and groups that are no figure.
            (None, None) => continue,
        };
        let row = rows.take();
        sheet.write_string_with_format(row, 0, &name, &looks.label)?;
        sheet.write_string_with_format(row, 1, key, &looks.label)?;
        match cells.as_deref() {
            Some(cells) if !cells.is_empty() => {
                let cells = cells.join(",");
                let formula = Formula::new(format!("=IF(COUNT({cells})=0,\"\",SUM({cells}))"));
                let formula = formula.set_result(value.unwrap_or_default());
                sheet.write_formula_with_format(row, 2, formula, &looks.computed)?;
            }
            _ => _ = sheet.write_string_with_format(row, 2, value.unwrap_or_default(), &looks.computed)?,
        }
    }
    sheet.set_freeze_panes(3, 1)?;
    sheet.set_repeat_rows(2, 2)?;
    paper(sheet, false);
    Ok(())
}
