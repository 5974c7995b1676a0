//! From the text of a document to its paragraphs and tables.

use std::collections::{HashMap, HashSet};

use super::field::WordField;
use super::looks::{SeenRun, WordLooks, is_unseen_row, shading};
use super::numbering::{ListLabel, Numbering};
use super::tables::{self, covered, is_layout, is_taken_apart};
use crate::file;
use crate::published::html;
use crate::published::line::LineMaker;
use crate::published::page::{Emptiness, Medium, PageItem, PageParagraph, PagePiece, PublishedPage, Unread};
use crate::published::refusal::Refused;
use crate::xml::XmlElement;

/// A document being read.
pub(super) struct BodyReader<'d> {
    page: PublishedPage,
    numbering: Numbering,
    /// What nobody sees, by styles.
    pub(super) looks: &'d WordLooks,
    /// The properties of the paragraph that is being read.
    pub(super) properties: Option<&'d XmlElement>,
    /// Whether a colour lies behind the table or the cell that is being read, or may lie there.
    pub(super) is_shaded: bool,
    /// Notes at the foot of pages and at the end, by kind and number.
    pub(super) notes: HashMap<(usize, String), &'d XmlElement>,
    pub(super) line: LineMaker,
    /// What stands before the line: the depth of the list that it is an item of.
    item: usize,
    /// Whether only a line break parts the line from the one above.
    pub(super) goes_on: bool,
    /// Whether it stands above or below every page.
    pub(super) is_aside: bool,
    /// Whether it is a cell.
    pub(super) is_cell: bool,
    /// How the last words are seen.
    pub(super) run_look: Option<SeenRun>,
    /// Notes and boxes of the paragraph, which follow it.
    pub(super) after: Vec<&'d XmlElement>,
    /// What is told and not read since the last item.
    pub(super) unread: Unread,
    /// Fields that have begun, each within the one before.
    pub(super) fields: Vec<WordField>,
    /// Files that are embedded, by the names that the text has for them.
    chunks: &'d HashMap<String, Vec<u8>>,
}

impl<'d> BodyReader<'d> {
    /// A reader that has read nothing yet.
    pub(super) fn new(
        ways: (Numbering, &'d WordLooks),
        notes: &'d [XmlElement; 2],
        chunks: &'d HashMap<String, Vec<u8>>,
    ) -> Self {
        let of_kind = |(kind, part): (usize, &'d XmlElement)| {
            let all = part.children.first().map_or(&[][..], |root| &root.children);
            all.iter().filter_map(move |note| Some(((kind, note.attribute("id")?.to_owned()), note)))
        };
        Self::empty(ways, notes.iter().enumerate().flat_map(of_kind).collect(), chunks)
    }

    /// A reader that has read nothing yet, of notes that are found.
    fn empty(
        (numbering, looks): (Numbering, &'d WordLooks),
        notes: HashMap<(usize, String), &'d XmlElement>,
        chunks: &'d HashMap<String, Vec<u8>>,
    ) -> Self {
        Self {
            page: PublishedPage::new(Medium::Word),
            numbering,
            looks,
            properties: None,
            is_shaded: false,
            notes,
            line: LineMaker::default(),
            item: 0,
            goes_on: false,
            is_aside: false,
            is_cell: false,
            run_look: None,
            after: Vec::new(),
            unread: Unread::default(),
            fields: Vec::new(),
            chunks,
        }
    }

    /// Reads paragraphs and tables.
    ///
    /// # Errors
    /// When a table is larger than any is.
    pub(super) fn blocks(&mut self, around: &'d XmlElement) -> Result<(), Refused> {
        around.children.iter().try_for_each(|block| self.block(block))
    }

    /// Reads a paragraph, a table, or what lies around some.
    fn block(&mut self, block: &'d XmlElement) -> Result<(), Refused> {
        match block.name.as_str() {
            "p" => self.paragraph(block),
            "tbl" => {
                // The style of a table may colour its rows.
                let properties = block.child("tblPr");
                let has_style = properties.is_some_and(|properties| properties.child("tblStyle").is_some());
                self.before(has_style || shading(properties) == Some(true), |reader| reader.table(block))
            }
            "del" | "moveFrom" => {
                self.unread.changes += 1;
                Ok(())
            }
            "altChunk" => self.chunk(block),
            "sectPr" | "tblPr" | "tcPr" | "trPr" => Ok(()),
            _ => self.blocks(block),
        }
    }

    /// Reads what may stand before a colour.
    fn before<T>(&mut self, is_shaded: bool, read: impl FnOnce(&mut Self) -> T) -> T {
        let around = self.is_shaded;
        self.is_shaded |= is_shaded;
        let read = read(self);
        self.is_shaded = around;
        read
    }

    /// Reads a table, or what one only arranges.
    fn table(&mut self, table: &'d XmlElement) -> Result<(), Refused> {
        self.unread.changes += tables::changes(table);
        if is_layout(table) {
            self.unread.nested += usize::from(is_taken_apart(table));
            let rows = table.children.iter().filter(|row| row.name == "tr");
            return rows.flat_map(|row| &row.children).filter(|cell| cell.name == "tc").try_for_each(|cell| {
                self.before(shading(cell.child("tcPr")) == Some(true), |reader| reader.blocks(cell))
            });
        }
        let rows = table.children.iter().filter(|row| row.name == "tr" && is_unseen_row(row));
        let unseen: HashSet<*const XmlElement> = rows.flat_map(|row| &row.children).map(std::ptr::from_ref).collect();
        self.unread.hidden += covered(table);
        let read = tables::read(table, &mut |cell| {
            let (text, mut unread) = self.cell(cell);
            unread.faint += usize::from(unseen.contains(&std::ptr::from_ref(cell)) && !text.trim().is_empty());
            (text, unread)
        })?;
        self.put(PagePiece::Table(read));
        Ok(())
    }

    /// Reads a file that is embedded, where it is a page; tells any other.
    fn chunk(&mut self, block: &'d XmlElement) -> Result<(), Refused> {
        let bytes = block.attribute("id").and_then(|id| self.chunks.get(id));
        let Some(bytes) = bytes.filter(|bytes| file::looks_like_page(bytes)) else {
            self.unread.inserted += 1;
            self.page.emptiness = Some(Emptiness::Inserted);
            return Ok(());
        };
        let page = html::read(bytes)?;
        let (boxes, before) = (self.page.boxes.len(), self.page.items.len());
        let moved = |in_box: usize| if in_box == 0 { 0 } else { in_box + boxes - 1 };
        self.page.boxes.extend(page.boxes.iter().skip(1).map(|around| moved(*around)));
        self.page.items.extend(page.items.into_iter().map(|item| PageItem { in_box: moved(item.in_box), ..item }));
        self.page.unreadable += page.unreadable;
        self.unread.add(page.unread);
        if before == self.page.items.len() && page.emptiness.is_some() {
            self.page.emptiness = page.emptiness;
        }
        Ok(())
    }

    /// Reads a paragraph.
    fn paragraph(&mut self, paragraph: &'d XmlElement) -> Result<(), Refused> {
        let properties = paragraph.child("pPr");
        let is_continued = properties.and_then(|p| p.child("rPr")).is_some_and(|runs| runs.child("del").is_some());
        if self.line.is_empty() {
            // A paragraph without words is counted as well; its number stands alone, and is none.
            let label = properties.and_then(|properties| self.numbering.label(properties));
            match label.filter(|_| has_text(paragraph)) {
                Some(ListLabel::Number(number)) => {
                    self.line.push(&number, false);
                    // Before a figure it is no part of it.
                    if self.is_cell && number.ends_with(|c: char| c.is_numeric()) {
                        self.end();
                    }
                }
                Some(ListLabel::Dot(depth)) => self.item = depth,
                None => {}
            }
        }
        let before = self.page.items.len();
        self.unread.changes += usize::from(is_continued);
        self.properties = properties;
        self.runs(paragraph);
        // A paragraph whose end is deleted goes on in the next.
        if !is_continued {
            self.end();
            self.goes_on = false;
        }
        let after = std::mem::take(&mut self.after);
        // A box that stands in a paragraph without words is where it stood.
        let has_words = !self.line.is_empty() || self.page.items.len() > before;
        let is_moved = |block: &&&XmlElement| has_text(block) && (has_words || block.name != "txbxContent");
        self.unread.moved += if self.is_aside || self.is_cell { 0 } else { after.iter().filter(is_moved).count() };
        after.into_iter().try_for_each(|block| self.blocks(block))
    }

    /// The text of a cell, paragraphs a line each, and what of it is told and not read.
    fn cell(&mut self, cell: &'d XmlElement) -> (String, Unread) {
        let (numbering, notes) = (std::mem::take(&mut self.numbering), std::mem::take(&mut self.notes));
        let mut inner = BodyReader::empty((numbering, self.looks), notes, self.chunks);
        inner.is_cell = true;
        inner.is_shaded = self.is_shaded || shading(cell.child("tcPr")) == Some(true);
        // A table within has been looked for before.
        let _ = inner.blocks(cell);
        let lines: Vec<&str> = (0..inner.page.items.len()).map(|item| inner.page.text(item)).collect();
        let text = lines.join("\n");
        let mut unread = inner.unread;
        inner.page.items.iter().for_each(|item| unread.add(item.unread_in_all()));
        self.numbering = inner.numbering;
        self.notes = inner.notes;
        (text, unread)
    }

    /// Reads what stands above or below every page.
    ///
    /// # Errors
    /// When a table is larger than any is.
    pub(super) fn margin(&mut self, part: &'d XmlElement) -> Result<(), Refused> {
        let before = self.page.items.len();
        self.is_aside = true;
        self.blocks(part)?;
        self.is_aside = false;
        // The number of a page is no word.
        let mut number = 0;
        let unread = &mut self.unread;
        self.page.items.retain(|item| {
            number += 1;
            let is_word = |text: &str| text.chars().any(char::is_alphabetic);
            let is_kept =
                number <= before || !matches!(&item.what, PagePiece::Paragraph(paragraph) if !is_word(&paragraph.text));
            unread.add(if is_kept { Unread::default() } else { item.unread_in_all() });
            is_kept
        });
        Ok(())
    }

    /// Ends the line: a paragraph, unless nothing is in it.
    pub(super) fn end(&mut self) {
        let item = std::mem::take(&mut self.item);
        // What is reckoned stands in one paragraph; a field of which the end is missing swallows no words.
        for field in self.fields.extract_if(.., |field| !field.has_result) {
            self.line.push(&field.held, false);
        }
        if self.line.is_empty() {
            self.line = LineMaker::default();
            return;
        }
        let paragraph = PageParagraph { item, goes_on: self.goes_on, ..self.line.take() };
        if !paragraph.text.is_empty() {
            self.put(PagePiece::Paragraph(paragraph));
        }
    }

    /// Puts a paragraph or a table.
    fn put(&mut self, what: PagePiece) {
        let unread = std::mem::take(&mut self.unread);
        self.page.items.push(PageItem { in_box: 0, is_aside: self.is_aside, unread, what });
    }

    /// All that was read.
    pub(super) fn finish(mut self) -> PublishedPage {
        self.end();
        // What stands behind all is told of the last.
        match self.page.items.last_mut() {
            Some(last) => last.unread.add(self.unread),
            None => self.page.unread.add(self.unread),
        }
        self.page
    }
}

/// Whether a paragraph has a text that is shown.
fn has_text(around: &XmlElement) -> bool {
    around.children.iter().any(|child| match child.name.as_str() {
        "t" => !child.text.trim().is_empty(),
        "del" | "moveFrom" | "pPr" | "rPr" => false,
        _ => has_text(child),
    })
}
