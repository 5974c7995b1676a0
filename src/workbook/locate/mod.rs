//! Finds the official tables in sheets by their labels, wherever they stand.

mod columns;
mod finder;
mod found;
mod rows;
mod single;
mod words;

use finder::Finder;
pub(super) use found::FoundTable;
pub(super) use words::{SheetWords, upright, words};

use super::names::TableNames;
use super::sheets::Sheet;

/// Every place at which a table of a form stands, given the names of all of them, on all sheets from top to bottom.
pub(super) fn tables(names: &[TableNames<'_>], sheets: &[Sheet], words: &[SheetWords]) -> Vec<FoundTable> {
    let mut found = Vec::new();
    for names in names {
        for (number, (sheet, words)) in sheets.iter().zip(words).enumerate() {
            let words = words.iter().filter_map(|(at, word)| Some((*at, names.meaning(word)?))).collect();
            // A part that goes on without a head has none for the next.
            let is_headed = |found: &&FoundTable| found.table == names.table && !found.heads.is_empty();
            let before = found.iter().rev().find(is_headed);
            let before = before.map(|before| (before.clone(), &sheets[before.sheet]));
            let finder = Finder { names, sheet, number, words, before };
            found.extend(if names.has_stub() { finder.with_stub() } else { finder.without_stub() });
        }
    }
    found
}
