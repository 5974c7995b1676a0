//! What people are shown of one report.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::diagnostics::Tally;
use crate::finding::{Finding, Severity};
use crate::source::Sources;

/// How far a unit's report came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Its files are there.
    Ready,
    /// Its files are there, marked as drafts, since it has errors.
    Draft,
    /// It has errors, and nothing was made.
    Blocked,
    /// There is no file of it.
    Missing,
    /// There are several files of it.
    Unclear,
    /// Its file cannot be read.
    Unreadable,
    /// The program failed over it, or its files could not be written.
    Failed,
    /// The run was stopped before its turn.
    Stopped,
}

impl Status {
    /// Every status, from what is done to what is not.
    pub const ALL: [Self; 8] = [
        Self::Ready,
        Self::Draft,
        Self::Blocked,
        Self::Missing,
        Self::Unclear,
        Self::Unreadable,
        Self::Failed,
        Self::Stopped,
    ];

    /// Whether something could not be done that the program was asked for.
    pub fn is_failure(self) -> bool {
        matches!(self, Self::Unreadable | Self::Failed | Self::Stopped)
    }

    /// Its name as people are shown it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ready => "已生成",
            Self::Draft => "有错误，已生成草稿",
            Self::Blocked => "有错误，没有生成",
            Self::Missing => "没有交",
            Self::Unclear => "交了几份，不知用哪份",
            Self::Unreadable => "读不了",
            Self::Failed => "处理失败",
            Self::Stopped => "中断，没有处理",
        }
    }
}

/// A finding as it is shown and kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindingRecord {
    /// The rule's code.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// The fact.
    pub message: String,
    /// Its place in words.
    pub place: Option<String>,
    /// What to do.
    pub hint: String,
    /// Why the agency stands by it.
    pub accepted: Option<String>,
}

impl FindingRecord {
    /// A finding with its place in words; files are named from the district's folder, so that every machine makes
    /// the same record.
    pub fn new(finding: &Finding, sources: &Sources, folder: &Path) -> Self {
        let beside = |text: &str| beside(text, folder);
        Self {
            code: finding.rule.code.to_owned(),
            severity: finding.severity,
            message: beside(&finding.message),
            place: finding.marks.first().map(|mark| beside(&sources.describe(&mark.at))),
            hint: beside(&finding.hint),
            accepted: finding.accepted.clone(),
        }
    }
}

/// A text with the absolute paths below a folder replaced by paths relative to it.
pub(super) fn beside(text: &str, folder: &Path) -> String {
    text.replace(&format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR), "")
}

/// One report of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportRecord {
    /// The unit's name.
    pub name: String,
    /// Its group.
    pub group: String,
    /// How far it came.
    pub status: Status,
    /// Its file, from the district's folder.
    pub file: Option<String>,
    /// The folder of what was made, in the output folder.
    pub folder: String,
    /// Names of what was made.
    pub files: Vec<String>,
    /// What was not made that may have been expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<String>,
    /// What goes back to the unit, from the output folder; never kept, since it follows from the whole run.
    #[serde(default, skip_deserializing, skip_serializing_if = "Vec::is_empty")]
    pub returned: Vec<String>,
    /// How many findings of each severity there are.
    pub tally: Tally,
    /// What was found.
    pub findings: Vec<FindingRecord>,
}

impl ReportRecord {
    /// A record that says how far a unit came, and nothing else.
    pub fn new(name: &str, group: &str, folder: &str, status: Status) -> Self {
        Self {
            name: name.to_owned(),
            group: group.to_owned(),
            status,
            file: None,
            folder: folder.to_owned(),
            files: Vec::new(),
            left_out: None,
            returned: Vec::new(),
            tally: Tally::default(),
            findings: Vec::new(),
        }
    }

    /// The same with what was found.
    pub fn with_findings(mut self, findings: &[Finding], sources: &Sources, folder: &Path) -> Self {
        self.tally = Tally::of(findings);
        self.findings = findings.iter().map(|finding| FindingRecord::new(finding, sources, folder)).collect();
        self
    }
}
