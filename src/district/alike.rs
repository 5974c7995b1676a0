//! Prose that stands in several units' reports.

use super::handed::Handed;
use super::record::Told;
use super::roster::District;
use crate::likeness::{Overlap, Passage, SectionText, overlaps};
use crate::rule::district::ALIKE;

/// Tells every unit what of its prose stands in another unit's as well.
pub fn tell_likeness(district: &District, handed: &mut [Handed]) {
    let passages: Vec<Vec<Passage>> = handed.iter_mut().map(|handed| std::mem::take(&mut handed.passages)).collect();
    let texts: Vec<Vec<SectionText<'_>>> =
        passages.iter().map(|unit| unit.iter().map(Passage::section_text).collect()).collect();
    for found in overlaps(&texts, district.likeness) {
        let told = told(&found, &passages, handed);
        let Some((unit, told)) = handed.get_mut(found.unit).zip(told) else { continue };
        unit.record.tally.warnings += 1;
        unit.record.findings.push(told);
    }
}

/// What is told of one passage.
fn told(found: &Overlap, passages: &[Vec<Passage>], handed: &[Handed]) -> Option<Told> {
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
        handed.get(found.other_unit)?.record.name,
        other.place,
    );
    Some(Told {
        code: ALIKE.code.to_owned(),
        severity: ALIKE.severity,
        message,
        place: Some(own.place.clone()),
        hint: ALIKE.remedy.to_owned(),
        accepted: None,
    })
}
