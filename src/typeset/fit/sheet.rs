//! What is looked at of laid-out pages: paragraphs and their lines, tables and their rows, how far pages are filled.

use typst::foundations::{Dict, Value};
use typst_layout::PagedDocument;

use super::glyphs::{SetCharacter, characters};
use super::walk::{Thing, walk};

/// How far a line's lower edge lies below its baseline, as a share of the size of its characters.
const BELOW: f64 = 0.12;

/// How far below the block its last rule may reach, in points: what lines are thick.
const THICK: f64 = 2.0;

/// The geometry that the templates tell, in points.
#[derive(Debug, Clone, Default)]
pub(super) struct TextBlock {
    /// Upper edge of the text block.
    pub(super) top: f64,
    /// Lower edge of the text block.
    pub(super) bottom: f64,
    /// Left edge of the text block.
    pub(super) left: f64,
    /// Width of the text block.
    pub(super) width: f64,
    /// Size of running text.
    pub(super) size: f64,
}

impl TextBlock {
    /// Whether something reaches out of the block.
    pub(super) fn is_left(&self, bottom: f64) -> bool {
        bottom > self.bottom + THICK
    }
}

/// A line of a paragraph.
#[derive(Debug, Clone)]
pub(super) struct SetLine {
    /// Its page, from 0.
    pub(super) page: usize,
    /// Its baseline.
    pub(super) baseline: f64,
    /// Where it begins, from the left edge of the block.
    pub(super) indent: f64,
    /// Its first character among those of its paragraph.
    pub(super) start: usize,
}

/// A paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct SetParagraph {
    /// Its text.
    pub(super) key: String,
    /// Its characters, in the order in which they were set.
    pub(super) characters: Vec<SetCharacter>,
    /// Its lines.
    pub(super) lines: Vec<SetLine>,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub(super) struct TableOnPages {
    /// Its key.
    pub(super) key: String,
    /// The page it begins on.
    pub(super) first: usize,
    /// The page it ends on.
    pub(super) last: usize,
    /// How far down it reaches on its last page.
    pub(super) bottom: f64,
    /// Its parts: the rows that were marked, each with its page.
    pub(super) parts: Vec<Vec<(usize, usize)>>,
}

/// A line of running text, of a heading or of what closes a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextLine {
    /// Its page, from 0.
    pub(super) page: usize,
    /// Its lower edge.
    pub(super) bottom: f64,
}

/// The pages of a document.
#[derive(Debug, Clone, Default)]
pub(super) struct LaidOut {
    /// The geometry.
    pub(super) block: TextBlock,
    /// Where what stands on each page ends, 版记 left out.
    pub(super) ends: Vec<f64>,
    /// The paragraphs, in order.
    pub(super) paragraphs: Vec<SetParagraph>,
    /// The tables.
    pub(super) tables: Vec<TableOnPages>,
    /// Lines in the size of running text, from top to bottom.
    pub(super) lines: Vec<TextLine>,
    /// The number of lines before the signature.
    pub(super) signed_after: Option<usize>,
    /// The page of 版记.
    pub(super) imprint: Option<usize>,
    /// Pages that what stands on them begins by itself, however much room there is before.
    own_pages: Vec<usize>,
}

/// The share of a page that may stay empty.
const EMPTY: f64 = 0.3;

impl LaidOut {
    /// Whether more of a page stays empty than should.
    pub(super) fn is_empty(&self, page: usize) -> bool {
        let left = self.block.bottom - self.ends[page];
        left > EMPTY * (self.block.bottom - self.block.top) && !self.own_pages.contains(&(page + 1))
    }

    /// Looks at a document; none where its templates mark nothing.
    pub(super) fn of(document: &PagedDocument) -> Option<Self> {
        let mut reader = Reader::default();
        reader.sheet.ends = vec![0.0; document.pages().len()];
        walk(document, |page, thing| reader.take(page, thing));
        reader.marked.then_some(reader.sheet)
    }
}

/// Looks at what is on the pages, one after the other.
#[derive(Default)]
struct Reader {
    sheet: LaidOut,
    /// Whether the templates tell their geometry.
    marked: bool,
    in_paragraph: bool,
    in_table: bool,
    in_imprint: bool,
}

impl Reader {
    /// Takes in one thing.
    fn take(&mut self, page: usize, thing: Thing<'_>) {
        match thing {
            Thing::Mark(kind, value) => self.mark(page, kind, value),
            // Rules at the foot of the paper do not fill the page.
            Thing::Shape(bottom) if self.in_table || !self.sheet.block.is_left(bottom) => self.reach(page, bottom),
            Thing::Shape(_) => {}
            Thing::Text(text, at) => {
                let (baseline, size) = (at.y.to_pt(), text.size.to_pt());
                self.reach(page, baseline + BELOW * size);
                if !self.in_imprint && !self.in_table && (size - self.sheet.block.size).abs() < 0.01 {
                    let bottom = baseline + BELOW * size;
                    let is_new = |last: &TextLine| last.page != page || (last.bottom - bottom).abs() > 1.0;
                    if self.sheet.lines.last().is_none_or(is_new) {
                        self.sheet.lines.push(TextLine { page, bottom });
                    }
                }
                if let Some(paragraph) = self.sheet.paragraphs.last_mut().filter(|_| self.in_paragraph) {
                    let is_new = |last: &SetLine| last.page != page || (last.baseline - baseline).abs() > 1.0;
                    if paragraph.lines.last().is_none_or(is_new) {
                        let (indent, start) = (at.x.to_pt() - self.sheet.block.left, paragraph.characters.len());
                        paragraph.lines.push(SetLine { page, baseline, indent, start });
                    }
                    paragraph.characters.extend(characters(text));
                }
            }
        }
    }

    /// Notes how far down a page is filled.
    fn reach(&mut self, page: usize, bottom: f64) {
        if !self.in_imprint {
            self.sheet.ends[page] = self.sheet.ends[page].max(bottom);
        }
        if let Some(table) = self.sheet.tables.last_mut().filter(|_| self.in_table) {
            table.last = page;
            table.bottom = self.sheet.ends[page];
        }
    }

    /// Follows a mark.
    fn mark(&mut self, page: usize, kind: &str, value: &Value) {
        match (kind, value) {
            ("block", Value::Dict(block)) => {
                self.marked = true;
                let number = |key| number(block, key);
                self.sheet.block = TextBlock {
                    top: number("top"),
                    bottom: number("bottom"),
                    left: number("left"),
                    width: number("width"),
                    size: number("size"),
                };
            }
            ("par", Value::Str(key)) => {
                self.in_paragraph = true;
                self.sheet.paragraphs.push(SetParagraph { key: key.to_string(), ..SetParagraph::default() });
            }
            ("par-end", _) => self.in_paragraph = false,
            ("table", Value::Str(key)) => {
                self.in_table = true;
                let table = TableOnPages { key: key.to_string(), first: usize::MAX, ..TableOnPages::default() };
                self.sheet.tables.push(table);
            }
            // The first row of a head is repeated with it.
            ("part", Value::Int(number)) => {
                let is_new = |table: &&mut TableOnPages| usize::try_from(*number) == Ok(table.parts.len());
                if let Some(table) = self.sheet.tables.last_mut().filter(is_new) {
                    table.first = table.first.min(page);
                    table.parts.push(Vec::new());
                }
            }
            ("row", Value::Int(row)) => {
                let part = self.sheet.tables.last_mut().and_then(|table| table.parts.last_mut());
                if let (Some(part), Ok(row)) = (part, usize::try_from(*row)) {
                    part.push((row, page));
                }
            }
            ("table-end", _) => self.in_table = false,
            ("signature", _) => self.sheet.signed_after = Some(self.sheet.lines.len()),
            ("imprint", _) => (self.in_imprint, self.sheet.imprint) = (true, Some(page)),
            ("imprint-end", _) => self.in_imprint = false,
            ("own-page", _) => self.sheet.own_pages.push(page),
            _ => {}
        }
    }
}

/// A number of a mark.
fn number(dictionary: &Dict, key: &str) -> f64 {
    match dictionary.get(key) {
        Ok(Value::Float(number)) => *number,
        _ => 0.0,
    }
}
