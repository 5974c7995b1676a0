//! Records of reports that could not be read, made or written.

use std::path::Path;

use super::record::{ReportRecord, Status};
use crate::diagnostics::Tally;
use crate::district::inbox::no_figures;
use crate::engine::Input;
use crate::error::Error;
use crate::finding::Finding;
use crate::rule::{Rule, district as rules};
use crate::source::Sources;

/// A record of a file that cannot be read; `folder` is the district's.
pub(crate) fn unreadable(record: ReportRecord, error: &Error, folder: &Path) -> ReportRecord {
    let record = ReportRecord { status: Status::Unreadable, ..record };
    // A scan that was sent instead of a workbook is no broken file.
    match record.file.as_deref().and_then(|file| no_figures(&record.name, file, error)) {
        Some(finding) => record.with_findings(&[finding], &Sources::default(), folder),
        None => with_error(record, &rules::UNREADABLE, error, folder),
    }
}

/// A record of a file that is no TOML; nothing of it was read.
pub(crate) fn not_read(record: ReportRecord, input: &Input, folder: &Path) -> ReportRecord {
    let record = ReportRecord { status: Status::Unreadable, ..record };
    record.with_findings(&input.filing.faults, &input.sources, folder)
}

/// A record of a report whose files could not be made or written.
pub(crate) fn not_written(record: ReportRecord, error: &Error, folder: &Path) -> ReportRecord {
    let failed = ReportRecord { status: Status::Failed, files: Vec::new(), ..record.clone() };
    let mut failed = with_error(failed, &rules::NOT_WRITTEN, error, folder);
    failed.findings.extend(record.findings);
    failed.tally = Tally { errors: record.tally.errors + 1, ..record.tally };
    failed
}

/// A record of a report that was given up.
pub(crate) fn given_up(record: ReportRecord, reason: &Finding, folder: &Path) -> ReportRecord {
    let record = ReportRecord { status: Status::Failed, ..record };
    record.with_findings(std::slice::from_ref(reason), &Sources::default(), folder)
}

/// A record with one finding for an error.
fn with_error(record: ReportRecord, rule: &'static Rule, error: &Error, folder: &Path) -> ReportRecord {
    let message = format!("{}。", error.to_string().trim_end_matches('。'));
    let finding = Finding::new(rule, message);
    let finding = match error.hint() {
        Some(hint) => finding.hint(hint),
        None => finding,
    };
    record.with_findings(&[finding], &Sources::default(), folder)
}
