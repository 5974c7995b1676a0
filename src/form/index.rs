//! Numbering the cells of a declaration, and resolving its rules to cells.

use std::collections::{BTreeSet, HashMap};

use super::cell::{Balanced, Cell, CellId, InputLine, Summed};
use super::declaration::{Balance, Grounds, Node, Table, TableBlock};
use super::fault::{Fault, FaultKind};
use super::kind::Kind;
use super::name::Name;
use super::path::{self, Path, join, labels, leaf, parents, paths};
use super::sums;

/// Cells of a table at most: more is no form that anybody fills in, and takes long to lay out.
const MOST_CELLS: usize = 5_000;

/// The cells of a declaration and what ties them together, in the making.
#[derive(Default)]
pub(super) struct Index {
    /// Every cell, table by table, row by row.
    pub cells: Vec<Cell>,
    /// Every line of the input.
    pub lines: Vec<InputLine>,
    /// Every sum.
    pub sums: Vec<Summed>,
    /// Every identity.
    pub balances: Vec<Balanced>,
    /// Every cell by its key.
    pub keys: HashMap<String, CellId>,
    /// What cannot be resolved.
    pub faults: Vec<Fault>,
}

/// A block with the leaves of its trees, and the number of its first cell.
struct Leaves<'d> {
    table: &'d str,
    block: &'d TableBlock,
    rows: Vec<Path<'d>>,
    columns: Vec<Path<'d>>,
    first: usize,
}

impl<'d> Leaves<'d> {
    /// The cell of a row and a column.
    fn id(&self, row: usize, column: usize) -> CellId {
        CellId(self.first + row * self.columns.len() + column)
    }

    /// The key of a cell.
    fn key(&self, row: &Path<'d>, column: &Path<'d>) -> String {
        join(self.table, row.iter().chain(column))
    }
}

impl Index {
    /// The cells of some tables.
    pub(super) fn of(tables: &[Table]) -> Self {
        let mut index = Self::default();
        for (number, table) in tables.iter().enumerate() {
            for (block_number, block) in table.blocks.iter().enumerate() {
                let (rows, columns) = (paths(&block.rows), paths(&block.columns));
                if rows.len().saturating_mul(columns.len()) > MOST_CELLS {
                    let message = format!("{}：有 {} 行、{} 列，太大了。", table.label, rows.len(), columns.len());
                    index.fault(FaultKind::Shape, &block.at, message, format!("一块至多 {MOST_CELLS} 格"));
                    continue;
                }
                let leaves = Leaves { table: &table.key, block, rows, columns, first: index.cells.len() };
                index.number((number, block_number), &leaves);
                index.add_sums(&leaves);
                index.add_lines(&leaves);
            }
            for (number, balance) in table.balances.iter().enumerate() {
                index.add_balances(table, number, balance);
            }
        }
        index
    }

    /// Tells a fault.
    fn fault(
        &mut self,
        kind: FaultKind,
        at: &std::ops::Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.faults.push(Fault::new(kind, at, message, hint));
    }

    /// Numbers the cells of a block.
    fn number(&mut self, (table, block): (usize, usize), leaves: &Leaves<'_>) {
        for (row, row_path) in leaves.rows.iter().enumerate() {
            for (column, column_path) in leaves.columns.iter().enumerate() {
                let (key, node) = (leaves.key(row_path, column_path), leaf(column_path));
                let basis = row_path.iter().rev().find_map(|node| node.basis.clone());
                let basis = basis.or_else(|| leaves.block.basis.clone());
                let (prior, prior_grounds) = self.prior(leaves, row_path, column_path).unzip();
                let cell = Cell {
                    prior,
                    prior_grounds: prior_grounds.unwrap_or_default(),
                    was: node.was.as_ref().map(|was| former(leaves.table, row_path, column_path, was)),
                    difference: self.difference(leaves, row, column),
                    table,
                    block,
                    row,
                    column,
                    row_labels: labels(row_path),
                    column_labels: labels(column_path),
                    kind: node.kind.unwrap_or(Kind::Count),
                    basis,
                    printed: node.printed,
                    key: key.clone(),
                };
                let is_twice = self.keys.insert(key.clone(), CellId(self.cells.len())).is_some();
                let (at, hint) = (&leaf(row_path).at, "同一张表里，行与列的键合起来不能重复");
                if is_twice {
                    self.fault(FaultKind::Twice, at, format!("键 {key} 重复。"), hint);
                }
                self.cells.push(cell);
            }
        }
    }

    /// The key of the cell whose figure of last year a cell takes over: one beside it in its row or its column.
    fn prior(&mut self, leaves: &Leaves<'_>, row: &Path<'_>, column: &Path<'_>) -> Option<(String, Grounds)> {
        let table = leaves.table;
        let beside = |path: &Path<'_>, others: &[Path<'_>]| {
            let name = leaf(path).prior.clone()?;
            Some((path::sibling(others, path, &name), name))
        };
        let in_column = beside(row, &leaves.rows);
        let (found, name, is_row) = match in_column {
            Some((found, name)) => (found, name, true),
            None => beside(column, &leaves.columns).map(|(found, name)| (found, name, false))?,
        };
        let node = leaf(if is_row { row } else { column });
        let key = match found {
            Some(found) if is_row => join(table, leaves.rows[found].iter().chain(column)),
            Some(found) => join(table, row.iter().chain(&leaves.columns[found])),
            None => {
                sums::nowhere(node, "prior", &name, &mut self.faults);
                return None;
            }
        };
        Some((key, node.grounds.clone()))
    }

    /// The two cells whose difference fills a cell.
    fn difference(&mut self, leaves: &Leaves<'_>, row: usize, column: usize) -> Option<(CellId, CellId)> {
        let path = &leaves.columns[column];
        let node = leaf(path);
        let [minuend, subtrahend] = node.difference.as_slice() else {
            if !node.difference.is_empty() {
                let at = &node.difference[0].at;
                let message = format!("“{}”的 difference 有 {} 项。", node.label, node.difference.len());
                self.fault(FaultKind::Shape, at, message, "写两项：前一项减去后一项");
            }
            return None;
        };
        let mut find = |name: &Name| {
            let found = path::sibling(&leaves.columns, path, name);
            if found.is_none() {
                sums::nowhere(node, "difference", name, &mut self.faults);
            }
            found.map(|column| leaves.id(row, column))
        };
        let (minuend, subtrahend) = (find(minuend), find(subtrahend));
        minuend.zip(subtrahend)
    }

    /// Resolves the sums of a block: those along its rows, then those along its columns.
    fn add_sums(&mut self, leaves: &Leaves<'_>) {
        let (across, down) =
            (sums::parts(&leaves.columns, &mut self.faults), sums::parts(&leaves.rows, &mut self.faults));
        for row in 0..leaves.rows.len() {
            for (column, parts) in across.iter().enumerate().filter(|(_, parts)| !parts.is_empty()) {
                let parts = parts.iter().map(|part| leaves.id(row, *part)).collect();
                let grounds = leaf(&leaves.columns[column]).grounds.clone();
                self.sums.push(Summed { total: leaves.id(row, column), parts, across: true, grounds });
            }
        }
        for (row, parts) in down.iter().enumerate().filter(|(_, parts)| !parts.is_empty()) {
            for column in 0..leaves.columns.len() {
                let parts = parts.iter().map(|part| leaves.id(*part, column)).collect();
                let grounds = leaf(&leaves.rows[row]).grounds.clone();
                self.sums.push(Summed { total: leaves.id(row, column), parts, across: false, grounds });
            }
        }
    }

    /// Says what is written on each line of the input for a block.
    fn add_lines(&mut self, leaves: &Leaves<'_>) {
        for (row, path) in leaves.rows.iter().enumerate() {
            let node = leaf(path);
            if !node.key.is_empty() {
                let all: Vec<usize> = (0..leaves.columns.len()).collect();
                self.lines.push(line(leaves, row, &all, join(leaves.table, path.iter()), &node.label));
                continue;
            }
            let mut start = 0;
            while let Some(path) = leaves.columns.get(start) {
                let groups = parents(path);
                let same = |c: &usize| {
                    let other = parents(&leaves.columns[*c]);
                    other.len() == groups.len() && other.iter().zip(groups).all(|(a, b)| std::ptr::eq(*a, *b))
                };
                let group: Vec<usize> = (start..leaves.columns.len()).take_while(same).collect();
                let label = groups.last().map_or("", |group| group.label.as_str());
                self.lines.push(line(leaves, row, &group, join(leaves.table, groups.iter()), label));
                start += group.len();
            }
        }
    }

    /// Resolves an identity for every column of the block that has its rows.
    fn add_balances(&mut self, table: &Table, number: usize, balance: &Balance) {
        let named = || balance.left.iter().chain(&balance.right).chain([&balance.fill]);
        if !balance.right.iter().any(|row| row.text == balance.fill.text) {
            let message = format!("勾稽关系“{}”：fill 不在 right 里。", balance.name);
            self.fault(FaultKind::Nowhere, &balance.fill.at, message, "fill 写 right 里的一行，没有填时由其余各行算出");
        }
        let rows = |block: &TableBlock| -> BTreeSet<String> {
            paths(&block.rows).iter().map(|path| join("", path.iter()).trim_start_matches('.').to_owned()).collect()
        };
        let blocks: Vec<(&TableBlock, BTreeSet<String>)> =
            table.blocks.iter().map(|block| (block, rows(block))).collect();
        let fitting = |rows: &BTreeSet<String>| named().filter(|row| rows.contains(&row.text)).count();
        let Some((block, rows)) = blocks.iter().max_by_key(|(_, rows)| fitting(rows)) else { return };
        for row in named().filter(|row| !rows.contains(&row.text)) {
            let message = format!("勾稽关系“{}”里的 {row} 不存在。", balance.name);
            self.fault(FaultKind::Nowhere, &row.at, message, "改为这张表里一行的键；组里的行写“组.行”");
        }
        for path in paths(&block.columns) {
            let column = join("", path.iter());
            let find = |row: &Name| self.keys.get(&format!("{}.{row}{column}", table.key)).copied();
            let (left, right) = (balance.left.iter().map(find).collect(), balance.right.iter().map(find).collect());
            if let (Some(left), Some(right), Some(fill)) = (left, right, find(&balance.fill)) {
                self.balances.push(Balanced { name: balance.name.text.clone(), left, right, fill, number });
            }
        }
    }
}

/// The key of a cell whose column is called otherwise.
fn former(table: &str, row: &Path<'_>, column: &Path<'_>, was: &Name) -> String {
    let above = join(table, row.iter().chain(parents(column)));
    format!("{above}.{was}")
}

/// A line of the input: some columns of a row.
fn line(leaves: &Leaves<'_>, row: usize, columns: &[usize], key: String, label: &str) -> InputLine {
    let pick = |wanted: fn(&Node) -> bool| {
        let fitting = columns.iter().filter(move |column| wanted(leaf(&leaves.columns[**column])));
        fitting.map(|column| leaves.id(row, *column))
    };
    InputLine {
        key,
        label: label.to_owned(),
        inputs: pick(|n| n.printed && n.sum.is_empty()).collect(),
        total: pick(|n| n.printed && !n.sum.is_empty()).next(),
        unprinted: pick(|n| !n.printed).collect(),
    }
}
