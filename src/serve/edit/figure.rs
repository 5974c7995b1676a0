//! Figures put into cells of a workbook: a cell may have a unit of its own, and formulas count no figure with a note.

use rust_decimal::Decimal;

use super::super::opened::OpenedReport;
use super::super::reply::Declined;
use super::held::{entry_of, holds};
use super::{ChangeAsked, Wish, cannot};
use crate::filing::{Entry, Value};
use crate::form::{CellId, Summed};
use crate::workbook::{ChangeableWorkbook, NewCells};

/// A workbook with a change, and what it says then.
pub(super) type MadeWorkbook = (Vec<u8>, ChangeableWorkbook);

/// A change of a figure.
pub(super) struct CellChange<'c> {
    /// The report.
    pub report: &'c OpenedReport,
    /// The workbook as it is.
    pub old: &'c ChangeableWorkbook,
    /// What is asked for.
    pub asked: &'c ChangeAsked,
    /// What that comes to.
    pub wish: &'c Wish,
    /// Puts cells into the workbook, and reads it again.
    pub put: &'c dyn Fn(NewCells) -> Option<MadeWorkbook>,
}

impl CellChange<'_> {
    /// The workbook with an entry in a cell: as it is, in the unit of the cell, or with typed totals.
    pub(super) fn made(&self, id: CellId, entry: Option<&Entry>) -> Result<MadeWorkbook, Declined> {
        let form = &self.report.input.filing.form;
        let cells = |id: CellId, entry: Option<&Entry>| self.old.cell(form, id, entry);
        let first = cells(id, entry).and_then(self.put).ok_or_else(cannot)?;
        if self.holds(&first, &[]) {
            return Ok(first);
        }
        let entry = entry.ok_or_else(cannot)?;
        let Value::Number(number) = entry.value else {
            let told =
                format!("“{}”读不成数，没有写进去", entry.spelled().split_whitespace().collect::<Vec<_>>().join(" "));
            return Err(Declined::new(told, "写一个数，如 12；没有发生的写 0，不适用的写 /"));
        };
        // Written out otherwise it is a text, which formulas do not count.
        let plain = Entry { value: entry.value, shown: number.normalize().to_string(), note: entry.note.clone() };
        if let Some(made) = cells(id, Some(&plain)).and_then(self.put).filter(|made| self.holds(made, &[])) {
            return Ok(made);
        }
        let in_unit = entry_of(&first.1, id).and_then(|read| in_unit_of_cell(entry, &read));
        let in_unit = in_unit.and_then(|entry| cells(id, Some(&entry))).and_then(self.put);
        if let Some(made) = in_unit.filter(|made| self.holds(made, &[])) {
            return Ok(made);
        }
        entry.note.as_ref().ok_or_else(cannot)?;
        let totals = totals_with(self.report, id, entry);
        if !self.asked.totals {
            let told = totals.iter().map(|(total, sum)| format!("{}填 {}", form.describe(*total), sum.spelled()));
            let told = told.collect::<Vec<_>>().join("，");
            let declined = Declined::new(
                "数后面带说明的，工作簿里由公式算的总计不会算上它，还没有写进去",
                format!("总计改为自己填的数：{told}；或者只写数，说明写进正文"),
            );
            return Err(Declined { kind: "totals", ..declined });
        }
        let mut all = cells(id, Some(entry)).ok_or_else(cannot)?;
        for (total, sum) in &totals {
            all.extend(cells(*total, Some(sum)).ok_or_else(cannot)?);
        }
        (self.put)(all).filter(|made| self.holds(made, &totals)).ok_or_else(cannot)
    }

    /// Whether a workbook says what was meant, with totals that are typed.
    fn holds(&self, (_, read): &MadeWorkbook, totals: &[(CellId, Entry)]) -> bool {
        holds(self.old, read, (self.asked, self.wish), totals)
    }
}

/// An entry in the unit of its cell, by what it is read as there; none where that is no other unit.
fn in_unit_of_cell(meant: &Entry, read: &Entry) -> Option<Entry> {
    let (Value::Number(meant_number), Value::Number(number)) = (meant.value, read.value) else { return None };
    let scaled = meant_number.checked_mul(meant_number)?.checked_div(number)?.normalize();
    (scaled != meant_number).then(|| Entry { value: Value::Number(scaled), shown: scaled.to_string(), ..meant.clone() })
}

/// The totals that count a cell and are worked out by formulas, with what they come to when an entry stands there.
fn totals_with(report: &OpenedReport, id: CellId, entry: &Entry) -> Vec<(CellId, Entry)> {
    let (filing, figures) = (&report.input.filing, &report.examined.figures);
    let form = &filing.form;
    let number = |entry: &Entry| match entry.value {
        Value::Number(number) => number,
        _ => Decimal::ZERO,
    };
    let amount = |id: CellId| number(&figures.get(id).entry);
    let new = number(entry);
    let total = |sum: &Summed| {
        let is_formula = sum.parts.contains(&id) && !filing.cells.contains_key(&sum.total);
        let sum_now = amount(sum.total).checked_sub(amount(id))?.checked_add(new)?.normalize();
        is_formula.then(|| (sum.total, Entry::number(sum_now, form.cell(sum.total).kind).0))
    };
    form.sums.iter().filter_map(total).collect()
}
