//! The reports of a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::digest::digest;
use crate::district::{RETURNED, SENT_OUT};
use crate::file::{WORKBOOKS, has_ending, is_filled_in, is_hidden, read_text};
use crate::output::{OUT, below};
use crate::{district, policy};

/// Folders below the working folder that are looked into, one in another.
const DEEPEST: usize = 3;

/// Files and folders that are looked at.
const MOST_ENTRIES: usize = 5_000;

/// Reports that are listed.
const MOST_REPORTS: usize = 300;

/// Folders that hold what this program wrote.
const WRITTEN: [&str; 3] = [OUT, RETURNED, SENT_OUT];

/// Characters of an identifier.
const ID: usize = 20;

/// A report of the working folder.
#[derive(Debug, Clone, Serialize)]
pub struct ReportEntry {
    /// What the page calls it.
    pub id: String,
    /// The file, named from the working folder.
    pub name: String,
    /// What it is: `text`, `workbook` or `district`.
    pub kind: &'static str,
    /// When it was changed, in seconds since 1970.
    pub changed: u64,
}

/// What the page calls a file of the folder.
pub(super) fn id(root: &Path, path: &Path) -> String {
    short_digest(below(path, root))
}

/// As much of a digest as tells files of one page apart.
pub(super) fn short_digest(content: impl AsRef<[u8]>) -> String {
    digest([content])[..ID].to_owned()
}

/// The reports of a folder by their identifiers: the files, and what is told of them, those changed last first.
pub(super) fn list(root: &Path) -> (BTreeMap<String, PathBuf>, Vec<ReportEntry>) {
    let mut files = Vec::new();
    collect(root, DEEPEST, &mut MOST_ENTRIES.clone(), &mut files);
    let mut entries: Vec<(PathBuf, ReportEntry)> =
        files.into_iter().map(|path| (entry(root, &path), path)).map(|(entry, path)| (path, entry)).collect();
    entries.sort_by(|(_, one), (_, other)| other.changed.cmp(&one.changed).then_with(|| one.name.cmp(&other.name)));
    entries.truncate(MOST_REPORTS);
    let paths = entries.iter().map(|(path, entry)| (entry.id.clone(), path.clone())).collect();
    (paths, entries.into_iter().map(|(_, entry)| entry).collect())
}

/// What is told of a file.
pub(super) fn entry(root: &Path, path: &Path) -> ReportEntry {
    let name = below(path, root);
    let changed = path.metadata().and_then(|data| data.modified()).ok();
    let changed =
        changed.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok()).map_or(0, |time| time.as_secs());
    ReportEntry { id: id(root, path), kind: kind(path), name, changed }
}

/// What a file is, by its name.
fn kind(path: &Path) -> &'static str {
    match () {
        () if path.file_name().is_some_and(|name| name == district::FILE) => "district",
        () if has_ending(path, &WORKBOOKS) => "workbook",
        () => "text",
    }
}

/// Adds the reports of a folder and of those below it.
fn collect(folder: &Path, depth: usize, left: &mut usize, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().take(*left).collect();
    *left -= entries.len().min(*left);
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        // What is a link may lead out of the folder.
        let Ok(kind) = entry.file_type() else { continue };
        if is_hidden(&name) {
            continue;
        }
        let path = entry.path();
        if kind.is_dir() && depth > 0 && !WRITTEN.contains(&name.as_str()) {
            collect(&path, depth - 1, left, found);
        } else if kind.is_file() && is_filled_in(&path) && is_report(&path, &name) {
            found.push(path);
        }
    }
}

/// What may stand before a key on its line.
const BEFORE_KEYS: [char; 5] = [' ', '\t', '[', '"', '\''];

/// Whether a file that is filled in may be a report or a district: no policy, no edition of the form.
fn is_report(path: &Path, name: &str) -> bool {
    if name == policy::FILE {
        return false;
    }
    if has_ending(path, &WORKBOOKS) || name == district::FILE {
        return true;
    }
    // What cannot be read says why where it is opened.
    let Ok(text) = read_text(path) else { return true };
    let has_key = |key: &str| text.lines().any(|line| line.trim_start_matches(BEFORE_KEYS).starts_with(key));
    (has_key("agency") || has_key("year")) && !has_key("edition")
}
