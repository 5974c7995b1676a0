//! Prose that stands in several units' reports.

use super::record::FindingRecord;
use super::result::UnitResult;
use crate::district::roster::District;
use crate::likeness::{Overlap, Passage, SectionText, overlaps};
use crate::rule::district::ALIKE;

/// Adds to every unit a finding for each passage that stands in another unit's prose as well.
pub(crate) fn add_likeness(district: &District, results: &mut [UnitResult]) {
    let passages: Vec<Vec<Passage>> = results.iter_mut().map(|result| std::mem::take(&mut result.passages)).collect();
    let Some(severity) = district.policy.weight(&ALIKE) else { return };
    let texts: Vec<Vec<SectionText<'_>>> =
        passages.iter().map(|unit| unit.iter().map(Passage::section_text).collect()).collect();
    for found in overlaps(&texts, district.likeness) {
        let finding = record(&found, &passages, results);
        let Some((unit, finding)) = results.get_mut(found.unit).zip(finding) else { continue };
        unit.record.tally.add(severity);
        unit.record.findings.push(FindingRecord { severity, ..finding });
    }
}

/// The finding for one passage.
fn record(found: &Overlap, passages: &[Vec<Passage>], results: &[UnitResult]) -> Option<FindingRecord> {
    let own = passages.get(found.unit)?.get(found.passage)?;
    let other = passages.get(found.other_unit)?.get(found.other_passage)?;
    let further = match found.further {
        0 => String::new(),
        further => format!("；还有 {further} 个单位也这样相同"),
    };
    let message = format!(
        "{}：{}% 与“{}”的文字相同（{}）{further}。",
        own.title,
        found.share.percent(),
        results.get(found.other_unit)?.record.name,
        other.place,
    );
    Some(FindingRecord {
        code: ALIKE.code.to_owned(),
        severity: ALIKE.severity,
        message,
        place: Some(own.place.clone()),
        hint: ALIKE.remedy.to_owned(),
        accepted: None,
    })
}
