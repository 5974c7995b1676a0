//! Numbers of running text: as they are written, with how exactly they are told.

use std::ops::Range;

use crate::expression::{Captures, Regex};
use rust_decimal::Decimal;

use crate::prose::numbering::chinese_number;

/// A number of running text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ToldNumber {
    /// What it says; money in yuan.
    pub value: Decimal,
    /// By how much the figure may differ that it was rounded from; nothing for a whole number.
    pub within: Decimal,
}

/// A number with what it counts.
#[derive(Debug, Clone)]
pub(super) struct Counted<'t> {
    /// The number.
    pub told: ToldNumber,
    /// Where it stands, with what it counts.
    pub range: Range<usize>,
    /// What it counts: `件`, `%`.
    pub unit: &'t str,
}

impl Counted<'_> {
    /// Whether it counts something, and is no percentage.
    pub(super) fn is_count(&self) -> bool {
        !self.unit.contains('%') && !self.unit.starts_with("个百")
    }
}

impl ToldNumber {
    /// The number of a match with the groups `number` and `scale`.
    pub(super) fn of(found: &Captures<'_>) -> Option<Self> {
        let digits = found.name("number")?.as_str();
        let scale = match found.name("scale").map(|scale| scale.as_str()) {
            None => 1,
            Some("万") => 10_000,
            Some(_) => 100_000_000,
        };
        let plain = match digits {
            "零" => Decimal::ZERO,
            "两" => Decimal::TWO,
            _ if digits.starts_with(|c: char| c.is_ascii_digit()) => digits.parse().ok()?,
            _ => chinese_number(digits)?.into(),
        };
        let scale = Decimal::from(scale);
        let unit = Decimal::new(5, plain.scale() + 1);
        let rounded = scale > Decimal::ONE || plain.scale() > 0;
        let within = if rounded { unit.checked_mul(scale)? } else { Decimal::ZERO };
        Some(Self { value: plain.checked_mul(scale)?, within })
    }

    /// A number in digits.
    pub(super) fn plain(digits: &str) -> Option<Self> {
        let value: Decimal = digits.parse().ok()?;
        let within = if value.scale() > 0 { Decimal::new(5, value.scale() + 1) } else { Decimal::ZERO };
        Some(Self { value, within })
    }

    /// Whether a figure is told by it.
    pub(super) fn says(&self, figure: Decimal) -> bool {
        self.value.checked_sub(figure).is_some_and(|by| by.abs() <= self.within)
    }

    /// Whether it has places after its point.
    pub(super) fn has_places(&self) -> bool {
        self.value.scale() > 0
    }

    /// Whether a percentage is told by it, rounded to its places.
    pub(super) fn rounds(&self, percent: Decimal) -> bool {
        let half = Decimal::new(5, self.value.scale() + 1);
        self.value.checked_sub(percent).is_some_and(|by| by.abs() <= half)
    }

    /// Whether a percentage is told by it: rounded to its places, or cut off after them.
    pub(super) fn says_percent(&self, percent: Decimal) -> bool {
        let unit = Decimal::new(1, self.value.scale());
        self.value.checked_sub(percent).is_some_and(|by| by.abs() < unit)
    }
}

/// Every number in digits in a range of a text, with what it counts.
pub(super) fn counted<'t>(text: &'t str, range: &Range<usize>, number: &Regex) -> Vec<Counted<'t>> {
    let part = &text[range.clone()];
    let read = |found: Captures<'t>| {
        let whole = found.get(0)?;
        let in_digits = whole.as_str().starts_with(|c: char| c.is_ascii_digit());
        let range = range.start + whole.start()..range.start + whole.end();
        let told = ToldNumber::of(&found).filter(|_| in_digits)?;
        Some(Counted { told, range, unit: found.name("unit")?.as_str() })
    };
    number.captures_iter(part).filter_map(read).collect()
}

/// What share one number is of another, in percent.
pub(super) fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}

/// A percentage as findings tell it.
pub(super) fn shown(percent: Decimal) -> String {
    format!("{}%", percent.round_dp(2).normalize())
}
