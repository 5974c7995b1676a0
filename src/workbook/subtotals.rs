//! Rows and columns that people add to a table to add up others: found out, and held against what they add up.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::draft::{At, Draft};
use super::locate::FoundTable;
use super::names::{TOTALS, TableNames, is_label, is_subtotal, same};
use super::sheets::Sheet;
use super::words::BLANK;
use crate::characters::unspaced;
use crate::filing::Entry;
use crate::finding::Finding;
use crate::form::{CellId, Form, Node, Variants, brief};
use crate::rule::workbook as rules;

/// Where the cells of a table stand that may be in several parts: sheet, row and column.
pub(super) type Places = BTreeMap<CellId, (usize, u32, u32)>;

/// Lines of the form, by number, that another one adds up.
pub(super) type Lines = Vec<usize>;

/// The rows that an unknown row adds up: those of the group it is the row of, or of the group it stands in.
pub(super) fn rows(
    names: &TableNames<'_>,
    found: &FoundTable,
    sheet: &Sheet,
    row: u32,
    left: u32,
) -> Option<(usize, Lines)> {
    let labels: Vec<&str> =
        sheet.row(row).filter(|(column, _)| *column < left).map(|(_, content)| content.text()).collect();
    let group = labels.iter().enumerate().rev().find_map(|(at, label)| {
        // A row beside the group's label that has another name is a row of its own.
        let is_its_own = labels[at + 1..].iter().any(|label| is_label(label) && !is_subtotal(label));
        let called = |label: &str| names.groups.find(label).first().copied();
        // `不予公开小计` adds up 不予公开.
        let added = || called(&without_subtotal(label).filter(|rest| !rest.is_empty())?);
        called(label).or_else(added).filter(|_| !is_its_own)
    });
    let around = || {
        labels
            .iter()
            .find(|label| is_subtotal(label) || without_subtotal(label).is_some_and(|rest| is_ordinal(&rest)))?;
        let above = found.lines.range(..row).next_back();
        let (block, line) = above.or(found.lines.range(row..).next()).map(|(_, line)| *line)?;
        innermost(names, block, line)
    };
    let (block, first, last) = group.or_else(around)?;
    let leaves: Vec<&Node> = names.form.tables[names.table].blocks[block].rows.iter().flat_map(Node::leaves).collect();
    let parts = (first..=last).filter(|line| leaves.get(*line).is_some_and(|leaf| leaf.sum.is_empty()));
    Some((block, parts.collect()))
}

/// The smallest group of rows that a row is in: its block, and its first and last row.
fn innermost(names: &TableNames<'_>, block: usize, line: usize) -> Option<(usize, usize, usize)> {
    let groups = names.groups.all().filter(|(of, first, last)| *of == block && (*first..=*last).contains(&line));
    // Rows without groups are added up all together.
    let rows = &names.form.tables[names.table].blocks[block].rows;
    let is_flat = rows.len() > 1 && rows.iter().all(|row| row.children.is_empty() && row.sum.is_empty());
    groups.min_by_key(|(_, first, last)| last - first).or(is_flat.then(|| (block, 0, rows.len() - 1)))
}

/// Whether a text is nothing but an ordinal: `（三）`.
fn is_ordinal(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十（）()、.".contains(c))
}

/// The columns that an unknown column adds up, by what it is called and where it stands.
pub(super) fn columns(
    names: &TableNames<'_>,
    found: &FoundTable,
    block: usize,
    column: u32,
    head: &str,
) -> Option<Lines> {
    let named = without_subtotal(head)?;
    let declared = &names.form.tables[names.table].blocks[block];
    let leaves: Vec<&Node> = declared.columns.iter().flat_map(Node::leaves).collect();
    let at = |leaf: usize| found.heads.get(&(block, leaf)).map(|(_, column)| *column);
    let mut groups: Vec<(&Node, Lines)> = Vec::new();
    for group in declared.columns.iter().flat_map(all).filter(|node| !node.children.is_empty()) {
        let inside = group.leaves();
        let is_part = |leaf: &Node| leaf.sum.is_empty() && leaf.difference.is_empty() && leaf.printed;
        let lines =
            (0..leaves.len()).filter(|n| is_part(leaves[*n]) && inside.iter().any(|one| same(*one, leaves[*n])));
        groups.push((group, lines.collect()));
    }
    groups.retain(|(_, lines)| lines.len() > 1 && lines.iter().all(|line| at(*line).is_some()));
    groups.sort_by_key(|(_, lines)| lines.len());
    let is_named = |(group, _): &&(&Node, Lines)| !named.is_empty() && group.label.contains(&named);
    let is_beside = |(_, lines): &&(&Node, Lines)| {
        let columns: Vec<u32> = lines.iter().filter_map(|line| at(*line)).collect();
        let (first, last) = (columns.iter().min(), columns.iter().max());
        last.is_some_and(|last| last + 1 == column) || first.is_some_and(|first| column + 1 == *first)
    };
    let found = groups.iter().find(is_named).or_else(|| groups.iter().find(is_beside));
    found.or_else(|| groups.last().filter(|_| named.is_empty())).map(|(_, lines)| lines.clone())
}

/// What a head says beside that it adds up: `法人` of `法人小计`; none when it does not say so.
fn without_subtotal(head: &str) -> Option<String> {
    let head = unspaced(head);
    TOTALS.iter().find_map(|word| {
        let rest = head.strip_suffix(word).or(head.strip_prefix(word))?;
        Some(rest.trim_matches(['（', '）', '(', ')', '：', ':']).to_owned())
    })
}

/// A node and all below it.
fn all(node: &Node) -> Vec<&Node> {
    std::iter::once(node).chain(node.children.iter().flat_map(all)).collect()
}

/// What the cells of some rows and columns add up to; none when one of them is not there or cannot be read.
pub(super) struct Subtotal<'a, 's> {
    /// The form.
    pub form: &'a Form,
    /// The sheets.
    pub sheets: &'s [Sheet],
    /// Where the cells stand.
    pub places: &'a Places,
}

/// Why a sub-total cannot be compared.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// None of its parts is there.
    Absent,
    /// One of them cannot be read, which is told of itself.
    Unread,
}

impl Subtotal<'_, '_> {
    /// The sum of the cells of some rows and columns of a block, and those cells.
    pub(super) fn of(
        &self,
        table: usize,
        block: usize,
        rows: &[usize],
        columns: &[usize],
    ) -> Result<(Decimal, Vec<CellId>), Open> {
        let is_part = |id: &CellId| {
            let cell = self.form.cell(*id);
            (cell.table, cell.block) == (table, block) && rows.contains(&cell.row) && columns.contains(&cell.column)
        };
        let ids: Vec<CellId> = self.form.ids().filter(is_part).filter(|id| self.places.contains_key(id)).collect();
        if ids.is_empty() {
            return Err(Open::Absent);
        }
        let sum = ids.iter().try_fold(Decimal::ZERO, |sum, id| sum.checked_add(self.value(*id)?));
        sum.map(|sum| (sum, ids)).ok_or(Open::Unread)
    }

    /// Whether a total is just what its parts on the sheets add up to.
    pub(super) fn follows(&self, id: CellId, total: &str) -> bool {
        let total = number(total, self.form, id);
        let sum =
            |parts: &[CellId]| parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(self.value(*part)?));
        let sums = self.form.sums.iter().filter(|sum| sum.total == id).map(|of| sum(&of.parts));
        let difference = self.form.cell(id).difference;
        let difference = difference.map(|(minuend, less)| {
            let is_there = self.is_filled(minuend) && self.is_filled(less);
            self.value(minuend)?.checked_sub(self.value(less)?).filter(|_| is_there)
        });
        total.is_some() && sums.chain(difference).any(|sum| sum == total)
    }

    /// The figures that are texts and were not added to a total: what formulas made of the numbers beside them is what
    /// was saved.
    pub(super) fn left_out(&self, id: CellId, total: &str) -> Option<Vec<CellId>> {
        let total = number(total, self.form, id)?;
        let left_out = |parts: &[CellId]| {
            let mut texts = Vec::new();
            let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| {
                let value = self.value(*part)?;
                if self.is_text(*part) && !value.is_zero() {
                    texts.push(*part);
                    return Some(sum);
                }
                sum.checked_add(value)
            });
            (sum == Some(total) && !texts.is_empty()).then_some(texts)
        };
        self.form.sums.iter().filter(|sum| sum.total == id).find_map(|sum| left_out(&sum.parts))
    }

    /// Whether a cell holds a text, whatever it says.
    fn is_text(&self, id: CellId) -> bool {
        let place = self.places.get(&id);
        place.is_some_and(|(sheet, row, column)| {
            self.sheets[*sheet].is_filled(*row, *column) && !self.sheets[*sheet].is_typed(*row, *column)
        })
    }

    /// Whether something stands in a cell, or it is a total that is left to its parts.
    fn is_filled(&self, id: CellId) -> bool {
        let content = self.places.get(&id).and_then(|(sheet, row, column)| self.sheets[*sheet].get(*row, *column));
        content.is_some_and(|content| content.formula().is_some() || !content.text().trim().is_empty())
    }

    /// The number in a cell; that of its parts where it is a total that is left to them.
    fn value(&self, id: CellId) -> Option<Decimal> {
        let place = self.places.get(&id);
        let text = place.map_or("", |(sheet, row, column)| self.sheets[*sheet].text(*row, *column));
        match self.form.row_sum(id).filter(|_| text.is_empty()) {
            Some(sum) => sum.parts.iter().try_fold(Decimal::ZERO, |total, part| total.checked_add(self.value(*part)?)),
            None => number(text, self.form, id),
        }
    }
}

/// The number that a text says in the place of a cell.
fn number(text: &str, form: &Form, id: CellId) -> Option<Decimal> {
    let text = if text == BLANK { "" } else { text };
    Entry::parse(text, form.cell(id).kind).0.value.addend()
}

/// Holds a sub-total against its parts: a finding when it differs.
pub(super) fn compare(
    draft: &mut Draft<'_>,
    sum: &Subtotal<'_, '_>,
    (name, at): (&str, (usize, u32, u32)),
    (parts, ids): (Decimal, &[CellId]),
) -> Option<Finding> {
    let text = draft.sheets[at.0].text(at.1, at.2);
    let given = number(text, sum.form, *ids.first()?);
    if given == Some(parts) {
        return None;
    }
    let addends: Vec<(CellId, Decimal)> = ids.iter().filter_map(|id| Some((*id, sum.value(*id)?))).collect();
    let telling = addends.iter().filter(|(_, n)| !n.is_zero() || addends.len() <= 6);
    let telling: Vec<String> = telling.map(|(_, n)| n.to_string()).collect();
    let addition = if telling.is_empty() { "0".to_owned() } else { telling.join(" + ") };
    let by = match given {
        Some(given) if given > parts => format!("，多 {}", given - parts),
        Some(given) => format!("，少 {}", parts - given),
        None => String::new(),
    };
    let message = format!("{name}：写的是 {text}，各项之和 {addition} = {parts}{by}。");
    let finding = Finding::new(&rules::SUBTOTAL, message).mark(&draft.place(at.0, (at.1, at.2)), text);
    let marks = addends.iter().filter(|(_, n)| !n.is_zero()).take(12);
    Some(marks.fold(finding, |finding, (id, n)| {
        let (sheet, row, column) = sum.places[id];
        finding.mark(&draft.place(sheet, (row, column)), format!("{} = {n}", sum.form.describe(*id)))
    }))
}

/// The finding for figures of a group whose rows are not there.
pub(super) fn undivided(
    draft: &mut Draft<'_>,
    form: &Form,
    (table, block): (usize, usize),
    (sheet, label, figures): (usize, Option<At>, &[At]),
    lines: &[usize],
) -> Finding {
    let text = |at: &At| draft.sheets[sheet].text(at.0, at.1).to_owned();
    let called = label.as_ref().map(text).unwrap_or_default();
    let told: Vec<String> = figures.iter().map(text).collect();
    let leaves: Vec<&Node> = form.tables[table].blocks[block].rows.iter().flat_map(Node::leaves).collect();
    let rows: Vec<String> =
        lines.iter().filter_map(|line| Some(format!("“{}”", brief(&leaves.get(*line)?.label)))).collect();
    let message = format!(
        "{}：“{called}”一行填了 {}，格式把它分为 {} 行，这里没有，没有读入。",
        form.tables[table].label,
        told.join("、"),
        rows.len()
    );
    let finding = Finding::new(&rules::UNDIVIDED, message).hint(format!("把数分到 {} 各行", rows.join("、")));
    let at = label.into_iter().chain(figures.iter().copied());
    at.fold(finding, |finding, at| finding.mark(&draft.place(sheet, at), ""))
}

/// Whether two labels say the same.
pub(super) fn alike(one: &str, other: &str) -> bool {
    Variants::of(one) == Variants::of(other)
}
