//! Figures that are texts, which the formulas of totals leave out: the totals are added up anew, and both are told.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::subtotals::Places;
use crate::finding::Finding;
use crate::form::{CellId, Form};
use crate::rule::workbook as rules;

/// Cells that one finding quotes.
const QUOTED: usize = 6;

/// What formulas left out of the totals of a table.
#[derive(Default)]
pub(super) struct LeftOutOfTotals {
    /// The figures that are texts.
    texts: BTreeSet<CellId>,
    /// The totals, with what their formulas gave.
    totals: Vec<(CellId, String)>,
}

impl LeftOutOfTotals {
    /// Notes a total, what its formula gave, and the figures that are not in it.
    pub(super) fn note(&mut self, total: CellId, given: String, texts: Vec<CellId>) {
        self.texts.extend(texts);
        self.totals.push((total, given));
    }

    /// Tells all of a table in one finding.
    pub(super) fn tell(self, draft: &mut Draft<'_>, form: &Form, places: &Places) {
        let Some((first, _)) = self.totals.first() else { return };
        let table = &form.tables[form.cell(*first).table].label;
        let at = |id: &CellId| places.get(id).map(|(sheet, row, column)| (*sheet, (*row, *column)));
        let quoted = |(sheet, at): (usize, (u32, u32))| {
            let text = draft.sheets[sheet].text(at.0, at.1).replace('\n', "⏎");
            format!("{}“{text}”", draft.call(sheet, at))
        };
        let list = |told: Vec<String>, all: usize| {
            let more = if all > told.len() { format!("等 {all} 格") } else { String::new() };
            format!("{}{more}", told.join("、"))
        };
        let texts = self.texts.iter().filter_map(at).take(QUOTED).map(quoted).collect();
        let totals = self.totals.iter().filter_map(|(id, given)| {
            let (sheet, at) = at(id)?;
            let shown = if given.trim().is_empty() { "空白" } else { given.as_str() };
            Some(format!("{}（显示 {shown}）", draft.call(sheet, at)))
        });
        let message = format!(
            "{table}：由公式算的总计没有算上写成文字的数 {}：{}。印的是各项之和。",
            list(texts, self.texts.len()),
            list(totals.take(QUOTED).collect(), self.totals.len()),
        );
        let marks = self.texts.iter().chain(self.totals.iter().map(|(id, _)| id)).filter_map(|id| Some((id, at(id)?)));
        let finding = marks.fold(Finding::new(&rules::NOT_ADDED, message), |finding, (id, (sheet, at))| {
            let place = draft.place(sheet, at);
            finding.mark(&place, draft.sheets[sheet].text(at.0, at.1)).key(&form.cell(*id).key)
        });
        draft.fault(finding);
    }
}
