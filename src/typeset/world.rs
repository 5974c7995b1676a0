//! The little that a report's source can see of the world.

use std::sync::{LazyLock, OnceLock};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use super::faces::Faces;
use super::fit;

/// The number of a file; taken once for the life of the process.
fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("the name of a file is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The file of a document itself.
static MAIN: LazyLock<FileId> = LazyLock::new(|| id("main.typ"));

/// The files of what is chosen for a document.
static CHOSEN: LazyLock<[FileId; 2]> = LazyLock::new(|| fit::NAMES.map(id));

/// Typst's standard library; the extra tags for tables are a feature of their own.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

/// A style file, parsed once for all documents, when the first imports it.
pub(super) struct StyleFile {
    /// Its name.
    pub(super) name: &'static str,
    /// What is in it.
    pub(super) text: String,
    /// Its number.
    id: FileId,
    /// The same, parsed.
    parsed: OnceLock<Source>,
}

impl StyleFile {
    /// A style file.
    pub(super) fn new(name: &'static str, text: String) -> Self {
        Self { name, text, id: id(name), parsed: OnceLock::new() }
    }

    /// The file as the typesetter reads it.
    fn source(&self) -> &Source {
        self.parsed.get_or_init(|| Source::new(self.id, self.text.clone()))
    }
}

/// A document's source, the styles, and the faces.
pub(super) struct ReportWorld<'a> {
    main: Source,
    chosen: [Source; 2],
    styles: &'a [StyleFile],
    faces: &'a Faces,
}

impl<'a> ReportWorld<'a> {
    /// A document's source, parsed once however often it is laid out.
    pub(super) fn main(text: &str) -> Source {
        Source::new(*MAIN, text.to_owned())
    }

    /// The world of one document, with the files that tell what is chosen for it.
    pub(super) fn new(main: Source, chosen: [String; 2], styles: &'a [StyleFile], faces: &'a Faces) -> Self {
        let [one, other] = chosen;
        let chosen = [Source::new(CHOSEN[0], one), Source::new(CHOSEN[1], other)];
        Self { main, chosen, styles, faces }
    }
}

impl World for ReportWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.faces.book()
    }

    fn main(&self) -> FileId {
        *MAIN
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let mut own = std::iter::once(&self.main).chain(&self.chosen);
        let style = || self.styles.iter().find(|style| style.id == id).map(StyleFile::source);
        own.find(|source| source.id() == id).or_else(style).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
