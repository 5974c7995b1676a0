//! Reads laid-out pages: what the templates marked, lines and their characters, rules of tables.

use typst_layout::PagedDocument;

use super::cells::CellPlace;
use super::glyphs::characters;
use super::marks::Mark;
use super::sheet::{LaidOut, SetLine, SetParagraph, TableOnPages, TableRow, TextLine};
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
            Thing::Mark(mark) => self.mark(page, mark),
            Thing::Cell(cell, at) => self.cell(page, cell, at),
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
    fn mark(&mut self, page: usize, mark: Mark<'_>) {
        match mark {
            Mark::Block(block) => (self.marked, self.sheet.block) = (true, block),
            Mark::Paragraph(number, text) => {
                self.in_paragraph = true;
                let (key, is_of_letter) = (text.to_owned(), self.in_letter);
                let paragraph = SetParagraph { number, key, is_of_letter, ..SetParagraph::default() };
                self.sheet.paragraphs.push(paragraph);
            }
            Mark::ParagraphEnd => self.in_paragraph = false,
            Mark::Table(key, saves, _) => {
                self.in_table = true;
                let table = TableOnPages { key: key.to_owned(), saves, first: usize::MAX, ..TableOnPages::default() };
                self.sheet.tables.push(table);
            }
            Mark::TableEnd => self.in_table = false,
            Mark::Letter => (self.in_letter, self.sheet.text_after) = (true, self.sheet.lines.len()),
            Mark::LetterEnd => self.in_letter = false,
            Mark::Signature => self.sheet.signed_after = Some(self.sheet.lines.len()),
            Mark::Name => self.sheet.names.push(self.sheet.lines.len()),
            Mark::Closing => self.sheet.closing_after = Some(self.sheet.lines.len()),
            Mark::Imprint { is_even, height } => {
                self.in_imprint = true;
                (self.sheet.imprint, self.sheet.is_imprint_even) = (Some(page), is_even);
                self.sheet.imprint_height = height;
            }
            Mark::ImprintEnd => self.in_imprint = false,
            Mark::OwnPage => self.sheet.own_pages.push(page),
            Mark::Annex => self.sheet.annex = Some(page),
        }
    }

    /// Takes in a cell of the table.
    fn cell(&mut self, page: usize, cell: CellPlace, at: f64) {
        let Some(table) = self.sheet.tables.last_mut() else { return };
        // Cells over several rows come behind those beside them; heads are repeated.
        while table.parts.len() <= cell.part {
            table.first = table.first.min(page);
            table.parts.push(Vec::new());
        }
        let part = &mut table.parts[cell.part];
        if cell.is_of_row && cell.is_label && part.last().is_none_or(|last| last.row != cell.row) {
            part.push(TableRow { row: cell.row, page, at, starts: cell.starts });
        }
    }
}
