//! What the page does, as plain functions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::brought::{BroughtFile, BroughtTold};
use super::district::{DistrictState, OpenedDistrict, WorkerWords};
use super::edit::{self, ChangeAsked};
use super::listing::{self, ReportEntry};
use super::opened::OpenedReport;
use super::pictures::Pictures;
use super::reply::Declined;
use super::start;
use super::taken;
use super::trial::FileTrial;
use super::view::{InsertState, PlaceOnPage, StateView, inserts, places};
use crate::district::{CHASE, FILE, REMINDER, WORKBOOK};
use crate::engine::Engine;
use crate::output::clear_old;
use crate::typeset::{PageKey, page_png};

/// Reports that are kept open.
const MOST_OPEN: usize = 4;

/// A page on some folder: its reports, and those that are open.
pub struct PageSession {
    engine: Engine,
    root: PathBuf,
    paths: BTreeMap<String, PathBuf>,
    open: Vec<(String, OpenedReport)>,
    pictures: Pictures,
    brought: Option<BroughtFile>,
    districts: Vec<(String, OpenedDistrict)>,
    /// Files of units, which may be more than are listed.
    units: BTreeMap<String, PathBuf>,
    workers: Option<WorkerWords>,
    trial: Option<FileTrial>,
}

/// Whether a report was changed.
#[derive(Debug, Clone, Serialize)]
pub struct Watched {
    /// Whether somebody else changed it since it was read.
    pub is_stale: bool,
}

/// The pages of a report, and what stands where on them.
#[derive(Debug, Default, Serialize)]
pub struct LaidOutPages {
    /// The pages.
    pub pages: Vec<PageKey>,
    /// Cells, prose, and what findings speak of.
    pub places: Vec<PlaceOnPage>,
}

impl PageSession {
    /// A page on a folder.
    pub fn new(engine: Engine, root: &Path) -> Self {
        clear_old(root);
        let root = root.to_owned();
        Self {
            engine,
            root,
            paths: BTreeMap::new(),
            open: Vec::new(),
            pictures: Pictures::default(),
            brought: None,
            districts: Vec::new(),
            units: BTreeMap::new(),
            workers: None,
            trial: None,
        }
    }

    /// The same with every file tried elsewhere before it is read here.
    pub fn with_trial(self, trial: FileTrial) -> Self {
        Self { trial: Some(trial), ..self }
    }

    /// The same with units of districts worked on by workers that are started with these words.
    pub fn with_workers(self, workers: WorkerWords) -> Self {
        Self { workers: Some(workers), ..self }
    }

    /// What the page calls a report of a folder; none where it lies elsewhere.
    pub fn id_of(root: &Path, file: &Path) -> Option<String> {
        file.starts_with(root).then(|| listing::id(root, file))
    }

    /// The reports of the folder.
    pub fn list(&mut self) -> Vec<ReportEntry> {
        let (paths, entries) = listing::list(&self.root);
        self.paths = paths;
        entries
    }

    /// A report as it is now.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(&mut self, id: &str) -> Result<StateView, Declined> {
        self.fresh(id)?;
        self.state(id)
    }

    /// Makes a change of a report, saves it, and tells how the report is then.
    ///
    /// # Errors
    /// When it cannot be made, or what it changes was changed elsewhere.
    pub fn change(&mut self, id: &str, asked: &ChangeAsked) -> Result<StateView, Declined> {
        self.changed(id, |report, engine| edit::make(report, engine, asked))
    }

    /// Has every total that was typed worked out from now on.
    ///
    /// # Errors
    /// When the report cannot be changed here.
    pub fn compute(&mut self, id: &str) -> Result<StateView, Declined> {
        self.changed(id, edit::compute)
    }

    /// What can be put into prose: standard sentences, and figures by their names.
    ///
    /// # Errors
    /// When the report cannot be read.
    pub fn inserts(&mut self, id: &str) -> Result<Vec<InsertState>, Declined> {
        Ok(inserts(self.fresh(id)?.1))
    }

    /// Takes in a file that the page brings, and tells what it is.
    ///
    /// # Errors
    /// When it is no report.
    pub fn receive(&mut self, name: &str, bytes: &[u8]) -> Result<BroughtTold, Declined> {
        let brought = BroughtFile::new(&self.engine, &self.root, self.trial, (name, bytes))?;
        Ok(self.brought.insert(brought).told())
    }

    /// Puts the file that was brought among the reports of the folder; what the page calls it there.
    ///
    /// # Errors
    /// When it was not brought, or is no file to fill in.
    pub fn keep(&mut self, brought: &str) -> Result<String, Declined> {
        let file = self.brought.as_ref().filter(|file| file.id == brought).ok_or_else(not_brought)?;
        if !file.is_input {
            return Err(Declined::new("这是公布的报告，不是填好的文件", "用它作上年的报告，新建一份"));
        }
        let path = file.copy_to(&self.root, None)?;
        self.brought = None;
        Ok(self.known(&path))
    }

    /// Makes a new report; what the page calls it.
    ///
    /// # Errors
    /// When it is not said whose it is and of which year, or there is one.
    pub fn create(&mut self, agency: &str, year: Option<i32>, last: Option<&str>) -> Result<String, Declined> {
        let brought = match last {
            Some(id) => Some(self.brought.as_ref().filter(|file| file.id == id).ok_or_else(not_brought)?),
            None => None,
        };
        let path = start::create(&self.engine, &self.root, (agency, year), brought)?;
        Ok(self.known(&path))
    }

    /// Writes a report that cannot be changed here as a workbook beside it; what the page calls that.
    ///
    /// # Errors
    /// When something of it would be lost, or there is one.
    pub fn convert(&mut self, id: &str) -> Result<String, Declined> {
        let (engine, report) = self.fresh(id)?;
        let path = start::as_workbook(engine, &report.path, &report.input.filing)?;
        Ok(self.known(&path))
    }

    /// A district as it is now: its roster, and where each unit stands.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn district(&mut self, id: &str) -> Result<DistrictState, Declined> {
        self.open_district(id)?;
        let Self { engine, root, districts, units, .. } = self;
        let (_, district) = districts.iter_mut().find(|(known, _)| known == id).ok_or_else(not_open)?;
        let mut known = |path: PathBuf| {
            let id = listing::id(root, &path);
            units.insert(id.clone(), path);
            id
        };
        Ok(district.state(engine, &mut known)?)
    }

    /// Checks and makes a district beside everything else, unless that goes on already.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn run_district(&mut self, id: &str) -> Result<DistrictState, Declined> {
        self.open_district(id)?;
        let Self { engine, districts, workers, .. } = self;
        let (_, district) = districts.iter_mut().find(|(known, _)| known == id).ok_or_else(not_open)?;
        district.run(engine, *workers)?;
        self.district(id)
    }

    /// A file about a whole district that the last run wrote: its name and its bytes.
    ///
    /// # Errors
    /// When there is no such file.
    pub fn take_of_district(&mut self, id: &str, what: &str) -> Result<(String, Vec<u8>), Declined> {
        self.open_district(id)?;
        let (_, district) = self.districts.iter().find(|(known, _)| known == id).ok_or_else(not_open)?;
        let letter = format!("{CHASE}.docx");
        let name = match what {
            "reminder" => REMINDER,
            "chase" => &letter,
            "workbook" => WORKBOOK,
            "returned" => return district.returned(),
            _ => return Err(Declined::new("没有这一种文件", "")),
        };
        Ok((name.to_owned(), district.file(name)?))
    }

    /// Opens a district, unless it is.
    fn open_district(&mut self, id: &str) -> Result<(), Declined> {
        if self.districts.iter().any(|(known, _)| known == id) {
            return Ok(());
        }
        if !self.paths.contains_key(id) {
            self.list();
        }
        let is_district = |path: &&PathBuf| path.file_name().is_some_and(|name| name == FILE);
        let path = self.paths.get(id).filter(is_district);
        let path = path.ok_or_else(|| Declined::new("文件夹里没有这个地区了", "重新选一个"))?;
        self.districts.push((id.to_owned(), OpenedDistrict::new(path)));
        Ok(())
    }

    /// The web page of a report.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn web_page(&mut self, id: &str) -> Result<String, Declined> {
        let (engine, report) = self.fresh(id)?;
        Ok(engine.render(&report.input, report.examined.clone(), report.view())?.html)
    }

    /// Undoes the last change of a report.
    ///
    /// # Errors
    /// When the file was changed elsewhere since.
    pub fn undo(&mut self, id: &str) -> Result<StateView, Declined> {
        let (engine, report) = self.fresh(id)?;
        report.history.undo()?;
        report.read_again(engine)?;
        self.state(id)
    }

    /// The pages of a report.
    ///
    /// # Errors
    /// When it cannot be typeset.
    pub fn pages(&mut self, id: &str) -> Result<LaidOutPages, Declined> {
        let (engine, report) = self.fresh(id)?;
        report.lay_out(engine)?;
        let Some((document, pages)) = report.pages() else { return Ok(LaidOutPages::default()) };
        Ok(LaidOutPages { places: places(report, document), pages })
    }

    /// The picture of a page.
    ///
    /// # Errors
    /// When the report has no such page any more.
    pub fn page(&mut self, id: &str, key: &str) -> Result<Vec<u8>, Declined> {
        let Self { open, pictures, .. } = self;
        let (_, report) = open.iter().find(|(known, _)| known == id).ok_or_else(not_open)?;
        let gone = || Declined::new("这一面已经变了", "");
        let (document, keys) = report.pages().ok_or_else(gone)?;
        let number = keys.iter().position(|page| page.key == key).ok_or_else(gone)?;
        Ok(pictures.get(key, || page_png(document, number))?)
    }

    /// A file made of a report: its name and its bytes; a draft while something blocks it.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be made.
    pub fn take(&mut self, id: &str, what: &str) -> Result<(String, Vec<u8>), Declined> {
        let (engine, report) = self.fresh(id)?;
        taken::take(engine, report, what)
    }

    /// Whether a report was changed by somebody else since a page was told of it: outside, or in another window, which is
    /// seen by the reading that the page knows.
    pub fn watch(&self, id: Option<&str>, revision: Option<u64>) -> Watched {
        let is_stale =
            |report: &OpenedReport| report.is_stale() || revision.is_some_and(|revision| revision != report.revision);
        Watched { is_stale: id.and_then(|id| self.opened(id)).is_some_and(is_stale) }
    }

    /// What the page calls a file of the folder.
    fn known(&mut self, path: &Path) -> String {
        self.list();
        listing::id(&self.root, path)
    }

    /// Changes a report that can be changed here, and tells how it is then.
    fn changed(
        &mut self,
        id: &str,
        change: impl FnOnce(&mut OpenedReport, &Engine) -> Result<(), Declined>,
    ) -> Result<StateView, Declined> {
        let (engine, report) = self.fresh(id)?;
        if !report.is_editable() {
            return Err(edit::read_only(report.input.filing.is_read()));
        }
        change(report, engine)?;
        report.read_again(engine)?;
        self.state(id)
    }

    /// How a report is that is open.
    fn state(&self, id: &str) -> Result<StateView, Declined> {
        let report = self.opened(id).ok_or_else(not_open)?;
        Ok(StateView::of(listing::entry(&self.root, &report.path), report))
    }

    /// A report that is open.
    fn opened(&self, id: &str) -> Option<&OpenedReport> {
        self.open.iter().find(|(known, _)| known == id).map(|(_, report)| report)
    }

    /// Opens a report, or reads it again where a file of it has changed; it is the last that was asked for then.
    fn fresh(&mut self, id: &str) -> Result<(&Engine, &mut OpenedReport), Declined> {
        match self.open.iter().position(|(known, _)| known == id) {
            Some(at) => {
                let (known, mut report) = self.open.remove(at);
                let read = if report.is_stale() { self.read_again(&mut report) } else { Ok(()) };
                self.open.push((known, report));
                read?;
            }
            None => {
                let report = self.read(id)?;
                self.open.push((id.to_owned(), report));
                if self.open.len() > MOST_OPEN {
                    self.open.remove(0);
                }
            }
        }
        let (_, report) = self.open.last_mut().ok_or_else(not_open)?;
        Ok((&self.engine, report))
    }

    /// Reads a report again that was changed elsewhere.
    fn read_again(&self, report: &mut OpenedReport) -> Result<(), Declined> {
        self.trial.map_or(Ok(()), |trial| trial(&report.path))?;
        Ok(report.read_again(&self.engine)?)
    }

    /// Reads a report that is not open.
    fn read(&mut self, id: &str) -> Result<OpenedReport, Declined> {
        if !self.paths.contains_key(id) && !self.units.contains_key(id) {
            self.list();
        }
        let path = self.paths.get(id).or_else(|| self.units.get(id));
        let path = path.ok_or_else(|| Declined::new("文件夹里没有这份报告了", "重新选一份"))?;
        self.trial.map_or(Ok(()), |trial| trial(path))?;
        Ok(OpenedReport::read(&self.engine, path)?)
    }
}

/// What is told of a report that is not open.
fn not_open() -> Declined {
    Declined::new("这份报告没有打开", "重新打开它")
}

/// What is told of a file that was not brought.
fn not_brought() -> Declined {
    Declined::new("没有收到这个文件", "再选一次")
}
