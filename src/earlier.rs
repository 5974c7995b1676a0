//! Reports of earlier years: which files they lie in, which of them count as last year's, which are added up.
//!
//! A file of last year may name its own of the year before, and so on: a chain of years needs to be named once. Several
//! files of one year are those of agencies that were merged: their figures are added up.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::changes::{self, merged};
use crate::document::Spelling;
use crate::error::Result;
use crate::file::{self, Reach};
use crate::filing::Filing;
use crate::finding::{Finding, Severity};
use crate::form::Editions;
use crate::read;
use crate::rule::{input, published};
use crate::source::{Located, Sources};

/// Years before the last that are looked for: with it and this year's, as many as are compared.
const MOST_YEARS: i32 = changes::MOST_YEARS - 2;

/// Files that one input may name: more are no years of one agency.
const MOST_FILES: usize = 40;

/// Which earlier reports are looked for.
pub struct Wanted<'a> {
    /// Files of earlier years, instead of those that the input names.
    pub before: &'a [PathBuf],
    /// Whether files that an input names must lie in its folder.
    pub inside: bool,
    /// Whether the years before the last are looked for as well, even where the report does not show them.
    pub chain: bool,
}

/// The reports of earlier years.
#[derive(Debug)]
pub struct EarlierReports {
    /// Last year's.
    pub prior: Option<Filing>,
    /// Those of the years before, newest first.
    pub earlier: Vec<Filing>,
}

/// Finds the reports of earlier years of an input; what cannot be read becomes a finding of the input.
///
/// # Errors
/// When a file cannot be read that the input does not name, but whoever asks for it.
pub fn find(path: &Path, filing: &mut Filing, wanted: &Wanted<'_>, sources: &mut Sources) -> Result<EarlierReports> {
    let editions = filing.editions.clone();
    let mut files = Vec::new();
    for before in wanted.before {
        files.push(read::read_whole(before, &editions, sources)?);
    }
    let place =
        NamingFile { path, editions: &editions, reach: if wanted.inside { Reach::Inside } else { Reach::Above } };
    let prior = filing.prior.iter().map(|named| (named.clone(), "prior"));
    let named = prior.chain(filing.earlier.iter().map(|named| (named.clone(), "earlier")));
    // What is asked for stands instead of what the input names.
    let mut named: Vec<_> = named.filter(|_| wanted.before.is_empty()).collect();
    if let Some((first, key)) = named.get(MOST_FILES) {
        let message = format!("往年的文件写了 {} 个，只读了前 {MOST_FILES} 个。", named.len());
        let finding = Finding::new(&input::PRIOR_FILE, message).mark(&first.at, "从这里起没有读").key(*key);
        filing.faults.push(finding.hint(format!("至多写 {MOST_FILES} 个")));
        named.truncate(MOST_FILES);
    }
    for (named, key) in named {
        match place.read(&named, key, sources) {
            Ok(before) => files.push(before),
            Err(fault) => filing.faults.push(*fault),
        }
    }
    let is_draft = |before: &&Filing| before.faults.iter().any(|fault| fault.rule.code == published::DRAFT.code);
    for before in files.iter().filter(is_draft) {
        let title = before.exact_title();
        let message = format!("往年的文件“{title}”标着“草稿”，不是定稿，里面的数可能没有定。");
        let finding = Finding::new(&input::PRIOR_FILE, message).severity(Severity::Hint).key("prior");
        let at = filing.prior.as_ref().filter(|_| wanted.before.is_empty()).map(|named| &named.at);
        let finding = finding.mark_if(at, "").hint("换成公布的定稿；就用这一份的，核对里面的数");
        filing.faults.push(finding);
    }
    filing.faults.extend(files.iter().filter_map(unreadable));
    let year = filing.year.as_ref().map(|year| year.value);
    without_doubles(&mut files, &mut filing.faults);
    let is_last = |before: &Filing| match (&before.year, year) {
        (Some(before), Some(year)) => before.value == year - 1,
        _ => true,
    };
    let (mut last, mut rest): (Vec<Filing>, Vec<Filing>) = files.into_iter().partition(is_last);
    // A file of another year that was given for last year's is held against, and told to be of another year.
    let is_given = !wanted.before.is_empty() || filing.prior.is_some();
    if last.is_empty() && !is_given {
        last.extend(filing.before());
    } else if last.is_empty() && !rest.is_empty() {
        last.push(rest.remove(0));
    }
    let mut earlier = Vec::new();
    if wanted.chain || filing.has_annex() {
        earlier = chain(&last, rest, year, &place, &mut filing.faults, sources);
    }
    // What was not used is not pointed at.
    if !wanted.before.is_empty() {
        filing.prior = None;
    }
    Ok(EarlierReports { prior: merged(last), earlier })
}

/// Errors of an earlier report that one finding names.
const MOST_NAMED: usize = 3;

/// The finding for what of an earlier report cannot be read, and is not held against: the first places of it.
fn unreadable(before: &Filing) -> Option<Finding> {
    let errors: Vec<&Finding> = before.faults.iter().filter(|fault| fault.severity == Severity::Error).collect();
    let named = errors.get(..MOST_NAMED).unwrap_or(&errors);
    let told: Vec<&str> = named.iter().map(|fault| fault.message.trim_end_matches('。')).collect();
    let more = if errors.len() > named.len() { "等" } else { "" };
    let title = before.exact_title();
    let count = errors.len();
    let message = format!("往年的文件“{title}”有 {count} 处错误，那里的数没有用来比较：{}{more}。", told.join("；"));
    let finding = Finding::new(&input::PRIOR_FILE, message).key("prior").hint("在往年的文件里改正，再试");
    let places = named.iter().filter_map(|fault| fault.marks.first());
    (!errors.is_empty()).then(|| places.fold(finding, |finding, mark| finding.mark(&mark.at, mark.label.as_str())))
}

/// Where files that an input names are looked for.
struct NamingFile<'a> {
    path: &'a Path,
    editions: &'a Editions,
    reach: Reach,
}

impl NamingFile<'_> {
    /// A file of an earlier year that an input names; a fault of the input when it cannot be read.
    fn read(
        &self,
        named: &Located<String>,
        key: &str,
        sources: &mut Sources,
    ) -> std::result::Result<Filing, Box<Finding>> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let called = Spelling::of(sources.get(named.at.source)).call(key);
        let fault = |fact: &str| {
            let message = format!("{called}：{fact}。");
            Box::new(Finding::new(&input::PRIOR_FILE, message).mark(&named.at, "").key(key))
        };
        if let Some(why) = file::refusal(folder, &named.value, self.reach) {
            let hint = match self.reach {
                Reach::Inside => {
                    "把上年的文件放到这个文件夹里；或放进“上年”文件夹，由地区在 district.toml 里用 prior 写明"
                }
                Reach::Above => "写从这个文件所在的文件夹起的路径，如 ../上年/report.toml；别处的文件用 --prior 给出",
            };
            return Err(Box::new(fault(&format!("{} {why}，没有读", named.value)).hint(hint)));
        }
        read::read_whole(&folder.join(&named.value), self.editions, sources).map_err(|error| {
            let reason = error.to_string();
            fault(&format!("读不了上年文件：{}", reason.lines().next().unwrap_or_default().trim_end_matches('。')))
        })
    }
}

/// Leaves out a second file of one agency and one year, which would be counted twice, and tells it.
fn without_doubles(files: &mut Vec<Filing>, faults: &mut Vec<Finding>) {
    let key = |filing: &Filing| Some((filing.year.as_ref()?.value, filing.name()?.trim().to_owned()));
    let mut seen: Vec<(i32, String)> = Vec::new();
    files.retain(|filing| {
        let Some(key) = key(filing) else { return true };
        let is_new = !seen.contains(&key);
        if !is_new {
            let message = format!("往年的文件里，“{}”{} 年度的有两份，只用了前一份。", key.1, key.0);
            let at = filing.year.as_ref().map(|year| &year.at);
            faults.push(Finding::new(&input::PRIOR_FILE, message).mark_if(at, "没有用").key("prior"));
        }
        seen.push(key);
        is_new
    });
}

/// The years before the last, newest first: those that were brought, and those that the reports of a year all name.
fn chain(
    last: &[Filing],
    brought: Vec<Filing>,
    year: Option<i32>,
    naming: &NamingFile<'_>,
    faults: &mut Vec<Finding>,
    sources: &mut Sources,
) -> Vec<Filing> {
    let Some(first) = year.map(|year| year - 1) else { return Vec::new() };
    let mut by_year: BTreeMap<i32, Vec<Filing>> = BTreeMap::new();
    for filing in brought {
        if let Some(of) = filing.year.as_ref().map(|of| of.value).filter(|of| *of < first) {
            by_year.entry(of).or_default().push(filing);
        }
    }
    let mut newer: Vec<Filing> = last.to_vec();
    for of in (first - MOST_YEARS..first).rev() {
        if !by_year.contains_key(&of) && !newer.is_empty() {
            let before: Option<Vec<Filing>> =
                newer.iter().map(|filing| named_by(filing, of, naming, faults, sources)).collect();
            by_year.extend(before.map(|before| (of, before)));
        }
        newer = by_year.get(&of).cloned().unwrap_or_default();
    }
    by_year.into_values().rev().filter_map(merged).collect()
}

/// The report of a year that another report names, or holds the figures of; a file that cannot be read is no error of
/// this year's.
fn named_by(
    filing: &Filing,
    year: i32,
    naming: &NamingFile<'_>,
    faults: &mut Vec<Finding>,
    sources: &mut Sources,
) -> Option<Filing> {
    let is_of = |before: &Filing| before.year.as_ref().is_some_and(|of| of.value == year);
    let path = PathBuf::from(sources.get(filing.source).name.clone());
    let own = NamingFile { path: &path, ..*naming };
    let named = filing.prior.as_ref().and_then(|named| match own.read(named, "prior", sources) {
        Ok(before) => Some(before),
        Err(fault) => {
            faults.push(fault.severity(Severity::Hint));
            None
        }
    });
    named.into_iter().chain(filing.before()).find(is_of)
}
