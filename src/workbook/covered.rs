//! What is told of cells that are merged over several of a table.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::merged::AreaOf;
use crate::finding::Finding;
use crate::rule::{Severity, workbook as rules};

/// Areas that a finding names.
const MOST_NAMED: usize = 6;

/// Tells what was read for several cells, and figures that were read for the first of several only.
pub(super) fn tell(draft: &mut Draft<'_>) {
    let merged = std::mem::take(&mut draft.merged);
    areas(draft, &merged.read, Severity::Hint, "合并的格里写没有的，读作每一格都没有", |others| {
        format!("连它共 {} 格", others + 1)
    });
    areas(
        draft,
        &merged.left,
        Severity::Warning,
        "合并的格里的数只读作第一格的，盖住的作没有填",
        |others| format!("盖住另外 {others} 格"),
    );
}

/// Tells of some areas, each with how many cells it covers beside its first.
fn areas(
    draft: &mut Draft<'_>,
    areas: &BTreeMap<AreaOf, usize>,
    severity: Severity,
    says: &str,
    counted: impl Fn(usize) -> String,
) {
    if areas.is_empty() {
        return;
    }
    let one = |(&(sheet, first), others): (&AreaOf, &usize)| {
        let text = draft.sheets[sheet].text(first.0, first.1);
        format!("{}“{text}”{}", draft.call(sheet, first), counted(*others))
    };
    let named = areas.iter().take(MOST_NAMED).map(one).collect::<Vec<_>>().join("、");
    let more = if areas.len() > MOST_NAMED { "等" } else { "" };
    let finding = Finding::new(&rules::SHOWN_OTHERWISE, format!("{says}：{named}{more}。")).severity(severity);
    let finding = finding.hint("每一格各是多少：取消合并，逐格填写");
    let finding = finding.because("合并的格只存一个值，盖住的格里没有数。", "");
    let marked = |finding: Finding, (sheet, first): &AreaOf| finding.mark(&draft.place(*sheet, *first), "");
    let finding = areas.keys().take(MOST_NAMED).fold(finding, marked);
    draft.fault(finding);
}
