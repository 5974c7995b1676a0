//! Findings as SARIF 2.1.0 (OASIS), which editors and code hosts show beside the text.

use std::collections::BTreeSet;

use serde_json::{Value, json as object};

use super::Checked;
use super::uri::uri;
use crate::finding::{Finding, Mark, Severity};
use crate::form::{Because, Editions};
use crate::rule::Rule;
use crate::rules;
use crate::source::Sources;

/// Findings as one SARIF run.
pub fn sarif(checked: &[Checked<'_>]) -> String {
    let rule = |rule: &&Rule| {
        let Because { reason, remedy, .. } = Editions::built_in().newest().grounds(rule);
        object!({
            "id": rule.code,
            "shortDescription": { "text": rule.name },
            "fullDescription": { "text": reason },
            "help": { "text": remedy },
            "defaultConfiguration": { "level": level(rule.severity) },
        })
    };
    let rules: Vec<Value> = rules::all().iter().map(rule).collect();
    let results = checked.iter().flat_map(|checked| checked.findings.iter().map(|f| result(f, checked)));
    let document = object!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "nianbao",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": LANGUAGE,
                "rules": rules,
            } },
            "language": LANGUAGE,
            // What most programs take for granted.
            "columnKind": "utf16CodeUnits",
            "results": results.collect::<Vec<_>>(),
        }],
    });
    serde_json::to_string_pretty(&document).expect("a JSON value can be written") + "\n"
}

/// The language of everything that is told.
const LANGUAGE: &str = "zh-CN";

/// What relative addresses begin from: the folder that the program was run in.
const ROOT: &str = "%SRCROOT%";

/// SARIF's word for a severity.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

/// One finding.
fn result(finding: &Finding, checked: &Checked<'_>) -> Value {
    let locations: Vec<Value> = finding.marks.iter().take(1).map(|mark| location(mark, checked.sources)).collect();
    // No two may be equal.
    let mut seen = BTreeSet::new();
    let related = finding.marks.iter().skip(1).map(|mark| location(mark, checked.sources));
    let related: Vec<Value> = related.filter(|location| seen.insert(location.to_string())).collect();
    let suppressions = finding.accepted.iter().map(|reason| object!({ "kind": "inSource", "justification": reason }));
    object!({
        "ruleId": finding.rule.code,
        "ruleIndex": rules::all().iter().position(|rule| rule.code == finding.rule.code),
        "level": level(finding.severity),
        "message": { "text": format!("{}建议：{}", finding.message, finding.hint) },
        "locations": if locations.is_empty() { vec![file(checked.file)] } else { locations },
        "relatedLocations": related,
        "suppressions": suppressions.collect::<Vec<_>>(),
    })
}

/// A file by its name.
fn artifact(name: &str) -> Value {
    let uri = uri(name);
    if uri.starts_with("file:") { object!({ "uri": uri }) } else { object!({ "uri": uri, "uriBaseId": ROOT }) }
}

/// A whole file.
fn file(name: &str) -> Value {
    object!({ "physicalLocation": { "artifactLocation": artifact(name) } })
}

/// A place.
fn location(mark: &Mark, sources: &Sources) -> Value {
    let artifact = artifact(&sources.get(mark.at.source).name);
    if let Some(cell) = sources.cell(&mark.at) {
        return object!({
            "physicalLocation": { "artifactLocation": artifact },
            "logicalLocations": [{ "name": cell.name(), "fullyQualifiedName": cell.to_string() }],
            "message": { "text": mark.label },
        });
    }
    let start = sources.position(mark.at.source, mark.at.start);
    let end = sources.position(mark.at.source, mark.at.end);
    object!({
        "physicalLocation": {
            "artifactLocation": artifact,
            "region": {
                "startLine": start.line,
                "startColumn": start.utf16_column,
                "endLine": end.line,
                "endColumn": end.utf16_column,
            },
        },
        "message": { "text": mark.label },
    })
}
