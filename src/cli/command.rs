//! What a command line means, and the command it stands for.

use std::ffi::OsString;
use std::panic::AssertUnwindSafe;

use clap::FromArgMatches as _;

use super::args::{Arguments, Command};
use super::outcome::Outcome;
use super::{batch, build, chart, check, compare, console, convert, forms, import, new, rules, serve, show, usage};
use crate::error::{Result, panic_text};

/// What the words of a command line mean; how it ends where they mean nothing, which has been told.
pub(super) fn understood(words: Vec<OsString>) -> std::result::Result<Arguments, Outcome> {
    let all = std::iter::once(OsString::from("nianbao")).chain(words.iter().cloned());
    let matches = usage::command().try_get_matches_from(all);
    let arguments = matches.and_then(|matches| Arguments::from_arg_matches(&matches));
    arguments.map(|arguments| Arguments { words, ..arguments }).map_err(|error| usage::report(&error))
}

/// Runs a command; a fault of the program itself is told, not shown as a trace.
pub(super) fn run_command(arguments: &Arguments) -> Outcome {
    arguments.color.choice().write_global();
    match std::panic::catch_unwind(AssertUnwindSafe(|| run(arguments))) {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(error)) => {
            show::error(&error);
            Outcome::Failed
        }
        Err(payload) => {
            let reason = panic_text(&*payload);
            console::eprint(&format!(
                "错误：程序内部出错：{reason}\n建议：没有写出任何文件；请把输入文件和这段话反馈给开发者\n"
            ));
            Outcome::Failed
        }
    }
}

/// Runs a command.
fn run(arguments: &Arguments) -> Result<Outcome> {
    match &arguments.command {
        Command::New(options) => new::run(arguments, options),
        Command::Check(options) => check::run(arguments, options),
        Command::Build(options) => build::run(arguments, options),
        Command::Letter(options) => build::letter(arguments, options),
        Command::Batch(options) => batch::run(arguments, options),
        Command::Merge(options) => batch::merge(arguments, options),
        Command::Compare(options) => compare::run(arguments, options),
        Command::Chart(options) => chart::run(arguments, options),
        Command::Import(options) => import::run(arguments, options),
        Command::Convert(options) => convert::run(arguments, options),
        Command::Serve(options) => serve::run(arguments, options),
        Command::Rules(options) => rules::run(arguments, options),
        Command::Explain { code } => show::explain(code),
        Command::Templates { folder } => show::templates(folder),
        Command::Forms { folder } => forms::write(folder),
        Command::Completions { shell } => show::completions(*shell, usage::command()),
    }
}
