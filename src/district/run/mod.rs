//! A run: every unit on all cores, then the sums and the district's own report; whole, in parts, or joined of parts.

mod inputs;
mod summarize;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::inbox::{Inbox, UnitFiles};
use super::part::{Shard, ShardResult, changed, join, not_there};
use super::roster::{District, Scope, output_names};
use super::summary::Summary;
use super::units::{Answer, Producer, ReportRecord, Shared, Status, Task, UnitResult, UnitTask, late, settled};
use crate::PROGRAM;
use crate::digest::{digest, json_digest};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::filing::Date;
use crate::output::{Held, Hold, clear, hold, real, write_all};
use crate::product::Selection;
use crate::workers::{Abandoned, Crew, Hand, Launcher, Turn, WorkLine, WorkerEnd, each};

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
    /// Whether what is handed on is packed.
    pub zip: bool,
    /// Whether what was made for units that are not on the roster any more is set aside.
    pub prune: bool,
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
    /// How workers are started, where units are worked on by them.
    launcher: Option<Arc<Launcher>>,
}

impl DistrictRun {
    /// A run that is still to begin.
    pub fn new(engine: Arc<Engine>, district: District, options: Options, watch: Arc<dyn Watch>) -> Self {
        let Options { out, draft, force, only, .. } = options.clone();
        // Whether a file is another unit's depends on who is on the roster; what the sums lack, on what is summed.
        let roster: Vec<&str> = district.units.iter().map(|unit| unit.name.as_str()).collect();
        let summed: Vec<Scope> =
            district.form.accounts.iter().map(|account| district.account_scope(&account.key)).collect();
        let fingerprint = digest([engine.fingerprint(), format!("{only:?}"), json_digest(&(roster, summed))]);
        let producer = Producer { engine, folder: district.folder.clone(), out, draft, force, only };
        let names = Arc::new(output_names(&district));
        let shared = Shared { district: Arc::new(district), producer, names, fingerprint };
        Self { shared, options, watch, launcher: None }
    }

    /// The same run with its units worked on by workers, where some can be started.
    pub fn by_workers(self, launcher: Option<Launcher>) -> Self {
        Self { launcher: launcher.map(Arc::new), ..self }
    }

    /// Does the whole district: everything that can be made is made, and the summary has the rest.
    ///
    /// # Errors
    /// When nothing at all can be done: the output folder cannot be written to, or another run works there.
    pub fn whole(&self) -> Result<Summary> {
        let held = self.hold(Hold::Alone)?;
        self.clear(self.shared.names.iter().map(|names| names.folder.as_str()).chain([""]));
        // What parts of an earlier run came to is out of date.
        ShardResult::files_in(&self.options.out).iter().for_each(|part| drop(std::fs::remove_file(part)));
        let inbox = self.inbox()?;
        let results = self.units((0..inbox.units.len()).collect(), &inbox)?;
        // Somebody, or a network drive, may have taken away what was written.
        let gone = results.iter().filter_map(|unit| not_there(&self.shared, unit, &self.options.out)).collect();
        let summary = self.summarize(&inbox, results, gone)?;
        held.is_still_there().map(|()| summary)
    }

    /// Does one part of the roster, and keeps what came of it for [`merge`](Self::merge).
    ///
    /// # Errors
    /// Like [`whole`](Self::whole).
    pub fn part(&self, shard: Shard) -> Result<ShardResult> {
        let held = self.hold(Hold::Part(&shard.file()))?;
        let inbox = self.inbox()?;
        let numbers = shard.units(inbox.units.len());
        self.clear(numbers.iter().map(|number| self.shared.names(*number).folder.as_str()));
        let units = self.units(numbers, &inbox)?;
        let part = ShardResult { program: PROGRAM.to_owned(), made_with: self.made_with(), shard, units };
        write_all(&self.options.out, &[(shard.file(), part.json().into_bytes())])?;
        held.is_still_there().map(|()| part)
    }

    /// Joins parts to what one run of the whole would have given. Without files named, those of the output folder.
    ///
    /// # Errors
    /// When the parts do not make up the whole, or like [`whole`](Self::whole).
    pub fn merge(&self, files: &[PathBuf]) -> Result<Summary> {
        let held = self.hold(Hold::Alone)?;
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
        let summary = self.summarize(&inbox, results, faults)?;
        held.is_still_there().map(|()| summary)
    }

    /// Holds the output folder, which must not be one of those with the units' files.
    fn hold(&self, how: Hold<'_>) -> Result<Held> {
        let out = &self.options.out;
        let District { folder, units_folder, last_year_folder, .. } = &*self.shared.district;
        let district = folder.canonicalize().ok();
        for inputs in [units_folder, last_year_folder] {
            let inputs = folder.join(inputs).canonicalize().ok();
            // Below the district's own folder everything is written anyway.
            let is_own = inputs.is_some() && inputs == district;
            let is_inside =
                |inputs: &PathBuf| if is_own { real(out) == *inputs } else { real(out).starts_with(inputs) };
            if inputs.as_ref().is_some_and(is_inside) {
                let hint = "用 -o 给一个另外的文件夹，如 -o 输出";
                return Err(Error::file(out, "输出文件夹不能是单位的文件所在的文件夹，也不能在它里面", hint));
            }
        }
        hold(out, how)
    }

    /// Removes what a killed run left half written in some folders.
    fn clear<'a>(&self, folders: impl Iterator<Item = &'a str>) {
        folders.for_each(|folder| clear(&self.options.out.join(folder)));
    }

    /// Does some units of the roster.
    fn units(&self, numbers: Vec<usize>, inbox: &Inbox) -> Result<Vec<UnitResult>> {
        let (shared, watch, files) = (self.shared.clone(), self.watch.clone(), inbox.units.clone());
        let (count, numbered) = (numbers.len(), numbers.clone());
        let seconds = self.options.limit.as_secs();
        let work = move |place: usize, hand: &mut Hand| {
            let number: usize = numbers[place];
            if watch.is_stopped() {
                return (UnitResult::nothing(number, shared.record(number, Status::Stopped)), false);
            }
            let settled = settled(&shared, number, &files[number]).map(|result| (result, false));
            settled.unwrap_or_else(|| made(&shared, number, &files[number], hand, seconds))
        };
        let late = |place: usize, why| {
            let number: usize = numbered[place];
            (late(&self.shared, number, &inbox.units[number], why, seconds), false)
        };
        let done = |(result, is_new): &(UnitResult, bool)| self.watch.done(&result.record, *is_new);
        let results = each(count, &self.crew(), work, late, done)?;
        // The summary needs room as well.
        self.shared.producer.engine.typesetter().forget();
        Ok(results.into_iter().map(|(result, _)| result).collect())
    }

    /// Who works on the units.
    fn crew(&self) -> Crew {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        let jobs = self.options.jobs.unwrap_or_else(cores);
        Crew { jobs, limit: self.options.limit, launcher: self.launcher.clone() }
    }

    /// Works for a run of another process, of which `made_with` tells, until that has no more work.
    pub(crate) fn serve(&self, line: &Arc<WorkLine>, made_with: &str) -> Result<()> {
        if self.made_with() != made_with {
            let path = &self.shared.district.folder;
            return Err(Error::file(path, "运行的时候，district.toml、模板、字体或格式改过", "再运行一次"));
        }
        loop {
            let task: Task = line.hear();
            line.done(&task.perform(&self.shared, &Turn::of_worker(line)));
        }
    }

    /// Digest of what every part and every worker of a run must share.
    pub(crate) fn made_with(&self) -> String {
        let texts = self.shared.district.sources.all().map(|source| source.text.as_str());
        let draft = self.options.draft.to_string();
        digest([self.shared.fingerprint.as_str(), draft.as_str()].into_iter().chain(texts))
    }
}

/// Makes a unit's report, by a worker where there are any; `seconds` is the time it has.
fn made(shared: &Shared, number: usize, files: &UnitFiles, hand: &mut Hand, seconds: u64) -> (UnitResult, bool) {
    let failed = |ending| (late(shared, number, files, Abandoned::Ended(ending), seconds), false);
    let Some(task) = UnitTask::new(number, files).map(Task::Unit) else {
        return failed(WorkerEnd::Other("没有文件".to_owned()));
    };
    match hand.ask(&task, |task, turn| task.perform(shared, turn)) {
        Ok(Answer::Unit(result, is_new)) => (*result, is_new),
        Ok(_) => failed(WorkerEnd::Other("答非所问".to_owned())),
        // Whoever was given up is told of by whoever gave it up.
        Err(ending) => failed(ending),
    }
}
