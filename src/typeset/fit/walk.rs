//! Everything on the pages of a document in reading order, without what belongs to the page and not to the text.

use typst::foundations::Content;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, Point};
use typst::text::TextItem;
use typst::visualize::Geometry;
use typst_layout::PagedDocument;

use super::cells::{self, CellPlace, MarkedPart};
use super::marks::Mark;

/// Something on a page.
pub(in crate::typeset) enum Thing<'a> {
    /// A mark that the templates left.
    Mark(Mark<'a>),
    /// A cell of a marked table, and where its upper edge is.
    Cell(CellPlace, f64),
    /// A run of text from a point of its baseline.
    Text(&'a TextItem, Point),
    /// A line or an area down to a height.
    Shape(f64),
}

/// Calls for everything with its page, from 0.
pub(in crate::typeset) fn walk(document: &PagedDocument, mut visit: impl FnMut(usize, Thing<'_>)) {
    let mut walker = Walker { page: 0, skipped: None, table: None, visit: &mut visit };
    for (page, laid_out) in document.pages().iter().enumerate() {
        (walker.page, walker.skipped) = (page, None);
        walker.frame(&laid_out.frame, Point::zero());
    }
}

/// Goes through the frames of a page.
struct Walker<'v, V> {
    page: usize,
    /// What furnishes the page and has not ended yet.
    skipped: Option<Location>,
    /// The parts of the table that has not ended.
    table: Option<Vec<MarkedPart>>,
    visit: &'v mut V,
}

impl<V: FnMut(usize, Thing<'_>)> Walker<'_, V> {
    /// Goes through a frame that stands somewhere.
    fn frame(&mut self, frame: &Frame, at: Point) {
        for (place, item) in frame.items() {
            let place = at + *place;
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, place),
                FrameItem::Tag(tag) => self.tag(tag, place),
                _ if self.skipped.is_some() => {}
                FrameItem::Text(text) => (self.visit)(self.page, Thing::Text(text, place)),
                FrameItem::Shape(shape, _) => {
                    let height = match &shape.geometry {
                        Geometry::Line(to) => to.y.to_pt().max(0.0),
                        Geometry::Rect(size) => size.y.to_pt(),
                        Geometry::Curve(_) => 0.0,
                    };
                    (self.visit)(self.page, Thing::Shape(place.y.to_pt() + height));
                }
                FrameItem::Image(..) | FrameItem::Link(..) => {}
            }
        }
    }

    /// Begins or ends to skip, or tells a mark.
    fn tag(&mut self, tag: &Tag, at: Point) {
        match tag {
            Tag::Start(element, _) if self.skipped.is_none() => {
                if element.elem().name() == "artifact" {
                    self.skipped = element.location();
                } else {
                    self.mark(element, at);
                }
            }
            Tag::End(location, ..) if self.skipped == Some(*location) => self.skipped = None,
            Tag::Start(..) | Tag::End(..) => {}
        }
    }

    /// Tells a mark or a cell.
    fn mark(&mut self, element: &Content, at: Point) {
        if let Some(mark) = Mark::of(element) {
            match &mark {
                Mark::Table(.., parts) => self.table = Some(parts.clone()),
                Mark::TableEnd => self.table = None,
                _ => {}
            }
            (self.visit)(self.page, Thing::Mark(mark));
        } else if let Some(place) = self.table.as_ref().and_then(|parts| cells::place(element, parts)) {
            (self.visit)(self.page, Thing::Cell(place, at.y.to_pt()));
        }
    }
}
