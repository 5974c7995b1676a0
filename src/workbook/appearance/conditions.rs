//! Formats that hold under a condition, and hide what is in their cells.

use std::rc::Rc;

use rust_decimal::Decimal;

use super::ink::{Colour, WHITE, is_unseen};
use super::numerals::NumberFormat;

/// What a format that holds under a condition makes of a cell.
#[derive(Debug, Clone, Default)]
pub(super) struct ConditionalLook {
    /// The colour of its characters, where it gives one.
    pub ink: Option<Colour>,
    /// The colour behind them.
    pub paper: Option<Colour>,
    /// The format of its number.
    pub format: Option<Rc<NumberFormat>>,
}

impl ConditionalLook {
    /// Whether nobody sees the characters.
    pub(super) fn is_faint(&self) -> bool {
        self.ink.is_some_and(|ink| is_unseen(ink, self.paper.unwrap_or(WHITE)))
    }

    /// Whether it can hide anything.
    pub(super) fn is_odd(&self) -> bool {
        self.format.is_some() || self.is_faint()
    }
}

/// A format with its condition and its cells.
#[derive(Debug)]
pub(super) struct Condition {
    /// The areas of its cells, from the first to the last.
    pub areas: Vec<((u32, u32), (u32, u32))>,
    /// How the number of a cell is compared.
    pub operator: String,
    /// With what.
    pub bounds: Vec<Decimal>,
    /// What becomes of the cell then.
    pub look: ConditionalLook,
}

impl Condition {
    /// Whether it holds for a cell with a text; what is not compared with numbers alone is taken not to hold.
    pub(super) fn holds(&self, (row, column): (u32, u32), text: &str) -> bool {
        let is_inside = self
            .areas
            .iter()
            .any(|(first, last)| (first.0..=last.0).contains(&row) && (first.1..=last.1).contains(&column));
        let Some(number) = text.parse::<Decimal>().ok().filter(|_| is_inside) else { return false };
        match (self.operator.as_str(), &self.bounds[..]) {
            ("equal", [bound]) => number == *bound,
            ("notEqual", [bound]) => number != *bound,
            ("lessThan", [bound]) => number < *bound,
            ("lessThanOrEqual", [bound]) => number <= *bound,
            ("greaterThan", [bound]) => number > *bound,
            ("greaterThanOrEqual", [bound]) => number >= *bound,
            ("between", [least, most]) => (least..=most).contains(&&number),
            ("notBetween", [least, most]) => !(least..=most).contains(&&number),
            _ => false,
        }
    }
}
