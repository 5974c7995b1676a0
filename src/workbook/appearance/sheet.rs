//! What is seen of the cells of a sheet.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::SheetAppearance;
use super::formats::{OddStyles, attribute, is_on, is_raised};
use super::margins;
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
    is_raised: bool,
}

/// Reads the part of a sheet.
pub(super) fn read(text: &str, looks: &OddStyles, seen: &mut SheetAppearance) {
    // Most sheets look as they are read.
    let tells = ["hidden=", "strike", "vertAlign", "mergeCell ", "Header>", "Footer>"];
    if looks.are_plain() && !tells.iter().any(|tell| text.contains(tell)) {
        return;
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let (mut row, mut column) = (0, 0);
    let (mut cell, mut in_value) = (None::<SeenCell>, false);
    let mut margin: Option<String> = None;
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
                "mergeCell" => {
                    let area = attribute(&tag, "ref");
                    let corners = area.split_once(':').and_then(|(one, other)| cell_named(one).zip(cell_named(other)));
                    seen.merged.extend(corners);
                }
                name if is_margin(name) => margin = Some(String::new()),
                "vertAlign" if is_raised(&tag) => {
                    if let Some(cell) = &mut cell {
                        cell.is_raised = true;
                    }
                }
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
            Event::Text(text) => {
                if let Some(margin) = &mut margin {
                    margin.push_str(&text);
                }
            }
            // The codes of a margin begin so.
            Event::GeneralRef(name) => {
                if let Some(margin) = &mut margin {
                    margin.push(if name.as_ref() == "quot" { '"' } else { '&' });
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "v" => in_value = false,
                name if is_margin(name) => {
                    seen.margins.extend(margin.take().and_then(|code| margins::words(&code)));
                }
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
    let shared = cell.value.trim().parse().ok().filter(|_| cell.is_shared);
    let is_in = |texts: &BTreeSet<usize>| shared.is_some_and(|text| texts.contains(&text));
    if cell.is_struck || is_in(&looks.strings) || looks.struck.contains(&cell.style) {
        seen.struck.insert(cell.at);
    }
    if cell.is_raised || is_in(&looks.raised_strings) || looks.raised.contains(&cell.style) {
        seen.raised.insert(cell.at);
    }
    if let Some(format) = looks.formats.get(&cell.style).filter(|_| !cell.is_shared) {
        seen.formats.insert(cell.at, format.clone());
    }
}

/// Whether an element holds the words above or below a page.
fn is_margin(name: &str) -> bool {
    name.ends_with("Header") || name.ends_with("Footer")
}

/// Whether a row or a column is hidden.
fn is_hidden(tag: &BytesStart<'_>) -> bool {
    matches!(attribute(tag, "hidden").as_str(), "1" | "true")
}
