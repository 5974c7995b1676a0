//! Cells that lie under one that is merged over them: nothing in all of them is said once, in the first.

use std::collections::BTreeMap;

use super::appearance::Appearance;
use super::sheets::Sheet;
use crate::filing::{Entry, Value};
use crate::form::Kind;

/// Cells of an area at most that a table can have, and those of all areas that are looked at.
const MOST_OF_AREA: u64 = 400;
const MOST_CELLS: u64 = 20_000;

/// A sheet, and the row and the column of the first cell of an area.
pub(super) type AreaOf = (usize, (u32, u32));

/// Empty cells by sheet, row and column, each with the first one of its area, which is filled.
#[derive(Default)]
pub(crate) struct MergedCells {
    firsts: BTreeMap<(usize, u32, u32), (u32, u32)>,
    /// First cells that were read for others too, each with how many.
    pub read: BTreeMap<AreaOf, usize>,
    /// First cells that were not, each with how many others.
    pub left: BTreeMap<AreaOf, usize>,
}

impl MergedCells {
    /// The empty cells of all merged areas of some sheets.
    pub(super) fn of(sheets: &[Sheet], appearance: &Appearance) -> Self {
        let (mut firsts, mut room) = (BTreeMap::new(), MOST_CELLS);
        for (number, sheet) in sheets.iter().enumerate() {
            for (first, last) in appearance.get(&*sheet.name).into_iter().flat_map(|seen| seen.merged_areas()) {
                let cells =
                    u64::from(last.0.saturating_sub(first.0) + 1) * u64::from(last.1.saturating_sub(first.1) + 1);
                if cells > MOST_OF_AREA || cells > room || sheet.get(first.0, first.1).is_none() {
                    continue;
                }
                room -= cells;
                let all = (first.0..=last.0).flat_map(|row| (first.1..=last.1).map(move |column| (row, column)));
                let empty = all.filter(|at| !sheet.is_filled(at.0, at.1));
                firsts.extend(empty.map(|at| ((number, at.0, at.1), *first)));
            }
        }
        Self { firsts, ..Self::default() }
    }

    /// What an empty cell of a table holds because one that is merged over it says that there is nothing in all of them;
    /// one that says a figure is noted.
    pub(super) fn nothing_over(&mut self, sheets: &[Sheet], (sheet, row, column): (usize, u32, u32)) -> Option<String> {
        let first = *self.firsts.get(&(sheet, row, column))?;
        let text = sheets[sheet].text(first.0, first.1).to_owned();
        let (Entry { value, note, .. }, misfit) = Entry::parse(&text, Kind::Count);
        let is_read = misfit.is_none_or(|misfit| misfit.is_read());
        match value {
            Value::Number(number) if number.is_zero() && note.is_none() && is_read => {}
            Value::NotApplicable if note.is_none() => {}
            Value::Number(_) => {
                *self.left.entry((sheet, first)).or_default() += 1;
                return None;
            }
            Value::NotApplicable | Value::Blank | Value::Unknown => return None,
        }
        *self.read.entry((sheet, first)).or_default() += 1;
        Some(text)
    }
}
