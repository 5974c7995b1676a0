//! What goes wrong around a run: killed, hanging, full, read-only, unreadable. The rest is done, and told.
#![cfg(unix)]

use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use super::batch::files;
use super::{batch, codes, district, hand_in, summary, two};
use crate::support::held::Held;
use crate::support::{run, told};

/// A district of many units that differ.
fn many(count: usize) -> tempfile::TempDir {
    let names: Vec<String> = (0..count).map(|number| format!("示例市第{number}局")).collect();
    let roster: String = names.iter().map(|name| format!("[[units]]\nname = \"{name}\"\n")).collect();
    let folder = district(&format!("year = 2025\nname = \"示例市\"\n{roster}"));
    for name in &names {
        hand_in(folder.path(), name, &format!("agency.name = \"{name}\""));
    }
    folder
}

/// Runs the program without the rights of an administrator, whom nothing is forbidden.
fn as_nobody(folder: &Path, arguments: &[&str]) -> Output {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    if is_root {
        let program = folder.join(".program");
        if std::fs::hard_link(env!("CARGO_BIN_EXE_nianbao"), &program).is_err() && !program.exists() {
            std::fs::copy(env!("CARGO_BIN_EXE_nianbao"), &program).unwrap();
        }
        command = Command::new(&program);
        command.uid(65534).gid(65534);
    }
    command.args(arguments).current_dir(folder).output().unwrap()
}

/// Sets the rights of a file or folder.
fn allow(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// A run into `输出` of which some units are done.
fn under_way(folder: &Path, jobs: &str, stderr: Stdio) -> Child {
    let child = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["batch", ".", "-o", "输出", "--jobs", jobs])
        .current_dir(folder)
        .stderr(stderr)
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let entries = || std::fs::read_dir(folder.join("输出")).into_iter().flatten().flatten();
    let done = || entries().filter(|entry| entry.path().is_dir()).count();
    while done() < 4 && begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(2));
    }
    child
}

#[test]
fn a_killed_run_leaves_no_half_file_and_the_next_one_goes_on() {
    let folder = many(24);
    let out = folder.path().join("输出");
    let mut child = under_way(folder.path(), "2", Stdio::null());
    child.kill().unwrap();
    child.wait().unwrap();
    let left = files(&out);
    let of = |ending: &str| left.iter().filter(|(name, _)| name.ends_with(ending)).collect::<Vec<_>>();
    assert!(!left.contains_key("summary.json") && of(".pdf").len() < 24, "killed too late");
    assert!(
        of(".pdf").iter().all(|(name, bytes)| bytes.trim_ascii_end().ends_with(b"%%EOF") || name.contains(".nianbao"))
    );
    // A page ends with the line that says what made it.
    let ends = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes)
            .rsplit_once("</html>")
            .is_some_and(|(_, end)| end.trim().starts_with("<!-- nianbao ") && end.trim().ends_with(" -->"))
    };
    assert!(of(".html").iter().all(|(_, bytes)| ends(bytes)));
    let again = batch(folder.path(), &[]);
    assert_eq!(again.status.code(), Some(0), "{}", told(&again));
    let kept = told(&again).matches("沿用").count();
    assert!((2..24).contains(&kept), "{kept}: {}", told(&again));
    let resumed = files(&out);
    assert!(!resumed.keys().any(|name| name.contains(".nianbao-tmp")));
    run(folder.path(), &["batch", ".", "-o", "整"]);
    assert!(resumed == files(&folder.path().join("整")), "a resumed run differs from one that was not killed");
}

#[test]
fn a_unit_that_hangs_is_given_up_and_the_others_are_done() {
    let folder = two("");
    let Some(_held) = Held::of(&folder.path().join("单位/示例市财政局.toml")) else { return };
    let (code, summary) = summary(folder.path(), &["--timeout", "3", "--jobs", "1"]);
    assert_eq!((code, &summary["units"][0]["status"]), (Some(2), &"ready".into()));
    assert_eq!(summary["units"][1]["status"], "failed");
    assert_eq!(codes(&summary["units"][1]["findings"]), ["DIS018"]);
    assert!(summary["units"][1]["findings"][0]["message"].as_str().unwrap().contains("超过了 3 秒"));
}

#[test]
fn prose_beyond_measure_is_refused_and_the_others_are_done() {
    let folder = two("");
    let endless = "公开。".repeat(80_000);
    let change = format!("agency.name = \"示例市财政局\"\n[sections.problems]\ntext = \"{endless}\"");
    hand_in(folder.path(), "示例市财政局", &change);
    let (code, summary) = summary(folder.path(), &[]);
    assert_eq!((code, &summary["units"][0]["status"]), (Some(2), &"ready".into()));
    let message = summary["units"][1]["findings"][0]["message"].as_str().unwrap();
    assert!(message.starts_with("单位/示例市财政局.toml：要印的文字共"), "{message}");
}

#[test]
fn a_folder_that_cannot_be_read_is_told_and_the_others_are_done() {
    let folder = two("");
    let closed = folder.path().join("单位/封存");
    std::fs::create_dir(&closed).unwrap();
    allow(folder.path(), 0o777);
    allow(&closed, 0o000);
    let output = as_nobody(folder.path(), &["batch", ".", "-o", "输出"]);
    allow(&closed, 0o755);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(told(&output).contains("错误[DIS009]：单位/封存：读不了这个文件夹"), "{}", told(&output));
    assert!(told(&output).contains("已生成 2"), "{}", told(&output));
}

#[test]
fn a_folder_that_cannot_be_written_to_is_told_and_the_others_are_done() {
    let folder = two("");
    let closed = folder.path().join("输出/示例市财政局");
    std::fs::create_dir_all(&closed).unwrap();
    allow(folder.path(), 0o777);
    allow(&folder.path().join("输出"), 0o777);
    allow(&closed, 0o555);
    let output = as_nobody(folder.path(), &["batch", ".", "-o", "输出"]);
    allow(&closed, 0o755);
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(told(&output).contains("已生成 1，没有处理完 1"), "{}", told(&output));
    let shut = folder.path().join("只读");
    std::fs::create_dir(&shut).unwrap();
    allow(&shut, 0o555);
    let output = as_nobody(folder.path(), &["batch", ".", "-o", "只读/输出"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("只读/输出") && told(&output).contains("没有权限"), "{}", told(&output));
}

#[test]
fn a_full_disk_costs_only_what_did_not_fit() {
    let folder = two("");
    // Random words do not pack: this unit's PDF is past the limit, the other's is not.
    let words: String =
        (0_u32..6000).map(|n| char::from_u32(0x4e00 + n.wrapping_mul(2_654_435_761) % 0x4e00).unwrap()).collect();
    hand_in(
        folder.path(),
        "示例市财政局",
        &format!("agency.name = \"示例市财政局\"\n[sections.problems]\ntext = \"{words}\""),
    );
    let script = format!("ulimit -f 512; trap '' XFSZ; exec {} batch . -o 输出 --draft", env!("CARGO_BIN_EXE_nianbao"));
    let output = Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    let text = std::fs::read_to_string(folder.path().join("输出/summary.json")).unwrap();
    let summary: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(summary["units"][0]["status"], "ready");
    assert_eq!(codes(&summary["units"][1]["findings"])[0], "DIS016", "{}", told(&output));
    assert!(!files(&folder.path().join("输出")).keys().any(|name| name.contains("财政局")), "nothing half written");
}

#[test]
fn an_interrupted_run_tells_what_is_not_done_and_goes_on_the_next_time() {
    let folder = many(24);
    let out = folder.path().join("输出");
    let child = under_way(folder.path(), "1", Stdio::piped());
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(told(&output).contains("已停下；再运行一次会接着做"), "{}", told(&output));
    let text = std::fs::read_to_string(out.join("summary.json")).unwrap();
    let stopped = text.matches("\"status\": \"stopped\"").count();
    assert!((1..24).contains(&stopped), "{stopped}");
    let again = batch(folder.path(), &[]);
    assert_eq!((again.status.code(), told(&again).matches("沿用").count()), (Some(0), 24 - stopped));
}
