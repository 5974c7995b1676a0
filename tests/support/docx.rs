//! Reads a file for Word back: its parts, its paragraphs with their styles, its tables.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;

/// A part of the body.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// A paragraph: its style and its text; line breaks are `\n`.
    Paragraph(String, String),
    /// A table: its rows, each of its fields with their text, how many columns they cover, and whether they go on from above.
    Table(Vec<Vec<Field>>),
}

/// A field of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Field {
    /// Its text; line breaks are left out.
    pub text: String,
    /// Columns it covers.
    pub span: usize,
    /// Its width.
    pub width: usize,
    /// Whether a field from above goes on in it.
    pub continues: bool,
}

/// The text of a part of a file.
pub fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).expect("it is a ZIP file");
    let mut text = String::new();
    archive.by_name(name).unwrap_or_else(|_| panic!("{name} is there")).read_to_string(&mut text).expect("XML is text");
    text
}

/// The names of all parts, in order.
pub fn parts(docx: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(Cursor::new(docx)).expect("it is a ZIP file");
    archive.file_names().map(|name| name.expect("a name").into_owned()).collect()
}

/// The value of an attribute of an element.
fn attribute(element: &quick_xml::events::BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(quick_xml::escape::unescape(&found.value).expect("a value").into_owned())
}

/// What the body consists of.
pub fn pieces(docx: &[u8]) -> Vec<Piece> {
    let text = part(docx, "word/document.xml");
    let mut reader = Reader::from_str(&text);
    let (mut pieces, mut rows) = (Vec::new(), None::<Vec<Vec<Field>>>);
    let (mut style, mut said, mut in_text) = (String::new(), String::new(), false);
    loop {
        let event = reader.read_event().expect("the part is well-formed");
        let number = |element: &_| attribute(element, "w:val").and_then(|value| value.parse().ok());
        match &event {
            Event::Eof => return pieces,
            Event::Start(e) | Event::Empty(e) => match e.name().as_ref() {
                "w:tbl" => rows = Some(Vec::new()),
                "w:tr" => rows.as_mut().unwrap().push(Vec::new()),
                "w:tc" => rows.as_mut().unwrap().last_mut().unwrap().push(Field { span: 1, ..Field::default() }),
                "w:gridSpan" => field(&mut rows).span = number(e).unwrap(),
                "w:tcW" => field(&mut rows).width = attribute(e, "w:w").unwrap().parse().unwrap(),
                "w:vMerge" => field(&mut rows).continues = attribute(e, "w:val").is_none(),
                "w:p" => (style, said) = (String::new(), String::new()),
                "w:pStyle" => style = attribute(e, "w:val").unwrap(),
                "w:br" => said.push('\n'),
                "w:tab" if attribute(e, "w:val").is_none() => said.push('\t'),
                "w:t" => in_text = true,
                _ => {}
            },
            Event::Text(text) if in_text => said.push_str(text),
            Event::GeneralRef(name) if in_text => {
                let name = name.to_string();
                said.push_str(&crate::support::web::text(&format!("&{name};")));
            }
            Event::End(e) => match e.name().as_ref() {
                "w:t" => in_text = false,
                "w:p" => match &mut rows {
                    Some(_) => field(&mut rows).text.push_str(&said.replace('\n', "")),
                    None => pieces.push(Piece::Paragraph(style.clone(), said.clone())),
                },
                "w:tbl" => pieces.push(Piece::Table(rows.take().unwrap())),
                _ => {}
            },
            _ => {}
        }
    }
}

/// The field that is being read.
fn field(rows: &mut Option<Vec<Vec<Field>>>) -> &mut Field {
    rows.as_mut().and_then(|rows| rows.last_mut()?.last_mut()).expect("a field")
}

/// All text of the body, a line a paragraph or field.
pub fn text(docx: &[u8]) -> String {
    let line = |piece: Piece| match piece {
        Piece::Paragraph(_, text) => text + "\n",
        Piece::Table(rows) => rows.into_iter().flatten().map(|field| field.text + "\n").collect(),
    };
    pieces(docx).into_iter().map(line).collect()
}
