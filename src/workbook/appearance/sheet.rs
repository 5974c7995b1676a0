//! What is seen of the cells of a sheet.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::attributes::{attribute, is_on};
use super::conditions::{CellArea, Condition, ConditionalLook, Test};
use super::formats::{OddStyles, conditional, is_raised};
use super::{SheetAppearance, THIN_COLUMN_PARTS, THIN_ROW, margins};
use crate::source::cell_named;
use crate::workbook::limits::{LAST_COLUMN, LAST_ROW};

/// A cell being read: its place, its style, whether it has a text and that is one of the shared ones, and what stands in it.
#[derive(Default)]
struct SeenCell {
    at: (u32, u32),
    style: usize,
    is_shared: bool,
    is_text: bool,
    value: String,
    is_struck: bool,
    is_raised: bool,
}

/// A format under a condition that is being read: the kind of it, how it compares, with what, and what becomes of cells.
#[derive(Default)]
struct OpenCondition {
    kind: String,
    operator: String,
    formulas: Vec<String>,
    look: ConditionalLook,
}

/// What of the part of a sheet makes it look otherwise than it is read, where the styles of its cells do not.
const TELLS: [&str; 12] = [
    ":dxf",
    "hidden=",
    "ht=\"0",
    "ht=\"1\"",
    "ht=\"1.",
    "width=\"0",
    "strike",
    "vertAlign",
    "mergeCell ",
    "Header>",
    "Footer>",
    "showValue=",
];

/// A walk through the part of a sheet.
struct SheetWalk<'s> {
    looks: &'s OddStyles,
    seen: &'s mut SheetAppearance,
    /// The row that is being read, from 1, and the column of the next cell.
    row: u32,
    column: u32,
    cell: Option<SeenCell>,
    in_value: bool,
    /// The words above or below the pages that are being read.
    margin: Option<String>,
    /// The cells of the conditions that come next, and the one that is being read.
    areas: Vec<CellArea>,
    condition: Option<OpenCondition>,
    in_bound: bool,
    /// The conditions whose cells are still to come, as those of newer versions do, and whether they are being read.
    pending: Vec<OpenCondition>,
    in_cells: bool,
    /// What becomes of cells, where a condition says so itself, and the part of it that was begun last.
    own: Vec<ConditionalLook>,
    part: String,
}

/// Reads the part of a sheet.
pub(super) fn read(text: &str, looks: &OddStyles, seen: &mut SheetAppearance) {
    // Most sheets look as they are read.
    if looks.are_plain() && !TELLS.iter().any(|tell| text.contains(tell)) {
        return;
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut walk = SheetWalk {
        looks,
        seen,
        row: 0,
        column: 0,
        cell: None,
        in_value: false,
        margin: None,
        areas: Vec::new(),
        condition: None,
        in_bound: false,
        pending: Vec::new(),
        in_cells: false,
        own: Vec::new(),
        part: String::new(),
    };
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => walk.start(&tag),
            Event::Text(text) => walk.take(&text),
            // The codes of words above and below pages begin so.
            Event::GeneralRef(name) => walk.take(match name.as_ref() {
                "quot" => "\"",
                "lt" => "<",
                "gt" => ">",
                _ => "&",
            }),
            Event::End(tag) => walk.end(tag.local_name().as_ref()),
            Event::Eof => return,
            _ => {}
        }
    }
}

impl SheetWalk<'_> {
    /// Takes the beginning of an element.
    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "col" if is_hidden(tag) || is_below(tag, "width", 1.0 / f64::from(THIN_COLUMN_PARTS)) => {
                let bound = |name: &str| attribute(tag, name).parse::<u32>().unwrap_or(1).clamp(1, LAST_COLUMN + 1);
                self.seen.columns.push(bound("min") - 1..=bound("max") - 1);
            }
            "row" => {
                self.row = attribute(tag, "r").parse().unwrap_or(self.row + 1);
                self.column = 0;
                if (is_hidden(tag) || is_below(tag, "ht", f64::from(THIN_ROW)))
                    && (1..=LAST_ROW + 1).contains(&self.row)
                {
                    self.seen.rows.insert(self.row - 1);
                }
            }
            "c" => {
                let at = cell_named(&attribute(tag, "r")).unwrap_or((self.row.saturating_sub(1), self.column));
                self.column = at.1 + 1;
                let style = attribute(tag, "s").parse().unwrap_or(0);
                let kind = attribute(tag, "t");
                let (is_shared, is_text) = (kind == "s", ["s", "str", "inlineStr"].contains(&kind.as_str()));
                self.cell = Some(SeenCell { at, style, is_shared, is_text, ..SeenCell::default() });
            }
            "v" => self.in_value = true,
            "mergeCell" => {
                self.seen.merged.extend(area(&attribute(tag, "ref")).filter(|(first, last)| first != last));
            }
            name if is_margin(name) => self.margin = Some(String::new()),
            "conditionalFormatting" => {
                self.areas = attribute(tag, "sqref").split_whitespace().filter_map(area).collect();
            }
            "cfRule" => {
                let number = attribute(tag, "dxfId").parse::<usize>().ok();
                let look = number.and_then(|number| self.looks.conditional.get(number));
                self.condition = Some(OpenCondition {
                    kind: attribute(tag, "type"),
                    operator: attribute(tag, "operator"),
                    look: look.cloned().unwrap_or_default(),
                    ..OpenCondition::default()
                });
            }
            "dataBar" | "iconSet" if matches!(attribute(tag, "showValue").as_str(), "0" | "false") => {
                let (kind, look) = ("notContainsBlanks".to_owned(), ConditionalLook::drawn());
                self.pending.push(OpenCondition { kind, look, ..OpenCondition::default() });
            }
            "sqref" => self.in_cells = true,
            name if !self.own.is_empty() || name == "dxf" => {
                conditional(name, (tag, &self.looks.theme), &mut self.part, &mut self.own);
            }
            "formula" | "f" if self.condition.is_some() => {
                self.in_bound = true;
                self.condition.iter_mut().for_each(|condition| condition.formulas.push(String::new()));
            }
            "vertAlign" if is_raised(tag) => self.cell.iter_mut().for_each(|cell| cell.is_raised = true),
            "strike" if is_on(tag) => self.cell.iter_mut().for_each(|cell| cell.is_struck = true),
            _ => {}
        }
    }

    /// Takes a text.
    fn take(&mut self, text: &str) {
        if let Some(margin) = &mut self.margin {
            margin.push_str(text);
        } else if self.in_cells {
            self.areas.extend(text.split_whitespace().filter_map(area));
        } else if let Some(condition) = self.condition.as_mut().filter(|_| self.in_bound) {
            condition.formulas.last_mut().into_iter().for_each(|formula| formula.push_str(text));
        } else if let Some(cell) = self.cell.as_mut().filter(|_| self.in_value) {
            cell.value.push_str(text);
        }
    }

    /// Puts the conditions of some cells, which may come before or behind them.
    fn settle(&mut self) {
        let areas = std::mem::take(&mut self.areas);
        // Formulas are written for the corner of all areas.
        let corner = |one: (u32, u32), other: (u32, u32)| (one.0.min(other.0), one.1.min(other.1));
        let base = areas.iter().map(|(first, _)| *first).reduce(corner);
        for open in self.pending.drain(..) {
            let test = base.and_then(|base| Test::new(&open.kind, &open.operator, &open.formulas, base));
            self.seen.conditions.extend(test.map(|test| Condition { areas: areas.clone(), test, look: open.look }));
        }
    }

    /// Takes the end of an element.
    fn end(&mut self, name: &str) {
        match name {
            "v" => self.in_value = false,
            "formula" | "f" => self.in_bound = false,
            "sqref" => self.in_cells = false,
            "dxf" => {
                let own = self.own.drain(..).next();
                self.condition.iter_mut().zip(own).for_each(|(condition, own)| condition.look = own);
            }
            "cfRule" => self.pending.extend(self.condition.take().filter(|open| open.look.is_odd())),
            "conditionalFormatting" => self.settle(),
            name if is_margin(name) => {
                self.seen.margins.extend(self.margin.take().and_then(|code| margins::words(&code)));
            }
            "c" => {
                if let Some(cell) = self.cell.take() {
                    put(cell, self.looks, self.seen);
                }
            }
            _ => {}
        }
    }
}

/// Takes a cell that looks otherwise than it is read.
fn put(cell: SeenCell, looks: &OddStyles, seen: &mut SheetAppearance) {
    let shared = cell.value.trim().parse().ok().filter(|_| cell.is_shared);
    let is_in = |texts: &BTreeSet<usize>| shared.is_some_and(|text| texts.contains(&text));
    if cell.is_struck || is_in(&looks.strings) {
        seen.struck.insert(cell.at);
    }
    if cell.is_raised || is_in(&looks.raised_strings) {
        seen.raised.insert(cell.at);
    }
    if cell.is_struck || cell.is_raised || is_in(&looks.strings) || is_in(&looks.raised_strings) {
        seen.in_part.insert(cell.at);
    }
    if is_in(&looks.symbol_strings) {
        seen.symbols.insert(cell.at);
    }
    looks.looks.put(seen, cell.at, cell.style, !cell.is_text);
}

/// The first and the last cell of an area that is named by them, or by its only one.
fn area(name: &str) -> Option<CellArea> {
    let (first, last) = name.split_once(':').unwrap_or((name, name));
    cell_named(first).zip(cell_named(last))
}

/// Whether an element holds the words above or below a page.
fn is_margin(name: &str) -> bool {
    name.ends_with("Header") || name.ends_with("Footer")
}

/// Whether a row or a column is hidden.
fn is_hidden(tag: &BytesStart<'_>) -> bool {
    matches!(attribute(tag, "hidden").as_str(), "1" | "true")
}

/// Whether a row or a column has a size in which nothing is seen, which hides it as well.
fn is_below(tag: &BytesStart<'_>, size: &str, least: f64) -> bool {
    attribute(tag, size).parse::<f64>().is_ok_and(|size| size < least)
}
