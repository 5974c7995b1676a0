//! Which file is whose: the roster compared with the files in the folder.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use super::owners::{
    added_up, are_one_each, documents_beside, folders_below, is_called_after, last_year, missing_or_twice, no_input,
    not_known, one_for_two, policies, stray, twice_on_roster,
};
use super::unpack::Unpacked;
use super::walk::{inputs, is_document, plain_path, prefix};
use crate::district::roster::{District, Unit, plain_name};
use crate::file;
use crate::finding::{Finding, Severity};
use crate::rule::district as rules;

/// The files of one unit.
#[derive(Debug, Clone, Default)]
pub(crate) struct UnitFiles {
    /// Its file, when there is exactly one.
    pub file: Option<PathBuf>,
    /// Every file that fits it.
    pub candidates: Vec<PathBuf>,
    /// Where no file fits it: what it submitted instead, which is no input.
    pub others: Vec<PathBuf>,
    /// Last year's file; those of the agencies that it was merged from.
    pub prior: Vec<PathBuf>,
    /// Where nothing fits it: a folder that was not read to its end, in which its file may lie.
    pub unread: Option<String>,
    /// Why there is not exactly one file.
    pub finding: Option<Finding>,
    /// What is told of how its file was found.
    pub notes: Vec<Finding>,
}

/// The files of all units.
#[derive(Debug, Default)]
pub(crate) struct Inbox {
    /// For each unit of the roster.
    pub units: Vec<UnitFiles>,
    /// Files in the units' folder that belong to no unit.
    pub strays: Vec<String>,
    /// Files there that are no inputs, and that no unit sent instead of one.
    pub beside: Vec<String>,
    /// What is wrong with the roster and with last year's files.
    pub findings: Vec<Finding>,
}

/// Looks for the file of every unit; some folders are no place for inputs.
pub(crate) fn search(district: &District, outside: &[&Path], unpacked: Unpacked) -> Inbox {
    let mut inputs = inputs(&district.folder, outside);
    inputs.others.retain(|name| !unpacked.done.contains(name));
    inputs.findings.extend(policies(&mut inputs.files));
    let files: Vec<&str> = inputs.files.iter().map(String::as_str).collect();
    let mut now = by_unit(district, &files, &district.units_folder, |unit| unit.file.as_ref());
    let mut before = by_unit(district, &files, &district.last_year_folder, |unit| unit.prior.as_ref());
    let others: Vec<&str> = inputs.others.iter().map(String::as_str).collect();
    let mut instead = by_unit(district, &others, &district.units_folder, |_| None);
    // What was published is read where nothing was filled in.
    now.iter_mut().zip(&mut instead).for_each(|(now, instead)| take_published(now, instead));
    let mut published = by_unit(district, &others, &district.last_year_folder, |_| None);
    before.iter_mut().zip(&mut published).for_each(|(before, published)| take_published(before, published));
    let path = |name: &String| district.folder.join(name);
    let unread = unread(district, &inputs.unread, &now);
    let units: Vec<UnitFiles> = now
        .iter()
        .zip(before.iter().zip(&instead))
        .zip(district.units.iter().zip(unread))
        .map(|((now, (before, instead)), (unit, unread))| UnitFiles {
            file: now.first().filter(|_| now.len() == 1).map(path),
            candidates: now.iter().map(path).collect(),
            prior: before.iter().filter(|_| are_one_each(unit, before, &district.last_year_folder)).map(path).collect(),
            others: instead.iter().filter(|_| now.is_empty()).map(path).collect(),
            finding: no_input(unit, now, instead, &unpacked)
                .or_else(|| unread.as_deref().filter(|_| instead.is_empty()).map(|folder| not_known(unit, folder)))
                .or_else(|| missing_or_twice(unit, now, district)),
            unread: unread.filter(|_| instead.is_empty()),
            notes: now
                .iter()
                .filter_map(|file| former_name(unit, file, &district.units_folder))
                .chain(now.iter().filter_map(|file| called_no_workbook(unit, file)))
                .chain(added_up(unit, before, &district.last_year_folder))
                .chain(documents_beside(unit, &documents(now, instead)))
                .collect(),
        })
        .collect();
    let mut findings = inputs.findings;
    findings.extend(one_for_two(district, &now));
    let owned: HashSet<&str> = now.iter().chain(&before).flatten().map(String::as_str).collect();
    findings.extend(last_year(district, &files, &before, &owned));
    findings.extend(twice_on_roster(district));
    let handed_in_instead = instead.iter().zip(&now).filter(|(_, now)| now.is_empty()).flat_map(|(instead, _)| instead);
    let of_units: HashSet<&str> = handed_in_instead.map(String::as_str).collect();
    findings.extend(unpacked.findings(&of_units));
    let documents = now.iter().zip(&instead).flat_map(|(now, instead)| documents(now, instead));
    let told = now.iter().flatten().chain(unpacked.refused.keys()).chain(documents).map(String::as_str);
    let told: HashSet<&str> = told.chain(of_units).collect();
    let inside = prefix(&district.units_folder);
    let below = folders_below(district, &inside);
    let is_beside = |name: &str| name.starts_with(&inside) && !below.iter().any(|other| name.starts_with(other));
    let beside = others.iter().filter(|name| is_beside(name) && !told.contains(*name));
    let beside = beside.map(|name| (*name).to_owned()).collect();
    let strays = stray(district, &files, &district.units_folder, &owned).map(str::to_owned).collect();
    Inbox { units, strays, beside, findings }
}

/// The documents that a unit has sent besides its inputs: its prose may be in them. A text may be a prose file that its report
/// names.
fn documents<'f>(inputs: &[String], others: &'f [String]) -> Vec<&'f String> {
    others.iter().filter(|name| !inputs.is_empty() && is_document(Path::new(name))).collect()
}

/// For each unit without a file a folder that was not read to its end, in which its file may lie: one that is called
/// after it, or one of several units'.
fn unread(district: &District, folders: &[String], found: &[Vec<String>]) -> Vec<Option<String>> {
    let inside = prefix(&district.units_folder);
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, unit) in district.units.iter().enumerate() {
        unit.names().for_each(|name| by_name.entry(plain_name(name)).or_default().push(number));
    }
    let below = folders_below(district, &inside);
    let may_hold = |folder: &str, number: usize, unit: &Unit| {
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        if let Some(file) = &unit.file {
            return plain_path(&file.value).starts_with(&folder);
        }
        let Some(rest) = folder.strip_prefix(&inside) else { return inside.starts_with(&folder) };
        let owners = called(&by_name, rest);
        !below.iter().any(|other| folder.starts_with(other)) && (owners.is_empty() || owners.contains(&number))
    };
    let of_unit = |(number, unit): (usize, &Unit)| {
        let folder = folders.iter().filter(|_| found[number].is_empty()).find(|folder| may_hold(folder, number, unit));
        folder.cloned()
    };
    district.units.iter().enumerate().map(of_unit).collect()
}

/// Takes reports that were published for the inputs of a unit that has no other.
fn take_published(inputs: &mut Vec<String>, others: &mut Vec<String>) {
    if inputs.is_empty() {
        *inputs = file::take_published(others);
    }
}

/// The files of each unit: those it names, or those in the folder that are named after it.
fn by_unit(
    district: &District,
    files: &[&str],
    folder: &str,
    named: impl Fn(&Unit) -> Option<&crate::source::Located<String>>,
) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = vec![Vec::new(); district.units.len()];
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, unit) in district.units.iter().enumerate() {
        match named(unit).map(|named| plain_path(&named.value)) {
            Some(pattern) if pattern.contains(['*', '?']) => {
                all[number].extend(files.iter().filter(|file| fits(&pattern, file)).map(|file| (*file).to_owned()));
            }
            Some(name) if district.folder.join(&name).is_file() => all[number].push(name),
            Some(_) => {}
            None => {
                let names = unit.names().map(plain_name).collect::<BTreeSet<String>>();
                names.into_iter().for_each(|name| by_name.entry(name).or_default().push(number));
            }
        }
    }
    let prefix = prefix(folder);
    let below = folders_below(district, &prefix);
    for file in files.iter().filter(|file| !below.iter().any(|other| file.starts_with(other))) {
        let Some(rest) = file.strip_prefix(&prefix) else { continue };
        for number in called(&by_name, rest) {
            all[*number].push((*file).to_owned());
        }
    }
    all
}

/// The units that a file is called after: `教育局2025.xlsx`, `教育局/report.toml`, `部门/教育局.xlsx`; the first part of
/// the path that a name stands before counts.
fn called<'n>(by_name: &'n BTreeMap<String, Vec<usize>>, file: &str) -> &'n [usize] {
    let of_part = |part: &str| {
        let part = plain_name(part);
        by_name.iter().filter(|(name, _)| part.starts_with(name.as_str())).max_by_key(|(name, _)| name.len())
    };
    file.split('/').find_map(of_part).map_or(&[], |(_, numbers)| numbers)
}

/// What is told of a file that is called after a former name of its unit.
fn former_name(unit: &Unit, file: &str, folder: &str) -> Option<Finding> {
    let rest = file.strip_prefix(&prefix(folder)).filter(|_| unit.file.is_none())?;
    let is_called = |name: &str| is_called_after(rest, name);
    let former = unit.formerly.iter().find(|name| is_called(name)).filter(|_| !is_called(&unit.name))?;
    let message = format!("“{}”：文件 {file} 用的是它的旧名“{former}”，按它交的用了。", unit.name);
    Some(Finding::new(&rules::MISNAMED, message).severity(Severity::Hint).hint("下次用现在的名称").key(&unit.name))
}

/// What is told of a workbook that is called something else by its ending.
fn called_no_workbook(unit: &Unit, file: &str) -> Option<Finding> {
    let path = Path::new(file);
    let message = format!("“{}”：{file} 按名称不是工作簿，里面是，按工作簿用了。", unit.name);
    let finding = Finding::new(&rules::MISNAMED, message).severity(Severity::Hint).hint("下次把名称的末尾写成 .xlsx");
    (!file::is_filled_in(path) && !file::is_published(path)).then(|| finding.key(&unit.name))
}

/// Whether a name fits a pattern: `*` is anything and `?` one character, both within one part of a path.
fn fits(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    // Row by row: which beginnings of the name the pattern so far fits.
    let mut row: Vec<bool> = (0..=name.len()).map(|length| length == 0).collect();
    for p in pattern {
        let before = row.clone();
        row[0] = before[0] && p == '*';
        for at in 1..=name.len() {
            let c = name[at - 1];
            row[at] = match p {
                '*' => before[at] || (row[at - 1] && c != '/'),
                '?' => before[at - 1] && c != '/',
                p => before[at - 1] && p == c,
            };
        }
    }
    row[name.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        assert!(fits("单位/教育局*.xlsx", "单位/教育局2025年.xlsx"));
        assert!(fits("*/教育局.toml", "单位/教育局.toml"));
        assert!(!fits("*.toml", "单位/教育局.toml"));
        assert!(fits("单位/?局.toml", "单位/农局.toml") && !fits("单位/?局.toml", "单位/农业局.toml"));
    }
}
