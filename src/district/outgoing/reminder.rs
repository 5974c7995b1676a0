//! Who has not handed in, and who has to correct what was handed in, by group.

use indexmap::IndexMap;
use serde::Serialize;

use crate::district::roster::REMINDER;
use crate::district::units::{Due, Shared, Standing, UnitResult, left};
use crate::error::Result;
use crate::filing::Date;
use crate::finding::Severity;
use crate::product::Ledger;

/// A unit that is reminded.
#[derive(Serialize)]
struct Reminded<'a> {
    /// Its name.
    name: &'a str,
    /// What came of it, in words.
    detail: Option<&'static str>,
    /// Errors that it has to correct.
    errors: usize,
    /// Warnings that it has to look at.
    warnings: usize,
    /// Its own last day, where it has another than the rest, and how far that is from today.
    own_day: Option<(&'a str, &'a str)>,
}

/// The units of one group that are reminded.
#[derive(Default, Serialize)]
struct ReminderGroup<'a> {
    /// The group.
    name: &'a str,
    /// Those that have not handed in.
    missing: Vec<Reminded<'a>>,
    /// Those that handed in what cannot be used.
    again: Vec<Reminded<'a>>,
    /// Those that have to correct what they handed in.
    correct: Vec<Reminded<'a>>,
    /// Those that have to look at what they handed in.
    confirm: Vec<Reminded<'a>>,
}

/// What the template is filled with.
#[derive(Serialize)]
pub(super) struct ReminderPage<'a> {
    /// Whose units they are.
    district: &'a str,
    /// Who reminds.
    sender: &'a str,
    /// The year reported on.
    pub year: Option<i32>,
    /// What a report of the form is called.
    title: &'a str,
    /// Today.
    today: String,
    /// The last day to hand in.
    deadline: Option<String>,
    /// How many days that is from today.
    left: Option<String>,
    /// Whether it is over.
    is_over: bool,
    /// Units on the roster.
    all: usize,
    /// Units that handed in something else than a blank.
    handed_in: usize,
    /// Units of which it is not known whether they did.
    unknown: usize,
    /// Units that did not.
    pub missing: usize,
    /// Units that handed in what cannot be used.
    pub again: usize,
    /// Units that have to correct.
    correct: usize,
    /// Units that have to look at what they handed in.
    confirm: usize,
    /// The groups in which a unit is reminded, in the order of the roster.
    groups: Vec<ReminderGroup<'a>>,
}

/// The list of units that are reminded, for a day.
pub(super) fn page<'a>(
    shared: &'a Shared,
    results: &'a [UnitResult],
    (title, today): (&'a str, Date),
) -> ReminderPage<'a> {
    let mut groups: IndexMap<&str, ReminderGroup<'_>> = IndexMap::new();
    for record in results.iter().map(|unit| &unit.record) {
        let told = record.told();
        let errors = told.iter().filter(|finding| finding.severity == Severity::Error).count();
        let (name, detail) = (record.name.as_str(), record.detail());
        let own = record.due.as_ref().filter(|due| due.is_own);
        let own_day = own.map(|Due { day, told, .. }| (day.as_str(), told.as_str()));
        let reminded = Reminded { name, detail, errors, warnings: told.len() - errors, own_day };
        let new = || ReminderGroup { name: &record.group, ..ReminderGroup::default() };
        match record.standing() {
            Standing::Missing => groups.entry(&record.group).or_insert_with(new).missing.push(reminded),
            Standing::Again => groups.entry(&record.group).or_insert_with(new).again.push(reminded),
            Standing::Correct => groups.entry(&record.group).or_insert_with(new).correct.push(reminded),
            Standing::Confirm => groups.entry(&record.group).or_insert_with(new).confirm.push(reminded),
            Standing::Done | Standing::Open => {}
        }
    }
    let count = |standing| results.iter().filter(|unit| unit.record.standing() == standing).count();
    let missing = count(Standing::Missing);
    let is_unknown = |unit: &&UnitResult| unit.record.standing() == Standing::Open && unit.record.file.is_none();
    let unknown = results.iter().filter(is_unknown).count();
    let deadline = shared.district.deadline.as_ref().map(|deadline| deadline.value);
    ReminderPage {
        district: shared.district.called(),
        sender: shared.district.sender(),
        year: shared.district.year.as_ref().map(|year| year.value),
        title,
        today: today.chinese(),
        deadline: deadline.map(Date::chinese),
        left: deadline.map(|deadline| left(deadline, today)),
        is_over: deadline.is_some_and(|deadline| deadline < today),
        all: results.len(),
        handed_in: results.len() - missing - unknown,
        unknown,
        missing,
        again: count(Standing::Again),
        correct: count(Standing::Correct),
        confirm: count(Standing::Confirm),
        groups: groups.into_values().collect(),
    }
}

/// Writes the list of units that are reminded, for a day.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn reminder(
    shared: &Shared,
    results: &[UnitResult],
    (title, today): (&str, Date),
    ledger: &mut Ledger,
) -> Result<()> {
    let page = page(shared, results, (title, today));
    let text = shared.producer.engine.text("reminder.txt", &page)?;
    ledger.write("", vec![(REMINDER.to_owned(), text.into_bytes())])
}
