//! Findings for programs.

use serde_json::{Value, json as object};

use super::{Checked, Tally};
use crate::PROGRAM;
use crate::finding::{Finding, Mark};
use crate::source::Sources;

/// What the JSON of findings is like, as a JSON Schema (2020-12).
pub const SCHEMA: &str = include_str!("../../templates/findings.schema.json");

/// Findings as JSON: a report a file, each with its findings and their places (lines and characters from 1,
/// or sheet and cell).
pub fn json(checked: &[Checked<'_>]) -> String {
    let report = |checked: &Checked<'_>| {
        let findings: Vec<Value> = checked.findings.iter().map(|f| finding(f, checked.sources)).collect();
        let mut report =
            object!({ "file": checked.file, "summary": Tally::of(checked.findings), "findings": findings });
        if let Some((policy, off)) = checked.policy.filter(|(policy, _)| !policy.told().is_empty()) {
            report["policy"] = object!({ "settles": policy.told(), "off": off });
        }
        report
    };
    let reports: Vec<Value> = checked.iter().map(report).collect();
    let document = object!({ "program": PROGRAM, "reports": reports });
    serde_json::to_string_pretty(&document).expect("a JSON value can be written") + "\n"
}

/// One finding.
fn finding(finding: &Finding, sources: &Sources) -> Value {
    let places: Vec<Value> = finding.marks.iter().map(|mark| place(mark, sources)).collect();
    object!({
        "code": finding.rule.code,
        "name": finding.rule.name,
        "severity": finding.severity,
        "usual_severity": finding.usual,
        "message": finding.message,
        "places": places,
        "keys": finding.keys,
        "reason": finding.reason,
        "basis": finding.basis,
        "hint": finding.hint,
        "accepted": finding.accepted,
    })
}

/// One place.
fn place(mark: &Mark, sources: &Sources) -> Value {
    if let Some(cell) = sources.cell(&mark.at) {
        return object!({
            "file": sources.get(mark.at.source).name,
            "sheet": cell.sheet.as_ref(),
            "cell": cell.name(),
            "label": mark.label,
        });
    }
    let start = sources.position(mark.at.source, mark.at.start);
    let end = sources.position(mark.at.source, mark.at.end);
    object!({
        "file": sources.get(mark.at.source).name,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "label": mark.label,
    })
}
