//! Which characters of a page are struck out by lines.

use super::drawn::{DrawnGlyph, DrawnLine, DrawnPage};

/// Pairs of lines and characters that are held against each other on a page; what has more is a drawing.
const MOST_PAIRS: usize = 20_000_000;

/// Where a line lies above what characters stand on that strikes them out, in sizes of them.
const ACROSS: std::ops::Range<f64> = 0.12..0.6;

/// How far such a line may go on beyond the characters, in sizes of them: the lines of tables go farther.
const BEYOND: f64 = 0.5;

/// Marks the characters of a page that lines strike out; these lines are none of its tables.
pub(super) fn strike(page: &mut DrawnPage) {
    if page.lines.len().saturating_mul(page.glyphs.len()) > MOST_PAIRS {
        return;
    }
    let glyphs = &mut page.glyphs;
    page.lines.retain(|line| !(line.is_level && strike_by(glyphs, line)));
}

/// Marks the characters that a level line strikes out, where it does no more; gives whether it does.
fn strike_by(glyphs: &mut [DrawnGlyph], line: &DrawnLine) -> bool {
    let is_across = |glyph: &DrawnGlyph| {
        let above = (glyph.baseline - line.at) / glyph.size;
        !glyph.text.trim().is_empty()
            && ACROSS.contains(&above)
            && (line.from..=line.to).contains(&glyph.left.midpoint(glyph.right))
    };
    let crossed = || glyphs.iter().filter(|glyph| is_across(glyph));
    let ends = crossed().map(|glyph| (glyph.left, glyph.right, glyph.size));
    let ends = ends.reduce(|(left, right, size), (l, r, s)| (left.min(l), right.max(r), size.max(s)));
    let Some((left, right, size)) = ends else { return false };
    if line.from < left - BEYOND * size || line.to > right + BEYOND * size {
        return false;
    }
    glyphs.iter_mut().filter(|glyph| is_across(glyph)).for_each(|glyph| glyph.is_struck = true);
    true
}

/// How many runs of characters are seen in some way.
pub(super) fn runs(glyphs: &[&DrawnGlyph], is: impl Fn(&DrawnGlyph) -> bool) -> usize {
    let seen = glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).map(|glyph| is(glyph));
    seen.fold((0, false), |(count, before), now| (count + usize::from(now && !before), now)).0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page with some characters of ten points side by side from 100, and a level line.
    fn page(text: &str, at: f64, from: f64, to: f64) -> DrawnPage {
        let glyphs = text.chars().zip(0..);
        let glyphs = glyphs.map(|(c, at)| DrawnGlyph::of_ten(&c.to_string(), 100.0 + 10.0 * f64::from(at), 100.0));
        let lines = vec![DrawnLine { is_level: true, at, from, to }];
        DrawnPage { glyphs: glyphs.collect(), lines, ..DrawnPage::default() }
    }

    #[test]
    fn characters_that_a_line_goes_through_are_struck_out() {
        let struck = |mut page: DrawnPage| {
            strike(&mut page);
            let struck = page.glyphs.iter().filter(|glyph| glyph.is_struck).map(|glyph| glyph.text.as_str());
            let glyphs: Vec<&DrawnGlyph> = page.glyphs.iter().collect();
            (struck.collect::<String>(), page.lines.len(), runs(&glyphs, |glyph| glyph.is_struck))
        };
        assert_eq!(struck(page("5556", 96.5, 100.0, 110.0)), ("5".to_owned(), 0, 1));
        assert_eq!(struck(page("5556", 96.5, 98.0, 142.0)), ("5556".to_owned(), 0, 1));
        // Below the characters, above them, and far beyond.
        for (at, from, to) in [(101.0, 100.0, 140.0), (92.0, 100.0, 140.0), (96.5, 60.0, 180.0)] {
            assert_eq!(struck(page("5556", at, from, to)), (String::new(), 1, 0), "{at} {from} {to}");
        }
    }
}
