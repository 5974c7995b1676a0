//! Why a cell may hold what it holds instead of what would mend the sums.

use rust_decimal::Decimal;

use super::digits::{has_one_less, is_mistyped, is_repeated, is_reversed};
use super::system::System;
use crate::form::{CellId, brief};

/// How a wrong figure came about, the likeliest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// Last year's report has the other figure.
    Carried,
    /// Two digits changed places.
    Reversed,
    /// A nought too many.
    Tenfold,
    /// A nought too few.
    Tenth,
    /// A digit typed twice.
    Repeated,
    /// A digit left out.
    Dropped,
    /// A digit too many.
    Doubled,
    /// Two cells beside each other changed places.
    Swapped,
    /// The figure of the cell before or above it.
    After(CellId),
    /// The figure of the cell behind or below it.
    Before(CellId),
    /// The wrong sign.
    Sign,
    /// A total of more than one that was left at nought.
    Nought,
    /// The figure of the year before was left.
    LastYear,
    /// One digit is another.
    Mistyped,
    /// One more or one less.
    ByOne,
    /// Nothing speaks for it.
    Unknown,
}

impl Reason {
    /// Why a cell may hold its figure instead of another.
    pub(super) fn of(system: &System<'_>, id: CellId, now: Decimal) -> Self {
        let was = system.value(id);
        let ten = Decimal::TEN;
        let is_slip = !was.is_zero() && !now.is_zero();
        match () {
            () if system.opening(id) == Some(now) => Self::Carried,
            () if is_reversed(was, now) => Self::Reversed,
            () if is_slip && now.checked_mul(ten) == Some(was) => Self::Tenfold,
            () if is_slip && was.checked_mul(ten) == Some(now) => Self::Tenth,
            () if is_repeated(was, now) => Self::Repeated,
            () if has_one_less(was, now) => Self::Dropped,
            () if has_one_less(now, was) => Self::Doubled,
            () if is_slip && now == -was => Self::Sign,
            () => {
                let is_same = |beside: &CellId| !was.is_zero() && system.value(*beside) == was;
                let beside = |rows, columns| system.beside(id, rows, columns).filter(is_same);
                let after = beside(0, -1).or_else(|| beside(-1, 0)).map(Self::After);
                let before = || beside(0, 1).or_else(|| beside(1, 0)).map(Self::Before);
                after.or_else(before).unwrap_or_else(|| Self::of_one(system, id, now))
            }
        }
    }

    /// Why, where nothing else in the table says it.
    fn of_one(system: &System<'_>, id: CellId, now: Decimal) -> Self {
        let was = system.value(id);
        match () {
            () if was.is_zero() && now > Decimal::ONE && is_total(system, id) => Self::Nought,
            () if !was.is_zero() && last(system, id) == Some(was) => Self::LastYear,
            () if (was - now).abs() == Decimal::ONE => Self::ByOne,
            () if is_mistyped(was, now) => Self::Mistyped,
            () => Self::Unknown,
        }
    }

    /// Its place among all reasons, whatever cell it speaks of.
    pub(super) fn weight(self) -> u8 {
        match self {
            Self::Carried => 0,
            Self::Reversed => 1,
            Self::Tenfold | Self::Tenth | Self::Repeated => 2,
            Self::Dropped | Self::Doubled | Self::Swapped => 3,
            Self::After(_) => 4,
            Self::Before(_) => 5,
            Self::Sign => 6,
            Self::Nought => 7,
            Self::LastYear => 8,
            Self::Mistyped => 9,
            Self::ByOne => 10,
            Self::Unknown => 11,
        }
    }

    /// It in words, as they stand after what the cell holds; nothing where nothing speaks for it.
    pub(super) fn words(self, system: &System<'_>, id: CellId, now: Decimal) -> String {
        let label = |beside: CellId| {
            let (cell, beside) = (system.case.figures.form.cell(id), system.case.figures.form.cell(beside));
            let labels = if cell.row == beside.row { &beside.column_labels } else { &beside.row_labels };
            labels.last().map(|label| brief(label)).unwrap_or_default()
        };
        match self {
            Self::Carried => "与上年报告里的数不同".to_owned(),
            Self::Reversed => format!("像是 {now} 写颠倒了"),
            Self::Tenfold => format!("像是 {now} 多写了一个 0"),
            Self::Tenth => format!("像是 {now} 少写了一个 0"),
            Self::Repeated => format!("像是 {now} 重打了一位"),
            Self::Dropped => format!("像是 {now} 漏了一位"),
            Self::Doubled => format!("像是 {now} 多打了一位"),
            Self::After(beside) | Self::Before(beside) => format!("与旁边的“{}”相同，像是抄错了格", label(beside)),
            Self::Sign => format!("像是 {now} 的正负号写错了"),
            Self::Nought => "像是合计没有填".to_owned(),
            Self::LastYear => "与上年的数相同，像是没有改".to_owned(),
            Self::Mistyped => format!("像是 {now} 有一位打错了"),
            Self::Swapped | Self::ByOne | Self::Unknown => String::new(),
        }
    }
}

/// Whether a cell is the total of a sum.
pub(super) fn is_total(system: &System<'_>, id: CellId) -> bool {
    system.case.figures.form.sums.iter().any(|sum| sum.total == id)
}

/// The figure of a cell in last year's report.
fn last(system: &System<'_>, id: CellId) -> Option<Decimal> {
    system.case.prior?.figures.by_key(&system.case.figures.form.cell(id).key)?.addend()
}
