//! The runs of a paragraph: words, fields, drawings, notes.

use super::body::BodyReader;
use super::field::WordField;
use super::looks::{SeenRun, Visibility};
use crate::characters::{is_symbol_face, scripted, symbol};
use crate::xml::XmlElement;

impl<'d> BodyReader<'d> {
    /// Reads the runs of a paragraph, and what lies around some.
    pub(super) fn runs(&mut self, around: &'d XmlElement) {
        for child in &around.children {
            match child.name.as_str() {
                "r" => self.run(child),
                "del" | "moveFrom" => self.unread.changes += 1,
                "ins" | "moveTo" => {
                    self.unread.changes += 1;
                    self.runs(child);
                }
                "pPr" | "rPr" | "sdtPr" | "sdtEndPr" => {}
                "oMath" => {
                    self.unread.plain += 1;
                    self.runs(child);
                }
                _ => self.runs(child),
            }
        }
    }

    /// Reads a run.
    fn run(&mut self, run: &'d XmlElement) {
        let properties = run.child("rPr");
        let is = |mark: &str| properties.is_some_and(|properties| properties.is_on(mark));
        let is_strong = is("b");
        let has_words = run.children.iter().any(|child| child.name == "t" && !child.text.trim().is_empty());
        let seen = self.looks.seen(properties, self.properties, self.is_shaded);
        let SeenRun { visibility, is_struck, script, .. } = seen;
        match visibility {
            Visibility::Hidden => {
                self.unread.hidden += usize::from(has_words);
                return;
            }
            Visibility::Faint => self.unread.faint += usize::from(has_words),
            Visibility::Seen => {}
        }
        let face = face(properties);
        self.unread.struck += usize::from(has_words && is_struck);
        self.set_apart(run, seen);
        for child in &run.children {
            match child.name.as_str() {
                "t" => {
                    let (text, is_whole) = match (face, script) {
                        (Some(face), _) => (child.text.chars().map(|c| symbol(face, c)).collect(), true),
                        (None, Some(script)) => scripted(&child.text, script),
                        (None, None) => (child.text.clone(), true),
                    };
                    self.unread.plain += usize::from(!is_whole);
                    self.words(&text, is_strong);
                }
                "fldChar" => self.field(child, is_strong),
                "instrText" => self.fields.last_mut().into_iter().for_each(|field| field.code(&child.text)),
                // What is written small above the characters goes behind them.
                "ruby" => {
                    self.unread.plain += 1;
                    child.child("rubyBase").into_iter().for_each(|base| self.runs(base));
                    self.words("（", is_strong);
                    child.child("rt").into_iter().for_each(|above| self.runs(above));
                    self.words("）", is_strong);
                }
                "tab" | "ptab" => self.line.push(" ", false),
                // A sign of a font of signs; what no other font has is told of all prose.
                "sym" | "symEx" => self.line.push(&sign(child), is_strong),
                "noBreakHyphen" => self.line.push("-", is_strong),
                "br" if matches!(child.attribute("type"), Some("page" | "column")) => {}
                "br" | "cr" => {
                    self.end();
                    self.goes_on = true;
                }
                "footnoteReference" | "endnoteReference" => {
                    let kind = usize::from(child.name.starts_with('e'));
                    let note = child.attribute("id").and_then(|id| self.notes.get(&(kind, id.to_owned())));
                    self.after.extend(note.copied());
                }
                "commentReference" => self.unread.comments += 1,
                "drawing" | "pict" | "object" => self.drawing(child),
                _ => {}
            }
        }
    }

    /// Ends the line of a cell before words that are seen otherwise than those before, where digits of both would be one
    /// number.
    fn set_apart(&mut self, run: &XmlElement, look: SeenRun) {
        let Some(words) = run.children.iter().find(|child| child.name == "t") else { return };
        let is_other = self.run_look.replace(look).is_some_and(|before| !before.is_one_with(&look));
        if self.is_cell && is_other && self.line.joins_digits(&words.text) {
            self.end();
        }
    }

    /// Adds words; those from which a field is only reckoned are held by it.
    fn words(&mut self, text: &str, is_strong: bool) {
        if let Some(field) = self.fields.iter_mut().find(|field| !field.has_result) {
            field.held.push_str(text);
            return;
        }
        self.fields.iter_mut().for_each(|field| field.is_shown = true);
        self.line.push(text, is_strong);
    }

    /// Begins a field, its result, or what follows it.
    fn field(&mut self, mark: &'d XmlElement, is_strong: bool) {
        match mark.attribute("fldCharType") {
            Some("begin") => self.fields.push(WordField::of(mark)),
            Some("separate") => self.fields.last_mut().into_iter().for_each(|field| field.has_result = true),
            _ => {
                if let Some(seen) = self.fields.pop().and_then(WordField::seen) {
                    self.unread.plain += 1;
                    self.words(&seen, is_strong);
                }
            }
        }
    }

    /// Looks for boxes of text in a drawing, for letters that are drawn, and for pictures.
    fn drawing(&mut self, drawing: &'d XmlElement) {
        match drawing.name.as_str() {
            "txbxContent" => self.after.push(drawing),
            "blip" | "imagedata" | "chart" | "relIds" => self.unread.pictures += 1,
            "textpath" => {
                // Across the pages it is a watermark.
                self.unread.plain += usize::from(!self.is_aside);
                self.words(drawing.attribute("string").unwrap_or_default(), false);
            }
            _ => drawing.children.iter().for_each(|child| self.drawing(child)),
        }
    }
}

/// The face of signs that a run is set in, where it is in one.
fn face(properties: Option<&XmlElement>) -> Option<&str> {
    let faces = properties?.child("rFonts")?;
    ["ascii", "hAnsi"].into_iter().find_map(|kind| faces.attribute(kind)).filter(|face| is_symbol_face(face))
}

/// A sign that is said by its face and its code there.
fn sign(element: &XmlElement) -> String {
    let code = element.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
    let face = element.attribute("font").unwrap_or_default();
    let seen = |c| if is_symbol_face(face) { symbol(face, c) } else { c };
    code.and_then(char::from_u32).map(seen).map(String::from).unwrap_or_default()
}
