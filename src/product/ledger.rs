//! What this program wrote into a folder, kept there: a later run knows by it which files are as they were made, and
//! leaves alone those that another program wrote, or somebody changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::own::is_own;
use crate::digest::{digest, kept_text, sealed_value, unsealed_value};
use crate::error::{Error, Result};
use crate::output::{Staged, staged, write_all};

/// Where it is kept.
pub const LEDGER: &str = ".nianbao-files.json";

/// Files made piece by piece that wait to be put into place together: it is written down once for all of them.
const AT_ONCE: usize = 64;

/// What is kept of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct MadeFile {
    /// Digest of all that it was made of.
    of: String,
    /// Digests of its bytes: as it was before, while it is being replaced, and as it is to be.
    made: Vec<String>,
}

/// A file that lies where one was made, or is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FoundFile {
    /// Digest of its bytes.
    digest: String,
    /// Whether this program made it, and nobody changed it since.
    is_own: bool,
}

/// What this program wrote into a folder. It is written down before the files are, so that a run which is killed leaves
/// none that is taken for somebody else's.
#[derive(Debug)]
pub struct Ledger {
    /// The folder.
    folder: PathBuf,
    /// Whether files of others are written over.
    force: bool,
    /// The files by their names.
    files: BTreeMap<String, MadeFile>,
    /// How it is kept at present.
    kept: String,
    /// Names that were looked at.
    seen: BTreeSet<String>,
    /// Those under which files of others were found.
    others: BTreeSet<String>,
}

impl Ledger {
    /// That of a folder; an empty one where there is none, or none that is sound.
    pub fn of(folder: &Path, force: bool) -> Self {
        let kept = kept_text(&folder.join(LEDGER)).unwrap_or_default();
        let files = unsealed_value(&kept).unwrap_or_default();
        Self { folder: folder.to_owned(), force, files, kept, seen: BTreeSet::new(), others: BTreeSet::new() }
    }

    /// The names of what was made of something, in their order.
    pub fn made_of(&self, of: &str) -> Vec<String> {
        self.files.iter().filter(|(_, file)| file.of == of).map(|(name, _)| name.clone()).collect()
    }

    /// Whether this program made what lies under a name, whoever changed it since.
    pub fn has_made(&mut self, name: &str) -> bool {
        self.files.contains_key(name) || self.found(name).is_some_and(|found| found.is_own)
    }

    /// Whether a file need not be made again of something: it is as it was made of that, or one of others lies there,
    /// which is to stay.
    pub fn stands(&mut self, name: &str, of: &str) -> bool {
        let found = self.found(name);
        let Some(made) = self.files.get(name).filter(|made| made.of == of) else { return false };
        match found {
            None => false,
            Some(found) if found.is_own => made.made.last() == Some(&found.digest),
            Some(_) => !self.force,
        }
    }

    /// Whether nothing lies under a name that is to stay.
    pub fn is_free(&mut self, name: &str) -> bool {
        self.found(name).is_none_or(|found| found.is_own)
    }

    /// Takes note of a file that was just made there.
    ///
    /// # Errors
    /// When that cannot be kept.
    pub fn note(&mut self, name: &str) -> Result<()> {
        if let Some(found) = self.found(name) {
            self.files.insert(name.to_owned(), MadeFile { of: String::new(), made: vec![found.digest] });
        }
        self.save()
    }

    /// The files of others that were found so far, and those among the names that nobody asked for yet.
    pub fn others(&mut self) -> Vec<String> {
        let names: Vec<String> = self.files.keys().filter(|name| !self.seen.contains(*name)).cloned().collect();
        names.iter().for_each(|name| drop(self.found(name)));
        self.others.iter().cloned().collect()
    }

    /// Writes files made of something, except over those of others.
    ///
    /// # Errors
    /// When one cannot be written.
    pub fn write(&mut self, of: &str, files: Vec<(String, Vec<u8>)>) -> Result<()> {
        self.write_each(files.into_iter().map(|file| (of, file)).collect())
    }

    /// Writes files, each made of something of its own, except over those of others.
    ///
    /// # Errors
    /// When one cannot be written.
    pub fn write_each(&mut self, files: Vec<(&str, (String, Vec<u8>))>) -> Result<()> {
        let names: Vec<String> = files.iter().map(|(_, (name, _))| name.clone()).collect();
        let new = |(of, (name, bytes)): (&str, (String, Vec<u8>))| {
            self.intend(&name, of, digest([&bytes])).then_some((name, bytes))
        };
        let new: Vec<(String, Vec<u8>)> = files.into_iter().filter_map(new).collect();
        self.save()?;
        if !new.is_empty() {
            write_all(&self.folder, &new).map_err(|error| self.failed(error))?;
        }
        self.settle(&names)
    }

    /// Writes files that are made piece by piece, except over those of others.
    ///
    /// # Errors
    /// When one cannot be written.
    pub fn write_pieces<T>(
        &mut self,
        files: &[(String, T)],
        fill: impl Fn(&T, &File) -> std::io::Result<()>,
    ) -> Result<()> {
        for files in files.chunks(AT_ONCE) {
            let mut new = Vec::new();
            for (name, content) in files {
                let file = staged(&self.folder.join(name), |file| fill(content, file))?;
                if self.intend(name, "", file.digest.clone()) {
                    new.push(file);
                }
            }
            self.save()?;
            new.into_iter().try_for_each(Staged::place).map_err(|error| self.failed(error))?;
        }
        self.settle(&files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>())
    }

    /// Removes what was made before, except some names and what others have changed since.
    ///
    /// # Errors
    /// When that cannot be kept.
    pub fn keep_only(&mut self, is_kept: impl Fn(&str) -> bool) -> Result<()> {
        let names: Vec<String> = self.files.keys().filter(|name| !is_kept(name)).cloned().collect();
        for name in names {
            match self.found(&name) {
                Some(found) if !found.is_own => {
                    self.others.insert(name);
                    continue;
                }
                Some(_) => _ = std::fs::remove_file(self.folder.join(&name)),
                None => {}
            }
            self.files.remove(&name);
        }
        self.save()
    }

    /// What lies under a name; one that leads elsewhere is none. Those of others are remembered.
    fn found(&mut self, name: &str) -> Option<FoundFile> {
        self.seen.insert(name.to_owned());
        let path = self.folder.join(name);
        let is_plain = Path::new(name).file_name().is_some_and(|plain| plain == name);
        // A pipe would be waited for.
        std::fs::metadata(&path).ok().filter(|data| is_plain && data.is_file())?;
        let bytes = std::fs::read(&path).ok()?;
        let digest = digest([&bytes]);
        let is_own = match self.files.get(name) {
            // In an empty file there is nothing to be lost.
            _ if bytes.is_empty() => true,
            Some(file) => file.made.contains(&digest),
            None => is_own(&path, &bytes),
        };
        if !is_own && !self.force {
            self.others.insert(name.to_owned());
        }
        Some(FoundFile { digest, is_own })
    }

    /// Notes that a file is to be made of something, with bytes of a digest; whether it is to be written.
    fn intend(&mut self, name: &str, of: &str, digest: String) -> bool {
        let found = self.found(name);
        let is_there = found.as_ref().is_some_and(|found| found.digest == digest);
        let before = found.filter(|found| found.is_own && !is_there).map(|found| found.digest);
        if is_there {
            self.others.remove(name);
        }
        let is_free = !self.others.contains(name);
        let made = before.into_iter().chain([digest]).collect();
        self.files.insert(name.to_owned(), MadeFile { of: of.to_owned(), made });
        is_free && !is_there
    }

    /// Forgets files that could not be written, where nothing lies under their names.
    fn failed(&mut self, error: Error) -> Error {
        self.files.retain(|name, _| self.folder.join(name).exists());
        let _ = self.save();
        error
    }

    /// Notes that files are in place.
    fn settle(&mut self, names: &[String]) -> Result<()> {
        for name in names {
            if let Some(file) = self.files.get_mut(name) {
                file.made.drain(..file.made.len().saturating_sub(1));
            }
        }
        self.save()
    }

    /// Keeps it, where it has changed; an empty one goes.
    fn save(&mut self) -> Result<()> {
        if self.files.is_empty() {
            let _ = std::fs::remove_file(self.folder.join(LEDGER));
            self.kept.clear();
            return Ok(());
        }
        let now = sealed_value(&self.files);
        if now != self.kept {
            write_all(&self.folder, &[(LEDGER.to_owned(), now.clone().into_bytes())])?;
            self.kept = now;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files to be written.
    fn files(files: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn files_of_others_are_left_alone() {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let at = |name: &str| folder.path().join(name);
        let open = |force| Ledger::of(folder.path(), force);
        let put = |name: &str, text: &str| std::fs::write(at(name), text).expect("a file can be written");
        let read = |name: &str| std::fs::read_to_string(at(name)).unwrap_or_default();
        put("甲.txt", "别人的");
        let mut ledger = open(false);
        ledger.write("一", files(&[("甲.txt", "1"), ("乙.txt", "2")])).expect("they can be written");
        assert_eq!(
            (read("甲.txt"), read("乙.txt"), ledger.others()),
            ("别人的".into(), "2".into(), vec!["甲.txt".into()])
        );
        let mut ledger = open(false);
        assert!(ledger.stands("甲.txt", "一") && ledger.stands("乙.txt", "一") && !ledger.stands("乙.txt", "二"));
        assert_eq!(ledger.others(), ["甲.txt"]);
        // What was changed goes neither; what was not does.
        put("乙.txt", "3");
        ledger.keep_only(|_| false).expect("it can be kept");
        assert_eq!((read("甲.txt"), read("乙.txt"), ledger.others().len()), ("别人的".into(), "3".into(), 2));
        put("乙.txt", "2");
        open(false).keep_only(|name| name == "甲.txt").expect("it can be kept");
        assert_eq!((read("甲.txt").as_str(), at("乙.txt").exists()), ("别人的", false));
        let mut ledger = open(true);
        assert!(!ledger.stands("甲.txt", "一"));
        ledger.write("一", files(&[("甲.txt", "1")])).expect("it can be written");
        assert_eq!((read("甲.txt").as_str(), ledger.others().len()), ("1", 0));
    }

    #[test]
    fn a_run_that_is_killed_leaves_its_own_files() {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap_or_default();
        let mut ledger = Ledger::of(folder.path(), false);
        ledger.write("一", files(&[("甲.txt", "1"), ("乙.txt", "1")])).expect("they can be written");
        // It is killed between two files.
        for name in ["甲.txt", "乙.txt"] {
            assert!(ledger.intend(name, "二", digest(["2"])));
        }
        ledger.save().expect("it can be kept");
        std::fs::write(folder.path().join("乙.txt"), "2").expect("a file can be written");
        for of in ["一", "二"] {
            let mut ledger = Ledger::of(folder.path(), false);
            assert!(!ledger.stands("甲.txt", of), "it is not the newest");
            assert_eq!((ledger.stands("乙.txt", of), ledger.others().len()), (of == "二", 0));
        }
        let mut ledger = Ledger::of(folder.path(), false);
        ledger.write("三", files(&[("甲.txt", "3"), ("乙.txt", "3")])).expect("they can be written");
        assert_eq!((read("甲.txt"), read("乙.txt"), ledger.others().len()), ("3".into(), "3".into(), 0));
    }

    #[test]
    fn names_that_lead_elsewhere_are_none() {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let inner = folder.path().join("内");
        std::fs::create_dir(&inner).expect("there is room for a folder");
        let outer = folder.path().join("外.txt");
        std::fs::write(&outer, "1").expect("a file can be written");
        let made = MadeFile { of: String::new(), made: vec![digest(["1"])] };
        let kept = sealed_value(&BTreeMap::from([("../外.txt".to_owned(), made)]));
        std::fs::write(inner.join(LEDGER), kept).expect("a file can be written");
        Ledger::of(&inner, true).keep_only(|_| false).expect("it can be kept");
        assert!(outer.exists());
    }
}
