//! What lies behind the characters of a page, and which of them nobody sees before it.

use hayro_interpret::Paint;
use kurbo::{Point, Rect};

use crate::workbook::{Colour, WHITE, is_unseen};

/// Areas of a page behind characters that are held against each of them; what has more is taken for a picture.
const MOST_AREAS: usize = 500;

/// Points of size below which nobody reads a character.
const LEAST_SIZE: f64 = 2.0;

/// What lies behind the characters of a page so far.
#[derive(Debug, Default)]
pub(super) struct Backdrop {
    /// Areas that are filled, each with its colour; none where it has several.
    areas: Vec<(Rect, Option<Colour>)>,
}

impl Backdrop {
    /// Fills an area.
    pub(super) fn fill(&mut self, area: Rect, paint: Option<&Paint<'_>>) {
        if self.areas.len() <= MOST_AREAS {
            self.areas.push((area, paint.and_then(colour)));
        }
    }

    /// Whether nobody sees a character of a paint and a size.
    pub(super) fn hides(&self, at: Point, size: f64, paint: &Paint<'_>) -> bool {
        if let Paint::Color(ink) = paint
            && ink.to_rgba().to_rgba8()[3] == 0
        {
            return true;
        }
        let behind = self.areas.iter().rfind(|(area, _)| area.contains(at)).map_or(Some(WHITE), |(_, colour)| *colour);
        let is_full = self.areas.len() > MOST_AREAS;
        let is_lost = colour(paint).zip(behind).is_some_and(|(ink, paper)| is_unseen(ink, paper));
        size < LEAST_SIZE || is_lost && !is_full
    }
}

/// The colour of a paint that has one and lets nothing through.
fn colour(paint: &Paint<'_>) -> Option<Colour> {
    let Paint::Color(colour) = paint else { return None };
    let [red, green, blue, opacity] = colour.to_rgba().to_rgba8();
    (opacity == u8::MAX).then_some([red, green, blue])
}
