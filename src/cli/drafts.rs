//! Two drafts of one report, as commands compare them.

use std::path::PathBuf;

use crate::changes::{self, DraftDifferences, ReportDraft};
use crate::engine::{Engine, Examined, Input};
use crate::error::Result;
use crate::file::is_page;
use crate::finding::Finding;
use crate::rule::published;

/// Rules of how what was read is put: they tell nothing that is not in what both drafts say.
const OF_SHAPE: [&str; 3] = [published::SPANS.code, published::WRAPPED.code, published::BY_PLACE.code];

/// Rules of how what was read looks, and of what people say of it: all of it was read.
const OF_LOOK: [&str; 5] = [
    published::COMMENTS.code,
    published::CHANGES.code,
    published::STRUCK.code,
    published::FAINT.code,
    published::PLAIN.code,
];

/// How the rules of what was read begin: a file of another program, a workbook.
const OF_READING: [&str; 2] = ["IMP", "WBK"];

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

    /// What they differ in as a terminal shows it, with what the second says beside what was read, or otherwise than in
    /// plain words: comments, words that are struck out, rows that no form has.
    pub(super) fn told(&self, differences: &DraftDifferences) -> String {
        let [before, after] = self.names();
        let remarks = self.remarks();
        let is_whole = remarks.iter().all(|remark| OF_LOOK.contains(&remark.rule.code));
        let texts: Vec<&str> = remarks.iter().map(|remark| remark.message.as_str()).collect();
        changes::drafts_terminal(differences, [&before, &after], (is_whole, &texts))
    }

    /// What is told of the reading of the second that is not told of the first.
    fn remarks(&self) -> Vec<&Finding> {
        let [before, after] = self.inputs.map(|input| &input.filing.faults);
        // A page has much beside its report.
        let is_page = is_page(self.files[1]);
        let is_one = |fault: &&Finding| {
            let code = fault.rule.code;
            let is_of_site = is_page && code == published::OUTSIDE.code;
            OF_READING.iter().any(|start| code.starts_with(start)) && !OF_SHAPE.contains(&code) && !is_of_site
        };
        let is_new = |fault: &&Finding| before.iter().all(|other| other.message != fault.message);
        after.iter().filter(is_one).filter(is_new).collect()
    }
}
