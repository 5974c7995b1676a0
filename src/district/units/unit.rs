//! One unit of a run: found, read, judged, examined, made.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::entries::Entries;
use super::failed::{given_up, not_read, not_written, unreadable};
use super::guard::{abandoned, guarded};
use super::record::{ReportRecord, Status, beside};
use super::result::{UnitResult, accounts, before};
use super::shared::Shared;
use crate::digest::json_digest;
use crate::district::inbox::{UnitFiles, is_of_other_unit, is_of_other_year, judge, received};
use crate::district::roster::{District, OutputNames, Unit, plain_name};
use crate::document::Spelling;
use crate::engine::{Examined, Input};
use crate::error::Result;
use crate::filing::AccountInput;
use crate::finding::{Finding, Folded};
use crate::likeness::{self, Passage};
use crate::rule::{Family, district as rules, input as input_rules, workbook};
use crate::rules::UNCHECKED;
use crate::workers::{Abandoned, Turn};
use crate::write::is_untouched;

/// What came of a unit for which there is nothing to do: no file of it came in, or it was made in an earlier run and
/// nothing has changed since.
pub(crate) fn settled(shared: &Shared, number: usize, files: &UnitFiles) -> Option<UnitResult> {
    let folder = &shared.names(number).folder;
    if files.file.is_none() {
        shared.producer.withdraw(folder);
        let status = match (files.candidates.is_empty(), files.others.is_empty()) {
            (true, true) if files.unread.is_none() => Status::Missing,
            (true, _) => Status::Unreadable,
            (false, _) => Status::Unclear,
        };
        let mut findings: Vec<Finding> = files.finding.iter().cloned().collect();
        shared.district.policy.apply(&mut findings);
        let came = files.candidates.iter().chain(&files.others).map(|file| shared.beside(file));
        let came = came.collect::<Vec<_>>().join("、");
        let record = ReportRecord { file: Some(came).filter(|came| !came.is_empty()), ..shared.record(number, status) };
        let record = record.with_findings(&findings, &shared.district.sources, shared.folder());
        return Some(UnitResult::nothing(number, record));
    }
    let kept = shared.producer.kept(folder, &key(shared, number, files));
    kept.filter(|kept| kept.number == number && kept.record.folder == *folder)
}

/// Makes one unit's report of its file; also whether its files were made anew. Whatever happens, the others go on.
pub(super) fn make_unit(
    shared: &Shared,
    number: usize,
    file: &Path,
    files: &UnitFiles,
    turn: &Turn,
) -> (UnitResult, bool) {
    let record = ReportRecord { file: Some(shared.beside(file)), ..shared.record(number, Status::Ready) };
    let key = key(shared, number, files);
    let done = guarded(|| read(shared, number, (file, files), record.clone(), key, turn));
    let failed =
        |finding: Box<Finding>| (UnitResult::nothing(number, given_up(record, &finding, shared.folder())), false);
    done.unwrap_or_else(failed)
}

/// The result of a unit that was given up; `seconds` is the time it had.
pub(crate) fn late(shared: &Shared, number: usize, files: &UnitFiles, why: Abandoned, seconds: u64) -> UnitResult {
    // A folder that cannot be written to is left alone, lest this hangs as well.
    if why != Abandoned::Writing {
        shared.producer.withdraw(&shared.names(number).folder);
    }
    let file = files.file.as_deref().map(|file| shared.beside(file));
    let record = ReportRecord { file, ..shared.record(number, Status::Failed) };
    UnitResult::nothing(number, given_up(record, &abandoned(why, seconds), shared.folder()))
}

/// Reads, judges, examines and makes a unit's report.
fn read(
    shared: &Shared,
    number: usize,
    (file, files): (&Path, &UnitFiles),
    record: ReportRecord,
    key: String,
    turn: &Turn,
) -> (UnitResult, bool) {
    let begun = SystemTime::now();
    let folder = shared.folder();
    let mut input = match open(shared, number, file, &files.prior) {
        Ok(input) => input,
        Err(error) => {
            shared.producer.withdraw(&record.folder);
            return (UnitResult::nothing(number, unreadable(record, &error, folder)), false);
        }
    };
    if !input.filing.is_read() {
        shared.producer.withdraw(&record.folder);
        return (UnitResult::nothing(number, not_read(record, &input, folder)), false);
    }
    if is_untouched(&input.filing) {
        shared.producer.withdraw(&record.folder);
        let unit = &shared.district.units[number];
        let told = record.file.clone().unwrap_or_default();
        let message = format!("“{}”：没有交报告，{told} 是空白的，什么都没有填。", unit.name);
        let hint = "催交；发出去的空白表不用放在这里";
        let mut findings = vec![Finding::new(&rules::MISSING, message).hint(hint).key(&unit.name)];
        shared.district.policy.apply(&mut findings);
        let record = ReportRecord { status: Status::Missing, ..record };
        let record = record.with_findings(&findings, &shared.district.sources, folder);
        return (UnitResult::nothing(number, record), false);
    }
    add_judgement(shared, number, files, &mut input);
    let mut examined = match shared.producer.engine.examine(&input) {
        Ok(examined) => examined,
        Err(error) => return (UnitResult::nothing(number, not_written(record, &error, folder)), false),
    };
    let told = settle(shared, number, &input, &mut examined);
    let is_of_several = examined.findings.iter().any(|finding| *finding.rule == rules::TWO_IN_ONE);
    let mut result = UnitResult {
        called: input.filing.agency.name.as_ref().map(|name| plain_name(&name.value)),
        is_counted: !is_of_several
            && !is_of_other_year(&shared.district, &input.filing)
            && !is_of_other_unit(&shared.district, &shared.district.units[number], &input.filing),
        accounts: accounts(&input.filing, &told),
        received: received(&shared.district.units[number], &input.filing).map(|day| day.to_string()),
        ..UnitResult::nothing(number, record)
    };
    if result.is_counted {
        result.passages = passages(shared, &input);
        result.cells = Entries::of(&examined.figures);
        result.before = before(&examined.figures, input.prior.as_ref());
    }
    // Without digests of what was read the report is made again next time.
    let read = shared.producer.digests(&input.sources, begun);
    let key = read.is_some().then_some(key);
    // A folder of forms may hold another file next time.
    let brings_forms = input.filing.forms.is_some() && !input.filing.editions.is_settled();
    let key = key.filter(|_| !brings_forms);
    result.read = read.unwrap_or_default();
    make(shared, result, shared.names(number), &input, examined, key, turn)
}

/// Adds what is wrong with an input as that unit's, and how its file was found.
fn add_judgement(shared: &Shared, number: usize, files: &UnitFiles, input: &mut Input) {
    input.filing.faults.extend(files.notes.iter().cloned());
    let spelling = Spelling::of(input.sources.get(input.filing.source));
    input.filing.faults.extend(judge(&shared.district, &shared.district.units[number], &input.filing, spelling));
}

/// Makes the findings of a report those of a unit's: what an office does in a district is another thing than what a
/// clerk does alone. Gives the accounts that its text alone tells, which are summed as well.
fn settle(shared: &Shared, number: usize, input: &Input, examined: &mut Examined) -> BTreeMap<String, AccountInput> {
    let told = shared.producer.engine.accounts_in_text(input, examined);
    let findings = &mut examined.findings;
    findings.retain(|f| *f.rule != rules::NO_RECORD || !f.keys.iter().any(|key| told.contains_key(key)));
    findings.extend(several_units(shared, number, findings));
    fold(findings);
    let folder = &shared.district.last_year_folder;
    for finding in findings.iter_mut().filter(|finding| *finding.rule == UNCHECKED) {
        finding.hint = format!("把它上年的文件放进“{folder}”，以单位名开头命名；或填“上年数据”表");
    }
    told
}

/// The finding for a workbook that names several agencies which stand on the roster.
fn several_units(shared: &Shared, number: usize, findings: &[Finding]) -> Option<Finding> {
    let is_of_name = |finding: &&Finding| {
        *finding.rule == workbook::FIELD_TWICE && finding.keys.iter().any(|key| key == "agency.name")
    };
    let names: Vec<&Finding> = findings.iter().filter(is_of_name).collect();
    let (units, first) = (&shared.district.units, names.first()?);
    let is_named = |other: &&Unit| names.iter().any(|finding| finding.message.contains(&other.name));
    let own = &units[number].name;
    let others = units.iter().filter(|other| !own.contains(&other.name)).filter(is_named);
    let others: Vec<String> = others.map(|other| format!("“{}”", other.name)).collect();
    let message = format!("一个工作簿里有几个单位的报告：“{own}”、{}；没有计入汇总。", others.join("、"));
    let finding = Finding::new(&rules::TWO_IN_ONE, message);
    let finding = first.marks.iter().fold(finding, |finding, mark| finding.mark(&mark.at, ""));
    (!others.is_empty()).then_some(finding.key("agency.name"))
}

/// Takes what follows from a file of another year, or of several units, into the finding that says so: all else is
/// looked at when the right file is there.
fn fold(findings: &mut Vec<Finding>) {
    let is_other_file =
        |finding: &Finding| [&rules::YEAR, &rules::TWO_IN_ONE].contains(&finding.rule) && finding.blocks();
    if !findings.iter().any(is_other_file) {
        return;
    }
    let of_district = |finding: &Finding| finding.rule.family == Family::District || finding.accepted.is_some();
    let (mut kept, rest): (Vec<Finding>, Vec<Finding>) = std::mem::take(findings).into_iter().partition(of_district);
    if let Some(other) = kept.iter_mut().find(|finding| is_other_file(finding)).filter(|_| !rest.is_empty()) {
        let told = format!("另有 {} 个问题，换了文件再看。", rest.len());
        other.message.push_str(&told);
        other.folded.extend(rest.into_iter().map(|finding| Folded { rule: finding.rule, keys: finding.keys }));
    }
    *findings = kept;
}

/// A unit's input with its findings, once more; none when it cannot be read or examined.
pub(super) fn examined_again(shared: &Shared, number: usize, files: &UnitFiles) -> Option<(Input, Vec<Finding>)> {
    let mut input = open(shared, number, files.file.as_deref()?, &files.prior).ok()?;
    if !input.filing.is_read() {
        let faults = std::mem::take(&mut input.filing.faults);
        return Some((input, faults));
    }
    add_judgement(shared, number, files, &mut input);
    let mut examined = shared.producer.engine.examine(&input).ok()?;
    settle(shared, number, &input, &mut examined);
    Some((input, examined.findings))
}

/// What a unit wrote itself.
fn passages(shared: &Shared, input: &Input) -> Vec<Passage> {
    let passages = likeness::passages(&input.filing, &input.sources).into_iter();
    passages.map(|passage| Passage { place: beside(&passage.place, shared.folder()), ..passage }).collect()
}

/// Makes the files of an examined report, or a record of why not; also whether they were made. Without a key they are
/// made again in the next run.
pub(crate) fn make(
    shared: &Shared,
    mut result: UnitResult,
    names: &OutputNames,
    input: &Input,
    examined: Examined,
    key: Option<String>,
    turn: &Turn,
) -> (UnitResult, bool) {
    let producer = &shared.producer;
    let blocked = examined.is_blocked();
    let is_open = |finding: &Finding| [&input_rules::PRIOR_FILE, &input_rules::PROSE_FILE].contains(&finding.rule);
    // A file that could not be read is not among those that were read, and may be there next time.
    let key = key.filter(|_| !examined.findings.iter().any(is_open));
    result.record = result.record.with_findings(&examined.findings, &input.sources, shared.folder());
    if blocked && !producer.draft {
        producer.withdraw(&names.folder);
        result.record.status = Status::Blocked;
        return (result, false);
    }
    let written = producer.files(names, input, examined).and_then(|(files, left_out)| {
        result.record.left_out = left_out.map(str::to_owned);
        result.record.status = if blocked { Status::Draft } else { Status::Ready };
        result.record.files = files.iter().map(|(name, _)| name.clone()).collect();
        producer.write(&names.folder, files, key, &mut result, turn)
    });
    match written {
        Ok(()) => (result, true),
        Err(error) => {
            result.record = not_written(result.record, &error, shared.folder());
            (result, false)
        }
    }
}

/// Opens a unit's file, with last year's, which may be under a name that the unit had then.
fn open(shared: &Shared, number: usize, file: &Path, prior: &[PathBuf]) -> Result<Input> {
    let mut input = open_files(shared, file, prior)?;
    let unit = &shared.district.units[number];
    let is_own = |name: &str| unit.formerly.iter().any(|former| plain_name(former) == plain_name(name));
    if let Some(prior) = input.prior.as_mut().filter(|prior| prior.name().is_some_and(is_own)) {
        prior.agency.name = input.filing.agency.name.clone();
    }
    Ok(input)
}

/// Reads a unit's file, with last year's; that this one cannot be read is no reason to give up.
fn open_files(shared: &Shared, file: &Path, prior: &[PathBuf]) -> Result<Input> {
    let engine = &shared.producer.engine;
    match engine.read_sent(file, prior) {
        Ok(input) => Ok(input),
        Err(error) if prior.is_empty() => Err(error),
        Err(error) => {
            let mut input = engine.read_sent(file, &[])?;
            let reason = error.to_string();
            let names = prior.iter().map(|prior| prior.display().to_string()).collect::<Vec<_>>().join("、");
            let message = format!("上年文件 {names}：读不了：{}。", reason.trim_end_matches('。'));
            input.filing.faults.push(Finding::new(&input_rules::PRIOR_FILE, message).key("prior"));
            Ok(input)
        }
    }
}

/// Digest of everything that a unit's files and findings depend on beside the files that are read.
fn key(shared: &Shared, number: usize, found: &UnitFiles) -> String {
    let District { year, form, .. } = &*shared.district;
    let unit = &shared.district.units[number];
    let year = year.as_ref().map(|year| year.value);
    let received = unit.received.as_ref().map(|day| day.value);
    let days = [shared.district.deadline_of(unit), received].map(|day| day.map(|day| day.to_string()));
    let level = unit.level.as_ref().map(|level| &level.value);
    let files: Vec<String> = found.file.iter().chain(&found.prior).map(|file| shared.beside(file)).collect();
    let names = shared.names(number);
    let names = (&names.folder, &names.file, &names.letter);
    let notes: Vec<&str> = found.notes.iter().map(|note| note.message.as_str()).collect();
    let unit = (&unit.name, &unit.formerly, &unit.group, level, number);
    let content = (&shared.fingerprint, (year, days, &form.edition), unit, (files, notes), names);
    json_digest(&content)
}
