//! What every report of a run shares.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::produce::Producer;
use super::record::{Record, Status};
use crate::district::roster::{District, Names};

/// What every report of a run shares.
#[derive(Clone)]
pub struct Shared {
    /// The district.
    pub district: Arc<District>,
    /// How reports are made.
    pub producer: Producer,
    /// The names of the district's own files, then those of the units.
    pub names: Arc<Vec<Names>>,
    /// Digest of program, templates and faces.
    pub fingerprint: String,
}

impl Shared {
    /// The names of a unit's folder and files.
    pub fn names(&self, number: usize) -> &Names {
        &self.names[number + 1]
    }

    /// The record of a unit, without anything found.
    pub fn record(&self, number: usize, status: Status) -> Record {
        let unit = &self.district.units[number];
        Record::new(&unit.name, &unit.group, &self.names(number).folder, status)
    }

    /// The district's folder.
    pub fn folder(&self) -> &Path {
        &self.district.folder
    }

    /// The path of a file relative to the district's folder, with `/` between the parts.
    pub fn beside(&self, file: &Path) -> String {
        let named: PathBuf = file.strip_prefix(self.folder()).unwrap_or(file).to_owned();
        named.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }
}
