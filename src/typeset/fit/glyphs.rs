//! Characters of a run of text with the widths that they have before a line is justified.

use typst::text::TextItem;

/// A character of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SetCharacter {
    /// The character.
    pub(super) c: char,
    /// Its natural width in em; none where it is one glyph with the character before.
    pub(super) width: Option<f64>,
    /// The size that it is set in, in points.
    pub(super) size: f64,
}

/// The characters of a run of text.
pub(super) fn characters(text: &TextItem) -> Vec<SetCharacter> {
    let size = text.size.to_pt();
    let mut all: Vec<SetCharacter> = Vec::with_capacity(text.glyphs.len());
    let mut end = 0;
    for (number, glyph) in text.glyphs.iter().enumerate() {
        let range = glyph.range();
        // Latin letters are set closer in pairs; the last before a Chinese character takes up space of the line.
        let is_pair =
            number + 1 < text.glyphs.len() && text.text.as_bytes().get(range.start).is_some_and(u8::is_ascii_graphic);
        let natural = text.font.x_advance(glyph.id).filter(|_| !is_pair);
        let width = natural.unwrap_or(glyph.x_advance).get();
        if range.start < end {
            // Another glyph of the same characters.
            if let Some(last) = all.last_mut() {
                last.width = Some(last.width.unwrap_or(0.0) + width);
            }
            continue;
        }
        end = range.end;
        let cluster = text.text.get(range).unwrap_or_default();
        all.extend(cluster.chars().enumerate().map(|(number, c)| SetCharacter {
            c,
            width: (number == 0).then_some(width),
            size,
        }));
    }
    all
}
