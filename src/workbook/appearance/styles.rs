//! How cells look in the binary formats, where each names its style by a number.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::SheetAppearance;
use super::numerals::NumberFormat;

/// Formats that are known by number alone.
const KNOWN: [(u32, &str); 10] = [
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (37, "#,##0;-#,##0"),
    (38, "#,##0;-#,##0"),
    (39, "#,##0.00;-#,##0.00"),
    (40, "#,##0.00;-#,##0.00"),
];

/// The format that is known by a number alone.
fn known(number: u32) -> Option<&'static str> {
    KNOWN.iter().find(|(known, _)| *known == number).map(|(_, code)| *code)
}

/// What styles are made of, as far as it was read.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Of each face, whether it strikes out, and whether it is set above or below the line.
    pub fonts: Vec<(bool, bool)>,
    /// The formats of numbers that are written out.
    pub codes: BTreeMap<u32, String>,
    /// The face and the format of each style.
    pub all: Vec<(usize, u32)>,
}

/// The styles that make cells look otherwise than they are read, by number.
#[derive(Debug, Default)]
pub(super) struct OddLooks {
    struck: BTreeSet<usize>,
    raised: BTreeSet<usize>,
    formats: BTreeMap<usize, Rc<NumberFormat>>,
}

impl Styles {
    /// The face that was read last.
    pub(super) fn last_font(&mut self) -> impl Iterator<Item = &mut (bool, bool)> {
        self.fonts.last_mut().into_iter()
    }

    /// What of them is odd.
    pub(super) fn odd(&self) -> OddLooks {
        let code = |format: u32| self.codes.get(&format).map(String::as_str).or_else(|| known(format));
        let with_code = self.all.iter().enumerate().filter_map(|(style, (_, format))| Some((style, code(*format)?)));
        let odd = with_code.filter(|(_, code)| !matches!(*code, "General" | "@"));
        OddLooks {
            struck: self.with(|(is_struck, _)| is_struck),
            raised: self.with(|(_, is_raised)| is_raised),
            formats: odd.map(|(style, code)| (style, Rc::new(NumberFormat::new(code)))).collect(),
        }
    }

    /// The styles whose face is of a kind.
    fn with(&self, is: fn((bool, bool)) -> bool) -> BTreeSet<usize> {
        let is_one = |font: usize| self.fonts.get(font).copied().is_some_and(is);
        let styles = self.all.iter().enumerate().filter(|(_, (font, _))| is_one(*font));
        styles.map(|(style, _)| style).collect()
    }
}

impl OddLooks {
    /// Whether every style looks as its cells are read.
    pub(super) fn are_plain(&self) -> bool {
        self.struck.is_empty() && self.raised.is_empty() && self.formats.is_empty()
    }

    /// Takes a cell of a style, with a number or without.
    pub(super) fn put(&self, seen: &mut SheetAppearance, at: (u32, u32), style: usize, is_number: bool) {
        if self.struck.contains(&style) {
            seen.struck.insert(at);
        }
        if self.raised.contains(&style) {
            seen.raised.insert(at);
        }
        if let Some(format) = self.formats.get(&style).filter(|_| is_number) {
            seen.formats.insert(at, format.clone());
        }
    }
}
