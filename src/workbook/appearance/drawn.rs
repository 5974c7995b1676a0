//! What lies over the cells of a sheet: boxes with text, pictures.

use super::SheetAppearance;
use crate::xml::{self, XmlElement};

/// Reads a drawing: its boxes with text, and its pictures.
pub(super) fn drawing(text: &str, seen: &mut SheetAppearance) {
    let Ok(tree) = xml::parse(text.as_bytes()) else { return };
    let mut anchors = Vec::new();
    tree.all(&|name| name.ends_with("Anchor"), &mut anchors);
    for anchor in anchors {
        let from = anchor.child("from");
        let side = |name: &str| from.and_then(|from| from.child(name)?.text.trim().parse().ok()).unwrap_or(0);
        let at = (side("row"), side("col"));
        let words = anchor.words();
        if !words.trim().is_empty() {
            seen.boxes.push((at, words.trim().to_owned()));
        } else if anchor.descendants("pic") + anchor.descendants("graphicFrame") > 0 {
            seen.pictures.push(at);
        }
    }
}

/// Reads the boxes of the kind that is drawn beside comments, those of comments left out.
pub(super) fn old_drawing(text: &str, seen: &mut SheetAppearance) {
    let Ok(tree) = xml::parse(text.as_bytes()) else { return };
    let mut shapes = Vec::new();
    tree.all(&|name| name == "shape" || name == "rect" || name == "roundrect", &mut shapes);
    for shape in shapes {
        let Some(data) = shape.child("ClientData") else { continue };
        let words = shape.child("textbox").map(every_word).unwrap_or_default();
        if data.attribute("ObjectType") != Some("Note") && !words.trim().is_empty() {
            // The anchor begins with the left column and the upper row, each with a distance.
            let anchor = data.child("Anchor").map_or("", |anchor| anchor.text.as_str());
            let sides: Vec<u32> = anchor.split(',').map(|side| side.trim().parse().unwrap_or(0)).collect();
            let side = |number: usize| sides.get(number).copied().unwrap_or(0);
            seen.boxes.push(((side(2), side(0)), words.trim().to_owned()));
        }
    }
}

/// All text in an element, whatever it stands in.
fn every_word(element: &XmlElement) -> String {
    let inner: String = element.children.iter().map(every_word).collect();
    format!("{}{inner}", element.text.trim())
}
