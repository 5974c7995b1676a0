//! Every kind of input damaged by chance: read, or told, in bounded time and memory; never a panic.
//!
//! Some of each kind are tried on every change. Any number is tried by hand, each kind in processes of its own, so that
//! an abort or a hang is seen as well; a table is printed, and what fails is kept in the folder of temporary files:
//!
//! ```sh
//! NIANBAO_FUZZ=100000 cargo test --release fuzz::by_hand::table -- --ignored --nocapture
//! ```
//!
//! `NIANBAO_FUZZ_KIND=toml,prose` tries only some kinds, `NIANBAO_SEED` gives other inputs.

mod by_hand;
mod damage;
mod kinds;
mod pieces;
mod state;

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use kinds::{KINDS, Kind, Seed};

/// Time that one input may take.
const TIME: Duration = Duration::from_secs(2);

/// The number that decides what all inputs are.
fn seed() -> u64 {
    std::env::var("NIANBAO_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(2025)
}

/// Does the work of a kind on a damaged input; what the program said that failed over it.
fn tried(kind: &Kind, number: usize, (ending, bytes): &Seed) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("report.{ending}"));
    std::fs::write(&path, bytes).unwrap();
    let done = std::panic::catch_unwind(AssertUnwindSafe(|| (kind.work)(&path, number)));
    let payload = done.err()?;
    let text = payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
    Some(text.unwrap_or("a panic").to_owned())
}

/// Keeps an input over which the program failed.
fn keep(kind: &Kind, number: usize, (ending, bytes): &Seed) -> String {
    let folder = std::env::temp_dir().join("nianbao-fuzz");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{}-{}-{number}.{ending}", kind.name, seed()));
    std::fs::write(&path, bytes).unwrap();
    path.display().to_string()
}

/// Some inputs of a kind; those over which the program fails.
fn failures(kind: &Kind) -> Vec<String> {
    let seeds = (kind.seeds)();
    let mut failed = Vec::new();
    for number in 0..kind.usual {
        let input = kind.input(&seeds, seed(), number);
        let begun = Instant::now();
        let why = tried(kind, number, &input);
        // The test itself is not compiled for speed, and the machine may be busy.
        let slow = (begun.elapsed() > 10 * TIME).then(|| format!("it takes {:?}", begun.elapsed()));
        if let Some(why) = why.or(slow) {
            failed.push(format!("{}: {why}", keep(kind, number, &input)));
        }
    }
    failed
}

/// The kind of a name.
fn kind(name: &str) -> &'static Kind {
    const { &KINDS }.iter().find(|kind| kind.name == name).unwrap_or_else(|| panic!("no kind {name}"))
}

/// Tries some inputs of kinds.
fn try_some(names: &[&str]) {
    let failed: Vec<String> = names.iter().flat_map(|name| failures(kind(name))).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn reports() {
    try_some(&["toml", "prose"]);
}

#[test]
fn workbooks() {
    try_some(&["workbook"]);
}

#[test]
fn published_reports() {
    try_some(&["word", "page", "print"]);
}

#[test]
fn districts() {
    try_some(&["district", "list"]);
}

#[test]
fn kept_state() {
    try_some(&["part", "note"]);
}

#[test]
fn what_an_office_brings() {
    try_some(&["template", "form", "policy", "face"]);
}
