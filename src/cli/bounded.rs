//! A command done by a worker, within limits of time and memory.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::args::WORKER;
use super::outcome::Outcome;
use super::{console, show};
use crate::error::Error;
use crate::workers::{Abandoned, Crew, Hand, LIMIT, Launcher, each};

/// Files that are checked within the time of one.
const IN_ONE_TIME: usize = 20;

/// A command that a worker does as a whole.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct CommandTask {
    /// Whether colours are shown, on standard output and on standard error.
    pub color: [bool; 2],
    /// Which of the files of `check` are checked; all where nothing is said.
    pub files: Option<Vec<usize>>,
}

/// A command within limits.
pub(super) struct Bounded {
    /// How its worker is started.
    pub launcher: Arc<Launcher>,
    /// How long it may take for a file.
    pub limit: Duration,
    /// Whether what it prints is left out.
    pub is_quiet: bool,
}

impl Bounded {
    /// Runs the command on some of its files; why it did not come to its end.
    pub(super) fn run(&self, only: Option<Vec<usize>>, count: usize) -> Result<Outcome, Abandoned> {
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

    /// Why a command did not come to its end.
    pub(super) fn error(&self, files: &[PathBuf], why: &Abandoned) -> Error {
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

/// Reads and checks a file by a worker, without a word; why that came to no end, if so.
///
/// # Errors
/// When it ended the worker, or took too long.
pub(super) fn trial(file: &Path) -> Result<(), Error> {
    let words = [WORKER.as_ref(), "check".as_ref(), file.as_os_str()];
    let launcher = Launcher::new(words.into_iter().map(OsStr::to_owned).collect(), ().into());
    let bounded = Bounded { launcher: Arc::new(launcher), limit: LIMIT, is_quiet: true };
    bounded.run(None, 1).map(|_| ()).map_err(|why| bounded.error(&[file.to_owned()], &why))
}
