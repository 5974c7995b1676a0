//! Tables whose rows stand where their columns belong: told as such, for nothing of them is read.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{At, Draft};
use super::edition::is_of_last_year;
use super::locate::{FoundTable, SheetWords};
use super::names::{TableNames, same};
use crate::finding::Finding;
use crate::form::Node;
use crate::rule::workbook as rules;
use crate::source::CellKind;

/// Labels of one direction that must stand in the other one. A table that stands as it should has one or two of them
/// there: `总计` and `其他` are rows as well as columns.
const FEWEST: usize = 3;

/// Labels of rows or columns along a line of a sheet: the cells, and what they name.
type Along<T> = BTreeMap<u32, (Vec<At>, BTreeSet<T>)>;

/// Tells the tables that were not found but stand on a sheet with rows and columns exchanged.
pub(super) fn tell(draft: &mut Draft<'_>, names: &[TableNames<'_>], found: &[FoundTable], words: &[SheetWords]) {
    for names in names.iter().filter(|names| found.iter().all(|found| found.table != names.table)) {
        for (number, (sheet, words)) in draft.sheets.iter().zip(words).enumerate() {
            if sheet.visible
                && sheet.kind != CellKind::Paragraphs
                && let Some((down, across)) = exchanged(names, words)
                && !is_of_last_year(sheet, down[0].0)
            {
                one(draft, names, number, &down, &across);
            }
        }
    }
}

/// The labels of columns that stand below each other, and those of rows that stand beside each other.
fn exchanged(names: &TableNames<'_>, words: &SheetWords) -> Option<(Vec<At>, Vec<At>)> {
    let (mut down, mut across) = (Along::<usize>::new(), Along::<(usize, usize)>::new());
    // Groups of columns stand above each other and their columns wherever a table stands as it should.
    let blocks = &names.form.tables[names.table].blocks;
    let leaves: Vec<&Node> = blocks.iter().flat_map(|block| &block.columns).flat_map(Node::leaves).collect();
    let leaf = |nodes: &[*const Node]| leaves.iter().position(|leaf| nodes.iter().any(|node| same(*node, leaf)));
    for (at, word) in words {
        let Some(meaning) = names.meaning(word) else { continue };
        if let (Some(leaf), []) = (leaf(meaning.columns), meaning.rows) {
            let (cells, named) = down.entry(at.1).or_default();
            cells.push(*at);
            named.insert(leaf);
        }
        if let (Some(line), []) = (meaning.rows.first(), meaning.columns) {
            let (cells, named) = across.entry(at.0).or_default();
            cells.push(*at);
            named.insert(*line);
        }
    }
    let across = if names.has_stub() { longest(across)? } else { Vec::new() };
    Some((longest(down)?, across))
}

/// The line with the most labels, where it has enough.
fn longest<T>(along: Along<T>) -> Option<Vec<At>> {
    let longest = along.into_values().max_by_key(|(_, named)| named.len());
    longest.filter(|(_, named)| named.len() >= FEWEST).map(|(cells, _)| cells)
}

/// Tells one, with its labels as what was read of it.
fn one(draft: &mut Draft<'_>, names: &TableNames<'_>, sheet: usize, down: &[At], across: &[At]) {
    let text = |at: &At| format!("“{}”", draft.sheets[sheet].text(at.0, at.1).replace('\n', ""));
    let quoted = |cells: &[At]| cells.iter().take(2).map(text).collect::<Vec<_>>().join("、");
    let across_told =
        if across.is_empty() { String::new() } else { format!("，行名{}等横着排", quoted(across)) };
    let message = format!(
        "{}：行列颠倒了（“{}”里列名{}等竖着排{across_told}），没有读入。",
        names.form.tables[names.table].label,
        draft.sheets[sheet].name,
        quoted(down),
    );
    let finding = Finding::new(&rules::INCOMPLETE, message)
        .because("表按格式的行列读；颠倒过来的没有读入，这些数就没有报。", "")
        .hint("选中整张表复制，在空白处“选择性粘贴”，勾选“转置”，删去原来的；再照格式核对行名、列名")
        .key(&names.form.tables[names.table].key);
    let finding = down.iter().chain(across).fold(finding, |finding, at| finding.mark(&draft.place(sheet, *at), ""));
    draft.fault(finding);
}
