//! A run: every unit on all cores, then the sums and the district's own report; whole, in parts, or joined of parts.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::inbox::{Glance, Inbox, glance, search, settle, to_open, unexpected};
use super::outgoing::{reminder, returned};
use super::part::{Shard, ShardResult, changed, join, not_there};
use super::roster::{District, output_names};
use super::summary::{Summary, sum_records, write};
use super::sums::{OwnReport, own_record, own_report, roll_up, totals};
use super::units::{
    FindingRecord, Producer, ReportRecord, Shared, Status, UnitResult, abandoned, add_likeness, each, given_up,
    guarded, late, leftover, same_agency, stale, unit,
};
use crate::PROGRAM;
use crate::digest::digest;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::filing::Date;
use crate::finding::Finding;
use crate::output::{Hold, clear, hold, write_all};
use crate::product::Selection;

/// What a run is asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where everything is written.
    pub out: PathBuf,
    /// Units that are worked on at a time; as many as there are cores where nothing is said.
    pub jobs: Option<usize>,
    /// How long one unit may take.
    pub limit: Duration,
    /// Whether everything is made again.
    pub force: bool,
    /// Whether reports with errors are made as drafts.
    pub draft: bool,
    /// The day on which the units are written to.
    pub today: Date,
    /// What is made of every report.
    pub only: Selection,
}

/// Who looks on while a run goes on.
pub trait Watch: Send + Sync {
    /// A report is done; `is_new` when its files were made in this run.
    fn done(&self, record: &ReportRecord, is_new: bool);
    /// Whether the run is to stop.
    fn is_stopped(&self) -> bool;
}

/// A run of a district.
pub struct DistrictRun {
    /// What every report of the run shares.
    shared: Shared,
    /// What the run is asked for.
    options: Options,
    /// Who looks on.
    watch: Arc<dyn Watch>,
}

impl DistrictRun {
    /// A run that is still to begin.
    pub fn new(engine: Arc<Engine>, district: District, options: Options, watch: Arc<dyn Watch>) -> Self {
        let Options { out, draft, force, only, .. } = options.clone();
        let fingerprint = digest([engine.fingerprint(), format!("{only:?}")]);
        let producer = Producer { engine, folder: district.folder.clone(), out, draft, force, only };
        let names = Arc::new(output_names(&district));
        let shared = Shared { district: Arc::new(district), producer, names, fingerprint };
        Self { shared, options, watch }
    }

    /// Does the whole district: everything that can be made is made, and the summary has the rest.
    ///
    /// # Errors
    /// When nothing at all can be done: the output folder cannot be written to, or another run works there.
    pub fn whole(&self) -> Result<Summary> {
        let _held = self.hold(Hold::Alone)?;
        self.clear(self.shared.names.iter().map(|names| names.folder.as_str()).chain([""]));
        // What parts of an earlier run came to is out of date.
        ShardResult::files_in(&self.options.out).iter().for_each(|part| drop(std::fs::remove_file(part)));
        let inbox = self.inbox()?;
        let results = self.units((0..inbox.units.len()).collect(), &inbox)?;
        // Somebody, or a network drive, may have taken away what was written.
        let gone = results.iter().filter_map(|unit| not_there(&self.shared, unit, &self.options.out)).collect();
        self.summarize(&inbox, results, gone)
    }

    /// Does one part of the roster, and keeps what came of it for [`merge`](Self::merge).
    ///
    /// # Errors
    /// Like [`whole`](Self::whole).
    pub fn part(&self, shard: Shard) -> Result<ShardResult> {
        let _held = self.hold(Hold::Part(&shard.file()))?;
        let inbox = self.inbox()?;
        let numbers = shard.units(inbox.units.len());
        self.clear(numbers.iter().map(|number| self.shared.names(*number).folder.as_str()));
        let units = self.units(numbers, &inbox)?;
        let part = ShardResult { program: PROGRAM.to_owned(), made_with: self.made_with(), shard, units };
        write_all(&self.options.out, &[(shard.file(), part.json().into_bytes())])?;
        Ok(part)
    }

    /// Joins parts to what one run of the whole would have given. Without files named, those of the output folder.
    ///
    /// # Errors
    /// When the parts do not make up the whole, or like [`whole`](Self::whole).
    pub fn merge(&self, files: &[PathBuf]) -> Result<Summary> {
        let _held = self.hold(Hold::Alone)?;
        self.clear([self.shared.names[0].folder.as_str(), ""].into_iter());
        let found = ShardResult::files_in(&self.options.out);
        let files = if files.is_empty() { &found } else { files };
        let parts: Vec<ShardResult> = files.iter().map(|file| ShardResult::read(file)).collect::<Result<_>>()?;
        let all = self.shared.district.units.len();
        let results = join(parts, all, &self.made_with(), &self.options.out)?;
        let inbox = self.inbox()?;
        let (shared, out) = (&self.shared, &self.options.out);
        let faults =
            |unit: &UnitResult| [not_there(shared, unit, out), changed(shared, unit, &inbox.units[unit.number])];
        let faults = results.iter().flat_map(faults).flatten().collect();
        self.summarize(&inbox, results, faults)
    }

    /// Holds the output folder, which must not be one of those with the units' files.
    fn hold(&self, how: Hold<'_>) -> Result<Vec<File>> {
        let out = &self.options.out;
        let District { folder, units_folder, last_year_folder, .. } = &*self.shared.district;
        for inputs in [units_folder, last_year_folder] {
            let inputs = folder.join(inputs).canonicalize().ok();
            if inputs.is_some() && inputs == out.canonicalize().ok() {
                let hint = "用 -o 给一个另外的文件夹";
                return Err(Error::file(out, "输出文件夹不能是单位的文件所在的文件夹", hint));
            }
        }
        hold(out, how)
    }

    /// Removes what a killed run left half written in some folders.
    fn clear<'a>(&self, folders: impl Iterator<Item = &'a str>) {
        folders.for_each(|folder| clear(&self.options.out.join(folder)));
    }

    /// Which file is whose; each file that must be looked into has the time of one unit.
    fn inbox(&self) -> Result<Inbox> {
        let district = &self.shared.district;
        let mut inbox = search(district, Some(&self.options.out));
        let files = Arc::new(to_open(district, &inbox));
        let (engine, opened) = (self.shared.producer.engine.clone(), files.clone());
        let work = move |number: usize, _: &_| {
            let file: &PathBuf = &opened[number];
            guarded(|| glance(file, engine.editions())).unwrap_or_default()
        };
        let late = |_, _| Glance::default();
        let seen = each(files.len(), self.jobs(), self.options.limit, work, late, |_| {})?;
        settle(district, &mut inbox, &files, &seen);
        Ok(inbox)
    }

    /// Does some units of the roster.
    fn units(&self, numbers: Vec<usize>, inbox: &Inbox) -> Result<Vec<UnitResult>> {
        let (shared, watch, files) = (self.shared.clone(), self.watch.clone(), inbox.units.clone());
        let (count, numbered) = (numbers.len(), numbers.clone());
        let work = move |place: usize, turn: &_| {
            let number: usize = numbers[place];
            if watch.is_stopped() {
                return (UnitResult::nothing(number, shared.record(number, Status::Stopped)), false);
            }
            unit(&shared, number, &files[number], turn)
        };
        let seconds = self.options.limit.as_secs();
        let late = |place: usize, why| {
            let number: usize = numbered[place];
            (late(&self.shared, number, &inbox.units[number], why, seconds), false)
        };
        let done = |(result, is_new): &(UnitResult, bool)| self.watch.done(&result.record, *is_new);
        let results = each(count, self.jobs(), self.options.limit, work, late, done)?;
        // The summary needs room as well.
        self.shared.producer.engine.typesetter().forget();
        Ok(results.into_iter().map(|(result, _)| result).collect())
    }

    /// Units that are worked on at a time.
    fn jobs(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.options.jobs.unwrap_or_else(cores)
    }

    /// The sums, the district's own report, and all findings; written where they have changed.
    fn summarize(&self, inbox: &Inbox, mut results: Vec<UnitResult>, more: Vec<Finding>) -> Result<Summary> {
        let district = self.shared.district.clone();
        let mut findings = district.faults.clone();
        findings.extend(inbox.findings.iter().cloned());
        findings.extend(unexpected(inbox));
        findings.extend(same_agency(&district, &results));
        findings.extend(self.leftover());
        findings.extend(stale(&self.options.out, &results));
        findings.extend(more);
        add_likeness(&district, &mut results);
        let results = Arc::new(results);
        let title = district.form.title.as_str();
        let times = (self.jobs(), self.options.limit);
        let sent = returned(&self.shared, inbox, &results, (title, self.options.today), times)?;
        let mut results = Arc::try_unwrap(results).unwrap_or_else(|shared| (*shared).clone());
        for (unit, sent) in results.iter_mut().zip(sent) {
            unit.record.returned = sent;
        }
        reminder(&self.shared, &results, title, self.options.today)?;
        let results = Arc::new(results);
        let OwnReport { rollup, record: own } = self.own(&results)?;
        let mut sources = district.sources.clone();
        if district.report.is_none() {
            let editions = self.shared.producer.engine.editions();
            findings.extend(totals(&district, &rollup, &results, editions, &mut sources));
        }
        district.policy.apply(&mut findings);
        crate::finding::sort(&mut findings);
        let summary = Summary {
            report_title: rollup.form.title.clone(),
            program: PROGRAM,
            district: district.called().to_owned(),
            year: district.year.as_ref().map(|year| year.value),
            edition: rollup.form.edition.clone(),
            deadline: district.deadline.as_ref().map(|deadline| deadline.value.chinese()),
            policy: district.policy.told_as(|name| self.shared.beside_folder(name)),
            units: results,
            own: own.map(|(record, _)| record),
            roster: findings.iter().map(|f| FindingRecord::new(f, &sources, &district.folder)).collect(),
            sums: sum_records(&rollup),
        };
        let engine = &self.shared.producer.engine;
        write(&summary, &rollup.form, engine, &self.options.out, self.options.force)?;
        Ok(summary)
    }

    /// Folders of earlier runs that belong to no report any more.
    fn leftover(&self) -> Vec<Finding> {
        let skipped = usize::from(self.shared.district.report.is_none());
        let used = self.shared.names.iter().skip(skipped).map(|names| names.folder.as_str());
        leftover(&self.options.out, used)
    }

    /// The sums and the district's own report, within the time of one unit.
    fn own(&self, results: &Arc<Vec<UnitResult>>) -> Result<OwnReport> {
        let district = &self.shared.district;
        let without = |record: ReportRecord| {
            let record = district.report.as_ref().map(|_| (record, false));
            OwnReport { rollup: roll_up(district, None, results), record }
        };
        let (shared, units, watch) = (self.shared.clone(), results.clone(), self.watch.clone());
        let work = move |_, turn: &_| (!watch.is_stopped()).then(|| own_report(&shared, &units, turn));
        let seconds = self.options.limit.as_secs();
        let late = |_, why| {
            let record = own_record(&self.shared, Status::Failed);
            Some(without(given_up(record, &abandoned(why, seconds), self.shared.folder())))
        };
        let done = each(1, 1, self.options.limit, work, late, |_| {})?;
        let stopped = || without(own_record(&self.shared, Status::Stopped));
        let own = done.into_iter().flatten().next().unwrap_or_else(stopped);
        if let Some((record, is_new)) = &own.record {
            self.watch.done(record, *is_new);
        }
        Ok(own)
    }

    /// Digest of what every part of a run must share.
    fn made_with(&self) -> String {
        let texts = self.shared.district.sources.all().map(|source| source.text.as_str());
        let draft = self.options.draft.to_string();
        digest([self.shared.fingerprint.as_str(), draft.as_str()].into_iter().chain(texts))
    }
}
