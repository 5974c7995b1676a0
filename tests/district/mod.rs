//! Districts as an office runs them.

mod again;
mod batch;
mod days;
mod example;
mod faults;
mod fee;
mod killed;
mod likeness;
mod list;
mod month;
mod next_year;
mod other_kinds;
mod others;
mod packed;
mod prose;
mod returns;
mod rooms;
mod roster;
mod shards;
mod sixty;
mod sums;
mod telling;
mod templates;
mod unread;
pub mod workers;

use std::path::Path;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{changed, run, told};

/// A district of two units, both sound, in a folder of its own.
pub fn two(more: &str) -> TempDir {
    let roster = "[[units]]\nname = \"示例市应急管理局\"\n[[units]]\nname = \"示例市财政局\"\n";
    let folder = district(&format!("year = 2025\nname = \"示例市\"\n{more}\n{roster}"));
    hand_in(folder.path(), "示例市应急管理局", "");
    hand_in(folder.path(), "示例市财政局", "agency.name = \"示例市财政局\"");
    folder
}

/// A folder with a `district.toml`.
pub fn district(text: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("district.toml"), text).unwrap();
    std::fs::create_dir(folder.path().join("单位")).unwrap();
    folder
}

/// Puts a unit's file there: the sound report with a change.
pub fn hand_in(folder: &Path, name: &str, change: &str) {
    std::fs::write(folder.join("单位").join(format!("{name}.toml")), changed(change)).unwrap();
}

/// Runs a district into `输出`.
pub fn batch(folder: &Path, more: &[&str]) -> Output {
    run(folder, &[&["batch", ".", "-o", "输出"], more].concat())
}

/// Runs a district; the exit code, and the summary that was written.
pub fn summary(folder: &Path, more: &[&str]) -> (Option<i32>, Value) {
    let output = batch(folder, more);
    let text =
        std::fs::read_to_string(folder.join("输出/summary.json")).unwrap_or_else(|_| panic!("{}", told(&output)));
    (output.status.code(), serde_json::from_str(&text).unwrap())
}

/// The codes of some findings.
pub fn codes(findings: &Value) -> Vec<&str> {
    findings.as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}
