//! Findings in text, JSON and SARIF. Rules don't format; formats don't judge.

mod book;
mod commandless;
mod json;
mod origins;
mod sarif;
mod text;
mod uri;

use crate::finding::{Finding, Severity};
use crate::policy::{Policy, SwitchedOff};
use crate::source::Sources;

pub use book::{BookEntry, BookExample, BookFamily, BookPage, book, explain, rule_json, rule_list, rule_markdown};
pub use commandless::without_commands;
pub use json::{SCHEMA, json};
pub use origins::origins;
pub use sarif::sarif;
pub use text::{finding_text, summary};

/// One file checked: its name, the sources that findings point into, and the findings.
pub struct Checked<'a> {
    /// The file as it was named.
    pub file: &'a str,
    /// The files that were read for it.
    pub sources: &'a Sources,
    /// What was found, sorted.
    pub findings: &'a [Finding],
    /// What the office lays down for itself, and how many findings it does not want told; where a report was checked.
    pub policy: Option<(&'a Policy, &'a SwitchedOff)>,
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
    /// Warnings and hints that are errors but for the office's policy.
    #[serde(default, skip_serializing_if = "is_none")]
    pub lowered: usize,
}

/// Whether there is none, which is not written down.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "how serde asks")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

impl Tally {
    /// Counts one more finding that nobody accepted.
    pub fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Hint => self.hints += 1,
        }
    }

    /// Counts findings.
    pub fn of(findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|f| f.accepted.is_none() && f.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            hints: count(Severity::Hint),
            accepted: findings.iter().filter(|f| f.accepted.is_some()).count(),
            lowered: findings.iter().filter(|f| f.is_lowered()).count(),
        }
    }
}
