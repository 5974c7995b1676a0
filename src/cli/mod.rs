//! The command line.

mod args;
mod batch;
mod build;
mod chart;
mod check;
mod compare;
mod console;
mod convert;
mod dropped;
mod forms;
mod import;
mod input_files;
mod new;
mod new_district;
mod outcome;
mod rules;
mod show;
mod target;
mod usage;

use std::ffi::OsString;
use std::panic::AssertUnwindSafe;
use std::process::ExitCode;

use clap::FromArgMatches as _;

use crate::error::{Result, panic_text};
use crate::typeset::STACK;
use args::{Arguments, Command};
use outcome::Outcome;

/// Runs the program on its command line; a path alone means the usual thing, and nothing at all asks for one.
pub fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().skip(1).collect();
    // Layout runs on this pool; a pool that is there already is as good.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    let outcome = match dropped::only_path(&words) {
        Some(path) => dropped::run(&path, &one),
        None if words.is_empty() && dropped::is_watched() => dropped::ask(&one),
        None => one(words),
    };
    outcome.into()
}

/// Runs one command line.
fn one(words: Vec<OsString>) -> Outcome {
    let matches = usage::command().try_get_matches_from(std::iter::once(OsString::from("nianbao")).chain(words));
    let arguments = matches.and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match arguments {
        Ok(arguments) => arguments,
        Err(error) => return usage::report(&error),
    };
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(move || guarded(&arguments));
    let outcome = worker.map(std::thread::JoinHandle::join);
    match outcome {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => Outcome::Failed,
        Err(error) => {
            console::eprint(&format!(
                "错误：没有足够的内存，程序开始不了（{error}）\n建议：关掉别的程序，或放宽内存的限制\n"
            ));
            Outcome::Failed
        }
    }
}

/// Runs a command; a fault of the program itself is told, not shown as a trace.
fn guarded(arguments: &Arguments) -> Outcome {
    std::panic::set_hook(Box::new(|_| {}));
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
        Command::Rules(options) => rules::run(arguments, options),
        Command::Explain { code } => show::explain(code),
        Command::Templates { folder } => show::templates(folder),
        Command::Forms { folder } => forms::write(folder),
        Command::Completions { shell } => show::completions(*shell, usage::command()),
    }
}
