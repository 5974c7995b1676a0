//! `check`: findings only.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::args::{Arguments, CheckArguments, Common, FindingsFormat, Look};
use super::outcome::Outcome;
use super::{forms, show, target};
use crate::diagnostics::{self, Checked};
use crate::engine::{Engine, Examined, Input};
use crate::error::{Error, Result};
use crate::file::{is_same, read_workbook};
use crate::output::write_one;
use crate::published;
use crate::templates::Templates;
use crate::typeset::{Faces, SYSTEM};
use crate::workbook;

/// Checks every file; one that cannot be read does not keep the others from being checked.
pub(super) fn run(arguments: &Arguments, options: &CheckArguments) -> Result<Outcome> {
    let Some(engine) = engine(&options.common.look, options.format, arguments, true)? else {
        return Ok(Outcome::Findings);
    };
    if let Some(target) = &options.annotate {
        may_annotate(options, target)?;
    }
    let mut outcome = Outcome::Clean;
    let mut done: Vec<(&PathBuf, Input, Examined)> = Vec::new();
    // Many files are read and checked in parallel, and reported in the order they were named.
    let examined: Vec<_> =
        options.files.par_iter().map(|file| examine(&engine, file, &options.common, false)).collect();
    for (file, examined) in options.files.iter().zip(examined) {
        match examined {
            Ok((input, examined)) => {
                outcome = outcome.max(if examined.is_blocked() { Outcome::Findings } else { Outcome::Clean });
                done.push((file, input, examined));
            }
            Err(error) => {
                show::error(&error);
                outcome = Outcome::Failed;
            }
        }
    }
    let names: Vec<String> = done.iter().map(|(file, ..)| file.display().to_string()).collect();
    let checked: Vec<Checked<'_>> =
        done.iter().zip(&names).map(|((_, input, examined), file)| checked(file, input, examined)).collect();
    if options.origins {
        for (_, input, examined) in done.iter().filter(|(_, input, _)| input.filing.is_read()) {
            show::origins(&diagnostics::origins(&input.filing, &examined.figures, &input.sources, &input.policy))?;
        }
    }
    if !options.told {
        show::findings(&checked, options.format, arguments, true)?;
    }
    if let (Some(target), Some((file, input, examined))) = (&options.annotate, done.first()) {
        annotate(file, input, examined, target)?;
        show::note(arguments, &format!("已写出 {}", target.display()));
    }
    Ok(outcome)
}

/// Checks that one workbook is to be annotated, and that no file is overwritten unasked; an input file never is.
fn may_annotate(options: &CheckArguments, target: &Path) -> Result<()> {
    let wrong = |reason: String, hint: &str| Err(Error::Usage { reason, hint: hint.to_owned() });
    if options.files.len() != 1 {
        return wrong("--annotate 一次只标注一个工作簿".to_owned(), "逐个运行");
    }
    if options.files.iter().chain(&options.common.prior).any(|file| is_same(target, file)) {
        return wrong(format!("{}：这是交来的文件，不能覆盖", target.display()), "换一个文件名");
    }
    target::may_write(target, options.force)?;
    let file = &options.files[0];
    let no_workbook = format!("{}：不是工作簿，标注不了：--annotate 只能标注工作簿", file.display());
    match read_workbook(file) {
        Ok(None) => wrong(no_workbook, "照列出的问题改原来的文件；要工作簿的，先用 nianbao convert 转换成 .xlsx"),
        Ok(Some(bytes)) if published::is_word(&bytes) => {
            wrong(no_workbook, "照列出的问题在 Word、WPS 里改；要工作簿的，先用 nianbao import --xlsx 读成工作簿")
        }
        Ok(Some(bytes)) => {
            let extension = workbook::copy_ending(&bytes);
            let why = if extension == "xlsm" { "这份工作簿带宏，" } else { "" };
            if target.extension().is_none_or(|given| !given.eq_ignore_ascii_case(extension)) {
                let hint = format!("把名称写成 标注.{extension}");
                return wrong(format!("{}：{why}标注写成 .{extension}", target.display()), &hint);
            }
            Ok(())
        }
        Err(_) => Ok(()),
    }
}

/// Writes the annotated copy of a workbook.
fn annotate(file: &Path, input: &Input, examined: &Examined, target: &Path) -> Result<()> {
    let Some(bytes) = read_workbook(file)? else { return Ok(()) };
    let copy = workbook::annotate(&bytes, &input.sources, &examined.findings);
    let copy = copy.map_err(|refusal| Error::file(file, refusal.reason, refusal.hint))?;
    write_one(target, copy).map(|_| ())
}

/// The engine with an agency's own templates, fonts and editions, where there are any. None when a declaration of a form
/// is faulty, which has been told.
pub(super) fn engine(
    look: &Look,
    format: FindingsFormat,
    arguments: &Arguments,
    main_output: bool,
) -> Result<Option<Engine>> {
    let Some(editions) = forms::editions(look.forms.forms.as_deref(), format, arguments, main_output)? else {
        return Ok(None);
    };
    let templates = templates(look.templates.as_deref(), arguments)?;
    let faces = match &look.fonts {
        // A folder of that name is a folder.
        Some(folder) if folder.as_os_str() == SYSTEM && !folder.exists() => Faces::of_system()?,
        Some(folder) => Faces::with_folder(folder)?,
        None => Faces::vendored(),
    };
    Ok(Some(Engine::new(templates, faces)?.with_editions(editions)))
}

/// The templates, an agency's own instead of those built in where there are any; warns of files that replace none.
pub(super) fn templates(folder: Option<&Path>, arguments: &Arguments) -> Result<Templates> {
    let templates = match folder {
        Some(folder) => Templates::with_folder(folder)?,
        None => Templates::built_in(),
    };
    templates.warnings().for_each(|warning| show::note(arguments, &format!("警告：{warning}")));
    Ok(templates)
}

/// What is told of a file that was examined.
pub(super) fn checked<'a>(file: &'a str, input: &'a Input, examined: &'a Examined) -> Checked<'a> {
    let policy = Some((&input.policy, &examined.off));
    Checked { file, sources: &input.sources, findings: &examined.findings, policy }
}

/// Reads and examines one file, with the years before the last where they are wanted.
pub(super) fn examine(engine: &Engine, file: &Path, options: &Common, years: bool) -> Result<(Input, Examined)> {
    let input =
        if years { engine.read_years(file, &options.prior)? } else { engine.read_after(file, &options.prior)? };
    let examined = engine.examine(&input)?;
    Ok((input, examined))
}
