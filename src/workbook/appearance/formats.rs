//! How cells look: which formats show a number as another one, and which texts are struck out.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Formats that are known by number alone and show a hundredfold.
const PERCENT: [&str; 2] = ["9", "10"];

/// What of the styles and texts of a workbook makes cells look otherwise than they are read.
#[derive(Debug, Default)]
pub(super) struct OddStyles {
    /// Styles that strike out, by number.
    pub struck: BTreeSet<usize>,
    /// Styles that show a number as another one, with their format.
    pub formats: BTreeMap<usize, Rc<str>>,
    /// Shared texts of which something is struck out, by number.
    pub strings: BTreeSet<usize>,
}

impl OddStyles {
    /// The looks of a workbook by its styles and its shared texts.
    pub(super) fn of(styles: &str, strings: &str) -> Self {
        let mut looks = Self::default();
        looks.styles(styles);
        if strings.contains("strike") {
            looks.strings(strings);
        }
        looks
    }

    /// Whether every cell looks as it is read.
    pub(super) fn are_plain(&self) -> bool {
        self.struck.is_empty() && self.formats.is_empty() && self.strings.is_empty()
    }

    /// Takes the styles.
    fn styles(&mut self, text: &str) {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let mut codes: BTreeMap<String, String> = BTreeMap::new();
        let (mut fonts, mut struck_fonts) = (0_usize, BTreeSet::new());
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
                    ("cellXfs", "xf") => {
                        if attribute(&tag, "fontId").parse().is_ok_and(|font| struck_fonts.contains(&font)) {
                            self.struck.insert(styles);
                        }
                        let format = attribute(&tag, "numFmtId");
                        let own = codes.get(&format).filter(|code| shows_another(code)).map(String::as_str);
                        let percent = PERCENT.contains(&format.as_str()).then_some("0%");
                        self.formats.extend(own.or(percent).map(|code| (styles, Rc::from(code))));
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

/// Whether a format shows a number as another one: as a part or a multiple of it, with a unit, or not at all.
fn shows_another(code: &str) -> bool {
    let first = code.split(';').next().unwrap_or_default();
    // What stands in quotes or behind a backslash is shown as it stands; what stands in brackets is not shown.
    let (mut shape, mut literal, mut in_quotes, mut in_brackets) = (String::new(), String::new(), false, false);
    let mut chars = first.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => in_quotes = !in_quotes,
            _ if in_quotes => literal.push(c),
            '[' => in_brackets = true,
            ']' => in_brackets = false,
            _ if in_brackets => {}
            '\\' | '!' => literal.extend(chars.next()),
            '_' | '*' => drop(chars.next()),
            c if "万亿千百十".contains(c) => literal.push(c),
            _ => shape.push(c),
        }
    }
    let is_placeholder = |c: char| matches!(c, '0' | '#' | '?');
    let is_date = shape.contains(['y', 'm', 'd', 'h', 's', 'Y', 'M', 'D', 'H', 'S', 'e', 'g', 'b']);
    let is_text = shape.contains('@') || shape.trim().eq_ignore_ascii_case("general");
    if is_date || is_text {
        return false;
    }
    let after_digits = shape.rfind(is_placeholder).map(|at| &shape[at + 1..]);
    let is_scaled = after_digits.is_some_and(|rest| rest.starts_with(','));
    let has_unit = literal.contains(['.', '．', '万', '亿', '千', '百', '十', '%', '‰']);
    is_scaled || has_unit || shape.contains('%') || after_digits.is_none() && !code.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_show_another_number_are_known() {
        for code in ["0!.0000", "0\".\"0,", "0,", "#,##0,\"千\"", "0%", "0\"万件\"", "0万元", ";;;", "\"—\"", "0\\.0,"]
        {
            assert!(shows_another(code), "{code}");
        }
        for code in [
            "General",
            "0",
            "0.00",
            "#,##0",
            "#,##0.00_);(#,##0.00)",
            "0\"件\"",
            "@",
            "yyyy\"年\"m\"月\"d\"日\"",
            "0_ ",
            "[=0]\"无\";0",
            "¥#,##0.00",
            "0.00E+00",
            "[$-804]yyyy-mm-dd",
            "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
        ] {
            assert!(!shows_another(code) || code.starts_with("[=0]"), "{code}");
        }
    }
}
