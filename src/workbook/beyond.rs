//! What stands in a table beyond the cells of the form: sub-totals are compared with their parts, all else is told.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{At, Draft};
use super::locate::FoundTable;
use super::names::{TableNames, is_check, is_figure, is_label};
use super::sheets::Sheet;
use super::subtotals::{self, Open, Places, Subtotal};
use super::units;
use super::unknown;
use crate::characters::plain;
use crate::form::{Form, Kind, Node, brief};

/// Rows that a head may have above those that are known.
const HEAD_ROWS: u32 = 2;

/// Whether a label stands beside remarks.
pub(super) fn is_remark(label: &str) -> bool {
    ["备注", "注", "说明"].iter().any(|start| label.trim_start().starts_with(start))
}

/// Cells of a sheet by row and column that belong to a table, whatever they say in it.
pub(super) type Taken = BTreeSet<(usize, u32, u32)>;

/// The cells that all tables that were found take.
pub(super) fn taken<'f>(found: impl IntoIterator<Item = &'f FoundTable>) -> Taken {
    let cells = |found: &FoundTable| {
        let heads = found.heads.values();
        let all = found.places.values().chain(heads).chain(&found.stubs);
        all.map(|(row, column)| (found.sheet, *row, *column)).collect::<Vec<_>>()
    };
    found.into_iter().flat_map(cells).collect()
}

/// A table whose other cells are looked through.
pub(super) struct Beyond<'a> {
    /// The form.
    pub form: &'a Form,
    /// What the words of the table can name.
    pub names: &'a TableNames<'a>,
    /// Where the table was found.
    pub found: &'a FoundTable,
    /// Where all cells of the table stand, in this part and in others.
    pub places: &'a Places,
    /// What belongs to this table or another.
    pub taken: &'a Taken,
}

impl Beyond<'_> {
    /// Compares sub-totals and tells all else.
    pub(super) fn read(&self, draft: &mut Draft<'_>) {
        let sheet = &draft.sheets[self.found.sheet];
        let columns = self.found.places.values().map(|(_, column)| *column);
        let Some((left, right)) = columns.clone().min().zip(columns.max()) else { return };
        let checks = self.checks(sheet);
        let edge = self.edge(sheet, right, &checks);
        let first = self.found.lines.keys().next().copied().unwrap_or(self.found.extent.0);
        let heads = self.found.heads.values().map(|(row, _)| *row).filter(|row| *row < first);
        let begin = heads.max().map_or(first, |row| row + 1).min(self.top(sheet, first, left));
        let mut beside: BTreeMap<(usize, u32), Vec<At>> = BTreeMap::new();
        for row in begin..=self.found.extent.1 {
            let inside = |column: &u32| (left..=edge).contains(column) && !checks.contains(column);
            let is_open = |column: &u32| inside(column) && !self.taken.contains(&(self.found.sheet, row, *column));
            let cells = sheet.row(row).filter(|(column, content)| is_open(column) && !plain(content.text()).is_empty());
            let cells: Vec<At> = cells.map(|(column, _)| (row, column)).collect();
            match self.found.lines.get(&row) {
                Some((block, _)) => {
                    for at in cells {
                        draft.know(self.found.sheet, at);
                        beside.entry((*block, at.1)).or_default().push(at);
                    }
                }
                None => self.row(draft, (row, left), cells, row < first),
            }
        }
        for ((block, column), cells) in beside {
            self.column(draft, block, column, &cells);
        }
    }

    /// The first row of parts above the first known row, whose own rows are not known.
    fn top(&self, sheet: &Sheet, first: u32, left: u32) -> u32 {
        let is_named =
            |text: &str| !self.names.columns.find(text).is_empty() || !self.names.others.find(text).is_empty();
        let belongs = |row: &u32| {
            let named = sheet.row(*row).any(|(_, content)| is_named(content.text()));
            let label = sheet.row(*row).any(|(column, content)| column < left && is_label(content.text()));
            let free = sheet.row(*row).all(|(column, _)| !self.taken.contains(&(self.found.sheet, *row, column)));
            (named || label && free) && *row + 12 > first
        };
        (0..first).rev().take_while(belongs).last().unwrap_or(first)
    }

    /// The columns that only check others.
    fn checks(&self, sheet: &Sheet) -> BTreeSet<u32> {
        let rows = self.found.extent.0.saturating_sub(1)..=self.found.extent.1;
        let cells = rows.flat_map(|row| sheet.row(row));
        cells.filter(|(_, content)| is_check(content.text())).map(|(column, _)| column).collect()
    }

    /// The last column of the table with all that stands directly beside it.
    fn edge(&self, sheet: &Sheet, right: u32, checks: &BTreeSet<u32>) -> u32 {
        let rows = self.found.extent.0..=self.found.extent.1;
        let is_free = |row: u32, column: u32| !self.taken.contains(&(self.found.sheet, row, column));
        let filled = |column: &u32| {
            !checks.contains(column)
                && rows.clone().any(|row| !sheet.text(row, *column).is_empty())
                && rows.clone().all(|row| is_free(row, *column))
        };
        (right + 1..=right + 8).take_while(filled).last().unwrap_or(right)
    }

    /// A row that is none of the form's.
    fn row(&self, draft: &mut Draft<'_>, (row, left): At, cells: Vec<At>, is_above: bool) {
        let sheet = &draft.sheets[self.found.sheet];
        let text = |at: &At| sheet.text(at.0, at.1);
        let labels: Vec<(At, &str)> = sheet
            .row(row)
            .filter(|(column, content)| *column < left && is_label(content.text()))
            .map(|(column, content)| ((row, column), content.text().trim()))
            .collect();
        if labels.iter().any(|(_, label)| is_check(label)) || sheet.row(row).any(|(_, c)| is_check(c.text())) {
            return;
        }
        // The head once more, as over a page.
        let heads = sheet.row(row).filter(|(_, content)| !self.names.columns.find(content.text()).is_empty()).count();
        let figures: Vec<At> = cells.iter().filter(|at| is_figure(text(at))).copied().collect();
        let is_numbered = (heads >= 2 || is_above) && is_numbering(figures.iter().map(text));
        if is_numbered {
            figures.iter().for_each(|at| draft.know(self.found.sheet, *at));
        }
        if heads >= 2 || is_numbered {
            return;
        }
        if figures.is_empty() {
            return self.words_of_row(draft, row, &labels, cells);
        }
        // What is told or compared here is told once.
        cells.iter().chain(labels.iter().map(|(at, _)| at)).for_each(|at| draft.know(self.found.sheet, *at));
        let label = labels.last().map(|(at, label)| (*at, (*label).to_owned()));
        match subtotals::rows(self.names, self.found, sheet, row, left) {
            Some((block, lines)) => {
                let words: Vec<At> = cells.into_iter().filter(|at| !figures.contains(at)).collect();
                if !words.is_empty() {
                    let called = label.as_ref().map(|(_, label)| label.as_str());
                    unknown::words(draft, self.form, self.found, "行", called, &words);
                }
                self.subtotal_row(draft, label, &figures, block, &lines);
            }
            None => unknown::row(draft, self.form, self.found, label, &cells),
        }
    }

    /// A row inside a block that has words only: the label of a group, or a remark.
    fn words_of_row(&self, draft: &mut Draft<'_>, row: u32, labels: &[(At, &str)], mut cells: Vec<At>) {
        let block = |line: Option<(&u32, &(usize, usize))>| line.map(|(_, (block, _))| *block);
        let (before, after) =
            (block(self.found.lines.range(..row).next_back()), block(self.found.lines.range(row..).next()));
        cells.extend(labels.iter().filter(|(_, label)| is_remark(label)).map(|(at, _)| *at));
        cells.sort_unstable();
        let sheet = &draft.sheets[self.found.sheet];
        let named = |at: &At| {
            let text = sheet.text(at.0, at.1);
            !self.names.others.find(text).is_empty() || !self.names.columns.find(text).is_empty()
        };
        cells.retain(|at| !named(at));
        if before.is_some() && before == after && !cells.is_empty() {
            let called = labels.first().map(|(_, label)| (*label).to_owned());
            unknown::words(draft, self.form, self.found, "行", called.as_deref(), &cells);
        }
    }

    /// A row that adds up others.
    fn subtotal_row(
        &self,
        draft: &mut Draft<'_>,
        label: Option<(At, String)>,
        figures: &[At],
        block: usize,
        lines: &[usize],
    ) {
        let (table, sheet) = (self.found.table, self.found.sheet);
        let sum = Subtotal { form: self.form, sheets: draft.sheets, places: self.places };
        let name = label.as_ref().map_or("小计", |(_, label)| label.as_str()).to_owned();
        let mut open = Vec::new();
        for at in figures {
            let Some((column, columns)) = self.columns_of(draft, block, *at) else {
                open.push(*at);
                continue;
            };
            match sum.of(table, block, lines, &columns) {
                Ok((parts, ids)) => {
                    let name = format!("{}“{}”行“{column}”", self.form.tables[table].label, brief(&name));
                    let cell = (sheet, at.0, at.1);
                    let finding = subtotals::compare(draft, &sum, (&name, cell), (parts, &ids));
                    draft.document.faults.extend(finding);
                }
                Err(Open::Absent) => open.push(*at),
                Err(Open::Unread) => {}
            }
        }
        if !open.is_empty() {
            let at = label.map(|(at, _)| at);
            let finding = subtotals::undivided(draft, self.form, (table, block), (sheet, at, &open), lines);
            draft.fault(finding);
        }
    }

    /// The column that a cell stands in, by name, and the columns of the form that it is or adds up.
    fn columns_of(&self, draft: &Draft<'_>, block: usize, at: At) -> Option<(String, Vec<usize>)> {
        let leaves: Vec<&Node> =
            self.form.tables[self.found.table].blocks[block].columns.iter().flat_map(Node::leaves).collect();
        let own = self.found.heads.iter().find(|((of, _), (_, column))| *of == block && *column == at.1);
        if let Some(((_, leaf), _)) = own {
            return Some((brief(&leaves.get(*leaf)?.label), vec![*leaf]));
        }
        let head = self.head(&draft.sheets[self.found.sheet], block, at.1)?.1;
        let lines = subtotals::columns(self.names, self.found, block, at.1, &head)?;
        Some((head, lines))
    }

    /// The lowest words above the figures of a block in a column.
    fn head(&self, sheet: &Sheet, block: usize, column: u32) -> Option<(At, String)> {
        let first = self.found.lines.iter().find(|(_, (of, _))| *of == block).map(|(row, _)| *row)?;
        let before = self.found.lines.range(..first).next_back().map(|(row, _)| row + 1);
        let top = before.unwrap_or(self.found.extent.0);
        // Over the first figures of a table a head of several rows may begin above those that are known.
        let top = if before.is_none() { top.saturating_sub(HEAD_ROWS) } else { top };
        let is_free = |row: &u32| !self.taken.contains(&(self.found.sheet, *row, column));
        let row = (top..first).rev().take_while(is_free).find(|row| is_label(sheet.text(*row, column)))?;
        Some(((row, column), sheet.text(row, column).replace('\n', "")))
    }

    /// A column that is none of the form's.
    fn column(&self, draft: &mut Draft<'_>, block: usize, column: u32, cells: &[At]) {
        let sheet = &draft.sheets[self.found.sheet];
        let head = self.head(sheet, block, column);
        head.iter().for_each(|(at, _)| draft.know(self.found.sheet, *at));
        // `3件均为12月收到` under 备注 are words.
        let is_remark = head.as_ref().is_some_and(|(_, head)| is_remark(head));
        let has_words = |text: &str| text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
        let is_figure = |at: &At| {
            let text = sheet.text(at.0, at.1);
            is_figure(text) && !(is_remark && has_words(text))
        };
        let (figures, words): (Vec<At>, Vec<At>) = cells.iter().partition(|at| is_figure(at));
        // What says nothing but the unit of its row was read with its figures.
        let leaves = || self.form.tables[self.found.table].blocks[block].columns.iter().flat_map(Node::leaves);
        let says = |at: &At, kind: Kind| units::of_cell(sheet.text(at.0, at.1), kind).is_some();
        let is_unit = |at: &At| leaves().filter_map(|leaf| leaf.kind).any(|kind| says(at, kind));
        let words: Vec<At> = words.into_iter().filter(|at| !is_unit(at)).collect();
        if !words.is_empty() {
            unknown::words(draft, self.form, self.found, "列", head.as_ref().map(|(_, head)| head.as_str()), &words);
        }
        if figures.is_empty() {
            return;
        }
        let lines = head.as_ref().and_then(|(_, h)| subtotals::columns(self.names, self.found, block, column, h));
        let (Some((_, name)), Some(lines)) = (&head, lines) else {
            return unknown::column(draft, self.form, self.found, block, head, &figures);
        };
        let sum = Subtotal { form: self.form, sheets: draft.sheets, places: self.places };
        for at in figures {
            let Some((_, line)) = self.found.lines.get(&at.0) else { continue };
            let Ok((parts, ids)) = sum.of(self.found.table, block, &[*line], &lines) else { continue };
            let row = ids.first().and_then(|id| self.form.cell(*id).row_labels.last()).map(|label| brief(label));
            let row = row.filter(|row| !row.is_empty()).map(|row| format!("“{row}”行")).unwrap_or_default();
            let name = format!("{}{row}“{name}”", self.form.tables[self.found.table].label);
            let finding = subtotals::compare(draft, &sum, (&name, (self.found.sheet, at.0, at.1)), (parts, &ids));
            draft.document.faults.extend(finding);
        }
    }
}

/// Whether figures only number the columns: 1, 2, 3.
fn is_numbering<'t>(figures: impl Iterator<Item = &'t str>) -> bool {
    let numbers: Option<Vec<i64>> = figures.map(|text| plain(text).parse().ok()).collect();
    numbers.is_some_and(|numbers| numbers.windows(2).all(|pair| pair[1] == pair[0] + 1) && numbers.len() > 1)
}
