//! The page of a run for the office: who is missing, what is wrong, where the files are.

use indexmap::IndexSet;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::record::Summary;
use crate::district::roster::{REMINDER, WORKBOOK};
use crate::district::units::{FindingRecord, ReportRecord, Standing, Status};
use crate::engine::Engine;
use crate::error::Result;
use crate::product::FileKind;

/// Characters that stand as they are in a link.
const PLAIN: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A file to be opened.
#[derive(Serialize)]
struct Link {
    /// Its address from the page.
    href: String,
    /// What the link is called.
    text: String,
}

/// One report as the page shows it.
#[derive(Serialize)]
struct ReportRow<'a> {
    /// Its number on the roster, from 1; 0 is the district's own.
    number: usize,
    /// The unit's name.
    name: &'a str,
    /// Its group.
    group: &'a str,
    /// Where it stands, in words.
    status: String,
    /// The order by urgency.
    rank: usize,
    /// Its colour: `bad`, `warn` or `good`.
    class: &'static str,
    /// Errors that nobody accepted.
    errors: usize,
    /// Warnings that nobody accepted.
    warnings: usize,
    /// The files that were made.
    links: Vec<Link>,
    /// What was not made that may have been expected.
    left_out: Option<&'a str>,
    /// What goes back to the unit.
    returned: Vec<Link>,
    /// What was found.
    findings: Vec<FindingLine<'a>>,
}

/// One finding as the page shows it.
#[derive(Serialize)]
struct FindingLine<'a> {
    /// The severity in words.
    label: &'static str,
    /// The finding: `code`, `severity`, `message`, `place`, `hint`, `accepted`.
    #[serde(flatten)]
    finding: &'a FindingRecord,
}

/// All that the page shows.
#[derive(Serialize)]
struct Page<'a> {
    /// What the run is called.
    title: String,
    /// The district's name.
    district: &'a str,
    /// Deadline, number of units and edition.
    facts: String,
    /// How many units stand where.
    counts: Vec<StatusCount>,
    /// The address of the workbook.
    workbook: String,
    /// The address of the list of units that are reminded.
    reminder: String,
    /// The groups of the roster, in its order.
    groups: Vec<&'a str>,
    /// The district's own report, if it has one.
    own: Option<ReportRow<'a>>,
    /// What is wrong with the roster and the folders.
    roster: Vec<FindingLine<'a>>,
    /// The units in the order of the roster.
    units: Vec<ReportRow<'a>>,
    /// The program and its version.
    program: &'a str,
    /// The names of the units without a file.
    missing: Vec<&'a str>,
}

/// How many units stand where.
#[derive(Serialize)]
struct StatusCount {
    /// Where, in words.
    label: &'static str,
    /// How many units.
    number: usize,
    /// Its colour.
    class: &'static str,
}

/// The page of a run.
///
/// # Errors
/// When the template asks for something that a run does not have.
pub(super) fn page(summary: &Summary, engine: &Engine) -> Result<String> {
    let deadline = summary.deadline.as_ref().map_or(String::new(), |day| format!("报送期限 {day}；"));
    let policy: String = summary.policy.iter().map(|line| format!("；{line}")).collect();
    let records = || summary.units.iter().map(|unit| &unit.record);
    let missing =
        records().filter(|unit| unit.standing() == Standing::Missing).map(|unit| unit.name.as_str()).collect();
    let units = records().zip(1..).map(|(unit, number)| row(number, unit)).collect();
    let content = Page {
        title: summary.title(),
        district: &summary.district,
        facts: format!("{deadline}应报 {} 个单位；{}年格式{policy}", summary.units.len(), summary.edition),
        counts: counts(summary),
        workbook: encoded(WORKBOOK),
        reminder: encoded(REMINDER),
        groups: summary
            .units
            .iter()
            .map(|unit| unit.record.group.as_str())
            .collect::<IndexSet<_>>()
            .into_iter()
            .collect(),
        own: summary.own.as_ref().map(|own| row(0, own)),
        roster: lines(&summary.roster),
        units,
        program: summary.program,
        missing,
    };
    engine.district_page(&content)
}

/// The numbers at the top.
fn counts(summary: &Summary) -> Vec<StatusCount> {
    let count = |standing: Standing| {
        let number = summary.standing(standing);
        StatusCount { label: standing.label(), number, class: if number == 0 { "" } else { look(standing).1 } }
    };
    Standing::ALL.into_iter().map(count).collect()
}

/// The order of a standing by urgency, and its colour.
fn look(standing: Standing) -> (usize, &'static str) {
    match standing {
        Standing::Missing => (0, "bad"),
        Standing::Again => (1, "bad"),
        Standing::Open => (2, "bad"),
        Standing::Correct => (3, "bad"),
        Standing::Confirm => (4, "warn"),
        Standing::Done => (5, "good"),
    }
}

/// One report.
fn row(number: usize, record: &ReportRecord) -> ReportRow<'_> {
    // Nobody sends the district's own report back.
    let (status, (rank, class)) = match (number, record.status) {
        (0, Status::Ready) => (record.status.label().to_owned(), look(Standing::Done)),
        (0, status) => (status.label().to_owned(), look(Standing::Correct)),
        _ => (record.state(), look(record.standing())),
    };
    ReportRow {
        number,
        name: &record.name,
        group: &record.group,
        status,
        rank,
        class,
        errors: record.tally.errors,
        warnings: record.tally.warnings,
        returned: record.returned.iter().map(|file| returned(file)).collect(),
        links: links(record),
        left_out: record.left_out.as_deref(),
        findings: lines(&record.findings),
    }
}

/// Findings as the page shows them.
fn lines(findings: &[FindingRecord]) -> Vec<FindingLine<'_>> {
    findings.iter().map(|finding| FindingLine { label: finding.severity.label(), finding }).collect()
}

/// The files of a report: its own come first, then those of the letter, which have another name.
fn links(record: &ReportRecord) -> Vec<Link> {
    let known = |file: &str| FileKind::of(file).map(|(stem, kind)| (stem.to_owned(), kind));
    let own = record.files.first().and_then(|file| known(file));
    let link = |file: &String| {
        let (stem, kind) = known(file)?;
        let of = if own.as_ref().is_some_and(|(own, _)| *own == stem) { "报告" } else { "公文" };
        let href = format!("{}/{}", encoded(&record.folder), encoded(file));
        Some(Link { href, text: format!("{of}{}", kind.label()) })
    };
    record.files.iter().filter_map(link).collect()
}

/// What goes back to a unit: its notice, or its workbook with marks.
fn returned(file: &str) -> Link {
    let text = if file.ends_with(".txt") { "问题通知" } else { "标注的工作簿" };
    Link { href: file.split('/').map(encoded).collect::<Vec<_>>().join("/"), text: text.to_owned() }
}

/// A name as a part of a link.
fn encoded(name: &str) -> String {
    utf8_percent_encode(name, &PLAIN).to_string()
}
