//! How cells look: which formats show a number as another one, and which texts are struck out.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::numerals::NumberFormat;

/// Formats that are known by number alone.
const KNOWN: [(&str, &str); 10] = [
    ("1", "0"),
    ("2", "0.00"),
    ("3", "#,##0"),
    ("4", "#,##0.00"),
    ("9", "0%"),
    ("10", "0.00%"),
    ("37", "#,##0;-#,##0"),
    ("38", "#,##0;-#,##0"),
    ("39", "#,##0.00;-#,##0.00"),
    ("40", "#,##0.00;-#,##0.00"),
];

/// The format that is known by a number alone.
pub(super) fn known(number: &str) -> Option<&'static str> {
    KNOWN.iter().find(|(known, _)| *known == number).map(|(_, code)| *code)
}

/// What of the styles and texts of a workbook makes cells look otherwise than they are read.
#[derive(Debug, Default)]
pub(super) struct OddStyles {
    /// Styles that strike out, by number.
    pub struck: BTreeSet<usize>,
    /// Styles that set above or below the line, by number.
    pub raised: BTreeSet<usize>,
    /// Styles of numbers that a format shows, with that.
    pub formats: BTreeMap<usize, Rc<NumberFormat>>,
    /// Shared texts of which something is struck out, by number.
    pub strings: BTreeSet<usize>,
    /// Shared texts of which something is set above or below the line, by number.
    pub raised_strings: BTreeSet<usize>,
}

impl OddStyles {
    /// The looks of a workbook by its styles and its shared texts.
    pub(super) fn of(styles: &str, strings: &str) -> Self {
        let mut looks = Self::default();
        looks.styles(styles);
        if strings.contains("strike") || strings.contains("vertAlign") {
            looks.strings(strings);
        }
        looks
    }

    /// Whether every cell looks as it is read.
    pub(super) fn are_plain(&self) -> bool {
        [&self.struck, &self.raised, &self.strings, &self.raised_strings].iter().all(|odd| odd.is_empty())
            && self.formats.is_empty()
    }

    /// Takes the styles.
    fn styles(&mut self, text: &str) {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let mut codes: BTreeMap<String, String> = BTreeMap::new();
        let (mut fonts, mut struck_fonts, mut raised_fonts) = (0_usize, BTreeSet::new(), BTreeSet::new());
        let (mut section, mut styles) = (String::new(), 0);
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(tag) => match (section.as_str(), tag.local_name().as_ref()) {
                    ("", name @ ("numFmts" | "fonts" | "cellXfs")) => name.clone_into(&mut section),
                    ("numFmts", "numFmt") => {
                        codes.insert(attribute(&tag, "numFmtId"), attribute(&tag, "formatCode"));
                    }
                    ("fonts", "font") => fonts += 1,
                    ("fonts", "strike") if is_on(&tag) => _ = struck_fonts.insert(fonts.saturating_sub(1)),
                    ("fonts", "vertAlign") if is_raised(&tag) => _ = raised_fonts.insert(fonts.saturating_sub(1)),
                    ("cellXfs", "xf") => {
                        let font = attribute(&tag, "fontId").parse();
                        let has = |fonts: &BTreeSet<usize>| font.as_ref().is_ok_and(|font| fonts.contains(font));
                        self.struck.extend(has(&struck_fonts).then_some(styles));
                        self.raised.extend(has(&raised_fonts).then_some(styles));
                        let format = attribute(&tag, "numFmtId");
                        let code = codes.get(&format).map(String::as_str).or_else(|| known(&format));
                        let code = code.filter(|code| !matches!(*code, "General" | "@"));
                        self.formats.extend(code.map(|code| (styles, Rc::new(NumberFormat::new(code)))));
                        styles += 1;
                    }
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == section => section.clear(),
                Event::Eof => return,
                _ => {}
            }
        }
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
