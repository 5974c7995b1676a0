//! Documents for Word: parts filled from templates, put into one file.

use std::io::{Cursor, Write as _};

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::{LetterPage, Renderer, Whole};
use crate::PROGRAM;
use crate::error::{Error, Result};
use crate::report::{Report, SpreadTable};
use crate::templates::parts;
use crate::typeset::{PLACE_TO_BREAK, Typesetter};

/// The width of the block of text, in twentieths of a point: 156 mm.
pub(super) const WIDTH: u32 = 8845;

/// What the properties of a file say of it.
#[derive(Serialize)]
struct Properties<'a> {
    /// Its title.
    title: &'a str,
    /// Who issued it.
    agency: &'a str,
    /// What it is, in a sentence.
    description: &'a str,
}

impl Renderer {
    /// A report as a file for Word.
    ///
    /// # Errors
    /// When a template asks for something that a report does not have, or its lines cannot be measured.
    pub fn report_docx(&self, report: &Report, typesetter: &Typesetter) -> Result<Vec<u8>> {
        let content = Value::from(Serde(report));
        let measures = self.measures("word-report.typ", content.clone(), typesetter)?;
        let properties = Properties { title: &report.title, agency: &report.agency, description: &report.description };
        let tables = tables(report);
        self.docx("report", context! { measures, tables, ..described(&properties, content) })
    }

    /// A letter as a file for Word.
    ///
    /// # Errors
    /// When a template asks for something that a letter does not have, or its lines cannot be measured.
    pub fn letter_docx(&self, page: &LetterPage<'_>, typesetter: &Typesetter) -> Result<Vec<u8>> {
        let content = Value::from(Serde(page));
        let measures = self.measures("word-letter.typ", content.clone(), typesetter)?;
        self.docx("letter", context! { measures, ..described(&properties(page), content) })
    }

    /// A letter with the report bound to it as a file for Word.
    ///
    /// # Errors
    /// When a template asks for something that neither has, or their lines cannot be measured.
    pub fn whole_docx(&self, whole: &Whole<'_>, typesetter: &Typesetter) -> Result<Vec<u8>> {
        let Whole { letter, report } = whole;
        let page = LetterPage { letter, draft: report.draft, proof: report.proof };
        let of_letter = self.measures("word-letter.typ", Value::from(Serde(&page)), typesetter)?;
        let of_report = self.measures("word-report.typ", Value::from(Serde(report)), typesetter)?;
        let measures = context! { report => of_report, ..of_letter };
        let tables = tables(report);
        let content = Value::from(Serde(whole));
        self.docx("whole", context! { measures, tables, ..described(&properties(&page), content) })
    }

    /// What a source that is set for that alone measures.
    fn measures(&self, name: &str, content: Value, typesetter: &Typesetter) -> Result<Value> {
        Ok(Value::from(Serde(typesetter.measures(&self.render(name, content)?)?)))
    }

    /// A file of some document's parts.
    fn docx(&self, document: &str, content: Value) -> Result<Vec<u8>> {
        let mut file = ZipWriter::new(Cursor::new(Vec::new()));
        // Every entry has the earliest time there is and one system, so that the same input gives the same file.
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        let options = options.compression_method(CompressionMethod::Deflated).system(System::Unix);
        let failed = |error: String| Error::Typeset(format!("Word 文件：{error}"));
        for (part, template) in parts(document) {
            let text = sound(&self.render(template, content.clone())?);
            file.start_file(part, options).map_err(|error| failed(error.to_string()))?;
            file.write_all(text.as_bytes()).map_err(|error| failed(error.to_string()))?;
        }
        Ok(file.finish().map_err(|error| failed(error.to_string()))?.into_inner())
    }
}

/// Some content with what every file says of itself.
fn described(properties: &Properties<'_>, content: Value) -> Value {
    context! { properties => Serde(properties), program => PROGRAM, ..content }
}

/// The properties of a letter's file.
fn properties<'a>(page: &LetterPage<'a>) -> Properties<'a> {
    let letter = page.letter;
    Properties { title: &letter.title, agency: &letter.agency, description: &letter.description }
}

/// The tables of a report by the keys of their sections.
fn tables(report: &Report) -> Value {
    let table = |(key, table)| (key, Value::from(Serde(SpreadTable::new(table, WIDTH))));
    let tables = report.sections.iter().filter_map(|section| Some((section.key.as_str(), section.table.as_ref()?)));
    Value::from_pairs(tables.map(table))
}

/// The width of the block divided into shares.
pub(super) fn across(shares: Vec<u32>) -> Vec<u32> {
    let whole = shares.iter().sum::<u32>().max(1);
    shares.iter().map(|share| WIDTH * share / whole).collect()
}

/// A text without the characters that XML cannot hold, and without the places to break that measured lines have.
fn sound(text: &str) -> String {
    let may_be = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    text.chars().filter(|c| *c != PLACE_TO_BREAK).filter(may_be).collect()
}

#[cfg(test)]
mod tests {
    use super::sound;

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(sound("甲\u{1}\u{FFFE}乙\n"), "甲乙\n");
    }
}
