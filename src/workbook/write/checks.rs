//! Rows and columns beside a table that show the difference of every sum and identity, red unless it is zero.

use rust_decimal::Decimal;
use rust_xlsxwriter::{ConditionalFormatFormula, Formula, Worksheet};

use super::look::height;
use super::rows::{Result, Rows};
use super::table::{SheetPlaces, TableWriter, columns_of, name, ranges, spanned};
use crate::form::CellId;
use crate::workbook::words::CHECK;

impl TableWriter<'_> {
    /// Puts the differences of all sums and identities: of a row with one sum beside it, of the others below.
    pub(super) fn checks(&self, sheet: &mut Worksheet, places: &SheetPlaces, below: u32) -> Result<u32> {
        let form = self.form;
        let mine = |id: &CellId| form.cell(*id).table == self.table;
        let column = self.stub + columns_of(form, self.table);
        let mut rows = Rows { next: below + 1 };
        let mut first_head = None;
        let across: Vec<_> =
            form.sums.iter().filter(|sum| sum.across && mine(&sum.total) && form.cell(sum.total).printed).collect();
        let count =
            |row: u32| across.iter().filter(|sum| places.get(&sum.total).is_some_and(|(r, _)| *r == row)).count();
        let mut under = Vec::new();
        for sum in &across {
            let Some((row, total)) = places.get(&sum.total).copied() else { continue };
            let parts: Vec<_> = sum.parts.iter().filter_map(|part| places.get(part).copied()).collect();
            let formula = format!("{}-SUM({})", name((row, total)), ranges(&parts));
            let known = self.known(sum.total, &[sum.total], &sum.parts);
            if count(row) == 1 {
                first_head.get_or_insert(row);
                self.check(sheet, (row, column), (row, total), &formula, known)?;
            } else {
                under.push((total, (row, total), formula, known));
            }
        }
        if let Some(row) = first_head {
            sheet.write_string_with_format(row - 1, column, format!("{CHECK}：总计与各项之差"), &self.looks.check)?;
        }
        if !under.is_empty() {
            let row = self.check_row(sheet, &mut rows, "总计与各项之差")?;
            for (at, total, formula, known) in under {
                self.check(sheet, (row, at), total, &formula, known)?;
            }
        }
        let down: Vec<_> = form.sums.iter().filter(|sum| !sum.across && mine(&sum.total)).collect();
        if let Some(sum) = down.first() {
            let label = form.cell(sum.total).row_labels.last().cloned().unwrap_or_default();
            let row = self.check_row(sheet, &mut rows, &format!("{label}与各项之差"))?;
            for sum in down {
                let Some(total) = places.get(&sum.total).copied() else { continue };
                let parts: Vec<_> = sum.parts.iter().filter_map(|part| places.get(part).copied()).collect();
                let formula = format!("{}-SUM({})", name(total), ranges(&parts));
                let known = self.known(sum.total, &[sum.total], &sum.parts);
                self.check(sheet, (row, total.1), total, &formula, known)?;
            }
        }
        let balances: Vec<_> = form.balances.iter().filter(|balance| mine(&balance.fill)).collect();
        if let Some(balance) = balances.first() {
            let row = self.check_row(sheet, &mut rows, &balance.name)?;
            for balance in balances {
                let Some(fill) = places.get(&balance.fill).copied() else { continue };
                let (left, right) = (self.side(&balance.left, places), self.side(&balance.right, places));
                let known = self.known(balance.fill, &balance.left, &balance.right);
                self.check(sheet, (row, fill.1), fill, &format!("{left}-({right})"), known)?;
            }
        }
        Ok(rows.next)
    }

    /// A difference that is empty until what it checks is on the sheet.
    fn known(&self, checked: CellId, left: &[CellId], right: &[CellId]) -> Option<Decimal> {
        self.figures.difference(left, right).filter(|_| self.is_settled(checked))
    }

    /// One side of an identity; what is carried over from last year counts while its cell is empty.
    fn side(&self, ids: &[CellId], places: &SheetPlaces) -> String {
        let term = |id: &CellId| {
            let cell = name(*places.get(id)?);
            Some(match (self.before)(*id).filter(|_| self.form.row_sum(*id).is_none()) {
                Some((before, _)) => format!("IF(COUNT({cell})=0,{before},{cell})"),
                None => format!("SUM({cell})"),
            })
        };
        ids.iter().filter_map(term).collect::<Vec<_>>().join("+")
    }

    /// Labels a row of checks.
    fn check_row(&self, sheet: &mut Worksheet, rows: &mut Rows, what: &str) -> Result<u32> {
        let row = rows.take();
        let label = format!("{CHECK}：{what}");
        if self.stub > 0 {
            let room: f64 = self.widths[..usize::from(self.stub)].iter().sum();
            spanned(sheet, (row, 0), (row, self.stub - 1), &label, &self.looks.check)?;
            sheet.set_row_height(row, height(&label, room))?;
            return Ok(row);
        }
        sheet.write_string_with_format(row, 0, &label, &self.looks.hint.clone().set_text_wrap())?;
        let last = columns_of(self.form, self.table) - 1;
        sheet.merge_range(row, 0, row, last, &label, &self.looks.hint)?;
        Ok(rows.take())
    }

    /// Puts a difference that is empty until what it checks is there, and red unless it is zero.
    fn check(
        &self,
        sheet: &mut Worksheet,
        at: (u32, u16),
        total: (u32, u16),
        formula: &str,
        known: Option<Decimal>,
    ) -> Result<()> {
        let cell = name(total);
        let formula = Formula::new(format!("=IF(COUNT({cell})=0,\"\",{formula})"));
        let formula = formula.set_result(known.map_or(String::new(), |known| known.normalize().to_string()));
        sheet.write_formula_with_format(at.0, at.1, formula, &self.looks.check)?;
        let here = name(at);
        let rule = ConditionalFormatFormula::new()
            .set_rule(format!("=AND(ISNUMBER({here}),{here}<>0)").as_str())
            .set_format(&self.looks.wrong);
        sheet.add_conditional_format(at.0, at.1, at.0, at.1, &rule)?;
        Ok(())
    }
}
