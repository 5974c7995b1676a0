//! Files that the page brings: a filled report, or last year's as it was published.

use std::path::{Path, PathBuf};

use serde::Serialize;
use tempfile::TempDir;

use super::listing::short_digest;
use super::reply::Declined;
use super::trial::FileTrial;
use crate::engine::Engine;
use crate::error::Error;
use crate::file::{WORKBOOKS, has_ending, looks_like_page, looks_like_workbook};
use crate::filing::Filing;
use crate::output::{TEMPORARY, apart, file_name};
use crate::published::is_word;
use crate::read;
use crate::source::Sources;

/// A file that was brought and lies aside until it is said what for.
#[derive(Debug)]
pub(super) struct BroughtFile {
    /// What the page calls it.
    pub id: String,
    /// Where it lies; gone with this.
    folder: TempDir,
    /// What it is called there.
    name: String,
    /// What was read of it.
    pub filing: Filing,
    /// Whether it is filled in, not published.
    pub is_input: bool,
}

/// What is told of a file that was brought.
#[derive(Debug, Clone, Serialize)]
pub struct BroughtTold {
    /// What the page calls it.
    pub id: String,
    /// Whether it is filled in, not published.
    pub is_input: bool,
    /// The title of the report in it.
    pub title: String,
    /// Whose report it is.
    pub agency: String,
    /// The year it reports on.
    pub year: Option<i32>,
}

impl BroughtFile {
    /// Takes a file in, out of sight: among the files of the system that do not stay, or else below the working folder.
    pub(super) fn new(
        engine: &Engine,
        root: &Path,
        trial: Option<FileTrial>,
        (name, bytes): (&str, &[u8]),
    ) -> Result<Self, Declined> {
        if bytes.is_empty() {
            return Err(Declined::new("文件是空的", "选填好的工作簿、report.toml，或上年公布的网页、Word 文档、PDF"));
        }
        // Where a program that is stopped leaves nothing in the clerk's folder.
        let mut aside = tempfile::Builder::new();
        aside.prefix(TEMPORARY);
        let folder = aside.tempdir().or_else(|_| aside.tempdir_in(root));
        let folder = folder.map_err(|error| Error::io(root, &error))?;
        let called = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = safe_name(name, bytes);
        let path = folder.path().join(&name);
        std::fs::write(&path, bytes).map_err(|error| Error::io(&path, &error))?;
        trial.map_or(Ok(()), |trial| trial(&path)).map_err(|error| named(&error, called))?;
        let mut sources = Sources::default();
        let filing = read::read_whole(&path, engine.editions(), &mut sources).map_err(|error| named(&error, called))?;
        let is_input = !sources.get(filing.source).is_published();
        Ok(Self { id: short_digest(bytes), folder, name, filing, is_input })
    }

    /// What is told of it.
    pub(super) fn told(&self) -> BroughtTold {
        BroughtTold {
            id: self.id.clone(),
            is_input: self.is_input,
            title: self.filing.exact_title(),
            agency: self.filing.name().unwrap_or_default().trim().to_owned(),
            year: self.filing.year.as_ref().map(|year| year.value),
        }
    }

    /// Copies it into a folder under a name that is free there; its own name, or one that is given with its ending.
    pub(super) fn copy_to(&self, folder: &Path, stem: Option<&str>) -> Result<PathBuf, Declined> {
        let name = Path::new(&self.name);
        let own = name.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let ending = name.extension().unwrap_or_default().to_string_lossy().into_owned();
        let stem = stem.map_or(own, str::to_owned);
        let there = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let there: Vec<String> = there.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        let taken: Vec<&str> = there.iter().filter_map(|name| name.strip_suffix(&format!(".{ending}"))).collect();
        let target = folder.join(format!("{}.{ending}", apart(stem, &taken, "另一份")));
        let from = self.folder.path().join(&self.name);
        std::fs::copy(&from, &target).map_err(|error| Error::io(&target, &error))?;
        Ok(target)
    }
}

/// A name for a file of unknown origin: what it calls itself as far as that is harmless, with the ending of what it is.
fn safe_name(name: &str, bytes: &[u8]) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let path = PathBuf::from(file_name(name));
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let given = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let is_mht = ["mht", "mhtml"].contains(&given.as_str());
    let ending = match () {
        () if is_word(bytes) => "docx",
        () if bytes.starts_with(b"%PDF-") => "pdf",
        () if looks_like_workbook(bytes) && has_ending(&path, &WORKBOOKS) => given.as_str(),
        () if looks_like_workbook(bytes) => "xlsx",
        () if given == "toml" => "toml",
        () if is_mht => given.as_str(),
        () if looks_like_page(bytes) => "html",
        // What is neither is told for what it is by its own ending, or as a text.
        () if is_ending(&given) || has_ending(&path, &WORKBOOKS) => given.as_str(),
        () => "txt",
    };
    format!("{}.{ending}", stem.trim_start_matches(['.', '~']))
}

/// Whether an ending is one of files that are not run.
fn is_ending(ending: &str) -> bool {
    const OF_OTHERS: [&str; 12] = ["csv", "txt", "md", "doc", "wps", "rtf", "odt", "ofd", "zip", "rar", "7z", "xml"];
    OF_OTHERS.contains(&ending)
}

/// Why a file cannot be read, told by the name that people know.
fn named(error: &Error, name: &str) -> Declined {
    match error {
        Error::File { reason, hint, .. } => Declined::new(format!("{name}：{reason}"), hint.clone()),
        other => Declined::new(other.to_string(), other.hint().unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::safe_name;

    #[test]
    fn no_name_leads_out_of_the_folder() {
        for (name, bytes, safe) in [
            ("../../填报.XLSX", &b"PK\x03\x04"[..], "填报.xlsx"),
            ("C:\\x\\.填报.exe", b"PK\x03\x04", "填报.xlsx"),
            ("/etc/passwd", b"<html>", "passwd.html"),
            ("report.toml", b"year = 2025", "report.toml"),
            ("con.toml", b"year = 2025", "_con.toml"),
            ("", b"<html>", "_.html"),
            ("去年.PDF", b"%PDF-1.7", "去年.pdf"),
            ("表.CSV", "项目,件数".as_bytes(), "表.csv"),
            ("表.xls", b"<html><table>", "表.html"),
            ("运行.exe", b"MZ", "运行.txt"),
        ] {
            assert_eq!(safe_name(name, bytes), safe);
        }
    }
}
