//! The command line.

mod args;
mod batch;
mod bounded;
mod build;
mod chart;
mod check;
mod command;
mod compare;
mod console;
mod convert;
mod drafts;
mod dropped;
mod forms;
mod import;
mod limited;
mod new;
mod new_district;
mod outcome;
mod replaced;
mod rules;
mod serve;
mod show;
mod take;
mod target;
mod usage;
mod window;
mod worker;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::typeset::STACK;
use args::WORKER;
use outcome::Outcome;

/// Runs the program on its command line; paths alone mean the usual thing, and nothing at all asks for one.
pub fn main() -> ExitCode {
    let mut words: Vec<OsString> = std::env::args_os().skip(1).collect();
    if words.first().is_some_and(|word| word == WORKER) {
        return worker::run(words.split_off(1));
    }
    let outcome = match dropped::only_paths(&words) {
        Some(paths) => dropped::run(&paths, &one),
        None if words.is_empty() && dropped::is_watched() => dropped::ask(one),
        None => one(words),
    };
    outcome.into()
}

/// Runs one command line.
fn one(words: Vec<OsString>) -> Outcome {
    let arguments = match command::understood(words) {
        Ok(arguments) => arguments,
        Err(outcome) => return outcome,
    };
    std::panic::set_hook(Box::new(|_| {}));
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || limited::run(&arguments));
    match thread.map(std::thread::JoinHandle::join) {
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
