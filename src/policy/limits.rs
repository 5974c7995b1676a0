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
}

impl Limit {
    /// Every limit.
    pub(super) const ALL: [Self; 3] = [Self::Overview, Self::Repeated, Self::Likeness];

    /// Its name in the file.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Repeated => "repeated",
            Self::Likeness => "likeness",
        }
    }

    /// The numbers that it may be.
    pub(super) fn range(self) -> RangeInclusive<u32> {
        match self {
            Self::Overview => 1..=100_000,
            Self::Repeated | Self::Likeness => 1..=100,
        }
    }

    /// What it says, in words.
    pub(super) fn told(self, number: u32) -> String {
        match self {
            Self::Overview => format!("第一部分至多 {number} 字"),
            Self::Repeated => format!("与上年相同至多 {number}%"),
            Self::Likeness => format!("与别的单位相同至多 {number}%"),
        }
    }
}
