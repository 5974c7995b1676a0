//! What is said to be carried over into the year that it was left over in.

use super::year::{MOST, OTHER_YEAR, clause_before};
use crate::finding::Finding;
use crate::rules::Case;
use crate::rules::passage::{PassageKind, ReportPassage};

/// A finding for each place that carries something over into the year reported on, and does not say that it was left
/// over in the year before.
pub(super) fn carried_to(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let Some(year) = case.filing.year.as_ref().map(|year| year.value) else { return Vec::new() };
    let words = &case.filing.form.words().year;
    let (written, earlier) = (format!("{year}年"), format!("{}年", year - 1));
    let mut findings = Vec::new();
    for passage in passages.iter().filter(|passage| passage.kind == PassageKind::Section) {
        let text = passage.text.as_str();
        for place in passage.find(&written).take(MOST) {
            let clause = clause_before(text, place.start);
            let is_carried = words.carried_to.iter().any(|word| clause.ends_with(word.as_str()));
            let is_from = words.carried_from.iter().chain([&earlier]).any(|from| clause.contains(from.as_str()));
            if is_carried && !is_from {
                let message = format!("正文：报告年度是 {year} 年，没有办完的应是结转下一年，写的是结转到 {year} 年。");
                let finding = Finding::new(&OTHER_YEAR, message);
                findings.push(finding.mark(&passage.place(place), format!("应为 {} 年", year + 1)));
            }
        }
    }
    findings
}
