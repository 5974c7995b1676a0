//! A worker, as the one sees it who gives it work.

use std::ffi::OsString;
use std::fmt::Debug;
use std::io::{self, BufReader, ErrorKind, Read as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::ending::WorkerEnd;
use super::frames::{Message, receive, send};
use super::turn::Turn;

/// Bytes of a worker's last words.
const LAST_WORDS: u64 = 4096;

/// How often the system is asked for a process that it has not to spare.
const TRIES: usize = 10;

/// How long it is left alone between.
const PAUSE: Duration = Duration::from_millis(100);

/// How workers are started, and those that wait for work.
#[derive(Debug)]
pub struct Launcher {
    /// The program.
    program: PathBuf,
    /// What stands on its command line.
    words: Vec<OsString>,
    /// What it is told before its first task.
    setup: Value,
    /// Workers that have nothing to do.
    idle: Mutex<Vec<Process>>,
}

impl Launcher {
    /// Workers are this program, started with some words; each is told `setup` before its first task.
    pub fn new(words: Vec<OsString>, setup: Value) -> Self {
        // Where the system does not say where the program lies, it is found as whoever started it found it.
        let called = || std::env::args_os().next().unwrap_or_default().into();
        let program = std::env::current_exe().unwrap_or_else(|_| called());
        Self { program, words, setup, idle: Mutex::default() }
    }

    /// A worker that waits, or a new one.
    pub(super) fn worker(&self) -> Result<Process, WorkerEnd> {
        let waiting = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        waiting.map_or_else(|| self.start(), Ok)
    }

    /// Keeps a worker for the next task.
    pub(super) fn keep(&self, worker: Process) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
    }

    /// Starts a worker.
    fn start(&self) -> Result<Process, WorkerEnd> {
        let mut command = Command::new(&self.program);
        command.args(&self.words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child =
            spawned(&mut command).map_err(|error| WorkerEnd::Refused(format!("系统开不了进程（{error}）")))?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (input, output) = pipes.ok_or_else(|| WorkerEnd::Other("没有管道".to_owned()))?;
        let mut worker =
            Process { child: Arc::new(Mutex::new(child)), input, output: BufReader::with_capacity(1 << 16, output) };
        match send(&mut worker.input, &self.setup) {
            Ok(()) => Ok(worker),
            Err(_) => Err(worker.ended()),
        }
    }
}

/// Starts a process; where the system has none to spare, it is asked again for a moment.
fn spawned(command: &mut Command) -> io::Result<Child> {
    let is_short = |error: &io::Error| matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::OutOfMemory);
    let again = (1..TRIES).find_map(|_| match command.spawn() {
        Err(error) if is_short(&error) => {
            std::thread::sleep(PAUSE);
            None
        }
        done => Some(done),
    });
    again.unwrap_or_else(|| command.spawn())
}

/// A worker.
#[derive(Debug)]
pub(super) struct Process {
    /// The process.
    child: Arc<Mutex<Child>>,
    /// What it hears.
    input: ChildStdin,
    /// What it says.
    output: BufReader<ChildStdout>,
}

impl Process {
    /// What it answers to a task; nothing when it has ended or makes no sense. `print` gets what it prints.
    pub(super) fn ask<A: DeserializeOwned>(
        &mut self,
        task: &impl Serialize,
        turn: &Turn,
        print: &dyn Fn(bool, &str),
    ) -> io::Result<A> {
        turn.is_done_by(&self.child);
        send(&mut self.input, task)?;
        loop {
            match receive(&mut self.output)? {
                Message::Print { is_main, text } => print(is_main, &text),
                Message::MayWrite => send(&mut self.input, &turn.may_write())?,
                Message::Done(answer) => return Ok(answer),
            }
        }
    }

    /// Ends it, and says how it had ended by itself.
    pub(super) fn ended(self) -> WorkerEnd {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        // What has ended says so in a moment; what has not made no sense.
        let status = (0..100).find_map(|_| {
            let status = child.try_wait().ok().flatten();
            if status.is_none() {
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
            status
        });
        if status.is_none() {
            let _ = child.kill();
        }
        let mut said = Vec::new();
        if let Some(stderr) = child.stderr.take() {
            let _ = stderr.take(LAST_WORDS).read_to_end(&mut said);
        }
        WorkerEnd::of(status, &String::from_utf8_lossy(&said))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_that_cannot_be_started_is_told() {
        let launcher = Launcher { program: "/没有/这个程序".into(), ..Launcher::new(Vec::new(), Value::Null) };
        let refused = launcher.worker().map(|_| ());
        assert!(matches!(&refused, Err(WorkerEnd::Refused(why)) if why.starts_with("系统开不了进程")), "{refused:?}");
    }
}
