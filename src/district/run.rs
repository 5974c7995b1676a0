//! A run: every unit on all cores, then the sums and the district's own report; whole, in parts, or joined of parts.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::inbox::{
    Glance, Inbox, UnitFiles, Unpacked, archives, beside, rivals, search, settle, to_open, unexpected, unpack_given_up,
    unpacked,
};
use super::outgoing::{ReturnedFiles, chase, days, history, pack, reminder, returned};
use super::part::{Shard, ShardResult, changed, join, not_there};
use super::roster::{District, Scope, output_names};
use super::summary::{Summary, common_hints, look, sum_records, write};
use super::sums::{OwnReport, compared, own_record, own_report, roll_up, totals};
use super::units::{
    Answer, FindingRecord, Producer, ReportRecord, Shared, Status, Task, UnitResult, UnitTask, abandoned, add_likeness,
    given_up, late, leftover, of_others, same_report, settled, stale,
};
use crate::PROGRAM;
use crate::digest::{digest, json_digest};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::filing::Date;
use crate::finding::Finding;
use crate::output::{Held, Hold, clear, hold, real, write_all};
use crate::product::{Ledger, Selection};
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

    /// Which file is whose; each file that must be looked into has the time of one unit.
    fn inbox(&self) -> Result<Inbox> {
        let district = &self.shared.district;
        let unpacked = self.unpacked()?;
        let mut inbox = search(district, Some(&self.options.out), unpacked);
        self.refuse_nothing(&inbox)?;
        let mut files = to_open(district, &inbox);
        let mut seen = self.glances(&files)?;
        let more = rivals(district, &inbox, &files, &seen);
        seen.extend(self.glances(&more)?);
        files.extend(more);
        settle(district, &mut inbox, &files, &seen);
        Ok(inbox)
    }

    /// Unpacks the archives that came in; each has the time of one unit.
    fn unpacked(&self) -> Result<Unpacked> {
        let archives = archives(&self.shared.district, Some(&self.options.out));
        let (shared, all) = (self.shared.clone(), archives.clone());
        let work = move |number: usize, hand: &mut Hand| {
            let task = Task::Unpack(all[number].clone());
            match hand.ask(&task, |task, turn| task.perform(&shared, turn)) {
                Ok(Answer::Unpack(done)) => done,
                Ok(_) => Err(unpack_given_up("解开时答非所问")),
                Err(ending) => Err(unpack_given_up(&ending.fact())),
            }
        };
        let seconds = self.options.limit.as_secs();
        let late = |_, why| Err(unpack_given_up(abandoned(why, seconds).message.trim_end_matches('。')));
        let done = each(archives.len(), &self.crew(), work, late, |_| {})?;
        Ok(unpacked(&self.shared.district, &archives, done))
    }

    /// What is seen in some files.
    fn glances(&self, files: &[PathBuf]) -> Result<Vec<Glance>> {
        let (shared, opened) = (self.shared.clone(), files.to_vec());
        let work = move |number: usize, hand: &mut Hand| {
            let task = Task::Glance(opened[number].clone());
            match hand.ask(&task, |task, turn| task.perform(&shared, turn)) {
                Ok(Answer::Glance(seen)) => seen,
                _ => Glance::default(),
            }
        };
        each(files.len(), &self.crew(), work, |_, _| Glance::default(), |_| {})
    }

    /// Refuses to go on where the units' files are gone: without any, all that was made of them would be withdrawn.
    fn refuse_nothing(&self, inbox: &Inbox) -> Result<()> {
        let District { folder, units_folder, units, .. } = &*self.shared.district;
        let inputs = folder.join(units_folder);
        if !inputs.is_dir() && units.iter().any(|unit| unit.file.is_none()) {
            let hint = format!(
                "把它放回来，或改回这个名称；在别处的，在 district.toml 里写 units_folder = \"…\"；还没有单位交的，建一个空的“{units_folder}”"
            );
            return Err(Error::file(
                inputs,
                "没有这个文件夹，各单位交来的文件应放在里面；没有往下做，以前生成的都没有动",
                hint,
            ));
        }
        let is_there = |files: &UnitFiles| !files.candidates.is_empty() || !files.others.is_empty();
        let made = (0..units.len()).filter(|number| self.shared.producer.has_made(&self.shared.names(*number).folder));
        match made.count() {
            0 => Ok(()),
            _ if !inbox.strays.is_empty() || inbox.units.iter().any(is_there) => Ok(()),
            made => {
                let reason = format!(
                    "一个单位的文件也没有了，输出文件夹里却有 {made} 个单位以前生成的报告；没有往下做，以前生成的都没有动"
                );
                let hint = "把各单位的文件放回来；确要从头开始的，换一个输出文件夹（-o），或先把旧的移走";
                Err(Error::file(inputs, reason, hint))
            }
        }
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

    /// What is wrong with the roster and the folders.
    fn faults(&self, inbox: &Inbox, results: &[UnitResult], more: Vec<Finding>) -> Vec<Finding> {
        let district = &self.shared.district;
        let mut findings = district.faults.clone();
        findings.extend(inbox.findings.iter().cloned());
        findings.extend(unexpected(inbox));
        let read = results.iter().flat_map(|unit| &unit.read).map(|(file, _)| file.as_str()).collect();
        findings.extend(beside(inbox, &read));
        findings.extend(same_report(district, results));
        findings.extend(self.leftover());
        findings.extend(more);
        district.policy.apply(&mut findings);
        findings
    }

    /// Makes what goes out to the units: gives the names of the letters, and of files of others.
    fn send(&self, inbox: &Inbox, results: &mut [UnitResult], ledger: &mut Ledger) -> Result<[Vec<String>; 2]> {
        let day = (self.shared.district.form.title.as_str(), self.options.today);
        let ReturnedFiles { of_units, others } = returned(&self.shared, inbox, results, day, &self.crew())?;
        for (unit, sent) in results.iter_mut().zip(of_units) {
            unit.record.returned = sent;
        }
        history(&self.shared, results, self.options.today)?;
        reminder(&self.shared, results, day, ledger)?;
        Ok([chase(&self.shared, results, day, ledger)?, others])
    }

    /// The sums, the district's own report, and all findings; written where they have changed.
    fn summarize(&self, inbox: &Inbox, mut results: Vec<UnitResult>, more: Vec<Finding>) -> Result<Summary> {
        let district = self.shared.district.clone();
        let mut findings = self.faults(inbox, &results, more);
        add_likeness(&district, &mut results);
        days(&self.shared, &mut results, self.options.today);
        let mut ledger = Ledger::of(&self.options.out, self.options.force);
        let [chased, sent] = self.send(inbox, &mut results, &mut ledger)?;
        let results = Arc::new(results);
        let unsettled = findings.iter().filter(|finding| finding.blocks());
        let unsettled: Vec<String> = unsettled.map(|finding| finding.message.clone()).collect();
        let OwnReport { rollup, record: own } = self.own(&results, unsettled)?;
        let mut sources = district.sources.clone();
        if district.report.is_none() {
            let editions = self.shared.producer.engine.editions();
            let mut totals = totals(&district, &rollup, &results, editions, &mut sources);
            district.policy.apply(&mut totals);
            findings.extend(totals);
        }
        let changes = compared(&rollup.form, &results);
        let year = district.year.as_ref().map(|year| year.value);
        let all = format!("{}{}年{}", district.called(), year.unwrap_or_default(), rollup.form.title);
        let records = || own.iter().map(|(own, _)| own).chain(results.iter().map(|unit| &unit.record));
        let packed = pack(&self.shared, records(), (self.options.zip, &all))?;
        look(&mut ledger);
        let of_reports = records().flat_map(ReportRecord::others_from_out);
        let mut others = of_others(of_reports.chain(sent).chain(packed.others).chain(ledger.others()));
        others.extend(stale(&self.options.out, records()));
        district.policy.apply(&mut others);
        findings.extend(others);
        crate::finding::sort(&mut findings);
        let files = chased.into_iter().chain(packed.all).collect();
        let common = common_hints(&results);
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
            common,
            files,
            is_packed: self.options.zip,
            sums: sum_records(&rollup),
            changes: Arc::new(changes),
        };
        let engine = &self.shared.producer.engine;
        write(&summary, &rollup.form, engine, &mut ledger)?;
        Ok(summary)
    }

    /// Folders of earlier runs that belong to no report any more.
    fn leftover(&self) -> Vec<Finding> {
        let skipped = usize::from(self.shared.district.report.is_none());
        let used = self.shared.names.iter().skip(skipped).map(|names| names.folder.as_str());
        leftover(&self.options.out, used, self.options.prune)
    }

    /// The sums and the district's own report, within the time of one unit; `unsettled` are the errors of the roster.
    fn own(&self, results: &Arc<Vec<UnitResult>>, unsettled: Vec<String>) -> Result<OwnReport> {
        let district = &self.shared.district;
        let without = |record: ReportRecord| {
            let record = district.report.as_ref().map(|_| (record, false));
            OwnReport { rollup: roll_up(district, None, results), record }
        };
        let (shared, units, watch) = (self.shared.clone(), results.clone(), self.watch.clone());
        let work = move |_, hand: &mut Hand| {
            (!watch.is_stopped()).then(|| own_report(&shared, &units, &unsettled, hand.turn()))
        };
        let seconds = self.options.limit.as_secs();
        let late = |_, why| {
            let record = own_record(&self.shared, Status::Failed);
            Some(without(given_up(record, &abandoned(why, seconds), self.shared.folder())))
        };
        let done = each(1, &self.crew().here(), work, late, |_| {})?;
        let stopped = || without(own_record(&self.shared, Status::Stopped));
        let own = done.into_iter().flatten().next().unwrap_or_else(stopped);
        if let Some((record, is_new)) = &own.record {
            self.watch.done(record, *is_new);
        }
        Ok(own)
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
