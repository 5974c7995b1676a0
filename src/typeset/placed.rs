//! Where paragraphs and rows of tables stand on the pages of a document, as its templates mark them.

use typst_layout::PagedDocument;

use super::fit::cells::CellPlace;
use super::fit::marks::Mark;
use super::fit::sheet::LOWEST_ROW;
use super::fit::walk::{Thing, walk};

/// How far a line reaches above and below its baseline, as shares of the size of its characters.
const LINE: (f64, f64) = (0.88, 0.14);

/// What stands where, in points from the upper left corner of its page.
#[derive(Debug, Default)]
pub struct PlacedThings {
    /// Left edge of the text block.
    pub left: f64,
    /// Width of the text block.
    pub width: f64,
    /// Rows of tables.
    pub rows: Vec<PlacedRow>,
    /// Paragraphs.
    pub paragraphs: Vec<PlacedParagraph>,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct PlacedRow {
    /// The key of its table.
    pub table: String,
    /// The part of the table, from 0.
    pub part: usize,
    /// Its number in its part, the head counted.
    pub row: usize,
    /// Its page, from 0.
    pub page: usize,
    /// Its upper edge.
    pub top: f64,
    /// Its lower edge.
    pub bottom: f64,
}

/// A paragraph.
#[derive(Debug, Clone)]
pub struct PlacedParagraph {
    /// Its text.
    pub text: String,
    /// Its lines.
    pub lines: Vec<PlacedLine>,
}

/// A line of a paragraph.
#[derive(Debug, Clone)]
pub struct PlacedLine {
    /// Its page, from 0.
    pub page: usize,
    /// Its upper edge.
    pub top: f64,
    /// Its lower edge.
    pub bottom: f64,
    /// Where its first character stands in the text of the paragraph, in bytes.
    pub start: usize,
    /// Its baseline.
    baseline: f64,
}

/// What stands where in a document.
pub fn placed(document: &PagedDocument) -> PlacedThings {
    let mut reader = PlaceReader::default();
    walk(document, |page, thing| reader.take(page, thing));
    reader.found
}

/// Looks at what is on the pages, one after the other.
#[derive(Default)]
struct PlaceReader {
    found: PlacedThings,
    is_in_paragraph: bool,
    /// The table that has not ended: its key, its first row, and where rules stand.
    table: Option<OpenTable>,
    /// Bytes of the paragraph so far.
    bytes: usize,
}

/// A table that has not ended.
struct OpenTable {
    key: String,
    first: usize,
    rules: Vec<(usize, f64)>,
}

impl PlaceReader {
    /// Takes in one thing.
    fn take(&mut self, page: usize, thing: Thing<'_>) {
        match thing {
            Thing::Mark(mark) => self.mark(mark),
            Thing::Cell(cell, at) => self.cell(page, cell, at),
            Thing::Shape(bottom) => {
                if let Some(table) = &mut self.table {
                    table.rules.push((page, bottom));
                }
            }
            Thing::Text(text, at) => {
                let (baseline, size) = (at.y.to_pt(), text.size.to_pt());
                let Some(paragraph) = self.found.paragraphs.last_mut().filter(|_| self.is_in_paragraph) else { return };
                let is_same = |line: &&mut PlacedLine| line.page == page && (line.baseline - baseline).abs() < size;
                if paragraph.lines.last_mut().filter(is_same).is_none() {
                    let (top, bottom) = (baseline - LINE.0 * size, baseline + LINE.1 * size);
                    paragraph.lines.push(PlacedLine { page, top, bottom, start: self.bytes, baseline });
                }
                self.bytes += text.text.len();
            }
        }
    }

    /// Follows a mark.
    fn mark(&mut self, mark: Mark<'_>) {
        match mark {
            Mark::Block(block) if self.found.width == 0.0 => {
                (self.found.left, self.found.width) = (block.left, block.width);
            }
            Mark::Paragraph(_, text) => {
                self.found.paragraphs.push(PlacedParagraph { text: text.to_owned(), lines: Vec::new() });
                (self.is_in_paragraph, self.bytes) = (true, 0);
            }
            Mark::ParagraphEnd => self.is_in_paragraph = false,
            Mark::Table(key, ..) => {
                let first = self.found.rows.len();
                self.table = Some(OpenTable { key: key.to_owned(), first, rules: Vec::new() });
            }
            Mark::TableEnd => self.end_table(),
            _ => {}
        }
    }

    /// Takes in the first cell of a row.
    fn cell(&mut self, page: usize, cell: CellPlace, at: f64) {
        let Some(table) = self.table.as_ref().filter(|_| cell.is_of_row) else { return };
        let known = self.found.rows.get(table.first..).and_then(<[PlacedRow]>::last);
        if known.is_none_or(|known| (known.part, known.row) != (cell.part, cell.row)) {
            let (table, part, row) = (table.key.clone(), cell.part, cell.row);
            self.found.rows.push(PlacedRow { table, part, row, page, top: at, bottom: at });
        }
    }

    /// Finds the edges of the rows of a table by its rules.
    fn end_table(&mut self) {
        let Some(table) = self.table.take() else { return };
        for row in &mut self.found.rows[table.first..] {
            let here = || table.rules.iter().filter(|(page, _)| *page == row.page).map(|(_, at)| *at);
            let top = here().filter(|rule| *rule <= row.top + LOWEST_ROW).fold(f64::NEG_INFINITY, f64::max);
            let bottom = here().filter(|rule| *rule > row.top + LOWEST_ROW).fold(f64::INFINITY, f64::min);
            if top.is_finite() && bottom.is_finite() {
                (row.top, row.bottom) = (top, bottom);
            }
        }
    }
}
