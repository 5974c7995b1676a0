//! The page of a run for the office: who is missing, what is wrong, where the files are.

use indexmap::IndexSet;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::columns::among;
use super::record::Summary;
use crate::district::roster::{ARCHIVES, REMINDER, WORKBOOK};
use crate::district::sums::{ComparedFigure, UnitChange};
use crate::district::units::{FindingRecord, History, ReportRecord, Standing, Status, UnitResult};
use crate::engine::Engine;
use crate::error::Result;
use crate::form::Form;
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
    /// Where it stands, as a word for programs.
    standing: Standing,
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
    /// What became of its return since the runs before.
    history: Option<String>,
    /// How it stands to its last day, in words; nothing where all came in time.
    due: &'a str,
    /// The order by the days that are left.
    days: i64,
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

/// A main figure against last year's.
#[derive(Serialize)]
struct ChangeLine<'a> {
    /// What it is called.
    label: &'a str,
    /// What it counts.
    unit: &'a str,
    /// How many units it is known of in both years.
    count: usize,
    /// This year's figure of these.
    now: String,
    /// Last year's.
    before: String,
    /// The change in words.
    told: String,
    /// The units whose figure rose most, with their changes.
    risers: Vec<String>,
    /// The units whose figure fell most.
    fallers: Vec<String>,
}

/// The figures of a group of units down, figures across.
#[derive(Serialize)]
struct ChangeTableOfUnits<'a> {
    /// The heading.
    label: &'a str,
    /// The figures.
    heads: Vec<&'a str>,
    /// The units with a figure that can be compared.
    units: Vec<ChangesOfUnit<'a>>,
}

/// A unit's figures against last year's.
#[derive(Serialize)]
struct ChangesOfUnit<'a> {
    /// Its name.
    name: &'a str,
    /// For each figure this year's and the change, where both are known.
    cells: Vec<Option<(String, String)>>,
}

/// A hint that many units have.
#[derive(Serialize)]
struct CommonLine<'a> {
    /// The rule's code.
    code: &'a str,
    /// The fact, as it is of the first unit.
    message: &'a str,
    /// What to do.
    hint: &'a str,
    /// How many units have it.
    count: usize,
    /// Their names.
    names: String,
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
    /// What else was made for the office.
    files: Vec<Link>,
    /// The groups of the roster, in its order.
    groups: Vec<&'a str>,
    /// The district's own report, if it has one.
    own: Option<ReportRow<'a>>,
    /// What is wrong with the roster and the folders.
    roster: Vec<FindingLine<'a>>,
    /// The units in the order of the roster.
    units: Vec<ReportRow<'a>>,
    /// Hints that many units have, which are not told of each.
    common: Vec<CommonLine<'a>>,
    /// The main figures against last year's; none where no unit's last year is known.
    changes: Vec<ChangeLine<'a>>,
    /// The same for each unit, a table a group.
    change_tables: Vec<ChangeTableOfUnits<'a>>,
    /// The program and its version.
    program: &'a str,
    /// The names of the units without a file.
    missing: Vec<&'a str>,
}

/// How many units stand where.
#[derive(Serialize)]
struct StatusCount {
    /// Where, as a word for programs.
    standing: Standing,
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
pub(super) fn page(summary: &Summary, form: &Form, engine: &Engine) -> Result<String> {
    let deadline = summary.deadline.as_ref().map_or(String::new(), |day| format!("报送期限 {day}；"));
    let policy: String = summary.policy.iter().map(|line| format!("；{line}")).collect();
    let records = || summary.units.iter().map(|unit| &unit.record);
    let missing =
        records().filter(|unit| unit.standing() == Standing::Missing).map(|unit| unit.name.as_str()).collect();
    let common = summary.common.iter().map(|hint| CommonLine {
        code: &hint.code,
        message: &hint.message,
        hint: &hint.hint,
        count: hint.units.len(),
        names: hint.names(&summary.units),
    });
    let packed = |unit: &ReportRecord| {
        let archive = unit.archive().filter(|_| summary.is_packed)?;
        Some(Link { href: path(&format!("{ARCHIVES}/{archive}")), text: "打包".to_owned() })
    };
    let units = records().zip(1..).map(|(unit, number)| {
        let mut row = row(number, unit);
        row.links.extend(packed(unit));
        row.findings.retain(|line| !summary.is_common(line.finding));
        row
    });
    let units = units.collect();
    let content = Page {
        title: summary.title(),
        district: &summary.district,
        facts: format!("{deadline}应报 {} 个单位；{}年格式{policy}", summary.units.len(), summary.edition),
        counts: counts(summary),
        workbook: encoded(WORKBOOK),
        reminder: encoded(REMINDER),
        files: summary.files.iter().map(|file| Link { href: path(file), text: file.clone() }).collect(),
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
        common: common.collect(),
        changes: changes(summary),
        change_tables: change_tables(summary, form),
        program: summary.program,
        missing,
    };
    engine.district_page(&content)
}

/// The numbers at the top.
fn counts(summary: &Summary) -> Vec<StatusCount> {
    let count = |standing: Standing| {
        let number = summary.standing(standing);
        StatusCount {
            standing,
            label: standing.label(),
            number,
            class: if number == 0 { "" } else { look(standing).1 },
        }
    };
    Standing::ALL.into_iter().map(count).collect()
}

/// The main figures that can be compared.
fn changes(summary: &Summary) -> Vec<ChangeLine<'_>> {
    let named = |found: &&UnitChange| {
        let name = &summary.units[found.number].record.name;
        format!("{name} {}", found.change.signed())
    };
    let most = |figure: &ComparedFigure, found: &[&UnitChange]| -> Vec<String> {
        let mut told: Vec<String> = found.iter().map(named).collect();
        let all = found.last().map_or(0, |last| figure.as_much(last));
        if let Some(last) = told.last_mut().filter(|_| all > found.len()) {
            last.push_str(&among(all));
        }
        told
    };
    let compared = summary.changes.iter().filter_map(|figure| Some((figure, figure.total()?)));
    compared
        .map(|(figure, total)| ChangeLine {
            label: &figure.label,
            unit: &figure.unit,
            count: figure.units.len(),
            now: total.now().normalize().to_string(),
            before: total.before().normalize().to_string(),
            told: total.told(),
            risers: most(figure, &figure.risers()),
            fallers: most(figure, &figure.fallers()),
        })
        .collect()
}

/// The main figures of each unit, a table a group.
fn change_tables<'a>(summary: &'a Summary, form: &'a Form) -> Vec<ChangeTableOfUnits<'a>> {
    let table = |number: usize| {
        let figures: Vec<&ComparedFigure> =
            summary.changes.iter().filter(|figure| figure.group == number && !figure.units.is_empty()).collect();
        let cell = |figure: &&ComparedFigure, unit: usize| {
            let place = figure.units.binary_search_by_key(&unit, |found| found.number).ok()?;
            let change = &figure.units[place].change;
            Some((change.now().normalize().to_string(), change.signed()))
        };
        let of_unit = |(number, unit): (usize, &'a UnitResult)| {
            let cells: Vec<_> = figures.iter().map(|figure| cell(figure, number)).collect();
            cells.iter().any(Option::is_some).then(|| ChangesOfUnit { name: &unit.record.name, cells })
        };
        ChangeTableOfUnits {
            label: &form.comparison.groups[number].label,
            heads: figures.iter().map(|figure| figure.label.as_str()).collect(),
            units: summary.units.iter().enumerate().filter_map(of_unit).collect(),
        }
    };
    (0..form.comparison.groups.len()).map(table).filter(|table| !table.units.is_empty()).collect()
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
        standing: record.standing(),
        class,
        errors: record.tally.errors,
        warnings: record.tally.warnings,
        history: record.history.as_ref().map(History::told),
        due: record.due.as_ref().map_or("", |due| &due.told),
        days: record.due.as_ref().and_then(|due| due.left).unwrap_or(i64::from(i32::MAX)),
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
    Link { href: path(file), text: text.to_owned() }
}

/// A path as a link.
fn path(file: &str) -> String {
    file.split('/').map(encoded).collect::<Vec<_>>().join("/")
}

/// A name as a part of a link.
fn encoded(name: &str) -> String {
    utf8_percent_encode(name, &PLAIN).to_string()
}
