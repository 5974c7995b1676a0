//! Folders of earlier runs that belong to no report any more.

use std::collections::BTreeSet;
use std::path::Path;

use super::ReportRecord;
use super::produce::NOTE;
use crate::district::roster::{ARCHIVES, RETURNED, SET_ASIDE};
use crate::finding::{Finding, Severity};
use crate::output::create_folder;
use crate::product::{FileKind, LEDGER, Ledger};
use crate::rule::district as rules;

/// A finding for every folder of an earlier run in an output folder that is none of those `used`. It may hold a report
/// that somebody still needs: it is left, or set aside where that is asked for.
pub(crate) fn leftover<'a>(out: &Path, used: impl Iterator<Item = &'a str>, prune: bool) -> Vec<Finding> {
    // Windows and macOS do not distinguish capitals from small letters.
    let used: BTreeSet<String> = used.chain([RETURNED, ARCHIVES]).map(str::to_lowercase).collect();
    let entries = std::fs::read_dir(out).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let is_left = |name: &String| !used.contains(&name.to_lowercase()) && out.join(name).join(LEDGER).is_file();
    let left: BTreeSet<String> = names.filter(is_left).collect();
    let finding = |name: &String| {
        if prune && let Some(place) = set_aside(out, name) {
            let message = format!("{name}：名单上没有单位用这个文件夹，里面以前生成的报告移到了 {place}。");
            return Finding::new(&rules::LEFTOVER, message).severity(Severity::Hint).hint("不要了的删去").key(name);
        }
        let message = format!("{name}：名单上没有单位用这个文件夹，里面是以前生成的报告。");
        let hint = format!("核对后删去；加 --prune 移到“{SET_ASIDE}”里");
        Finding::new(&rules::LEFTOVER, message).hint(hint).key(name)
    };
    left.iter().map(finding).collect()
}

/// Moves a folder of an earlier run among those that are set aside; says where to, or nothing where it cannot be moved.
fn set_aside(out: &Path, name: &str) -> Option<String> {
    create_folder(&out.join(SET_ASIDE)).ok()?;
    let numbered = (2..).map(|number| format!("{SET_ASIDE}/{name}（{number}）"));
    let place =
        std::iter::once(format!("{SET_ASIDE}/{name}")).chain(numbered).find(|place| !out.join(place).exists())?;
    std::fs::rename(out.join(name), out.join(&place)).ok()?;
    Some(place)
}

/// A finding for every report that was not made in this run and of which an earlier one still lies in its folder: what
/// it would have been withdrawn by is gone, or somebody changed it. What others put there was left alone.
pub(crate) fn stale<'a>(out: &Path, records: impl Iterator<Item = &'a ReportRecord>) -> Vec<Finding> {
    let records = records.filter(|record| record.files.is_empty());
    let finding = |record: &ReportRecord| {
        let folder = out.join(&record.folder);
        let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let old: BTreeSet<String> = names.filter(|name| FileKind::of(name).is_some()).collect();
        if old.is_empty() || folder.join(NOTE).exists() {
            return Vec::new();
        }
        let mut ledger = Ledger::of(&folder, false);
        let (made, others): (Vec<String>, Vec<String>) = old.into_iter().partition(|name| ledger.has_made(name));
        let mut findings = of_others(others.into_iter().map(|name| format!("{}/{name}", record.folder)));
        let made = made.first().map(|first| {
            let message = format!("{}/{first}：是以前生成的，这次“{}”没有生成报告。", record.folder, record.name);
            Finding::new(&rules::LEFTOVER, message).hint("核对后删去这一份，不要当作这一次的").key(&record.name)
        });
        findings.extend(made);
        findings
    };
    records.flat_map(finding).collect()
}

/// A finding for every file of others, named from the output folder, that lies where a run writes: it was left alone.
pub(crate) fn of_others(names: impl Iterator<Item = String>) -> Vec<Finding> {
    let finding = |name: String| {
        let message = format!(
            "{name}：是别的程序存的，或者生成后改过（盖章的扫描件、改过的网页和通知等），没有动它，与这一次的内容可能不同。"
        );
        Finding::new(&rules::OF_OTHERS, message).key(name)
    };
    names.map(finding).collect()
}
