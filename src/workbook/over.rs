//! What stands over the cells of a table that was found: labels of groups and blocks, and titles.

use std::collections::BTreeMap;
use std::ops::Range;

use super::draft::At;
use super::names::{TableNames, WordMeaning, is_figure, same};
use super::sheets::Sheet;
use crate::form::{Cell, paths};

/// Rows above the head of a table in which its title is looked for.
const ABOVE: u32 = 4;

/// The words of a sheet that name something in a table.
pub(super) type TableWords<'a> = BTreeMap<At, WordMeaning<'a>>;

/// A label that stands over several rows or columns of a block.
#[derive(Debug, Clone)]
pub(super) struct Over {
    /// Where it stands.
    pub at: At,
    /// The block.
    block: usize,
    /// The first and the last of its rows; none for all.
    rows: Option<(usize, usize)>,
    /// Its columns; none for all.
    columns: Option<Vec<usize>>,
}

impl Over {
    /// Whether it stands over a cell of its table.
    pub(super) fn covers(&self, cell: &Cell) -> bool {
        let has_row = self.rows.is_none_or(|(first, last)| (first..=last).contains(&cell.row));
        let has_column = self.columns.as_ref().is_none_or(|columns| columns.contains(&cell.column));
        cell.block == self.block && has_row && has_column
    }
}

/// The labels over a block whose columns are found, in some rows of its sheet: groups of columns from the lowest,
/// groups of rows, and what is said of all of it.
pub(super) fn labels(
    names: &TableNames<'_>,
    words: &TableWords<'_>,
    (block, rows): (usize, Range<u32>),
    columns: &BTreeMap<usize, At>,
) -> Vec<Over> {
    let paths = paths(&names.form.tables[names.table].blocks[block].columns);
    let below = |at: At, named: &WordMeaning<'_>| -> Vec<usize> {
        let is_under = |leaf: &usize, head: &At| {
            let mut groups = paths.get(*leaf).into_iter().flat_map(|path| path.iter().rev().skip(1));
            head.0 > at.0 && groups.any(|group| named.columns.iter().any(|node| same(*node, group)))
        };
        columns.iter().filter(|(leaf, head)| is_under(leaf, head)).map(|(leaf, _)| *leaf).collect()
    };
    let mut labels = Vec::new();
    for (at, named) in words.range((rows.start, 0)..(rows.end, 0)).rev() {
        let under = below(*at, named);
        if !under.is_empty() {
            labels.push(Over { at: *at, block, rows: None, columns: Some(under) });
        } else if let Some((_, first, last)) = named.groups.iter().find(|(of, ..)| *of == block) {
            labels.push(Over { at: *at, block, rows: Some((*first, *last)), columns: None });
        } else if named.other && named.rows.is_empty() && named.columns.is_empty() && named.groups.is_empty() {
            labels.push(Over { at: *at, block, rows: None, columns: None });
        }
    }
    labels
}

/// What stands above the heads of a block, or in their first row before them, and is no label: the nearest first. Rows
/// of figures above are another table's.
pub(super) fn titles(sheet: &Sheet, words: &TableWords<'_>, heads: &BTreeMap<usize, At>, rows: Range<u32>) -> Vec<At> {
    let left = heads.values().map(|(_, column)| *column).min().unwrap_or(0);
    let is_title = |at: &At| !words.contains_key(at) && (at.0 < rows.end || at.1 < left);
    let mut titles = Vec::new();
    for row in (rows.start.max(rows.end.saturating_sub(ABOVE))..=rows.end).rev() {
        let cells = || sheet.row(row).map(|(column, content)| ((row, column), content.text()));
        if row < rows.end && cells().any(|(_, text)| is_figure(text)) && cells().count() > 1 {
            break;
        }
        titles.extend(cells().map(|(at, _)| at).filter(is_title));
    }
    titles
}
