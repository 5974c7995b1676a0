//! `forms`, and the editions that commands are given with `--forms`.

use std::path::Path;

use super::args::{Arguments, FindingsFormat};
use super::outcome::Outcome;
use super::show;
use crate::diagnostics::Checked;
use crate::editions;
use crate::error::{Error, Result};
use crate::form::{BUILT_IN, BUILT_IN_WORDS, Editions, GUIDE, PHRASES, WORDING, WORDS};
use crate::narrative::wording_faults;
use crate::output::write_all;
use crate::source::Sources;
use crate::templates;

/// Writes the built-in declarations, each under an explanation of how to change it.
pub(super) fn write(folder: &Path) -> Result<Outcome> {
    let wording = templates::BUILT_IN.iter().find(|(name, _)| *name == WORDING);
    let files = BUILT_IN.iter().map(|(name, text)| ((*name).to_owned(), format!("{GUIDE}{text}").into_bytes()));
    let wording = wording.map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    let phrases = (editions::PHRASES_FILE.to_owned(), PHRASES.as_bytes().to_vec());
    let words = (WORDS.to_owned(), BUILT_IN_WORDS.as_bytes().to_vec());
    let files: Vec<(String, Vec<u8>)> = files.chain(wording).chain([phrases, words]).collect();
    if let Some((name, _)) = files.iter().find(|(name, _)| folder.join(name).exists()) {
        return Err(Error::file(folder.join(name), "已经有这个文件，没有覆盖", "换一个文件夹"));
    }
    for path in write_all(folder, &files)? {
        show::line(&format!("已写出 {}", path.display()))?;
    }
    show::line(&format!("改好后用 --forms {} 换上；不改的文件可以删去", folder.display()))?;
    Ok(Outcome::Clean)
}

/// The editions of a command: those of a folder in place of the built-in ones of the same name. None when a
/// declaration is faulty, which has been told; `main_output` says whether findings are what was asked for.
///
/// # Errors
/// When the folder cannot be read, or holds no declaration.
pub(super) fn editions(
    folder: Option<&Path>,
    format: FindingsFormat,
    arguments: &Arguments,
    main_output: bool,
) -> Result<Option<Editions>> {
    let Some(folder) = folder else { return Ok(Some(Editions::built_in().clone())) };
    let mut sources = Sources::default();
    let (editions, mut findings) =
        editions::open(folder, Editions::built_in())?.looked_at(wording_faults).keep(&mut sources);
    if findings.is_empty() {
        return Ok(Some(editions.settled()));
    }
    crate::finding::sort(&mut findings);
    let file = folder.display().to_string();
    show::findings(
        &[Checked { file: &file, sources: &sources, findings: &findings, policy: None }],
        format,
        arguments,
        main_output,
    )?;
    show::note(arguments, "格式文件有错，没有往下做。改正后重试");
    Ok(None)
}
