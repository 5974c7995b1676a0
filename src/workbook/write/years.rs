//! Last year's figures and the changes beside an official table, cell by cell: nothing of it is filled in.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, Format, FormatBorder, Formula, Worksheet};

use super::look::height;
use super::rows::Result;
use super::table::{LastFigures, SheetPlaces, TableWriter, columns_of, name, stub_of};
use crate::form::layout::GridPart;
use crate::form::{CellId, brief};
use crate::workbook::limits::{index, narrow};
use crate::workbook::words::{AUTOMATIC, INCOMPARABLE, LAST_YEAR};

/// Characters of a column of them.
const WIDE: f64 = 9.0;

/// Lines around the cells.
const LINE: u32 = 0xBF_BF_BF;

impl TableWriter<'_> {
    /// Puts them: in columns of their own beside a table whose rows have labels, else in rows of their own below it and
    /// all that belongs to it.
    pub(super) fn years(
        &self,
        sheet: &mut Worksheet,
        last: &LastFigures<'_>,
        places: &SheetPlaces,
        below: u32,
    ) -> Result<()> {
        let years = YearsBeside { table: self, last, places };
        if stub_of(self.form, self.table) == 0 {
            return years.below(sheet, below);
        }
        let mut row = self.top;
        for part in &self.form.grid(self.table).parts {
            let head = row + index(part.head.len()) - 1;
            years.part(sheet, part, head)?;
            row = head + 1 + index(part.body.len());
        }
        Ok(())
    }
}

/// A table on its sheet, and last year's figures.
struct YearsBeside<'a> {
    /// The table.
    table: &'a TableWriter<'a>,
    /// Last year's figures.
    last: &'a LastFigures<'a>,
    /// Where the cells of the table stand.
    places: &'a SheetPlaces,
}

impl YearsBeside<'_> {
    /// Puts the columns of a part whose head ends in some row: two for each of its own.
    fn part(&self, sheet: &mut Worksheet, part: &GridPart, head: u32) -> Result<()> {
        let form = self.table.form;
        let mut columns: BTreeMap<usize, Vec<CellId>> = BTreeMap::new();
        for id in part.slots().filter_map(|slot| slot.role.value()) {
            columns.entry(form.cell(id).column).or_default().push(id);
        }
        columns.retain(|_, ids| ids.iter().any(|id| self.last.of(form, *id).is_some()));
        // Between is a column that is free, or holds what only checks.
        let first = self.table.stub + columns_of(form, self.table.table) + 1;
        let mut tallest = part.head.last().map_or(0.0, |slots| self.table.height(slots));
        for (number, ids) in columns.values().enumerate() {
            let label = form.cell(ids[0]).column_labels.last().filter(|_| columns.len() > 1);
            let label = label.map(|label| format!("{}\n", brief(label))).unwrap_or_default();
            let at = first + 2 * narrow(number);
            for (at, automatic) in (at..).zip(AUTOMATIC) {
                let label = format!("{label}{automatic}");
                tallest = tallest.max(height(&label, WIDE));
                sheet.set_column_width(at, WIDE)?.write_string_with_format(head, at, label, &self.boxed())?;
            }
            for id in ids {
                let Some((row, _)) = self.places.get(id) else { continue };
                self.cell(sheet, *id, ((*row, at), (*row, at + 1)))?;
            }
        }
        sheet.set_row_height(head, tallest)?;
        Ok(())
    }

    /// Puts two rows, each with its label behind them.
    fn below(&self, sheet: &mut Worksheet, first: u32) -> Result<()> {
        let form = self.table.form;
        let cells: Vec<(CellId, u16)> = self.places.iter().map(|(id, (_, column))| (*id, *column)).collect();
        if !cells.iter().any(|(id, _)| self.last.of(form, *id).is_some()) {
            return Ok(());
        }
        let behind = columns_of(form, self.table.table);
        sheet.set_column_width(behind, 13.0)?;
        for (row, label) in (first..).zip(AUTOMATIC) {
            sheet.write_string_with_format(row, behind, label, &self.boxed())?.set_row_height(row, 20.0)?;
        }
        for (id, column) in cells {
            self.cell(sheet, id, ((first, column), (first + 1, column)))?;
        }
        Ok(())
    }

    /// Puts last year's figure of a cell and the change since.
    fn cell(&self, sheet: &mut Worksheet, id: CellId, (before_at, change_at): ((u32, u16), (u32, u16))) -> Result<()> {
        let grey = self.boxed();
        let mut put = |at: (u32, u16), formula: String, result: String| {
            let formula = Formula::new(formula).set_result(result);
            sheet.write_formula_with_format(at.0, at.1, formula, &grey).map(|_| ())
        };
        let (Some(before), Some(now_at)) = (self.last.of(self.table.form, id), self.places.get(&id)) else {
            put(before_at, format!("=\"{INCOMPARABLE}\""), INCOMPARABLE.to_owned())?;
            return put(change_at, format!("=\"{INCOMPARABLE}\""), INCOMPARABLE.to_owned());
        };
        let shown = |amount: Option<Decimal>| amount.map(|amount| amount.normalize().to_string()).unwrap_or_default();
        let (now, last) = (self.table.figures.get(id).addend(), self.last.figures.get(before).addend());
        let change = now.zip(last).and_then(|(now, last)| now.checked_sub(last));
        let place = format!("'{LAST_YEAR}'!{}", name(self.last.places[&before]));
        put(before_at, format!("=IF(COUNT({place})=0,\"\",SUM({place}))"), shown(last))?;
        // Formulas that name another sheet are kept as such by every editor; others it may write as one that is shared.
        let now_at = name(*now_at);
        put(change_at, format!("=IF(COUNT({now_at},{place})<2,\"\",{now_at}-{place})"), shown(change))
    }

    /// The look of all of it: grey, in thin lines.
    fn boxed(&self) -> Format {
        self.table.looks.check.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(LINE))
    }
}
