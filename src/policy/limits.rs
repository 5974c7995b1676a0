//! The limits that an office can set. A new one is a variant and a line in `ALL`.

use std::ops::RangeInclusive;

/// A number that an office can set under `[limits]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Most characters of the first section.
    Overview,
    /// Per cent of a section that may stand in last year's report.
    Repeated,
    /// Per cent of a section that may stand in another unit's report.
    Likeness,
    /// Times last year's figure that this year's may be, or the other way round.
    Jump,
}

impl Limit {
    /// Every limit.
    pub(super) const ALL: [Self; 4] = [Self::Overview, Self::Repeated, Self::Likeness, Self::Jump];

    /// Its name in the file.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Repeated => "repeated",
            Self::Likeness => "likeness",
            Self::Jump => "jump",
        }
    }

    /// The numbers that it may be.
    pub(super) fn range(self) -> RangeInclusive<u32> {
        match self {
            Self::Overview => 1..=100_000,
            Self::Repeated | Self::Likeness => 1..=100,
            Self::Jump => 2..=1_000,
        }
    }

    /// What it says, in words.
    pub(super) fn told(self, number: u32) -> String {
        match self {
            Self::Overview => format!("第一部分至多 {number} 字"),
            Self::Repeated => format!("与上年相同至多 {number}%"),
            Self::Likeness => format!("与别的单位相同至多 {number}%"),
            Self::Jump => format!("与上年相差至多 {number} 倍"),
        }
    }
}
