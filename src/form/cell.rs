//! Cells of a form, and what ties them together.

use super::declaration::Grounds;
use super::kind::Kind;

/// A cell that exists in a form; only a form makes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId(pub(super) usize);

impl CellId {
    /// Its index among the cells of its form.
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
    /// Key of the cell whose figure of last year is taken over when it is absent.
    pub prior: Option<String>,
    /// Key of the cell that an earlier edition has in its place, for comparing years.
    pub was: Option<String>,
    /// Why that figure is taken over.
    pub prior_grounds: Grounds,
    /// The two cells whose difference fills it when it is absent.
    pub difference: Option<(CellId, CellId)>,
}

/// What is written on one line of the input: a row, or a group of columns where there is one row only.
#[derive(Debug, Clone)]
pub struct InputLine {
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

impl InputLine {
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
    /// Why it is their sum.
    pub grounds: Grounds,
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
    /// Its index among the identities of its table.
    pub number: usize,
}

/// A label without its bracketed note, for messages.
pub fn brief(label: &str) -> String {
    match label.char_indices().find(|(at, c)| *c == '（' && *at > 0) {
        Some((at, _)) => label[..at].to_owned(),
        None => label.to_owned(),
    }
}
