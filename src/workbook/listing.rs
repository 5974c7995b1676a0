//! What was used of a workbook, as one text with a note of where each range stands.

use std::ops::Range;
use std::sync::Arc;

use super::sheets::{Content, Sheet};
use crate::source::{CellKind, CellPlace, SourceId, Sources, Span};

/// The contents of cells, one after the other.
#[derive(Debug)]
pub(crate) struct Listing {
    source: SourceId,
    text: String,
    cells: Vec<(usize, CellPlace)>,
}

impl Listing {
    /// An empty listing that will be the next of the sources.
    pub(crate) fn new(sources: &Sources) -> Self {
        Self { source: sources.next(), text: String::new(), cells: Vec::new() }
    }

    /// Adds a cell, empty or not, and returns the range of its content.
    pub(crate) fn add(&mut self, sheet: &Sheet, row: u32, column: u32) -> Range<usize> {
        let text = sheet.get(row, column).map_or("", Content::text);
        self.add_text(sheet.place((row, column)), text)
    }

    /// A cell as people call it: `基本信息!B5`.
    pub(crate) fn call(&self, sheet: &Sheet, row: u32, column: u32) -> String {
        sheet.place((row, column)).to_string()
    }

    /// The cells that were used so far.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &CellPlace> {
        self.cells.iter().map(|(_, cell)| cell)
    }

    /// Adds a text as the content of a cell.
    pub(crate) fn add_text(&mut self, place: CellPlace, text: &str) -> Range<usize> {
        let start = self.text.len();
        self.cells.push((start, place));
        self.text.push_str(text);
        self.text.push('\n');
        start..start + text.len()
    }

    /// Adds the paragraphs of several cells as one text, an empty line between them.
    pub(crate) fn add_paragraphs(&mut self, cells: &[(&Sheet, u32, u32)]) -> Range<usize> {
        let start = self.text.len();
        let mut end = start;
        for (sheet, row, column) in cells {
            if end > start {
                self.text.push('\n');
            }
            end = self.add(sheet, *row, *column).end;
        }
        start..end
    }

    /// The text of a range.
    pub(crate) fn text(&self, range: &Range<usize>) -> &str {
        &self.text[range.clone()]
    }

    /// A range as a place.
    pub(crate) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source, range.clone())
    }

    /// Hands the listing over as a source.
    pub(crate) fn keep(mut self, name: &str, sources: &mut Sources) -> SourceId {
        if self.cells.is_empty() {
            // A workbook of which nothing was used is still a workbook.
            let nowhere = CellPlace { sheet: Arc::from(""), row: 0, column: 0, kind: CellKind::Sheet };
            self.add_text(nowhere, "");
        }
        sources.add_cells(name, self.text, self.cells)
    }
}
