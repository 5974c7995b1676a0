//! The figures of tables that were found: each cell put under its key.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::formula;
use super::labels::Variants;
use super::locate::{Found, Stray};
use super::sheets::Content;
use super::words::{ABSENT, BLANK};
use crate::document::{Raw, RawFigure};
use crate::filing::Group;
use crate::finding::Finding;
use crate::form::{CellId, Form};
use crate::rule::workbook as rules;

/// Whose figures a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    /// This year's.
    This,
    /// Last year's.
    Last,
}

/// Puts the figures of all tables that were found; of several for one table, those of the fullest.
pub fn read(draft: &mut Draft<'_>, form: &Form, found: Vec<Found>, year: Year) {
    for table in 0..form.tables.len() {
        let mut of_table: Vec<&Found> = found.iter().filter(|found| found.table == table).collect();
        // A blank table beside a filled one is a form that was left over.
        if of_table.iter().any(|found| figures(draft, found) > 0) {
            of_table.retain(|found| figures(draft, found) > 0);
        }
        let Some(fullest) = of_table.iter().max_by_key(|found| (found.score, figures(draft, found))).copied() else {
            continue;
        };
        if of_table.len() > 1 {
            twice(draft, form, &of_table);
        }
        Table { form, found: fullest, year }.put(draft);
    }
}

/// How many figures stand in a table.
fn figures(draft: &Draft<'_>, found: &Found) -> usize {
    let sheet = &draft.sheets[found.sheet];
    found
        .places
        .values()
        .filter(|(row, column)| sheet.get(*row, *column).is_some_and(|c| c.formula().is_none()))
        .count()
}

/// Reports a table that stands at several places.
fn twice(draft: &mut Draft<'_>, form: &Form, found: &[&Found]) {
    let label = &form.tables[found[0].table].label;
    let places: Vec<_> = found.iter().map(|found| corner(draft, found)).collect();
    let told: Vec<String> = found
        .iter()
        .map(|f| format!("“{}”第 {}–{} 行", draft.sheets[f.sheet].name, f.extent.0 + 1, f.extent.1 + 1))
        .collect();
    let message = format!("{label}：有 {} 张填了数的，分别在{}。", found.len(), told.join("、"));
    let finding = Finding::new(&rules::TABLE_TWICE, message).key(&form.tables[found[0].table].key);
    let finding = places.iter().fold(finding, |finding, place| finding.mark(place, ""));
    draft.fault(finding);
}

/// The first cell of a table that is not empty.
fn corner(draft: &mut Draft<'_>, found: &Found) -> crate::source::Span {
    let sheet = &draft.sheets[found.sheet];
    let column = sheet.row(found.extent.0).next().map_or(0, |(column, _)| column);
    draft.place(found.sheet, (found.extent.0, column))
}

/// A table being read.
struct Table<'a> {
    form: &'a Form,
    found: &'a Found,
    year: Year,
}

impl Table<'_> {
    /// Puts every figure, and reports what stands in no known row or column.
    fn put(&self, draft: &mut Draft<'_>) {
        let begun = figures(draft, self.found) > 0;
        for (id, at) in &self.found.places {
            self.cell(draft, *id, *at, begun);
        }
        if begun {
            self.incomplete(draft);
        }
        self.stray(draft);
    }

    /// Puts one figure.
    fn cell(&self, draft: &mut Draft<'_>, id: CellId, (row, column): (u32, u32), begun: bool) {
        let sheet = &draft.sheets[self.found.sheet];
        let content = sheet.get(row, column);
        let is_total = self.form.is_computed(id);
        let follows = |formula: &str| formula.is_empty() && is_total || self.follows_form(id, formula);
        let own = content.and_then(Content::formula).is_some_and(follows);
        match content {
            // What the form computes is computed anew: a saved result may be older than its parts.
            Some(Content::Computed(..) | Content::Uncomputed(_)) if own => return,
            Some(Content::Error(error)) => {
                let (error, at) = (error.clone(), draft.place(self.found.sheet, (row, column)));
                let message = format!("{}：单元格是错误值 {error}。", self.form.describe(id));
                draft.fault(Finding::new(&rules::ERROR_VALUE, message).mark(&at, error).key(&self.form.cell(id).key));
                return;
            }
            Some(Content::Uncomputed(formula)) => {
                let (formula, at) = (format!("={formula}"), draft.place(self.found.sheet, (row, column)));
                let message = format!("{}：公式 {} 没有保存结果。", self.form.describe(id), shortened(&formula));
                draft.fault(
                    Finding::new(&rules::NOT_COMPUTED, message)
                        .mark(&at, shortened(&formula))
                        .key(&self.form.cell(id).key),
                );
                return;
            }
            _ => {}
        }
        let text = sheet.text(row, column);
        if text == ABSENT || text.is_empty() && (is_total || !begun || self.is_taken_over(draft, id)) {
            return;
        }
        let value = Raw::Text(if text == BLANK { String::new() } else { text.to_owned() });
        let at = draft.place(self.found.sheet, (row, column));
        let tables = match self.year {
            Year::This => &mut draft.document.this,
            Year::Last => {
                draft.document.begin(&Group::LastYear, &at);
                &mut draft.document.last
            }
        };
        tables.cells.insert(id, RawFigure { value, note: None, at });
    }

    /// Whether a blank cell is left to last year's figures: its whole row is.
    fn is_taken_over(&self, draft: &Draft<'_>, id: CellId) -> bool {
        let cell = self.form.cell(id);
        let sheet = &draft.sheets[self.found.sheet];
        let same_row = |other: &CellId| {
            let c = self.form.cell(*other);
            (c.table, c.block, c.row) == (cell.table, cell.block, cell.row) && c.prior.is_some()
        };
        let empty = |other: CellId| {
            let place = self.found.places.get(&other);
            place.is_none_or(|(row, column)| sheet.get(*row, *column).is_none_or(|c| c.formula().is_some()))
        };
        cell.prior.is_some() && self.form.ids().filter(same_row).all(empty)
    }

    /// Whether a formula adds up just what the form adds up for the cell.
    fn follows_form(&self, id: CellId, formula: &str) -> bool {
        let Some(used) = formula::cells(formula) else { return false };
        let place = |id: &CellId| self.found.places.get(id).copied();
        let sums = self.form.sums.iter().filter(|sum| sum.total == id).map(|sum| sum.parts.clone());
        let difference = self.form.cell(id).difference.map(|(a, b)| vec![a, b]);
        sums.chain(difference).any(|parts| {
            let parts: Option<BTreeSet<(u32, u32)>> = parts.iter().map(place).collect();
            parts.is_some_and(|parts| parts == used)
        })
    }

    /// Reports rows and columns of the form that the sheet does not have.
    fn incomplete(&self, draft: &mut Draft<'_>) {
        let table = self.found.table;
        let wanted = |id: &CellId| {
            let cell = self.form.cell(*id);
            cell.table == table && cell.printed && !self.form.is_derived(*id)
        };
        let lost: Vec<CellId> =
            self.form.ids().filter(wanted).filter(|id| !self.found.places.contains_key(id)).collect();
        if lost.is_empty() || self.year == Year::Last {
            return;
        }
        let has =
            |same: &dyn Fn(&crate::form::Cell) -> bool| self.found.places.keys().any(|id| same(self.form.cell(*id)));
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
        let at = corner(draft, self.found);
        let finding =
            Finding::new(&rules::INCOMPLETE, format!("{}{told}。", self.form.tables[table].label)).mark(&at, "");
        let keys = lost.iter().map(|id| &self.form.cell(*id).key);
        draft.fault(keys.fold(finding, |finding, key| finding.key(key)));
    }

    /// Reports figures in no known row or column, a finding a row or a column.
    fn stray(&self, draft: &mut Draft<'_>) {
        let (known, unknown): (Vec<&Stray>, Vec<&Stray>) = self.found.stray.iter().partition(|stray| stray.row_known);
        let mut told = BTreeSet::new();
        for stray in unknown.into_iter().filter(|stray| told.insert(stray.at.0)) {
            let finding = self.unknown_row(draft, stray);
            draft.fault(finding);
        }
        let columns: BTreeSet<u32> = known.iter().map(|stray| stray.at.1).collect();
        for column in columns {
            let places: Vec<(u32, u32)> = known.iter().map(|stray| stray.at).filter(|(_, c)| *c == column).collect();
            let finding = self.unknown_column(draft, &places);
            draft.fault(finding);
        }
    }

    /// The finding for figures of one column that no head says.
    fn unknown_column(&self, draft: &mut Draft<'_>, places: &[(u32, u32)]) -> Finding {
        let table = &self.form.tables[self.found.table].label;
        let (first, column) = places[0];
        let sheet = &draft.sheets[self.found.sheet];
        let head = (self.found.extent.0..first).rev().find(|row| super::names::is_label(sheet.text(*row, column)));
        let told: Vec<String> =
            places.iter().take(3).map(|(row, column)| format!("“{}”", sheet.text(*row, *column))).collect();
        let more = if places.len() > 3 { format!("等 {} 格", places.len()) } else { String::new() };
        let message = match head.filter(|_| places.len() > 1) {
            Some(head) => format!(
                "{table}：格式里没有“{}”这一列，{}{more}没有读入。",
                sheet.text(head, column).replace('\n', ""),
                told.join("、")
            ),
            None => format!("{table}：{}{more}上面没有认得出的列名，没有读入。", told.join("、")),
        };
        let finding = Finding::new(&rules::UNKNOWN_COLUMN, message);
        let marks = head
            .filter(|_| places.len() > 1)
            .map(|head| (head, column))
            .into_iter()
            .chain(places.iter().copied().take(3));
        marks.fold(finding, |finding, at| finding.mark(&draft.place(self.found.sheet, at), ""))
    }

    /// The finding for a row whose label is none of the form's.
    fn unknown_row(&self, draft: &mut Draft<'_>, stray: &Stray) -> Finding {
        let table = &self.form.tables[self.found.table].label;
        let text = draft.sheets[self.found.sheet].text(stray.at.0, stray.at.1).to_owned();
        let at = draft.place(self.found.sheet, stray.at);
        let Some((label_at, label)) = &stray.row_label else {
            let message = format!("{table}：这一行有数（{text}）而没有名称，没有读入。");
            return Finding::new(&rules::UNKNOWN_ROW, message).mark(&at, text);
        };
        let label_at = draft.place(self.found.sheet, *label_at);
        let names =
            self.form.lines.iter().filter(|line| self.found_table(line.cells().next())).map(|line| line.label.as_str());
        let message = format!("{table}：格式里没有“{label}”这一行，没有读入。");
        let finding = Finding::new(&rules::UNKNOWN_ROW, message).mark(&label_at, "").mark(&at, text);
        let close = |name: &&str| strsim::normalized_damerau_levenshtein(name, label);
        match names
            .max_by(|a, b| close(a).total_cmp(&close(b)))
            .filter(|name| close(name) >= 0.5 && Variants::of(name) != Variants::of(label))
        {
            Some(name) => finding.hint(format!("是不是“{name}”？照格式改正名称，或删去这一行")),
            None => finding,
        }
    }

    /// Whether a cell is one of this table.
    fn found_table(&self, id: Option<CellId>) -> bool {
        id.is_some_and(|id| self.form.cell(id).table == self.found.table)
    }
}

/// A formula that fits into a message.
fn shortened(formula: &str) -> String {
    if formula.chars().count() <= 60 { formula.to_owned() } else { formula.chars().take(59).chain(['…']).collect() }
}
