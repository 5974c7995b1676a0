//! What every report of a run shares.

use std::path::Path;
use std::sync::Arc;

use super::produce::Producer;
use super::record::{ReportRecord, Status};
use crate::district::roster::{District, OutputNames};
use crate::output::{below, relative};

/// What every report of a run shares.
#[derive(Clone)]
pub(crate) struct Shared {
    /// The district.
    pub district: Arc<District>,
    /// How reports are made.
    pub producer: Producer,
    /// The names of the district's own files, then those of the units.
    pub names: Arc<Vec<OutputNames>>,
    /// Digest of program, templates and fonts.
    pub fingerprint: String,
}

impl Shared {
    /// The names of a unit's folder and files.
    pub(crate) fn names(&self, number: usize) -> &OutputNames {
        &self.names[number + 1]
    }

    /// The record of a unit, without anything found.
    pub(crate) fn record(&self, number: usize, status: Status) -> ReportRecord {
        let unit = &self.district.units[number];
        ReportRecord::new(&unit.name, &unit.group, &self.names(number).folder, status)
    }

    /// The district's folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.district.folder
    }

    /// A path as the district's folder sees it, also of a file above it; the same on every machine.
    pub(crate) fn beside_folder(&self, path: &str) -> String {
        relative(Path::new(path), self.folder()).unwrap_or_else(|_| path.to_owned())
    }

    /// The path of a file relative to the district's folder, with `/` between the parts.
    pub(crate) fn beside(&self, file: &Path) -> String {
        below(file, self.folder())
    }
}
