//! A report that is open on the page.

use std::path::{Path, PathBuf};

use typst_layout::PagedDocument;

use super::history::History;
use crate::digest::file_digest;
use crate::document::Document;
use crate::engine::{Engine, Examined, Input};
use crate::error::Result;
use crate::output::folder_of;
use crate::read;
use crate::report::View;
use crate::source::Source;
use crate::typeset::{PageKey, forget_older, page_keys};
use crate::workbook::ChangeableWorkbook;

/// A file that can be changed on the page.
#[derive(Debug)]
pub(super) enum WrittenAs {
    /// A TOML file.
    Text(Document),
    /// A workbook.
    Workbook(ChangeableWorkbook),
}

impl WrittenAs {
    /// What a report's file says; none where it cannot be changed here.
    fn of(engine: &Engine, path: &Path, source: &Source) -> Option<Self> {
        let place = (folder_of(path), engine.editions());
        if !source.has_cells() {
            return read::written(&source.text, place.0, place.1).map(Self::Text);
        }
        let bytes = std::fs::read(path).ok().filter(|_| source.is_workbook())?;
        ChangeableWorkbook::of(path, &bytes, place).map(Self::Workbook)
    }

    /// What it says, not judged.
    pub(super) fn document(&self) -> &Document {
        match self {
            Self::Text(document) => document,
            Self::Workbook(workbook) => &workbook.document,
        }
    }
}

/// A report that is open on the page.
#[derive(Debug)]
pub(super) struct OpenedReport {
    /// Its file.
    pub path: PathBuf,
    /// What was read.
    pub input: Input,
    /// What came of it.
    pub examined: Examined,
    /// What its file says, not judged; none where it cannot be changed here.
    pub written: Option<WrittenAs>,
    /// The same after a change that was made just now, where that has been read already.
    pub written_now: Option<WrittenAs>,
    /// Its changes.
    pub history: History,
    /// How often it was read.
    pub revision: u64,
    /// Its pages, with the reading that they are of.
    laid_out: Option<(u64, PagedDocument)>,
    /// The files it was read from, as they were.
    digests: Vec<(PathBuf, Option<String>)>,
}

impl OpenedReport {
    /// Reads a report.
    pub(super) fn read(engine: &Engine, path: &Path) -> Result<Self> {
        Self::with(engine, path, None)
    }

    /// Reads a report, of which it may be known what its file says.
    fn with(engine: &Engine, path: &Path, known: Option<WrittenAs>) -> Result<Self> {
        let input = engine.read(path, None)?;
        let examined = engine.examine(&input)?;
        let files = input.sources.all().map(|source| PathBuf::from(&source.name));
        let digests = files.map(|file| (file.clone(), file_digest(&file))).collect();
        let main = input.sources.get(input.filing.source);
        let written = known.or_else(|| WrittenAs::of(engine, path, main));
        Ok(Self {
            path: path.to_owned(),
            written,
            written_now: None,
            input,
            examined,
            history: History::default(),
            revision: 0,
            laid_out: None,
            digests,
        })
    }

    /// Reads it again; the changes that can be undone stay.
    pub(super) fn read_again(&mut self, engine: &Engine) -> Result<()> {
        let new = Self::with(engine, &self.path, self.written_now.take())?;
        let old = std::mem::replace(self, new);
        (self.history, self.revision, self.laid_out) = (old.history, old.revision + 1, old.laid_out);
        Ok(())
    }

    /// Whether one of its files is not what was read.
    pub(super) fn is_stale(&self) -> bool {
        self.digests.iter().any(|(file, digest)| file_digest(file) != *digest)
    }

    /// The file itself, as it was read.
    pub(super) fn source(&self) -> &Source {
        self.input.sources.get(self.input.filing.source)
    }

    /// Whether it can be changed here.
    pub(super) fn is_editable(&self) -> bool {
        self.written.is_some() && self.input.filing.is_read()
    }

    /// How it is shown: as a draft while something blocks it.
    pub(super) fn view(&self) -> View {
        View { draft: self.examined.is_blocked(), alone: true, unbound: true, ..View::default() }
    }

    /// Lays out its pages, unless that has been done.
    pub(super) fn lay_out(&mut self, engine: &Engine) -> Result<&PagedDocument> {
        let known = self.laid_out.take().filter(|(revision, _)| *revision == self.revision);
        let document = match known {
            Some((_, document)) => document,
            None => {
                let rendered = engine.render(&self.input, self.examined.clone(), self.view())?;
                let document = engine.typesetter().layout(&rendered.typst)?;
                forget_older();
                document
            }
        };
        Ok(&self.laid_out.insert((self.revision, document)).1)
    }

    /// The pages that were laid out last, with their keys.
    pub(super) fn pages(&self) -> Option<(&PagedDocument, Vec<PageKey>)> {
        self.laid_out.as_ref().map(|(_, document)| (document, page_keys(document)))
    }
}
