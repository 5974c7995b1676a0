//! What a run tells of each unit and of the whole; the summary's files are made of it alone.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::cells::Cells;
use super::roster::Scope;
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
    /// It handed in nothing.
    Missing,
    /// It handed in several files.
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

/// A finding as the summary tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The rule's code.
    pub code: String,
    /// Its weight.
    pub severity: Severity,
    /// The fact.
    pub message: String,
    /// Where it stands.
    pub place: Option<String>,
    /// What to do.
    pub hint: String,
    /// Why it is stood by.
    pub accepted: Option<String>,
}

impl Told {
    /// A finding with its place in words; files are named from the district's folder, so that every machine tells the
    /// same.
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

/// A text in which files of a folder are named from there.
pub(super) fn beside(text: &str, folder: &Path) -> String {
    text.replace(&format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR), "")
}

/// One report of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
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
    /// How many findings of each weight there are.
    pub tally: Tally,
    /// What was found.
    pub findings: Vec<Told>,
    /// Its figures by key, as they are written in an input; none when they are not counted.
    pub cells: Cells,
}

impl Record {
    /// A record that says how far a unit came, and nothing else.
    pub fn new(name: &str, group: &str, folder: &str, status: Status) -> Self {
        Self {
            name: name.to_owned(),
            group: group.to_owned(),
            status,
            file: None,
            folder: folder.to_owned(),
            files: Vec::new(),
            tally: Tally::default(),
            findings: Vec::new(),
            cells: Cells::default(),
        }
    }

    /// The same with what was found.
    pub fn with_findings(mut self, findings: &[Finding], sources: &Sources, folder: &Path) -> Self {
        self.tally = Tally::of(findings);
        self.findings = findings.iter().map(|finding| Told::new(finding, sources, folder)).collect();
        self
    }
}

/// One cell of the district.
#[derive(Debug, Clone, Serialize)]
pub struct SumRecord {
    /// How it is made.
    pub scope: Scope,
    /// The office's own part.
    pub own: Option<String>,
    /// What it comes to.
    pub sum: String,
}

/// A whole run.
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    /// The program and its version.
    pub program: &'static str,
    /// The district.
    pub district: String,
    /// The year reported on.
    pub year: Option<i32>,
    /// The edition of the form.
    pub edition: String,
    /// The last day for units to report.
    pub deadline: Option<String>,
    /// Units in the order of the roster.
    pub units: Vec<Record>,
    /// The district's own report, if it has one.
    pub own: Option<Record>,
    /// What is wrong with the roster and the folder.
    pub roster: Vec<Told>,
    /// The sums by key.
    pub sums: BTreeMap<String, SumRecord>,
}

impl Summary {
    /// What the run is called.
    pub fn title(&self) -> String {
        let year = self.year.map_or("××××".to_owned(), |year| year.to_string());
        format!("{}{year}年政府信息公开工作年度报告汇总", self.district)
    }

    /// How many units came that far.
    pub fn count(&self, status: Status) -> usize {
        self.units.iter().filter(|unit| unit.status == status).count()
    }

    /// Whether the run was stopped before it was through.
    pub fn is_stopped(&self) -> bool {
        self.units.iter().chain(&self.own).any(|record| record.status == Status::Stopped)
    }

    /// Whether something could not be done that the program was asked for.
    pub fn has_failed(&self) -> bool {
        self.units.iter().chain(&self.own).any(|record| record.status.is_failure())
    }

    /// Whether there are errors that nobody accepted.
    pub fn has_errors(&self) -> bool {
        let open = |told: &Told| told.severity == Severity::Error && told.accepted.is_none();
        self.units.iter().chain(&self.own).any(|record| record.tally.errors > 0) || self.roster.iter().any(open)
    }

    /// The summary for programs.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a summary can be written as JSON") + "\n"
    }
}
