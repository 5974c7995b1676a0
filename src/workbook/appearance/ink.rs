//! Characters in the colour of what lies behind them, which nobody sees.

use quick_xml::events::BytesStart;

use super::attributes::attribute;

/// A colour: red, green, blue.
pub(super) type Colour = [u8; 3];

/// The colour behind a cell that has none of its own.
pub(super) const WHITE: Colour = [255; 3];

/// The colour of characters that have none of their own.
pub(super) const BLACK: Colour = [0; 3];

/// Contrast (WCAG 2.1, as the guideline 1.4.3 reckons it) from which characters can be made out at all; the guideline
/// asks for 4.5 of what is to be read.
const LEAST_CONTRAST: f64 = 1.25;

/// Whether nobody sees characters of a colour before another one.
pub(super) fn is_unseen(ink: Colour, paper: Colour) -> bool {
    let (one, other) = (luminance(ink), luminance(paper));
    (one.max(other) + 0.05) / (one.min(other) + 0.05) < LEAST_CONTRAST
}

/// The relative luminance of a colour, from 0 to 1 (WCAG 2.1).
fn luminance(colour: Colour) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The colour that an element of a package gives (ECMA-376-1, 18.3.1.15 and 18.8.27): its parts, or by number the first
/// of a theme and of the fixed palette; none of another one.
pub(super) fn colour(tag: &BytesStart<'_>) -> Option<Colour> {
    let parts = attribute(tag, "rgb");
    if !parts.is_empty() {
        let from = parts.len().checked_sub(6)?;
        let number = u32::from_str_radix(parts.get(from..)?, 16).ok()?;
        let [_, red, green, blue] = number.to_be_bytes();
        return Some([red, green, blue]);
    }
    let is_tinted = attribute(tag, "tint").parse::<f64>().is_ok_and(|tint| tint != 0.0);
    match (attribute(tag, "theme").as_str(), attribute(tag, "indexed").parse::<u16>().ok()) {
        _ if is_tinted => None,
        ("0", _) => Some(WHITE),
        ("1", _) => Some(BLACK),
        (_, Some(number)) => of_palette(number),
        _ => None,
    }
}

/// The black and the white of the fixed palette (MS-XLS 2.5.161), of which the last two are those of windows.
pub(super) fn of_palette(number: u16) -> Option<Colour> {
    match number {
        0 | 8 | 64 | 0x7FFF => Some(BLACK),
        1 | 9 | 65 => Some(WHITE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_can_make_out_is_unseen() {
        for (ink, paper, unseen) in [
            (WHITE, WHITE, true),
            (WHITE, [0xFF, 0xF2, 0xCC], true),
            ([0xFE, 0xFE, 0xFE], WHITE, true),
            (BLACK, [0x20, 0, 0], true),
            ([0xD0, 0xD0, 0xD0], WHITE, false),
            ([0x9C, 0, 0x06], [0xFF, 0xC7, 0xCE], false),
            (WHITE, [0x44, 0x72, 0xC4], false),
            (BLACK, WHITE, false),
        ] {
            assert_eq!(is_unseen(ink, paper), unseen, "{ink:?} before {paper:?}");
        }
    }
}
