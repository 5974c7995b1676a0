//! What is told of cells that are merged over several of a table.

use std::collections::BTreeSet;

use super::draft::{At, Draft};
use crate::finding::Finding;
use crate::rule::{Severity, workbook as rules};

/// Areas that a finding names.
const MOST_NAMED: usize = 6;

/// Tells what was read for several cells, and figures that were read for the first of several only.
pub(super) fn tell(draft: &mut Draft<'_>) {
    let merged = std::mem::take(&mut draft.merged);
    let hint = "每一格各是多少：取消合并，逐格填写";
    let figures: BTreeSet<(usize, At)> = merged.left.keys().copied().collect();
    for (areas, severity) in [(merged.read, Severity::Hint), (merged.left, Severity::Warning)] {
        if areas.is_empty() {
            continue;
        }
        let one = |((sheet, first), count): (&(usize, At), &usize)| {
            let text = draft.sheets[*sheet].text(first.0, first.1);
            let called = draft.call(*sheet, *first);
            match figures.contains(&(*sheet, *first)) {
                true => format!("{called}“{text}”盖住另外 {count} 格"),
                false => format!("{called}“{text}”连它共 {} 格", count + 1),
            }
        };
        let named = areas.iter().take(MOST_NAMED).map(one).collect::<Vec<_>>().join("、");
        let more = if areas.len() > MOST_NAMED { "等" } else { "" };
        let message = match severity {
            Severity::Hint => format!("合并的格里写没有的，读作每一格都没有：{named}{more}。"),
            _ => format!("合并的格里的数只读作第一格的，盖住的作没有填：{named}{more}。"),
        };
        let finding = Finding::new(&rules::SHOWN_OTHERWISE, message).severity(severity).hint(hint);
        let finding = finding.because("合并的格只存一个值，盖住的格里没有数。", "");
        let finding = areas.keys().take(MOST_NAMED).fold(finding, |finding, (sheet, first)| {
            let place = draft.place(*sheet, *first);
            finding.mark(&place, "")
        });
        draft.fault(finding);
    }
}
