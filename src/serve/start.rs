//! Reports that begin on the page: new ones, and copies of what was brought or cannot be changed.

use std::path::{Path, PathBuf};

use super::brought::BroughtFile;
use super::reply::Declined;
use crate::engine::Engine;
use crate::filing::{Filing, YEARS};
use crate::output::{create_folder, file_name, folder_of, write_all, write_one};
use crate::workbook::{self, PrintedArea};
use crate::write::{LAST_WORDS, REPORT, Start, blank, last_words, loses, toml_files};

/// What last year's file is called beside a new report.
const LAST: &str = "上年";

/// A new report in a folder of its own: whose, of which year, and last year's where it was brought.
pub(super) fn create(
    engine: &Engine,
    root: &Path,
    (agency, year): (&str, Option<i32>),
    last: Option<&BroughtFile>,
) -> Result<PathBuf, Declined> {
    let before = last.map(|last| &last.filing);
    let named = before.and_then(Filing::name).map(str::trim);
    let agency = Some(agency.trim()).filter(|agency| !agency.is_empty()).or(named);
    let after = before.and_then(|before| before.year.as_ref()).map(|year| year.value + 1);
    let (Some(agency), Some(year)) = (agency, year.or(after).filter(|year| YEARS.contains(year))) else {
        return Err(Declined::new("要写明机关全称和报告年度", "年度写四位，是报告所说的那一年，如 2025"));
    };
    let folder = root.join(file_name(&format!("{agency}{year}年")));
    if folder.exists() {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return Err(Declined::new(
            format!("已经有“{name}”这个文件夹，没有覆盖"),
            "在列表里打开里面的报告，或换一个年度",
        ));
    }
    let editions = engine.editions();
    let form = editions.for_year(year);
    create_folder(&folder)?;
    let prior = last.map(|last| last.copy_to(&folder, Some(LAST))).transpose()?;
    let prior = prior.and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
    let start = Start { agency: Some(agency), year, last_year: before, prior, editions, forms: None };
    let mut filing = blank(&form, &start).with_marks();
    if before.is_some() {
        // What was carried over follows from last year's report.
        filing.cells.retain(|id, _| form.cell(*id).prior.is_none());
    }
    let mut files = toml_files(&filing);
    files.extend(before.and_then(last_words).map(|words| (LAST_WORDS.to_owned(), words.into_bytes())));
    write_all(&folder, &files)?;
    Ok(folder.join(REPORT[0]))
}

/// A copy of a report as a workbook of today's kind, which can be changed on the page; nothing that is there is
/// overwritten.
pub(super) fn as_workbook(engine: &Engine, path: &Path, filing: &Filing) -> Result<PathBuf, Declined> {
    let lost: Vec<&str> =
        filing.faults.iter().filter(|fault| loses(fault)).map(|fault| fault.message.as_str()).collect();
    if let Some(first) = lost.first() {
        let message = format!("有 {} 处读不出，转换会丢失它们，没有写出文件：{first}", lost.len());
        return Err(Declined::new(message, "先在原来的文件里改正"));
    }
    let mut target = path.with_extension("xlsx");
    if target == path {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        target = path.with_file_name(format!("{stem}（另存）.xlsx"));
    }
    if target.exists() {
        let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return Err(Declined::new(format!("已经有 {name}，没有覆盖"), "在列表里打开它，或先把它移走"));
    }
    // Files that it names are named from the same folder.
    debug_assert_eq!(folder_of(&target), folder_of(path));
    let written = workbook::write(filing, engine.editions(), PrintedArea::Table);
    let bytes = written.map_err(|error| Declined::new(error.0, "分成几段"))?;
    Ok(write_one(&target, bytes)?)
}
