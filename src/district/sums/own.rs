//! The district's own report: its words with the sums of all units.

use std::time::SystemTime;

use super::compare::compare;
use super::filing::filing;
use super::rollup::{Rollup, roll_up};
use crate::digest::json_digest;
use crate::district::inbox::judge;
use crate::district::roster::{District, Unit, WORKBOOK};
use crate::district::units::{
    FindingRecord, ReportRecord, Shared, Status, UnitResult, given_up, guarded, make, not_read, not_written, unreadable,
};
use crate::document::Spelling;
use crate::figures::Figures;
use crate::filing::Filing;
use crate::finding::Finding;
use crate::form::Editions;
use crate::read;
use crate::rule::district as rules;
use crate::rule::prose::NO_PRIOR_FIGURE;
use crate::rules::UNCHECKED;
use crate::source::Sources;
use crate::workers::Turn;

/// The sums, and the district's own report where it has one.
pub(crate) struct OwnReport {
    /// The sums.
    pub rollup: Rollup,
    /// The report's record, and whether its files were made anew.
    pub record: Option<(ReportRecord, bool)>,
}

/// Sums the units' figures and makes the district's own report, which errors of the roster and the folders block:
/// `unsettled` are their messages.
pub(crate) fn own_report(shared: &Shared, results: &[UnitResult], unsettled: &[String], turn: &Turn) -> OwnReport {
    let district = &shared.district;
    let Some(report) = &district.report else {
        return OwnReport { rollup: roll_up(district, None, results), record: None };
    };
    let record = own_record(shared, Status::Ready);
    let begun = SystemTime::now();
    let path = district.folder.join(&report.value);
    let prior = district.prior.as_ref().map(|prior| district.folder.join(&prior.value));
    let engine = &shared.producer.engine;
    let mut input = match engine.read_beside(&path, prior.as_deref(), district.sources.clone()) {
        Ok(input) => input,
        Err(error) => {
            let record = unreadable(record, &error, shared.folder());
            return OwnReport { rollup: roll_up(district, None, results), record: Some((record, false)) };
        }
    };
    if !input.filing.is_read() {
        let record = not_read(record, &input, shared.folder());
        return OwnReport { rollup: roll_up(district, None, results), record: Some((record, false)) };
    }
    let rollup = roll_up(district, Some(&input.filing), results);
    let (names, key) = (&shared.names[0], own_key(shared, results, unsettled));
    if let Some(kept) = shared.producer.kept(&names.folder, &key) {
        return OwnReport { rollup, record: Some((kept.record, false)) };
    }
    let own = input.filing.clone();
    let totals = totals(district, &rollup, results, engine.editions(), &mut input.sources);
    let read = shared.producer.digests(&input.sources, begun);
    let key = read.is_some().then_some(key);
    let result = UnitResult { read: read.unwrap_or_default(), ..UnitResult::nothing(0, record.clone()) };
    input.filing = filing(&rollup, district, &own, results, &mut input.sources);
    input.filing.faults.extend(totals);
    input.filing.faults.extend(own_year(district, &own));
    input.filing.faults.extend(not_settled(district, unsettled));
    let done = guarded(|| match engine.examine(&input) {
        Ok(mut examined) => {
            examined.findings.iter_mut().for_each(|finding| advise(finding, &input.sources, results));
            let (result, is_new) = make(shared, result, names, &input, examined, key, turn);
            (result.record, is_new)
        }
        Err(error) => (not_written(record.clone(), &error, shared.folder()), false),
    });
    let done = done.unwrap_or_else(|finding| (given_up(record, &finding, shared.folder()), false));
    OwnReport { rollup, record: Some(done) }
}

/// The record of the district's own report, without anything found.
pub(crate) fn own_record(shared: &Shared, status: Status) -> ReportRecord {
    let file = shared.district.report.as_ref().map(|report| report.value.clone());
    ReportRecord { file, ..ReportRecord::new(shared.district.called(), "本级", &shared.names[0].folder, status) }
}

/// Digest of everything that the district's report depends on beside the files that are read.
fn own_key(shared: &Shared, results: &[UnitResult], unsettled: &[String]) -> String {
    let names = &shared.names[0];
    let content = (&shared.fingerprint, results, unsettled, (&names.folder, &names.file, &names.letter));
    json_digest(&content)
}

/// Says what an office can do about a finding of its own report: sums are put right in the units' files.
fn advise(finding: &mut Finding, sources: &Sources, results: &[UnitResult]) {
    if *finding.rule == UNCHECKED {
        "在 district.toml 里写 prior = \"上年/本级.toml\"（本级上年的报告）".clone_into(&mut finding.hint);
    }
    if *finding.rule == NO_PRIOR_FIGURE {
        "没有上年报告的，在 district.toml 里写 prior = \"上年/本级.toml\"；或把这句话改成直接写"
            .clone_into(&mut finding.hint);
    }
    let is_sum = finding.marks.first().is_some_and(|mark| sources.get(mark.at.source).name == WORKBOOK);
    if !is_sum {
        return;
    }
    let has_it = |unit: &&UnitResult| {
        let same = |record: &&FindingRecord| record.code == finding.rule.code && record.accepted.is_none();
        unit.is_counted && unit.record.findings.iter().any(|record| same(&record))
    };
    let units: Vec<&str> =
        results.iter().filter(has_it).take(MOST_UNITS).map(|unit| unit.record.name.as_str()).collect();
    finding.hint = match units.as_slice() {
        [] => format!("这是相加得来的数，不要在 {WORKBOOK} 里改：各单位没有同样的问题，核对本级自己的数和只计本级的格"),
        _ => format!("这是相加得来的数，不要在 {WORKBOOK} 里改：{} 有同样的问题，改正后再汇总", units.join("、")),
    };
}

/// Units that are named as having the fault of a sum.
const MOST_UNITS: usize = 5;

/// Errors of the roster and the folders that are named in one message; more are counted.
const MOST_NAMED: usize = 3;

/// The finding about errors of the roster and the folders, by which the sums may be wrong.
fn not_settled(district: &District, unsettled: &[String]) -> Option<Finding> {
    let named: Vec<&str> = unsettled.iter().take(MOST_NAMED).map(|message| message.trim_end_matches('。')).collect();
    let more = if unsettled.len() > MOST_NAMED { "等" } else { "" };
    let message = format!("汇总：名单和文件夹有 {} 个错误没有改：{}{more}。", unsettled.len(), named.join("；"));
    (!unsettled.is_empty()).then(|| Finding::new(&rules::UNSETTLED, message).mark(&district.at, ""))
}

/// Whether the district's own report is of the district's year.
fn own_year(district: &District, own: &Filing) -> Vec<Finding> {
    let unit = Unit::nobody(own.name().unwrap_or_default(), &district.at);
    judge(district, &unit, own, Spelling::Toml).into_iter().filter(|finding| *finding.rule == rules::YEAR).collect()
}

/// The totals that the district added up itself, compared with the sums.
pub(crate) fn totals(
    district: &District,
    rollup: &Rollup,
    results: &[UnitResult],
    editions: &Editions,
    sources: &mut Sources,
) -> Vec<Finding> {
    let Some(named) = &district.totals else { return Vec::new() };
    match read::read_whole(&district.folder.join(&named.value), editions, sources) {
        Ok(filing) => compare(district, rollup, results, &Figures::complete(&filing, None)),
        Err(error) => {
            let message = format!("totals：{}。", error.to_string().trim_end_matches('。'));
            vec![Finding::new(&rules::UNREADABLE, message).mark(&named.at, "")]
        }
    }
}
