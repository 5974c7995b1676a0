//! Files that nobody was to send: often a unit's own, under another name.

use std::path::{Path, PathBuf};

use super::find::Inbox;
use crate::district::roster::{District, Unit, plain_name};
use crate::finding::Finding;
use crate::form::Editions;
use crate::read;
use crate::rule::district as rules;
use crate::source::Sources;

/// Stray files that are opened; a folder with more of them is no folder of reports.
const MOST_OPENED: usize = 50;

/// The stray files that are worth opening: they may be those of units without a file.
pub(crate) fn to_open(district: &District, inbox: &Inbox) -> Vec<PathBuf> {
    let most = if missing(district, inbox).is_empty() { 0 } else { MOST_OPENED };
    inbox.strays.iter().take(most).map(|file| district.folder.join(file)).collect()
}

/// What the agency in a file is called, if it is an input at all. Reading strange files may panic.
pub(crate) fn agency_in(path: &Path, editions: &Editions) -> Option<String> {
    // A pipe would be waited for.
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    let filing = read::read_whole(path, editions, &mut Sources::default()).ok()?;
    filing.name().map(plain_name)
}

/// A finding for every stray file, which says whose it is by the names in those that were opened.
pub(crate) fn unexpected(district: &District, inbox: &Inbox, names: &[Option<String>]) -> Vec<Finding> {
    let missing = missing(district, inbox);
    let finding = |(number, file): (usize, &String)| {
        let name = names.get(number).and_then(Option::as_deref);
        let owner = name.and_then(|name| missing.iter().find(|unit| plain_name(&unit.name) == name));
        let found = match owner {
            Some(unit) => {
                let name = &unit.name;
                let message =
                    format!("{file}：名单上没有单位要交这个文件，没有汇总；文件里的机关名称是“{name}”，它还没有交。");
                let hint = format!("文件名改成以“{name}”开头，或在 district.toml 里给它写 file = \"{file}\"");
                Finding::new(&rules::UNEXPECTED, message).mark(&unit.at, "").hint(hint)
            }
            None => Finding::new(&rules::UNEXPECTED, format!("{file}：名单上没有单位要交这个文件，没有读。")),
        };
        found.key(file)
    };
    inbox.strays.iter().enumerate().map(finding).collect()
}

/// The units without any file.
fn missing<'a>(district: &'a District, inbox: &Inbox) -> Vec<&'a Unit> {
    let units = district.units.iter().zip(&inbox.units);
    units.filter(|(_, found)| found.candidates.is_empty()).map(|(unit, _)| unit).collect()
}
