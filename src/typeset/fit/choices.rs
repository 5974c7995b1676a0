//! What can be chosen for a document, and the file that tells the templates.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::typeset::PLACE_TO_BREAK;

/// The file that tells what is chosen for paragraphs and tables; it is read where one is laid out, so that all else stays.
const FIT: &str = "fit.typ";

/// The file that tells what is chosen for all pages; the style files import it, which are the same whatever else is chosen.
const LOOK: &str = "look.typ";

/// The files that tell what is chosen.
pub(in crate::typeset) const NAMES: [&str; 2] = [FIT, LOOK];

/// What the lines of a source begin with that have its titles in them.
const TITLES: [&str; 3] = ["#report-title(", "#letter-title(", "#letter-head("];

/// Where the pages of a table may begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PageStarts {
    /// At any row that does not stand inside of a group.
    Any,
    /// At these rows, the head counted.
    Rows(Vec<usize>),
    /// At this row, as it was reckoned from a table that was not divided.
    Reckoned(usize),
}

/// How a paragraph is broken into lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct LineStarts {
    /// The characters that lines after the first begin with.
    pub(super) at: Vec<usize>,
    /// Whether figures and Latin letters are pulled apart like Chinese characters, and all stand a little closer where a
    /// line is full: lines of long addresses hold few others, a long figure with its unit leaves much of a line empty.
    pub(super) tracked: bool,
    /// How much closer the characters of the last line stand, in em.
    pub(super) last_closer: f64,
    /// Whether marks or gaps of a line give way, which takes the typesetter more work.
    pub(super) squeezed: bool,
}

/// What is chosen for a document beyond what the templates do by themselves.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::typeset) struct Fit {
    /// How paragraphs are broken into lines, by their text.
    pub(super) lines: BTreeMap<String, LineStarts>,
    /// Tables that go over pages, by key: where, part by part.
    pub(super) tables: BTreeMap<String, Vec<PageStarts>>,
    /// Points left free at the foot of the page on which a paragraph begins, by its number and its text.
    pub(super) feet: BTreeMap<String, f64>,
    /// Attachments whose names begin a page, from 0.
    pub(super) note: Vec<usize>,
    /// Lines of a full page, where it is another number than usual.
    pub(super) page_lines: Option<u8>,
    /// Whether the rows of the official tables are lower than usual.
    pub(super) low_rows: bool,
}

/// What the templates look for in a document only where its source has some, however its pages are.
#[derive(Debug)]
pub(in crate::typeset) struct SourceTraits {
    /// Whether there are words with places to break.
    long_words: bool,
    /// Characters of titles that the faces of titles lack.
    thin: String,
}

impl SourceTraits {
    /// Those of a source; `lacks` tells what the faces of titles lack.
    pub(in crate::typeset) fn of(main: &str, lacks: impl Fn(char) -> bool) -> Self {
        let titles = main.lines().filter(|line| TITLES.iter().any(|title| line.starts_with(title)));
        let thin: BTreeSet<char> = titles.flat_map(str::chars).filter(|c| !c.is_ascii() && lacks(*c)).collect();
        Self { long_words: main.contains(PLACE_TO_BREAK), thin: thin.into_iter().collect() }
    }
}

impl Fit {
    /// The [files](NAMES) that tell the templates, for a document of a source like that.
    pub(in crate::typeset) fn sources(&self, source: &SourceTraits) -> [String; 2] {
        let SourceTraits { long_words, thin } = source;
        let lines = dictionary(&self.lines, |starts| {
            let LineStarts { at, tracked, last_closer, squeezed } = starts;
            let at = array(at, ToString::to_string);
            format!("(at: {at}, tracked: {tracked}, last-closer: {last_closer}, squeezed: {squeezed})")
        });
        let tables = dictionary(&self.tables, |parts| {
            array(parts, |part| match part {
                PageStarts::Any => "auto".to_owned(),
                PageStarts::Rows(rows) => array(rows, ToString::to_string),
                PageStarts::Reckoned(row) => array(&[row], ToString::to_string),
            })
        });
        let feet = dictionary(&self.feet, ToString::to_string);
        let note = array(&self.note, ToString::to_string);
        let page_lines = self.page_lines.map_or("none".to_owned(), |lines| lines.to_string());
        let low_rows = self.low_rows;
        [
            format!("#let fit = (lines: {lines}, tables: {tables}, feet: {feet}, note: {note})\n"),
            format!(
                "#let look = (page-lines: {page_lines}, low-rows: {low_rows}, long-words: {long_words}, thin: \"{thin}\")\n"
            ),
        ]
    }
}

/// A dictionary as Typst spells it.
fn dictionary<V>(entries: &BTreeMap<String, V>, value: impl Fn(&V) -> String) -> String {
    if entries.is_empty() {
        return "(:)".to_owned();
    }
    let mut out = String::from("(");
    for (key, entry) in entries {
        out.push('"');
        for c in key.chars() {
            match c {
                '"' | '\\' => out.extend(['\\', c]),
                c if c.is_control() => write!(out, "\\u{{{:x}}}", u32::from(c)).expect("a String takes everything"),
                c => out.push(c),
            }
        }
        write!(out, "\": {}, ", value(entry)).expect("a String takes everything");
    }
    out + ")"
}

/// An array as Typst spells it.
fn array<T>(items: &[T], item: impl Fn(&T) -> String) -> String {
    let items: String = items.iter().map(|value| item(value) + ", ").collect();
    format!("({items})")
}
