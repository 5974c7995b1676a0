//! What figures of a report are held against each other beyond sums, each of one of a few kinds.

use std::ops::Range;

use super::grounds::Grounds;
use super::name::Name;
use super::term::Terms;
use crate::rule::Severity;

/// One thing that figures are held against.
#[derive(Debug, Clone)]
pub struct Check {
    /// Where it is declared.
    pub at: Range<usize>,
    /// What must be so.
    pub kind: CheckKind,
    /// How much it weighs, where that is not what its kind usually weighs.
    pub severity: Option<Severity>,
    /// Why it must be so.
    pub grounds: Grounds,
}

/// What must be so of some figures.
#[derive(Debug, Clone)]
pub enum CheckKind {
    /// Two sums are equal.
    Equal(Terms, Terms),
    /// The first sum is not more than the second.
    AtMost(Terms, Terms),
    /// Figures are zero together or not at all.
    Together(Vec<Name>),
    /// Figures are zero for agencies of some kinds.
    Zero {
        /// The figures.
        figures: Vec<Name>,
        /// The kinds of agencies.
        levels: Vec<Name>,
    },
    /// Figures do not have last year's digits at another power of ten.
    Digits(Vec<Name>),
    /// Amounts of different units are not the same number.
    Units(Vec<Name>),
    /// Figures, both of this year and last, of some size do not differ by so many times.
    Jump {
        /// The figures.
        figures: Vec<Name>,
        /// By how many times they may not differ.
        times: i32,
        /// From which size on.
        least: i32,
    },
    /// What is counted by rows and columns does not stand in one cell that is another figure.
    Coincidence {
        /// The row of all.
        whole: Name,
        /// The group of rows that one cell of takes them all.
        rows: Name,
        /// What that cell may not be.
        others: Vec<Name>,
        /// From which size on.
        least: i32,
    },
    /// An amount goes up in steps, at least one for each of another figure.
    Steps {
        /// The amount.
        figure: Name,
        /// The step.
        step: i32,
        /// What has one step each at least.
        each: Option<Name>,
    },
}
