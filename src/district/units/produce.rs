//! Making one report's files, or leaving them as they are when nothing they depend on has changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::record::Status;
use super::result::UnitResult;
use crate::digest::{file_digest, kept_text, sealed_value, unsealed_value};
use crate::district::roster::OutputNames;
use crate::engine::{Engine, Examined, Input};
use crate::error::{Error, Result};
use crate::output::{below, file_name, write_all};
use crate::product::{Deliverable, FileKind, Ledger, Selection, files, marked, without_page};
use crate::report::View;
use crate::source::Sources;
use crate::workers::Turn;

/// What is kept beside the files of a report, so that the next run knows them again.
pub(super) const NOTE: &str = ".nianbao.json";

/// What was made, and of what.
#[derive(Debug, Serialize, Deserialize)]
struct Note {
    /// Digest of everything the files depend on beside what was read; none when they are to be made again.
    key: Option<String>,
    /// What came of it.
    result: UnitResult,
}

/// How reports are made in one run.
#[derive(Clone)]
pub(crate) struct Producer {
    /// Templates and fonts.
    pub engine: Arc<Engine>,
    /// The district's folder, from which files that were read are named.
    pub folder: PathBuf,
    /// Where the folders of the reports are made.
    pub out: PathBuf,
    /// Whether reports with errors are made as drafts.
    pub draft: bool,
    /// Whether everything is made again.
    pub force: bool,
    /// What is asked for.
    pub only: Selection,
}

/// The files of a report, not yet written.
pub(super) type Files = Vec<(String, Vec<u8>)>;

impl Producer {
    /// What came of a report in an earlier run, when `key` and the bytes of every file that was read are still the same,
    /// and every file that was made stands as it was made, or one of others in its place.
    pub(crate) fn kept(&self, folder: &str, key: &str) -> Option<UnitResult> {
        let target = self.out.join(folder);
        let mut note = read_note(&target).filter(|note| !self.force && note.key.as_deref() == Some(key))?;
        let record = &mut note.result.record;
        // A draft is no report, unless drafts are asked for again.
        let is_wanted = record.status != Status::Draft || self.draft;
        let mut ledger = self.ledger(folder);
        let stand = is_wanted && record.files.iter().all(|name| ledger.stands(name, key));
        record.others = ledger.others();
        (stand && self.changed(&note.result.read).next().is_none()).then_some(note.result)
    }

    /// What the agency is called in a file, as an earlier run read it for the report in a folder; none where that is not
    /// known, or the file is not what it was.
    pub(crate) fn called_in(&self, folder: &str, file: &Path) -> Option<String> {
        let UnitResult { called, read, .. } = read_note(&self.out.join(folder))?.result;
        let name = below(file, &self.folder);
        let read: Vec<_> = read.into_iter().filter(|(path, _)| *path == name).collect();
        called.filter(|_| !read.is_empty() && self.changed(&read).next().is_none())
    }

    /// What was written into the folder of a report.
    fn ledger(&self, folder: &str) -> Ledger {
        Ledger::of(&self.out.join(folder), self.force)
    }

    /// Whether an earlier run made a report in a folder.
    pub(crate) fn has_made(&self, folder: &str) -> bool {
        self.out.join(folder).join(NOTE).is_file()
    }

    /// What is asked for of a report and its letter, and what to tell of what was left out.
    pub(crate) fn files(
        &self,
        names: &OutputNames,
        input: &Input,
        examined: Examined,
    ) -> Result<(Files, Option<&'static str>)> {
        let plain = names.report(&file_name(&input.filing.exact_title()));
        let draft = self.draft && examined.is_blocked();
        let name = marked(&plain, draft, false);
        let (pageless, docx) = (!self.only.wants_page(), self.only.wants(FileKind::Docx));
        let pdf = self.only.wants(FileKind::Pdf).then(|| FileKind::Pdf.name(&name));
        let view = View { draft, unbound: true, pageless, docx, pdf, ..View::default() };
        let rendered = self.engine.render(input, examined, view)?;
        let mut made = files(&self.engine, Deliverable::Report, &rendered, &self.only, &name)?;
        if let Some(letter) = &rendered.letter {
            let name = marked(&names.letter(&file_name(&letter.title), &plain), draft, false);
            made.extend(files(&self.engine, Deliverable::Letter, &rendered, &self.only, &name)?);
        }
        Ok((made, rendered.letter.as_ref().and_then(|letter| without_page(letter, &self.only))))
    }

    /// The files that were read, with the digests of their bytes; none when some of it changed since reading began.
    pub(crate) fn digests(&self, sources: &Sources, begun: SystemTime) -> Option<Vec<(String, String)>> {
        let digest = |name: &str| {
            let path = Path::new(name);
            let changed = std::fs::metadata(path).and_then(|data| data.modified()).ok()?;
            path.to_str()?;
            Some((below(path, &self.folder), file_digest(path).filter(|_| changed < begun)?))
        };
        sources.all().map(|source| digest(&source.name)).collect()
    }

    /// The files among those read that are not what they were.
    pub(crate) fn changed<'a>(&self, read: &'a [(String, String)]) -> impl Iterator<Item = &'a str> {
        let is_changed =
            |(path, digest): &&(String, String)| file_digest(&self.folder.join(path)).as_ref() != Some(digest);
        read.iter().filter(is_changed).map(|(path, _)| path.as_str())
    }

    /// Writes files in place of those of an earlier run, except over those of others, which the record then names; and
    /// the note of them.
    pub(crate) fn write(
        &self,
        folder: &str,
        files: Files,
        key: Option<String>,
        result: &mut UnitResult,
        turn: &Turn,
    ) -> Result<()> {
        let target = self.out.join(folder);
        if !turn.may_write() {
            return Err(Error::file(&target, "超过了时限，没有写", "用 --timeout 加长"));
        }
        let mut ledger = self.ledger(folder);
        ledger.write(key.as_deref().unwrap_or_default(), files)?;
        let record = &mut result.record;
        ledger.keep_only(|name| record.files.iter().any(|kept| kept == name))?;
        record.others = ledger.others();
        let note = Note { key, result: result.clone() };
        write_all(&target, &[(NOTE.to_owned(), sealed_value(&note).into_bytes())]).map(|_| ())
    }

    /// Removes what an earlier run made of a report that cannot be made now, so that nobody takes it for today's.
    pub(crate) fn withdraw(&self, folder: &str) {
        let target = self.out.join(folder);
        // What cannot be removed is told as a report of an earlier run.
        let _ = self.ledger(folder).keep_only(|_| false);
        let _ = std::fs::remove_file(target.join(NOTE));
        // Only an empty folder can be removed; what others put there stays.
        let _ = std::fs::remove_dir(&target);
    }
}

/// The note of an earlier run, if there is a sound one.
fn read_note(target: &Path) -> Option<Note> {
    unsealed_value(&kept_text(&target.join(NOTE))?)
}
