//! How cells look in the binary formats, where each names its style by a number.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::SheetAppearance;
use super::conditions::ConditionalLook;
use super::ink::{Colour, is_unseen};
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

/// How characters are set.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Face {
    /// Whether they are struck out.
    pub is_struck: bool,
    /// Whether they are set above or below the line.
    pub is_raised: bool,
    /// Whether they are seen as marks.
    pub is_of_symbols: bool,
    /// Their colour, where that is known.
    pub ink: Option<Colour>,
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CellStyle {
    /// The number of its face.
    pub face: usize,
    /// The number of its format.
    pub format: u32,
    /// The colour behind it, where that is known.
    pub paper: Option<Colour>,
}

/// What styles are made of, as far as it was read.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// The faces.
    pub fonts: Vec<Face>,
    /// The colours behind cells, by their number.
    pub papers: Vec<Option<Colour>>,
    /// The formats of numbers that are written out.
    pub codes: BTreeMap<u32, String>,
    /// The styles.
    pub all: Vec<CellStyle>,
    /// What holds under conditions, by number.
    pub conditional: Vec<ConditionalLook>,
}

/// The styles that make cells look otherwise than they are read, by number.
#[derive(Debug, Default)]
pub(super) struct OddLooks {
    struck: BTreeSet<usize>,
    raised: BTreeSet<usize>,
    faint: BTreeSet<usize>,
    symbols: BTreeSet<usize>,
    formats: BTreeMap<usize, Rc<NumberFormat>>,
}

impl Styles {
    /// The face that was read last.
    pub(super) fn last_font(&mut self) -> impl Iterator<Item = &mut Face> {
        self.fonts.last_mut().into_iter()
    }

    /// What of them is odd.
    pub(super) fn odd(&self) -> OddLooks {
        let code = |format: u32| self.codes.get(&format).map(String::as_str).or_else(|| known(format));
        let with_code = self.all.iter().enumerate().filter_map(|(number, style)| Some((number, code(style.format)?)));
        let odd = with_code.filter(|(_, code)| !matches!(*code, "General" | "@"));
        OddLooks {
            struck: self.with(|face, _| face.is_struck),
            raised: self.with(|face, _| face.is_raised),
            symbols: self.with(|face, _| face.is_of_symbols),
            faint: self.with(|face, paper| face.ink.zip(paper).is_some_and(|(ink, paper)| is_unseen(ink, paper))),
            formats: odd
                .map(|(style, code)| {
                    let paper = self.all.get(style).and_then(|style| style.paper);
                    (style, Rc::new(NumberFormat::new(code).before(paper)))
                })
                .collect(),
        }
    }

    /// The styles whose face, before what is behind it, is of a kind.
    fn with(&self, is: fn(Face, Option<Colour>) -> bool) -> BTreeSet<usize> {
        let is_one = |style: &CellStyle| self.fonts.get(style.face).is_some_and(|face| is(*face, style.paper));
        let styles = self.all.iter().enumerate().filter(|(_, style)| is_one(style));
        styles.map(|(style, _)| style).collect()
    }
}

impl OddLooks {
    /// Whether every style looks as its cells are read.
    pub(super) fn are_plain(&self) -> bool {
        let sets = [&self.struck, &self.raised, &self.faint, &self.symbols];
        sets.iter().all(|styles| styles.is_empty()) && self.formats.is_empty()
    }

    /// Takes a cell of a style, with a number or without.
    pub(super) fn put(&self, seen: &mut SheetAppearance, at: (u32, u32), style: usize, is_number: bool) {
        if self.struck.contains(&style) {
            seen.struck.insert(at);
        }
        if self.raised.contains(&style) {
            seen.raised.insert(at);
        }
        if self.faint.contains(&style) {
            seen.faint.insert(at);
        }
        if self.symbols.contains(&style) {
            seen.symbols.insert(at);
        }
        match self.formats.get(&style) {
            Some(format) if is_number => _ = seen.formats.insert(at, format.clone()),
            Some(format) if format.changes_texts() => _ = seen.text_formats.insert(at, format.clone()),
            _ => {}
        }
    }
}
