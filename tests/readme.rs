//! What the READMEs say holds: commands, pictures, names.

use std::path::Path;

use crate::support::built as examples;
use crate::support::{changed, copy, folder, root, run, told};

/// The commands in the shell blocks of a README.
fn commands(readme: &str) -> Vec<String> {
    let blocks = readme.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.flat_map(str::lines).map(str::to_owned).collect()
}

/// The text of a file of the repository.
fn text(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).expect("the file is there")
}

#[test]
fn the_readme_has_the_two_commands() {
    let commands = commands(&text("README.md"));
    assert_eq!(
        commands,
        ["cargo run --release -- build examples/changle-2020/report.toml -o out", "cargo test --release"]
    );
    let out = tempfile::tempdir().unwrap();
    let arguments: Vec<&str> = commands[0].split(' ').skip(4).collect();
    let output = run(root(), &[&arguments[..3], &[&out.path().display().to_string()]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    for extension in ["pdf", "html"] {
        let name = format!("福州市长乐区2020年政府信息公开工作年度报告.{extension}");
        assert!(out.path().join(name).exists());
    }
}

#[test]
fn the_guide_can_be_followed() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("examples/district"), &folder.path().join("全省"));
    let published = examples::built("changle-2020").html.clone();
    std::fs::write(folder.path().join("去年.html"), published).unwrap();
    for command in commands(&text("README.zh-CN.md")) {
        let arguments: Vec<&str> = command.split(' ').skip(1).collect();
        let output = run(folder.path(), &arguments);
        // What has just been made is not filled in yet: that is told, and nothing is built; it has no letter.
        let expected = match arguments[0] {
            "new" | "convert" | "forms" | "compare" => 0..=0,
            // That was published, and without errors.
            "check" if arguments[1] == "去年.html" => 0..=0,
            "letter" => 2..=2,
            // One of the units sent a scan.
            "batch" | "merge" => 1..=2,
            "import" => 0..=1,
            _ => 1..=1,
        };
        assert!(expected.contains(&output.status.code().unwrap()), "{command}: {}", told(&output));
    }
}

#[test]
fn names_in_the_guide_are_known() {
    // In a table, bars are escaped.
    let guide = text("README.zh-CN.md").replace("\\|", "|");
    let names = guide.split("{{ ").skip(1).filter_map(|rest| rest.split(" }}").next()).filter(|name| *name != "…");
    let (units, names): (Vec<&str>, Vec<&str>) = names.partition(|name| name.contains("units"));
    assert!(names.len() >= 5 && units.len() >= 7);
    known_of_units(&units);
    let prose: String = names.iter().map(|name| format!("{{{{ {name} }}}}\n\n")).collect();
    let folder = folder(&changed(&format!("prior = \"上年.toml\"\n[sections.problems]\ntext = '''{prose}'''")));
    let output = run(folder.path(), &["check", "report.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    for sentence in ["closed", "carried_over", "nothing_received", "no_disputes", "fee"] {
        assert!(nianbao::templates::Templates::built_in().wording.sentences.contains_key(sentence));
    }
}

/// Says some expressions in the report of a district.
fn known_of_units(expressions: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("examples/district"), folder.path());
    let own = folder.path().join("本级.toml");
    let prose: String = expressions.iter().map(|expression| format!("{{{{ {expression} }}}}；")).collect();
    let report = std::fs::read_to_string(&own).unwrap();
    let with =
        report.replace("[sections.problems]\ntext = \"", &format!("[sections.problems]\nafter = '{prose}'\ntext = \""));
    assert_ne!(with, report);
    std::fs::write(&own, with).unwrap();
    run(folder.path(), &["batch", ".", "-o", "输出"]);
    let summary = std::fs::read_to_string(folder.path().join("输出/summary.json")).unwrap();
    let is_told = |code: &&str| summary.contains(&format!("\"{code}\""));
    let told = ["PRO002", "PRO003", "PRO004", "PRO005", "PRO006"].into_iter().find(|code| is_told(code));
    assert!(told.is_none(), "{told:?}: {summary}");
}

#[test]
fn pictures_and_links_exist() {
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = text(readme);
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.starts_with("http")) {
            assert!(root().join(Path::new(target)).exists(), "{readme}: {target}");
        }
    }
}

#[test]
fn the_clauses_of_the_standard_name_functions_and_tests() {
    let table = text("templates/GBT9704.md");
    let styles = ["style", "lines", "letter-head", "letter-style"].map(|name| text(&format!("templates/{name}.typ")));
    let styles = styles.concat();
    let mut tests = 0;
    for row in table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| 条")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        for name in cells[3].split('`').skip(1).step_by(2) {
            assert!(styles.contains(&format!("#let {name}")), "{name} is no function of the templates");
        }
        for name in cells[4].split('`').skip(1).step_by(2).filter(|name| name.contains("::")) {
            let (file, function) = name.split_once("::").expect("a file");
            let source = root().join("tests").join(file);
            let all = if source.is_dir() {
                std::fs::read_dir(source)
                    .unwrap()
                    .filter(|entry| entry.as_ref().is_ok_and(|entry| entry.path().is_file()))
                    .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
                    .collect()
            } else {
                text(&format!("tests/{file}.rs"))
            };
            assert!(all.contains(&format!("fn {function}()")), "{name} is no test");
            tests += 1;
        }
    }
    assert!(tests > 30, "only {tests} tests are named");
}

#[test]
fn templates_never_pass_the_escaping_by() {
    for (name, template) in nianbao::templates::BUILT_IN {
        for forbidden in ["|safe", "| safe", "autoescape"] {
            assert!(!template.contains(forbidden), "{name}: {forbidden}");
        }
    }
}
