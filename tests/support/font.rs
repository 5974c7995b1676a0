//! The fonts of a PDF as its pages use them: what each code says and how wide it is.

use std::collections::HashMap;

use hayro_interpret::hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};

/// A font of a page.
pub struct Font {
    face: String,
    widths: HashMap<u32, f64>,
    unicode: CMap,
}

impl Font {
    /// Reads a composite font with two-byte codes.
    pub fn read(font: &Dict<'_>) -> Self {
        let base = font.get::<Name<'_>>("BaseFont").expect("a font should have a name");
        let face = base.as_str().split_once('+').map_or(base.as_str(), |(_, face)| face).to_owned();
        let stream = font.get::<Stream<'_>>("ToUnicode").expect("a font should map to Unicode");
        let unicode =
            CMap::parse(&stream.decoded().expect("the map should be readable"), |_| None).expect("a map to Unicode");
        let descendants = font.get::<Array<'_>>("DescendantFonts").expect("the font should be composite");
        let descendant = descendants.iter::<Dict<'_>>().next().expect("a descendant font");
        let items: Vec<Object<'_>> =
            descendant.get::<Array<'_>>("W").expect("a font should tell its widths").iter().collect();
        Self { face, widths: widths(&items), unicode }
    }

    /// Its PostScript name.
    pub fn face(&self) -> &str {
        &self.face
    }

    /// How far a code moves on, as a share of the size.
    pub fn width(&self, code: u32) -> f64 {
        self.widths[&code] / 1000.0
    }

    /// What a code says.
    pub fn text(&self, code: u32) -> String {
        match self.unicode.lookup_bf_string(code) {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => panic!("{}: glyph {code} says nothing, so that it cannot be copied or read aloud", self.face),
        }
    }
}

/// The widths of a composite font: a code and the widths from there on, or two codes and the width of all between.
fn widths(mut items: &[Object<'_>]) -> HashMap<u32, f64> {
    let mut widths = HashMap::new();
    while !items.is_empty() {
        match items {
            [Object::Number(first), Object::Array(list), rest @ ..] => {
                widths.extend((code(first)..).zip(list.iter::<f64>()));
                items = rest;
            }
            [Object::Number(first), Object::Number(last), Object::Number(width), rest @ ..] => {
                widths.extend((code(first)..=code(last)).map(|code| (code, width.as_f64())));
                items = rest;
            }
            other => panic!("the reader does not know widths written as {other:?}"),
        }
    }
    widths
}

/// A number as a code.
fn code(number: &Number) -> u32 {
    u32::try_from(number.as_i64()).expect("a code should be a whole number")
}
