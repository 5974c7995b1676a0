//! What people are shown of one report.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::due::Due;
use crate::diagnostics::Tally;
use crate::filing::Date;
use crate::finding::{Finding, Severity};
use crate::rule::district::{FOR_UNITS, NO_INPUT};
use crate::rule::{Family, Rule};
use crate::rules;
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

/// Where a unit stands: what is still to come from it. Page, workbook, reminder and notices all go by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Nothing came, or a blank.
    Missing,
    /// What came cannot be used: it is handed in again.
    Again,
    /// It goes back with errors.
    Correct,
    /// It goes back with warnings alone.
    Confirm,
    /// Nothing is wanted of it any more.
    Done,
    /// The program did not get through with it, or could not see whether it came; the unit has nothing to do.
    Open,
}

impl Standing {
    /// Every standing, from what is done to what is not.
    pub const ALL: [Self; 6] = [Self::Done, Self::Confirm, Self::Correct, Self::Again, Self::Missing, Self::Open];

    /// Its name as people are shown it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Missing => "没有交",
            Self::Again => "要重交",
            Self::Correct => "退回修改",
            Self::Confirm => "请核对",
            Self::Done => "已生成",
            Self::Open => "没有处理完",
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

    /// What its unit is told to do about it; none when it is the office's own affair.
    pub fn remedy(&self) -> Option<&str> {
        let rule = rules::find(&self.code).filter(|rule| rule.family == Family::District);
        let Some(rule) = rule else { return Some(&self.hint) };
        let (_, remedy) = FOR_UNITS.iter().find(|(told, _)| *told == rule)?;
        Some(remedy.unwrap_or(&self.hint))
    }
}

/// What stands behind a path in a message: what no path of Windows can hold, and Chinese punctuation.
const END_OF_PATH: [char; 11] = [':', '*', '?', '"', '<', '>', '|', '：', '，', '；', '\n'];

/// A text with the absolute paths below a folder replaced by paths relative to it.
pub(super) fn beside(text: &str, folder: &Path) -> String {
    beside_in(text, &folder.display().to_string(), std::path::MAIN_SEPARATOR)
}

/// The same for paths of a system whose parts are set apart by a character; what is left of them has `/` there.
fn beside_in(text: &str, folder: &str, separator: char) -> String {
    let above = format!("{folder}{separator}");
    let mut pieces = text.split(above.as_str());
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|c| END_OF_PATH.contains(&c)).unwrap_or(piece.len());
        out.push_str(&piece[..end].replace(separator, "/"));
        out.push_str(&piece[end..]);
    }
    out
}

/// What became of a unit's return since the run before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HistoryState {
    /// It came.
    New,
    /// It came again, and what it was told is corrected.
    Corrected,
    /// It came again, and something is still to be corrected or looked at.
    Changed,
    /// It is as it was.
    Unchanged,
    /// The unit stands by what was found.
    Accepted,
    /// It is not there any more.
    Gone,
}

/// What became of a unit's return, with dates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// What became of it.
    pub state: HistoryState,
    /// Since which day it is as it is, as `2026-01-15`.
    pub since: String,
    /// The day on which something of the unit came first.
    pub first: String,
}

impl History {
    /// What became of it, in words.
    pub fn told(&self) -> String {
        let since = Date::parse(&self.since).map_or(self.since.clone(), Date::chinese);
        match self.state {
            HistoryState::New => format!("{since}交来"),
            HistoryState::Corrected => format!("{since}改正"),
            HistoryState::Changed => format!("{since}重交，还有问题"),
            HistoryState::Unchanged => format!("{since}起没有变化"),
            HistoryState::Accepted => format!("{since}起认可"),
            HistoryState::Gone => format!("{since}起不在了"),
        }
    }
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
    /// Names in its folder under which files of others lie, which were left as they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// What goes back to the unit, from the output folder; never kept, since it follows from the whole run.
    #[serde(skip)]
    pub returned: Vec<String>,
    /// What became of the return since the runs before; never kept, likewise.
    #[serde(skip)]
    pub history: Option<History>,
    /// How it stands to its last day; never kept, likewise.
    #[serde(skip)]
    pub due: Option<Due>,
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
            others: Vec::new(),
            returned: Vec::new(),
            history: None,
            due: None,
            tally: Tally::default(),
            findings: Vec::new(),
        }
    }

    /// Files of others in its folder, named from the output folder.
    pub(crate) fn others_from_out(&self) -> impl Iterator<Item = String> {
        self.others.iter().map(|name| format!("{}/{name}", self.folder))
    }

    /// The errors and warnings that its unit is told, the gravest first; none when nothing came that they could be of.
    pub fn told(&self) -> Vec<&FindingRecord> {
        // What the program failed over is nothing that a unit could correct.
        if self.file.is_none() || matches!(self.status, Status::Failed | Status::Stopped) {
            return Vec::new();
        }
        let is_told = |finding: &&FindingRecord| {
            finding.accepted.is_none() && finding.severity != Severity::Hint && finding.remedy().is_some()
        };
        let mut told: Vec<&FindingRecord> = self.findings.iter().filter(is_told).collect();
        told.sort_by_key(|finding| finding.severity);
        told
    }

    /// Where the unit stands.
    pub fn standing(&self) -> Standing {
        match (self.status, self.told().first().map(|finding| finding.severity)) {
            (Status::Missing, _) => Standing::Missing,
            (Status::Unreadable, _) if self.file.is_none() => Standing::Open,
            (Status::Unclear | Status::Unreadable, _) => Standing::Again,
            (Status::Failed | Status::Stopped, _) => Standing::Open,
            (Status::Draft | Status::Blocked, _) | (Status::Ready, Some(Severity::Error)) => Standing::Correct,
            (Status::Ready, Some(_)) => Standing::Confirm,
            (Status::Ready, None) => Standing::Done,
        }
    }

    /// What came of its file or its report, in words; none where its standing says all.
    pub fn detail(&self) -> Option<&'static str> {
        let has_no_input = || self.findings.iter().any(|finding| finding.code == NO_INPUT.code);
        match self.status {
            Status::Missing => self.file.as_ref().map(|_| "交来的是空白表"),
            Status::Unreadable if self.file.is_none() => Some("文件夹没有读全，不知道交没有交"),
            Status::Unreadable if has_no_input() => Some("交的不是工作簿"),
            Status::Ready if self.standing() == Standing::Done => None,
            status => Some(status.label()),
        }
    }

    /// Where the unit stands, and what came of its file or its report, in words.
    pub fn state(&self) -> String {
        let detail = self.detail().map_or(String::new(), |detail| format!("（{detail}）"));
        format!("{}{detail}", self.standing().label())
    }

    /// The name of the archive in which its files are handed on; drafts are handed to nobody.
    pub(crate) fn archive(&self) -> Option<String> {
        (self.status == Status::Ready && !self.files.is_empty()).then(|| format!("{}.zip", self.folder))
    }

    /// How far it came, and what kept it from coming further, in a line.
    pub fn outcome(&self) -> String {
        let label = self.status.label();
        let why = match self.status {
            Status::Unclear | Status::Unreadable | Status::Failed => self.findings.first().map(|finding| {
                let of_unit = format!("“{}”：", self.name);
                let first = finding.message.lines().next().unwrap_or_default();
                first.strip_prefix(&of_unit).unwrap_or(first).trim_end_matches('。').to_owned()
            }),
            _ => None,
        };
        match (why, self.status, self.tally.errors) {
            (Some(why), ..) => format!("{label}：{why}"),
            (None, Status::Missing, _) => self.state(),
            (None, _, 1..) => format!("{label}（{} 个错误）", self.tally.errors),
            (None, ..) => format!("{label}{}", self.errors_accepted()),
        }
    }

    /// How many errors it was made with because somebody stands by them, and what a sum leaves out.
    fn errors_accepted(&self) -> String {
        let is_one = |finding: &&FindingRecord| finding.severity == Severity::Error && finding.accepted.is_some();
        let all: Vec<&FindingRecord> = self.findings.iter().filter(is_one).collect();
        let of_sum = |finding: &&&FindingRecord| rules::find(&finding.code).is_some_and(Rule::is_accepted_whole);
        let sums = all.iter().filter(of_sum).filter_map(|finding| finding.message.split('：').nth(1));
        match all.len() {
            0 => String::new(),
            number => {
                let what = sums.map(|what| format!("，{what}")).collect::<String>();
                format!("（认可了 {number} 个错误{what}）")
            }
        }
    }

    /// The same with what was found.
    pub fn with_findings(mut self, findings: &[Finding], sources: &Sources, folder: &Path) -> Self {
        self.tally = Tally::of(findings);
        self.findings = findings.iter().map(|finding| FindingRecord::new(finding, sources, folder)).collect();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::beside_in;

    #[test]
    fn every_system_names_files_alike() {
        let windows = r"D:\区\单位\甲 局\年报.xlsx：表里有 a\b，见 D:\区\本级.toml:3:5；D:\别处\丙.toml";
        let told = r"单位/甲 局/年报.xlsx：表里有 a\b，见 本级.toml:3:5；D:\别处\丙.toml";
        assert_eq!(beside_in(windows, r"D:\区", '\\'), told);
        assert_eq!(beside_in("/区/单位/甲.toml：a/b", "/区", '/'), "单位/甲.toml：a/b");
    }
}
