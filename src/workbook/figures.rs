//! The figures of tables that were found: each cell put under its key.

use std::collections::BTreeSet;

use super::beside;
use super::beyond::{self, Beyond};
use super::converted::Units;
use super::draft::Draft;
use super::left_out::LeftOutOfTotals;
use super::locate::FoundTable;
use super::names::TableNames;
use super::parts::{Together, contradicting, corner, figures, invisible, joined, together, twice};
use super::sheets::Content;
use super::subtotals::{Places, Subtotal};
use super::words::{ABSENT, BLANK};
use crate::document::{Raw, RawFigure, Spelling};
use crate::filing::Group;
use crate::finding::Finding;
use crate::form::{CellId, Form, Kind};
use crate::rule::workbook as rules;

/// Whose figures a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// This year's.
    This,
    /// Last year's.
    Last,
}

/// Puts the figures of all tables that were found; of several for one table all where they are its parts, or else
/// those of the fullest.
pub(super) fn read(draft: &mut Draft<'_>, names: &[TableNames<'_>], found: Vec<FoundTable>, year: Year) {
    let taken = beyond::taken(&found);
    for names in names {
        let TableNames { form, table, .. } = *names;
        let mut of_table: Vec<&FoundTable> = found.iter().filter(|found| found.table == table).collect();
        // A blank table beside a filled one of the same rows is a form that was left over.
        let is_filled = |found: &&FoundTable| !figures(draft, form, found).is_empty();
        let filled: BTreeSet<CellId> =
            of_table.iter().filter(|found| is_filled(found)).flat_map(|found| found.places.keys().copied()).collect();
        of_table.retain(|found| is_filled(found) || found.places.keys().all(|id| !filled.contains(id)));
        if of_table.len() > 1 {
            match together(draft, form, &of_table) {
                Together::Parts => joined(draft, form, &of_table),
                Together::Contradicting(cells) => contradicting(draft, form, &of_table, &cells),
                Together::Several => {
                    twice(draft, form, &of_table);
                    of_table.sort_by_key(|found| (found.score, figures(draft, form, found).len()));
                    of_table.drain(..of_table.len() - 1);
                }
            }
        }
        if of_table.is_empty() {
            continue;
        }
        let mut places = Places::new();
        for part in &of_table {
            let cells = part.places.iter().map(|(id, (row, column))| (*id, (part.sheet, *row, *column)));
            for (id, at) in cells {
                let is_filled = !draft.sheets[at.0].text(at.1, at.2).is_empty();
                if is_filled || !places.contains_key(&id) {
                    places.insert(id, at);
                }
            }
        }
        if year == Year::This {
            let slots = places.iter().map(|(id, at)| (*id, draft.sheets[at.0].place((at.1, at.2))));
            draft.slots.cells.extend(slots);
        }
        let read = TableReader { form, parts: &of_table, places: &places, year };
        read.put(draft);
        if year == Year::This && draft.document.spelling == Spelling::Workbook {
            of_table.iter().for_each(|found| beside::tell(draft, names, found));
        }
        for found in &of_table {
            Beyond { form, names, found, places: &places, taken: &taken }.read(draft);
        }
        invisible(draft, form, &of_table);
    }
}

/// A table being read.
struct TableReader<'a> {
    form: &'a Form,
    /// Where it was found, one part or more.
    parts: &'a [&'a FoundTable],
    places: &'a Places,
    year: Year,
}

impl TableReader<'_> {
    /// Puts every figure, and reports what is not there.
    fn put(&self, draft: &mut Draft<'_>) {
        let holds = |(sheet, row, column): &(usize, u32, u32)| {
            draft.sheets[*sheet].get(*row, *column).is_some_and(|content| content.formula().is_none())
        };
        let begun = self.places.values().any(holds);
        let mut units = Units::new(self.form, self.parts);
        let mut left_out = LeftOutOfTotals::default();
        for (id, at) in self.places {
            let sum = self.sum(draft);
            match draft.sheets[at.0].get(at.1, at.2) {
                Some(Content::Computed(result, _)) if self.form.is_computed(*id) && !sum.follows(*id, result) => {
                    let result = result.clone();
                    let texts = sum.left_out(*id, &result).filter(|_| !units.sets_apart(draft, *id, self.places));
                    if let Some(texts) = texts {
                        left_out.note(*id, result, texts);
                        continue;
                    }
                }
                _ => {}
            }
            self.cell(draft, &mut units, *id, *at, begun);
        }
        units.tell(draft);
        left_out.tell(draft, self.form, self.places);
        if begun {
            self.incomplete(draft);
        }
    }

    /// Puts one figure.
    fn cell(
        &self,
        draft: &mut Draft<'_>,
        units: &mut Units<'_>,
        id: CellId,
        (sheet, row, column): (usize, u32, u32),
        begun: bool,
    ) {
        let content = draft.sheets[sheet].get(row, column);
        let is_total = self.form.is_computed(id);
        match content {
            // Only what has no saved result is computed anew, or has the one that is computed.
            Some(Content::Uncomputed(_)) if is_total => {
                if units.sets_apart(draft, id, self.places) {
                    units.leave_out(draft, id, (sheet, row, column));
                }
                return;
            }
            Some(Content::Computed(result, _))
                if is_total
                    && self.sum(draft).follows(id, result)
                    && (result == "0" || !units.sets_apart(draft, id, self.places)) =>
            {
                return;
            }
            // What is left empty adds up to nothing.
            Some(Content::Computed(zero, _))
                if is_total && zero == "0" && (!begun || self.is_taken_over(draft, id)) =>
            {
                return;
            }
            Some(Content::Error(error)) => {
                let (error, at) = (error.clone(), draft.place(sheet, (row, column)));
                let message = format!("{}：单元格是错误值 {error}。", self.form.describe(id));
                draft.fault(Finding::new(&rules::ERROR_VALUE, message).mark(&at, error).key(&self.form.cell(id).key));
                return;
            }
            Some(Content::Uncomputed(formula)) => {
                let (formula, at) = (format!("={formula}"), draft.place(sheet, (row, column)));
                let message = format!("{}：公式 {} 没有保存结果。", self.form.describe(id), shortened(&formula));
                draft.fault(
                    Finding::new(&rules::NOT_COMPUTED, message)
                        .mark(&at, shortened(&formula))
                        .key(&self.form.cell(id).key),
                );
                return;
            }
            Some(Content::Computed(..) | Content::Value(_)) | None => {}
        }
        let text = shown(draft, (sheet, row, column));
        // What was published is whole: a blank there is a blank.
        let is_whole = begun && draft.document.spelling == Spelling::Published;
        // Of last year a clerk fills in what he has: what he left empty is not given.
        let is_last_years = self.year == Year::Last;
        let follows = is_total || !begun || is_last_years || self.is_taken_over(draft, id);
        if text == ABSENT || text.is_empty() && !is_whole && follows {
            return;
        }
        let text = if text == BLANK { String::new() } else { text };
        let Some(text) = self.in_unit(draft, units, id, (sheet, row, column), text) else { return };
        let value = Raw::Text(text);
        let at = draft.place(sheet, (row, column));
        let tables = match self.year {
            Year::This => &mut draft.document.this,
            Year::Last => {
                draft.document.begin(&Group::LastYear, &at);
                &mut draft.document.last
            }
        };
        tables.cells.insert(id, RawFigure { value, note: None, at });
    }

    /// What stands in a cell in the form's own unit; where that is 万元 and nothing says another, it is noted.
    fn in_unit(
        &self,
        draft: &mut Draft<'_>,
        units: &mut Units<'_>,
        id: CellId,
        at: (usize, u32, u32),
        text: String,
    ) -> Option<String> {
        let read = units.apply(draft, id, at, text.clone())?;
        if self.form.cell(id).kind == Kind::Wan && read == text {
            draft.money.insert(at, Kind::Wan);
        }
        Some(read)
    }

    /// What adds up cells of the table.
    fn sum<'s>(&self, draft: &Draft<'s>) -> Subtotal<'_, 's> {
        Subtotal { form: self.form, sheets: draft.sheets, places: self.places }
    }

    /// Whether a blank cell is left to last year's figures: its whole row is.
    fn is_taken_over(&self, draft: &Draft<'_>, id: CellId) -> bool {
        let cell = self.form.cell(id);
        let same_row = |other: &CellId| {
            let c = self.form.cell(*other);
            (c.table, c.block, c.row) == (cell.table, cell.block, cell.row) && c.prior.is_some()
        };
        let empty = |other: CellId| {
            let place = self.places.get(&other);
            let content = place.and_then(|(sheet, row, column)| draft.sheets[*sheet].get(*row, *column));
            content.is_none_or(|content| content.formula().is_some())
        };
        cell.prior.is_some() && self.form.ids().filter(same_row).all(empty)
    }

    /// Reports rows and columns of the form that the sheet does not have.
    fn incomplete(&self, draft: &mut Draft<'_>) {
        let table = self.parts[0].table;
        let wanted = |id: &CellId| {
            let cell = self.form.cell(*id);
            cell.table == table && cell.printed && !self.form.is_derived(*id)
        };
        let lost: Vec<CellId> = self.form.ids().filter(wanted).filter(|id| !self.places.contains_key(id)).collect();
        if lost.is_empty() || self.year == Year::Last {
            return;
        }
        let has = |same: &dyn Fn(&crate::form::Cell) -> bool| self.places.keys().any(|id| same(self.form.cell(*id)));
        let (mut rows, mut columns): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for cell in lost.iter().map(|id| self.form.cell(*id)) {
            let (list, labels) = if has(&|other| (other.block, other.row) == (cell.block, cell.row)) {
                (&mut columns, &cell.column_labels)
            } else {
                (&mut rows, &cell.row_labels)
            };
            let name = labels.last().map_or(String::new(), |label| format!("“{}”", crate::form::brief(label)));
            if !list.contains(&name) {
                list.push(name);
            }
        }
        let told =
            [("行", rows), ("列", columns)].into_iter().filter(|(_, names)| !names.is_empty()).map(|(what, names)| {
                let more = if names.len() > 4 { "等" } else { "" };
                format!("少 {} {what}：{}{more}", names.len(), names[..names.len().min(4)].join("、"))
            });
        let told = told.collect::<Vec<_>>().join("；");
        let at = corner(draft, self.parts[0]);
        let finding =
            Finding::new(&rules::INCOMPLETE, format!("{}{told}。", self.form.tables[table].label)).mark(&at, "");
        let keys = lost.iter().map(|id| &self.form.cell(*id).key);
        draft.fault(keys.fold(finding, |finding, key| finding.key(key)));
    }
}

/// A formula that fits into a message.
fn shortened(formula: &str) -> String {
    if formula.chars().count() <= 60 { formula.to_owned() } else { formula.chars().take(59).chain(['…']).collect() }
}

/// What a cell of a table shows, or one that is merged over it and says that there is nothing in all of them.
fn shown(draft: &mut Draft<'_>, (sheet, row, column): (usize, u32, u32)) -> String {
    match draft.sheets[sheet].get(row, column) {
        None => draft.merged.nothing_over(draft.sheets, (sheet, row, column)).unwrap_or_default(),
        Some(_) => draft.sheets[sheet].text(row, column).to_owned(),
    }
}
