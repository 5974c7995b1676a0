//! What goes back to the units: a copy of each workbook with its faults marked, and a notice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;

use crate::digest::json_digest;
use crate::district::inbox::Inbox;
use crate::district::roster::RETURNED;
use crate::district::units::{Answer, FindingRecord, MarkedCopy, Shared, Standing, Task, UnitResult, UnitTask};
use crate::error::Result;
use crate::file::is_published;
use crate::filing::Date;
use crate::finding::Severity;
use crate::product::Ledger;
use crate::workers::{Crew, Hand, each};

/// The ending of notices.
const NOTICE: &str = ".txt";

/// A finding as a notice tells it.
#[derive(Serialize)]
struct NoticeLine<'a> {
    /// How much it weighs, in words.
    label: &'static str,
    /// The fact.
    message: String,
    /// Its place in the unit's own file.
    place: Option<&'a str>,
    /// What to do.
    hint: &'a str,
}

/// What the template of a notice is filled with.
#[derive(Serialize)]
struct CorrectionNotice<'a> {
    /// The unit.
    unit: &'a str,
    /// The year reported on.
    year: Option<i32>,
    /// What a report of the form is called.
    title: &'a str,
    /// The unit's file, or its files, without the folders of the office.
    file: String,
    /// Whether it is a report as it was published, not a workbook.
    is_published: bool,
    /// Where the unit stands.
    standing: Standing,
    /// Errors and warnings.
    errors: usize,
    /// Warnings.
    warnings: usize,
    /// What was found.
    findings: Vec<NoticeLine<'a>>,
    /// The marked copy beside the notice.
    book: Option<&'a str>,
    /// The last day to hand in.
    deadline: Option<String>,
    /// Whether it is over.
    is_over: bool,
    /// Who sends it.
    district: &'a str,
    /// When it is sent.
    today: String,
}

/// What goes back to the units.
pub(crate) struct ReturnedFiles {
    /// The names of the files of each unit, from the output folder.
    pub of_units: Vec<Vec<String>>,
    /// Files of others there, which were left alone.
    pub others: Vec<String>,
}

/// Makes what goes back to every unit with errors or warnings; what has not changed since the last run stays, what is
/// not to be sent any more goes.
///
/// # Errors
/// When the folder cannot be written to.
pub(crate) fn returned(
    shared: &Shared,
    inbox: &Inbox,
    results: &[UnitResult],
    (title, today): (&str, Date),
    crew: &Crew,
) -> Result<ReturnedFiles> {
    let target = shared.producer.out.join(RETURNED);
    let mut ledger = Ledger::of(&target, shared.producer.force);
    let keys: Vec<Option<String>> = results.iter().map(|unit| key(shared, unit)).collect();
    let mut known: Vec<Option<Vec<String>>> = keys.iter().map(|key| books_of(&mut ledger, key.as_ref()?)).collect();
    let is_new = |unit: &&UnitResult| keys[unit.number].is_some() && known[unit.number].is_none();
    let numbers: Vec<usize> = results.iter().filter(is_new).map(|unit| unit.number).collect();
    let mut books: BTreeMap<usize, MarkedCopy> = copies(shared, inbox, results, &numbers, crew)?;
    let (mut files, mut names) = (Vec::new(), vec![Vec::new(); results.len()]);
    for unit in results.iter() {
        let Some(key) = &keys[unit.number] else { continue };
        let folder = &shared.names(unit.number).folder;
        let new = books.remove(&unit.number);
        let new = new.map(|MarkedCopy { ending, bytes }| (format!("{folder}.{ending}"), bytes));
        let book = new.as_ref().map(|(name, _)| name.clone());
        let book = book.or_else(|| known[unit.number].take()?.into_iter().next());
        let notice = (format!("{folder}{NOTICE}"), notice(shared, unit, book.as_deref(), (title, today))?);
        names[unit.number] = std::iter::once(notice.0.clone()).chain(book).collect();
        files.extend(std::iter::once(notice).chain(new).map(|file| (key.as_str(), file)));
    }
    ledger.write_each(files)?;
    let made: BTreeSet<&String> = names.iter().flatten().collect();
    ledger.keep_only(|name| made.contains(&name.to_owned()))?;
    // Only an empty folder can be removed; what others put there stays.
    let _ = std::fs::remove_dir(&target);
    let in_folder = |name: String| format!("{RETURNED}/{name}");
    let others = ledger.others().into_iter().map(in_folder).collect();
    let of_units = names.into_iter().map(|names| names.into_iter().map(in_folder).collect()).collect();
    Ok(ReturnedFiles { of_units, others })
}

/// The marked copies that an earlier run made of something, none or one; nothing where they are to be made again.
fn books_of(ledger: &mut Ledger, key: &str) -> Option<Vec<String>> {
    // The notice is there in any case.
    let (notices, books): (Vec<_>, Vec<_>) = ledger.made_of(key).into_iter().partition(|name| name.ends_with(NOTICE));
    (!notices.is_empty() && books.iter().all(|name| ledger.stands(name, key))).then_some(books)
}

/// Marked copies for the units of some numbers, by these, where one can be made.
fn copies(
    shared: &Shared,
    inbox: &Inbox,
    results: &[UnitResult],
    numbers: &[usize],
    crew: &Crew,
) -> Result<BTreeMap<usize, MarkedCopy>> {
    let task = |number: &usize| {
        let told = results[*number].record.told().into_iter().cloned().collect();
        Some(Task::Mark(UnitTask::new(*number, &inbox.units[*number])?, told))
    };
    let (shared, tasks) = (shared.clone(), numbers.iter().map(task).collect::<Vec<_>>());
    let work = move |place: usize, hand: &mut Hand| {
        let answer = hand.ask(tasks[place].as_ref()?, |task, turn| task.perform(&shared, turn));
        if let Ok(Answer::Mark(copy)) = answer { copy } else { None }
    };
    let copies = each(numbers.len(), crew, work, |_, _| None, |_| {})?;
    Ok(numbers.iter().copied().zip(copies).filter_map(|(number, copy)| Some((number, copy?))).collect())
}

/// A place in a unit's own file as the unit knows it: `三、依申请公开!D6`, `report.toml:12:3`; none of another file.
fn own_place<'p>(place: &'p str, file: &str, folders: &[String]) -> Option<&'p str> {
    let rest = place.strip_prefix(file)?;
    let without = || folders.iter().find_map(|folder| place.strip_prefix(folder.as_str()));
    rest.strip_prefix(" › ").or_else(|| Some(without().unwrap_or(place)))
}

/// The folders of some files that are named in one text, the longest first.
fn folders(files: &str) -> Vec<String> {
    let of_file = |file: &str| file.rsplit_once('/').map(|(folder, _)| format!("{folder}/"));
    let mut folders: Vec<String> = files.split('、').filter_map(of_file).collect();
    folders.sort_by_key(|folder| std::cmp::Reverse(folder.len()));
    folders
}

/// Digest of all that what goes back to a unit depends on; none when nothing does.
fn key(shared: &Shared, unit: &UnitResult) -> Option<String> {
    let findings = unit.record.told();
    let content = (&shared.fingerprint, &unit.record.folder, &unit.record.file, &unit.read, &findings);
    (!findings.is_empty()).then(|| json_digest(&content))
}

/// The notice to a unit, of today.
fn notice(shared: &Shared, unit: &UnitResult, book: Option<&str>, (title, today): (&str, Date)) -> Result<Vec<u8>> {
    let findings = unit.record.told();
    let file = unit.record.file.as_deref().unwrap_or_default();
    // The unit does not know the folders of the office.
    let folders = folders(file);
    let without = |text: &str| folders.iter().fold(text.to_owned(), |text, folder| text.replace(folder, ""));
    let is_error = |finding: &&&FindingRecord| finding.severity == Severity::Error;
    let notice = CorrectionNotice {
        unit: &unit.record.name,
        year: shared.district.year.as_ref().map(|year| year.value),
        title,
        file: without(file),
        is_published: file.split('、').all(|name| is_published(Path::new(name))),
        standing: unit.record.standing(),
        errors: findings.iter().filter(is_error).count(),
        warnings: findings.iter().filter(|finding| !is_error(finding)).count(),
        findings: findings
            .iter()
            .map(|finding| NoticeLine {
                label: finding.severity.label(),
                message: without(&finding.message),
                place: finding.place.as_deref().and_then(|place| own_place(place, file, &folders)),
                hint: finding.remedy().unwrap_or_default(),
            })
            .collect(),
        book,
        deadline: unit.record.due.as_ref().map(|due| due.day.clone()),
        is_over: unit.record.due.as_ref().is_some_and(|due| due.left.is_some_and(|days| days < 0)),
        district: shared.district.sender(),
        today: today.chinese(),
    };
    Ok(shared.producer.engine.text("notice.txt", &notice)?.into_bytes())
}
