//! Who has not handed in, and who has to correct what was handed in, by group.

use serde::Serialize;

use crate::district::roster::REMINDER;
use crate::district::units::{Shared, Status, UnitResult};
use crate::error::Result;
use crate::filing::Date;
use crate::output::write_all;

/// A unit that is reminded.
#[derive(Serialize)]
struct Reminded<'a> {
    /// Its name.
    name: &'a str,
    /// What came instead of its file, in words; empty when nothing came.
    why: &'static str,
    /// Errors in what it handed in.
    errors: usize,
}

/// The units of one group that are reminded.
#[derive(Serialize)]
struct ReminderGroup<'a> {
    /// The group.
    name: &'a str,
    /// Those that have not handed in.
    missing: Vec<Reminded<'a>>,
    /// Those that have to correct what they handed in.
    returned: Vec<Reminded<'a>>,
}

/// What the template is filled with.
#[derive(Serialize)]
struct ReminderPage<'a> {
    /// Who reminds.
    district: &'a str,
    /// The year reported on.
    year: Option<i32>,
    /// What a report of the form is called.
    title: &'a str,
    /// Today.
    today: String,
    /// The last day to hand in.
    deadline: Option<String>,
    /// How many days that is from today.
    left: Option<String>,
    /// Units on the roster.
    all: usize,
    /// Units that handed in.
    handed_in: usize,
    /// Units that did not.
    missing: usize,
    /// Units that have to correct.
    returned: usize,
    /// The groups in which a unit is reminded, in the order of the roster.
    groups: Vec<ReminderGroup<'a>>,
}

/// Writes the list of units that are reminded, for a day.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn reminder(shared: &Shared, results: &[UnitResult], title: &str, today: Date) -> Result<()> {
    let mut groups: Vec<ReminderGroup<'_>> = Vec::new();
    for record in results.iter().map(|unit| &unit.record) {
        let reminded = Reminded { name: &record.name, why: why(record.status), errors: record.tally.errors };
        let is_missing = is_missing(record.status);
        if !is_missing && record.tally.errors == 0 {
            continue;
        }
        if !groups.iter().any(|group| group.name == record.group) {
            groups.push(ReminderGroup { name: &record.group, missing: Vec::new(), returned: Vec::new() });
        }
        let Some(group) = groups.iter_mut().find(|group| group.name == record.group) else { continue };
        if is_missing { group.missing.push(reminded) } else { group.returned.push(reminded) }
    }
    let missing = groups.iter().map(|group| group.missing.len()).sum();
    let deadline = shared.district.deadline.as_ref().map(|deadline| deadline.value);
    let page = ReminderPage {
        district: shared.district.called(),
        year: shared.district.year.as_ref().map(|year| year.value),
        title,
        today: today.chinese(),
        deadline: deadline.map(Date::chinese),
        left: deadline.map(|deadline| left(deadline, today)),
        all: results.len(),
        handed_in: results.len() - missing,
        missing,
        returned: groups.iter().map(|group| group.returned.len()).sum(),
        groups,
    };
    let text = shared.producer.engine.text("reminder.txt", &page)?;
    let path = shared.producer.out.join(REMINDER);
    if std::fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    write_all(&shared.producer.out, &[(REMINDER.to_owned(), text.into_bytes())]).map(|_| ())
}

/// Whether nothing came of a unit that a report could be made of.
fn is_missing(status: Status) -> bool {
    matches!(status, Status::Missing | Status::Unreadable | Status::Unclear)
}

/// What came instead of a file, in words.
fn why(status: Status) -> &'static str {
    match status {
        Status::Unreadable => "交来的读不了，要重交",
        Status::Unclear => "交了几份，要说明以哪份为准",
        _ => "",
    }
}

/// Days of a year; of what is longer past nobody counts the days.
const A_YEAR: i64 = 365;

/// How far a day is from another, in words.
fn left(deadline: Date, today: Date) -> String {
    match deadline.serial() - today.serial() {
        0 => "今天到期".to_owned(),
        days @ 1.. => format!("还有 {days} 天"),
        days if days > -A_YEAR => format!("已过 {} 天", -days),
        days => format!("已过 {} 年", -days / A_YEAR),
    }
}
