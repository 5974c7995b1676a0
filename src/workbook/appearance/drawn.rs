//! What lies over the cells of a sheet: boxes with text, pictures.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::SheetAppearance;

/// Reads a drawing: its boxes with text, and its pictures.
pub(super) fn drawing(text: &str, seen: &mut SheetAppearance) {
    let mut reader = Reader::from_str(text);
    let (mut at, mut words, mut has_picture) = ((0, 0), String::new(), false);
    let mut open = String::new();
    let mut is_from = false;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.local_name().as_ref().to_owned();
                if name.ends_with("Anchor") {
                    (at, words, has_picture) = ((0, 0), String::new(), false);
                }
                is_from |= name == "from";
                has_picture |= name == "pic";
                open = name;
            }
            Event::Text(text) => match open.as_str() {
                "row" if is_from => at.0 = text.trim().parse().unwrap_or(0),
                "col" if is_from => at.1 = text.trim().parse().unwrap_or(0),
                "t" => words.push_str(&quick_xml::escape::unescape(&text).unwrap_or_default()),
                _ => {}
            },
            Event::End(tag) => {
                let name = tag.local_name();
                let name = name.as_ref();
                is_from &= name != "from";
                if name == "p" && !words.is_empty() {
                    words.push('\n');
                }
                if name.ends_with("Anchor") {
                    let words = std::mem::take(&mut words);
                    if !words.trim().is_empty() {
                        seen.boxes.push((at, words.trim().to_owned()));
                    } else if has_picture {
                        seen.pictures.push(at);
                    }
                }
                open.clear();
            }
            Event::Eof => return,
            _ => {}
        }
    }
}
