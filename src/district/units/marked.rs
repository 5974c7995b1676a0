//! The copy of a unit's workbook in which its faults are marked.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::record::{FindingRecord, beside};
use super::shared::Shared;
use super::unit::examined_again;
use crate::district::inbox::UnitFiles;
use crate::file::read_workbook;
use crate::finding::Finding;
use crate::source::Sources;
use crate::{rules, workbook};

/// A marked copy.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct MarkedCopy {
    /// Its ending.
    pub ending: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The marked copy of a unit's workbook with what it is told, also of what stands in other units' reports; none of what
/// is no workbook.
pub(super) fn marked(shared: &Shared, number: usize, files: &UnitFiles, found: &[FindingRecord]) -> Option<MarkedCopy> {
    let bytes = read_workbook(files.file.as_deref()?).ok()??;
    let (input, findings) = examined_again(shared, number, files)?;
    let with_places = |record: &FindingRecord| {
        let is_same = |finding: &&Finding| FindingRecord::new(finding, &input.sources, shared.folder()) == *record;
        let same = findings.iter().find(is_same).cloned();
        same.or_else(|| again(record, &input.sources, shared.folder()))
    };
    let told = found.iter().filter_map(|record| Some(with_places(record)?.hint(record.remedy()?)));
    let copy = workbook::annotate(&bytes, &input.sources, &told.collect::<Vec<_>>()).ok()?;
    Some(MarkedCopy { ending: workbook::copy_ending(&bytes).to_owned(), bytes: copy })
}

/// A finding that was kept, such as of passages that stand in other units' reports; with its place where that is a cell.
fn again(record: &FindingRecord, sources: &Sources, folder: &Path) -> Option<Finding> {
    let finding = Finding::new(rules::find(&record.code)?, record.message.clone()).severity(record.severity);
    let at = record.place.as_deref().and_then(|place| sources.find(|name| beside(name, folder) == place));
    let place = record.place.as_ref().filter(|_| at.is_none()).map_or(String::new(), |place| format!("（{place}）"));
    Some(Finding { message: format!("{}{place}", finding.message), ..finding }.mark_if(at.as_ref(), ""))
}
