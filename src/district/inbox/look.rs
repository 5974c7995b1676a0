//! What can only be known by looking into files: whose a file is that is called otherwise, whether one was filled in at
//! all, and which of several is used.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::find::{Inbox, UnitFiles};
use super::owners::missing_or_twice;
use super::versions::{self, Version};
use crate::digest::{digest, file_digest};
use crate::district::roster::{District, Unit, plain_name};
use crate::file::{COMPOUND, is_published, read_workbook, take_published};
use crate::finding::{Finding, Severity};
use crate::form::Editions;
use crate::output::below;
use crate::rule::district as rules;
use crate::source::Sources;
use crate::write::{ProseFiles, is_untouched, toml};
use crate::{read, workbook};

/// Stray files that are opened; a folder with more of them is no folder of reports.
const MOST_OPENED: usize = 50;

/// What a look into a file says.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Glance {
    /// What the agency in it is called.
    agency: Option<String>,
    /// Whether it is a blank that nobody has filled in.
    is_untouched: bool,
    /// Whether it cannot be read, and is not behind a password: what a copy that failed has left.
    is_broken: bool,
    /// Digest of what it says, whatever kind of file says it.
    content: Option<String>,
    /// Digest of its bytes.
    digest: Option<String>,
    /// Where it is a marked copy: the number of the workbook that was marked, empty where it says none.
    marked_from: Option<String>,
}

/// Looks into the files whose owner their name does not settle, and settles whose each is; `is_own` says of which it is
/// known already, `look` opens files.
///
/// # Errors
/// Those of `look`.
pub(crate) fn settle_by_looking<E>(
    district: &District,
    inbox: &mut Inbox,
    is_own: impl Fn(usize, &Path) -> bool,
    look: impl Fn(&[PathBuf]) -> Result<Vec<Glance>, E>,
) -> Result<(), E> {
    let mut files = to_open(district, inbox, is_own);
    let mut seen = look(&files)?;
    let more = rivals(district, inbox, &files, &seen);
    seen.extend(look(&more)?);
    files.extend(more);
    settle(district, inbox, &files, &seen);
    Ok(())
}

/// The files that are worth a look: those of units that sent several, and strays, which may be a unit's all the same.
///
/// Where a unit has sent nothing, published reports that are called after nobody are as well, and the only files of the
/// others, but for those that are known to be theirs by an earlier run.
fn to_open(district: &District, inbox: &Inbox, is_own: impl Fn(usize, &Path) -> bool) -> Vec<PathBuf> {
    let is_missing = inbox.units.iter().any(|files| files.candidates.is_empty() && files.others.is_empty());
    let is_in_doubt = |(number, files): &(usize, &UnitFiles)| match files.candidates.as_slice() {
        [only] => is_missing && !is_own(*number, only),
        several => several.len() > 1,
    };
    let doubtful = inbox.units.iter().enumerate().filter(is_in_doubt);
    let doubtful = doubtful.flat_map(|(_, files)| files.candidates.iter().cloned());
    let strays = inbox.strays.iter().take(MOST_OPENED);
    let published = inbox.beside.iter().filter(|file| is_missing && is_published(Path::new(file))).take(MOST_OPENED);
    doubtful.chain(strays.chain(published).map(|file| district.folder.join(file))).collect()
}

/// The files that are worth a look for what was seen in others: a unit's only one, where a stray is its as well.
fn rivals(district: &District, inbox: &Inbox, files: &[PathBuf], seen: &[Glance]) -> Vec<PathBuf> {
    let glances = Glances::new(district, files, seen);
    let only = district.units.iter().zip(&inbox.units).filter(|(_, found)| found.candidates.len() == 1);
    let rivalled = only.filter(|(unit, _)| inbox.strays.iter().any(|file| glances.is_of(file, unit)));
    rivalled.flat_map(|(_, found)| found.candidates.iter().cloned()).collect()
}

/// Looks into a file; nothing of one that is no input. Reading strange files may panic.
pub(crate) fn glance(path: &Path, editions: &Editions) -> Glance {
    // A pipe would be waited for.
    let is_file = std::fs::metadata(path).is_ok_and(|data| data.is_file());
    if !is_file {
        return Glance::default();
    }
    let bytes_digest = file_digest(path);
    let Ok(filing) = read::read_whole(path, editions, &mut Sources::default()) else {
        return Glance { digest: bytes_digest, is_broken: !is_compound(path), ..Glance::default() };
    };
    let bytes = read_workbook(path).ok().flatten();
    Glance {
        digest: bytes_digest,
        agency: filing.name().map(plain_name),
        is_untouched: is_untouched(&filing),
        is_broken: false,
        content: Some(digest([toml(&filing, &ProseFiles::new())])),
        marked_from: bytes.and_then(|bytes| workbook::marked_from(&bytes)),
    }
}

/// Whether a file begins as one behind a password does, which may be the last version although it cannot be read.
fn is_compound(path: &Path) -> bool {
    let mut start = [0; COMPOUND.len()];
    File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == *COMPOUND
}

/// What was seen in the files that were looked into.
struct Glances<'a> {
    /// The district.
    district: &'a District,
    /// What was seen in each file.
    seen: HashMap<&'a Path, &'a Glance>,
}

impl<'a> Glances<'a> {
    /// What was seen in some files.
    fn new(district: &'a District, files: &'a [PathBuf], seen: &'a [Glance]) -> Self {
        Self { district, seen: files.iter().map(PathBuf::as_path).zip(seen).collect() }
    }

    /// What was seen in a file.
    fn of(&self, path: &Path) -> Option<&'a Glance> {
        self.seen.get(path).copied()
    }

    /// What was seen in a file that is named from the district's folder.
    fn named(&self, file: &str) -> Option<&'a Glance> {
        self.of(&self.district.folder.join(file))
    }

    /// Whether the agency in a file is a unit.
    fn is_of(&self, file: &str, unit: &Unit) -> bool {
        self.named(file).and_then(|seen| seen.agency.as_deref()).is_some_and(|agency| unit.is_called(agency))
    }

    /// The number that a copy of a workbook in which its faults are marked carries.
    fn number(&self, path: &Path) -> Option<String> {
        self.of(path).and_then(|seen| seen.digest.as_deref()).map(workbook::number)
    }

    /// Whether nobody has filled a file in, or nothing of it can be read.
    fn is_blank(&self, path: &Path) -> bool {
        self.of(path).is_some_and(|seen| seen.is_untouched || seen.is_broken)
    }
}

/// Settles whose files are whose by what was seen in them, in the order of [`to_open`] and [`rivals`].
fn settle(district: &District, inbox: &mut Inbox, files: &[PathBuf], seen: &[Glance]) {
    let glances = Glances::new(district, files, seen);
    (0..district.units.len()).for_each(|number| give_up_others(&glances, inbox, number));
    for (unit, number) in district.units.iter().zip(0..) {
        let theirs = inbox.strays.iter().filter(|file| glances.is_of(file, unit)).cloned();
        let (blank, filled): (Vec<String>, Vec<String>) =
            theirs.partition(|file| glances.is_blank(&district.folder.join(file)));
        let has_none = inbox.units[number].candidates.is_empty();
        // What was published is read where nothing was filled in.
        let published = inbox.beside.iter().filter(|file| has_none && glances.is_of(file, unit)).cloned();
        let filled = match filled.is_empty() && blank.is_empty() {
            true => take_published(&mut published.collect()),
            false => filled,
        };
        match has_none {
            true => misnamed(&glances, inbox, number, if filled.is_empty() { blank } else { filled }),
            false => rivalled(&glances, inbox, number, filled),
        }
        leave_others(&glances, inbox, number);
        let found = &mut inbox.units[number];
        if found.candidates.len() > 1 {
            choose(&glances, unit, found);
        }
        if let Some(file) = found.file.as_ref().filter(|_| has_none) {
            found.notes.push(called_otherwise(unit, &below(file, &district.folder)));
        }
    }
}

/// Leaves those of a unit's files to others that name these inside: those of several where one is left, and its only ones
/// to units that have none.
fn give_up_others(glances: &Glances<'_>, inbox: &mut Inbox, number: usize) {
    let units = &glances.district.units;
    let agency = |path: &PathBuf| glances.of(path).and_then(|seen| seen.agency.as_deref());
    let of_other = |path: &PathBuf| {
        let agency = agency(path).filter(|agency| !units[number].is_called(agency))?;
        units.iter().position(|unit| unit.is_called(agency))
    };
    let candidates = &inbox.units[number].candidates;
    let is_all_others = candidates.iter().all(|path| of_other(path).is_some());
    let is_given =
        |path: &PathBuf| of_other(path).is_some_and(|other| !is_all_others || inbox.units[other].candidates.is_empty());
    let (given, own): (Vec<PathBuf>, Vec<PathBuf>) = candidates.iter().cloned().partition(is_given);
    let Some(first) = given.first() else { return };
    let (unit, found) = (&units[number], &mut inbox.units[number]);
    found.file = own.first().filter(|_| own.len() == 1).cloned();
    found.finding = own.is_empty().then(|| {
        let (file, agency) = (below(first, &glances.district.folder), agency(first).unwrap_or_default());
        let message =
            format!("“{}”：没有交报告，以它命名的 {file} 里的机关名称是“{agency}”，算那个单位交的。", unit.name);
        Finding::new(&rules::MISSING, message).mark(&unit.at, "没有交").hint("催交").key(&unit.name)
    });
    found.candidates = own;
    inbox.strays.extend(given.iter().map(|path| below(path, &glances.district.folder)));
}

/// Leaves those of a unit's published files that are no reports, such as a letter, beside the one that is.
fn leave_others(glances: &Glances<'_>, inbox: &mut Inbox, number: usize) {
    let is_report = |path: &PathBuf| glances.of(path).is_some_and(|seen| seen.content.is_some());
    let found = &mut inbox.units[number];
    if found.candidates.len() < 2 || !found.candidates.iter().any(is_report) {
        return;
    }
    let (reports, others): (Vec<_>, Vec<_>) =
        found.candidates.drain(..).partition(|path| is_report(path) || !is_published(path));
    (found.file, found.candidates) = (reports.first().filter(|_| reports.len() == 1).cloned(), reports);
    if found.file.is_some() {
        found.finding = None;
    }
    inbox.beside.extend(others.iter().map(|path| below(path, &glances.district.folder)));
}

/// Takes the stray files of a unit that has no other for its own.
fn misnamed(glances: &Glances<'_>, inbox: &mut Inbox, number: usize, theirs: Vec<String>) {
    if theirs.is_empty() {
        return;
    }
    let (folder, found) = (&glances.district.folder, &mut inbox.units[number]);
    found.candidates = theirs.iter().map(|file| folder.join(file)).collect();
    (found.file, found.finding) = (found.candidates.first().filter(|_| theirs.len() == 1).cloned(), None);
    inbox.beside.extend(found.others.drain(..).map(|file| below(&file, folder)));
    inbox.strays.retain(|stray| !theirs.contains(stray));
    inbox.beside.retain(|file| !theirs.contains(file));
}

/// What is told of a file that is called otherwise than its unit.
fn called_otherwise(unit: &Unit, file: &str) -> Finding {
    let message = format!("“{}”：文件 {file} 里的机关名称是它，按它交的用了。", unit.name);
    let hint = format!("文件名改成以“{}”开头，或在 district.toml 里给它写 file = \"{file}\"", unit.name);
    Finding::new(&rules::MISNAMED, message).hint(hint).key(&unit.name)
}

/// Takes those stray files of a unit with others for its own that are corrected copies of these, or what these are copies
/// of, or filled in where these are blank; tells of the rest whose they look like.
fn rivalled(glances: &Glances<'_>, inbox: &mut Inbox, number: usize, mut theirs: Vec<String>) {
    let (unit, found) = (&glances.district.units[number], &mut inbox.units[number]);
    let is_all_blank = found.candidates.iter().all(|path| glances.is_blank(path));
    loop {
        let numbers: Vec<String> = found.candidates.iter().filter_map(|path| glances.number(path)).collect();
        let origins: Vec<&String> =
            found.candidates.iter().filter_map(|path| glances.of(path)?.marked_from.as_ref()).collect();
        let is_copy = |file: &String| {
            let from = glances.named(file).and_then(|seen| seen.marked_from.as_ref());
            let is_origin =
                || glances.number(&glances.district.folder.join(file)).is_some_and(|own| origins.contains(&&own));
            from.is_some_and(|from| numbers.contains(from)) || is_origin()
        };
        let (joined, rest): (Vec<String>, Vec<String>) =
            theirs.into_iter().partition(|file| is_all_blank || is_copy(file));
        theirs = rest;
        if joined.is_empty() {
            break;
        }
        if let ([file], true) = (joined.as_slice(), is_all_blank) {
            found.notes.push(called_otherwise(unit, file));
        }
        found.candidates.extend(joined.iter().map(|file| glances.district.folder.join(file)));
        inbox.strays.retain(|stray| !joined.contains(stray));
    }
    for file in theirs {
        let message = format!("{file}：里面的机关名称是“{}”，它已经另有以它命名的文件，没有用这一份。", unit.name);
        let hint = format!("是它后来交的，文件名改成以“{}”开头；不是就移走", unit.name);
        inbox.findings.push(Finding::new(&rules::UNEXPECTED, message).hint(hint).key(&file));
        inbox.strays.retain(|stray| *stray != file);
    }
}

/// What is told of files of a unit that cannot be read, where another one is used.
fn not_read(unit: &Unit, broken: &[String]) -> Option<Finding> {
    let message = format!("“{}”：{} 读不了，是空的或者坏了，没有用。", unit.name, broken.join("、"));
    let finding = Finding::new(&rules::UNEXPECTED, message).severity(Severity::Hint).key(&unit.name);
    (!broken.is_empty()).then(|| finding.hint("是要报的就请它重交；不是就移走"))
}

/// Chooses one of several files of a unit: not a blank, one of several that say the same, or the last one.
fn choose(glances: &Glances<'_>, unit: &Unit, found: &mut UnitFiles) {
    let district = glances.district;
    let version = |path: &PathBuf| {
        let Glance { content, digest, marked_from, .. } = glances.of(path).cloned().unwrap_or_default();
        let number = digest.as_deref().map(workbook::number);
        Version { name: below(path, &district.folder), content: content.or(digest), number, marked_from }
    };
    let (blank, filled): (Vec<&PathBuf>, Vec<&PathBuf>) =
        found.candidates.iter().partition(|path| glances.is_blank(path));
    if !filled.is_empty() {
        let is_broken = |path: &&&PathBuf| glances.of(path).is_some_and(|seen| seen.is_broken);
        let broken: Vec<String> = blank.iter().filter(is_broken).map(|path| below(path, &district.folder)).collect();
        found.notes.extend(not_read(unit, &broken));
    }
    // Where all are blank, one of them says so.
    let left = if filled.is_empty() { blank.into_iter().take(1).collect() } else { filled };
    let left: Vec<Version> = left.into_iter().map(version).collect();
    let chosen = match left.as_slice() {
        [version] => Some(version.name.clone()),
        versions => versions::last(unit, versions, &district.folder).map(|choice| {
            found.notes.push(choice.finding);
            choice.chosen
        }),
    };
    let names: Vec<String> = left.into_iter().map(|version| version.name).collect();
    found.finding = match chosen {
        Some(_) => None,
        None => missing_or_twice(unit, &names, district),
    };
    found.file = chosen.map(|name| district.folder.join(name));
}
