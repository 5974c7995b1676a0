//! Workbooks of half a million cells, in every format: done or refused in bounded time and memory.
#![cfg(target_os = "linux")]

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::district::workers::workers_of;
use crate::support::formats;
use crate::support::grid::sound;

/// Kilobytes that the work may fill.
const MEMORY: u64 = 400_000;

/// How long it may take: five seconds, and room for a machine that is busy or a program that is not made for speed.
const TIME: Duration = Duration::from_secs(40);

/// Kilobytes that a process has filled at most.
fn peak(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok()).unwrap_or(0)
}

#[test]
fn half_a_million_cells_of_any_format_are_bounded() {
    let folder = tempfile::tempdir().unwrap();
    for (what, is_read) in [("within", true), ("beyond", false)] {
        let flooded = |count: u32| {
            let mut grid = sound();
            let cells = (0..count).flat_map(|row| (0..100).map(move |column| (row, column)));
            let told = |(row, column): (u32, u32)| ((row, column), format!("{}", row * column % 997));
            grid.sheets.push(("底稿".to_owned(), cells.map(told).collect()));
            grid
        };
        let grid = flooded(if is_read { 4_900 } else { 5_100 });
        // As much as the text of an OpenDocument workbook may hold.
        let open = flooded(if is_read { 2_500 } else { 5_100 });
        let files = [
            ("xlsx", grid.bytes()),
            ("xls", formats::xls(&grid)),
            ("ods", formats::ods(&open)),
            ("xlsb", formats::xlsb(&grid)),
        ];
        for (ending, bytes) in files {
            let name = format!("{what}.{ending}");
            std::fs::write(folder.path().join(&name), bytes).unwrap();
            let begun = Instant::now();
            let mut child = Command::new(env!("CARGO_BIN_EXE_nianbao"));
            let child =
                child.args(["check", &name]).current_dir(folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = child.spawn().unwrap();
            let mut most = 0;
            let code = loop {
                most = workers_of(child.id()).into_iter().chain([child.id()]).map(peak).fold(most, u64::max);
                if let Some(status) = child.try_wait().unwrap() {
                    break status.code();
                }
                std::thread::sleep(Duration::from_millis(3));
            };
            assert!(most > 0 && most < MEMORY, "{name}: {most} KB");
            assert!(begun.elapsed() < TIME, "{name}: {:?}", begun.elapsed());
            assert_eq!(code, Some(if is_read { 0 } else { 2 }), "{name}");
        }
    }
}
