//! What a form file says, as it is written there.

use std::collections::BTreeMap;
use std::ops::Range;

use super::account::Account;
use super::check::Check;
use super::comparison::{ChartDeclaration, Comparison};
pub use super::grounds::Grounds;
use super::kind::Kind;
use super::name::Name;

/// One edition of the official form.
#[derive(Debug, Clone)]
pub struct Declaration {
    /// Name of the edition, by its first year: `2019`, `2021`.
    pub edition: String,
    /// Where that is said.
    pub edition_at: Range<usize>,
    /// First report year it is meant for; none for the oldest.
    pub since: Option<i32>,
    /// Last report year it is meant for; none for the newest.
    pub until: Option<i32>,
    /// Whether the report year may choose it; else it must be named.
    pub by_year: bool,
    /// What a report of this form is called, after agency and year.
    pub title: String,
    /// Words of titles that no line is broken inside of; a line is best broken before the first.
    pub title_words: Vec<String>,
    /// The notice that prescribes the form.
    pub notice: Notice,
    /// The parts of the preface, in order.
    pub preface: Vec<PrefacePart>,
    /// The file of standard wordings for reports of this form.
    pub wording: Option<Name>,
    /// The last day that the figures tell of, in the year reported on: month and day.
    pub period_end: (u8, u8),
    /// The last days for publishing, in the year after; the first that names a kind of agency counts for it.
    pub deadlines: Vec<Deadline>,
    /// Why rules matter in this form and where that is laid down, by the beginning of their codes.
    pub grounds: BTreeMap<String, Grounds>,
    /// What a report must tell of in words.
    pub aspects: Vec<Aspect>,
    /// What figures are held against each other beyond sums, in order.
    pub checks: Vec<Check>,
    /// Which figures are shown beside those of earlier years, and how they group.
    pub comparison: Comparison,
    /// The charts, in order.
    pub charts: Vec<ChartDeclaration>,
    /// What kind of column of a website the report stands in, as the standard for such sites calls it.
    pub column_type: Option<String>,
    /// The level-one sections in order.
    pub sections: Vec<Section>,
    /// The small tables that sentences tell of.
    pub accounts: Vec<Account>,
    /// The tables in order.
    pub tables: Vec<Table>,
}

/// A notice as it is cited.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Who issued it.
    pub issuer: String,
    /// Title with 《》.
    pub title: String,
    /// Document number.
    pub number: String,
    /// What it issued, where its title does not say so: by that its form is known as well.
    pub issued: Option<String>,
}

/// A part of the preface, which a standard wording generates unless the agency writes or omits it.
#[derive(Debug, Clone)]
pub struct PrefacePart {
    /// Where it is declared.
    pub at: Range<usize>,
    /// Its key in the input and among the wordings.
    pub key: String,
    /// Its label in a workbook.
    pub label: String,
}

/// The last day for publishing.
#[derive(Debug, Clone)]
pub struct Deadline {
    /// Kinds of agencies it is for; all where none is named.
    pub levels: Vec<Name>,
    /// What these are called.
    pub who: String,
    /// Month and day.
    pub day: (u8, u8),
}

/// Something that a report must tell of in words.
#[derive(Debug, Clone)]
pub struct Aspect {
    /// Where it is declared.
    pub at: Range<usize>,
    /// What it is called.
    pub label: String,
    /// Key of the section that tells of it; any where none is named.
    pub section: Option<Name>,
    /// Kinds of agencies that must tell of it; all where none is named.
    pub levels: Vec<Name>,
    /// Words of which one is enough.
    pub words: Vec<Name>,
    /// Words from which on a clause speaks of something else.
    pub apart: Vec<Name>,
}

/// Whether a section must hold prose of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Prose {
    /// The section is empty without it.
    Required,
    /// The section's table says what is needed.
    #[default]
    Optional,
}

/// A level-one section.
#[derive(Debug, Clone)]
pub struct Section {
    /// Where it is declared.
    pub at: Range<usize>,
    /// Its key in the input.
    pub key: String,
    /// Its title without the ordinal.
    pub title: String,
    /// Whether prose is required.
    pub prose: Prose,
    /// Key of the table it holds.
    pub table: Option<Name>,
    /// Standard sentence that fills it when the agency wrote nothing.
    pub fallback: Option<Name>,
}

/// A table of the form.
#[derive(Debug, Clone)]
pub struct Table {
    /// Where it is declared.
    pub at: Range<usize>,
    /// Its key in the input.
    pub key: String,
    /// How messages call it.
    pub label: String,
    /// What its sheet in a workbook is called, after the ordinal of its section.
    pub sheet: String,
    /// Relative widths of all columns, stub columns included.
    pub widths: Vec<f64>,
    /// Where the widths are declared.
    pub widths_at: Range<usize>,
    /// Parts with a head of their own, from top to bottom.
    pub blocks: Vec<TableBlock>,
    /// Identities between rows, one a column.
    pub balances: Vec<Balance>,
}

/// A part of a table with its own head.
#[derive(Debug, Clone)]
pub struct TableBlock {
    /// Where it is declared.
    pub at: Range<usize>,
    /// Its key for label overrides.
    pub key: String,
    /// A row over the whole width above the head.
    pub caption: Option<String>,
    /// The law behind its rows, where they name none.
    pub basis: Option<String>,
    /// What stands above the stub.
    pub corner: Option<String>,
    /// The head, as trees.
    pub columns: Vec<Node>,
    /// The stub, as trees.
    pub rows: Vec<Node>,
}

/// A row, a column, or a group of them.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where it is declared.
    pub at: Range<usize>,
    /// Its key; empty for the only row of a table without stub.
    pub key: String,
    /// Its official label.
    pub label: String,
    /// The lines that the label is printed in where it stands in a narrow field; none where nothing is said of it.
    pub lines: Vec<String>,
    /// Other labels that are read as this one.
    pub aliases: Vec<String>,
    /// The law behind a row, told while it is filled in.
    pub basis: Option<String>,
    /// Kind of value of the cells under it; on columns.
    pub kind: Option<Kind>,
    /// Siblings that it is the sum of.
    pub sum: Vec<Name>,
    /// Two siblings: the first less the second fills it when absent.
    pub difference: Vec<Name>,
    /// The sibling whose figure of last year it takes over.
    pub prior: Option<Name>,
    /// The sibling that an earlier edition has in its place, for comparing years; on columns.
    pub was: Option<Name>,
    /// Why it is that sum or takes over that figure.
    pub grounds: Grounds,
    /// Whether it is printed; an unprinted column only serves computing.
    pub printed: bool,
    /// Whether its key is left out of the keys of its cells.
    pub transparent: bool,
    /// What it groups.
    pub children: Vec<Node>,
}

/// An identity between rows of a table: left sides together equal right sides together.
#[derive(Debug, Clone)]
pub struct Balance {
    /// Its official wording.
    pub name: Name,
    /// Keys of the rows on the left.
    pub left: Vec<Name>,
    /// Keys of the rows on the right.
    pub right: Vec<Name>,
    /// The row that is filled from the others when it is absent.
    pub fill: Name,
    /// Why it must hold.
    pub grounds: Grounds,
    /// What is said when what is filled would be less than zero.
    pub overdrawn: Overdrawn,
}

/// What is said when what an identity fills would be less than zero.
#[derive(Debug, Clone)]
pub struct Overdrawn {
    /// Why it cannot be.
    pub grounds: Grounds,
    /// The fact, with `{others}` for the other rows on the right and `{excess}` for by how much they are more.
    pub text: String,
}

impl Node {
    /// The leaves under this node, itself if it has none.
    pub fn leaves(&self) -> Vec<&Node> {
        if self.children.is_empty() {
            return vec![self];
        }
        self.children.iter().flat_map(Node::leaves).collect()
    }

    /// Levels of this tree.
    pub fn depth(&self) -> usize {
        1 + self.children.iter().map(Node::depth).max().unwrap_or(0)
    }
}
