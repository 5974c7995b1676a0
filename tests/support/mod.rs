//! What tests share: a sound report to change things in, folders, the program.

pub mod built;
pub mod docx;
pub mod font;
pub mod formats;
pub mod grid;
pub mod held;
pub mod letters;
pub mod office;
pub mod pdf;
pub mod random;
pub mod rows;
pub mod structure;
pub mod tables;
pub mod web;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use nianbao::engine::{Engine, Examined, Input};
use tempfile::TempDir;
use toml::{Table, Value};

/// The folder of the crate.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The inputs of the examples.
pub fn examples() -> Vec<PathBuf> {
    let folders = std::fs::read_dir(root().join("examples")).expect("there are examples");
    let inputs = folders.map(|entry| entry.expect("a folder can be listed").path().join("report.toml"));
    let mut inputs: Vec<PathBuf> = inputs.filter(|input| input.exists()).collect();
    inputs.sort();
    inputs
}

/// A sound report for 2025.
pub fn sound() -> Table {
    include_str!("../cases/2025.toml").parse().expect("the sound report is TOML")
}

/// The problems that the sound report of the year before tells of.
const PROBLEMS_BEFORE: &str = "一是公开的主动性还不够强，个别科室存在重业务、轻公开的倾向，信息发布不够及时。\
    二是业务培训不够系统，新任人员对答复的程序和时限不熟悉。2025年将把信息公开列入各科室的年度考核，举办全员参加的专题培训2次，\
    并由办公室每月检查栏目的更新情况。";

/// A folder with a report as `report.toml` and the sound report of the year before as `上年.toml`.
pub fn folder(report: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let mut before = sound();
    before.insert("year".into(), Value::Integer(2024));
    // What was in force then, and was issued and repealed since, is in force now.
    before["disclosure"]["normative"] = Value::Array([1, 1, 11].map(Value::Integer).to_vec());
    before["sections"]["problems"]["text"] = PROBLEMS_BEFORE.into();
    std::fs::write(folder.path().join("report.toml"), report).expect("a file can be written");
    std::fs::write(folder.path().join("上年.toml"), before.to_string()).expect("a file can be written");
    folder
}

/// The sound report with a change laid over it: tables are merged, an empty table and all else replaces.
pub fn changed(change: &str) -> String {
    let mut report = sound();
    merge(&mut report, change.parse().expect("the change is TOML"));
    report.to_string()
}

/// Lays one table over another.
fn merge(below: &mut Table, above: Table) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) if !above.is_empty() => merge(below, above),
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
}

/// The engine all tests use.
pub fn engine() -> &'static Engine {
    static ENGINE: LazyLock<Engine> = LazyLock::new(built_in);
    &ENGINE
}

/// An engine of one's own.
pub fn built_in() -> Engine {
    Engine::built_in().expect("the built-in templates are sound")
}

/// A report examined.
pub fn examine(input: &Path) -> (Input, Examined) {
    let engine = engine();
    let input = engine.read(input, None).expect("the input is TOML");
    let examined = engine.examine(&input).expect("the wordings are sound");
    (input, examined)
}

/// Codes of what is found in a changed report.
pub fn codes(change: &str) -> Vec<&'static str> {
    let folder = folder(&changed(change));
    let (_, examined) = examine(&folder.path().join("report.toml"));
    examined.findings.iter().map(|finding| finding.rule.code).collect()
}

/// Runs the program in a folder.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_nianbao");
    Command::new(program).args(arguments).current_dir(folder).output().expect("the program can be run")
}

/// What a run printed: findings of a check first, then what else it told.
pub fn told(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Whether a program can be run; a failure when it must be there.
pub fn has(program: &str, arguments: &[&str]) -> bool {
    let found = Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success());
    assert!(found || std::env::var_os("NIANBAO_EDITORS").is_none(), "{program} is not installed");
    found
}

/// Copies a folder with all in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            std::fs::copy(&entry, &target).unwrap();
        }
    }
}
