//! Where the columns of a table stand, by their heads.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::finder::{Finder, Labelled};
use crate::form::{Kind, Node, Variants, paths};
use crate::workbook::names::same;
use crate::workbook::units;

/// Words of heads that are looked through; a head has some twenty, a register has one in every row.
const MOST_HEADS: usize = 400;
impl Finder<'_, '_> {
    /// Where the columns of a block stand: for each leaf, the row and column of its head.
    pub(super) fn columns(&self, block: usize, rows: Range<u32>, stub: u32) -> BTreeMap<usize, (u32, u32)> {
        let declared = &self.names.form.tables[self.names.table].blocks[block];
        let leaves = paths(&declared.columns);
        let heads: Vec<(u32, u32, &[*const Node])> = rows
            .clone()
            .flat_map(|row| self.row(row).map(move |(column, named)| (row, column, named.columns)))
            .filter(|(_, column, nodes)| !nodes.is_empty() && (*column > stub || !self.names.has_stub()))
            .take(MOST_HEADS + 1)
            .collect();
        if heads.len() > MOST_HEADS {
            return BTreeMap::new();
        }
        let twice =
            |leaf: &Node| leaves.iter().filter(|path| path.last().is_some_and(|n| n.label == leaf.label)).count() > 1;
        let mut columns: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
        let mut open = Vec::new();
        for (number, path) in leaves.iter().enumerate() {
            let Some((leaf, parents)) = path.split_last() else { continue };
            let candidates: Vec<(usize, u32, u32)> = heads
                .iter()
                .filter(|(_, _, nodes)| nodes.iter().any(|node| same(*node, leaf)))
                .map(|(row, column, _)| {
                    (self.parents_above(&heads, (*row, *column), parents, rows.start), *row, *column)
                })
                .filter(|(agreeing, ..)| !twice(leaf) || *agreeing == parents.len())
                .collect();
            match candidates[..] {
                [] => {}
                [(_, row, column)] => {
                    columns.insert(number, (row, column));
                }
                _ => open.push((number, candidates)),
            }
        }
        // Of several heads that one counts that is under the most of its groups, beside the others, nearest to the figures.
        for (number, candidates) in open {
            let (left, right) = columns.values().fold((u32::MAX, 0), |(l, r), (_, c)| (l.min(*c), r.max(*c)));
            let away = |column: u32| {
                if left > right { 0 } else { left.saturating_sub(column).max(column.saturating_sub(right)) }
            };
            let label = leaves[number].last().map_or("", |leaf| leaf.label.as_str());
            let is_official = |at: (u32, u32)| Variants::of(label) == Variants::of(self.sheet.text(at.0, at.1));
            let key = |(agreeing, row, column): &(usize, u32, u32)| {
                (*agreeing, is_official((*row, *column)), u32::MAX - away(*column), *row)
            };
            if let Some((_, row, column)) = candidates.into_iter().max_by_key(key) {
                columns.insert(number, (row, column));
            }
        }
        columns
    }

    /// How many of a leaf's groups stand above a head cell, each where it would cover it.
    fn parents_above(
        &self,
        heads: &[(u32, u32, &[*const Node])],
        (row, column): (u32, u32),
        parents: &[&Node],
        first: u32,
    ) -> usize {
        let covering = |at: u32| {
            heads
                .iter()
                .filter(|(r, c, _)| *r == at && *c <= column)
                .max_by_key(|(_, c, _)| *c)
                .map(|(_, _, nodes)| *nodes)
        };
        let above: Vec<&[*const Node]> = (first..row).filter_map(covering).collect();
        parents.iter().filter(|parent| above.iter().any(|nodes| nodes.iter().any(|node| same(*node, parent)))).count()
    }

    /// The columns of a block whose head stands on a sheet before: those rows that go on here are filled in as wide, and
    /// nothing is said there of units.
    pub(super) fn columns_before(&self, block: usize, rows: &[&Labelled]) -> BTreeMap<usize, (u32, u32)> {
        let Some((before, sheet)) = &self.before else { return BTreeMap::new() };
        let heads: BTreeMap<usize, (u32, u32)> =
            before.heads.iter().filter(|((of, _), _)| *of == block).map(|((_, leaf), at)| (*leaf, *at)).collect();
        let figures = |row: u32, stub: u32| {
            let cells = self.sheet.row(row).filter(move |(column, _)| *column > stub);
            cells.filter(|(_, content)| !content.text().is_empty()).map(|(column, _)| column)
        };
        let filled: BTreeSet<u32> = rows.iter().flat_map(|(row, stub, _)| figures(*row, *stub)).collect();
        let there: BTreeSet<u32> = heads.values().map(|(_, column)| *column).collect();
        let (Some(first), Some(head)) = (filled.first(), there.first()) else { return BTreeMap::new() };
        let is_known = |column: &u32| there.contains(&(column - first + head));
        // A total may have been left empty; a column or two may stand beside any list.
        let is_as_wide = there.len() > 2 && filled.iter().all(is_known) && filled.len() + 1 >= there.len();
        let has_unit =
            heads.values().any(|(row, column)| units::of_label(sheet.text(*row, *column), Kind::Count).is_some());
        if !is_as_wide || has_unit {
            return BTreeMap::new();
        }
        heads.into_iter().map(|(leaf, (row, column))| (leaf, (row, column - head + first))).collect()
    }
}
