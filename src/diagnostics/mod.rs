//! Findings in text, JSON and SARIF. Rules don't format; formats don't judge.

mod json;
mod origins;
mod sarif;
mod text;
mod uri;

use crate::finding::{Finding, Severity};
use crate::source::Sources;

pub use json::json;
pub use origins::origins;
pub use sarif::sarif;
pub use text::{explain, finding_text, rule_list, summary};

/// One file checked: its name, the sources that findings point into, and the findings.
pub struct Checked<'a> {
    /// The file as it was named.
    pub file: &'a str,
    /// The files that were read for it.
    pub sources: &'a Sources,
    /// What was found, sorted.
    pub findings: &'a [Finding],
}

/// The number of findings of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tally {
    /// Errors that nobody accepted.
    pub errors: usize,
    /// Warnings that nobody accepted.
    pub warnings: usize,
    /// Hints that nobody accepted.
    pub hints: usize,
    /// Findings that the agency accepted.
    pub accepted: usize,
}

impl Tally {
    /// Counts findings.
    pub fn of(findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|f| f.accepted.is_none() && f.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            hints: count(Severity::Hint),
            accepted: findings.iter().filter(|f| f.accepted.is_some()).count(),
        }
    }
}
