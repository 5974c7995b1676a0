//! The law of the reader, on filings made up by chance: every character of prose, every name and every figure is
//! printed in its place, on the page and in the PDF, or a finding names where it was typed.
//!
//! `NIANBAO_LAW=10000` tries as many filings, `NIANBAO_LAW=17..18` only that one.

mod filing;
mod held;
mod prose;
mod spelled;
mod words;

use std::ops::Range;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use filing::Filing;
use spelled::Spelling;

use crate::support::{has, told};

/// Filings that are tried on every change.
const FILINGS: u64 = 12;

/// The numbers of the filings that are tried.
pub fn numbers() -> Range<u64> {
    let Ok(asked) = std::env::var("NIANBAO_LAW") else { return 0..FILINGS };
    let (first, last) = asked.split_once("..").unwrap_or(("0", &asked));
    first.parse().unwrap()..last.parse().unwrap()
}

/// Writes a filing made up by chance into a folder, as TOML.
pub fn made_up(number: u64, folder: &Path) -> std::path::PathBuf {
    spelled::write(&Filing::new(number, true), number, Spelling::Toml, folder)
}

/// Fails with what is wrong with some filings.
fn assert_held(faults: &[String]) {
    let shown = faults.iter().take(40).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(faults.is_empty(), "{} 处：\n{shown}", faults.len());
}

/// Does something for all of some things, on every core: typesetting needs stacks of its own.
fn for_all<T: Sync, R: Send>(all: &[T], each: impl Fn(&T) -> Vec<R> + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let some =
        || std::iter::from_fn(|| all.get(next.fetch_add(1, Ordering::Relaxed))).flat_map(&each).collect::<Vec<R>>();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(some)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

/// What is wrong with a filing in one spelling.
fn faults(number: u64, spelling: Spelling) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let filing = Filing::new(number, spelling != Spelling::Workbook);
    let path = spelled::write(&filing, number, spelling, folder.path());
    let faults = held::faults(&filing, &path);
    // What was laid out is not needed again: thousands of filings would fill the memory.
    typst::comemo::evict(4);
    faults.into_iter().map(|fault| format!("{number} {spelling:?} {fault}")).collect()
}

#[test]
fn what_is_handed_in_is_printed_or_named() {
    let spellings = [Spelling::Toml, Spelling::Files, Spelling::Workbook];
    let all: Vec<_> = numbers().flat_map(|number| spellings.map(|spelling| (number, spelling))).collect();
    assert_held(&for_all(&all, |(number, spelling)| faults(*number, *spelling)));
}

#[test]
fn what_libreoffice_saved_is_printed_or_named() {
    if !has("soffice", &["--version"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let numbers: Vec<u64> = numbers().collect();
    let written = |number: &u64| {
        let own = folder.path().join("own").join(number.to_string());
        std::fs::create_dir_all(&own).unwrap();
        let path = spelled::write(&Filing::new(*number, false), *number, Spelling::Workbook, &own);
        let named = folder.path().join(format!("{number}.xlsx"));
        std::fs::rename(path, &named).unwrap();
        named
    };
    let files: Vec<_> = numbers.iter().map(written).collect();
    let mut faults = Vec::new();
    for format in ["xlsx", "ods", "xls"] {
        save(folder.path(), &files, format);
        let saved = |number: &u64| folder.path().join(format).join(format!("{number}.{format}"));
        faults.extend(for_all(&numbers, |number| {
            let found = held::faults(&Filing::new(*number, false), &saved(number));
            found.into_iter().map(|fault| format!("{number} {format} {fault}")).collect()
        }));
    }
    assert_held(&faults);
}

/// Saves workbooks with LibreOffice in a format, into a folder of its name.
fn save(folder: &Path, files: &[std::path::PathBuf], format: &str) {
    for files in files.chunks(100) {
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
        let saved = Command::new("soffice")
            .args([&profile, "--headless", "--convert-to", format, "--outdir", format])
            .args(files)
            .current_dir(folder)
            .output()
            .unwrap();
        assert!(saved.status.success(), "{}", told(&saved));
    }
}
