//! How cells look: which formats show a number as another one, and which texts are struck out.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::styles::{OddLooks, Styles};

/// What of the styles and texts of a workbook makes cells look otherwise than they are read.
#[derive(Debug, Default)]
pub(super) struct OddStyles {
    /// Styles.
    pub looks: OddLooks,
    /// Shared texts of which something is struck out, by number.
    pub strings: BTreeSet<usize>,
    /// Shared texts of which something is set above or below the line, by number.
    pub raised_strings: BTreeSet<usize>,
}

impl OddStyles {
    /// The looks of a workbook by its styles and its shared texts.
    pub(super) fn of(styles: &str, strings: &str) -> Self {
        let mut looks = Self { looks: self::styles(styles).odd(), ..Self::default() };
        if strings.contains("strike") || strings.contains("vertAlign") {
            looks.strings(strings);
        }
        looks
    }

    /// Whether every cell looks as it is read.
    pub(super) fn are_plain(&self) -> bool {
        self.looks.are_plain() && self.strings.is_empty() && self.raised_strings.is_empty()
    }

    /// Takes the shared texts.
    fn strings(&mut self, text: &str) {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let mut number = 0_usize;
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(tag) if tag.local_name().as_ref() == "strike" && is_on(&tag) => {
                    self.strings.insert(number);
                }
                Event::Start(tag) if tag.local_name().as_ref() == "vertAlign" && is_raised(&tag) => {
                    self.raised_strings.insert(number);
                }
                Event::End(tag) if tag.local_name().as_ref() == "si" => number += 1,
                Event::Eof => return,
                _ => {}
            }
        }
    }
}

/// The styles of a workbook; nothing more where its part is damaged.
fn styles(text: &str) -> Styles {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut styles = Styles::default();
    let mut section = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => {
                let id = || attribute(&tag, "numFmtId").parse::<u32>();
                match (section.as_str(), tag.local_name().as_ref()) {
                    ("", name @ ("numFmts" | "fonts" | "cellXfs")) => name.clone_into(&mut section),
                    ("numFmts", "numFmt") => styles.codes.extend(id().map(|id| (id, attribute(&tag, "formatCode")))),
                    ("fonts", "font") => styles.fonts.push((false, false)),
                    ("fonts", "strike") if is_on(&tag) => styles.last_font().for_each(|font| font.0 = true),
                    ("fonts", "vertAlign") if is_raised(&tag) => styles.last_font().for_each(|font| font.1 = true),
                    ("cellXfs", "xf") => {
                        // A number that is none is that of no face, and of the general format.
                        let font = attribute(&tag, "fontId").parse().unwrap_or(usize::MAX);
                        styles.all.push((font, id().unwrap_or_default()));
                    }
                    _ => {}
                }
            }
            Event::End(tag) if tag.local_name().as_ref() == section => section.clear(),
            Event::Eof => break,
            _ => {}
        }
    }
    styles
}

/// The value of an attribute; empty where there is none.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let found = tag.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name);
    found.and_then(|found| Some(quick_xml::escape::unescape(&found.value).ok()?.into_owned())).unwrap_or_default()
}

/// Whether an element that says yes by standing there does not say no.
pub(super) fn is_on(tag: &BytesStart<'_>) -> bool {
    !matches!(attribute(tag, "val").as_str(), "0" | "false")
}

/// Whether an element sets text above or below the line.
pub(super) fn is_raised(tag: &BytesStart<'_>) -> bool {
    matches!(attribute(tag, "val").as_str(), "superscript" | "subscript")
}
