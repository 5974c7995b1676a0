//! The exported Typst sources compile with the plain compiler: its library, a folder, the fonts in it.

use std::path::{Path, PathBuf};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;

use crate::support::letters::case;
use crate::support::{changed, folder, run, told};

/// What `typst compile --font-path fonts main.typ` sees.
struct PlainWorld {
    folder: PathBuf,
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl PlainWorld {
    fn new(folder: &Path) -> Self {
        let files = std::fs::read_dir(folder.join("fonts")).unwrap().map(|entry| entry.unwrap().path());
        let fonts: Vec<Font> = files.flat_map(|path| Font::iter(Bytes::new(std::fs::read(path).unwrap()))).collect();
        Self {
            folder: folder.to_owned(),
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
        }
    }
}

impl World for PlainWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        RootedPath::new(VirtualRoot::Project, VirtualPath::new("main.typ").unwrap()).intern()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let path = self.folder.join(id.vpath().get_without_slash());
        let text = std::fs::read_to_string(&path).map_err(|error| FileError::from_io(error, &path))?;
        Ok(Source::new(id, text))
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[test]
fn the_plain_compiler_accepts_the_exported_folder() {
    let folder = folder(&changed(&case("sealed")));
    let output = run(folder.path(), &["build", "report.toml", "--only", "typ,report,letter,whole", "--name", "r"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    for (name, pages) in [("r-typst", 3), ("r-报送公文-typst", 2), ("r-合订本-typst", 5)] {
        let world = PlainWorld::new(&folder.path().join(name));
        let compiled = typst::compile::<PagedDocument>(&world);
        assert!(compiled.warnings.is_empty(), "{name}: {:?}", compiled.warnings);
        assert!(compiled.output.expect("the sources are sound").pages().len() >= pages, "{name}");
    }
}
