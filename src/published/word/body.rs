//! From the text of a document to its paragraphs and tables.

use std::collections::HashMap;

use super::numbering::{ListLabel, Numbering};
use super::tables::{self, is_layout};
use super::xml::XmlElement;
use crate::published::line::LineMaker;
use crate::published::page::{PageItem, PageParagraph, PagePiece, PublishedPage, Unread};
use crate::published::refusal::Refused;

/// A document being read.
pub(super) struct BodyReader<'d> {
    page: PublishedPage,
    numbering: Numbering,
    /// Notes at the foot of pages and at the end, by kind and number.
    notes: HashMap<(usize, String), &'d XmlElement>,
    line: LineMaker,
    /// What stands before the line: the depth of the list that it is an item of.
    item: usize,
    /// Whether only a line break parts the line from the one above.
    goes_on: bool,
    /// Whether it stands above or below every page.
    is_aside: bool,
    /// Notes and boxes of the paragraph, which follow it.
    after: Vec<&'d XmlElement>,
    /// What is told and not read since the last item.
    unread: Unread,
}

impl<'d> BodyReader<'d> {
    /// A reader that has read nothing yet.
    pub(super) fn new(page: PublishedPage, numbering: Numbering, notes: &'d [XmlElement; 2]) -> Self {
        let of_kind = |(kind, part): (usize, &'d XmlElement)| {
            let all = part.children.first().map_or(&[][..], |root| &root.children);
            all.iter().filter_map(move |note| Some(((kind, note.attribute("id")?.to_owned()), note)))
        };
        Self::empty(page, numbering, notes.iter().enumerate().flat_map(of_kind).collect())
    }

    /// A reader that has read nothing yet, of notes that are found.
    fn empty(page: PublishedPage, numbering: Numbering, notes: HashMap<(usize, String), &'d XmlElement>) -> Self {
        Self {
            page,
            numbering,
            notes,
            line: LineMaker::default(),
            item: 0,
            goes_on: false,
            is_aside: false,
            after: Vec::new(),
            unread: Unread::default(),
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
            "tbl" if is_layout(block) => {
                let rows = block.children.iter().filter(|row| row.name == "tr");
                rows.flat_map(|row| &row.children)
                    .filter(|cell| cell.name == "tc")
                    .try_for_each(|cell| self.blocks(cell))
            }
            "tbl" => {
                let table = tables::read(block, &mut |cell| self.cell(cell))?;
                self.put(PagePiece::Table(table));
                Ok(())
            }
            "del" | "moveFrom" => {
                self.unread.changes += 1;
                Ok(())
            }
            "AlternateContent" => self.choice(block).map_or(Ok(()), |choice| self.blocks(choice)),
            "sectPr" | "tblPr" | "tcPr" | "trPr" => Ok(()),
            _ => self.blocks(block),
        }
    }

    /// What of several ways to show one thing is read.
    fn choice(&self, block: &'d XmlElement) -> Option<&'d XmlElement> {
        block.child("Choice").or(block.child("Fallback"))
    }

    /// Reads a paragraph.
    fn paragraph(&mut self, paragraph: &'d XmlElement) -> Result<(), Refused> {
        let properties = paragraph.child("pPr");
        let is_continued = properties.and_then(|p| p.child("rPr")).is_some_and(|runs| runs.child("del").is_some());
        if self.line.is_empty() && has_text(paragraph) {
            match properties.and_then(|properties| self.numbering.label(properties)) {
                Some(ListLabel::Number(number)) => self.line.push(&number, false),
                Some(ListLabel::Dot(depth)) => self.item = depth,
                None => {}
            }
        }
        self.runs(paragraph);
        // A paragraph whose end is deleted goes on in the next.
        if !is_continued {
            self.end();
            self.goes_on = false;
        }
        let after = std::mem::take(&mut self.after);
        after.into_iter().try_for_each(|block| self.blocks(block))
    }

    /// Reads the runs of a paragraph, and what lies around some.
    fn runs(&mut self, around: &'d XmlElement) {
        for child in &around.children {
            match child.name.as_str() {
                "r" => self.run(child),
                "del" | "moveFrom" => self.unread.changes += 1,
                "ins" | "moveTo" => {
                    self.unread.changes += 1;
                    self.runs(child);
                }
                "pPr" | "rPr" | "sdtPr" | "sdtEndPr" | "rt" => {}
                "AlternateContent" => {
                    if let Some(choice) = self.choice(child) {
                        self.runs(choice);
                    }
                }
                _ => self.runs(child),
            }
        }
    }

    /// Reads a run.
    fn run(&mut self, run: &'d XmlElement) {
        let properties = run.child("rPr");
        if properties.is_some_and(|properties| properties.is_on("vanish")) {
            return;
        }
        let is = |mark: &str| properties.is_some_and(|properties| properties.is_on(mark));
        let is_strong = is("b");
        let has_words = run.children.iter().any(|child| child.name == "t" && !child.text.trim().is_empty());
        self.unread.struck += usize::from(has_words && (is("strike") || is("dstrike")));
        for child in &run.children {
            match child.name.as_str() {
                "t" => self.line.push(&child.text, is_strong),
                "tab" | "ptab" => self.line.push(" ", false),
                // A sign of a font of signs; what no other font has is told of all prose.
                "sym" => {
                    let code = child.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
                    self.line.push(&code.and_then(char::from_u32).map(String::from).unwrap_or_default(), is_strong);
                }
                "noBreakHyphen" => self.line.push("-", is_strong),
                "br" if matches!(child.attribute("type"), Some("page" | "column")) => {}
                "br" | "cr" => {
                    self.end();
                    self.goes_on = true;
                }
                "footnoteReference" | "endnoteReference" => {
                    let kind = usize::from(child.name.starts_with('e'));
                    let note = child.attribute("id").and_then(|id| self.notes.get(&(kind, id.to_owned())));
                    self.after.extend(note.copied());
                }
                "commentReference" => self.unread.comments += 1,
                "drawing" | "pict" | "object" => self.drawing(child),
                "AlternateContent" => {
                    if let Some(choice) = self.choice(child) {
                        choice.children.iter().for_each(|child| self.drawing(child));
                    }
                }
                _ => {}
            }
        }
    }

    /// Looks for boxes of text in a drawing, and for pictures.
    fn drawing(&mut self, drawing: &'d XmlElement) {
        match drawing.name.as_str() {
            "txbxContent" => self.after.push(drawing),
            "blip" | "imagedata" => self.unread.pictures += 1,
            _ => drawing.children.iter().for_each(|child| self.drawing(child)),
        }
    }

    /// The text of a cell, paragraphs a line each.
    fn cell(&mut self, cell: &'d XmlElement) -> String {
        let (numbering, notes) = (std::mem::take(&mut self.numbering), std::mem::take(&mut self.notes));
        let mut inner = BodyReader::empty(PublishedPage::new(self.page.medium), numbering, notes);
        // A table within has been looked for before.
        let _ = inner.blocks(cell);
        let lines: Vec<&str> = (0..inner.page.items.len()).map(|item| inner.page.text(item)).collect();
        let text = lines.join("\n");
        inner.page.items.iter().for_each(|item| self.unread.add(item.unread));
        self.unread.add(inner.unread);
        self.numbering = inner.numbering;
        self.notes = inner.notes;
        text
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
            unread.add(if is_kept { Unread::default() } else { item.unread });
            is_kept
        });
        Ok(())
    }

    /// Ends the line: a paragraph, unless nothing is in it.
    fn end(&mut self) {
        let item = std::mem::take(&mut self.item);
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

/// Whether a paragraph has a text that is shown; one without is not counted.
fn has_text(around: &XmlElement) -> bool {
    around.children.iter().any(|child| match child.name.as_str() {
        "t" => !child.text.trim().is_empty(),
        "del" | "moveFrom" | "pPr" | "rPr" => false,
        _ => has_text(child),
    })
}
