//! Which figures are shown beside those of earlier years, and which charts there are, as a form declares it.

use std::ops::Range;

use super::name::Name;

/// Which figures are shown beside those of earlier years.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// What the table of them is called.
    pub title: String,
    /// What else it is called where prose asks for it.
    pub names: Vec<String>,
    /// Its groups of rows, in order.
    pub groups: Vec<ComparisonGroup>,
}

/// Rows under one heading.
#[derive(Debug, Clone)]
pub struct ComparisonGroup {
    /// Where it is declared.
    pub at: Range<usize>,
    /// Its key.
    pub key: String,
    /// Its heading.
    pub label: String,
    /// Its figures.
    pub figures: Vec<ShownFigure>,
}

/// A figure that is shown.
#[derive(Debug, Clone)]
pub struct ShownFigure {
    /// Its key: of the form's tree, or of an account and its figure.
    pub key: Name,
    /// What it is called there, where that is not its official label.
    pub label: Option<String>,
    /// What it counts, where its kind does not say it.
    pub unit: Option<String>,
}

/// A chart.
#[derive(Debug, Clone)]
pub struct ChartDeclaration {
    /// Where it is declared.
    pub at: Range<usize>,
    /// Its key.
    pub key: String,
    /// What it shows.
    pub title: String,
    /// What is counted.
    pub unit: String,
    /// What is said where there is nothing to draw, with `{year}` for the year.
    pub nothing: String,
    /// The figures: a group of bars each, a bar a year; with parts, a bar each.
    pub figures: Vec<ShownFigure>,
    /// What every bar is divided into: ends of keys, after those of the figures.
    pub parts: Vec<ShownFigure>,
}
