//! What goes back to the units: a copy of each workbook with its faults marked, and a notice.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::digest::{digest, file_digest, json_digest, sealed, unsealed};
use crate::district::inbox::Inbox;
use crate::district::roster::RETURNED;
use crate::district::units::{Answer, FindingRecord, MarkedCopy, Shared, Status, Task, UnitResult, UnitTask};
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
    /// Digest of all that it depends on.
    key: String,
    /// Names of what was made, with the digests of their bytes.
    files: Vec<(String, String)>,
}

/// A finding as a notice tells it.
#[derive(Serialize)]
struct NoticeLine<'a> {
    /// How much it weighs, in words.
    label: &'static str,
    /// The fact.
    message: &'a str,
    /// Its place.
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
    /// The unit's file.
    file: &'a str,
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
    results: &Arc<Vec<UnitResult>>,
    (title, today): (&str, Date),
    crew: &Crew,
) -> Result<Vec<Vec<String>>> {
    let target = shared.producer.out.join(RETURNED);
    let old = read_note(&target);
    let keys: Vec<Option<String>> = results.iter().map(|unit| key(shared, inbox, unit)).collect();
    let kept = |key: &String| old.iter().find(|kept| kept.key == *key && are_there(&target, kept));
    let is_new = |unit: &&UnitResult| keys[unit.number].as_ref().is_some_and(|key| kept(key).is_none());
    let numbers: Vec<usize> = results.iter().filter(is_new).map(|unit| unit.number).collect();
    let work = {
        let (shared, results, numbers) = (shared.clone(), results.clone(), numbers.clone());
        let files = inbox.units.clone();
        move |place: usize, hand: &mut Hand| {
            let number: usize = numbers[place];
            let task = Task::Mark(UnitTask::new(number, &files[number])?, results[number].record.findings.clone());
            match hand.ask(&task, |task, turn| task.perform(&shared, turn)) {
                Ok(Answer::Mark(copy)) => copy,
                _ => None,
            }
        }
    };
    let mut books: BTreeMap<usize, Option<MarkedCopy>> =
        numbers.iter().copied().zip(each(numbers.len(), crew, work, |_, _| None, |_| {})?).collect();
    let (mut made, mut names) = (Vec::new(), vec![Vec::new(); results.len()]);
    for unit in results.iter() {
        let Some(key) = &keys[unit.number] else { continue };
        let kept = match kept(key) {
            Some(kept) => kept.clone(),
            None => make(shared, unit, books.remove(&unit.number).flatten(), (title, today), key.clone())?,
        };
        names[unit.number] = kept.files.iter().map(|(name, _)| format!("{RETURNED}/{name}")).collect();
        made.push(kept);
    }
    forget(&target, &old, &made);
    if made.is_empty() {
        let _ = std::fs::remove_file(target.join(NOTE));
        // Only an empty folder can be removed; what others put there stays.
        let _ = std::fs::remove_dir(&target);
    } else {
        let text = serde_json::to_string(&made).expect("a note can be written as JSON");
        write_all(&target, &[(NOTE.to_owned(), sealed(&text).into_bytes())])?;
    }
    Ok(names)
}

/// The errors and warnings that go back to a unit; none when nothing goes back.
fn to_tell(unit: &UnitResult) -> Option<Vec<&FindingRecord>> {
    // What the program failed over is nothing that a unit could correct.
    let was_read = matches!(unit.record.status, Status::Ready | Status::Draft | Status::Blocked | Status::Unreadable);
    unit.record.file.as_ref().filter(|_| was_read)?;
    let is_told = |finding: &&FindingRecord| finding.accepted.is_none() && finding.severity != Severity::Hint;
    let mut told: Vec<&FindingRecord> = unit.record.findings.iter().filter(is_told).collect();
    told.sort_by_key(|finding| finding.severity);
    (!told.is_empty()).then_some(told)
}

/// Digest of all that what goes back to a unit depends on; none when nothing does.
fn key(shared: &Shared, inbox: &Inbox, unit: &UnitResult) -> Option<String> {
    let findings = to_tell(unit)?;
    let bytes = inbox.units[unit.number].file.as_deref().and_then(file_digest);
    let deadline = shared.district.deadline.as_ref().map(|deadline| deadline.value.to_string());
    Some(json_digest(&(&shared.fingerprint, &unit.record.file, bytes, &findings, deadline)))
}

/// Writes what goes back to one unit: the notice, and the marked copy where there is one.
fn make(
    shared: &Shared,
    unit: &UnitResult,
    marked: Option<MarkedCopy>,
    (title, today): (&str, Date),
    key: String,
) -> Result<SentBack> {
    let folder = &shared.names(unit.number).folder;
    let findings = to_tell(unit).unwrap_or_default();
    let book = marked.as_ref().map(|copy| format!("{folder}.{}", copy.ending));
    let is_error = |finding: &&&FindingRecord| finding.severity == Severity::Error;
    let notice = CorrectionNotice {
        unit: &unit.record.name,
        year: shared.district.year.as_ref().map(|year| year.value),
        title,
        file: unit.record.file.as_deref().unwrap_or_default(),
        errors: findings.iter().filter(is_error).count(),
        warnings: findings.iter().filter(|finding| !is_error(finding)).count(),
        findings: findings
            .iter()
            .map(|finding| NoticeLine {
                label: finding.severity.label(),
                message: &finding.message,
                place: finding.place.as_deref(),
                hint: &finding.hint,
            })
            .collect(),
        book: book.as_deref(),
        deadline: shared.district.deadline.as_ref().map(|deadline| deadline.value.chinese()),
        is_over: shared.district.deadline.as_ref().is_some_and(|deadline| deadline.value < today),
        district: shared.district.called(),
        today: today.chinese(),
    };
    let text = shared.producer.engine.text("notice.txt", &notice)?;
    let mut files = vec![(format!("{folder}.txt"), text.into_bytes())];
    files.extend(book.zip(marked).map(|(name, copy)| (name, copy.bytes)));
    write_all(&shared.producer.out.join(RETURNED), &files)?;
    Ok(SentBack { key, files: files.iter().map(|(name, bytes)| (name.clone(), digest([bytes]))).collect() })
}

/// What the last run made; nothing when its note is not sound.
fn read_note(target: &Path) -> Vec<SentBack> {
    let text = std::fs::read_to_string(target.join(NOTE)).ok();
    text.and_then(|text| serde_json::from_str(unsealed(&text)?).ok()).unwrap_or_default()
}

/// Whether all that was made is still there as it was made.
fn are_there(target: &Path, made: &SentBack) -> bool {
    let is_there = |(name, digest): &(String, String)| file_digest(&target.join(name)).as_ref() == Some(digest);
    made.files.iter().all(is_there)
}

/// Removes what the last run made and this one does not, unless somebody has changed it since.
fn forget(target: &Path, old: &[SentBack], made: &[SentBack]) {
    let is_kept = |name: &String| made.iter().any(|made| made.files.iter().any(|(kept, _)| kept == name));
    for (name, digest) in old.iter().flat_map(|old| &old.files).filter(|(name, _)| !is_kept(name)) {
        let path: PathBuf = target.join(name);
        let is_plain = Path::new(name).file_name().is_some_and(|plain| plain == name.as_str());
        if is_plain && file_digest(&path).as_ref() == Some(digest) {
            let _ = std::fs::remove_file(path);
        }
    }
}
