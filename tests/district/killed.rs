//! Runs and workers killed at any moment, by hand: `NIANBAO_KILLS=60 cargo test --release killed -- --ignored`.
#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::batch::files;
use super::workers::{many, workers_of};
use crate::support::{run, told};

/// How many moments are tried.
fn kills() -> u32 {
    std::env::var("NIANBAO_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(10)
}

/// Starts a run into `输出`.
fn start(folder: &Path) -> Child {
    let mut program = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    program.args(["batch", ".", "-o", "输出", "--jobs", "2", "--today", "2026-01-20"]).current_dir(folder);
    program.stderr(Stdio::null()).spawn().unwrap()
}

/// Kills something at moments spread over a run, each time into an empty folder; the next run gives what an undisturbed
/// one gives.
fn killed_at_moments(kill: impl Fn(&mut Child)) {
    let folder = many(12);
    let out = folder.path().join("输出");
    let begun = Instant::now();
    assert!(start(folder.path()).wait().unwrap().success());
    let took = begun.elapsed();
    let undisturbed = files(&out);
    for number in 0..kills() {
        std::fs::remove_dir_all(&out).unwrap();
        let mut child = start(folder.path());
        std::thread::sleep(took * number / kills());
        kill(&mut child);
        child.wait().unwrap();
        // Whoever worked for it ends with it.
        std::thread::sleep(Duration::from_millis(300));
        let left = if out.exists() { files(&out) } else { std::collections::BTreeMap::new() };
        for (name, bytes) in left.iter().filter(|(name, _)| !name.contains(".nianbao")) {
            let is_whole = !name.ends_with(".pdf") || bytes.trim_ascii_end().ends_with(b"%%EOF");
            assert!(is_whole && !bytes.is_empty(), "{number}: {name} is half written");
        }
        let again = run(folder.path(), &["batch", ".", "-o", "输出", "--jobs", "2", "--today", "2026-01-20"]);
        assert_eq!(again.status.code(), Some(0), "{number}: {}", told(&again));
        let now = files(&out);
        let differ = now.iter().find(|(name, bytes)| undisturbed.get(*name) != Some(*bytes)).map(|(name, _)| name);
        assert_eq!((differ, now.len()), (None, undisturbed.len()), "{number}: the next run differs");
    }
}

#[test]
#[ignore = "takes minutes"]
fn a_run_killed_at_any_moment() {
    killed_at_moments(|child| child.kill().unwrap());
}

#[test]
#[ignore = "takes minutes"]
fn a_worker_killed_at_any_moment() {
    killed_at_moments(|child| {
        if let Some(worker) = workers_of(child.id()).first() {
            let _ = Command::new("kill").args(["-KILL", &worker.to_string()]).stderr(Stdio::null()).status();
        }
    });
}
