//! Commands that read files of others: done by a worker, within limits of time and memory, so that no file can do more
//! than end it, and that is told.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::args::{Arguments, Command};
use super::command::run_command;
use super::outcome::Outcome;
use super::worker::CommandTask;
use super::{console, show};
use crate::error::Error;
use crate::workers::{Abandoned, Crew, Hand, LIMIT, Launcher, each};

/// Files that are checked within the time of one.
const IN_ONE_TIME: usize = 20;

/// Runs a command, by a worker where it reads files.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    arguments.color.choice().write_global();
    let files = files(&arguments.command);
    let launcher = (!files.is_empty()).then(|| Launcher::new(arguments.of_worker(), ().into()).ok()).flatten();
    let Some(launcher) = launcher else { return run_command(arguments) };
    let limited = Limited { launcher: Arc::new(launcher), limit: limit(arguments), is_quiet: false };
    match limited.run(None, files.len()) {
        Ok(outcome) => outcome,
        Err(why) if files.len() > 1 && matches!(arguments.command, Command::Check(_)) => limited.apart(&files, &why),
        Err(why) => {
            show::error(&limited.error(&files, &why));
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

/// A command within limits.
struct Limited {
    /// How its worker is started.
    launcher: Arc<Launcher>,
    /// How long it may take for a file.
    limit: Duration,
    /// Whether what it prints is left out.
    is_quiet: bool,
}

impl Limited {
    /// Runs the command on some of its files; why it did not come to its end.
    fn run(&self, only: Option<Vec<usize>>, count: usize) -> Result<Outcome, Abandoned> {
        let color = [console::use_color(true), console::use_color(false)];
        let (task, is_quiet) = (CommandTask { color, files: only }, self.is_quiet);
        let work = move |_, hand: &mut Hand| {
            let failed = std::cell::Cell::new(false);
            let print = |is_main: bool, text: &str| match (is_quiet, is_main) {
                (true, _) => {}
                (false, false) => console::eprint(text),
                (false, true) => {
                    if let Err(error) = console::print(text) {
                        show::error(&error);
                        failed.set(true);
                    }
                }
            };
            match hand.ask_worker::<u8>(&task, &print) {
                Ok(_) if failed.get() => Ok(Outcome::Failed),
                Ok(outcome) => Ok(Outcome::of(outcome)),
                Err(ending) => Err(Abandoned::Ended(ending)),
            }
        };
        let crew = Crew { jobs: 1, limit: self.whole(count), launcher: Some(self.launcher.clone()) };
        let done = each(1, &crew, work, |_, why| Err(why), |_| {});
        done.ok().and_then(|done| done.into_iter().next()).unwrap_or(Err(Abandoned::NoThread))
    }

    /// How long it may take for some files.
    fn whole(&self, count: usize) -> Duration {
        self.limit.saturating_mul(u32::try_from(count / IN_ONE_TIME).unwrap_or(u32::MAX).saturating_add(1))
    }

    /// Checks files after they could not be checked together: each by itself, to see which it was, then the others.
    fn apart(&self, files: &[PathBuf], why: &Abandoned) -> Outcome {
        let quiet = Self { launcher: self.launcher.clone(), limit: self.limit, is_quiet: true };
        let mut sound = Vec::new();
        for (number, file) in files.iter().enumerate() {
            match quiet.run(Some(vec![number]), 1) {
                Ok(_) => sound.push(number),
                Err(why) => show::error(&self.error(std::slice::from_ref(file), &why)),
            }
        }
        let count = sound.len();
        if count == files.len() {
            show::error(&self.error(files, why));
        } else if count > 0
            && let Err(why) = self.run(Some(sound), count)
        {
            show::error(&self.error(files, &why));
        }
        Outcome::Failed
    }

    /// Why a command did not come to its end.
    fn error(&self, files: &[PathBuf], why: &Abandoned) -> Error {
        let (fact, hint) = match why {
            Abandoned::Overdue | Abandoned::Writing => {
                let fact = format!("处理超过了 {} 秒，已放弃", self.whole(files.len()).as_secs());
                (fact, "文件在网络盘上的，先复制到本机；确实要更久的，用 --timeout 加长")
            }
            Abandoned::NoThread => ("系统开不了线程，没有处理".to_owned(), "关掉一些程序，再运行一次"),
            Abandoned::Ended(ending) => (ending.fact(), ending.hint()),
        };
        match files {
            [file] => Error::file(file, fact, hint),
            _ => {
                let first = files.first().map(PathBuf::as_path).unwrap_or(Path::new(""));
                Error::file(first, format!("这 {} 个文件一起{fact}", files.len()), "分几次，一次少给几个文件")
            }
        }
    }
}
