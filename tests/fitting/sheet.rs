//! Pages as they are measured: lines of running text, tables, how far each page is filled.

use crate::geometry::{LEFT, SIZE, TOP, lines_of, text};
use crate::support::pdf::{Glyph, Page};
use crate::support::tables::{Piece, pieces};

/// A line of running text.
#[derive(Debug, Clone)]
pub struct TextLine {
    /// Its page, from 0.
    pub page: usize,
    /// Its characters.
    pub glyphs: Vec<Glyph>,
    /// What it says.
    pub text: String,
    /// Its left end.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
}

/// All pages of a document.
pub struct Sheet {
    /// Lines of running text, in order.
    pub lines: Vec<TextLine>,
    /// Pieces of tables with their pages.
    pub pieces: Vec<(usize, Piece)>,
    /// Where what stands on each page ends.
    pub ends: Vec<f64>,
    /// All characters.
    pub said: String,
    /// Quotation marks and dashes with their faces.
    pub marks: Vec<(String, String)>,
    /// Where 版记 begins that stands alone.
    pub imprint_top: Option<f64>,
    /// The page on which an annex begins.
    pub annex: Option<usize>,
}

impl Sheet {
    /// Reads pages.
    pub fn of(pages: &[Page]) -> Self {
        let is_annex = |page: &Page| page.text().trim_start().starts_with("附表");
        let annex = pages.iter().position(is_annex);
        let (said, marks) = (String::new(), Vec::new());
        let mut sheet =
            Self { lines: Vec::new(), pieces: Vec::new(), ends: Vec::new(), said, marks, imprint_top: None, annex };
        for (page, read) in pages.iter().enumerate() {
            for line in lines_of(read, SIZE) {
                let (left, top) = (line[0].left, line[0].top());
                sheet.lines.push(TextLine {
                    page,
                    text: text(&line),
                    left,
                    top,
                    glyphs: line.into_iter().cloned().collect(),
                });
            }
            sheet.pieces.extend(pieces(read).into_iter().map(|piece| (page, piece)));
            let glyphs = read.glyphs.iter().filter(|glyph| !glyph.furniture && !glyph.red).map(Glyph::bottom);
            let rules = read.rules.iter().filter(|rule| !rule.furniture && !rule.red).map(|rule| rule.bottom);
            sheet.imprint_top = rules.clone().reduce(f64::min);
            sheet.ends.push(glyphs.chain(rules).fold(TOP, f64::max));
            sheet.said.push_str(&read.text());
            let marks = read.glyphs.iter().filter(|glyph| "“”‘’—…·".contains(&glyph.text));
            sheet.marks.extend(marks.map(|glyph| (glyph.text.clone(), glyph.face.clone())));
        }
        sheet
    }

    /// Whether nothing but 版记 stands on the last page.
    pub fn is_imprint_alone(&self) -> bool {
        let last = self.ends.len() - 1;
        !self.shows_text(last)
    }

    /// Whether there is running text or a table on a page.
    pub fn shows_text(&self, page: usize) -> bool {
        self.lines.iter().any(|line| line.page == page) || self.pieces.iter().any(|(at, _)| *at == page)
    }

    /// Whether a line goes on from the one before.
    pub fn goes_on(&self, at: usize) -> bool {
        at > 0 && self.lines[at].left < LEFT + 1.0 && !self.lines[at].text.ends_with('：')
    }
}
