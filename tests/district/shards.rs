//! A district in parts: done apart and joined, it is what one run gives.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use nianbao::digest::{sealed, unsealed};

use super::batch::files;
use super::{codes, hand_in, two};
use crate::support::{changed, root, run, told};

/// A district of five units with a report of its own; one unit has an error, one is missing.
fn five() -> tempfile::TempDir {
    let folder = two("report = \"本级.toml\"");
    let path = folder.path();
    let mut text = std::fs::read_to_string(path.join("district.toml")).unwrap();
    for name in ["示例市民政局", "示例市教育局", "示例市水利局"] {
        text.push_str(&format!("[[units]]\nname = \"{name}\"\n"));
    }
    std::fs::write(path.join("district.toml"), text).unwrap();
    hand_in(path, "示例市民政局", "agency.name = \"示例市民政局\"\n[sections.problems]\ntext = \"{{ 没有 }}\"");
    hand_in(path, "示例市水利局", "agency.name = \"示例市水利局\"\n[disclosure]\nlicensing = 9");
    let own = "agency.name = \"示例市人民政府\"\nagency.level = \"政府\"\n[[accept]]\nrule = \"DIS010\"\nat = \"示例市教育局\"\nreason = \"先出\"";
    let words =
        "[sections.problems]\ntext = '''许可最多的是{{ units | top(\"disclosure.licensing\", 1, unit=\"件\") }}。'''";
    std::fs::write(path.join("本级.toml"), changed(&format!("{own}\n{words}"))).unwrap();
    folder
}

/// What people see of a run: every file but parts and what the program keeps for itself.
fn made(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let is_seen = |name: &str| !name.starts_with("part-") && !name.split('/').any(|part| part.starts_with(".nianbao"));
    files(out).into_iter().filter(|(name, _)| is_seen(name)).collect()
}

/// Runs a part of a district.
fn part(folder: &Path, shard: &str, out: &str) -> Output {
    run(folder, &["batch", ".", "-o", out, "--shard", shard])
}

#[test]
fn parts_joined_are_what_one_run_gives() {
    let folder = five();
    let path = folder.path();
    assert_eq!(run(path, &["batch", ".", "-o", "整"]).status.code(), Some(1));
    let whole = made(&path.join("整"));
    assert_eq!(whole.keys().filter(|name| name.ends_with(".pdf")).count(), 5, "{:?}", whole.keys());
    for (out, shards) in [
        ("片", vec!["3/3", "1/3", "2/3"]),
        ("一", vec!["1/1"]),
        ("多", vec!["1/7", "2/7", "3/7", "4/7", "5/7", "6/7", "7/7"]),
    ] {
        for shard in shards {
            let output = part(path, shard, out);
            assert!(output.status.code().is_some_and(|code| code < 2), "{}", told(&output));
        }
        assert!(!path.join(out).join("summary.json").exists());
        let output = run(path, &["merge", ".", "-o", out]);
        assert_eq!(output.status.code(), Some(1), "{}", told(&output));
        assert!(made(&path.join(out)) == whole, "{out}");
    }
    assert!(String::from_utf8_lossy(&whole["summary.json"]).contains("DIS001"));
    // A run of the whole supersedes the parts.
    run(path, &["batch", ".", "-o", "片"]);
    assert!(!path.join("片/part-1-of-3.json").exists() && made(&path.join("片")) == whole);
    // Where the district lies makes no difference either.
    let moved = tempfile::tempdir().unwrap();
    std::fs::rename(path.join("单位"), moved.path().join("单位")).unwrap();
    for file in ["district.toml", "本级.toml"] {
        std::fs::copy(path.join(file), moved.path().join(file)).unwrap();
    }
    run(root(), &["batch", &moved.path().display().to_string(), "-o", &moved.path().join("整").display().to_string()]);
    assert!(made(&moved.path().join("整")) == whole);
}

#[test]
fn parts_that_do_not_fit_together_are_refused() {
    let folder = five();
    let path = folder.path();
    let refused = |reason: &str| {
        let output = run(path, &["merge", ".", "-o", "片"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(told(&output).contains(reason), "{reason}: {}", told(&output));
        assert!(!path.join("片/index.html").exists());
    };
    refused("没有分片文件");
    part(path, "1/2", "片");
    refused("共 2 片，缺第 2 片");
    part(path, "2/2", "片");
    let second = path.join("片/part-2-of-2.json");
    let sound = std::fs::read_to_string(&second).unwrap();
    std::fs::write(&second, &sound[..sound.len() / 2]).unwrap();
    refused("不是完整的分片文件");
    for changed in [sound.replace("\"number\":1", "\"number\":3"), unsealed(&sound).unwrap().to_owned()] {
        std::fs::write(&second, changed).unwrap();
        refused("不是完整的分片文件：内容改过或没有写完");
    }
    let resealed = |from: &str, to: &str| sealed(&unsealed(&sound).unwrap().replace(from, to));
    for count in ["1000000000000", "18446744073709551615", "0"] {
        let shard = format!("\"index\":2,\"count\":{count}");
        std::fs::write(&second, resealed("\"index\":2,\"count\":2", &shard)).unwrap();
        refused("不是完整的分片文件：没有“2/");
    }
    std::fs::write(&second, resealed("nianbao 0.", "nianbao 9.")).unwrap();
    refused("part-2-of-2.json 是 nianbao 9.");
    std::fs::write(&second, &sound).unwrap();
    std::fs::write(path.join("片/part-3-of-3.json"), resealed("\"index\":2,\"count\":2", "\"index\":3,\"count\":3"))
        .unwrap();
    refused("删去旧的分片文件");
    std::fs::write(path.join("片/part-3-of-3.json"), &sound).unwrap();
    refused("part-2-of-2.json 有两份");
    std::fs::remove_file(path.join("片/part-3-of-3.json")).unwrap();
    let roster = std::fs::read_to_string(path.join("district.toml")).unwrap();
    std::fs::write(path.join("district.toml"), format!("{roster}group = \"部门\"\n")).unwrap();
    refused("用的 district.toml、模板、字体、--draft 或 --only 与现在的不同");
}

#[test]
fn parts_made_elsewhere_are_joined_where_their_files_are() {
    let folder = five();
    let path = folder.path();
    for shard in ["1/2", "2/2"] {
        part(path, shard, &format!("机器{}", &shard[..1]));
    }
    let parts = ["--parts", "机器1/part-1-of-2.json", "机器2/part-2-of-2.json"];
    run(path, &[&["merge", ".", "-o", "合"], &parts[..]].concat());
    let summary: serde_json::Value =
        serde_json::from_slice(&std::fs::read(path.join("合/summary.json")).unwrap()).unwrap();
    assert!(codes(&summary["roster"]).contains(&"DIS020"), "{}", summary["roster"]);
}

#[test]
fn what_changed_after_its_part_is_told() {
    let folder = five();
    let path = folder.path();
    for shard in ["1/2", "2/2"] {
        part(path, shard, "片");
    }
    hand_in(path, "示例市财政局", "agency.name = \"示例市财政局\"\n[disclosure]\nlicensing = 5");
    hand_in(path, "示例市教育局", "agency.name = \"示例市教育局\"");
    let told = || {
        run(path, &["merge", ".", "-o", "片"]);
        let text = std::fs::read_to_string(path.join("片/summary.json")).unwrap();
        let summary: serde_json::Value = serde_json::from_str(&text).unwrap();
        (codes(&summary["roster"]).iter().filter(|code| **code == "DIS022").count(), text)
    };
    let (count, text) = told();
    assert_eq!(count, 2, "{text}");
    assert!(text.contains("“示例市财政局”：分片做完之后，单位/示例市财政局.toml 改过"), "{text}");
    assert!(text.contains("“示例市教育局”：分片做完之后才交来 单位/示例市教育局.toml"), "{text}");
    // Only the parts of these units are done again.
    for shard in ["1/2", "2/2"] {
        part(path, shard, "片");
    }
    assert_eq!(told().0, 0);
}

#[test]
fn a_part_says_which_of_how_many() {
    let folder = two("");
    for bad in ["0/2", "3/2", "2", "一/二", "1/0"] {
        let output = part(folder.path(), bad, "片");
        assert_eq!(output.status.code(), Some(2));
        assert!(told(&output).contains("共 8 片中的第 2 片"), "{}", told(&output));
    }
    for bad in ["2026-13-01", "昨天"] {
        let told = told(&crate::support::run(folder.path(), &["batch", ".", "-o", "片", "--today", bad]));
        assert!(told.contains("应写成 2026-01-20 这样的日期"), "{told}");
    }
}

/// Runs a script that is written for an engine, with the environment that the engine gives.
fn engine(script: &str, folder: &Path, environment: &[(&str, &str)]) {
    let program = Path::new(env!("CARGO_BIN_EXE_nianbao")).parent().unwrap().display().to_string();
    let path = format!("{program}:{}", std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    command.args(["-c", script]).current_dir(folder).env("PATH", path).envs(environment.iter().copied());
    let output = command.env("DISTRICT", ".").env("OUT", "片").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
}

#[test]
fn the_scripts_for_clusters_do_every_part_and_join_them() {
    let folder = five();
    let path = folder.path();
    run(path, &["batch", ".", "-o", "整"]);
    let whole = made(&path.join("整"));
    let read = |name: &str| std::fs::read_to_string(root().join("examples/cluster").join(name)).unwrap();
    let (kubernetes, slurm) = (read("kubernetes.yaml"), read("slurm.sh"));
    let scripts: Vec<&str> = kubernetes.lines().map(str::trim).filter(|line| line.starts_with("nianbao ")).collect();
    let [batch, merge] = scripts[..] else { panic!("{scripts:?}") };
    assert!(kubernetes.contains("completionMode: Indexed") && kubernetes.contains("completions: 8"));
    for index in 0..8 {
        engine(batch, path, &[("JOB_COMPLETION_INDEX", &index.to_string()), ("PARTS", "8")]);
    }
    engine(merge, path, &[]);
    assert!(made(&path.join("片")) == whole, "Kubernetes");
    std::fs::remove_dir_all(path.join("片")).unwrap();
    for index in 1..=8 {
        engine(&slurm, path, &[("SLURM_ARRAY_TASK_ID", &index.to_string()), ("SLURM_ARRAY_TASK_COUNT", "8")]);
    }
    engine(&slurm, path, &[]);
    assert!(made(&path.join("片")) == whole, "Slurm");
}
