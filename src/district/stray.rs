//! Files that nobody was to hand in: often a unit's own, under another name.

use super::find::Search;
use super::roster::{District, Unit, plain_name};
use super::unit::guarded;
use crate::finding::Finding;
use crate::form::Editions;
use crate::read;
use crate::rules::district as rules;
use crate::source::Sources;

/// Stray files that are opened; a folder with more of them is no folder of reports.
const MOST_OPENED: usize = 50;

/// Tells of every stray file, and whose it is by what it says, as long as somebody has handed in nothing.
pub fn unexpected(district: &District, editions: &Editions, search: &Search) -> Vec<Finding> {
    let missing: Vec<&Unit> = district
        .units
        .iter()
        .zip(&search.found)
        .filter(|(_, found)| found.candidates.is_empty())
        .map(|(unit, _)| unit)
        .collect();
    let tell = |(number, file): (usize, &String)| {
        let calls_itself =
            (number < MOST_OPENED && !missing.is_empty()).then(|| calls_itself(district, editions, file)).flatten();
        let owner = calls_itself.and_then(|name| missing.iter().find(|unit| plain_name(&unit.name) == name));
        let finding = match owner {
            Some(unit) => {
                let name = &unit.name;
                let message =
                    format!("{file}：名单上没有单位要交这个文件，没有汇总；文件里的机关名称是“{name}”，它还没有交。");
                let hint = format!("文件名改成以“{name}”开头，或在 district.toml 里给它写 file = \"{file}\"");
                Finding::new(&rules::UNEXPECTED, message).mark(&unit.at, "").hint(hint)
            }
            None => Finding::new(&rules::UNEXPECTED, format!("{file}：名单上没有单位要交这个文件，没有读。")),
        };
        finding.key(file)
    };
    search.strays.iter().enumerate().map(tell).collect()
}

/// The name of the agency in a file, if it is an input at all.
fn calls_itself(district: &District, editions: &Editions, file: &str) -> Option<String> {
    let path = district.folder.join(file);
    // A pipe would be waited for.
    std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file)?;
    let filing = guarded(|| read::read(&path, editions, &mut Sources::default())).ok()?.ok()?;
    filing.name().map(plain_name)
}
