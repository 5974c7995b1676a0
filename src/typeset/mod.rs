//! From Typst source to PDF: in process, without access to files, packages or the clock.

mod declared;
mod faces;
mod fault;
mod fit;
mod named_bytes;
mod pages;
mod placed;
mod png;
mod roles;
mod stream_ends;
mod system;
mod used;
mod vendored;
mod world;

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Map, Value as Json};
use typst::comemo;
use typst::diag::Warned;
use typst::foundations::{Content, NativeElement as _, Selector, Smart};
use typst::introspection::{Introspector as _, MetadataElem};
use typst::syntax::Source;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

pub use faces::{Faces, SYSTEM};
pub use fault::FILLED;
use fault::{failure, no_file};
use fit::{Ends, Fit, SourceTraits, fitted};
pub use pages::{PageKey, page_keys, page_png};
pub use placed::{PlacedLine, PlacedParagraph, PlacedRow, PlacedThings, placed};
pub use png::is_our_picture;
pub use used::FaceUse;
use world::{ReportWorld, StyleFile};

use crate::PROGRAM;
use crate::error::{Error, Result};

/// The standards that every PDF meets, both at once: ISO 19005-2 level A and ISO 14289-1.
pub const STANDARDS: [PdfStandard; 2] = [PdfStandard::A_2a, PdfStandard::Ua_1];

/// Stack of a thread that reads input or lays out pages: both may be deeply nested.
pub const STACK: usize = 64 * 1024 * 1024;

/// What marks a place to break in a text of a document; the templates do not print it.
pub const PLACE_TO_BREAK: char = '\u{200B}';

/// What is printed for a character that no face has.
const BOX: &str = "□";

/// The file that lists the faces.
const FACES: &str = "faces.typ";

/// Documents typeset between two sweeps of Typst's cache, which drop what no document asked for since the sweep
/// before: what reports share stays, and memory stays flat. A sweep goes through the whole cache and holds up the
/// other threads meanwhile.
const SWEEP: usize = 6;

/// Drops from Typst's cache what the last two documents did not ask for, where one is laid out again and again.
pub fn forget_older() {
    comemo::evict(1);
}

/// Turns Typst sources into pages and PDF files; shared by any number of threads.
pub struct Typesetter {
    faces: Arc<Faces>,
    /// What documents import.
    styles: Vec<StyleFile>,
    typeset: AtomicUsize,
}

impl Typesetter {
    /// A typesetter with style files by name and faces.
    pub fn new(styles: &[(&'static str, String)], faces: Arc<Faces>) -> Self {
        let own = std::iter::once((FACES, faces.declaration())).chain(styles.iter().cloned());
        let styles = own.map(|(name, text)| StyleFile::new(name, text)).collect();
        Self { faces, styles, typeset: AtomicUsize::new(0) }
    }

    /// The pages of a document, laid out and fitted.
    ///
    /// # Errors
    /// When the source is faulty; the typesetter's warnings count as faults.
    pub fn layout(&self, source: &str) -> Result<PagedDocument> {
        self.fitted(source, Ends::Balanced).map(|(document, _)| document)
    }

    /// The pages of a document with what was chosen for them.
    fn fitted(&self, source: &str, ends: Ends) -> Result<(PagedDocument, Fit)> {
        let main = ReportWorld::main(&self.printable(source));
        let traits = self.traits(main.text());
        fitted(|fit| self.layout_once(&main, fit.sources(&traits)), ends)
    }

    /// What the templates look for in a document of a source.
    fn traits(&self, source: &str) -> SourceTraits {
        SourceTraits::of(source, |c| self.faces.lacks_in_title(c))
    }

    /// A source that faces can print: with a box for every character that none has.
    fn printable<'s>(&self, source: &'s str) -> Cow<'s, str> {
        let lacks = |c| self.faces.lacks(c);
        if source.contains(lacks) { source.replace(lacks, BOX).into() } else { source.into() }
    }

    /// The pages of a document, laid out with some choices.
    fn layout_once(&self, main: &Source, chosen: [String; 2]) -> Result<PagedDocument> {
        let world = ReportWorld::new(main.clone(), chosen, &self.styles, &self.faces);
        let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
        let document = output.map_err(|errors| failure(&world, &errors))?;
        if warnings.is_empty() { Ok(document) } else { Err(failure(&world, &warnings)) }
    }

    /// The PDF of laid-out pages.
    ///
    /// # Errors
    /// When the pages do not meet the [standards](STANDARDS).
    pub fn export(&self, document: &PagedDocument) -> Result<Vec<u8>> {
        let standards = PdfStandards::new(&STANDARDS).map_err(|e| Error::Typeset(e.message().to_string()))?;
        let options = PdfOptions {
            ident: Smart::Auto,
            creator: Smart::Custom(Some(PROGRAM.to_owned())),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(document, &options).map(stream_ends::settled).map_err(|errors| no_file(&errors))
    }

    /// A document from source to PDF.
    ///
    /// # Errors
    /// Like [`layout`](Self::layout) and [`export`](Self::export).
    pub fn pdf(&self, source: &str) -> Result<Vec<u8>> {
        let pdf = self.layout(source).and_then(|document| self.export(&document));
        self.sweep();
        pdf
    }

    /// What a document measures that a file for Word goes by: the values of its metadata that are labelled `…-measures`, by
    /// what stands before that.
    ///
    /// # Errors
    /// Like [`layout`](Self::layout).
    pub fn measures(&self, source: &str) -> Result<Map<String, Json>> {
        let (document, _) = self.fitted(source, Ends::Full)?;
        let all = document.introspector().query(&Selector::Elem(MetadataElem::ELEM, None));
        let measure = |content: &Content| {
            let label = content.label()?.resolve();
            let name = label.as_str().strip_suffix("-measures")?.to_owned();
            Some((name, serde_json::to_value(&content.to_packed::<MetadataElem>()?.value).ok()?))
        };
        let measures = all.iter().filter_map(measure).collect();
        self.sweep();
        Ok(measures)
    }

    /// Drops now and then what no document asked for lately.
    fn sweep(&self) {
        if self.typeset.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            comemo::evict(1);
        }
    }

    /// A document of one page as a PNG file, with so many dots for a point.
    ///
    /// # Errors
    /// When the source is faulty, or the picture would be too large.
    pub fn png(&self, source: &str, scale: f32) -> Result<Vec<u8>> {
        png::png(&self.layout(source)?, scale)
    }

    /// The faces that a document is set in, that with the most characters first.
    ///
    /// # Errors
    /// Like [`layout`](Self::layout).
    pub fn faces_used(&self, source: &str) -> Result<Vec<FaceUse>> {
        Ok(used::used(&self.layout(source)?, |info| self.faces.role_of(info)))
    }

    /// Drops all that Typst keeps between documents, where many were typeset and few are to come.
    pub fn forget(&self) {
        comemo::evict(0);
    }

    /// Writes what the plain Typst compiler needs for the same document: `main.typ`, the style files, `faces.typ`, and
    /// the files with what was chosen for it.
    pub fn sources(&self, source: &str) -> Vec<(&'static str, String)> {
        let fit = self.fitted(source, Ends::Balanced).map_or_else(|_| Fit::default(), |(_, fit)| fit);
        let chosen = fit::NAMES.into_iter().zip(fit.sources(&self.traits(source)));
        let own = std::iter::once(("main.typ", source.to_owned())).chain(chosen);
        own.chain(self.styles.iter().map(|style| (style.name, style.text.clone()))).collect()
    }
}
