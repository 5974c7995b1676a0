//! Tables whose rows have labels.

use std::collections::{BTreeMap, BTreeSet};

use super::finder::{Finder, HEAD_ROWS, Labelled};
use super::found::FoundTable;
use crate::workbook::names::{is_check, is_figure, is_label, is_subtotal};
use crate::workbook::over;

/// Places of one table on one sheet that are looked through.
const MOST_PLACES: usize = 50;

/// A label of a row: where it stands and what it may name.
struct Hit {
    row: u32,
    column: u32,
    leaves: Vec<(usize, usize)>,
    /// Whether it may be the head of a column as well.
    is_head: bool,
}

/// Rows without words above the first one that are heads of columns there, and name a row below: `总计` by itself.
fn without_heads(mut hits: Vec<Hit>) -> Vec<Hit> {
    let Some(first) = hits.iter().position(|hit| hit.leaves.contains(&(0, 0))) else { return hits };
    let below = hits.split_off(first);
    hits.retain(|hit| !hit.is_head || below.iter().all(|row| row.leaves != hit.leaves));
    hits.extend(below);
    hits
}

impl Finder<'_, '_> {
    /// The places of a table whose rows have labels.
    pub(super) fn with_stub(&self) -> Vec<FoundTable> {
        // A word of a head, such as 总计, may be the label of a row as well.
        let mut heads: BTreeMap<u32, usize> = BTreeMap::new();
        for (row, _) in self.words.iter().filter(|(_, named)| !named.columns.is_empty()).map(|(at, _)| at) {
            *heads.entry(*row).or_default() += 1;
        }
        let hits: Vec<Hit> = self
            .words
            .iter()
            .filter(|((row, _), named)| !named.rows.is_empty() && heads.get(row).is_none_or(|count| *count < 2))
            .map(|((row, column), named)| {
                let is_head = !named.columns.is_empty();
                Hit { row: *row, column: *column, leaves: named.rows.to_vec(), is_head }
            })
            .collect();
        let hits = self.without_subtotals(without_heads(hits));
        let mut groups: Vec<Vec<Labelled>> = Vec::new();
        let mut seen = BTreeSet::new();
        for hit in &hits {
            // A label that names several rows is the next of them that has not been met.
            let fresh = hit.leaves.iter().find(|leaf| !seen.contains(*leaf));
            let last = groups.last().and_then(|group| group.last()).map(|(row, _, leaf)| (*row, *leaf));
            // A row that was copied right below itself is none of another table.
            let is_again = |(row, leaf)| fresh.is_none() && row + 1 == hit.row && hit.leaves.contains(&leaf);
            if last.is_some_and(|last| last.0 == hit.row || is_again(last)) {
                continue;
            }
            let leaf = match fresh {
                Some(leaf) if !groups.is_empty() => *leaf,
                _ => {
                    seen.clear();
                    groups.push(Vec::new());
                    hit.leaves[0]
                }
            };
            seen.insert(leaf);
            if let Some(group) = groups.last_mut() {
                group.push((hit.row, hit.column, leaf));
            }
        }
        let mut above = 0;
        let mut found = Vec::new();
        for group in groups {
            let last = group.last().map_or(0, |(row, ..)| *row);
            found.extend(self.place(above, &group));
            above = last + 1;
            if found.len() >= MOST_PLACES {
                break;
            }
        }
        found
    }

    /// Rows without those that only add up others, where the row that is called alike stands elsewhere.
    fn without_subtotals(&self, hits: Vec<Hit>) -> Vec<Hit> {
        let is_bare = |hit: &Hit| is_subtotal(self.sheet.text(hit.row, hit.column));
        let elsewhere = |number: usize| {
            let leaves = &hits[number].leaves;
            let is_first = |hit: &Hit| hit.leaves.contains(&(0, 0));
            let later = hits[number + 1..].iter().take_while(|hit| !is_first(hit));
            let before = hits[..number].iter().rev().take_while(|hit| !is_first(hit));
            let named = before.filter(|hit| !is_bare(hit)).chain(later);
            named.into_iter().any(|hit| hit.row != hits[number].row && hit.leaves == *leaves)
        };
        let kept: Vec<bool> = (0..hits.len()).map(|number| !is_bare(&hits[number]) || !elsewhere(number)).collect();
        hits.into_iter().zip(kept).filter_map(|(hit, kept)| kept.then_some(hit)).collect()
    }

    /// Places the cells of rows that were found; `above` is the first row that belongs to them.
    fn place(&self, above: u32, rows: &[Labelled]) -> Option<FoundTable> {
        let (form, table) = (self.names.form, self.names.table);
        let first = rows.first()?.0;
        let mut places = BTreeMap::new();
        let mut heads = BTreeMap::new();
        let (mut over, mut titles) = (Vec::new(), BTreeMap::new());
        let mut top = first;
        for block in 0..form.tables[table].blocks.len() {
            let of_block: Vec<_> = rows.iter().filter(|(_, _, (b, _))| *b == block).collect();
            let Some((block_first, stub, _)) = of_block.first() else { continue };
            // The head stands between the rows of the block before and its own first row.
            let before = rows.iter().map(|(row, ..)| *row).filter(|row| row < block_first).max();
            let start = before.map_or(above.max(block_first.saturating_sub(HEAD_ROWS)), |row| row + 1);
            let columns = self.columns(block, start..*block_first, *stub);
            // Rows moved above their head, and heads said once for several blocks.
            let columns = if columns.is_empty() { self.columns(block, above..*block_first, *stub) } else { columns };
            let head = columns.values().map(|(row, _)| *row).min();
            if let Some(head) = head {
                let from = before.map_or(above, |row| row + 1).min(head);
                titles.insert(block, over::titles(self.sheet, &self.words, &columns, from..head));
                let last = of_block.iter().map(|(row, ..)| *row).max().unwrap_or(*block_first);
                let rows = head.saturating_sub(HEAD_ROWS).max(from)..last + 1;
                over.extend(over::labels(self.names, &self.words, (block, rows), &columns));
            }
            top = head.unwrap_or(top).min(top);
            let is_cut = columns.is_empty();
            let columns = if is_cut { self.columns_before(block, &of_block) } else { columns };
            for (row, _, (_, leaf)) in &of_block {
                for id in form.ids() {
                    let cell = form.cell(id);
                    if (cell.table, cell.block, cell.row) == (table, block, *leaf)
                        && let Some((_, column)) = columns.get(&cell.column)
                    {
                        places.insert(id, (*row, *column));
                        let head = columns.get(&cell.column).filter(|_| !is_cut);
                        heads.extend(head.map(|head| ((block, cell.column), *head)));
                    }
                }
            }
        }
        if places.is_empty() {
            return None;
        }
        let last = self.end(rows.iter().map(|(row, ..)| *row).max().unwrap_or(first));
        let lines: BTreeMap<u32, (usize, usize)> = rows.iter().map(|(row, _, line)| (*row, *line)).collect();
        let stubs = rows.iter().map(|(row, column, _)| (*row, *column)).collect();
        let score = lines.len() + heads.len();
        Some(FoundTable {
            sheet: self.number,
            table,
            places,
            lines,
            heads,
            stubs,
            over,
            titles,
            extent: (top, last),
            score,
        })
    }

    /// The last row of a table: rows directly below it that have a label and figures belong to it.
    fn end(&self, last: u32) -> u32 {
        let belongs = |row: &u32| {
            let has_label =
                self.sheet.row(*row).any(|(_, content)| is_label(content.text()) && !is_check(content.text()));
            let has_figure = self.sheet.row(*row).any(|(_, content)| is_figure(content.text()));
            let heads = self.row(*row).filter(|(_, named)| !named.columns.is_empty()).count();
            let is_line = self
                .row(*row)
                .any(|(column, named)| !named.rows.is_empty() && !is_subtotal(self.sheet.text(*row, column)));
            has_label && has_figure && heads < 2 && !is_line
        };
        // Heads and captions of parts whose rows are not known stand between.
        let between = |row: &u32| self.row(*row).any(|(_, named)| named.other || !named.columns.is_empty());
        let below = (last + 1..last + HEAD_ROWS).take_while(|row| belongs(row) || between(row));
        below.filter(belongs).last().unwrap_or(last)
    }
}
