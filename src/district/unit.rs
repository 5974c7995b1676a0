//! One unit of a run: found, read, judged, examined, made.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::cells::Cells;
use super::digest;
use super::failed::{guarded, too_slow};
use super::find::Found;
use super::handed::{Charges, Handed};
use super::judge::{is_of_other_year, judge};
use super::naming::Names;
use super::produce::Producer;
use super::record::{Record, Status, beside};
use super::roster::{District, Unit, plain_name};
use super::workers::Turn;
use crate::engine::{Examined, Input};
use crate::error::Result;
use crate::finding::Finding;
use crate::likeness::{self, Passage};
use crate::rule::input as input_rules;
use crate::source::Sources;

/// What every report of a run shares.
#[derive(Clone)]
pub struct Shared {
    /// The district.
    pub district: Arc<District>,
    /// How reports are made.
    pub producer: Producer,
    /// The names of the district's own files, then those of the units.
    pub names: Arc<Vec<Names>>,
    /// Stands for program, templates and faces.
    pub fingerprint: u128,
}

impl Shared {
    /// Does one unit, and tells whether its files were made anew; whatever happens, the others go on.
    pub fn unit(&self, number: usize, found: &Found, turn: &Turn) -> (Handed, bool) {
        let unit = &self.district.units[number];
        let Some(file) = &found.file else {
            self.producer.withdraw(&self.names[number + 1].folder);
            let status = if found.candidates.is_empty() { Status::Missing } else { Status::Unclear };
            let told = found.finding.as_slice();
            let record = self.record(number, status).with_findings(told, &self.district.sources, self.folder());
            return (Handed::nothing(number, record), false);
        };
        let key = self.key(number, found);
        let kept: Option<Handed> = self.producer.kept(&self.names[number + 1].folder, &key);
        let is_sound = |kept: &Handed| kept.number == number && kept.record.folder == self.names[number + 1].folder;
        if let Some(kept) = kept.filter(is_sound) {
            return (kept, false);
        }
        let record = Record { file: Some(self.beside(file)), ..self.record(number, Status::Ready) };
        let done = guarded(|| self.read(number, unit, (file, found.prior.as_deref()), record.clone(), key, turn));
        done.unwrap_or_else(|finding| (Handed::nothing(number, self.given_up(record, &finding)), false))
    }

    /// What a unit is that took longer than a time in seconds.
    pub fn late(&self, number: usize, found: &Found, seconds: u64) -> Handed {
        self.producer.withdraw(&self.names[number + 1].folder);
        let file = found.file.as_deref().map(|file| self.beside(file));
        let record = Record { file, ..self.record(number, Status::Failed) };
        Handed::nothing(number, self.given_up(record, &too_slow(seconds)))
    }

    /// The record of a unit, without anything found.
    pub fn record(&self, number: usize, status: Status) -> Record {
        let unit = &self.district.units[number];
        Record::new(&unit.name, &unit.group, &self.names[number + 1].folder, status)
    }

    /// The district's folder.
    pub fn folder(&self) -> &Path {
        &self.district.folder
    }

    /// Reads, judges, examines and makes a unit's report.
    fn read(
        &self,
        number: usize,
        unit: &Unit,
        (file, prior): (&Path, Option<&Path>),
        record: Record,
        key: String,
        turn: &Turn,
    ) -> (Handed, bool) {
        let begun = SystemTime::now();
        let mut input = match self.open(file, prior) {
            Ok(input) => input,
            Err(error) => {
                self.producer.withdraw(&record.folder);
                let record = self.unreadable(record, &error);
                return (Handed::nothing(number, record), false);
            }
        };
        if !input.filing.is_read() {
            self.producer.withdraw(&record.folder);
            return (Handed::nothing(number, self.unread(record, &input)), false);
        }
        input.filing.faults.extend(judge(&self.district, unit, &input.filing));
        let examined = match self.producer.engine.examine(&input) {
            Ok(examined) => examined,
            Err(error) => return (Handed::nothing(number, self.failed(record, &error)), false),
        };
        let mut handed = Handed {
            called: input.filing.agency.name.as_ref().map(|name| plain_name(&name.value)),
            is_counted: !is_of_other_year(&self.district, &input.filing),
            charges: input.filing.fee.as_ref().and_then(Charges::of),
            passages: self.passages(&input),
            ..Handed::nothing(number, record)
        };
        if handed.is_counted {
            handed.record.cells = Cells::of(&examined.figures);
        }
        let key = self.read_for(&mut handed, key, &input.sources, begun);
        self.make(handed, &self.names[number + 1], &input, examined, key, turn)
    }

    /// Notes what was read for a report; the key by which it is known again.
    pub fn read_for(&self, handed: &mut Handed, key: String, sources: &Sources, begun: SystemTime) -> String {
        let Some(read) = self.producer.digests(sources, begun) else {
            // Nothing fits an empty key: what changed under our hands is made again.
            return String::new();
        };
        handed.read = read;
        key
    }

    /// What a unit wrote itself.
    fn passages(&self, input: &Input) -> Vec<Passage> {
        let passages = likeness::passages(&input.filing, &input.sources).into_iter();
        passages.map(|passage| Passage { place: beside(&passage.place, self.folder()), ..passage }).collect()
    }

    /// Makes the files of an examined report, or tells why not; whether they were made.
    pub fn make(
        &self,
        mut handed: Handed,
        names: &Names,
        input: &Input,
        examined: Examined,
        mut key: String,
        turn: &Turn,
    ) -> (Handed, bool) {
        let blocked = examined.is_blocked();
        let is_open = |finding: &Finding| [&input_rules::PRIOR_FILE, &input_rules::PROSE_FILE].contains(&finding.rule);
        if examined.findings.iter().any(is_open) {
            // A file that could not be read is not among those that were read, and may be there next time.
            key.clear();
        }
        handed.record = handed.record.with_findings(&examined.findings, &input.sources, self.folder());
        if blocked && !self.producer.draft {
            self.producer.withdraw(&names.folder);
            handed.record.status = Status::Blocked;
            return (handed, false);
        }
        let written = self.producer.files(names, input, examined).and_then(|files| {
            handed.record.status = if blocked { Status::Draft } else { Status::Ready };
            handed.record.files = files.iter().map(|(name, _)| name.clone()).collect();
            self.producer.write(&names.folder, &files, key, handed.clone(), turn)
        });
        match written {
            Ok(()) => (handed, true),
            Err(error) => {
                handed.record.files.clear();
                handed.record = self.failed(handed.record, &error);
                (handed, false)
            }
        }
    }

    /// Reads a unit's file, with last year's; that this one cannot be read is no reason to give up.
    fn open(&self, file: &Path, prior: Option<&Path>) -> Result<Input> {
        let engine = &self.producer.engine;
        let Some(prior) = prior else { return engine.read(file, None) };
        match engine.read(file, Some(prior)) {
            Ok(input) => Ok(input),
            Err(error) => {
                let mut input = engine.read(file, None)?;
                let reason = error.to_string();
                let message = format!("上年文件 {}：读不了：{}。", prior.display(), reason.trim_end_matches('。'));
                input.filing.faults.push(Finding::new(&input_rules::PRIOR_FILE, message).key("prior"));
                Ok(input)
            }
        }
    }

    /// Stands for everything that a unit's files and findings depend on beside the files that are read.
    fn key(&self, number: usize, found: &Found) -> String {
        let District { year, deadline, form, .. } = &*self.district;
        let unit = &self.district.units[number];
        let year = year.as_ref().map(|year| year.value);
        let deadline = deadline.as_ref().map(|deadline| deadline.value.chinese());
        let level = unit.level.as_ref().map(|level| &level.value);
        let files: Vec<Option<String>> =
            [&found.file, &found.prior].into_iter().map(|file| file.as_deref().map(|file| self.beside(file))).collect();
        let names = &self.names[number + 1];
        let district = (year, deadline, form.edition.as_str());
        let unit = (unit.name.as_str(), unit.group.as_str(), level, number);
        digest(&(self.fingerprint, district, unit, files, names))
    }

    /// A file as it is named from the district's folder, with `/` between the parts.
    pub fn beside(&self, file: &Path) -> String {
        let named: PathBuf = file.strip_prefix(self.folder()).unwrap_or(file).to_owned();
        named.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }
}
