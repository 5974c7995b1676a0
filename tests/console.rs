//! What is written to the console: colours, and outputs that take nothing.

use std::process::{Command, Output, Stdio};

use crate::support::{changed, folder, run, told};

/// Commands that write to standard output.
const COMMANDS: &[&[&str]] = &[
    &["rules"],
    &["explain", "SUM001"],
    &["check", "report.toml"],
    &["check", "report.toml", "--format", "json"],
    &["check", "report.toml", "--origins"],
    &["completions", "bash"],
    &["--help"],
    &["--version"],
    &["new", "新", "--year", "2025"],
    &["convert", "report.toml", "报告.xlsx"],
    &["templates", "模板"],
];

/// Runs the program in a folder of its own with a standard output.
fn run_into(arguments: &[&str], stdout: impl Into<Stdio>) -> Output {
    let folder = folder(&changed(""));
    let mut program = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    program.args(arguments).current_dir(folder.path()).stdout(stdout).output().expect("the program can be run")
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_that_takes_nothing_is_an_error() {
    for arguments in COMMANDS {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = run_into(arguments, full);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", told(&output));
        assert!(told(&output).contains("错误：标准输出：磁盘已满。\n建议："), "{arguments:?}: {}", told(&output));
    }
}

#[test]
fn a_reader_that_has_gone_away_is_no_fault() {
    for arguments in COMMANDS {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = run_into(arguments, writer);
        assert_eq!((output.status.code(), told(&output).as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn colours_are_written_to_terminals_or_where_they_are_asked_for() {
    let folder = folder(&changed("[applications]\nnew = [3, 1, 0, 0, 0, 0, 5]"));
    let colored = |more: &[&str]| {
        let check = run(folder.path(), &[&["check", "report.toml"], more].concat());
        let build = run(folder.path(), &[&["build", "report.toml"], more].concat());
        let nothing = run(folder.path(), &[&["check", "没有.toml"], more].concat());
        [check, build, nothing].map(|output| told(&output).contains("\u{1b}["))
    };
    assert_eq!(colored(&[]), [false; 3]);
    assert_eq!(colored(&["--color", "never"]), [false; 3]);
    assert_eq!(colored(&["--color", "always"]), [true; 3]);
    assert!(
        !told(&run(folder.path(), &["check", "report.toml", "--format", "json", "--color", "always"]))
            .contains('\u{1b}')
    );
}
