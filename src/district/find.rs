//! Which file is whose: the roster held against what lies in the folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::roster::{District, Unit, plain_name};
use crate::finding::Finding;
use crate::rules::district as rules;

/// Endings of files that are inputs.
const ENDINGS: [&str; 6] = ["toml", "xlsx", "xlsm", "xlsb", "xls", "ods"];

/// Folders below the district's that are looked into.
const DEPTH: usize = 4;

/// Files that are taken note of; a district has some hundred.
const MOST_FILES: usize = 50_000;

/// What was found for one unit.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Its file, when there is exactly one.
    pub file: Option<PathBuf>,
    /// Every file that fits it.
    pub candidates: Vec<PathBuf>,
    /// Last year's file.
    pub prior: Option<PathBuf>,
    /// Why there is not exactly one file.
    pub finding: Option<Finding>,
}

/// What was found for all units.
#[derive(Debug, Default)]
pub struct Search {
    /// For each unit of the roster.
    pub found: Vec<Found>,
    /// Files in the units' folder that belong to no unit.
    pub strays: Vec<String>,
    /// What is wrong with the roster and with last year's files.
    pub findings: Vec<Finding>,
}

/// Looks for the file of every unit; `out` is no place for inputs.
pub fn search(district: &District, out: Option<&Path>) -> Search {
    let mut walk = Walk { out: out.and_then(|out| out.canonicalize().ok()), ..Walk::default() };
    walk.folder(&district.folder, &mut Vec::new(), DEPTH);
    walk.files.sort();
    let files: Vec<&str> = walk.files.iter().map(String::as_str).collect();
    let now = by_unit(district, &files, &district.units_folder, |unit| unit.file.as_ref());
    let before = by_unit(district, &files, &district.last_year_folder, |unit| unit.prior.as_ref());
    let path = |name: &String| district.folder.join(name);
    let found: Vec<Found> = now
        .iter()
        .zip(&before)
        .zip(&district.units)
        .map(|((now, before), unit)| Found {
            file: now.first().filter(|_| now.len() == 1).map(path),
            candidates: now.iter().map(path).collect(),
            prior: before.first().filter(|_| before.len() == 1).map(path),
            finding: missing_or_twice(unit, now, district),
        })
        .collect();
    let mut findings = walk.findings;
    findings.extend(one_for_two(district, &now));
    findings.extend(last_year(district, &files, &before));
    findings.extend(twice_on_roster(district));
    let strays = stray(district, &files, &district.units_folder, &now).map(str::to_owned).collect();
    Search { found, strays, findings }
}

/// Files below a folder, with `/` between the parts of their names.
#[derive(Default)]
struct Walk {
    files: Vec<String>,
    findings: Vec<Finding>,
    out: Option<PathBuf>,
}

impl Walk {
    /// Goes through a folder and those below it.
    fn folder(&mut self, folder: &Path, parts: &mut Vec<String>, depth: usize) {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                let message = format!("{}：读不了这个文件夹（{error}）。", folder.display());
                self.findings.push(Finding::new(&rules::UNREADABLE, message));
                return;
            }
        };
        for entry in entries.flatten().take(MOST_FILES.saturating_sub(self.files.len())) {
            let name = entry.file_name().to_string_lossy().into_owned();
            // Hidden files, and those that office suites keep beside an open one.
            if name.starts_with('.') || name.starts_with("~$") {
                continue;
            }
            let path = entry.path();
            let is_folder = path.is_dir();
            parts.push(name);
            if is_folder && depth > 0 && !self.is_out(&path) {
                self.folder(&path, parts, depth - 1);
            } else if !is_folder && is_input(&path) {
                self.files.push(parts.join("/"));
            }
            parts.pop();
        }
    }

    /// Whether a folder is the one that is written to.
    fn is_out(&self, path: &Path) -> bool {
        self.out.is_some() && path.canonicalize().ok() == self.out
    }
}

/// Whether a file is named as an input is.
fn is_input(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
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
        match named(unit).map(|named| named.value.trim().replace('\\', "/")) {
            Some(pattern) if pattern.contains(['*', '?']) => {
                all[number].extend(files.iter().filter(|file| fits(&pattern, file)).map(|file| (*file).to_owned()));
            }
            Some(name) if district.folder.join(&name).is_file() => all[number].push(name),
            Some(_) => {}
            None => by_name.entry(plain_name(&unit.name)).or_default().push(number),
        }
    }
    let folder = format!("{}/", folder.trim_matches('/'));
    let prefix = if folder == "./" { "" } else { folder.as_str() };
    for file in files {
        let Some(rest) = file.strip_prefix(prefix) else { continue };
        for number in called(&by_name, rest) {
            all[*number].push((*file).to_owned());
        }
    }
    all
}

/// The units that a file is called after: `教育局2025.xlsx`, or `教育局/report.toml`, the first part of the path counts.
fn called<'n>(by_name: &'n BTreeMap<String, Vec<usize>>, file: &str) -> &'n [usize] {
    let first = plain_name(file.split('/').next().unwrap_or(file));
    let longest =
        by_name.iter().filter(|(name, _)| first.starts_with(name.as_str())).max_by_key(|(name, _)| name.len());
    longest.map_or(&[], |(_, numbers)| numbers)
}

/// For each of some units, the files in a folder that are called after it; and what of the folder cannot be read.
pub fn named_after(folder: &Path, names: &[&str]) -> (Vec<Vec<PathBuf>>, Vec<Finding>) {
    let mut walk = Walk::default();
    walk.folder(folder, &mut Vec::new(), DEPTH);
    walk.files.sort();
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, name) in names.iter().enumerate() {
        by_name.entry(plain_name(name)).or_default().push(number);
    }
    let mut all = vec![Vec::new(); names.len()];
    for file in &walk.files {
        called(&by_name, file).iter().for_each(|number| all[*number].push(folder.join(file)));
    }
    (all, walk.findings)
}

/// Whether a name fits a pattern: `*` is anything and `?` one character, both within one part of a path.
fn fits(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.trim_start_matches("./").chars().collect();
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

/// The finding for a unit without a file, or with several.
fn missing_or_twice(unit: &Unit, names: &[String], district: &District) -> Option<Finding> {
    match names {
        [_] => None,
        [] => {
            let (place, hint) = match &unit.file {
                Some(file) => (format!("没有 {}", file.value), "催交；文件名不同的，改 file 一项".to_owned()),
                None => (
                    format!("“{}”里没有以它命名的文件", district.units_folder),
                    format!("催交；已经交来的，放进“{}”并以单位名开头命名，或用 file 写明", district.units_folder),
                ),
            };
            let message = format!("“{}”：没有交报告，{place}。", unit.name);
            Some(Finding::new(&rules::MISSING, message).mark(&unit.at, "没有交").hint(hint).key(&unit.name))
        }
        many => {
            let message = format!("“{}”：有 {} 个文件：{}。", unit.name, many.len(), many.join("、"));
            Some(Finding::new(&rules::SEVERAL, message).mark(&unit.at, "不知道用哪一个").key(&unit.name))
        }
    }
}

/// Files that several units are to have.
fn one_for_two(district: &District, found: &[Vec<String>]) -> Vec<Finding> {
    let mut owners: BTreeMap<&str, Vec<&Unit>> = BTreeMap::new();
    for (unit, names) in district.units.iter().zip(found) {
        names.iter().for_each(|name| owners.entry(name).or_default().push(unit));
    }
    let several = owners.into_iter().filter(|(_, units)| units.len() > 1);
    let tell = |(name, units): (&str, Vec<&Unit>)| {
        let called: Vec<String> = units.iter().map(|unit| format!("“{}”", unit.name)).collect();
        let finding = Finding::new(&rules::SHARED, format!("{name}：同时算作 {} 的文件。", called.join("、")));
        units.iter().fold(finding, |finding, unit| finding.mark(&unit.at, "").key(&unit.name))
    };
    several.map(tell).collect()
}

/// The files in a folder that are neither a unit's nor the district's own.
fn stray<'a>(
    district: &'a District,
    files: &'a [&str],
    folder: &str,
    found: &'a [Vec<String>],
) -> impl Iterator<Item = &'a str> {
    let prefix = format!("{}/", folder.trim_matches('/'));
    let own = [&district.report, &district.totals, &district.prior].map(|text| text.as_ref().map(|t| t.value.as_str()));
    let is_stray = move |file: &&str| {
        file.starts_with(&prefix) && !own.contains(&Some(*file)) && !found.iter().flatten().any(|name| name == file)
    };
    files.iter().copied().filter(is_stray)
}

/// Last year's files that are not used: of several nobody knows which, a named one is not there, or nobody's.
fn last_year(district: &District, files: &[&str], found: &[Vec<String>]) -> Vec<Finding> {
    let of_unit = |(unit, names): (&Unit, &Vec<String>)| {
        let message = match (&unit.prior, names.as_slice()) {
            (_, [_]) | (None, []) => return None,
            (Some(prior), []) => format!("“{}”：没有 {}，没有上年的数可比。", unit.name, prior.value),
            (_, many) => format!("“{}”：有 {} 个上年的文件，都没有用：{}。", unit.name, many.len(), many.join("、")),
        };
        let at = unit.prior.as_ref().map_or(&unit.at, |prior| &prior.at);
        Some(Finding::new(&rules::LAST_YEAR, message).mark(at, "").key(&unit.name))
    };
    let mut findings: Vec<Finding> = district.units.iter().zip(found).filter_map(of_unit).collect();
    if district.last_year_folder != district.units_folder {
        let tell = |file: &str| {
            Finding::new(&rules::LAST_YEAR, format!("{file}：名单上没有单位叫这个名字，没有用。")).key(file)
        };
        findings.extend(stray(district, files, &district.last_year_folder, found).map(tell));
    }
    findings
}

/// Names that stand on the roster more than once.
fn twice_on_roster(district: &District) -> Vec<Finding> {
    let mut places: BTreeMap<String, Vec<&Unit>> = BTreeMap::new();
    for unit in &district.units {
        places.entry(plain_name(&unit.name)).or_default().push(unit);
    }
    let twice = places.into_values().filter(|units| units.len() > 1);
    let tell = |units: Vec<&Unit>| {
        let message = format!("“{}”：名单上有 {} 次。", units[0].name, units.len());
        let finding = Finding::new(&rules::NAME_TWICE, message).key(&units[0].name);
        units.iter().fold(finding, |finding, unit| finding.mark(&unit.at, ""))
    };
    twice.map(tell).collect()
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
