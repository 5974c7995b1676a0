//! One thing that the form says must hold between figures.

use rust_decimal::Decimal;

use super::makeup::{Makeup, others};
use crate::figures::{Figures, Provenance};
use crate::form::{Balanced, CellId, Summed};
use crate::rule::Rule;
use crate::rules::sums::{BALANCE, COLUMN_SUM, OVERDRAWN, ROW_SUM};

/// What the form declares.
#[derive(Clone, Copy)]
pub(super) enum Law<'f> {
    /// A total is the sum of its parts.
    Sum(&'f Summed),
    /// Both sides of an identity are equal.
    Balance(&'f Balanced),
    /// What an identity fills is not less than zero.
    Left(&'f Balanced),
}

impl Law<'_> {
    /// The rule that tells of it.
    pub(super) fn rule(self) -> &'static Rule {
        match self {
            Self::Sum(sum) if sum.across => &ROW_SUM,
            Self::Sum(_) => &COLUMN_SUM,
            Self::Balance(_) => &BALANCE,
            Self::Left(_) => &OVERDRAWN,
        }
    }

    /// The cells that it names.
    pub(super) fn cells(self) -> Vec<CellId> {
        match self {
            Self::Sum(sum) => std::iter::once(&sum.total).chain(&sum.parts).copied().collect(),
            Self::Balance(balance) => [&*balance.left, &balance.right].concat(),
            Self::Left(balance) => [&*balance.left, &others(balance)].concat(),
        }
    }

    /// The cells on either side; none where it says nothing, because what would be left was given.
    fn sides(self, figures: &Figures) -> Option<(Vec<CellId>, Vec<CellId>)> {
        match self {
            Self::Sum(sum) => Some((vec![sum.total], sum.parts.clone())),
            Self::Balance(balance) => Some((balance.left.clone(), balance.right.clone())),
            Self::Left(balance) => {
                let is_open = matches!(figures.get(balance.fill).from, Provenance::Missing | Provenance::Computed);
                is_open.then(|| (balance.left.clone(), others(balance)))
            }
        }
    }

    /// By how much the first side is more than the second; none where it is not known.
    fn gap(self, figures: &Figures) -> Option<Decimal> {
        let (left, right) = self.sides(figures)?;
        figures.difference(&left, &right)
    }

    /// Whether it is told when it does not hold: what only follows from what is told elsewhere is not.
    fn is_told(self, figures: &Figures) -> bool {
        let is_given = || self.cells().iter().any(|id| figures.get(*id).at().is_some());
        match self {
            Self::Sum(_) => true,
            Self::Balance(_) => is_given(),
            Self::Left(balance) => figures.get(balance.fill).from == Provenance::Missing && is_given(),
        }
    }

    /// Whether it does not hold and that is told.
    pub(super) fn is_broken(self, figures: &Figures) -> bool {
        self.gap(figures).is_some_and(|gap| !self.holds(gap)) && self.is_told(figures)
    }

    /// Whether it holds when its two sides differ by so much.
    pub(super) fn holds(self, gap: Decimal) -> bool {
        match self {
            Self::Sum(_) | Self::Balance(_) => gap.is_zero(),
            Self::Left(_) => gap >= Decimal::ZERO,
        }
    }

    /// Whether it says what a figure is, not only that it is no less than something.
    pub(super) fn is_exact(self) -> bool {
        !matches!(self, Self::Left(_))
    }
}

/// A law with the given figures behind it.
#[derive(Clone)]
pub(super) struct Equation<'f> {
    /// The law.
    pub law: Law<'f>,
    /// Given cells, and by how much each counts in the difference of both sides.
    pub terms: Vec<(CellId, i64)>,
    /// The first side less the second.
    pub gap: Decimal,
    /// Whether it is told when it does not hold; else it is evidence alone.
    pub is_told: bool,
}

impl<'f> Equation<'f> {
    /// A law held against the figures; none where they do not say anything of it.
    pub(super) fn of(law: Law<'f>, figures: &Figures, makeup: &Makeup) -> Option<Self> {
        let (left, right) = law.sides(figures)?;
        let told = law.gap(figures);
        let made = makeup.add(&[(&left, 1), (&right, -1)]);
        let gap = told.or(made.as_ref().map(|made| made.value))?;
        let terms = made.map_or(Vec::new(), |made| made.terms);
        let is_told = told.is_some() && law.is_told(figures);
        (!terms.is_empty() || !law.holds(gap)).then_some(Self { law, terms, gap, is_told })
    }

    /// Whether it holds.
    pub(super) fn holds(&self) -> bool {
        self.law.holds(self.gap)
    }
}
