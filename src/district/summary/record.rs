//! A whole run, as it is shown.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::district::roster::Scope;
use crate::district::sums::{Rollup, Sum};
use crate::district::units::{Entries, FindingRecord, Record, Status, UnitResult};
use crate::filing::Entry;
use crate::finding::Severity;

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
    /// Units in the order of the roster.
    pub units: Vec<ReportSummary>,
    /// The district's own report, if it has one.
    pub own: Option<ReportSummary>,
    /// What is wrong with the roster and the folder.
    pub roster: Vec<FindingRecord>,
    /// The sums by key.
    pub sums: BTreeMap<String, SumRecord>,
}

/// One report of a run with its figures.
#[derive(Debug, Clone, Serialize)]
pub struct ReportSummary {
    /// What is shown of it.
    #[serde(flatten)]
    pub record: Record,
    /// Its figures; none when they are not summed.
    #[serde(serialize_with = "all_spelled")]
    pub cells: Entries,
}

impl ReportSummary {
    /// What came of a unit.
    pub fn of(unit: UnitResult) -> Self {
        Self { record: unit.record, cells: unit.cells }
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
pub fn sum_records(rollup: &Rollup) -> BTreeMap<String, SumRecord> {
    let record = |id| {
        let Sum { scope, own, entry, .. } = rollup.get(id).clone();
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

/// Writes entries by key.
fn all_spelled<S: Serializer>(entries: &Entries, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(entries.iter().map(|(key, entry)| (key, entry.spelled())))
}

impl Summary {
    /// What the run is called.
    pub fn title(&self) -> String {
        let year = self.year.map_or("××××".to_owned(), |year| year.to_string());
        format!("{}{year}年{}汇总", self.district, self.report_title)
    }

    /// The records of all reports.
    fn records(&self) -> impl Iterator<Item = &Record> {
        self.units.iter().chain(&self.own).map(|report| &report.record)
    }

    /// How many units came that far.
    pub fn count(&self, status: Status) -> usize {
        self.units.iter().filter(|unit| unit.record.status == status).count()
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
