//! Columns of a table that stand twice beside each other, as those of two years do: which of them are meant is not to be
//! known.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{At, Draft};
use super::locate::FoundTable;
use super::names::{TableNames, is_figure, same};
use crate::finding::Finding;
use crate::form::paths;
use crate::rule::workbook as rules;

/// Reports the columns of a table that stand twice and hold other figures the second time.
pub(super) fn tell(draft: &mut Draft<'_>, names: &TableNames<'_>, found: &FoundTable) {
    let doubled = DoubledColumns { names, found };
    let blocks = 0..names.form.tables[names.table].blocks.len();
    let Some((own, again)) = blocks.into_iter().find_map(|block| doubled.of_block(draft, block)) else { return };
    let table = &names.form.tables[names.table];
    let (one, other) = (draft.call(found.sheet, own), draft.call(found.sheet, again));
    let message = format!("{}：同样的列名有两份，下面都填了数，{one} 和 {other} 是其中一列。", table.label);
    let finding = Finding::new(&rules::TABLE_TWICE, message).key(&table.key);
    let (one, other) = (draft.place(found.sheet, own), draft.place(found.sheet, again));
    let hint = "只留今年的一份；上年的数填在“上年数据”表里";
    draft.fault(finding.mark(&one, "").mark(&other, "").hint(hint));
}

/// The columns of a table that may stand twice.
struct DoubledColumns<'a, 'f> {
    names: &'a TableNames<'f>,
    found: &'a FoundTable,
}

impl DoubledColumns<'_, '_> {
    /// The first head of a block that stands twice, and the second of its kind, where all or most of them do.
    fn of_block(&self, draft: &Draft<'_>, block: usize) -> Option<(At, At)> {
        let heads = self.found.heads.iter().filter(|((of, _), _)| *of == block);
        let heads: BTreeMap<usize, At> = heads.map(|((_, leaf), at)| (*leaf, *at)).collect();
        let own: BTreeSet<At> = heads.values().copied().collect();
        let pairs =
            heads.iter().filter_map(|(leaf, head)| Some((*head, self.again(draft, block, *leaf, *head, &own)?)));
        let pairs: Vec<(At, At)> = pairs.collect();
        let first = *pairs.first()?;
        let text = |at: At| draft.sheets[self.found.sheet].text(at.0, at.1);
        // Of several columns a total may have been added; a single one is doubled where it is called the same.
        let is_doubled = match heads.len() {
            1 => text(first.0) == text(first.1),
            several => pairs.len() > 1 && 2 * pairs.len() >= several,
        };
        is_doubled.then_some(first)
    }

    /// Where the head of a column stands again in its row, with other figures below it.
    fn again(&self, draft: &Draft<'_>, block: usize, leaf: usize, head: At, own: &BTreeSet<At>) -> Option<At> {
        let sheet = &draft.sheets[self.found.sheet];
        let columns = paths(&self.names.form.tables[self.names.table].blocks[block].columns);
        let node = *columns.get(leaf)?.last()?;
        let is_named = |column: u32| {
            let named = self.names.columns.find(sheet.text(head.0, column));
            !own.contains(&(head.0, column)) && named.iter().any(|known| same(*known, node))
        };
        let others = sheet.row(head.0).map(|(column, _)| column).filter(|column| is_named(*column));
        let differs = |column: &u32| {
            let lines = self.found.lines.iter().filter(|(_, (of, _))| *of == block);
            let figures = |row: u32| (sheet.text(row, head.1), sheet.text(row, *column));
            let mut rows =
                lines.filter(|(row, line)| !self.is_parted(draft, **row, *column, **line)).map(|(row, _)| *row);
            rows.any(|row| is_figure(figures(row).1) && figures(row).0 != figures(row).1)
        };
        others.into_iter().find(differs).map(|column| (head.0, column))
    }

    /// Whether the label of another line of the table stands before a column in a row.
    fn is_parted(&self, draft: &Draft<'_>, row: u32, column: u32, line: (usize, usize)) -> bool {
        let before = draft.sheets[self.found.sheet].row(row).filter(|(at, _)| *at < column);
        before
            .map(|(_, content)| self.names.rows.find(content.text()))
            .any(|named| !named.is_empty() && !named.contains(&line))
    }
}
