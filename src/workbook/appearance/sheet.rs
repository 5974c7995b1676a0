//! What is seen of the cells of a sheet.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::SheetAppearance;
use super::formats::{OddStyles, attribute, is_on};
use crate::source::cell_named;
use crate::workbook::limits::{LAST_COLUMN, LAST_ROW};

/// A cell being read: its place, its style, whether its text is one of the shared ones, and what stands in it.
#[derive(Default)]
struct SeenCell {
    at: (u32, u32),
    style: usize,
    is_shared: bool,
    value: String,
    is_struck: bool,
}

/// Reads the part of a sheet.
pub(super) fn read(text: &str, looks: &OddStyles, seen: &mut SheetAppearance) {
    // Most sheets look as they are read.
    if looks.are_plain() && !text.contains("hidden=") && !text.contains("strike") {
        return;
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let (mut row, mut column) = (0, 0);
    let (mut cell, mut in_value) = (None::<SeenCell>, false);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "col" if is_hidden(&tag) => {
                    let bound =
                        |name: &str| attribute(&tag, name).parse::<u32>().unwrap_or(1).clamp(1, LAST_COLUMN + 1);
                    seen.columns.push(bound("min") - 1..=bound("max") - 1);
                }
                "row" => {
                    row = attribute(&tag, "r").parse().unwrap_or(row + 1);
                    column = 0;
                    if is_hidden(&tag) && (1..=LAST_ROW + 1).contains(&row) {
                        seen.rows.insert(row - 1);
                    }
                }
                "c" => {
                    let at = cell_named(&attribute(&tag, "r")).unwrap_or((row.saturating_sub(1), column));
                    column = at.1 + 1;
                    let style = attribute(&tag, "s").parse().unwrap_or(0);
                    let is_shared = attribute(&tag, "t") == "s";
                    cell = Some(SeenCell { at, style, is_shared, ..SeenCell::default() });
                }
                "v" => in_value = true,
                "strike" if is_on(&tag) => {
                    if let Some(cell) = &mut cell {
                        cell.is_struck = true;
                    }
                }
                _ => {}
            },
            Event::Text(text) if in_value => {
                if let Some(cell) = &mut cell {
                    cell.value.push_str(&text);
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "v" => in_value = false,
                "c" => {
                    if let Some(cell) = cell.take() {
                        put(cell, looks, seen);
                    }
                }
                _ => {}
            },
            Event::Eof => return,
            _ => {}
        }
    }
}

/// Takes a cell that looks otherwise than it is read.
fn put(cell: SeenCell, looks: &OddStyles, seen: &mut SheetAppearance) {
    let is_shared_struck = cell.is_shared && cell.value.trim().parse().is_ok_and(|text| looks.strings.contains(&text));
    if cell.is_struck || is_shared_struck || looks.struck.contains(&cell.style) {
        seen.struck.insert(cell.at);
    }
    if let Some(format) = looks.formats.get(&cell.style).filter(|_| !cell.is_shared) {
        seen.formats.insert(cell.at, format.clone());
    }
}

/// Whether a row or a column is hidden.
fn is_hidden(tag: &BytesStart<'_>) -> bool {
    matches!(attribute(tag, "hidden").as_str(), "1" | "true")
}
