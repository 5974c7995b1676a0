//! An official table on a sheet: labels, spans and fills from the form, totals and checks as live formulas.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, DataValidationRule, Format, Formula, Worksheet};

use super::look::{Looks, height};
use super::rows::Result;
use crate::figures::Figures;
use crate::filing::{Entry, Value};
use crate::form::layout::{CellRole, GridCell};
use crate::form::{CellId, Form, Kind, brief};
use crate::source::{Located, column_name};
use crate::workbook::figures::Year;
use crate::workbook::limits::{index, narrow};
use crate::workbook::words::{ABSENT, BLANK};

/// Where the cells of a form stand: row and column.
pub(super) type SheetPlaces = BTreeMap<CellId, (u32, u16)>;

/// Last year's figures, as they stand in the workbook.
pub(super) struct LastFigures<'a> {
    /// The figures.
    pub figures: &'a Figures,
    /// Where they stand on their sheet.
    pub places: &'a SheetPlaces,
}

impl LastFigures<'_> {
    /// The cell of last year's form that counts the same as one of this year's.
    pub(super) fn of(&self, form: &Form, id: CellId) -> Option<CellId> {
        let cell = form.cell(id);
        let last = &self.figures.form;
        let before = [Some(&cell.key), cell.was.as_ref()].into_iter().flatten().find_map(|key| last.find(key))?;
        let is_same = cell.printed && last.cell(before).kind == cell.kind;
        (is_same && self.places.contains_key(&before)).then_some(before)
    }
}

/// A table being put on a sheet.
pub(super) struct TableWriter<'a> {
    /// The form.
    pub form: &'a Form,
    /// Index of the table in it.
    pub table: usize,
    /// The figures that were given.
    pub cells: &'a BTreeMap<CellId, Located<Entry>>,
    /// The figures completed, for the results of formulas.
    pub figures: &'a Figures,
    /// The formats.
    pub looks: &'a Looks,
    /// Columns that labels of rows take on the sheet, at least as many as the table's own.
    pub stub: u16,
    /// The first row.
    pub top: u32,
    /// Width of each column of the sheet, in characters.
    pub widths: &'a [f64],
    /// Last year's figure of a cell: a formula without the equals sign, and its value.
    pub before: &'a dyn Fn(CellId) -> Option<(String, Option<Decimal>)>,
    /// Whose figures it holds; sums and identities are checked beside and below this year's.
    pub year: Year,
    /// Last year's figures, to be shown beside the table.
    pub last: Option<&'a LastFigures<'a>>,
}

/// Columns of the stub that a table has of its own.
pub(super) fn stub_of(form: &Form, table: usize) -> u16 {
    narrow(form.grid(table).stub)
}

/// Columns that a table takes beside the stub, unprinted ones included.
pub(super) fn columns_of(form: &Form, table: usize) -> u16 {
    let grid = form.grid(table);
    narrow(grid.widths.len() - grid.stub)
        + u16::from(form.cells.iter().any(|cell| cell.table == table && !cell.printed))
}

impl TableWriter<'_> {
    /// Puts the table, and says where its cells are and which row is the next.
    pub(super) fn put(&self, sheet: &mut Worksheet) -> Result<(SheetPlaces, u32)> {
        let grid = self.form.grid(self.table);
        let mut places = SheetPlaces::new();
        let mut row = self.top;
        let mut labels: Vec<(u32, &[GridCell])> = Vec::new();
        for part in &grid.parts {
            for slots in part.head.iter().chain(&part.body) {
                for slot in slots {
                    if let CellRole::Value(id) = slot.role {
                        places.insert(id, (row, self.column(slot.x, grid.stub)));
                    }
                }
                labels.push((row, slots));
                row += 1;
            }
        }
        for (row, slots) in &labels {
            self.row(sheet, *row, slots, grid.stub, &places)?;
        }
        self.unprinted(sheet, &labels, &mut places)?;
        let next = if self.year == Year::This { self.checks(sheet, &places, row)? } else { row };
        if let Some(last) = self.last {
            self.years(sheet, last, &places, next)?;
        }
        Ok((places, next))
    }

    /// The column of the sheet for a column of the table.
    fn column(&self, x: usize, stub: usize) -> u16 {
        if x < stub { narrow(x) } else { narrow(x - stub) + self.stub }
    }

    /// Puts one row of labels and figures, and sets its height.
    fn row(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        slots: &[GridCell],
        stub: usize,
        places: &SheetPlaces,
    ) -> Result<()> {
        for slot in slots {
            let (first, last) = (self.column(slot.x, stub), self.column(slot.x + slot.colspan, stub) - 1);
            let bottom = row + index(slot.rowspan) - 1;
            let format = match slot.role {
                CellRole::Label => &self.looks.label,
                _ => &self.looks.head,
            };
            if let CellRole::Value(id) = slot.role {
                self.figure(sheet, id, (row, first), last, places)?;
                continue;
            }
            spanned(sheet, (row, first), (bottom, last), &slot.label, format)?;
        }
        sheet.set_row_height(row, self.height(slots))?;
        Ok(())
    }

    /// The height that a row of labels and figures needs.
    pub(super) fn height(&self, slots: &[GridCell]) -> f64 {
        let stub = self.form.grid(self.table).stub;
        let own = slots.iter().filter(|slot| slot.rowspan == 1 && slot.role.value().is_none()).map(|slot| {
            let (first, end) = (self.column(slot.x, stub), self.column(slot.x + slot.colspan, stub));
            height(&slot.label, self.widths[usize::from(first)..usize::from(end)].iter().sum())
        });
        own.fold(20.0, f64::max)
    }

    /// Puts a figure, or the formula that computes it, with its validation.
    fn figure(&self, sheet: &mut Worksheet, id: CellId, at: (u32, u16), last: u16, places: &SheetPlaces) -> Result<()> {
        let given = self.cells.get(&id).map(|located| &located.value);
        let computed = self.formula(id, places).filter(|_| given.is_none());
        let format = if computed.is_some() { &self.looks.computed } else { &self.looks.figure };
        if last > at.1 {
            sheet.merge_range(at.0, at.1, at.0, last, "", format)?;
        }
        match (computed, given) {
            (Some(formula), _) => {
                let result = self.figures.get(id).entry.value;
                // What follows from figures that are not on the sheet has no result there.
                let result = match result {
                    Value::Number(number) if self.is_settled(id) => number.to_string(),
                    _ => String::new(),
                };
                sheet.write_formula_with_format(at.0, at.1, Formula::new(formula).set_result(result), format)?;
            }
            (None, Some(entry)) => self.entry(sheet, id, at, entry, format)?,
            (None, None) => {
                // A figure that is missing from a table that was begun must not pass for a blank one.
                let begun = self.year == Year::This
                    && self.cells.keys().any(|other| self.form.cell(*other).table == self.table);
                let follows = self.form.is_computed(id) || self.form.cell(id).prior.is_some() && !self.row_begun(id);
                if begun && !follows {
                    sheet.write_string_with_format(at.0, at.1, ABSENT, format)?;
                } else {
                    sheet.write_blank(at.0, at.1, format)?;
                }
            }
        }
        self.validate(sheet, id, at)
    }

    /// Whether some figure of a cell's row was given.
    fn row_begun(&self, id: CellId) -> bool {
        let cell = self.form.cell(id);
        self.cells.keys().map(|other| self.form.cell(*other)).any(|other| {
            (other.table, other.block, other.row) == (cell.table, cell.block, cell.row) && other.prior.is_some()
        })
    }

    /// Writes a figure so that reading it gives the same entry: as a number where that says all of it.
    fn entry(&self, sheet: &mut Worksheet, id: CellId, at: (u32, u16), entry: &Entry, format: &Format) -> Result<()> {
        let spelled = entry.spelled();
        let number = entry.note.is_none().then_some(entry.value).and_then(|value| match value {
            Value::Number(number) if number.to_string() == entry.shown => number.to_f64(),
            _ => None,
        });
        // Spreadsheets keep fifteen digits.
        let digits = entry.shown.chars().filter(char::is_ascii_digit).count();
        let plain = number.filter(|n| digits <= 15 && super::super::sheets::number(*n) == entry.shown);
        match (plain, spelled.is_empty()) {
            (Some(number), _) => sheet.write_number_with_format(at.0, at.1, number, format)?,
            (None, true) => {
                let others = self.cells.iter().filter(|(other, _)| self.form.cell(**other).table == self.table);
                // An empty cell of last year's is one that was not given.
                let begun = self.year == Year::This
                    && others.into_iter().any(|(_, located)| !located.value.spelled().is_empty());
                let computed = self.form.is_computed(id);
                let alone = self.form.cell(id).prior.is_some() && self.row_blank(id);
                if begun && !computed && !alone {
                    sheet.write_blank(at.0, at.1, format)?
                } else {
                    sheet.write_string_with_format(at.0, at.1, BLANK, format)?
                }
            }
            (None, false) => sheet.write_string_with_format(at.0, at.1, spelled, format)?,
        };
        Ok(())
    }

    /// Whether all that a cell's row could take over from last year is blank.
    fn row_blank(&self, id: CellId) -> bool {
        let cell = self.form.cell(id);
        let same = |other: &CellId| {
            let other = self.form.cell(*other);
            (other.table, other.block, other.row) == (cell.table, cell.block, cell.row) && other.prior.is_some()
        };
        self.cells.iter().filter(|(other, _)| same(other)).all(|(_, located)| located.value.spelled().is_empty())
    }

    /// Whether a figure is on the sheet, or all that its formula adds up.
    pub(super) fn is_settled(&self, id: CellId) -> bool {
        is_settled(self.form, self.cells, id)
    }

    /// The formula of what the form adds up.
    fn formula(&self, id: CellId, places: &SheetPlaces) -> Option<String> {
        let sum = self.form.sums.iter().find(|sum| sum.total == id)?;
        let parts: Vec<(u32, u16)> = sum.parts.iter().filter_map(|part| places.get(part).copied()).collect();
        if parts.len() != sum.parts.len() || !self.form.cell(id).printed {
            return None;
        }
        let cells = ranges(&parts);
        Some(format!("=IF(COUNT({cells})=0,\"\",SUM({cells}))"))
    }

    /// What may be typed into a cell, and the legal basis of its row as a hint.
    fn validate(&self, sheet: &mut Worksheet, id: CellId, (row, column): (u32, u16)) -> Result<()> {
        let cell = self.form.cell(id);
        let (what, rule) = match cell.kind {
            Kind::Count => (
                "不小于 0 的整数",
                Some(DataValidation::new().allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0))),
            ),
            Kind::Change => (
                "增减的整数，减少填负数",
                Some(DataValidation::new().allow_whole_number(DataValidationRule::Between(-99_999_999, 99_999_999))),
            ),
            Kind::Wan => {
                let name = format!("{}{}", column_name(u32::from(column)), row + 1);
                let rule = Formula::new(format!("=AND(ISNUMBER({name}),{name}>=0,ROUND({name},6)={name})"));
                ("以万元计、至多六位小数（到分）的金额", Some(DataValidation::new().allow_custom(rule)))
            }
            Kind::Yuan => ("带单位的金额，如 66859 元、160.5964万元", None),
        };
        let label = cell.row_labels.last().or(cell.column_labels.last()).map_or(String::new(), |label| brief(label));
        let basis = cell.basis.as_ref().map_or(String::new(), |basis| format!("依据：{basis}。"));
        let message = format!("{basis}填{what}；没有发生填 0，不适用填“/”。");
        let validation = rule.unwrap_or_else(|| DataValidation::new().allow_any_value());
        let validation = validation
            .ignore_blank(true)
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title("请核对")?
            .set_error_message(format!("这里应填{what}。不适用的可填“/”，确要这样填请选“是”。"))?
            .set_input_title(label.chars().take(32).collect::<String>())?
            .set_input_message(message.chars().take(250).collect::<String>())?;
        sheet.add_data_validation(row, column, row, column, &validation)?;
        Ok(())
    }

    /// Puts the columns that only serve computing, to the right of the printed ones.
    fn unprinted(&self, sheet: &mut Worksheet, labels: &[(u32, &[GridCell])], places: &mut SheetPlaces) -> Result<()> {
        let form = self.form;
        let column = self.stub + columns_of(form, self.table) - 1;
        let ids = form.ids().filter(|id| form.cell(*id).table == self.table && !form.cell(*id).printed);
        let mut heads = BTreeMap::new();
        for id in ids {
            let cell = form.cell(id);
            let beside = places.iter().find(|(other, _)| {
                let other = form.cell(**other);
                (other.table, other.block, other.row) == (cell.table, cell.block, cell.row)
            });
            let Some((_, (row, _))) = beside else { continue };
            let row = *row;
            places.insert(id, (row, column));
            heads.entry(cell.block).or_insert((row, cell.column_labels.last().cloned().unwrap_or_default()));
            match self.cells.get(&id) {
                Some(located) => self.entry(sheet, id, (row, column), &located.value, &self.looks.figure)?,
                None => {
                    sheet.write_blank(row, column, &self.looks.figure)?;
                }
            }
        }
        for (row, label) in heads.into_values() {
            let head = labels.iter().map(|(row, _)| *row).filter(|head| *head < row).max().unwrap_or(row);
            sheet.write_string_with_format(head, column, format!("{label}（选填）"), &self.looks.head)?;
        }
        Ok(())
    }
}

/// Whether a figure was given, or all that adds up to it.
pub(super) fn is_settled(form: &Form, cells: &BTreeMap<CellId, Located<Entry>>, id: CellId) -> bool {
    let sum = form.sums.iter().find(|sum| sum.total == id);
    cells.contains_key(&id) || sum.is_some_and(|sum| sum.parts.iter().all(|part| is_settled(form, cells, *part)))
}

/// Puts a text over a span of cells.
pub(super) fn spanned(
    sheet: &mut Worksheet,
    first: (u32, u16),
    last: (u32, u16),
    text: &str,
    format: &Format,
) -> Result<()> {
    if first == last {
        sheet.write_string_with_format(first.0, first.1, text, format)?;
    } else {
        sheet.merge_range(first.0, first.1, last.0, last.1, text, format)?;
    }
    Ok(())
}

/// `D5`.
pub(super) fn name((row, column): (u32, u16)) -> String {
    format!("{}{}", column_name(u32::from(column)), row + 1)
}

/// Cells as a list of ranges: `D5:I5,K5`.
pub(in crate::workbook) fn ranges(cells: &[(u32, u16)]) -> String {
    let mut out: Vec<((u32, u16), (u32, u16))> = Vec::new();
    for cell in cells {
        match out.last_mut() {
            Some((first, last)) if *cell == (last.0, last.1 + 1) && first.0 == cell.0 => *last = *cell,
            Some((first, last)) if *cell == (last.0 + 1, last.1) && first.1 == cell.1 => *last = *cell,
            _ => out.push((*cell, *cell)),
        }
    }
    let told = out.into_iter().map(|(a, b)| if a == b { name(a) } else { format!("{}:{}", name(a), name(b)) });
    told.collect::<Vec<_>>().join(",")
}
