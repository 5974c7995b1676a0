//! A form with its cells numbered and its rules resolved to cells.

use std::collections::HashMap;
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use super::declaration::{Block, Declaration, Kind, Node};
use super::layout::{self, Grid};
use super::tree::Branch;

/// A cell that exists in a form; only [`Form`] makes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId(usize);

impl CellId {
    /// Its index into [`Form::cells`].
    pub fn index(self) -> usize {
        self.0
    }
}

/// One cell of a form.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Its key, `table.row.column`, unique in the form.
    pub key: String,
    /// Index of its table.
    pub table: usize,
    /// Index of its block in the table.
    pub block: usize,
    /// Index of its row among the block's row leaves.
    pub row: usize,
    /// Index of its column among the block's column leaves.
    pub column: usize,
    /// Official labels from the outermost row group to the row.
    pub row_labels: Vec<String>,
    /// Official labels from the outermost column group to the column.
    pub column_labels: Vec<String>,
    /// What it may hold.
    pub kind: Kind,
    /// The law behind its row.
    pub basis: Option<String>,
    /// Whether it is printed.
    pub printed: bool,
    /// Cells whose last year's figures, added, are taken over when it is absent.
    pub prior: Vec<String>,
    /// The two cells whose difference fills it when it is absent.
    pub difference: Option<(CellId, CellId)>,
}

/// What is written on one line of the input: a row, or a group of columns where there is one row only.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its key, `table.row`.
    pub key: String,
    /// Its official label.
    pub label: String,
    /// The cells in column order, without totals.
    pub inputs: Vec<CellId>,
    /// The total at the end, which may be left out.
    pub total: Option<CellId>,
    /// Cells that are given by name only.
    pub unprinted: Vec<CellId>,
}

impl Line {
    /// All its cells.
    pub fn cells(&self) -> impl Iterator<Item = CellId> + '_ {
        self.inputs.iter().chain(&self.total).chain(&self.unprinted).copied()
    }
}

/// A cell that is the sum of others.
#[derive(Debug, Clone)]
pub struct Summed {
    /// The sum.
    pub total: CellId,
    /// What it is the sum of.
    pub parts: Vec<CellId>,
    /// Whether the parts stand in one row; else in one column.
    pub across: bool,
}

/// An identity between the cells of one column.
#[derive(Debug, Clone)]
pub struct Balanced {
    /// Its official wording.
    pub name: String,
    /// Cells on the left.
    pub left: Vec<CellId>,
    /// Cells on the right.
    pub right: Vec<CellId>,
    /// The cell on the right that is filled when it is absent.
    pub fill: CellId,
}

/// An edition of the form, ready for use.
#[derive(Debug, Clone)]
pub struct Form {
    declaration: Declaration,
    /// Every cell, table by table, row by row.
    pub cells: Vec<Cell>,
    /// Every line of the input.
    pub lines: Vec<Line>,
    /// Every sum, parts before the sums that use them.
    pub sums: Vec<Summed>,
    /// Every identity.
    pub balances: Vec<Balanced>,
    /// The cells as a tree of keys, for prose and for comparing years.
    pub tree: Branch,
    keys: HashMap<String, CellId>,
    grids: OnceLock<Vec<Grid>>,
}

/// Why a form file cannot be used.
#[derive(Debug)]
pub struct FormError(String);

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FormError {}

impl Deref for Form {
    type Target = Declaration;

    fn deref(&self) -> &Declaration {
        &self.declaration
    }
}

/// A leaf with its ancestors, outermost first.
type Path<'a> = Vec<&'a Node>;

impl Form {
    /// Reads a form file.
    ///
    /// # Errors
    /// When it is not TOML, has an unknown field, a key twice, or names a sibling that is not there.
    pub fn parse(text: &str) -> Result<Self, FormError> {
        let declaration: Declaration = toml::from_str(text).map_err(|e| FormError(e.to_string()))?;
        let mut form = Self {
            declaration,
            cells: Vec::new(),
            lines: Vec::new(),
            sums: Vec::new(),
            balances: Vec::new(),
            tree: Branch::default(),
            keys: HashMap::new(),
            grids: OnceLock::new(),
        };
        let tables = form.declaration.tables.clone();
        for (number, table) in tables.iter().enumerate() {
            for (block_number, block) in table.blocks.iter().enumerate() {
                form.index_block(&table.key, number, block_number, block)?;
            }
            for balance in &table.balances {
                form.index_balance(table, balance)?;
            }
        }
        form.tree = Branch::of(&form)?;
        Ok(form)
    }

    /// Whether the edition is meant for that report year.
    pub fn fits(&self, year: i32) -> bool {
        self.since.is_none_or(|since| since <= year) && self.until.is_none_or(|until| year <= until)
    }

    /// The cell of that key.
    pub fn find(&self, key: &str) -> Option<CellId> {
        self.keys.get(key).copied()
    }

    /// A table laid out.
    ///
    /// # Panics
    /// When the form has no such table.
    pub fn grid(&self, table: usize) -> &Grid {
        &self.grids.get_or_init(|| (0..self.tables.len()).map(|table| layout::grid(self, table)).collect())[table]
    }

    /// Every node key with its official label.
    pub fn node_labels(&self) -> impl Iterator<Item = (&str, &str)> {
        let slots = (0..self.tables.len()).flat_map(|table| &self.grid(table).parts).flat_map(layout::Part::slots);
        slots.filter(|slot| !slot.label.is_empty()).map(|slot| (slot.key.as_str(), slot.label.as_str()))
    }

    /// What is known of a cell.
    pub fn cell(&self, id: CellId) -> &Cell {
        &self.cells[id.0]
    }

    /// The sum of its row that a cell is the total of, if it is one.
    pub fn row_sum(&self, id: CellId) -> Option<&Summed> {
        self.sums.iter().find(|sum| sum.total == id && sum.across)
    }

    /// Whether a cell follows from others of the same year: a total, or what an identity fills.
    pub fn is_derived(&self, id: CellId) -> bool {
        self.sums.iter().any(|sum| sum.total == id) || self.balances.iter().any(|balance| balance.fill == id)
    }

    /// Every cell number.
    pub fn ids(&self) -> impl Iterator<Item = CellId> + use<> {
        (0..self.cells.len()).map(CellId)
    }

    /// A cell in words: table, row and column.
    pub fn describe(&self, id: CellId) -> String {
        let cell = self.cell(id);
        let last = |labels: &[String]| labels.last().map(|l| brief(l)).unwrap_or_default();
        let table = &self.tables[cell.table].label;
        let row = last(&cell.row_labels);
        if row.is_empty() {
            let columns: Vec<_> = cell.column_labels.iter().map(|l| brief(l)).collect();
            return format!("{table}“{}”", columns.join("·"));
        }
        format!("{table}“{row}”的“{}”", last(&cell.column_labels))
    }

    /// Numbers the cells of a block and resolves its sums.
    fn index_block(
        &mut self,
        table_key: &str,
        table: usize,
        block_number: usize,
        block: &Block,
    ) -> Result<(), FormError> {
        let rows = paths(&block.rows);
        let columns = paths(&block.columns);
        let first = self.cells.len();
        let id = |row: usize, column: usize| CellId(first + row * columns.len() + column);
        for (row, row_path) in rows.iter().enumerate() {
            for (column, column_path) in columns.iter().enumerate() {
                let leaf = column_path[column_path.len() - 1];
                let key = join(table_key, row_path.iter().chain(column_path));
                let prefix = join(table_key, row_path.iter());
                let (row_leaf, row_parents) = row_path.split_last().expect("a path has a leaf");
                let row_prior = row_leaf
                    .prior
                    .iter()
                    .map(|sibling| child(&child(&join(table_key, row_parents.iter()), sibling), &leaf.key));
                let column_prior = leaf.prior.iter().map(|sibling| child(&prefix, sibling));
                let kind = leaf.kind.ok_or_else(|| FormError(format!("列“{}”没有 kind", leaf.label)))?;
                let difference = match leaf.difference.as_slice() {
                    [] => None,
                    [a, b] => Some((id(row, sibling(&columns, column, a)?), id(row, sibling(&columns, column, b)?))),
                    _ => return Err(FormError(format!("列“{}”的 difference 要两项", leaf.label))),
                };
                if self.keys.insert(key.clone(), CellId(self.cells.len())).is_some() {
                    return Err(FormError(format!("键 {key} 重复")));
                }
                self.cells.push(Cell {
                    key,
                    table,
                    block: block_number,
                    row,
                    column,
                    row_labels: labels(row_path),
                    column_labels: labels(column_path),
                    kind,
                    basis: row_path
                        .iter()
                        .rev()
                        .find_map(|node| node.basis.clone())
                        .or_else(|| block.caption.as_ref().map(|caption| format!("《政府信息公开条例》{caption}"))),
                    printed: leaf.printed,
                    prior: row_prior.chain(column_prior).collect(),
                    difference,
                });
            }
        }
        for (row, _) in rows.iter().enumerate() {
            for (column, path) in columns.iter().enumerate() {
                let parts = summands(&columns, path)?;
                if !parts.is_empty() {
                    let parts = parts.into_iter().map(|part| id(row, part)).collect();
                    self.sums.push(Summed { total: id(row, column), parts, across: true });
                }
            }
        }
        for (row, path) in rows.iter().enumerate() {
            let parts = summands(&rows, path)?;
            for column in (0..columns.len()).filter(|_| !parts.is_empty()) {
                let parts = parts.iter().map(|part| id(*part, column)).collect();
                self.sums.push(Summed { total: id(row, column), parts, across: false });
            }
        }
        self.index_lines(table_key, &rows, &columns, id);
        Ok(())
    }

    /// Says what is written on each line of the input for a block.
    fn index_lines(&mut self, table_key: &str, rows: &[Path], columns: &[Path], id: impl Fn(usize, usize) -> CellId) {
        let mut line = |key: String, label: &str, cells: Vec<(CellId, &Node)>| {
            let pick =
                |wanted: fn(&Node) -> bool| cells.iter().filter(move |(_, node)| wanted(node)).map(|(id, _)| *id);
            self.lines.push(Line {
                key,
                label: label.to_owned(),
                inputs: pick(|n| n.printed && n.sum.is_empty()).collect(),
                total: pick(|n| n.printed && !n.sum.is_empty()).next(),
                unprinted: pick(|n| !n.printed).collect(),
            });
        };
        for (row, path) in rows.iter().enumerate() {
            let cells =
                |range: &[usize]| range.iter().map(|c| (id(row, *c), columns[*c][columns[*c].len() - 1])).collect();
            let node = path[path.len() - 1];
            if !node.key.is_empty() {
                let all: Vec<usize> = (0..columns.len()).collect();
                line(join(table_key, path.iter()), &node.label, cells(&all));
                continue;
            }
            let mut start = 0;
            while start < columns.len() {
                let parents = &columns[start][..columns[start].len() - 1];
                let same = |c: &usize| {
                    columns[*c].len() == parents.len() + 1
                        && columns[*c][..parents.len()].iter().zip(parents).all(|(a, b)| std::ptr::eq(*a, *b))
                };
                let group: Vec<usize> = (start..columns.len()).take_while(same).collect();
                let label = parents.last().map_or("", |parent| parent.label.as_str());
                line(join(table_key, parents.iter()), label, cells(&group));
                start += group.len();
            }
        }
    }

    /// Resolves an identity for every column.
    fn index_balance(&mut self, table: &super::Table, balance: &super::Balance) -> Result<(), FormError> {
        for block in &table.blocks {
            for path in paths(&block.columns) {
                let column = path[path.len() - 1];
                let find = |row: &String| {
                    let key = format!("{}.{row}.{}", table.key, column.key);
                    self.find(&key).ok_or_else(|| FormError(format!("勾稽“{}”里的 {key} 不存在", balance.name)))
                };
                let balanced = Balanced {
                    name: balance.name.clone(),
                    left: balance.left.iter().map(find).collect::<Result<_, _>>()?,
                    right: balance.right.iter().map(find).collect::<Result<_, _>>()?,
                    fill: find(&balance.fill)?,
                };
                self.balances.push(balanced);
            }
        }
        Ok(())
    }
}

/// A label without its bracketed note, for messages.
pub fn brief(label: &str) -> String {
    match label.char_indices().find(|(at, c)| *c == '（' && *at > 0) {
        Some((at, _)) => label[..at].to_owned(),
        None => label.to_owned(),
    }
}

/// The leaves of some trees, each with its ancestors.
pub(super) fn paths(nodes: &[Node]) -> Vec<Path<'_>> {
    fn walk<'a>(node: &'a Node, path: &Path<'a>, out: &mut Vec<Path<'a>>) {
        let mut path = path.clone();
        path.push(node);
        if node.children.is_empty() {
            out.push(path);
        } else {
            node.children.iter().for_each(|child| walk(child, &path, out));
        }
    }
    let mut out = Vec::new();
    nodes.iter().for_each(|node| walk(node, &Vec::new(), &mut out));
    out
}

/// The key of a node under a table.
fn join<'a, 'b: 'a>(table: &str, path: impl Iterator<Item = &'a &'b Node>) -> String {
    let keys = path.filter(|n| !n.transparent && !n.key.is_empty()).map(|n| n.key.as_str());
    std::iter::once(table).chain(keys).collect::<Vec<_>>().join(".")
}

/// The key of a child.
fn child(parent: &str, key: &str) -> String {
    format!("{parent}.{key}")
}

/// Labels from the outermost group inward.
fn labels(path: &Path) -> Vec<String> {
    path.iter().map(|node| node.label.clone()).filter(|label| !label.is_empty()).collect()
}

/// Indices of the leaves that the leaf of `path` is the sum of; groups count with all their leaves.
fn summands(all: &[Path], path: &Path) -> Result<Vec<usize>, FormError> {
    let leaf = path[path.len() - 1];
    let mut parts = Vec::new();
    for key in &leaf.sum {
        let named = |other: &Path| related(other, path).is_some_and(|tail| tail.iter().any(|n| n.key == *key));
        let found: Vec<usize> = (0..all.len()).filter(|i| named(&all[*i])).collect();
        if found.is_empty() {
            return Err(FormError(format!("“{}”的 sum 里的 {key} 不存在", leaf.label)));
        }
        parts.extend(found);
    }
    Ok(parts)
}

/// The part of `other` below the closest group it shares with `path` that is not transparent there.
fn related<'a, 'b>(other: &'b [&'a Node], path: &[&'a Node]) -> Option<&'b [&'a Node]> {
    let parents = &path[..path.len() - 1];
    let shares = other.len() > parents.len() && other.iter().zip(parents).all(|(a, b)| std::ptr::eq(*a, *b));
    let leaf = path[path.len() - 1];
    let itself = other.last().is_some_and(|n| std::ptr::eq(*n, leaf));
    // Only the first keyed node below the common group can be named.
    (shares && !itself).then(|| {
        let tail = &other[parents.len()..];
        let end = tail.iter().position(|n| !n.transparent).map_or(tail.len(), |at| at + 1);
        &tail[..end]
    })
}

/// Index of the column beside `column` that has that key.
fn sibling(columns: &[Path], column: usize, key: &str) -> Result<usize, FormError> {
    let parents = &columns[column][..columns[column].len() - 1];
    columns
        .iter()
        .position(|path| path[path.len() - 1].key == key && path.len() == parents.len() + 1)
        .ok_or_else(|| FormError(format!("没有与“{}”同组的列 {key}", columns[column][parents.len()].label)))
}
