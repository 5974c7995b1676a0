//! What is found in texts of a sound report, with the words that are marked.

use crate::support::{changed, examine, folder};

/// What is found by the rules of some codes in a report with a change: code and the words marked.
pub(super) fn found(change: &str, codes: std::ops::Range<u32>) -> Vec<(&'static str, String)> {
    let folder = folder(&changed(change));
    let (input, examined) = examine(&folder.path().join("report.toml"));
    let of_family = |code: &str| {
        code.strip_prefix("PRO").and_then(|number| number.parse().ok()).is_some_and(|number| codes.contains(&number))
    };
    let findings = examined.findings.iter().filter(|finding| of_family(finding.rule.code));
    let words = |finding: &nianbao::finding::Finding| {
        let words: Vec<&str> = finding.marks.iter().map(|mark| input.sources.text(&mark.at)).collect();
        words.join("/")
    };
    findings.map(|finding| (finding.rule.code, words(finding))).collect()
}

/// A text as that of a section.
pub(super) fn in_section(text: &str) -> String {
    format!("[sections.problems]\ntext = '''{text}'''")
}
