//! Reads laid-out pages: what the templates marked, lines and their characters, rules of tables.

use typst::foundations::{Dict, Value};
use typst_layout::PagedDocument;

use super::glyphs::characters;
use super::sheet::{LaidOut, SetLine, SetParagraph, TableOnPages, TableRow, TextBlock, TextLine};
use super::walk::{Thing, walk};

/// How far a line's lower edge lies below its baseline, as a share of the size of its characters.
const BELOW: f64 = 0.12;

/// Looks at a document; none where its templates mark nothing.
pub(super) fn read(document: &PagedDocument) -> Option<LaidOut> {
    let mut reader = Reader::default();
    reader.sheet.ends = vec![0.0; document.pages().len()];
    walk(document, |page, thing| reader.take(page, thing));
    reader.marked.then_some(reader.sheet)
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
    in_letter: bool,
}

impl Reader {
    /// Takes in one thing.
    fn take(&mut self, page: usize, thing: Thing<'_>) {
        match thing {
            Thing::Mark(kind, value, at) => self.mark(page, kind, value, at),
            // Rules at the foot of the paper do not fill the page.
            Thing::Shape(bottom) if self.in_table || !self.sheet.block.is_left(bottom) => {
                self.reach(page, bottom);
                if let Some(table) = self.sheet.tables.last_mut().filter(|_| self.in_table) {
                    table.rules.push(bottom);
                }
            }
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
            if table.last != page {
                table.rules.clear();
            }
            table.last = page;
            table.bottom = self.sheet.ends[page];
        }
    }

    /// Follows a mark.
    fn mark(&mut self, page: usize, kind: &str, value: &Value, at: f64) {
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
                    gap: number("gap"),
                    beside_table: number("beside-table"),
                };
            }
            ("par", Value::Array(told)) => {
                self.in_paragraph = true;
                if let [Value::Int(number), Value::Str(key)] = told.as_slice() {
                    let (number, key, is_of_letter) = (*number, key.to_string(), self.in_letter);
                    let paragraph = SetParagraph { number, key, is_of_letter, ..SetParagraph::default() };
                    self.sheet.paragraphs.push(paragraph);
                }
            }
            ("par-end", _) => self.in_paragraph = false,
            ("table", Value::Array(told)) => {
                self.in_table = true;
                if let [Value::Str(key), Value::Float(saves)] = told.as_slice() {
                    let (key, saves) = (key.to_string(), *saves);
                    let table = TableOnPages { key, saves, first: usize::MAX, ..TableOnPages::default() };
                    self.sheet.tables.push(table);
                }
            }
            // The first row of a head is repeated with it.
            ("part", Value::Int(number)) => {
                let is_new = |table: &&mut TableOnPages| usize::try_from(*number) == Ok(table.parts.len());
                if let Some(table) = self.sheet.tables.last_mut().filter(is_new) {
                    table.first = table.first.min(page);
                    table.parts.push(Vec::new());
                }
            }
            ("row" | "row-start", Value::Int(row)) => {
                let part = self.sheet.tables.last_mut().and_then(|table| table.parts.last_mut());
                if let (Some(part), Ok(row)) = (part, usize::try_from(*row)) {
                    part.push(TableRow { row, page, at, starts: kind == "row-start" });
                }
            }
            ("table-end", _) => self.in_table = false,
            ("letter-text", _) => (self.in_letter, self.sheet.text_after) = (true, self.sheet.lines.len()),
            ("letter-text-end", _) => self.in_letter = false,
            ("signature", _) => self.sheet.signed_after = Some(self.sheet.lines.len()),
            ("imprint", even) => {
                self.in_imprint = true;
                self.sheet.imprint = Some(page);
                self.sheet.is_imprint_even = *even == Value::Bool(true);
            }
            ("imprint-end", _) => self.in_imprint = false,
            ("own-page", _) => self.sheet.own_pages.push(page),
            ("annex", _) => self.sheet.annex = Some(page),
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
