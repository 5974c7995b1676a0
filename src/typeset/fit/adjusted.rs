//! Glyphs as Typst adjusts them to their neighbours and to the ends of lines (`typst-layout`, `inline/shaping.rs`, `line.rs`).

use super::glyphs::SetCharacter;
use super::places;

/// Marks that stand at the left of their field.
const CLOSING: &[char] = &[
    '，', '。', '．', '、', '：', '；', '？', '！', '》', '）', '』', '」', '】', '〗', '〕', '〉', '］', '｝', '”',
    '’',
];

/// Marks that stand at the right of their field.
const OPENING: &[char] = &['《', '（', '『', '「', '【', '〖', '〔', '〈', '［', '｛', '“', '‘'];

/// Dots, which stand in the middle of their field.
const DOTS: &[char] = &['·', '・'];

/// Space between a Chinese character and a figure or a Latin letter, in em.
const MIXED: f64 = 0.25;

/// A character's glyph as Typst adjusts it.
pub(super) struct AdjustedGlyph {
    c: char,
    /// Its width beside its neighbours.
    pub(super) width: f64,
    /// How much could be taken away at the left and at the right.
    pub(super) shrink: (f64, f64),
    /// Space before and behind that separates scripts and is dropped at the ends of lines.
    mixed: (f64, f64),
    /// Whether it takes up space that is left on a line.
    pub(super) takes_space: bool,
}

impl AdjustedGlyph {
    /// What it saves as the first of a line: width, and what could give way.
    pub(super) fn saved_first(&self) -> (f64, f64) {
        if is_opening(self.c) { (self.shrink.0, self.shrink.0) } else { (self.mixed.0, self.mixed.0 / 2.0) }
    }

    /// What it saves as the last of a line.
    pub(super) fn saved_last(&self) -> (f64, f64) {
        if is_closing(self.c) { (self.shrink.1, self.shrink.1) } else { (self.mixed.1, self.mixed.1 / 2.0) }
    }
}

/// Glyphs adjusted to their neighbours: marks beside marks lose half, space stands between scripts.
pub(super) fn adjusted(characters: &[SetCharacter]) -> Vec<AdjustedGlyph> {
    let glyph = |character: &SetCharacter| {
        let (c, width) = (character.c, character.width.unwrap_or(0.0));
        // Quotation marks are Chinese where they are as wide.
        let is_mark = !matches!(c, '“' | '”' | '‘' | '’') || (width - 1.0).abs() < 1e-6;
        let shrink = match c {
            c if is_mark && is_closing(c) => (0.0, width / 2.0),
            c if is_mark && is_opening(c) => (width / 2.0, 0.0),
            c if DOTS.contains(&c) => (width / 4.0, width / 4.0),
            ' ' => (0.0, width / 3.0),
            _ => (0.0, 0.0),
        };
        AdjustedGlyph { c, width, shrink, mixed: (0.0, 0.0), takes_space: takes_space(c) && is_mark }
    };
    let mut glyphs: Vec<AdjustedGlyph> = characters.iter().map(glyph).collect();
    for at in 1..glyphs.len() {
        let (before, after) = glyphs.split_at_mut(at);
        let (one, two) = (&mut before[at - 1], &mut after[0]);
        let half = one.width / 2.0;
        let is_mark = |glyph: &AdjustedGlyph| is_closing(glyph.c) || is_opening(glyph.c) || DOTS.contains(&glyph.c);
        if is_mark(one) && is_mark(two) && one.shrink.1 + two.shrink.0 >= half - 1e-9 {
            let right = one.shrink.1.min(half);
            one.width -= right;
            one.shrink.1 -= right;
            two.width -= half - right;
            two.shrink.0 -= half - right;
        }
        if places::is_han(one.c) && is_western(two.c) {
            one.width += MIXED;
            one.shrink.1 += MIXED / 2.0;
            one.mixed.1 = MIXED;
        } else if is_western(one.c) && places::is_han(two.c) {
            two.width += MIXED;
            two.shrink.0 += MIXED / 2.0;
            two.mixed.0 = MIXED;
            one.takes_space = true;
        }
    }
    glyphs
}

/// Whether it is a mark that stands at one side of its field.
pub(super) fn is_mark(c: char) -> bool {
    is_closing(c) || is_opening(c)
}

/// Whether a mark stands at the left of its field.
fn is_closing(c: char) -> bool {
    CLOSING.contains(&c)
}

/// Whether a mark stands at the right of its field.
fn is_opening(c: char) -> bool {
    OPENING.contains(&c)
}

/// Whether Typst sets space between a character and a Chinese one.
fn is_western(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '#' | '$' | '%' | '&' | '\u{C0}'..='\u{4FF}')
}

/// Whether a character takes up space that is left on a line.
fn takes_space(c: char) -> bool {
    c == ' ' || places::is_han(c) || is_closing(c) || is_opening(c) || DOTS.contains(&c)
}
