//! `new`: an input to fill in, as TOML with prose files or as a workbook.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{Arguments, FindingsFormat, NewArguments};
use super::outcome::Outcome;
use super::{forms, show};
use crate::editions;
use crate::error::{Error, Result};
use crate::form::{Editions, Form};
use crate::output::{relative, write_all};
use crate::read;
use crate::source::Sources;
use crate::write::{LAST_WORDS, NewFiles, REPORT, Start, blank, last_words, toml_files, with_last_year};

/// The folder of editions in a new input's folder.
const FORMS: &str = "格式";

/// Makes the input; nothing that is there is overwritten.
pub(super) fn run(arguments: &Arguments, options: &NewArguments) -> Result<Outcome> {
    let Some(editions) = forms::editions(options.forms.forms.as_deref(), FindingsFormat::Text, arguments, false)?
    else {
        return Ok(Outcome::Findings);
    };
    named(options)?;
    if let Some(list) = &options.district {
        let year = options.year.ok_or_else(|| no_year(WITH_DISTRICT))?;
        let form = form(&editions, options, year)?;
        return super::new_district::run(arguments, (options, year), list, (&editions, &form));
    }
    let folder = &options.folder;
    let last_year = match &options.from {
        Some(path) => Some((path, read::read_whole(path, &editions, &mut Sources::default())?)),
        None => None,
    };
    let after = last_year.as_ref().and_then(|(_, last)| last.year.as_ref()).map(|year| year.value + 1);
    let year = options.year.or(after).ok_or_else(|| no_year(OR_FROM))?;
    let form = form(&editions, options, year)?;
    let prior = match (&last_year, options.xlsx) {
        (Some((path, _)), false) => Some(relative(path, folder)?),
        _ => None,
    };
    let brought = options.forms.forms.as_deref().map(|forms| bring(forms, folder)).transpose()?;
    let start = Start {
        agency: options.agency.as_deref(),
        year,
        last_year: last_year.as_ref().map(|(_, filing)| filing),
        prior,
        editions: &editions,
        forms: brought.as_ref().map(|(name, _)| name.clone()),
    };
    let filing = blank(&form, &start);
    let name = REPORT[usize::from(options.xlsx)];
    let mut files = Vec::new();
    if options.xlsx {
        let filing = match &last_year {
            Some((_, last)) => with_last_year(filing, last),
            None => filing,
        };
        let printed = super::convert::printed(options.print_changes);
        files.push((name.to_owned(), super::convert::workbook_bytes(&filing, &folder.join(name), printed)?));
    } else {
        files.extend(toml_files(&filing.with_marks()));
    }
    let words = last_year.as_ref().and_then(|(_, last)| last_words(last));
    files.extend(words.map(|words| (LAST_WORDS.to_owned(), words.into_bytes())));
    let (forms, copies) = brought.unwrap_or_default();
    let beside = copies.iter().map(|(name, _)| format!("{forms}/{name}"));
    if let Some(name) = files.iter().map(|(name, _)| name.clone()).chain(beside).find(|name| folder.join(name).exists())
    {
        return Err(Error::file(folder.join(name), "已经有这个文件，没有覆盖", "换一个文件夹"));
    }
    for path in write_all(&folder.join(forms), &copies)?.into_iter().chain(write_all(folder, &files)?) {
        show::written(arguments, &path)?;
    }
    if arguments.quiet {
        return Ok(Outcome::Clean);
    }
    show::line(&format!("接下来：填写 {}；再运行 nianbao check {0}", folder.join(name).display()))?;
    Ok(Outcome::Clean)
}

/// What to do where no year is known.
const OR_FROM: &str = "加上 --year 2025 这样的年份；有上年的文件时也可以只写 --from";

/// What to do where a district's year is not known.
const WITH_DISTRICT: &str = "和 --district 一起用时，加上 --year 2025 这样的年份";

/// Refuses an agency without a name.
fn named(options: &NewArguments) -> Result<()> {
    let is_empty = options.agency.as_ref().is_some_and(|agency| agency.trim().is_empty());
    let (reason, hint) = ("没有写机关名称", "写 --agency 示例市应急管理局");
    if is_empty { Err(Error::Usage { reason: reason.to_owned(), hint: hint.to_owned() }) } else { Ok(()) }
}

/// Why it is not known which year is meant.
fn no_year(hint: &str) -> Error {
    Error::Usage { reason: "没有写报告年度".to_owned(), hint: hint.to_owned() }
}

/// The edition that is asked for, or the one meant for the year.
fn form(editions: &Editions, options: &NewArguments, year: i32) -> Result<Arc<Form>> {
    let Some(wanted) = &options.form else { return Ok(editions.for_year(year)) };
    editions.named(wanted).ok_or_else(|| {
        let names: Vec<&str> = editions.all().iter().map(|form| form.edition.as_str()).collect();
        let hint = format!("可以是：{}；自己的格式用 --forms 给出", names.join("、"));
        Error::Usage { reason: format!("没有“{wanted}”这一版格式"), hint }
    })
}

/// The folder of editions that a new input names, and what is copied there: nothing where it lies in the input's own.
fn bring(forms: &Path, folder: &Path) -> Result<(String, NewFiles)> {
    let named = relative(forms, folder)?;
    if !named.is_empty() && !named.starts_with("../") {
        return Ok((named, NewFiles::new()));
    }
    let files = editions::files(forms)?.into_iter();
    let copy = |(name, path): (String, PathBuf)| Ok((name, std::fs::read(&path).map_err(|e| Error::io(&path, &e))?));
    Ok((FORMS.to_owned(), files.map(copy).collect::<Result<_>>()?))
}
