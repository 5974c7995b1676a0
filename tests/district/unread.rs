//! Folders that cannot be read, and an output folder that is taken away: told, never taken for what is not so.
#![cfg(unix)]

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use super::workers::many;
use super::{codes, district, hand_in};
use crate::support::{run, told};

/// Whoever owns nothing: who may do everything reads folders that nobody may.
const NOBODY: u32 = 65_534;

/// Sets who may do what with a folder.
fn allow(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// Runs a district as somebody who may not do everything.
fn batch(folder: &Path) -> Output {
    let is_root = std::fs::metadata("/proc/self").map_or(true, |data| data.uid() == 0);
    let program = env!("CARGO_BIN_EXE_nianbao");
    let arguments = ["batch", ".", "-o", "输出", "--today", "2026-01-15", "--jobs", "0"];
    if !is_root {
        return run(folder, &arguments);
    }
    // The program may lie where nobody else may look.
    let copy = folder.join("nianbao");
    if std::fs::hard_link(program, &copy).is_err() && !copy.exists() {
        std::fs::copy(program, &copy).unwrap();
    }
    allow(folder, 0o777);
    Command::new(copy).args(arguments).current_dir(folder).uid(NOBODY).gid(NOBODY).output().unwrap()
}

/// The statuses and codes of the units of a run, and its reminder.
fn outcome(folder: &Path) -> (Vec<(String, Vec<String>)>, String, Value) {
    let output = batch(folder);
    let text =
        std::fs::read_to_string(folder.join("输出/summary.json")).unwrap_or_else(|_| panic!("{}", told(&output)));
    let summary: Value = serde_json::from_str(&text).unwrap();
    let of = |unit: &Value| {
        let codes = codes(&unit["findings"]).into_iter().map(str::to_owned).collect();
        (unit["standing"].as_str().unwrap().to_owned(), codes)
    };
    let units = summary["units"].as_array().unwrap().iter().map(of).collect();
    (units, std::fs::read_to_string(folder.join("输出/催报单.txt")).unwrap(), summary)
}

#[test]
fn whether_a_unit_sent_something_into_a_folder_that_cannot_be_read_is_not_known() {
    let names = ["示例市财政局", "示例市林业局", "示例市水务局", "示例市民政局"];
    let mut roster: String = names.iter().map(|name| format!("[[units]]\nname = \"{name}\"\n")).collect();
    roster.push_str("file = \"单位/民政/年报.xlsx\"\n");
    let folder = district(&format!("year = 2025\nname = \"示例市\"\n{roster}"));
    hand_in(folder.path(), names[0], &format!("agency.name = \"{}\"", names[0]));
    let units = folder.path().join("单位");
    let locked = |name: &str| {
        std::fs::create_dir_all(units.join(name)).unwrap();
        allow(&units.join(name), 0o000);
    };
    // The folder of one unit, and one that a unit names.
    locked("示例市林业局");
    locked("民政");
    let (told, reminder, summary) = outcome(folder.path());
    let open = ("open".to_owned(), vec!["DIS009".to_owned()]);
    // A folder that nobody's name stands on may be anybody's.
    assert_eq!(told[1..], [open.clone(), open.clone(), open], "{summary}");
    assert!(["done", "confirm"].contains(&told[0].0.as_str()), "{summary}");
    assert!(reminder.contains("已交 1 个，没有交 0 个，不知道交没有交 3 个（文件夹没有读全）"), "{reminder}");
    assert!(!reminder.contains("没有交：") && !reminder.contains("要重交："), "{reminder}");
    let page = std::fs::read_to_string(folder.path().join("输出/index.html")).unwrap();
    assert!(page.contains("没有处理完（文件夹没有读全，不知道交没有交）"), "{page}");
    allow(&units.join("民政"), 0o777);
    let (told, reminder, summary) = outcome(folder.path());
    let standings: Vec<&str> = told[1..].iter().map(|(standing, _)| standing.as_str()).collect();
    assert_eq!(standings, ["open", "missing", "missing"], "{summary}");
    assert!(reminder.contains("没有交 2 个，不知道交没有交 1 个"), "{reminder}");
    assert!(summary["roster"].to_string().contains("读不了这个文件夹"), "{summary}");
    let output = batch(folder.path());
    assert_eq!(output.status.code(), Some(2), "{}", crate::support::told(&output));
    allow(&units.join("示例市林业局"), 0o777);
    assert_eq!(outcome(folder.path()).0[1].0, "missing");
}

#[test]
fn an_output_folder_that_is_taken_away_is_an_error() {
    let folder = many(6);
    let out = folder.path().join("输出");
    // As early as there is anything, and later.
    for moment in [0, 1, 3] {
        let _ = std::fs::remove_dir_all(&out);
        let mut program = Command::new(env!("CARGO_BIN_EXE_nianbao"));
        program.args(["batch", ".", "-o", "输出", "--jobs", "1"]).current_dir(folder.path());
        let child = program.stderr(Stdio::piped()).spawn().unwrap();
        let made = || std::fs::read_dir(&out).into_iter().flatten().count();
        let begun = std::time::Instant::now();
        while made() <= moment && begun.elapsed().as_secs() < 60 {
            std::thread::yield_now();
        }
        std::fs::rename(&out, folder.path().join(format!("移走{moment}"))).unwrap();
        let output = child.wait_with_output().unwrap();
        let told = told(&output);
        assert_eq!(output.status.code(), Some(2), "{moment}: {told}");
        assert!(told.contains("移走、删去或换过"), "{moment}: {told}");
    }
    let output = run(folder.path(), &["batch", ".", "-o", "输出"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
}
