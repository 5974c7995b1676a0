//! Characters in the colour of what lies behind them, which nobody sees.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rust_decimal::prelude::ToPrimitive as _;

use super::attributes::attribute;

/// A colour: red, green, blue.
pub(crate) type Colour = [u8; 3];

/// The colour behind a cell that has none of its own.
pub(crate) const WHITE: Colour = [255; 3];

/// The colour of characters that have none of their own.
pub(super) const BLACK: Colour = [0; 3];

/// Contrast (WCAG 2.1, as the guideline 1.4.3 reckons it) from which characters can be made out at all; the guideline
/// asks for 4.5 of what is to be read.
const LEAST_CONTRAST: f64 = 1.25;

/// Whether nobody sees characters of a colour before another one.
pub(crate) fn is_unseen(ink: Colour, paper: Colour) -> bool {
    let (one, other) = (luminance(ink), luminance(paper));
    (one.max(other) + 0.05) / (one.min(other) + 0.05) < LEAST_CONTRAST
}

/// Whether nobody sees characters of a colour, six hexadecimal digits, on white paper.
pub(crate) fn is_unseen_on_white(digits: &str) -> bool {
    digits.len() == 6 && parsed(digits).is_some_and(|ink| is_unseen(ink, WHITE))
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

/// The colours of the theme that workbooks have where they bring none (ECMA-376-1, 20.1.6.2), in the order of their
/// numbers: light and dark first, as sheets number them, not as the theme lists them.
pub(super) const OFFICE_THEME: [Colour; 12] = [
    [0xFF, 0xFF, 0xFF],
    [0x00, 0x00, 0x00],
    [0xEE, 0xEC, 0xE1],
    [0x1F, 0x49, 0x7D],
    [0x4F, 0x81, 0xBD],
    [0xC0, 0x50, 0x4D],
    [0x9B, 0xBB, 0x59],
    [0x80, 0x64, 0xA2],
    [0x4B, 0xAC, 0xC6],
    [0xF7, 0x96, 0x46],
    [0x00, 0x00, 0xFF],
    [0x80, 0x00, 0x80],
];

/// The colours of a theme by the names that its part lists them under, in the order of their numbers.
const THEME_NAMES: [&str; 12] =
    ["lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"];

/// The colours of the theme of a workbook; those that its part does not tell are those of the theme where none is brought.
pub(super) fn theme(part: &str) -> [Colour; 12] {
    let mut theme = OFFICE_THEME;
    let mut reader = Reader::from_str(part);
    reader.config_mut().expand_empty_elements = true;
    let mut number = None;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                name if THEME_NAMES.contains(&name) => number = THEME_NAMES.iter().position(|known| *known == name),
                "srgbClr" | "sysClr" => {
                    let written = ["val", "lastClr"].map(|name| attribute(&tag, name));
                    let colour = written.iter().find_map(|written| parsed(written));
                    if let Some((place, colour)) = number.take().zip(colour) {
                        theme[place] = colour;
                    }
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "clrScheme" => break,
            Event::Eof => break,
            _ => {}
        }
    }
    theme
}

/// A colour as six digits, or eight with how far it can be seen through first.
fn parsed(written: &str) -> Option<Colour> {
    let digits = written.get(written.len().checked_sub(6)?..)?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}

/// The colour that an element of a package gives (ECMA-376-1, 18.3.1.15 and 18.8.27): its parts, or by number one of the
/// theme or of the fixed palette, lighter or darker by a part; none of another one.
pub(super) fn colour(tag: &BytesStart<'_>, theme: &[Colour; 12]) -> Option<Colour> {
    let number = |name: &str| attribute(tag, name).parse::<usize>().ok();
    let plain = parsed(&attribute(tag, "rgb"))
        .or_else(|| theme.get(number("theme")?).copied())
        .or_else(|| of_palette(number("indexed")?.try_into().ok()?))?;
    let tint = attribute(tag, "tint").parse::<f64>().unwrap_or(0.0);
    Some(tinted(plain, tint))
}

/// A colour made lighter, or darker where the tint is below zero (ECMA-376-1, 18.3.1.15), its hue and saturation kept.
pub(super) fn tinted(colour: Colour, tint: f64) -> Colour {
    if tint == 0.0 || !tint.is_finite() {
        return colour;
    }
    let tint = tint.clamp(-1.0, 1.0);
    let parts = colour.map(|part| f64::from(part) / 255.0);
    let (most, least) = (parts.into_iter().fold(0.0, f64::max), parts.into_iter().fold(1.0, f64::min));
    let light = f64::midpoint(most, least);
    let wanted = if tint < 0.0 { light * (1.0 + tint) } else { light.mul_add(1.0 - tint, tint) };
    // With hue and saturation kept, each part keeps its place between the middle and the widest that there is.
    let width = |light: f64| 1.0 - (2.0 * light - 1.0).abs();
    let scale = if width(light) > 0.0 { width(wanted) / width(light) } else { 0.0 };
    parts.map(|part| {
        let part = (part - light).mul_add(scale, wanted).clamp(0.0, 1.0) * 255.0;
        part.round().to_u8().unwrap_or(u8::MAX)
    })
}

/// The colours that formats of numbers name, in English and in Chinese.
const NAMED: [(&str, &str, Colour); 8] = [
    ("white", "白色", WHITE),
    ("black", "黑色", BLACK),
    ("red", "红色", [0xFF, 0, 0]),
    ("green", "绿色", [0, 0xFF, 0]),
    ("blue", "蓝色", [0, 0, 0xFF]),
    ("yellow", "黄色", [0xFF, 0xFF, 0]),
    ("magenta", "洋红", [0xFF, 0, 0xFF]),
    ("cyan", "青色", [0, 0xFF, 0xFF]),
];

/// The colour of a name.
pub(super) fn named(name: &str) -> Option<Colour> {
    let found = NAMED.iter().find(|(english, chinese, _)| [*english, *chinese].contains(&name));
    found.map(|(_, _, colour)| *colour)
}

/// The fixed palette from number 8 on (ECMA-376-1, 18.8.27; MS-XLS 2.5.161).
const PALETTE: [u32; 56] = [
    0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF, 0x00_FFFF, 0x80_0000, 0x00_8000,
    0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xC0_C0C0, 0x80_8080, 0x99_99FF, 0x99_3366, 0xFF_FFCC, 0xCC_FFFF,
    0x66_0066, 0xFF_8080, 0x00_66CC, 0xCC_CCFF, 0x00_0080, 0xFF_00FF, 0xFF_FF00, 0x00_FFFF, 0x80_0080, 0x80_0000,
    0x00_8080, 0x00_00FF, 0x00_CCFF, 0xCC_FFFF, 0xCC_FFCC, 0xFF_FF99, 0x99_CCFF, 0xFF_99CC, 0xCC_99FF, 0xFF_CC99,
    0x33_66FF, 0x33_CCCC, 0x99_CC00, 0xFF_CC00, 0xFF_9900, 0xFF_6600, 0x66_6699, 0x96_9696, 0x00_3366, 0x33_9966,
    0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366, 0x33_3399, 0x33_3333,
];

/// A colour of the fixed palette, whose first eight come twice and whose last two are those of windows.
pub(super) fn of_palette(number: u16) -> Option<Colour> {
    let number = match number {
        64 | 0x7FFF => return Some(BLACK),
        65 => return Some(WHITE),
        0..8 => number,
        _ => number - 8,
    };
    let [_, red, green, blue] = PALETTE.get(usize::from(number))?.to_be_bytes();
    Some([red, green, blue])
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

    #[test]
    fn tints_keep_the_hue() {
        for (colour, tint, wanted) in [
            (WHITE, -0.15, [0xD9, 0xD9, 0xD9]),
            (WHITE, -0.149_998_474_074_526, [0xD9, 0xD9, 0xD9]),
            (BLACK, 0.5, [0x80, 0x80, 0x80]),
            ([0x1F, 0x49, 0x7D], 0.8, [0xC5, 0xD9, 0xF1]),
            ([0x4F, 0x81, 0xBD], -0.25, [0x36, 0x60, 0x92]),
            (WHITE, f64::NAN, WHITE),
            (WHITE, -7.0, BLACK),
        ] {
            let tinted = tinted(colour, tint);
            let is_near = tinted.iter().zip(wanted).all(|(one, other)| one.abs_diff(other) <= 2);
            assert!(is_near, "{colour:?} by {tint}: {tinted:X?}, not {wanted:X?}");
        }
    }

    #[test]
    fn a_theme_gives_its_own_colours() {
        let part = "<a:clrScheme><a:dk1><a:sysClr val=\"windowText\" lastClr=\"000000\"/></a:dk1><a:lt1><a:sysClr \
                    val=\"window\" lastClr=\"FEFEFE\"/></a:lt1><a:lt2><a:srgbClr val=\"112233\"/></a:lt2></a:clrScheme>";
        let theme = theme(part);
        assert_eq!(theme[0], [0xFE; 3]);
        assert_eq!(theme[1], BLACK);
        assert_eq!(theme[2], [0x11, 0x22, 0x33]);
        assert_eq!(theme[3], OFFICE_THEME[3]);
    }
}
