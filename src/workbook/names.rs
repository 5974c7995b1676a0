//! What the words of an official table name: its rows, its columns, and what else stands in it.

use std::collections::BTreeSet;

use super::labels::Dictionary;
use super::words::CHECK;
use crate::characters::{plain, unspaced};
use crate::form::{Form, Node, Variants, notes};

/// What label a word of a table can be.
pub(super) struct TableNames<'f> {
    /// The form.
    pub form: &'f Form,
    /// Index of the table in it.
    pub table: usize,
    /// Row leaves: block and number.
    pub rows: Dictionary<(usize, usize)>,
    /// Labels of column leaves and groups.
    pub columns: Dictionary<*const Node>,
    /// Groups of rows: block, and the first and the last of their rows.
    pub groups: Dictionary<(usize, usize, usize)>,
    /// All other labels that stand in the table: groups of rows, captions, corners.
    pub others: Dictionary<()>,
    /// The notes that stand behind its labels.
    pub notes: BTreeSet<String>,
}

impl<'f> TableNames<'f> {
    /// The names of a table.
    pub(super) fn new(form: &'f Form, table: usize) -> Self {
        let declared = &form.tables[table];
        let named = |node: &'f Node| std::iter::once(&node.label).chain(&node.aliases).filter(|l| !l.is_empty());
        let mut rows = Vec::new();
        let mut columns = Vec::new();
        let mut groups = Vec::new();
        let mut others = Vec::new();
        for (number, block) in declared.blocks.iter().enumerate() {
            let leaves: Vec<&Node> = block.rows.iter().flat_map(Node::leaves).collect();
            for (row, leaf) in leaves.iter().enumerate() {
                rows.extend(named(leaf).map(|label| (label.as_str(), (number, row))));
            }
            let all_columns = block.columns.iter().flat_map(all);
            columns
                .extend(all_columns.flat_map(|node| named(node).map(move |l| (l.as_str(), std::ptr::from_ref(node)))));
            for group in block.rows.iter().flat_map(all).filter(|node| !node.children.is_empty()) {
                let inside = group.leaves();
                let rows = leaves.iter().enumerate().filter(|(_, leaf)| inside.iter().any(|one| same(*one, leaf)));
                let rows: Vec<usize> = rows.map(|(row, _)| row).collect();
                let Some((first, last)) = rows.first().zip(rows.last()) else { continue };
                groups.extend(named(group).map(|label| (label.as_str(), (number, *first, *last))));
                others.extend(named(group).map(|label| (label.as_str(), ())));
            }
            others.extend([&block.caption, &block.corner].into_iter().flatten().map(|label| (label.as_str(), ())));
        }
        let labels = rows.iter().map(|(label, _)| *label).chain(columns.iter().map(|(label, _)| *label));
        let notes = labels.chain(others.iter().map(|(label, ())| *label)).flat_map(notes).collect();
        Self {
            form,
            table,
            notes,
            rows: Dictionary::new(rows),
            columns: Dictionary::new(columns),
            groups: Dictionary::new(groups),
            others: Dictionary::new(others),
        }
    }

    /// What a word of a sheet names in the table; none when it names nothing.
    pub(super) fn meaning(&self, word: &Variants) -> Option<WordMeaning<'_>> {
        let (rows, columns) = (self.rows.find_variants(word), self.columns.find_variants(word));
        let (groups, other) = (self.groups.find_variants(word), !self.others.find_variants(word).is_empty());
        let is_known = other || !rows.is_empty() || !columns.is_empty();
        is_known.then_some(WordMeaning { rows, columns, groups, other })
    }

    /// Whether the table has labels before its rows.
    pub(super) fn has_stub(&self) -> bool {
        self.form.tables[self.table].blocks.iter().flat_map(|block| &block.rows).any(|row| !row.label.is_empty())
    }
}

/// What a word of a sheet names in a table.
pub(super) struct WordMeaning<'a> {
    /// Rows: block and number.
    pub rows: &'a [(usize, usize)],
    /// Columns and groups of them.
    pub columns: &'a [*const Node],
    /// Groups of rows: block, and the first and the last of their rows.
    pub groups: &'a [(usize, usize, usize)],
    /// Whether it is another label of the table.
    pub other: bool,
}

/// A node and all below it.
pub(super) fn all(node: &Node) -> Vec<&Node> {
    std::iter::once(node).chain(node.children.iter().flat_map(all)).collect()
}

/// Whether both are the same node.
pub(super) fn same(node: *const Node, other: &Node) -> bool {
    std::ptr::eq(node, other)
}

/// Whether a text is a label: it has letters and is no figure.
pub(super) fn is_label(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !is_figure(text)
}

/// Whether a text is a figure.
pub(super) fn is_figure(text: &str) -> bool {
    let half = plain(text);
    let figures = half.trim_start_matches(['+', '-', '−', '减', '增', '少', '加', '¥', '￥', ' ']);
    // `2025年制发件数` is a label.
    let is_dated = figures.get(4..).is_some_and(|rest| rest.starts_with('年'));
    figures.starts_with(|c: char| c.is_ascii_digit())
        && !is_dated
        && !text.contains(['、', '，', '。'])
        && !figures
            .chars()
            .skip_while(|c| c.is_ascii_digit())
            .take(1)
            .any(|c| c == '.' && figures.chars().any(char::is_alphabetic))
}

/// Whether a label is that of a row or column that only checks others.
pub(super) fn is_check(text: &str) -> bool {
    text.trim_start().starts_with(CHECK)
}

/// Words for a sum in the heads of rows and columns.
pub(super) const TOTALS: [&str; 4] = ["小计", "合计", "共计", "总计"];

/// Whether a label only says that others are added up: `小计`, `合计`.
pub(super) fn is_subtotal(text: &str) -> bool {
    let text = unspaced(&plain(text));
    let text = text.trim_matches(['(', ')', ':']);
    TOTALS.contains(&text) || matches!(text, "计" | "总数")
}
