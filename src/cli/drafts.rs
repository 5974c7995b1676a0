//! Two drafts of one report, as commands compare them.

use std::path::PathBuf;

use crate::engine::{Engine, Examined, Input};
use crate::error::Result;
use crate::finding::Finding;
use crate::rule::published;

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

    /// Their names, as they are told.
    pub(super) fn names(&self) -> [String; 2] {
        self.files.map(|file| file.display().to_string())
    }
}

/// What a draft that was read from a document says beside its text: comments, changes that are not accepted yet.
pub(super) fn remarks(input: &Input) -> String {
    let is_one = |fault: &&Finding| [published::COMMENTS.code, published::CHANGES.code].contains(&fault.rule.code);
    input.filing.faults.iter().filter(is_one).map(|fault| format!("\n{}\n", fault.message)).collect()
}
