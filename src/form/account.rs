//! Figures that are not printed as a table, but told of in a sentence.

use std::ops::Range;

use super::kind::Kind;
use super::name::Name;

/// A small table that is not printed: a few figures, by unit as well, which a sentence tells of.
#[derive(Debug, Clone)]
pub struct Account {
    /// Where it is declared.
    pub at: Range<usize>,
    /// Its key in the input and in prose.
    pub key: String,
    /// What it is called; prose with these words tells of it.
    pub label: String,
    /// Key of the section that tells of it, where one must.
    pub section: Option<Name>,
    /// Other words of which one tells of it.
    pub words: Vec<Name>,
    /// Phrases with such words that speak of something else.
    pub unlike: Vec<Name>,
    /// The standard sentence that tells of it.
    pub sentence: String,
    /// What did not happen where its figures are 0, in words.
    pub nothing: String,
    /// What to know while it is filled in.
    pub hint: String,
    /// The heading over the units.
    pub unit: String,
    /// Its figures.
    pub figures: Vec<AccountFigure>,
}

/// A figure of an account.
#[derive(Debug, Clone)]
pub struct AccountFigure {
    /// Its key.
    pub key: String,
    /// Its label in a workbook.
    pub label: String,
    /// What to write.
    pub help: String,
    /// What it is in a word or two.
    pub brief: String,
    /// The heading over it among the units.
    pub heading: String,
    /// What it may hold.
    pub kind: Kind,
}
