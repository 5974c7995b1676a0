//! What is done with files that others sent, and what comes of it: here, or by a worker, to which both are sent.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::guard::guarded;
use super::marked::{MarkedCopy, marked};
use super::record::FindingRecord;
use super::result::UnitResult;
use super::shared::Shared;
use super::unit::make_unit;
use crate::district::inbox::{Archive, Glance, UnitFiles, UnpackRefusal, glance, unpack, unpack_given_up};
use crate::finding::{Finding, Severity};
use crate::rules;
use crate::workers::Turn;

/// Work on files that others sent.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Task {
    /// A look into a file.
    Glance(PathBuf),
    /// The files of an archive, unpacked.
    Unpack(Archive),
    /// The report of a unit.
    Unit(UnitTask),
    /// The marked copy of a unit's workbook, with what the unit is told of it.
    Mark(UnitTask, Vec<FindingRecord>),
}

/// What comes of it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Answer {
    /// What a look says.
    Glance(Glance),
    /// Whether an archive was unpacked, or why not.
    Unpack(Result<(), UnpackRefusal>),
    /// What came of a unit, and whether its files were made anew.
    Unit(Box<UnitResult>, bool),
    /// The copy, where one can be made.
    Mark(Option<MarkedCopy>),
}

/// A unit with its file.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct UnitTask {
    /// Its number on the roster.
    number: usize,
    /// Its file.
    file: PathBuf,
    /// Last year's file, or files.
    prior: Vec<PathBuf>,
    /// What is told of how its file was found.
    notes: Vec<UnitNote>,
}

/// What is told of how a unit's file was found.
#[derive(Debug, Serialize, Deserialize)]
struct UnitNote {
    /// The code of the rule.
    code: String,
    /// How much it weighs.
    severity: Severity,
    /// The fact.
    message: String,
    /// What to do.
    hint: String,
    /// What it concerns.
    keys: Vec<String>,
}

impl UnitTask {
    /// A unit with its file; none when it has none.
    pub(crate) fn new(number: usize, files: &UnitFiles) -> Option<Self> {
        let note = |finding: &Finding| UnitNote {
            code: finding.rule.code.to_owned(),
            severity: finding.severity,
            message: finding.message.clone(),
            hint: finding.hint.clone(),
            keys: finding.keys.clone(),
        };
        let notes = files.notes.iter().map(note).collect();
        Some(Self { number, file: files.file.clone()?, prior: files.prior.clone(), notes })
    }

    /// The unit's files, as far as they are looked at from here on.
    fn files(&self) -> UnitFiles {
        let finding = |note: &UnitNote| {
            let finding = Finding::new(rules::find(&note.code)?, note.message.clone()).severity(note.severity);
            let finding = finding.hint(note.hint.clone());
            Some(note.keys.iter().fold(finding, Finding::key))
        };
        let notes = self.notes.iter().filter_map(finding).collect();
        UnitFiles { file: Some(self.file.clone()), prior: self.prior.clone(), notes, ..UnitFiles::default() }
    }
}

impl Task {
    /// Does it. A fault of the program is told, or leaves nothing.
    pub(crate) fn perform(&self, shared: &Shared, turn: &Turn) -> Answer {
        match self {
            Self::Glance(file) => {
                let editions = shared.producer.engine.editions();
                Answer::Glance(guarded(|| glance(file, editions)).unwrap_or_default())
            }
            Self::Unpack(archive) => {
                let broken = |_| Err(unpack_given_up("解不开这个压缩包"));
                Answer::Unpack(guarded(|| unpack(archive)).unwrap_or_else(broken))
            }
            Self::Unit(unit) => {
                let (result, is_new) = make_unit(shared, unit.number, &unit.file, &unit.files(), turn);
                Answer::Unit(Box::new(result), is_new)
            }
            Self::Mark(unit, findings) => {
                Answer::Mark(guarded(|| marked(shared, unit.number, &unit.files(), findings)).ok().flatten())
            }
        }
    }
}
