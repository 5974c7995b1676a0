//! From characters to lines of text.

use super::drawn::DrawnGlyph;
use super::looks::runs;
use crate::published::page::Unread;

/// A line of text.
#[derive(Debug, Clone)]
pub(super) struct GlyphLine {
    /// Its left end; blanks do not count.
    pub left: f64,
    /// Its right end.
    pub right: f64,
    /// What it stands on.
    pub baseline: f64,
    /// The size of its largest character.
    pub size: f64,
    /// What it says.
    pub text: String,
    /// How many runs of its characters are struck out or seen by nobody.
    pub unread: Unread,
}

/// The lines that characters stand in, from above to below.
pub(super) fn lines(glyphs: Vec<&DrawnGlyph>) -> Vec<GlyphLine> {
    rows(glyphs).into_iter().filter_map(line).collect()
}

/// The same of a cell, where digits that are seen otherwise than those before them are on a line of their own: both are
/// not one number.
pub(super) fn lines_of_cell(glyphs: Vec<&DrawnGlyph>) -> Vec<GlyphLine> {
    rows(glyphs).into_iter().flat_map(apart).filter_map(line).collect()
}

/// The characters of a line, parted between digits that are seen otherwise.
fn apart(mut row: Vec<&DrawnGlyph>) -> Vec<Vec<&DrawnGlyph>> {
    let is_digit = |glyph: &DrawnGlyph| glyph.text.chars().all(|c| c.is_ascii_digit());
    let is_one = |one: &&DrawnGlyph, other: &&DrawnGlyph| one.is_seen_as(other) || !(is_digit(one) && is_digit(other));
    row.sort_by(|one, other| one.left.total_cmp(&other.left));
    row.chunk_by(is_one).map(<[&DrawnGlyph]>::to_vec).collect()
}

/// The characters of each line, from above to below.
fn rows(mut glyphs: Vec<&DrawnGlyph>) -> Vec<Vec<&DrawnGlyph>> {
    glyphs.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
    let mut rows: Vec<Vec<&DrawnGlyph>> = Vec::new();
    for glyph in glyphs {
        let is_same = |row: &Vec<&DrawnGlyph>| {
            row.last().is_some_and(|last| glyph.baseline - last.baseline < 0.4 * last.size.max(glyph.size))
        };
        match rows.last_mut().filter(|row| is_same(row)) {
            Some(row) => row.push(glyph),
            None => rows.push(vec![glyph]),
        }
    }
    rows
}

/// The line of characters that stand side by side; none of blanks.
fn line(mut glyphs: Vec<&DrawnGlyph>) -> Option<GlyphLine> {
    glyphs.sort_by(|one, other| one.left.total_cmp(&other.left));
    let is_seen = |glyph: &&&DrawnGlyph| !glyph.text.trim().is_empty();
    let size = glyphs.iter().filter(is_seen).map(|glyph| glyph.size).reduce(f64::max)?;
    let left = glyphs.iter().find(is_seen)?.left;
    let last = glyphs.iter().rfind(is_seen)?;
    let (right, baseline) = (last.right, last.baseline);
    let (struck, faint) = (runs(&glyphs, |glyph| glyph.is_struck), runs(&glyphs, |glyph| glyph.is_faint));
    let plain = runs(&glyphs, |glyph| glyph.is_raised);
    let mut text = String::new();
    let mut end = left;
    for glyph in glyphs {
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let is_within = is_word(text.chars().next_back()) && is_word(glyph.text.chars().next());
        // A blank is seldom drawn: where there is room for one, there is one.
        let room = if is_within { 0.25 } else { 1.2 };
        if !text.is_empty() && glyph.left - end > room * glyph.size {
            text.push(' ');
        }
        text.push_str(&glyph.text);
        end = glyph.right;
    }
    let unread = Unread { struck, faint, plain, ..Unread::default() };
    Some(GlyphLine { left, right, baseline, size, text: text.trim().to_owned(), unread })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_put_into_lines_by_their_places() {
        let glyph = DrawnGlyph::of_ten;
        let glyphs =
            [glyph("乙", 20.0, 101.0), glyph("丙", 0.0, 120.0), glyph("甲", 10.0, 100.0), glyph("丁", 40.0, 119.0)];
        let found: Vec<String> = lines(glyphs.iter().collect()).into_iter().map(|line| line.text).collect();
        assert_eq!(found, ["甲乙", "丙 丁"]);
    }
}
