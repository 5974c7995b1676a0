//! Last year's files of a new district: found as a run finds those of its year.

use std::convert::Infallible;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::find::{Inbox, search};
use super::look::{glance, settle_by_looking};
use super::unpack::{archives, unpack, unpacked};
use crate::district::roster::{
    ARCHIVES, District, FILE, RETURNED, SENT_OUT, SET_ASIDE, Unit, output_names, read, undescribed,
};
use crate::error::Result;
use crate::file::take_published;
use crate::finding::Severity;
use crate::form::Editions;
use crate::output::OUT;

/// Last year's files of some units and of the district itself.
#[derive(Debug)]
pub struct LastYearFiles {
    /// The folder that they are named from.
    pub folder: PathBuf,
    /// The file of each unit, or in words why there is none.
    pub units: Vec<std::result::Result<PathBuf, String>>,
    /// What was published of the district itself, or what its report was made of: those that may be it, the best first.
    pub own: Vec<PathBuf>,
    /// Whether anything is there that may be a unit's.
    pub has_any: bool,
    /// What the office should know of how they were found.
    pub remarks: Vec<String>,
}

/// Last year's files of some units and of the agency of the district. A folder that `district.toml` describes stands for
/// the units' files that it names; any other for all that lies in it.
///
/// # Errors
/// When `district.toml` cannot be read.
pub fn files_of_last_year(from: &Path, names: &[&str], agency: &str, editions: &Editions) -> Result<LastYearFiles> {
    let (mut district, own) = match described(from, editions)? {
        Some(district) => (with_units(district, names), None),
        None => {
            let all: Vec<&str> = names.iter().copied().chain([agency]).collect();
            (undescribed(from, &all, editions), Some(names.len()))
        }
    };
    // Last year's own last year is nobody's business.
    district.last_year_folder.clone_from(&district.units_folder);
    let inbox = inbox(&district, editions);
    let mut remarks: Vec<String> =
        inbox.findings.iter().filter(|f| f.severity == Severity::Error).map(|f| f.message.clone()).collect();
    let notes = inbox.units[..names.len()].iter().flat_map(|found| &found.notes);
    remarks.extend(notes.filter(|note| note.severity != Severity::Hint).map(|note| note.message.clone()));
    let file = |(number, name): (usize, &&str)| {
        inbox.units[number].file.clone().ok_or_else(|| reason(&district, &inbox, (number, name)))
    };
    let units = names.iter().enumerate().map(file).collect();
    let has_any =
        inbox.units[..names.len()].iter().any(|found| !found.candidates.is_empty() || !found.others.is_empty());
    let own = own.map_or_else(|| own_files(&district), |number| inbox.units[number].file.iter().cloned().collect());
    Ok(LastYearFiles { folder: district.folder, units, own, has_any, remarks })
}

/// The district that a folder is of: which holds its `district.toml`, or is that of its units' files.
fn described(from: &Path, editions: &Editions) -> Result<Option<District>> {
    let file = from.join(FILE);
    if file.is_file() {
        return read(&file, editions).map(Some);
    }
    let Some(above) = from.canonicalize().ok().and_then(|from| Some(from.parent()?.join(FILE))) else {
        return Ok(None);
    };
    let district = above.is_file().then(|| read(&above, editions)).transpose()?;
    let is_units = |district: &District| {
        let units = district.folder.join(&district.units_folder).canonicalize();
        units.is_ok_and(|units| from.canonicalize().is_ok_and(|from| from == units))
    };
    Ok(district.filter(is_units))
}

/// A district with the units of this year first, as it knows them.
fn with_units(mut district: District, names: &[&str]) -> District {
    let at = district.at.clone();
    let mut rest = std::mem::take(&mut district.units);
    for name in names {
        let known = rest.iter().position(|unit| unit.is_called(name));
        district.units.push(known.map_or_else(|| Unit::nobody(name, &at), |place| rest.remove(place)));
    }
    district.units.extend(rest);
    district
}

/// Which file is whose, of all that lies in the folder but for what was made and sent out.
fn inbox(district: &District, editions: &Editions) -> Inbox {
    let outside = [OUT, RETURNED, ARCHIVES, SET_ASIDE, SENT_OUT].map(|name| district.folder.join(name));
    let outside: Vec<&Path> = outside.iter().map(PathBuf::as_path).collect();
    let archives = archives(district, &outside);
    let done = archives.par_iter().map(unpack).collect();
    let mut inbox = search(district, &outside, unpacked(&archives, done));
    let look = |files: &[PathBuf]| Ok(files.par_iter().map(|file| glance(file, editions)).collect());
    let Ok(()) = settle_by_looking::<Infallible>(district, &mut inbox, |_, _| false, look);
    inbox
}

/// Why a unit has no file.
fn reason(district: &District, inbox: &Inbox, (number, name): (usize, &str)) -> String {
    let found = &inbox.units[number];
    let told = found.finding.as_ref().filter(|_| !found.candidates.is_empty() || !found.others.is_empty());
    let Some(finding) = told else {
        let folder: PathBuf = district.folder.join(&district.units_folder).components().collect();
        return format!("{} 里没有以它命名的文件，也没有里面写着它的", folder.display());
    };
    let of_unit = format!("“{name}”：");
    let told = finding.message.strip_prefix(&of_unit).unwrap_or(&finding.message);
    told.trim_end_matches('。').to_owned()
}

/// What a described district published itself, where it was made in the usual folder; otherwise what it was made of.
fn own_files(district: &District) -> Vec<PathBuf> {
    let folder = district.folder.join(OUT).join(&output_names(district)[0].folder);
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    let published = take_published(&mut files);
    published.into_iter().chain(district.report.iter().map(|report| district.folder.join(&report.value))).collect()
}
