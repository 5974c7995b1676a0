//! What can only be known by looking into files: whose a file is that is called otherwise, whether one was filled in at
//! all, and which of several is used.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::find::{Inbox, UnitFiles};
use super::owners::missing_or_twice;
use super::versions::{self, Version};
use crate::digest::{digest, file_digest};
use crate::district::roster::{District, Unit, plain_name};
use crate::file::read_workbook;
use crate::finding::Finding;
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
    /// Digest of what it says, whatever kind of file says it.
    content: Option<String>,
    /// Where it is a marked copy: the number of the workbook that was marked, empty where it says none.
    marked_from: Option<String>,
}

/// The files that are worth a look: those of units that sent several, and strays that may be those of units without.
pub(crate) fn to_open(district: &District, inbox: &Inbox) -> Vec<PathBuf> {
    let several = inbox.units.iter().filter(|files| files.candidates.len() > 1);
    let several = several.flat_map(|files| files.candidates.iter().cloned());
    let is_missing = inbox.units.iter().any(|files| files.candidates.is_empty());
    let strays = inbox.strays.iter().take(if is_missing { MOST_OPENED } else { 0 });
    several.chain(strays.map(|file| district.folder.join(file))).collect()
}

/// Looks into a file; nothing of one that is no input. Reading strange files may panic.
pub(crate) fn glance(path: &Path, editions: &Editions) -> Glance {
    // A pipe would be waited for.
    let is_file = std::fs::metadata(path).is_ok_and(|data| data.is_file());
    let filing = is_file.then(|| read::read_whole(path, editions, &mut Sources::default()).ok()).flatten();
    let Some(filing) = filing else { return Glance::default() };
    let bytes = read_workbook(path).ok().flatten();
    Glance {
        agency: filing.name().map(plain_name),
        is_untouched: is_untouched(&filing),
        content: Some(digest([toml(&filing, &ProseFiles::new())])),
        marked_from: bytes.and_then(|bytes| workbook::marked_from(&bytes)),
    }
}

/// Settles whose files are whose by what was seen in them, in the order of [`to_open`].
pub(crate) fn settle(district: &District, inbox: &mut Inbox, files: &[PathBuf], seen: &[Glance]) {
    let glance = |path: &Path| files.iter().position(|file| file == path).and_then(|place| seen.get(place));
    for (unit, found) in district.units.iter().zip(&mut inbox.units) {
        if found.candidates.len() > 1 {
            choose(district, unit, found, |path| glance(path).cloned().unwrap_or_default());
        }
    }
    for (unit, found) in district.units.iter().zip(&mut inbox.units).filter(|(_, found)| found.candidates.is_empty()) {
        let seen = |file: &String| glance(&district.folder.join(file));
        let is_theirs = |file: &&String| {
            let agency = seen(file).and_then(|seen| seen.agency.as_deref());
            agency.is_some_and(|agency| unit.is_called(agency))
        };
        let theirs = inbox.strays.iter().filter(is_theirs).cloned();
        let is_blank = |file: &String| seen(file).is_some_and(|seen| seen.is_untouched);
        let (blank, filled): (Vec<String>, Vec<String>) = theirs.partition(is_blank);
        let theirs = if filled.is_empty() { blank } else { filled };
        if let [file] = theirs.as_slice() {
            let message = format!("“{}”：文件 {file} 里的机关名称是它，按它交的用了。", unit.name);
            let hint = format!("文件名改成以“{}”开头，或在 district.toml 里给它写 file = \"{file}\"", unit.name);
            let path = district.folder.join(file);
            found.notes.push(Finding::new(&rules::MISNAMED, message).hint(hint).key(&unit.name));
            (found.file, found.candidates, found.finding) = (Some(path.clone()), vec![path], None);
            inbox.beside.extend(found.others.drain(..).map(|file| below(&file, &district.folder)));
            inbox.strays.retain(|stray| stray != file);
        }
    }
}

/// Chooses one of several files of a unit: not a blank, one of several that say the same, or the last one.
fn choose(district: &District, unit: &Unit, found: &mut UnitFiles, glance: impl Fn(&Path) -> Glance) {
    let version = |path: &PathBuf| {
        let Glance { is_untouched, content, marked_from, .. } = glance(path);
        let digest = file_digest(path);
        let number = digest.as_deref().map(workbook::number);
        let version = Version { name: below(path, &district.folder), content: content.or(digest), number, marked_from };
        (version, is_untouched)
    };
    let (blank, filled): (Vec<_>, Vec<_>) = found.candidates.iter().map(version).partition(|(_, is_blank)| *is_blank);
    // Where all are blank, one of them says so.
    let left: Vec<Version> = match filled.is_empty() {
        true => blank.into_iter().take(1).map(|(version, _)| version).collect(),
        false => filled.into_iter().map(|(version, _)| version).collect(),
    };
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
