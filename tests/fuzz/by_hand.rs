//! Any number of inputs, each kind in processes of its own: panics, aborts, hangs, time and memory, in a table.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::kinds::KINDS;
use super::{TIME, keep, kind, seed, tried};

/// Kilobytes that one input may fill.
const MEMORY: u64 = 300_000;

/// Kilobytes that a process may address: what it has before, and room to see what takes more.
const ADDRESSES: u64 = 3_000_000;

/// How long one input may take before its process is ended.
const HANG: Duration = Duration::from_secs(30);

/// Inputs that one process tries.
const AT_ONCE: usize = 2_000;

/// Something of the environment as a number.
fn number(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

/// A figure of this process in kilobytes (Linux; elsewhere 0).
fn memory(which: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(which)?.strip_prefix(':'));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok()).unwrap_or(0)
}

/// How long this process has worked (Linux; elsewhere since it began): a machine that does other things as well makes no
/// input slow.
fn worked(since: Instant) -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    let ticks = |place: usize| fields.get(place).and_then(|ticks| ticks.parse::<u64>().ok());
    // The kernel counts in hundredths of a second, whatever it does inside.
    match (ticks(11), ticks(12)) {
        (Some(user), Some(system)) => Duration::from_millis((user + system) * 10),
        _ => since.elapsed(),
    }
}

#[test]
#[ignore = "one of the processes of `by_hand`"]
fn process() {
    let Ok(name) = std::env::var("NIANBAO_FUZZ_OF") else { return };
    let (from, to) = (number("NIANBAO_FUZZ_FROM").unwrap(), number("NIANBAO_FUZZ_TO").unwrap());
    let mut log = File::create(std::env::var_os("NIANBAO_FUZZ_LOG").unwrap()).unwrap();
    let work = move || {
        std::panic::set_hook(Box::new(|_| {}));
        let started = Instant::now();
        let (kind, seed) = (kind(&name), seed());
        let seeds = (kind.seeds)();
        tried(kind, 0, &seeds[0]);
        for number in from..to {
            let input = kind.input(&seeds, seed, number);
            writeln!(log, "begun {number}").unwrap();
            let _ = std::fs::write("/proc/self/clear_refs", "5");
            let (begun, before) = (worked(started), memory("VmRSS"));
            let panic = tried(kind, number, &input);
            let (took, more) = (worked(started).saturating_sub(begun), memory("VmHWM").saturating_sub(before));
            let mut tell = |what: &str, why: &str| {
                writeln!(log, "{what} {} {}", keep(kind, number, &input), why.replace('\n', " ")).unwrap();
            };
            if let Some(panic) = panic {
                tell("panic", &panic);
            }
            if took > TIME {
                tell("slow", &format!("{took:?}"));
            }
            if more > MEMORY {
                tell("large", &format!("{more} KB"));
            }
        }
        writeln!(log, "done").unwrap();
    };
    std::thread::Builder::new().stack_size(64 << 20).spawn(work).unwrap().join().unwrap();
}

/// Has a process try some inputs; what it wrote down, the last line `done` when it came to its end.
fn try_by_process(name: &str, from: usize, to: usize, log: &Path) -> Vec<String> {
    let program = std::env::current_exe().unwrap();
    let script = format!("ulimit -v {ADDRESSES}; exec \"$0\" fuzz::by_hand::process --exact --ignored");
    let mut command = Command::new("sh");
    command.args(["-c", &script]).arg(program).stdout(Stdio::null()).stderr(Stdio::null());
    command.env("NIANBAO_FUZZ_OF", name).env("NIANBAO_FUZZ_LOG", log);
    command.env("NIANBAO_FUZZ_FROM", from.to_string()).env("NIANBAO_FUZZ_TO", to.to_string());
    let mut child = command.spawn().unwrap();
    let (mut length, mut since) = (0, Instant::now());
    while child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(20));
        let now = std::fs::metadata(log).map_or(0, |data| data.len());
        if now != length {
            (length, since) = (now, Instant::now());
        } else if since.elapsed() > HANG {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }
    std::fs::read_to_string(log).unwrap_or_default().lines().map(str::to_owned).collect()
}

#[test]
#[ignore = "takes as long as it is asked for by NIANBAO_FUZZ"]
fn table() {
    let count = number("NIANBAO_FUZZ").unwrap_or(1_000);
    let only = std::env::var("NIANBAO_FUZZ_KIND").unwrap_or_default();
    let folder = tempfile::tempdir().unwrap();
    let (mut told, mut failed) = (Vec::new(), 0);
    println!("{:<10}{:>9}{:>8}{:>8}{:>8}{:>10}", "", "inputs", "panics", "aborts", "> 2 s", "> 300 MB");
    for kind in KINDS.iter().filter(|kind| only.is_empty() || only.split(',').any(|name| name == kind.name)) {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut from = 0;
        while from < count {
            let to = (from + AT_ONCE).min(count);
            let lines = try_by_process(kind.name, from, to, &folder.path().join("log"));
            from = to;
            for line in &lines {
                if let Some((what @ ("panic" | "slow" | "large"), why)) = line.split_once(' ') {
                    *counts.entry(what.to_owned()).or_default() += 1;
                    told.push(format!("{what}: {why}"));
                }
            }
            if lines.last().is_none_or(|line| line != "done") {
                let last = lines.iter().rev().find_map(|line| line.strip_prefix("begun ")?.parse::<usize>().ok());
                let last = last.unwrap_or_else(|| panic!("no input of {} was begun", kind.name));
                *counts.entry("abort".to_owned()).or_default() += 1;
                let input = kind.input(&(kind.seeds)(), seed(), last);
                told.push(format!("abort: {}", keep(kind, last, &input)));
                from = last + 1;
            }
        }
        let of = |what: &str| counts.get(what).copied().unwrap_or(0);
        failed += counts.values().sum::<usize>();
        let all = [count, of("panic"), of("abort"), of("slow"), of("large")];
        println!("{:<10}{:>9}{:>8}{:>8}{:>8}{:>10}", kind.name, all[0], all[1], all[2], all[3], all[4]);
    }
    assert_eq!(failed, 0, "{}", told.join("\n"));
}
