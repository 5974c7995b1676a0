//! What the page does, as plain functions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::edit::{self, ChangeAsked};
use super::listing::{self, ReportEntry};
use super::opened::OpenedReport;
use super::pictures::Pictures;
use super::reply::Declined;
use super::view::StateView;
use crate::engine::Engine;
use crate::output::file_name;
use crate::product::{Deliverable, FileKind, Selection, files, letter_name, marked};
use crate::report::View;
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
}

/// Whether a report was changed.
#[derive(Debug, Clone, Serialize)]
pub struct Watched {
    /// Whether somebody else changed it since it was read.
    pub is_stale: bool,
}

/// What can be made of a report: what the page calls it, of which document, as which kind of file.
const TAKEN: [(&str, Deliverable, FileKind); 8] = [
    ("pdf", Deliverable::Report, FileKind::Pdf),
    ("html", Deliverable::Report, FileKind::Html),
    ("fragment", Deliverable::Report, FileKind::Fragment),
    ("docx", Deliverable::Report, FileKind::Docx),
    ("letter", Deliverable::Letter, FileKind::Pdf),
    ("letter-docx", Deliverable::Letter, FileKind::Docx),
    ("whole", Deliverable::Whole, FileKind::Pdf),
    ("whole-docx", Deliverable::Whole, FileKind::Docx),
];

impl PageSession {
    /// A page on a folder.
    pub fn new(engine: Engine, root: &Path) -> Self {
        let root = root.to_owned();
        Self { engine, root, paths: BTreeMap::new(), open: Vec::new(), pictures: Pictures::default() }
    }

    /// What the page calls a report of a folder; none where it lies elsewhere.
    pub fn id_of(root: &Path, file: &Path) -> Option<String> {
        file.starts_with(root).then(|| listing::entry(root, file).id)
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
        self.fresh(id)?;
        let Self { engine, open, .. } = self;
        let report = &mut Self::find(open, id)?.1;
        if !report.is_editable() {
            return Err(Declined::new(
                "这份文件在这里只能看，不能改",
                "在 Excel、WPS 或记事本里改，这里会自动换成新的内容",
            ));
        }
        edit::make(report, engine, asked)?;
        report.read_again(engine)?;
        self.state(id)
    }

    /// Undoes the last change of a report.
    ///
    /// # Errors
    /// When the file was changed elsewhere since.
    pub fn undo(&mut self, id: &str) -> Result<StateView, Declined> {
        self.fresh(id)?;
        let Self { engine, open, .. } = self;
        let report = &mut Self::find(open, id)?.1;
        report.history.undo()?;
        report.read_again(engine)?;
        self.state(id)
    }

    /// The pages of a report.
    ///
    /// # Errors
    /// When it cannot be typeset.
    pub fn pages(&mut self, id: &str) -> Result<Vec<PageKey>, Declined> {
        self.fresh(id)?;
        let Self { engine, open, .. } = self;
        let report = &mut Self::find(open, id)?.1;
        report.lay_out(engine)?;
        Ok(report.pages().map(|(_, keys)| keys).unwrap_or_default())
    }

    /// The picture of a page.
    ///
    /// # Errors
    /// When the report has no such page any more.
    pub fn page(&mut self, id: &str, key: &str) -> Result<Vec<u8>, Declined> {
        let Self { open, pictures, .. } = self;
        let report = &Self::find(open, id)?.1;
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
        self.fresh(id)?;
        let Self { engine, open, .. } = self;
        let report = &Self::find(open, id)?.1;
        let known = TAKEN.iter().find(|(name, ..)| *name == what);
        let (_, document, kind) = known.ok_or_else(|| Declined::new("没有这一种文件", ""))?;
        let selection = Selection { documents: vec![*document], kinds: vec![*kind] };
        let view = View { docx: *kind == FileKind::Docx, unbound: *document != Deliverable::Whole, ..report.view() };
        let is_draft = view.draft;
        let rendered = engine.render(&report.input, engine.examine(&report.input)?, view)?;
        let title = file_name(&report.input.filing.exact_title());
        let letter = rendered.letter.as_ref().map_or("", |letter| &letter.title);
        let name = match document {
            Deliverable::Report | Deliverable::Poster => title,
            Deliverable::Letter => letter_name(letter, &title),
            Deliverable::Whole => format!("{}（合订本）", file_name(letter)),
        };
        let made = files(engine, *document, &rendered, &selection, &marked(&name, is_draft, false))?;
        made.into_iter().next().ok_or_else(|| {
            Declined::new("这份报告没有报送的公文，或公文标有密级，没有网页", "在“报送的公文”里填主送机关等项")
        })
    }

    /// Whether a report was changed by somebody else.
    pub fn watch(&self, id: Option<&str>) -> Watched {
        let report = id.and_then(|id| self.open.iter().find(|(known, _)| known == id));
        Watched { is_stale: report.is_some_and(|(_, report)| report.is_stale()) }
    }

    /// How a report is that is open.
    fn state(&self, id: &str) -> Result<StateView, Declined> {
        let (_, report) = self.open.iter().find(|(known, _)| known == id).ok_or_else(not_open)?;
        Ok(StateView::of(listing::entry(&self.root, &report.path), report))
    }

    /// Opens a report, or reads it again where a file of it has changed.
    fn fresh(&mut self, id: &str) -> Result<(), Declined> {
        if let Ok((_, report)) = Self::find(&mut self.open, id) {
            if report.is_stale() {
                report.read_again(&self.engine)?;
            }
            return Ok(());
        }
        if !self.paths.contains_key(id) {
            self.list();
        }
        let path = self.paths.get(id).ok_or_else(|| Declined::new("文件夹里没有这份报告了", "重新选一份"))?;
        let report = OpenedReport::read(&self.engine, path)?;
        self.open.push((id.to_owned(), report));
        if self.open.len() > MOST_OPEN {
            self.open.remove(0);
        }
        Ok(())
    }

    /// A report that is open.
    fn find<'o>(open: &'o mut [(String, OpenedReport)], id: &str) -> Result<&'o mut (String, OpenedReport), Declined> {
        open.iter_mut().find(|(known, _)| known == id).ok_or_else(not_open)
    }
}

/// What is told of a report that is not open.
fn not_open() -> Declined {
    Declined::new("这份报告没有打开", "重新打开它")
}
