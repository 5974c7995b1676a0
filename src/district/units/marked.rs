//! The copy of a unit's workbook in which its faults are marked.

use serde::{Deserialize, Serialize};

use super::record::FindingRecord;
use super::shared::Shared;
use super::unit::examined_again;
use crate::district::inbox::UnitFiles;
use crate::file::read_workbook;
use crate::finding::{self, Finding, Severity};
use crate::{rules, workbook};

/// A marked copy.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct MarkedCopy {
    /// Its ending.
    pub ending: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The marked copy of a unit's workbook with what was found, also beside other units' files; none of what is no
/// workbook.
pub(super) fn marked(shared: &Shared, number: usize, files: &UnitFiles, found: &[FindingRecord]) -> Option<MarkedCopy> {
    let bytes = read_workbook(files.file.as_deref()?).ok()??;
    let (input, mut findings) = examined_again(shared, number, files)?;
    // What only the office sees: passages that stand in other units' reports, and the like.
    let record = |finding: &Finding| FindingRecord::new(finding, &input.sources, shared.folder());
    let known: Vec<FindingRecord> = findings.iter().map(record).collect();
    findings.extend(found.iter().filter(|record| !known.contains(record)).filter_map(again));
    findings.retain(|finding| finding.accepted.is_none() && finding.severity != Severity::Hint);
    finding::sort(&mut findings);
    let copy = workbook::annotate(&bytes, &input.sources, &findings).ok()?;
    Some(MarkedCopy { ending: workbook::copy_ending(&bytes).to_owned(), bytes: copy })
}

/// A finding that was kept, without its places.
fn again(record: &FindingRecord) -> Option<Finding> {
    let rule = rules::find(&record.code)?;
    let place = record.place.as_ref().map_or(String::new(), |place| format!("（{place}）"));
    Some(Finding::new(rule, format!("{}{place}", record.message)).severity(record.severity).hint(record.hint.clone()))
}
