//! What is drawn on a page: characters and straight lines, each with its place; lengths in points from the upper left.

use std::ops::Range;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{BlendMode, ClipPath, Device, GlyphDrawMode, Image, Paint, PathDrawMode, SoftMask};
use kurbo::{Affine, BezPath, PathEl, PathSeg, Point, Rect, Shape};
use unicode_normalization::char::decompose_compatible;

use super::backdrop::Backdrop;
use crate::characters::{Script, meant, scripted};

/// How far lines may lie apart that are one, and end before another that they meet.
pub(super) const NEAR: f64 = 3.0;

/// Characters and lines that a page may have.
const MOST: usize = 200_000;

/// How thick a line may be that is filled, not stroked.
const THICK: f64 = 3.0;

/// How far the ends of a straight line may lie beside it.
const SLANT: f64 = 0.6;

/// How much of its way a character that is written level or upright may go aside.
const ASLANT: f64 = 0.1;

/// A character.
#[derive(Debug, Clone)]
pub(super) struct DrawnGlyph {
    /// What it says.
    pub text: String,
    /// Its left end.
    pub left: f64,
    /// Its right end.
    pub right: f64,
    /// What it stands on.
    pub baseline: f64,
    /// Its size.
    pub size: f64,
    /// Whether it is struck out.
    pub is_struck: bool,
    /// Whether nobody sees it.
    pub is_faint: bool,
    /// Whether it stands small above or below the line and there is no character for that.
    pub is_raised: bool,
}

impl DrawnGlyph {
    /// A character of ten points.
    #[cfg(test)]
    pub(super) fn of_ten(text: &str, left: f64, baseline: f64) -> Self {
        let (is_struck, is_faint, is_raised) = (false, false, false);
        let (text, right) = (text.to_owned(), left + 10.0);
        Self { text, left, right, baseline, size: 10.0, is_struck, is_faint, is_raised }
    }

    /// Whether it is seen as another one is.
    pub(super) fn is_seen_as(&self, other: &Self) -> bool {
        (self.is_struck, self.is_faint) == (other.is_struck, other.is_faint)
    }

    /// Its middle.
    pub(super) fn middle(&self) -> Point {
        Point::new(self.left.midpoint(self.right), self.baseline - 0.35 * self.size)
    }
}

/// How wide a character usually is, in thousandths of its size, where the file does not say it.
fn usual_width(text: &str) -> f64 {
    match text.chars().next() {
        Some('m' | 'w' | 'M' | 'W' | '@' | '%') => 850.0,
        Some(c) if c.is_ascii() => 500.0,
        _ => 1000.0,
    }
}

/// A text with letters that are cast as one taken apart.
fn letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // The same stroke in many faces, which are said to have the other one then.
            '\u{2015}' => out.push('—'),
            '\u{FB00}'..='\u{FB06}' => decompose_compatible(c, |letter| out.push(letter)),
            c => out.push(c),
        }
    }
    out
}

/// A straight line, level or upright.
#[derive(Debug, Clone, Copy)]
pub(super) struct DrawnLine {
    /// Whether it is level.
    pub is_level: bool,
    /// How far down it lies, or how far to the right.
    pub at: f64,
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct DrawnPage {
    /// Its characters in the order in which they are drawn.
    pub glyphs: Vec<DrawnGlyph>,
    /// What is written across it, neither level nor upright: a watermark, no part of its text.
    pub across: String,
    /// Its lines.
    pub lines: Vec<DrawnLine>,
    /// What lies behind its characters.
    pub backdrop: Backdrop,
    /// How many pictures are on it.
    pub pictures: usize,
    /// How many of its characters stand on their sides.
    pub upright: usize,
    /// How many characters do not say what they are.
    pub unreadable: usize,
    /// Whether there is more on it than on any.
    pub is_full: bool,
    /// How high it is.
    pub height: f64,
}

impl DrawnPage {
    /// Puts a line between two points, where it is level or upright.
    fn line(&mut self, one: Point, other: Point) {
        let (width, height) = ((one.x - other.x).abs(), (one.y - other.y).abs());
        self.is_full |= self.lines.len() >= MOST;
        if self.is_full || width.max(height) < 2.0 * SLANT {
            return;
        }
        if height <= SLANT {
            let (from, to) = (one.x.min(other.x), one.x.max(other.x));
            self.lines.push(DrawnLine { is_level: true, at: one.y.midpoint(other.y), from, to });
        } else if width <= SLANT {
            let (from, to) = (one.y.min(other.y), one.y.max(other.y));
            self.lines.push(DrawnLine { is_level: false, at: one.x.midpoint(other.x), from, to });
        }
    }

    /// Puts an area that is filled: a line, where it is thin enough to be one.
    fn area(&mut self, area: Rect, paint: Option<&Paint<'_>>) {
        let middle = area.center();
        if area.height() <= THICK && area.width() > area.height() {
            self.line(Point::new(area.x0, middle.y), Point::new(area.x1, middle.y));
        } else if area.width() <= THICK {
            self.line(Point::new(middle.x, area.y0), Point::new(middle.x, area.y1));
        } else {
            self.backdrop.fill(area, paint);
        }
    }
}

/// How much of its size a digit stands above what it is set beside, at least, to be a mark of a note.
const RAISED: f64 = 0.15;

/// How much of the size of what it is set beside a digit above or below the line has at most; browsers set them in 0.83.
const SMALL: f64 = 0.9;

/// The same below the line, where characters of other faces may lie a little.
const SMALLER: f64 = 0.72;

/// How far it begins from the end of what it is set beside, in sizes of that: a digit of another cell is farther.
const BESIDE: Range<f64> = -0.1..0.2;

/// Puts what stands small and above or below the characters before it on their line: digits as the characters for that.
pub(super) fn set_apart(glyphs: &mut [DrawnGlyph]) {
    let mut base: Option<(f64, f64, f64)> = None;
    for glyph in glyphs {
        let is_beside = |(size, _, right): &(f64, f64, f64)| {
            glyph.size < SMALL * size && BESIDE.contains(&((glyph.left - right) / size))
        };
        let beside = base.filter(is_beside);
        let script = beside.and_then(|(size, baseline, _)| match (baseline - glyph.baseline) / size {
            above if (RAISED..0.7).contains(&above) => Some(Script::Raised),
            above if (-0.5..-0.05).contains(&above) && glyph.size < SMALLER * size => Some(Script::Lowered),
            _ => None,
        });
        let is_seen = !glyph.text.trim().is_empty();
        if let (Some((size, baseline, _)), Some(script)) = (base, script.filter(|_| is_seen)) {
            let (text, is_whole) = scripted(&glyph.text, script);
            (glyph.text, glyph.is_raised) = (text, !is_whole);
            glyph.baseline = baseline;
            base = Some((size, baseline, glyph.right));
        } else {
            base = Some((glyph.size, glyph.baseline, glyph.right));
        }
    }
}

/// The pieces of a path that hang together, each from where a pen is set down.
fn pieces(path: &BezPath) -> Vec<BezPath> {
    let mut pieces: Vec<BezPath> = Vec::new();
    for element in path.elements() {
        if matches!(element, PathEl::MoveTo(_)) || pieces.is_empty() {
            pieces.push(BezPath::new());
        }
        if let Some(last) = pieces.last_mut()
            && (matches!(element, PathEl::MoveTo(_)) || !last.elements().is_empty())
        {
            last.push(*element);
        }
    }
    pieces
}

impl Device<'_> for DrawnPage {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn draw_path(&mut self, path: &BezPath, transform: Affine, paint: &Paint<'_>, mode: &PathDrawMode) {
        let path = transform * path.clone();
        if let PathDrawMode::Fill(_) = mode {
            pieces(&path).iter().for_each(|piece| self.area(piece.bounding_box(), Some(paint)));
        } else {
            for segment in path.segments() {
                if let PathSeg::Line(line) = segment {
                    self.line(line.p0, line.p1);
                }
            }
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'_>,
        transform: Affine,
        own: Affine,
        paint: &Paint<'_>,
        mode: &GlyphDrawMode,
    ) {
        // What is not seen was put there by a program that guessed what a picture says.
        if matches!(mode, GlyphDrawMode::Invisible) {
            return;
        }
        let place = transform * own;
        let origin = place * Point::ORIGIN;
        let size = (place * Point::new(0.0, 1000.0)).distance(origin);
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => String::from('\u{FFFD}'),
        };
        let text: String = letters(&text).chars().map(meant).filter(|c| !c.is_control()).collect();
        let width = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width().map(f64::from),
            Glyph::Type3(_) => None,
        };
        let way = place * Point::new(1000.0, 0.0) - origin;
        if way.x.abs().min(way.y.abs()) > ASLANT * way.hypot() {
            self.across.push_str(&text);
            return;
        }
        let end = place * Point::new(width.unwrap_or_else(|| usual_width(&text)), 0.0);
        let (left, right) = (origin.x.min(end.x), origin.x.max(end.x));
        // Bold letters are often made by drawing them twice.
        let is_again = self.glyphs.last().is_some_and(|last| {
            last.text == text
                && (last.left - left).abs() < 0.15 * size
                && (last.baseline - origin.y).abs() < 0.15 * size
        });
        self.is_full |= self.glyphs.len() >= MOST;
        if !(text.is_empty() || is_again || self.is_full) {
            self.unreadable += usize::from(text.contains('\u{FFFD}'));
            self.upright += usize::from(way.y.abs() > way.x.abs());
            let middle = Point::new(left.midpoint(right), origin.y - 0.35 * size);
            let is_faint = !text.trim().is_empty() && self.backdrop.hides(middle, size, paint);
            let (is_struck, is_raised) = (false, false);
            let baseline = origin.y;
            self.glyphs.push(DrawnGlyph { text, left, right, baseline, size, is_struck, is_faint, is_raised });
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, transform: Affine) {
        self.pictures += 1;
        self.backdrop.fill(transform.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0)), None);
    }

    fn pop_clip_path(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_without_a_width_have_their_usual_one() {
        assert_eq!(letters("1月\u{2015}12月"), "1月—12月");
        assert_eq!(["w", "1", "年", "：", ""].map(usual_width), [850.0, 500.0, 1000.0, 1000.0, 1000.0]);
    }

    #[test]
    fn small_digits_above_the_line_are_marks_of_notes() {
        let mut glyphs = vec![DrawnGlyph::of_ten("6", 0.0, 100.0)];
        let small = |text: &str, left: f64, baseline: f64| DrawnGlyph {
            text: text.to_owned(),
            left,
            right: left + 3.0,
            baseline,
            size: 6.0,
            ..DrawnGlyph::of_ten("", 0.0, 0.0)
        };
        glyphs.extend([small("1", 10.0, 96.0), small("2", 13.0, 96.0), small("2", 16.0, 102.0)]);
        // One that stands level is small and nothing else; one far off begins anew.
        glyphs.extend([DrawnGlyph::of_ten("5", 20.0, 100.0), small("7", 30.0, 100.0), small("8", 60.0, 96.0)]);
        set_apart(&mut glyphs);
        let text: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        assert_eq!(text, "6¹²₂578");
    }

    #[test]
    fn areas_that_are_thin_are_lines() {
        let mut path = Rect::new(10.0, 20.0, 110.0, 20.75).to_path(0.1);
        path.extend(Rect::new(10.0, 20.0, 10.75, 60.0).to_path(0.1));
        path.extend(Rect::new(10.0, 20.0, 110.0, 60.0).to_path(0.1));
        let mut page = DrawnPage::default();
        pieces(&path).iter().for_each(|piece| page.area(piece.bounding_box(), None));
        let found: Vec<(bool, f64, f64)> = page.lines.iter().map(|line| (line.is_level, line.from, line.to)).collect();
        assert_eq!(found, [(true, 10.0, 110.0), (false, 20.0, 60.0)]);
    }
}
