//! How a unit stands to the last day to hand in: the days that are left, or by how many it is late.

use serde::Serialize;

use crate::filing::Date;

/// Days of a year; of what is longer past nobody counts the days.
const A_YEAR: i64 = 365;

/// How a unit stands to its last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The last day, as `2026-01-20`.
    pub deadline: String,
    /// The day on which its report came in, where that is known.
    pub received: Option<String>,
    /// Where something is still to come from it: the days that are left, below zero those that are over.
    pub left: Option<i64>,
    /// By how many days what came was late.
    pub late: Option<i64>,
    /// The same in words; nothing where all came in time.
    pub told: String,
    /// Whether the day is its own, not that of all units.
    #[serde(skip)]
    pub is_own: bool,
    /// The last day in words.
    #[serde(skip)]
    pub day: String,
}

impl Due {
    /// How a unit stands today to its last day: `is_open` where something is still to come from it.
    pub(crate) fn new(
        (deadline, is_own): (Date, bool),
        received: Option<Date>,
        (is_open, today): (bool, Date),
    ) -> Self {
        let late = received.map(|day| day.serial() - deadline.serial()).filter(|days| *days > 0);
        let told = late.map(|days| format!("晚交 {days} 天")).into_iter();
        Self {
            deadline: deadline.to_string(),
            received: received.map(|day| day.to_string()),
            left: is_open.then(|| deadline.serial() - today.serial()),
            late,
            told: told.chain(is_open.then(|| left(deadline, today))).collect::<Vec<_>>().join("，"),
            is_own,
            day: deadline.chinese(),
        }
    }

    /// The last day, and how the unit stands to it, in words.
    pub(crate) fn in_full(&self) -> String {
        let told = if self.told.is_empty() { String::new() } else { format!("，{}", self.told) };
        format!("{}{told}", self.day)
    }
}

/// How far a last day is from today, in words.
pub(crate) fn left(deadline: Date, today: Date) -> String {
    match deadline.serial() - today.serial() {
        0 => "今天到期".to_owned(),
        days @ 1.. => format!("还有 {days} 天"),
        days if days > -A_YEAR => format!("已过 {} 天", -days),
        days => format!("已过 {} 年", -days / A_YEAR),
    }
}
