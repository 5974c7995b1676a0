//! A whole run, as it is shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::common::CommonHint;
use crate::district::roster::Scope;
use crate::district::sums::{ComparedFigure, DistrictSum, Rollup, UnitChange};
use crate::district::units::{Due, FindingRecord, History, ReportRecord, Standing, Status, UnitResult};
use crate::filing::Entry;
use crate::finding::Severity;

/// What the JSON of a run is like, as a JSON Schema (2020-12).
pub const SCHEMA: &str = include_str!("../../../templates/summary.schema.json");

/// A whole run.
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    /// What a report of the form is called.
    #[serde(skip)]
    pub report_title: String,
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
    /// What the office lays down for itself, a line a file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub policy: Vec<String>,
    /// Units in the order of the roster.
    #[serde(serialize_with = "units")]
    pub units: Arc<Vec<UnitResult>>,
    /// The district's own report, if it has one.
    #[serde(serialize_with = "own")]
    pub own: Option<ReportRecord>,
    /// What is wrong with the roster and the folder.
    pub roster: Vec<FindingRecord>,
    /// Hints that many units have.
    pub common: Vec<CommonHint>,
    /// What was made for the office beside page and workbook, from the output folder.
    pub files: Vec<String>,
    /// Whether what is handed on was packed.
    #[serde(skip)]
    pub is_packed: bool,
    /// The sums by key.
    pub sums: BTreeMap<String, SumRecord>,
    /// The main figures against last year's.
    #[serde(serialize_with = "changes")]
    pub(crate) changes: Arc<Vec<ComparedFigure>>,
}

/// One report in the summary for programs.
#[derive(Serialize)]
struct ReportWithFigures<'a> {
    /// What is shown of it.
    #[serde(flatten)]
    record: &'a ReportRecord,
    /// What goes back to the unit.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    returned: &'a [String],
    /// What became of the return since the runs before.
    #[serde(skip_serializing_if = "Option::is_none")]
    history: Option<&'a History>,
    /// How it stands to its last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<&'a Due>,
    /// Where the unit stands; nothing of the district's own report.
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<Standing>,
    /// Its figures as they are written in an input.
    cells: BTreeMap<&'a str, String>,
}

impl<'a> ReportWithFigures<'a> {
    /// A unit's report with its figures.
    fn of_unit(UnitResult { record, cells, .. }: &'a UnitResult) -> Self {
        Self {
            standing: Some(record.standing()),
            cells: cells.iter().map(|(key, entry)| (key, entry.spelled())).collect(),
            ..Self::of_office(record)
        }
    }

    /// The district's own report, whose figures are the sums; nobody sends it back.
    fn of_office(record: &'a ReportRecord) -> Self {
        let ReportRecord { returned, history, due, .. } = record;
        let (history, due) = (history.as_ref(), due.as_ref());
        Self { record, returned, history, due, standing: None, cells: BTreeMap::new() }
    }
}

/// One cell of the district.
#[derive(Debug, Clone, Serialize)]
pub struct SumRecord {
    /// How it is made.
    pub scope: Scope,
    /// The office's own part.
    #[serde(serialize_with = "maybe_spelled")]
    pub own: Option<Entry>,
    /// What it comes to.
    #[serde(serialize_with = "spelled")]
    pub sum: Entry,
}

/// The sums of the printed cells, by key.
pub(crate) fn sum_records(rollup: &Rollup) -> BTreeMap<String, SumRecord> {
    let record = |id| {
        let DistrictSum { scope, own, entry, .. } = rollup.get(id).clone();
        (rollup.form.cell(id).key.clone(), SumRecord { scope, own, sum: entry })
    };
    rollup.printed().map(record).collect()
}

/// Writes an entry as it is written in an input.
fn spelled<S: Serializer>(entry: &Entry, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&entry.spelled())
}

/// Writes an entry, or nothing.
fn maybe_spelled<S: Serializer>(entry: &Option<Entry>, serializer: S) -> Result<S::Ok, S::Error> {
    entry.as_ref().map(Entry::spelled).serialize(serializer)
}

/// Writes the main figures against last year's, by key.
fn changes<S: Serializer>(figures: &Arc<Vec<ComparedFigure>>, serializer: S) -> Result<S::Ok, S::Error> {
    let spelled = |number: Decimal| number.normalize().to_string();
    let record = |figure: &'_ ComparedFigure| -> serde_json::Value {
        let total = figure.total();
        let units = figure.units.iter().map(|unit| {
            let UnitChange { number, change } = unit;
            serde_json::json!({ "unit": number + 1, "now": spelled(change.now()), "before": spelled(change.before()) })
        });
        serde_json::json!({
            "label": figure.label,
            "counts": figure.unit,
            "now": total.as_ref().map(|total| spelled(total.now())),
            "before": total.as_ref().map(|total| spelled(total.before())),
            "units": units.collect::<Vec<_>>(),
        })
    };
    serializer.collect_map(figures.iter().map(|figure| (figure.key.as_str(), record(figure))))
}

/// Writes the units with their figures.
fn units<S: Serializer>(units: &Arc<Vec<UnitResult>>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(units.iter().map(ReportWithFigures::of_unit))
}

/// Writes the district's own report.
fn own<S: Serializer>(own: &Option<ReportRecord>, serializer: S) -> Result<S::Ok, S::Error> {
    own.as_ref().map(ReportWithFigures::of_office).serialize(serializer)
}

impl Summary {
    /// What the run is called.
    pub fn title(&self) -> String {
        let year = self.year.map_or("××××".to_owned(), |year| year.to_string());
        format!("{}{year}年{}汇总", self.district, self.report_title)
    }

    /// The records of all reports, the district's own first.
    pub(crate) fn records(&self) -> impl Iterator<Item = &ReportRecord> {
        self.own.iter().chain(self.units.iter().map(|unit| &unit.record))
    }

    /// Whether a finding of a unit is told once for many.
    pub(super) fn is_common(&self, finding: &FindingRecord) -> bool {
        self.common.iter().any(|common| common.is(finding))
    }

    /// How many units stand there.
    pub fn standing(&self, standing: Standing) -> usize {
        self.units.iter().filter(|unit| unit.record.standing() == standing).count()
    }

    /// Whether the run was stopped before it was through.
    pub fn is_stopped(&self) -> bool {
        self.records().any(|record| record.status == Status::Stopped)
    }

    /// Whether something could not be done that the program was asked for.
    pub fn has_failed(&self) -> bool {
        self.records().any(|record| record.status.is_failure())
    }

    /// Whether there are errors that nobody accepted.
    pub fn has_errors(&self) -> bool {
        let open = |finding: &FindingRecord| finding.severity == Severity::Error && finding.accepted.is_none();
        self.records().any(|record| record.tally.errors > 0) || self.roster.iter().any(open)
    }

    /// The summary for programs.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a summary can be written as JSON") + "\n"
    }
}
