//! Tables that were pasted among the paragraphs: a cell of theirs in each cell, of which the first column alone is prose.

use std::collections::BTreeSet;

use super::draft::{At, Draft};
use super::sheets::Sheet;
use crate::finding::Finding;
use crate::rule::{Severity, workbook as rules};

/// Rows of a table: what stands beside one paragraph is a remark.
const LEAST: usize = 2;

/// Characters of what may be a cell of a table; a paragraph has more.
const LONGEST: usize = 24;

/// Tells them; `rows` have prose in the column of texts, the head of which is given. What stands under a head of its own is
/// none of a table.
pub(super) fn tell(draft: &mut Draft<'_>, sheet: usize, (head, text): At, rows: &BTreeSet<u32>) {
    if draft.sheets[sheet].is_filled(head, text + 1) {
        return;
    }
    let mut tables: Vec<Vec<u32>> = Vec::new();
    for row in rows.iter().copied().filter(|row| is_row(&draft.sheets[sheet], *row, text)) {
        match tables.last_mut().filter(|table| table.last().is_some_and(|last| last + 1 == row)) {
            Some(table) => table.push(row),
            None => tables.push(vec![row]),
        }
    }
    for table in tables.into_iter().filter(|table| table.len() >= LEAST) {
        let beside = |row: &u32| {
            let cells = draft.sheets[sheet].row(*row).map(|(column, _)| (*row, column));
            cells.filter(|(_, column)| *column > text).collect::<Vec<_>>()
        };
        let cells: Vec<(u32, u32)> = table.iter().flat_map(beside).collect();
        let (Some(first), Some(last)) = (table.first(), cells.last().copied()) else { continue };
        let message = format!(
            "{} 到 {} 像是粘贴来的表：只有第一列当作段落印了，右边的 {} 格没有用，也没有印。",
            draft.call(sheet, (*first, text)),
            draft.call(sheet, last),
            cells.len()
        );
        let finding = Finding::new(&rules::UNUSED_CELLS, message).severity(Severity::Warning);
        let finding = finding.mark(&draft.place(sheet, cells[0]), "").mark(&draft.place(sheet, last), "");
        cells.into_iter().for_each(|at| draft.know(sheet, at));
        draft.fault(finding.hint("每一行写在“正文”列的一格里，各格之间用竖线隔开：| 单位 | 条数 |；右边的格清空"));
    }
}

/// Whether a row is one of a table: a few words in the column of texts, and something right beside them.
fn is_row(sheet: &Sheet, row: u32, text: u32) -> bool {
    let words = sheet.text(row, text).trim();
    let is_short = words.chars().count() <= LONGEST && !words.ends_with(['。', '；', '：']);
    is_short && !words.starts_with('|') && sheet.is_filled(row, text + 1)
}
