//! Commands that read files of others: done by a worker, within limits of time and memory, so that no file can do more
//! than end it, and that is told.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::args::{Arguments, Command};
use super::bounded::Bounded;
use super::command::run_command;
use super::outcome::Outcome;
use super::show;
use crate::workers::{Abandoned, LIMIT, Launcher};

/// Runs a command, by a worker where it reads files.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    arguments.color.choice().write_global();
    let files = files(&arguments.command);
    if files.is_empty() {
        return run_command(arguments);
    }
    let launcher = Launcher::new(arguments.of_worker(), ().into());
    let bounded = Bounded { launcher: Arc::new(launcher), limit: limit(arguments), is_quiet: false };
    match bounded.run(None, files.len()) {
        Ok(outcome) => outcome,
        Err(why) if files.len() > 1 && matches!(arguments.command, Command::Check(_)) => apart(&bounded, &files, &why),
        Err(why) => {
            show::error(&bounded.error(&files, &why));
            Outcome::Failed
        }
    }
}

/// The files that a command reads; none where it reads none of others.
fn files(command: &Command) -> Vec<PathBuf> {
    match command {
        Command::Check(options) => options.files.clone(),
        Command::Build(options) => vec![options.file.clone()],
        Command::Letter(options) => vec![options.file.clone()],
        Command::Chart(options) => vec![options.file.clone()],
        Command::Compare(options) => options.files.clone(),
        Command::Convert(options) => vec![options.input.clone()],
        Command::Import(options) => vec![options.file.clone()],
        Command::New(options) => vec![options.folder.clone()],
        _ => Vec::new(),
    }
}

/// How long a command may take.
fn limit(arguments: &Arguments) -> Duration {
    let common = match &arguments.command {
        Command::Check(options) => &options.common,
        Command::Build(options) => &options.common,
        Command::Letter(options) => &options.common,
        Command::Chart(options) => &options.common,
        _ => return LIMIT,
    };
    Duration::from_secs(common.timeout.into())
}

/// Checks files after they could not be checked together: each by itself, to see which it was, then the others.
fn apart(bounded: &Bounded, files: &[PathBuf], why: &Abandoned) -> Outcome {
    let quiet = Bounded { launcher: bounded.launcher.clone(), limit: bounded.limit, is_quiet: true };
    let mut sound = Vec::new();
    for (number, file) in files.iter().enumerate() {
        match quiet.run(Some(vec![number]), 1) {
            Ok(_) => sound.push(number),
            Err(why) => show::error(&bounded.error(std::slice::from_ref(file), &why)),
        }
    }
    let count = sound.len();
    if count == files.len() {
        show::error(&bounded.error(files, why));
    } else if count > 0
        && let Err(why) = bounded.run(Some(sound), count)
    {
        show::error(&bounded.error(files, &why));
    }
    Outcome::Failed
}
