//! What people wrote into comments at cells.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::SheetAppearance;
use super::formats::attribute;
use crate::source::cell_named;
use crate::workbook::annotate::OURS;

/// Reads the comments of a sheet; what this program wrote into one is left out.
pub(super) fn read(text: &str, seen: &mut SheetAppearance) {
    let mut reader = Reader::from_str(text);
    let (mut at, mut words, mut in_text) = (None, String::new(), false);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "comment" => (at, words) = (cell_named(&attribute(&tag, "ref")), String::new()),
                "t" => in_text = true,
                _ => {}
            },
            Event::Text(text) if in_text => words.push_str(&quick_xml::escape::unescape(&text).unwrap_or_default()),
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => in_text = false,
                "comment" => {
                    let own = words.split(OURS).next().unwrap_or_default().trim();
                    if let Some(at) = at.take().filter(|_| !own.is_empty()) {
                        seen.comments.push((at, own.to_owned()));
                    }
                }
                _ => {}
            },
            Event::Eof => return,
            _ => {}
        }
    }
}
