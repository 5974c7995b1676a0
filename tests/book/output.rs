//! Findings for programs: JSON as the schema says, SARIF 2.1.0 as the standard does.

use std::path::Path;

use serde_json::Value;

use super::schema::{faults, schema};
use crate::support::{changed, folder, root, run};

/// A report with errors, warnings and hints in several places, accepted ones, and a policy.
const FAULTY: &str = "title = \"示例市应急管理局信息公开工作报告\"\nyaer = 2025\n[applications]\nnew = [3, 1, 0, 0, 0, 0, 5]\n\
    [disclosure]\nlicensing = \"若干\"\n[sections.problems]\ntext = \"一是𠀀XX工作有待加强。三是形式单一。\"\n\
    [[accept]]\nrule = \"STR003\"\nreason = \"全市统一用旧标题\"\n";

/// What checking some files gives in a format.
fn checked(folder: &Path, files: &[&str], format: &str) -> Value {
    let output = run(folder, &[&["check"], files, &["--format", format]].concat());
    serde_json::from_slice(&output.stdout).expect("it is JSON")
}

/// Folders with files to check: faulty TOML, a faulty workbook, all examples.
fn all(format: &str) -> Vec<Value> {
    let folder = folder(&changed(FAULTY));
    let policy = "[rules.PRO009]\nseverity = \"error\"\n[rules.CAR002]\nseverity = \"off\"\nreason = \"另行核对\"\n\
        [rules.SUM001]\nseverity = \"hint\"";
    std::fs::write(folder.path().join("nianbao.toml"), policy).unwrap();
    std::fs::write(folder.path().join("坏 的.toml"), "year = 2025\nyear = 2025").unwrap();
    std::fs::write(folder.path().join("表.toml"), changed("[applications]\nnew = [3, 1, 0, 0, 0, 0, 5]")).unwrap();
    assert_eq!(run(folder.path(), &["convert", "表.toml", "表.xlsx"]).status.code(), Some(0));
    let mut all = vec![checked(folder.path(), &["report.toml", "坏 的.toml", "表.xlsx"], format)];
    let examples = std::fs::read_dir(root().join("examples")).unwrap().map(|entry| entry.unwrap().path());
    let examples = examples.map(|folder| folder.join("report.toml")).filter(|file| file.exists());
    let examples: Vec<String> = examples.map(|file| file.display().to_string()).collect();
    all.push(checked(root(), &examples.iter().map(String::as_str).collect::<Vec<_>>(), format));
    all
}

#[test]
fn json_is_as_the_schema_says() {
    let schema = schema();
    let all = all("json");
    for document in &all {
        let wrong = faults(document, &schema, &schema, "");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
    let text = all[0].to_string();
    for held in
        ["\"sheet\":", "\"line\":", "\"accepted\":\"全市统一用旧标题\"", "\"usual_severity\":\"error\"", "\"off\":{"]
    {
        assert!(text.contains(held), "{held} is not among what was checked: {text}");
    }
}

#[test]
fn sarif_is_as_the_standard_says() {
    for document in all("sarif") {
        assert_eq!(document["version"], "2.1.0");
        let run = &document["runs"][0];
        assert_eq!((&run["columnKind"], &run["language"]), (&"utf16CodeUnits".into(), &"zh-CN".into()));
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert!(rules.iter().all(|rule| rule["id"].is_string() && rule["help"]["text"].is_string()));
        for result in run["results"].as_array().unwrap() {
            // 3.27.6: the index leads to the rule of that identifier.
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            let related = result["relatedLocations"].as_array().unwrap();
            for (number, location) in related.iter().enumerate() {
                assert!(!related[..number].contains(location), "the same place twice: {location}");
            }
            let locations = result["locations"].as_array().unwrap();
            assert_eq!(locations.len(), 1);
            locations.iter().chain(related).for_each(well_formed);
            for suppression in result["suppressions"].as_array().unwrap() {
                assert!(suppression["kind"] == "inSource" && suppression["justification"].is_string());
            }
        }
    }
}

/// Holds that a location leads somewhere.
fn well_formed(location: &Value) {
    let physical = &location["physicalLocation"];
    let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
    assert!(uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/:%".contains(&byte)), "{uri}");
    // 3.4.4: only a relative address has something that it begins from.
    let is_relative = !uri.starts_with("file:///");
    assert_eq!(physical["artifactLocation"]["uriBaseId"].is_string(), is_relative, "{uri}");
    let region = &physical["region"];
    if region.is_null() {
        return;
    }
    let number = |key: &str| region[key].as_u64().unwrap();
    let [start, end] = [["startLine", "startColumn"], ["endLine", "endColumn"]].map(|keys| keys.map(number));
    assert!(start <= end && start.iter().chain(&end).all(|number| *number >= 1), "{region}");
}
