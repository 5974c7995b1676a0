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
use crate::typeset::{PageKey, page_keys};

/// A report that is open on the page.
#[derive(Debug)]
pub(super) struct OpenedReport {
    /// Its file.
    pub path: PathBuf,
    /// What was read.
    pub input: Input,
    /// What came of it.
    pub examined: Examined,
    /// What its file says, not judged; none where that is no TOML.
    pub written: Option<Document>,
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
        let input = engine.read(path, None)?;
        let examined = engine.examine(&input)?;
        let files = input.sources.all().map(|source| PathBuf::from(&source.name));
        let digests = files.map(|file| (file.clone(), file_digest(&file))).collect();
        let main = input.sources.get(input.filing.source);
        let written = is_toml(main).then(|| read::written(&main.text, folder_of(path), engine.editions())).flatten();
        Ok(Self {
            path: path.to_owned(),
            written,
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
        let new = Self::read(engine, &self.path)?;
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
        View { draft: self.examined.is_blocked(), unbound: true, ..View::default() }
    }

    /// Lays out its pages, unless that has been done.
    pub(super) fn lay_out(&mut self, engine: &Engine) -> Result<&PagedDocument> {
        let known = self.laid_out.take().filter(|(revision, _)| *revision == self.revision);
        let document = match known {
            Some((_, document)) => document,
            None => {
                let rendered = engine.render(&self.input, self.examined.clone(), self.view())?;
                engine.typesetter().layout(&rendered.typst)?
            }
        };
        Ok(&self.laid_out.insert((self.revision, document)).1)
    }

    /// The pages that were laid out last, with their keys.
    pub(super) fn pages(&self) -> Option<(&PagedDocument, Vec<PageKey>)> {
        self.laid_out.as_ref().map(|(_, document)| (document, page_keys(document)))
    }
}

/// Whether a file is TOML.
fn is_toml(source: &Source) -> bool {
    !source.has_cells()
}
