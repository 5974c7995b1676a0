//! A worker: this program, started by itself with the words of a command before which `worker` stands.
//!
//! The units of `batch` and `merge` are asked for one by one; any other command is done as a whole, and what it prints
//! is told to the one that started it.

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

use super::args::{Arguments, Command, DistrictArguments};
use super::bounded::CommandTask;
use super::command::{run_command, understood};
use super::outcome::Outcome;
use super::{batch, console};
use crate::error::Result;
use crate::typeset::STACK;
use crate::workers::{WorkLine, limit_memory};

/// Does the work of a command.
pub(super) fn run(words: Vec<OsString>) -> ExitCode {
    std::panic::set_hook(Box::new(|_| {}));
    let Ok(arguments) = understood(words) else { return Outcome::Failed.into() };
    let is_district = matches!(arguments.command, Command::Batch(_) | Command::Merge(_));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    // A unit has a pool of one thread; a command has all.
    limit_memory(if is_district { 2 } else { cores + 2 });
    // How work ends that goes on until there is no more stands on the line.
    let work = move || {
        if !is_district {
            // Layout runs on this pool, and this thread is one of it: what it took and gave back is taken again. A pool that
            // is there already is as good.
            let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).use_current_thread().build_global();
        }
        WorkLine::open().map(|line| serve(arguments, &Arc::new(line)))
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work);
    let told = match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(Ok(told))) => told,
        Ok(Ok(Err(error))) | Err(error) => error.to_string(),
        Ok(Err(_)) => "程序内部出错".to_owned(),
    };
    console::eprint(&told);
    Outcome::Failed.into()
}

/// Serves the one that started this; why not, where that is not possible.
fn serve(mut arguments: Arguments, line: &Arc<WorkLine>) -> String {
    let served = match &arguments.command {
        Command::Batch(options) => units(&arguments, &options.run, line),
        Command::Merge(options) => units(&arguments, &options.run, line),
        _ => command(&mut arguments, line),
    };
    served.err().map_or_else(String::new, |error| error.to_string())
}

/// Serves with a command, on those of its files that are asked for.
fn command(arguments: &mut Arguments, line: &Arc<WorkLine>) -> Result<()> {
    let all = match &arguments.command {
        Command::Check(options) => options.files.clone(),
        _ => Vec::new(),
    };
    let () = line.hear();
    loop {
        let CommandTask { color, files } = line.hear();
        if let (Command::Check(options), Some(files)) = (&mut arguments.command, files) {
            options.files = files.iter().filter_map(|number| all.get(*number)).cloned().collect();
        }
        console::speak_through(line.clone(), color);
        line.done(&(run_command(arguments) as u8));
    }
}

/// Serves a run with its units.
fn units(arguments: &Arguments, options: &DistrictArguments, line: &Arc<WorkLine>) -> Result<()> {
    // Whether the run stops is decided by the one that gives work.
    let ignored = Arc::default();
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        let _ = signal_hook::flag::register(signal, Arc::clone(&ignored));
    }
    let _pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
    let made_with: String = line.hear();
    match batch::run_of_worker(arguments, options)? {
        Some(run) => run.serve(line, &made_with),
        None => Ok(()),
    }
}
