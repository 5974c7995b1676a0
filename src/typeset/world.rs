//! The little that a report's source can see of the world.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use super::faces::Faces;

/// The three files there are; their numbers are taken once for the life of the process.
struct Files {
    main: FileId,
    style: FileId,
    faces: FileId,
}

/// The files of every document.
static FILES: LazyLock<Files> = LazyLock::new(|| {
    let id = |name: &str| {
        let path = VirtualPath::new(name).expect("the name of a file is a path");
        RootedPath::new(VirtualRoot::Project, path).intern()
    };
    Files { main: id("main.typ"), style: id("style.typ"), faces: id("faces.typ") }
});

/// Typst's standard library; the extra tags for tables are a feature of their own.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

/// A document's source, the style, and the faces.
pub struct ReportWorld<'a> {
    main: Source,
    style: Source,
    declaration: Source,
    faces: &'a Faces,
}

impl<'a> ReportWorld<'a> {
    /// The world of one document.
    pub fn new(main: &str, style: &str, faces: &'a Faces) -> Self {
        Self {
            main: Source::new(FILES.main, main.to_owned()),
            style: Source::new(FILES.style, style.to_owned()),
            declaration: Source::new(FILES.faces, faces.declaration()),
            faces,
        }
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
        FILES.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let source = [&self.main, &self.style, &self.declaration].into_iter().find(|source| source.id() == id);
        source.cloned().ok_or(FileError::AccessDenied)
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
