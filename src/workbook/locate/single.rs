//! Tables whose only row has no label: their heads alone tell them.

use std::collections::{BTreeMap, BTreeSet};

use super::finder::{Finder, HEAD_ROWS};
use super::found::FoundTable;
use crate::characters::is_chinese;
use crate::workbook::names::{is_check, is_figure};
use crate::workbook::over;

/// Whether a text is no figure but who filled in a table, and the like: `填表人：张三`.
fn is_signed(text: &str) -> bool {
    text.split_once(['：', ':'])
        .is_some_and(|(label, _)| !label.contains(char::is_numeric) && label.contains(is_chinese))
}

impl Finder<'_, '_> {
    /// The places of a table whose only row has no label: its head alone tells it.
    pub(super) fn without_stub(&self) -> Vec<FoundTable> {
        let heads: BTreeSet<u32> =
            self.words.iter().filter(|(_, named)| !named.columns.is_empty()).map(|((row, _), _)| *row).collect();
        let heads: Vec<u32> = heads.into_iter().collect();
        let mut found: Vec<FoundTable> = Vec::new();
        let mut start = 0;
        while start < heads.len() {
            let mut end = start;
            while end + 1 < heads.len() && heads[end + 1] <= heads[end] + 2 {
                end += 1;
            }
            if heads[end] - heads[start] < HEAD_ROWS {
                found.extend(self.row_below(heads[start], heads[end]));
            }
            start = end + 1;
        }
        found
    }

    /// The only row of a table below its head.
    fn row_below(&self, top: u32, last: u32) -> Option<FoundTable> {
        let (form, table) = (self.names.form, self.names.table);
        let columns = self.columns(0, top..last + 1, 0);
        let leaves = form.ids().filter(|id| form.cell(*id).table == table && form.cell(*id).printed).count();
        if columns.len() * 2 < leaves {
            return None;
        }
        let checks = |row: u32| self.sheet.row(row).any(|(_, content)| is_check(content.text()));
        let end = (last + 1..last + 6).find(|row| checks(*row)).unwrap_or(last + 6);
        let is_filled = |text: &str| !text.is_empty() && !is_signed(text);
        let filled = |row: &u32| columns.values().any(|(_, column)| is_filled(self.sheet.text(*row, *column)));
        let row = (last + 1..end).find(filled).unwrap_or(last + 1);
        let of_table = form.ids().filter(|id| form.cell(*id).table == table);
        let places = of_table.filter_map(|id| Some((id, (row, columns.get(&form.cell(id).column)?.1)))).collect();
        let figures = |row: &u32| columns.values().any(|(_, column)| is_figure(self.sheet.text(*row, *column)));
        let below = (row + 1..end).take_while(figures).last().unwrap_or(row);
        let head = columns.values().map(|(row, _)| *row).min().unwrap_or(top);
        let titles = over::titles(self.sheet, &self.words, &columns, 0..head);
        let rows = top.saturating_sub(HEAD_ROWS)..last + 1;
        Some(FoundTable {
            sheet: self.number,
            table,
            places,
            lines: BTreeMap::from([(row, (0, 0))]),
            score: 1 + columns.len(),
            over: over::labels(self.names, &self.words, (0, rows), &columns),
            titles: BTreeMap::from([(0, titles)]),
            heads: columns.into_iter().map(|(column, head)| ((0, column), head)).collect(),
            stubs: BTreeSet::new(),
            extent: (top, below),
        })
    }
}
