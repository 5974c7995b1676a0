//! How cells look: which formats show a number as another one, and which texts are struck out.

use std::collections::BTreeSet;
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::attributes::{attribute, is_on};
use super::conditions::ConditionalLook;
use super::ink::{BLACK, Colour, WHITE, colour, theme};
use super::numerals::NumberFormat;
use super::styles::{CellStyle, Face, OddLooks, Styles};
use crate::characters::is_symbol_face;

/// What of the styles and texts of a workbook makes cells look otherwise than they are read.
#[derive(Debug, Default)]
pub(super) struct OddStyles {
    /// Styles.
    pub looks: OddLooks,
    /// Shared texts of which something is struck out, by number.
    pub strings: BTreeSet<usize>,
    /// Shared texts of which something is set above or below the line, by number.
    pub raised_strings: BTreeSet<usize>,
    /// Shared texts of which something is seen as marks, by number.
    pub symbol_strings: BTreeSet<usize>,
    /// What holds under conditions, by number.
    pub conditional: Vec<ConditionalLook>,
    /// The colours of the theme.
    pub theme: [Colour; 12],
}

impl OddStyles {
    /// The looks of a workbook by its styles and its shared texts.
    pub(super) fn of(styles: &str, strings: &str, theme: &str) -> Self {
        let theme = self::theme(theme);
        let styles = self::styles(styles, &theme);
        let mut looks = Self { looks: styles.odd(), conditional: styles.conditional, theme, ..Self::default() };
        if ["strike", "vertAlign", "dings"].iter().any(|tell| strings.contains(tell)) {
            looks.strings(strings);
        }
        looks
    }

    /// Whether every cell looks as it is read.
    pub(super) fn are_plain(&self) -> bool {
        let is_odd = self.conditional.iter().any(ConditionalLook::is_odd);
        let strings = [&self.strings, &self.raised_strings, &self.symbol_strings];
        self.looks.are_plain() && strings.iter().all(|strings| strings.is_empty()) && !is_odd
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
                Event::Start(tag) if tag.local_name().as_ref() == "rFont" && is_of_symbols(&tag) => {
                    self.symbol_strings.insert(number);
                }
                Event::End(tag) if tag.local_name().as_ref() == "si" => number += 1,
                Event::Eof => return,
                _ => {}
            }
        }
    }
}

/// The styles of a workbook; nothing more where its part is damaged.
fn styles(text: &str, theme: &[Colour; 12]) -> Styles {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut styles = Styles::default();
    let (mut section, mut pattern) = (String::new(), String::new());
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => {
                let id = || attribute(&tag, "numFmtId").parse::<u32>();
                match (section.as_str(), tag.local_name().as_ref()) {
                    ("", name @ ("numFmts" | "fonts" | "fills" | "cellXfs" | "dxfs")) => name.clone_into(&mut section),
                    ("numFmts", "numFmt") => styles.codes.extend(id().map(|id| (id, attribute(&tag, "formatCode")))),
                    ("fonts", "font") => styles.fonts.push(Face { ink: Some(BLACK), ..Face::default() }),
                    ("fonts", "strike") if is_on(&tag) => styles.last_font().for_each(|font| font.is_struck = true),
                    ("fonts", "vertAlign") if is_raised(&tag) => {
                        styles.last_font().for_each(|font| font.is_raised = true);
                    }
                    ("fonts", "name") if is_of_symbols(&tag) => {
                        styles.last_font().for_each(|font| font.is_of_symbols = true);
                    }
                    ("fonts", "color") => styles.last_font().for_each(|font| font.ink = colour(&tag, theme)),
                    ("fills", "fill") => styles.papers.push(None),
                    ("fills", "patternFill") => {
                        pattern = attribute(&tag, "patternType");
                        let is_none = matches!(pattern.as_str(), "" | "none");
                        styles.papers.last_mut().into_iter().for_each(|paper| *paper = is_none.then_some(WHITE));
                    }
                    ("fills", "fgColor") if pattern == "solid" => {
                        styles.papers.last_mut().into_iter().for_each(|paper| *paper = colour(&tag, theme));
                    }
                    ("dxfs", name) => conditional(name, (&tag, theme), &mut pattern, &mut styles.conditional),
                    ("cellXfs", "xf") => {
                        // A number that is none is that of no face, and of the general format.
                        let font = attribute(&tag, "fontId").parse().unwrap_or(usize::MAX);
                        let fill = attribute(&tag, "fillId").parse().unwrap_or(usize::MAX);
                        let paper = styles.papers.get(fill).copied().flatten();
                        styles.all.push(CellStyle { face: font, format: id().unwrap_or_default(), paper });
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

/// Takes the beginning of an element of what holds under conditions; `part` is the part of it that was begun last.
pub(super) fn conditional(
    name: &str,
    (tag, theme): (&BytesStart<'_>, &[Colour; 12]),
    part: &mut String,
    looks: &mut Vec<ConditionalLook>,
) {
    if name == "dxf" {
        looks.push(ConditionalLook::default());
    }
    let Some(look) = looks.last_mut() else { return };
    match (part.as_str(), name) {
        (_, "font" | "fill" | "border" | "dxf") => name.clone_into(part),
        ("font", "color") => look.ink = colour(tag, theme),
        ("fill", "bgColor") => look.paper = colour(tag, theme),
        (_, "numFmt") => look.format = Some(Rc::new(NumberFormat::new(&attribute(tag, "formatCode")))),
        _ => {}
    }
}

/// Whether an element sets text in a face of symbols.
fn is_of_symbols(tag: &BytesStart<'_>) -> bool {
    is_symbol_face(&attribute(tag, "val"))
}

/// Whether an element sets text above or below the line.
pub(super) fn is_raised(tag: &BytesStart<'_>) -> bool {
    matches!(attribute(tag, "val").as_str(), "superscript" | "subscript")
}
