//! Tables whose rows stand where their columns belong: told as such, for nothing of them is read.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{At, Draft};
use super::locate::{FoundTable, SheetWords};
use super::names::{TableNames, same};
use super::whose::is_of_last_year;
use crate::finding::Finding;
use crate::form::Node;
use crate::rule::workbook as rules;
use crate::source::CellKind;

/// Labels of one direction that must stand in the other one. A table that stands as it should has one or two of them
/// there: `总计` and `其他` are rows as well as columns.
const FEWEST: usize = 3;

/// Groups of columns that must stand below each other to be told.
const FEWEST_GROUPS: usize = 2;

/// Labels of rows or columns along a line of a sheet: the cells, and what they name.
type Along<T> = BTreeMap<u32, (Vec<At>, BTreeSet<T>)>;

/// Tells the tables that stand on a sheet with rows and columns exchanged, or with each group of columns in a row of its
/// own; what was found of those instead is left out.
pub(super) fn tell(draft: &mut Draft<'_>, names: &[TableNames<'_>], found: &mut Vec<FoundTable>, words: &[SheetWords]) {
    for names in names {
        let cells = names.form.cells.iter().filter(|cell| cell.table == names.table).count();
        let of_table = |found: &&FoundTable| found.table == names.table;
        if found.iter().filter(of_table).any(|found| found.places.len() == cells) {
            continue;
        }
        let least = found.iter().filter(of_table).map(|found| found.score).max().unwrap_or(0);
        let mut is_told = false;
        for (number, (sheet, words)) in draft.sheets.iter().zip(words).enumerate() {
            if !sheet.visible || sheet.kind == CellKind::Paragraphs {
                continue;
            }
            if let Some((down, across)) = exchanged(names, words)
                && down.len() + across.len() > least
                && !is_of_last_year(sheet, down[0].0)
            {
                one(draft, names, number, &down, &across);
                is_told = true;
            } else if least == 0
                && let Some(groups) = stacked(names, words)
                && !is_of_last_year(sheet, groups[0].0)
            {
                rows_of_groups(draft, names, number, &groups);
            }
        }
        found.retain(|found| !is_told || found.table != names.table);
    }
}

/// The labels of groups of columns that stand below each other, each before a row of its own, under the labels of columns;
/// none of a table with labels before its rows.
fn stacked(names: &TableNames<'_>, words: &SheetWords) -> Option<Vec<At>> {
    let blocks = &names.form.tables[names.table].blocks;
    if names.has_stub() {
        return None;
    }
    let columns = || blocks.iter().flat_map(|block| &block.columns);
    let leaves: BTreeSet<&str> = columns().flat_map(Node::leaves).map(|leaf| leaf.label.as_str()).collect();
    let label = |nodes: &[*const Node]| {
        let all = columns().flat_map(Node::leaves).find(|leaf| nodes.iter().any(|node| same(*node, leaf)));
        all.map(|leaf| leaf.label.as_str()).filter(|label| leaves.contains(label))
    };
    let (mut down, mut across) = (Along::<&str>::new(), Along::<&str>::new());
    for (at, word) in words {
        let Some(meaning) = names.meaning(word).filter(|meaning| !meaning.columns.is_empty()) else { continue };
        let (line, named, place) = match label(meaning.columns) {
            Some(label) => (&mut across, label, at.0),
            None => (&mut down, word.texts[0].as_ref(), at.1),
        };
        let (cells, of_line) = line.entry(place).or_default();
        cells.push(*at);
        of_line.insert(named);
    }
    let heads = longest(across)?;
    let groups = down.into_values().max_by_key(|(_, named)| named.len())?;
    let (cells, named) = groups;
    let is_below = cells.iter().all(|at| at.0 > heads[0].0);
    (named.len() >= FEWEST_GROUPS && is_below).then_some(cells)
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

/// Tells a table whose groups of columns stand below each other, with their labels as what was read of it.
fn rows_of_groups(draft: &mut Draft<'_>, names: &TableNames<'_>, sheet: usize, groups: &[At]) {
    let text = |at: &At| format!("“{}”", draft.sheets[sheet].text(at.0, at.1).replace('\n', ""));
    let quoted = groups.iter().map(text).collect::<Vec<_>>().join("、");
    let message = format!(
        "{}：“{}”里{quoted}各占一行，格式里它们左右并排、数都在一行里，没有读入。",
        names.form.tables[names.table].label, draft.sheets[sheet].name,
    );
    let finding = Finding::new(&rules::INCOMPLETE, message)
        .because("表按格式的行列读；排成别样的没有读入，这些数就没有报。", "")
        .hint("把下面几行的数依次挪到第一行的右边，上面补上列名；或者填进 nianbao new --xlsx 生成的工作簿")
        .key(&names.form.tables[names.table].key);
    let finding = groups.iter().fold(finding, |finding, at| finding.mark(&draft.place(sheet, *at), ""));
    draft.fault(finding);
}
