//! What was published, whatever it was written in: paragraphs and tables in their order, and the boxes they lie in.

use std::ops::Range;

/// What it was published as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// As a web page.
    Web,
    /// As a Word document.
    Word,
    /// As a PDF file.
    Pdf,
}

impl Medium {
    /// What places in it are called after.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Web => "网页",
            Self::Word => "文档",
            Self::Pdf => "PDF 文件",
        }
    }
}

/// All that was published in one file.
#[derive(Debug)]
pub(super) struct PublishedPage {
    /// What it is.
    pub medium: Medium,
    /// Paragraphs and tables, in order.
    pub items: Vec<PageItem>,
    /// The box that each box lies in; the first is the whole.
    pub boxes: Vec<usize>,
    /// What it says of itself: names and values.
    pub meta: Vec<(String, String)>,
    /// How many characters its encoding does not have.
    pub unreadable: usize,
    /// Pages that lie on their sides, so that their characters make no lines.
    pub turned: Vec<usize>,
    /// What of it is told and not read, and stands at no item.
    pub unread: Unread,
    /// Comments, which are not part of the report: who says what.
    pub comments: Vec<String>,
    /// Why nothing is in it, where that is known.
    pub emptiness: Option<Emptiness>,
}

/// Why there is no report in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Emptiness {
    /// Scripts put it there.
    Scripts,
    /// It stands in another page, at that address.
    Frame(String),
    /// It is a picture.
    Pictures,
    /// It stands in a file that was put into it.
    Inserted,
}

/// A paragraph or a table, and where it lies.
#[derive(Debug)]
pub(super) struct PageItem {
    /// The box it lies in.
    pub in_box: usize,
    /// Whether it is said to be beside the text: a menu, a table of contents.
    pub is_aside: bool,
    /// What of it is told and not read; of a table, what stands in none of its cells.
    pub unread: Unread,
    /// What it is.
    pub what: PagePiece,
}

impl PageItem {
    /// What of it is told and not read, and of all its cells.
    pub(super) fn unread_in_all(&self) -> Unread {
        let mut unread = self.unread;
        self.cells().iter().for_each(|cell| unread.add(cell.unread));
        unread
    }

    /// Does something with what of it, and of each of its cells, is told and not read.
    pub(super) fn each_unread(&mut self, change: impl Fn(&mut Unread)) {
        change(&mut self.unread);
        if let PagePiece::Table(table) = &mut self.what {
            table.cells.iter_mut().for_each(|cell| change(&mut cell.unread));
        }
    }

    /// The cells of the table that it is.
    pub(super) fn cells(&self) -> &[PageCell] {
        match &self.what {
            PagePiece::Table(table) => &table.cells,
            PagePiece::Paragraph(_) => &[],
        }
    }
}

/// How many things of an item are told, which are not read, or not as they are seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Unread {
    /// Changes that are not accepted.
    pub changes: usize,
    /// Pictures.
    pub pictures: usize,
    /// Comments.
    pub comments: usize,
    /// Runs of words that are struck out, which are read.
    pub struck: usize,
    /// Runs of words that are hidden.
    pub hidden: usize,
    /// Runs of words that are white or too small to be seen, which are read.
    pub faint: usize,
    /// Formulas and the like of which only the characters are read.
    pub plain: usize,
    /// Notes and boxes of words that stood elsewhere on the page and are read behind their paragraph.
    pub moved: usize,
    /// Tables with others in their cells, of which each cell is read by itself.
    pub nested: usize,
    /// Files that were put into the text and cannot be read.
    pub inserted: usize,
    /// Figures that stand on two lines of their cell for want of room, which are read as one.
    pub wrapped: usize,
}

impl Unread {
    /// Adds what is counted elsewhere.
    pub(super) fn add(&mut self, other: Self) {
        self.changes += other.changes;
        self.pictures += other.pictures;
        self.comments += other.comments;
        self.struck += other.struck;
        self.hidden += other.hidden;
        self.faint += other.faint;
        self.plain += other.plain;
        self.moved += other.moved;
        self.nested += other.nested;
        self.inserted += other.inserted;
        self.wrapped += other.wrapped;
    }
}

/// A paragraph or a table.
#[derive(Debug)]
pub(super) enum PagePiece {
    /// A paragraph.
    Paragraph(PageParagraph),
    /// A table.
    Table(PageTable),
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct PageParagraph {
    /// Its text on one line, no blanks around it.
    pub text: String,
    /// What of it is set apart in bold.
    pub strong: Vec<Range<usize>>,
    /// Its level where it is said to be a heading, from 1; 0 where it is not.
    pub level: u8,
    /// Whether all of it is a link, as menus and lists of other pages are.
    pub is_link: bool,
    /// How deep the list is that it is an item of, from 1; 0 where it is none.
    pub item: usize,
    /// Whether only a line break parts it from the line above.
    pub goes_on: bool,
}

/// A table as a grid: each cell where its upper left corner is.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct PageTable {
    /// What stands above it.
    pub caption: String,
    /// How many rows it has.
    pub rows: u32,
    /// How many columns it has.
    pub columns: u32,
    /// Whether its first row is said to be its head.
    pub has_head: bool,
    /// Its cells, row by row.
    pub cells: Vec<PageCell>,
    /// The rows that a page begins with.
    pub seams: Vec<u32>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PageCell {
    /// Its first row, from 0.
    pub row: u32,
    /// Its first column, from 0.
    pub column: u32,
    /// How many columns it covers.
    pub width: u32,
    /// How many rows it covers.
    pub height: u32,
    /// What stands in it; paragraphs a line each.
    pub text: String,
    /// What of it is told and not read.
    pub unread: Unread,
}

impl PublishedPage {
    /// A page with nothing in it.
    pub(super) fn new(medium: Medium) -> Self {
        let (items, boxes, meta) = (Vec::new(), vec![0], Vec::new());
        Self {
            medium,
            items,
            boxes,
            meta,
            unreadable: 0,
            turned: Vec::new(),
            unread: Unread::default(),
            comments: Vec::new(),
            emptiness: None,
        }
    }

    /// The paragraph that an item is.
    pub(super) fn paragraph(&self, item: usize) -> Option<&PageParagraph> {
        match &self.items.get(item)?.what {
            PagePiece::Paragraph(paragraph) => Some(paragraph),
            PagePiece::Table(_) => None,
        }
    }

    /// The text of the paragraph that an item is; empty for a table.
    pub(super) fn text(&self, item: usize) -> &str {
        self.paragraph(item).map_or("", |paragraph| &paragraph.text)
    }

    /// The items of the smallest box that some items lie in together; all for none.
    pub(super) fn enclosing(&self, items: &[usize]) -> Range<usize> {
        let path = |item: usize| {
            let mut path = vec![self.items[item].in_box];
            while let Some(last) = path.last().copied().filter(|last| *last != 0) {
                path.push(self.boxes[last]);
            }
            path.reverse();
            path
        };
        let Some((first, rest)) = items.split_first() else { return 0..self.items.len() };
        let mut common = path(*first);
        for item in rest {
            let same = common.iter().zip(path(*item)).take_while(|(one, other)| **one == *other).count();
            common.truncate(same);
        }
        let inside = |item: &usize| path(*item).get(common.len() - 1) == common.last();
        let inside: Vec<usize> = (0..self.items.len()).filter(inside).collect();
        inside.first().zip(inside.last()).map_or(0..0, |(first, last)| *first..last + 1)
    }
}
