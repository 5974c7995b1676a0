//! What is looked at of laid-out pages: paragraphs and their lines, tables and their rows, how far pages are filled.

use std::ops::Range;

use super::glyphs::SetCharacter;
use super::marks::TextBlock;

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
    /// Its number where it stands, which others that say the same do not have.
    pub(super) number: i64,
    /// Its text.
    pub(super) key: String,
    /// Its characters, in the order in which they were set.
    pub(super) characters: Vec<SetCharacter>,
    /// Its lines.
    pub(super) lines: Vec<SetLine>,
    /// Whether it is of a letter, where no last line stands alone overleaf.
    pub(super) is_of_letter: bool,
}

impl SetParagraph {
    /// Where the last line of this paragraph, which has others before, is the first of a page.
    fn ends_overleaf(&self) -> Option<Torn> {
        let [.., before, last] = self.lines.as_slice() else { return None };
        let (full, rest) = (last.start - before.start, self.characters.len() - last.start);
        (before.page < last.page).then_some(Torn { page: last.page, is_short: 2 * rest < full })
    }
}

/// The last line of a paragraph that stands alone overleaf.
#[derive(Debug, Clone, Copy)]
pub(super) struct Torn {
    /// Its page, from 0.
    pub(super) page: usize,
    /// Whether it holds less than half of what the line before it holds.
    pub(super) is_short: bool,
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
    /// Its parts: the rows that were marked.
    pub(super) parts: Vec<Vec<TableRow>>,
    /// Where its rules end on its last page.
    pub(super) rules: Vec<f64>,
    /// Points by which each of its rows could be lower.
    pub(super) saves: f64,
}

impl TableOnPages {
    /// How many rows it has.
    pub(super) fn row_count(&self) -> usize {
        self.parts.iter().filter_map(|rows| rows.last()).map(|row| row.row + 1).sum()
    }

    /// The upper rule of a row on its last page.
    pub(super) fn upper_rule(&self, row: &TableRow) -> f64 {
        self.rules.iter().copied().filter(|rule| *rule <= row.at + LOWEST_ROW).fold(0.0, f64::max)
    }
}

/// What every row is higher than, in points: a rule this close to its upper edge is the upper one.
pub(in crate::typeset) const LOWEST_ROW: f64 = 2.0;

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct TableRow {
    /// Its number in its part, the head counted.
    pub(super) row: usize,
    /// Its page, from 0.
    pub(super) page: usize,
    /// Where its upper edge is.
    pub(super) at: f64,
    /// Whether a page may begin with it.
    pub(super) starts: bool,
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
    /// The number of lines before the text of a letter, some of which its first page has to show.
    pub(super) text_after: usize,
    /// The number of lines before the signature.
    pub(super) signed_after: Option<usize>,
    /// The number of lines before the names of attachments in a letter's list, each.
    pub(super) names: Vec<usize>,
    /// The number of lines before what closes a letter.
    pub(super) closing_after: Option<usize>,
    /// The page of 版记.
    pub(super) imprint: Option<usize>,
    /// How high 版记 is, in points.
    pub(super) imprint_height: f64,
    /// Whether it has to be on an even page.
    pub(super) is_imprint_even: bool,
    /// Pages that what stands on them begins by itself, however much room there is before.
    pub(super) own_pages: Vec<usize>,
    /// The first page of the annex, which looks the same whatever is chosen.
    pub(super) annex: Option<usize>,
}

/// The share of a page that may stay empty.
pub(super) const EMPTY: f64 = 0.3;

/// The share of a last page that up to three lines fill.
const SCANT: f64 = 0.13;

impl LaidOut {
    /// Whether more of a page stays empty than should.
    pub(super) fn is_empty(&self, page: usize) -> bool {
        page < self.looked_at() && self.emptiness(page) > EMPTY && !self.own_pages.contains(&(page + 1))
    }

    /// How many pages there are before the annex.
    fn looked_at(&self) -> usize {
        self.annex.unwrap_or(self.ends.len())
    }

    /// The share of a page that is empty.
    pub(super) fn emptiness(&self, page: usize) -> f64 {
        (self.block.bottom - self.ends[page]) / (self.block.bottom - self.block.top)
    }

    /// The last lines of a letter's paragraphs that begin a page, others of which are on the page before; not where only
    /// the first line of the text would be left there.
    pub(super) fn torn(&self) -> impl Iterator<Item = Torn> {
        let paragraphs = self.paragraphs.iter().filter(|paragraph| paragraph.is_of_letter).enumerate();
        let has_room = |(number, paragraph): &(usize, &SetParagraph)| *number > 0 || paragraph.lines.len() > 2;
        paragraphs.filter(has_room).filter_map(|(_, paragraph)| paragraph.ends_overleaf())
    }

    /// How many of some pages are filled, the last of them in part.
    pub(super) fn filled_pages(&self, pages: Range<usize>) -> f64 {
        let share = |page: usize| self.filled(page) / (self.block.bottom - self.block.top);
        let last = pages.clone().rfind(|page| share(*page) > 0.0);
        last.map_or(0.0, |last| (last - pages.start) as f64 + share(last))
    }

    /// The pages from one that what stands on it begins by itself up to the next, those of the annex left out.
    pub(super) fn stretches(&self) -> Vec<Range<usize>> {
        let starts = std::iter::once(0).chain(self.own_pages.iter().copied());
        let starts: Vec<usize> = starts.filter(|page| *page < self.looked_at()).collect();
        let ends = starts[1..].iter().copied().chain([self.looked_at()]);
        starts.iter().zip(ends).map(|(start, end)| *start..end).collect()
    }

    /// Whether text runs over to a last page by a few lines only: that of the document, or the one before pages that
    /// begin by themselves.
    pub(super) fn is_scant(&self) -> bool {
        let last = (0..self.looked_at()).rfind(|page| self.filled(*page) > 0.0);
        self.scant_before_own().is_some() || last.is_some_and(|page| self.holds_little(page))
    }

    /// The page before pages that begin by themselves that holds a few lines only.
    pub(super) fn scant_before_own(&self) -> Option<usize> {
        self.own_pages.iter().filter_map(|page| page.checked_sub(1)).find(|page| self.holds_little(*page))
    }

    /// Whether a page goes on with a few lines only.
    fn holds_little(&self, page: usize) -> bool {
        let few = SCANT * (self.block.bottom - self.block.top);
        page > 0 && !self.own_pages.contains(&page) && self.filled(page) < few
    }

    /// How far down a page is filled.
    fn filled(&self, page: usize) -> f64 {
        self.ends[page] - self.block.top
    }
}
