//! The page of a run for the office: who is missing, what is wrong, where the files are.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::record::Summary;
use crate::district::roster::WORKBOOK;
use crate::district::units::{FindingRecord, Record, Status};
use crate::engine::Engine;
use crate::error::Result;

/// Characters that stand as they are in a link.
const PLAIN: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A file to be opened.
#[derive(Serialize)]
struct Link {
    href: String,
    text: &'static str,
}

/// One report as the page shows it.
#[derive(Serialize)]
struct Row<'a> {
    number: usize,
    name: &'a str,
    group: &'a str,
    status: &'static str,
    rank: usize,
    class: &'static str,
    errors: usize,
    warnings: usize,
    links: Vec<Link>,
    findings: Vec<Line<'a>>,
}

/// One finding as the page shows it.
#[derive(Serialize)]
struct Line<'a> {
    label: &'static str,
    #[serde(flatten)]
    told: &'a FindingRecord,
}

/// All that the page shows.
#[derive(Serialize)]
struct Page<'a> {
    title: String,
    district: &'a str,
    facts: String,
    counts: Vec<Count>,
    workbook: String,
    own: Option<Row<'a>>,
    roster: Vec<Line<'a>>,
    units: Vec<Row<'a>>,
    program: &'a str,
    missing: Vec<&'a str>,
}

/// How many units came how far.
#[derive(Serialize)]
struct Count {
    label: &'static str,
    number: usize,
    class: &'static str,
}

/// The page of a run.
///
/// # Errors
/// When the template asks for something that a run does not have.
pub fn page(summary: &Summary, engine: &Engine) -> Result<String> {
    let deadline = summary.deadline.as_ref().map_or(String::new(), |day| format!("报送期限 {day}；"));
    let records = || summary.units.iter().map(|unit| &unit.record);
    let missing = records().filter(|unit| unit.status == Status::Missing).map(|unit| unit.name.as_str()).collect();
    let units = records().zip(1..).map(|(unit, number)| row(number, unit)).collect();
    let content = Page {
        title: summary.title(),
        district: &summary.district,
        facts: format!("{deadline}应报 {} 个单位；{}年格式", summary.units.len(), summary.edition),
        counts: counts(summary),
        workbook: encoded(WORKBOOK),
        own: summary.own.as_ref().map(|own| row(0, &own.record)),
        roster: lines(&summary.roster),
        units,
        program: summary.program,
        missing,
    };
    engine.district_page(&content)
}

/// The numbers at the top.
fn counts(summary: &Summary) -> Vec<Count> {
    let of = |label, statuses: &[Status], class| {
        let number = statuses.iter().map(|status| summary.count(*status)).sum();
        Count { label, number, class: if number == 0 { "" } else { class } }
    };
    vec![
        of("已生成", &[Status::Ready], "good"),
        of("有错误", &[Status::Blocked, Status::Draft], "bad"),
        of("没有交", &[Status::Missing], "bad"),
        of("读不了或处理不了", &[Status::Unreadable, Status::Unclear, Status::Failed, Status::Stopped], "bad"),
    ]
}

/// One report.
fn row(number: usize, record: &Record) -> Row<'_> {
    let (rank, class) = match record.status {
        Status::Missing => (0, "bad"),
        Status::Unreadable => (1, "bad"),
        Status::Unclear => (2, "bad"),
        Status::Failed => (3, "bad"),
        Status::Stopped => (4, "bad"),
        Status::Blocked => (5, "bad"),
        Status::Draft => (6, "bad"),
        Status::Ready if record.tally.warnings > 0 => (7, "warn"),
        Status::Ready => (8, "good"),
    };
    Row {
        number,
        name: &record.name,
        group: &record.group,
        status: record.status.label(),
        rank,
        class,
        errors: record.tally.errors,
        warnings: record.tally.warnings,
        links: record.files.iter().enumerate().map(|(place, file)| link(&record.folder, file, place)).collect(),
        findings: lines(&record.findings),
    }
}

/// Findings as the page shows them.
fn lines(findings: &[FindingRecord]) -> Vec<Line<'_>> {
    findings.iter().map(|told| Line { label: told.severity.label(), told }).collect()
}

/// A file of a report: the report's own come first, then the letter's.
fn link(folder: &str, file: &str, place: usize) -> Link {
    let text = match (place < 2, file.ends_with(".pdf")) {
        (true, true) => "报告PDF",
        (true, false) => "报告网页",
        (false, true) => "公文PDF",
        (false, false) => "公文网页",
    };
    Link { href: format!("{}/{}", encoded(folder), encoded(file)), text }
}

/// A name as a part of a link.
fn encoded(name: &str) -> String {
    utf8_percent_encode(name, &PLAIN).to_string()
}
