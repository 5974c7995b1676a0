//! Two drafts of one report, as commands compare them.

use std::path::PathBuf;

use crate::changes::{self, DraftDifferences, ReportDraft};
use crate::engine::{Engine, Examined, Input};
use crate::error::Result;
use crate::finding::Finding;
use crate::rule::published;

/// Rules of what a document says beside its text, or by how it looks.
const REMARKS: [&str; 7] = [
    published::COMMENTS.code,
    published::CHANGES.code,
    published::STRUCK.code,
    published::HIDDEN.code,
    published::FAINT.code,
    published::PLAIN.code,
    published::INSERTED.code,
];

/// Two drafts of one report.
pub(super) struct Drafts<'d> {
    /// What reads them.
    pub engine: &'d Engine,
    /// What was read.
    pub inputs: [&'d Input; 2],
    /// Their files.
    pub files: [&'d PathBuf; 2],
}

impl Drafts<'_> {
    /// What both say.
    pub(super) fn examined(&self) -> Result<[Examined; 2]> {
        Ok([self.engine.examine(self.inputs[0])?, self.engine.examine(self.inputs[1])?])
    }

    /// The first as it is held against the second, and what they differ in.
    pub(super) fn compared<'e>(&'e self, examined: &'e [Examined; 2]) -> (ReportDraft<'e>, DraftDifferences) {
        let [before, after] = [0, 1].map(|number| examined[number].draft(self.inputs[number]));
        let differences = DraftDifferences::between(&before, &after);
        (before, differences)
    }

    /// Their names, as they are told.
    pub(super) fn names(&self) -> [String; 2] {
        self.files.map(|file| file.display().to_string())
    }

    /// What they differ in as a terminal shows it, with what the second says beside its text, or otherwise than
    /// in plain words: comments, changes that are not accepted yet, words that are struck out, notes.
    pub(super) fn told(&self, differences: &DraftDifferences) -> String {
        let [before, after] = self.names();
        let is_one = |fault: &&Finding| REMARKS.contains(&fault.rule.code);
        let remarks = self.inputs[1].filing.faults.iter().filter(is_one).map(|fault| format!("\n{}\n", fault.message));
        remarks.fold(changes::drafts_terminal(differences, [&before, &after]), |told, remark| told + &remark)
    }
}
