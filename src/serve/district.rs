//! A district on the page: its roster, where each unit stands, and a run that goes on beside everything else.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use super::reply::{Declined, on_page};
use crate::district::{
    self, District, DistrictRun, FindingRecord, Options, RETURNED, ReportRecord, SUMMARY, Standing, Summary, Watch,
};
use crate::engine::Engine;
use crate::error::{Result, panic_text};
use crate::file::is_hidden;
use crate::filing::Date;
use crate::output::{OUT, folder_of, packed};
use crate::product::Selection;
use crate::typeset::STACK;
use crate::workers::{LIMIT, Launcher};

/// The words that start a worker for a district's folder and the folder of what is made.
pub type WorkerWords = fn(&Path, &Path) -> Vec<OsString>;

/// A unit as the page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct UnitState {
    /// Its name.
    pub name: String,
    /// Its group.
    pub group: String,
    /// Where it stands; nothing before the first run.
    pub standing: Option<Standing>,
    /// The same in words.
    pub state: String,
    /// Errors that nobody accepted.
    pub errors: usize,
    /// Warnings that nobody accepted.
    pub warnings: usize,
    /// Its file, from the district's folder.
    pub file: Option<String>,
    /// What the page calls its report, where it can be opened.
    pub id: Option<String>,
}

/// A district as the page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct DistrictState {
    /// What it is called.
    pub title: String,
    /// Whether a run goes on.
    pub is_running: bool,
    /// Reports that are done in it.
    pub done: usize,
    /// All its reports.
    pub all: usize,
    /// How many units stand where, in words.
    pub counts: Vec<(&'static str, usize)>,
    /// Its own report, then the units in the order of the roster.
    pub units: Vec<UnitState>,
    /// What is wrong with the roster and the folder.
    pub roster: Vec<FindingRecord>,
    /// Why the last run came to nothing.
    pub failure: Option<String>,
}

/// What a run tells while it goes on, and what it came to.
#[derive(Default)]
struct RunProgress {
    done: AtomicUsize,
    result: Mutex<Option<std::result::Result<Summary, Declined>>>,
}

impl Watch for RunProgress {
    fn done(&self, _: &ReportRecord, _: bool) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    fn is_stopped(&self) -> bool {
        false
    }
}

/// A district that is open on the page.
pub(super) struct OpenedDistrict {
    /// Its file.
    pub path: PathBuf,
    progress: Arc<RunProgress>,
    is_running: bool,
    summary: Option<Summary>,
    failure: Option<String>,
}

impl OpenedDistrict {
    /// A district that no run was made of yet.
    pub(super) fn new(path: &Path) -> Self {
        let progress = Arc::default();
        Self { path: path.to_owned(), progress, is_running: false, summary: None, failure: None }
    }

    /// Starts a run, unless one goes on, or the district cannot be run, which its state tells.
    pub(super) fn run(&mut self, engine: &Engine, workers: Option<WorkerWords>) -> std::result::Result<(), Declined> {
        self.settle();
        let district = district::read(&self.path, engine.editions())?;
        if self.is_running || district.refusal().is_some() {
            return Ok(());
        }
        self.progress = Arc::default();
        let progress = Arc::clone(&self.progress);
        let work = move || {
            let run = || run(district, workers, &progress).map_err(Declined::from);
            let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run))
                .unwrap_or_else(|payload| Err(Declined::new(format!("程序内部出错：{}", panic_text(&*payload)), "")));
            *progress.result.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
        };
        let started = std::thread::Builder::new().stack_size(STACK).spawn(work);
        started.map_err(|error| Declined::new(format!("系统开不了线程：{error}"), "关掉一些程序后重试"))?;
        self.is_running = true;
        Ok(())
    }

    /// Takes what a run came to, where it has ended.
    fn settle(&mut self) {
        let result = self.progress.result.lock().unwrap_or_else(PoisonError::into_inner).take();
        match result {
            Some(Ok(summary)) => (self.summary, self.failure, self.is_running) = (Some(summary), None, false),
            Some(Err(declined)) => {
                (self.failure, self.is_running) = (Some(told(&declined.message, &declined.hint)), false);
            }
            None => {}
        }
    }

    /// The district as it is now; `id` is what the page calls a file.
    pub(super) fn state(&mut self, engine: &Engine, id: &mut dyn FnMut(PathBuf) -> String) -> Result<DistrictState> {
        self.settle();
        let folder = folder_of(&self.path).to_owned();
        let district = district::read(&self.path, engine.editions())?;
        let all = district.units.len() + usize::from(district.report.is_some());
        let counts = self.summary.iter().flat_map(|summary| {
            Standing::ALL.into_iter().map(|standing| (standing.label(), summary.standing(standing)))
        });
        let mut unit = |record: &ReportRecord| UnitState {
            name: record.name.clone(),
            group: record.group.clone(),
            standing: Some(record.standing()),
            state: record.state(),
            errors: record.tally.errors,
            warnings: record.tally.warnings,
            id: record.file.as_ref().map(|file| folder.join(file)).filter(|path| path.is_file()).map(&mut *id),
            file: record.file.clone(),
        };
        let units = match &self.summary {
            Some(summary) => {
                summary.own.iter().chain(summary.units.iter().map(|unit| &unit.record)).map(&mut unit).collect()
            }
            None => district.units.iter().map(|unit| not_looked_at(&unit.name, &unit.group)).collect(),
        };
        let refusal = district.refusal();
        let mut roster = match &self.summary {
            Some(summary) if refusal.is_none() => summary.roster.clone(),
            _ => {
                let record = |fault| FindingRecord::new(fault, &district.sources, &district.folder);
                district.faults.iter().map(record).collect()
            }
        };
        for finding in &mut roster {
            finding.hint = on_page(&finding.hint);
        }
        Ok(DistrictState {
            title: format!(
                "{}{}",
                district.name.as_ref().map_or("", |name| name.value.as_str()),
                district.year.as_ref().map_or_else(String::new, |year| format!("{}年", year.value)),
            ),
            is_running: self.is_running,
            done: self.progress.done.load(Ordering::Relaxed).min(all),
            all,
            counts: counts.filter(|(_, count)| *count > 0).collect(),
            units,
            roster,
            failure: refusal.map(|refusal| told(&refusal.reason, refusal.hint)).or_else(|| self.failure.clone()),
        })
    }

    /// All that goes back to units after the last run, in one archive: marked copies and notices.
    pub(super) fn returned(&self) -> std::result::Result<(String, Vec<u8>), Declined> {
        let folder = folder_of(&self.path).join(OUT).join(RETURNED);
        let there = std::fs::read_dir(&folder).into_iter().flatten().flatten().take(MOST_RETURNED);
        let seen = there.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
        let mut names: Vec<String> = seen.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| !is_hidden(name));
        names.sort();
        let read = |name: String| std::fs::read(folder.join(&name)).map(|bytes| (name, bytes));
        let files: Vec<_> = names.into_iter().map(read).collect::<std::io::Result<_>>().unwrap_or_default();
        if files.is_empty() {
            return Err(Declined::new("没有要退回的", "先核对并生成一次；有错误的单位，退回的工作簿和通知在这里"));
        }
        let bytes = packed(&files).map_err(|error| Declined::new(format!("打不成一个文件：{error}"), ""))?;
        Ok((format!("{RETURNED}.zip"), bytes))
    }

    /// A file that the last run wrote beside the reports.
    pub(super) fn file(&self, name: &str) -> std::result::Result<Vec<u8>, Declined> {
        let out = folder_of(&self.path).join(OUT);
        std::fs::read(out.join(name)).map_err(|_| match out.join(SUMMARY).exists() {
            true => {
                Declined::new("没有这个文件", "上一次核对时用不着它：要催的单位、要退回的文件才有；改过以后再核对一次")
            }
            false => Declined::new("还没有这个文件", "先核对并生成一次"),
        })
    }
}

/// Files that go back to units which are taken at most: two a unit.
const MOST_RETURNED: usize = 4_000;

/// What is wrong and what to do about it, on one line.
fn told(message: &str, hint: &str) -> String {
    format!("{message} {hint}")
}

/// A unit before the first run.
fn not_looked_at(name: &str, group: &str) -> UnitState {
    UnitState {
        name: name.to_owned(),
        group: group.to_owned(),
        standing: None,
        state: "还没有核对".to_owned(),
        errors: 0,
        warnings: 0,
        file: None,
        id: None,
    }
}

/// Runs a district.
fn run(district: District, workers: Option<WorkerWords>, progress: &Arc<RunProgress>) -> Result<Summary> {
    let engine = Engine::built_in()?;
    let engine = engine.with_editions(district.editions.clone()).with_policy(district.policy.clone());
    let folder = district.folder.clone();
    let out = folder.join(OUT);
    let options = Options {
        out: out.clone(),
        jobs: None,
        limit: LIMIT,
        force: false,
        draft: false,
        today: Date::today(),
        only: Selection::default(),
        zip: false,
        prune: false,
    };
    let run = DistrictRun::new(Arc::new(engine), district, options, Arc::clone(progress) as Arc<dyn Watch>);
    // Where no workers can be had the units are done in this process.
    let launcher = workers.map(|words| Launcher::new(words(&folder, &out), run.made_with().into()));
    run.by_workers(launcher).whole()
}
