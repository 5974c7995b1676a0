//! What goes back to the units: a copy of each workbook with its faults marked, and a notice.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::made::{is_as_made, remove_as_made};
use crate::digest::{digest, json_digest, sealed_value, unsealed_value};
use crate::district::inbox::Inbox;
use crate::district::roster::RETURNED;
use crate::district::units::{Answer, FindingRecord, MarkedCopy, Shared, Standing, Task, UnitResult, UnitTask};
use crate::error::Result;
use crate::filing::Date;
use crate::finding::Severity;
use crate::output::write_all;
use crate::workers::{Crew, Hand, each};

/// What is kept of the last run: what was made for which unit, and of what.
const NOTE: &str = ".nianbao-returned.json";

/// What was made for one unit.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct SentBack {
    /// Digest of all that the marked copy depends on.
    key: String,
    /// Names of what was made, with the digests of their bytes.
    files: Vec<(String, String)>,
}

impl SentBack {
    /// The marked copy, where there is one.
    fn book(&self) -> Option<&(String, String)> {
        self.files.iter().find(|(name, _)| !name.ends_with(NOTICE))
    }
}

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

/// Makes what goes back to every unit with errors or warnings; what has not changed since the last run stays, what is
/// not to be sent any more goes. Gives the names of the files of each unit, from the output folder.
///
/// # Errors
/// When the folder cannot be written to.
pub(crate) fn returned(
    shared: &Shared,
    inbox: &Inbox,
    results: &[UnitResult],
    (title, today): (&str, Date),
    crew: &Crew,
) -> Result<Vec<Vec<String>>> {
    let target = shared.producer.out.join(RETURNED);
    let old = read_note(&target);
    let keys: Vec<Option<String>> = results.iter().map(|unit| key(shared, unit)).collect();
    let find = |key: &String| old.iter().find(|kept| kept.key == *key && is_there(&target, kept));
    let kept: Vec<Option<&SentBack>> = keys.iter().map(|key| find(key.as_ref()?)).collect();
    let is_new = |unit: &&UnitResult| keys[unit.number].is_some() && kept[unit.number].is_none();
    let numbers: Vec<usize> = results.iter().filter(is_new).map(|unit| unit.number).collect();
    let mut books: BTreeMap<usize, MarkedCopy> = copies(shared, inbox, results, &numbers, crew)?;
    let (mut made, mut names) = (Vec::new(), vec![Vec::new(); results.len()]);
    for unit in results.iter() {
        let Some(key) = &keys[unit.number] else { continue };
        let book = match kept[unit.number] {
            Some(kept) => kept.book().cloned(),
            None => books.remove(&unit.number).map(|book| write_book(shared, unit, book)).transpose()?,
        };
        let notice = write_notice(shared, unit, book.as_ref().map(|(name, _)| name.as_str()), (title, today))?;
        let files: Vec<(String, String)> = std::iter::once(notice).chain(book).collect();
        names[unit.number] = files.iter().map(|(name, _)| format!("{RETURNED}/{name}")).collect();
        made.push(SentBack { key: key.clone(), files });
    }
    forget(&target, &old, &made);
    if made.is_empty() {
        let _ = std::fs::remove_file(target.join(NOTE));
        // Only an empty folder can be removed; what others put there stays.
        let _ = std::fs::remove_dir(&target);
    } else {
        write_all(&target, &[(NOTE.to_owned(), sealed_value(&made).into_bytes())])?;
    }
    Ok(names)
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
    let content = (&shared.fingerprint, &unit.record.file, &unit.read, &findings);
    (!findings.is_empty()).then(|| json_digest(&content))
}

/// Writes the marked copy that goes back to a unit; gives its name and digest.
fn write_book(
    shared: &Shared,
    unit: &UnitResult,
    MarkedCopy { ending, bytes }: MarkedCopy,
) -> Result<(String, String)> {
    let (name, digest) = (format!("{}.{ending}", shared.names(unit.number).folder), digest([&bytes]));
    write_all(&shared.producer.out.join(RETURNED), &[(name.clone(), bytes)])?;
    Ok((name, digest))
}

/// Writes the notice to a unit, of today, where another one is there; gives its name and digest.
fn write_notice(
    shared: &Shared,
    unit: &UnitResult,
    book: Option<&str>,
    (title, today): (&str, Date),
) -> Result<(String, String)> {
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
    let text = shared.producer.engine.text("notice.txt", &notice)?.into_bytes();
    let (name, digest) = (format!("{}{NOTICE}", shared.names(unit.number).folder), digest([&text]));
    let target = shared.producer.out.join(RETURNED);
    if !is_as_made(&target, &name, &digest) {
        write_all(&target, &[(name.clone(), text)])?;
    }
    Ok((name, digest))
}

/// What the last run made; nothing when its note is not sound.
fn read_note(target: &Path) -> Vec<SentBack> {
    let text = std::fs::read_to_string(target.join(NOTE)).ok();
    text.and_then(|text| unsealed_value(&text)).unwrap_or_default()
}

/// Whether the marked copy is still there as it was made.
fn is_there(target: &Path, made: &SentBack) -> bool {
    made.book().is_none_or(|(name, digest)| is_as_made(target, name, digest))
}

/// Removes what the last run made and this one does not, unless somebody has changed it since.
fn forget(target: &Path, old: &[SentBack], made: &[SentBack]) {
    let is_kept = |name: &String| made.iter().any(|made| made.files.iter().any(|(kept, _)| kept == name));
    for (name, digest) in old.iter().flat_map(|old| &old.files).filter(|(name, _)| !is_kept(name)) {
        remove_as_made(target, name, digest);
    }
}
