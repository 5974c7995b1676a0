//! Units are worked on by processes of their own: whatever one does to its process, the others are done.
#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::batch::files;
use super::{batch, district, hand_in, summary};
use crate::support::grid::{rewritten, sound};
use crate::support::held::Held;
use crate::support::{changed, folder, formats, run, told};

/// What does harm when a unit of some name is typeset: it takes more memory than there is, or all the time.
const KILLERS: [(&str, &str); 2] = [
    ("示例市内存局", "#let x = \"a\" * 100000000000"),
    ("示例市时间局", "#for i in range(1000000) { for j in range(1000000) { let x = calc.sqrt(j) } }"),
];

/// A folder of templates of which the report's does harm to those units.
fn templates(folder: &Path) {
    let report = include_str!("../../templates/report.typ");
    let harm: String = KILLERS
        .iter()
        .map(|(name, harm)| format!("{{% if agency == \"{name}\" %}}\n{harm}\n{{% endif %}}\n"))
        .collect();
    std::fs::create_dir(folder.join("模板")).unwrap();
    std::fs::write(folder.join("模板/report.typ"), format!("{harm}{report}")).unwrap();
}

/// A district of the killers and some sound units, as a run with those templates.
fn deadly(sound: usize) -> tempfile::TempDir {
    let sound: Vec<String> = (0..sound).map(|number| format!("示例市第{number}局")).collect();
    let names: Vec<&str> = KILLERS.iter().map(|(name, _)| *name).chain(sound.iter().map(String::as_str)).collect();
    let roster: String = names.iter().map(|name| format!("[[units]]\nname = \"{name}\"\n")).collect();
    let folder = district(&format!("year = 2025\nname = \"示例市\"\n{roster}"));
    names.iter().for_each(|name| hand_in(folder.path(), name, &format!("agency.name = \"{name}\"")));
    templates(folder.path());
    folder
}

/// A district of many sound units.
pub fn many(count: usize) -> tempfile::TempDir {
    let names: Vec<String> = (0..count).map(|number| format!("示例市第{number}局")).collect();
    let roster: String = names.iter().map(|name| format!("[[units]]\nname = \"{name}\"\n")).collect();
    let folder = district(&format!("year = 2025\nname = \"示例市\"\n{roster}"));
    names.iter().for_each(|name| hand_in(folder.path(), name, &format!("agency.name = \"{name}\"")));
    folder
}

/// The workers of a process.
pub fn workers_of(process: u32) -> Vec<u32> {
    let path = |task: &str| format!("/proc/{process}/task/{task}/children");
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let children = tasks.filter_map(|task| std::fs::read_to_string(path(&task.file_name().to_string_lossy())).ok());
    children.flat_map(|text| text.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>()).collect()
}

#[test]
fn units_that_take_all_there_is_cost_no_other() {
    let folder = deadly(3);
    let (code, summary) = summary(folder.path(), &["--jobs", "2", "--timeout", "9", "--templates", "模板"]);
    let units = summary["units"].as_array().unwrap();
    assert_eq!(code, Some(2));
    let [memory, time] = [0, 1].map(|unit: usize| {
        let [finding] = &units[unit]["findings"].as_array().unwrap()[..] else { panic!("{}", units[unit]) };
        assert_eq!((&units[unit]["status"], &units[unit]["files"]), (&"failed".into(), &serde_json::json!([])));
        format!("{}：{}", finding["code"].as_str().unwrap(), finding["message"].as_str().unwrap())
    });
    assert_eq!(memory, "DIS015：处理要用的内存超过 1024 MB，已放弃。");
    assert_eq!(time, "DIS018：处理超过了 9 秒，已放弃。");
    assert!(units[2..].iter().all(|unit| unit["status"] == "ready"), "{summary}");
    let made = files(&folder.path().join("输出"));
    assert!(made.keys().any(|name| name == "index.html") && !made.keys().any(|name| name.contains(".nianbao-tmp")));
    assert!(!made.keys().any(|name| name.contains("内存局") && name.ends_with(".pdf")));
}

/// Files that were found to end the program or the machine, by their endings.
fn killers() -> Vec<(&'static str, Vec<u8>)> {
    let sound = sound().bytes();
    let part = |name: &'static str, from: &str, to: &str| {
        let bytes = rewritten(&sound, |part, text| if part == name { text.replacen(from, to, 1) } else { text });
        assert!(bytes != rewritten(&sound, |_, text| text), "{name}");
        bytes
    };
    let cell = "<table:table-row><table:table-cell office:value-type=\"string\">";
    let content = |rows: &str| {
        formats::open_document(&format!(
            "<office:document-content><office:spreadsheet><table:table table:name=\"a\">{rows}"
        ))
    };
    let says = |text: &str| changed(&format!("[sections.problems]\ntext = '''{text}'''")).into_bytes();
    vec![
        ("xlsx", part("xl/sharedStrings.xml", "uniqueCount=\"", "uniqueCount=\"99999999999\" was=\"")),
        ("xlsx", part("xl/worksheets/sheet2.xml", "<v>", "<f t=\"shared\" si=\"4294967295\" ref=\"A9:B9\"/><v>")),
        ("ods", content(&format!("{cell}<text:p><text:s text:c=\"2147483647\"/></text:p>"))),
        ("ods", content(&format!("{cell}<office:annotation>"))),
        ("toml", says("{{ [1]|batch(1000000000, 0)|list }}")),
        ("toml", says("{{ range(100000)|select('in', range(100000)|list)|list|length }}")),
        ("toml", says("{{ 1 is divisibleby(0) }}{{ '%.65536f'|format(1) }}")),
        ("toml", says(&format!("{{{{ (({}1)) }}}}", "-".repeat(190_000)))),
        ("toml", says("&#128512;\u{1680}")),
        ("docx", "<w:sdt>".repeat(100_000).into_bytes()),
    ]
}

#[test]
fn ten_killers_of_forty_units_cost_the_others_nothing() {
    let folder = many(40);
    for (number, (ending, bytes)) in killers().into_iter().enumerate() {
        let unit = folder.path().join(format!("单位/示例市第{number}局"));
        std::fs::remove_file(unit.with_extension("toml")).unwrap();
        std::fs::write(unit.with_extension(ending), bytes).unwrap();
    }
    let (code, summary) = summary(folder.path(), &[]);
    let units = summary["units"].as_array().unwrap();
    let of = |status: &str| units.iter().filter(|unit| unit["status"] == status).count();
    assert_eq!((code, of("ready"), of("failed")), (Some(2), 30, 0), "{summary}");
    for unit in &units[..10] {
        let is_told = unit["findings"].as_array().unwrap().iter().any(|finding| finding["severity"] == "error");
        assert!(is_told && unit["files"] == serde_json::json!([]), "{unit}");
    }
}

#[test]
fn a_run_without_workers_gives_the_same_bytes() {
    let folder = district(
        "year = 2025\nname = \"示例市\"\n[[units]]\nname = \"示例市甲局\"\n[[units]]\nname = \"示例市乙局\"\n\
         [[units]]\nname = \"示例市丙局\"\n[[units]]\nname = \"示例市丁局\"\n",
    );
    let units = folder.path().join("单位");
    hand_in(folder.path(), "示例市甲局", "agency.name = \"示例市甲局\"\nletter.to = \"示例市人民政府\"");
    // A workbook with errors goes back marked; a file by another name is found by what is in it.
    let wrong = changed("agency.name = \"示例市乙局\"\n[applications]\nnew = [7, 0, 0, 0, 0, 0, 9]");
    std::fs::write(folder.path().join("乙.toml"), wrong).unwrap();
    assert_eq!(run(folder.path(), &["convert", "乙.toml", "单位/示例市乙局.xlsx"]).status.code(), Some(0));
    std::fs::write(units.join("年报.toml"), changed("agency.name = \"示例市丙局\"")).unwrap();
    std::fs::write(units.join("示例市丁局.xlsx"), "PK\u{3}\u{4}").unwrap();
    let today = ["--today", "2026-01-20"];
    let with = batch(folder.path(), &[&["--jobs", "2"], &today[..]].concat());
    let with_files = files(&folder.path().join("输出"));
    let without = run(folder.path(), &[&["batch", ".", "-o", "另", "--jobs", "0"], &today[..]].concat());
    let sorted = |told: String| {
        let mut lines: Vec<String> = told
            .lines()
            .map(|line| line.split_once("] ").map_or(line, |(_, rest)| rest).replace("另", "输出"))
            .collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(told(&with)), sorted(told(&without)));
    assert_eq!(with.status.code(), without.status.code());
    let without_files = files(&folder.path().join("另"));
    assert!(with_files.keys().any(|name| name.contains("乙局") && name.ends_with(".xlsx")), "{:?}", with_files.keys());
    assert_eq!(with_files.keys().collect::<Vec<_>>(), without_files.keys().collect::<Vec<_>>());
    let differ = with_files.iter().find(|(name, bytes)| without_files.get(*name) != Some(*bytes));
    assert_eq!(differ.map(|(name, _)| name), None);
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_that_is_killed_costs_one_unit_and_ends_with_its_run() {
    let folder = many(8);
    let start = || {
        let mut program = Command::new(env!("CARGO_BIN_EXE_nianbao"));
        program.args(["batch", ".", "-o", "输出", "--jobs", "1"]).current_dir(folder.path());
        let child = program.stderr(Stdio::piped()).spawn().unwrap();
        let begun = Instant::now();
        while workers_of(child.id()).is_empty() && begun.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(Duration::from_millis(100));
        let worker = workers_of(child.id())[0];
        (child, worker)
    };
    let kill = |process: u32| Command::new("kill").args(["-KILL", &process.to_string()]).status().unwrap().success();
    let (child, worker) = start();
    assert!(kill(worker));
    let output = child.wait_with_output().unwrap();
    assert!(told(&output).contains("已生成 7，没有处理完 1"), "{}", told(&output));
    assert_eq!(output.status.code(), Some(2));
    let again = batch(folder.path(), &[]);
    assert_eq!((again.status.code(), told(&again).matches("沿用").count()), (Some(0), 7), "{}", told(&again));
    // A worker does not outlive the run that it works for.
    std::fs::remove_dir_all(folder.path().join("输出")).unwrap();
    let (mut child, worker) = start();
    assert!(kill(child.id()));
    child.wait().unwrap();
    let begun = Instant::now();
    let is_there = || std::fs::read_to_string(format!("/proc/{worker}/stat")).is_ok_and(|stat| !stat.contains(") Z"));
    while is_there() {
        assert!(begun.elapsed() < Duration::from_secs(10), "{worker} is still there");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn one_file_has_the_same_limits() {
    let folder = folder("");
    templates(folder.path());
    for ((name, _), fact) in KILLERS.iter().zip(["内存超过 1024 MB", "处理超过了 9 秒，已放弃"]) {
        std::fs::write(folder.path().join("report.toml"), changed(&format!("agency.name = \"{name}\""))).unwrap();
        let output = run(folder.path(), &["build", "report.toml", "-o", "o", "--templates", "模板", "--timeout", "9"]);
        assert_eq!(output.status.code(), Some(2), "{}", told(&output));
        assert!(told(&output).contains("错误：report.toml："), "{}", told(&output));
        assert!(told(&output).contains(fact), "{}", told(&output));
        assert!(!folder.path().join("o").exists());
    }
}

#[test]
fn one_of_several_files_that_are_checked_costs_no_other() {
    let folder = folder(&changed(""));
    std::fs::write(folder.path().join("又.toml"), changed("[applications]\nnew = [7, 0, 0, 0, 0, 0, 9]")).unwrap();
    let held = folder.path().join("卡住.toml");
    std::fs::write(&held, changed("")).unwrap();
    let Some(_held) = Held::of(&held) else { return };
    let output = run(folder.path(), &["check", "report.toml", "卡住.toml", "又.toml", "--timeout", "3"]);
    let text = told(&output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.contains("错误：卡住.toml：处理超过了 3 秒，已放弃"), "{text}");
    assert!(text.contains("report.toml：") && text.contains("错误[SUM001]"), "{text}");
}
