//! A page being made a document: where its items stand, and which of them are used.

use crate::source::{CellPlace, Span};
use crate::workbook::Draft;

/// Items that one finding names.
pub(super) const MOST_NAMED: usize = 8;

/// A page being made a document.
pub(super) struct Taking<'s> {
    /// The document in the making; its first sheet are the paragraphs.
    pub draft: Draft<'s>,
    /// For each item the row of its paragraph, or the sheet of its table.
    pub places: &'s [ItemPlace],
    /// Items that are used or told.
    pub done: Vec<bool>,
}

/// Where an item stands among the sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ItemPlace {
    /// A row of the first sheet.
    Row(u32),
    /// A sheet of its own.
    Sheet(usize),
}

impl Taking<'_> {
    /// The place of a paragraph.
    pub(super) fn place(&self, item: usize) -> CellPlace {
        match self.places[item] {
            ItemPlace::Row(row) => self.draft.sheets[0].place((row, 0)),
            ItemPlace::Sheet(sheet) => self.draft.sheets[sheet].place((1, 0)),
        }
    }

    /// Uses a text of an item, and gives its place.
    pub(super) fn take(&mut self, item: usize, text: &str) -> Span {
        self.done[item] = true;
        self.point(item, text)
    }

    /// The place of a text of an item, used or not.
    pub(super) fn point(&mut self, item: usize, text: &str) -> Span {
        let place = self.place(item);
        let range = self.draft.listing.add_text(place, text);
        self.draft.listing.span(&range)
    }

    /// Puts a value of a field that an item tells of.
    pub(super) fn put(&mut self, path: &str, value: &str, item: usize) {
        let at = self.take(item, value);
        self.draft.put(path, value, at);
    }
}
