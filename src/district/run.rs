//! A run: every unit on all cores, then the sums and the district's own report; whole, in parts, or joined of parts.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::alike::tell_likeness;
use super::failed::too_slow;
use super::find::{Found, Search, search};
use super::handed::Handed;
use super::judge::same_agency;
use super::naming::names;
use super::part::{Part, Shard, join};
use super::produce::Producer;
use super::record::{Record, Status, Summary, Told};
use super::rollup::Rollup;
use super::roster::District;
use super::unit::Shared;
use super::workers::each;
use super::{digest, stray};
use crate::PROGRAM;
use crate::engine::Engine;
use crate::error::Result;
use crate::finding::Finding;
use crate::output::{Hold, clear, hold, write_all};
use crate::rule::district as rules;

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
}

/// Who looks on while a run goes on.
pub trait Watch: Send + Sync {
    /// A report is done; `is_new` when its files were made in this run.
    fn done(&self, record: &Record, is_new: bool);
    /// Whether the run is to stop.
    fn is_stopped(&self) -> bool;
}

/// A run of a district.
pub struct Run {
    shared: Shared,
    options: Options,
    watch: Arc<dyn Watch>,
}

impl Run {
    /// A run that is still to begin.
    pub fn new(engine: Arc<Engine>, district: District, options: Options, watch: Arc<dyn Watch>) -> Self {
        let fingerprint = engine.fingerprint();
        let Options { out, draft, force, .. } = options.clone();
        let producer = Producer { engine, folder: district.folder.clone(), out, draft, force };
        let names = Arc::new(names(&district));
        let shared = Shared { district: Arc::new(district), producer, names, fingerprint };
        Self { shared, options, watch }
    }

    /// Does the whole district: everything that can be made is made, and the summary tells the rest.
    ///
    /// # Errors
    /// When nothing at all can be done: the output folder cannot be written to, or another run works there.
    pub fn whole(&self) -> Result<Summary> {
        let _held = hold(&self.options.out, Hold::Alone)?;
        self.clear(self.shared.names.iter().map(|names| names.folder.as_str()).chain([""]));
        // What parts of an earlier run came to is out of date.
        Part::files_in(&self.options.out).iter().for_each(|part| drop(std::fs::remove_file(part)));
        let search = self.search();
        let handed = self.units((0..search.found.len()).collect(), &search)?;
        self.summarize(&search, handed, Vec::new())
    }

    /// Does one part of the roster, and keeps what came of it for [`merge`](Self::merge).
    ///
    /// # Errors
    /// Like [`whole`](Self::whole).
    pub fn part(&self, shard: Shard) -> Result<Part> {
        let _held = hold(&self.options.out, Hold::Part(&shard.file()))?;
        let search = self.search();
        let numbers = shard.units(search.found.len());
        self.clear(numbers.iter().map(|number| self.shared.names[number + 1].folder.as_str()));
        let units = self.units(numbers, &search)?;
        let part = Part { program: PROGRAM.to_owned(), made_with: self.made_with(), shard, units };
        write_all(&self.options.out, &[(shard.file(), part.json().into_bytes())])?;
        Ok(part)
    }

    /// Joins parts to what one run of the whole would have given. Without files named, those of the output folder.
    ///
    /// # Errors
    /// When the parts do not make up the whole, or like [`whole`](Self::whole).
    pub fn merge(&self, files: &[PathBuf]) -> Result<Summary> {
        let _held = hold(&self.options.out, Hold::Alone)?;
        self.clear([self.shared.names[0].folder.as_str(), ""].into_iter());
        let found = Part::files_in(&self.options.out);
        let files = if files.is_empty() { &found } else { files };
        let parts: Vec<Part> = files.iter().map(|file| Part::read(file)).collect::<Result<_>>()?;
        let all = self.shared.district.units.len();
        let handed = join(parts, all, &self.made_with(), &self.options.out)?;
        let search = self.search();
        let told = |handed: &Handed| [self.not_there(handed), self.changed(handed, &search.found[handed.number])];
        let told = handed.iter().flat_map(told).flatten().collect();
        self.summarize(&search, handed, told)
    }

    /// Removes what a killed run left half written in some folders.
    fn clear<'a>(&self, folders: impl Iterator<Item = &'a str>) {
        folders.for_each(|folder| clear(&self.options.out.join(folder)));
    }

    /// Which file is whose.
    fn search(&self) -> Search {
        search(&self.shared.district, Some(&self.options.out))
    }

    /// Does some units of the roster.
    fn units(&self, numbers: Vec<usize>, search: &Search) -> Result<Vec<Handed>> {
        let (shared, watch, found) = (self.shared.clone(), self.watch.clone(), search.found.clone());
        let (count, numbered) = (numbers.len(), numbers.clone());
        let work = move |place: usize, turn: &_| {
            let number: usize = numbers[place];
            if watch.is_stopped() {
                return (Handed::nothing(number, shared.record(number, Status::Stopped)), false);
            }
            shared.unit(number, found.get(number).unwrap_or(&Found::default()), turn)
        };
        let seconds = self.options.limit.as_secs();
        let late = |place: usize| {
            let number: usize = numbered[place];
            (self.shared.late(number, &search.found[number], seconds), false)
        };
        let done = |(handed, is_new): &(Handed, bool)| self.watch.done(&handed.record, *is_new);
        let handed = each(count, self.jobs(), self.options.limit, work, late, done)?;
        // The summary needs room as well.
        self.shared.producer.engine.typesetter().forget();
        Ok(handed.into_iter().map(|(handed, _)| handed).collect())
    }

    /// Units that are worked on at a time.
    fn jobs(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.options.jobs.unwrap_or_else(cores)
    }

    /// The sums, the district's own report, and all that is told; written where it has changed.
    fn summarize(&self, search: &Search, mut handed: Vec<Handed>, more: Vec<Finding>) -> Result<Summary> {
        let district = self.shared.district.clone();
        let mut findings = district.faults.clone();
        findings.extend(search.findings.iter().cloned());
        findings.extend(stray::unexpected(&district, search, &self.names_in_strays(search)?));
        findings.extend(same_agency(&district, &handed));
        findings.extend(more);
        tell_likeness(&district, &mut handed);
        let handed = Arc::new(handed);
        let (rollup, own) = self.own(&handed)?;
        let mut sources = district.sources.clone();
        if district.report.is_none() {
            findings.extend(self.shared.totals(&rollup, &handed, &mut sources));
        }
        crate::finding::sort(&mut findings);
        let handed = Arc::unwrap_or_clone(handed);
        let summary = Summary {
            program: PROGRAM,
            district: district.called().to_owned(),
            year: district.year.as_ref().map(|year| year.value),
            edition: rollup.form.edition.clone(),
            deadline: district.deadline.as_ref().map(|deadline| deadline.value.chinese()),
            units: handed.into_iter().map(|handed| handed.record).collect(),
            own,
            roster: findings.iter().map(|f| Told::new(f, &sources, &district.folder)).collect(),
            sums: rollup.records(),
        };
        super::summary_files(&summary, &rollup.form, &self.options.out, self.options.force)?;
        Ok(summary)
    }

    /// The names in stray files, each within the time of one unit.
    fn names_in_strays(&self, search: &Search) -> Result<Vec<Option<String>>> {
        let files = stray::to_open(&self.shared.district, search);
        let engine = self.shared.producer.engine.clone();
        let count = files.len();
        let work = move |number: usize, _: &_| {
            let file: &PathBuf = &files[number];
            stray::calls_itself(file, engine.editions())
        };
        each(count, self.jobs(), self.options.limit, work, |_| None, |_| {})
    }

    /// The sums and the district's own report, within the time of one unit.
    fn own(&self, handed: &Arc<Vec<Handed>>) -> Result<(Rollup, Option<Record>)> {
        let district = &self.shared.district;
        let without = |record: Record| {
            let rollup = super::roll_up(district, None, handed);
            (rollup, district.report.as_ref().map(|_| (record, false)))
        };
        let (shared, units, watch) = (self.shared.clone(), handed.clone(), self.watch.clone());
        let work = move |_, turn: &_| (!watch.is_stopped()).then(|| shared.own(&units, turn));
        let seconds = self.options.limit.as_secs();
        let late = |_| {
            let record = self.shared.own_record(Status::Failed);
            Some(without(self.shared.given_up(record, &too_slow(seconds))))
        };
        let done = each(1, 1, self.options.limit, work, late, |_| {})?;
        let (rollup, own) =
            done.into_iter().flatten().next().unwrap_or_else(|| without(self.shared.own_record(Status::Stopped)));
        if let Some((record, is_new)) = &own {
            self.watch.done(record, *is_new);
        }
        Ok((rollup, own.map(|(record, _)| record)))
    }

    /// Stands for what every part of a run must share.
    fn made_with(&self) -> String {
        let texts: Vec<&str> = self.shared.district.sources.all().map(|source| source.text.as_str()).collect();
        digest(&(self.shared.fingerprint, texts, self.options.draft))
    }

    /// A finding when a unit's files are not those any more of which its part was made.
    fn changed(&self, handed: &Handed, found: &Found) -> Option<Finding> {
        let unit = self.shared.district.units.get(handed.number)?;
        let file = self.shared.beside(found.file.as_deref()?);
        let what = if handed.record.file.as_ref() == Some(&file) {
            format!("分片做完之后，{} 改过", self.shared.producer.changed(&handed.read).next()?)
        } else {
            format!("分片做完之后才交来 {file}")
        };
        let message = format!("“{}”：{what}，合并的还是原来的数。", unit.name);
        Some(Finding::new(&rules::CHANGED, message).mark(&unit.at, "").key(&unit.name))
    }

    /// A finding when files of a part are not in the output folder.
    fn not_there(&self, handed: &Handed) -> Option<Finding> {
        let Record { folder, files, name, .. } = &handed.record;
        let missing = files.iter().find(|file| !self.options.out.join(folder).join(file).is_file())?;
        let message = format!("“{name}”：分片里说已生成，输出文件夹里没有 {folder}/{missing}。");
        let unit = self.shared.district.units.get(handed.number)?;
        Some(Finding::new(&rules::NOT_THERE, message).mark(&unit.at, "").key(name))
    }
}
