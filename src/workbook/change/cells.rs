//! The cells of a sheet as they stand in its part: some of them written anew, every other byte as it is.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rust_decimal::Decimal;

use super::formula::{CellValue, area};
use crate::source::{cell_named, column_name};
use crate::workbook::annotate::xml::{escaped, spliced, with_values};
use crate::workbook::draft::At;
use crate::workbook::write::look::height;

/// What is put into a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NewContent {
    /// Nothing.
    Empty,
    /// A number.
    Number(Decimal),
    /// A text.
    Text(String),
    /// A formula, without the sign before it.
    Formula(String),
}

/// What formulas come to now; none for one that this program cannot work out.
pub(super) type Results = BTreeMap<At, Option<CellValue>>;

/// A cell where it stands.
#[derive(Debug)]
struct CellText {
    column: u32,
    range: Range<usize>,
    /// The number of its format.
    style: Option<String>,
    /// What kind of value it says it has.
    kind: String,
    /// Its formula with its tags.
    formula: Option<Range<usize>>,
    /// Whether other cells take their formula from it.
    is_master: bool,
}

/// A row where it stands.
#[derive(Debug)]
struct RowText {
    number: u32,
    tag: Range<usize>,
    /// Where its end tag begins; its own end where it is one tag.
    close: usize,
    is_single: bool,
    cells: Vec<CellText>,
}

/// The part of a sheet, taken apart.
#[derive(Debug)]
pub(super) struct SheetText {
    text: String,
    rows: Vec<RowText>,
    /// Where its rows stand; with its tag where it has none.
    data: Range<usize>,
    is_empty: bool,
    /// Areas that one formula fills.
    arrays: Vec<(At, At)>,
    /// The widths of columns: the first, the last, characters.
    widths: Vec<(u32, u32, f64)>,
}

/// The value of an attribute.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|known| known.key.as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

impl SheetText {
    /// Takes the part of a sheet apart; none where it is written in a way that is not followed here.
    pub(super) fn of(text: String) -> Option<Self> {
        let mut sheet = Self {
            rows: Vec::new(),
            data: 0..0,
            is_empty: false,
            arrays: Vec::new(),
            widths: Vec::new(),
            text: String::new(),
        };
        let mut reader = Reader::from_str(&text);
        let mut is_inside = false;
        let mut is_root = true;
        loop {
            let start = usize::try_from(reader.buffer_position()).ok()?;
            let event = reader.read_event().ok()?;
            let range = start..usize::try_from(reader.buffer_position()).ok()?;
            match &event {
                Event::Start(tag) | Event::Empty(tag) => {
                    // Another prefix or namespace is another program's way.
                    if is_root && (tag.name().prefix().is_some() || text[range.clone()].contains("purl.oclc.org")) {
                        return None;
                    }
                    is_root = false;
                    let is_single = matches!(event, Event::Empty(_));
                    match tag.name().as_ref() {
                        "sheetData" if sheet.data.end == 0 => {
                            (is_inside, sheet.is_empty) = (!is_single, is_single);
                            sheet.data = if is_single { range } else { range.end..range.end };
                        }
                        "col" if !is_inside => sheet.widths.extend(width(tag)),
                        name if is_inside => sheet.begin(name, tag, range, is_single)?,
                        _ => {}
                    }
                }
                Event::End(tag) if is_inside => match tag.name().as_ref() {
                    "sheetData" => {
                        sheet.data.end = range.start;
                        is_inside = false;
                    }
                    "row" => sheet.rows.last_mut()?.close = range.start,
                    "c" => sheet.last_cell()?.range.end = range.end,
                    "f" => {
                        if let Some(formula) = &mut sheet.last_cell()?.formula {
                            formula.end = range.end;
                        }
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        (sheet.data.end > 0 && !is_inside).then_some(Self { text, ..sheet })
    }

    /// Notes an element within the rows.
    fn begin(&mut self, name: &str, tag: &BytesStart<'_>, range: Range<usize>, is_single: bool) -> Option<()> {
        match name {
            "row" => {
                let next = self.rows.last().map_or(1, |row| row.number + 2);
                let number = attribute(tag, "r").map_or(Some(next), |number| number.parse().ok())?.checked_sub(1)?;
                let is_later = self.rows.last().is_none_or(|row| row.number < number);
                self.rows.push(RowText { number, close: range.end, tag: range, is_single, cells: Vec::new() });
                is_later.then_some(())
            }
            "c" => {
                let row = self.rows.last_mut()?;
                let next = row.cells.last().map_or(0, |cell| cell.column + 1);
                let column = attribute(tag, "r").map_or(Some(next), |name| Some(cell_named(&name)?.1))?;
                let (style, kind) = (attribute(tag, "s"), attribute(tag, "t").unwrap_or_default());
                row.cells.push(CellText { column, range, style, kind, formula: None, is_master: false });
                Some(())
            }
            "f" => {
                let kind = attribute(tag, "t");
                let area = attribute(tag, "ref").map(|name| area(&name));
                match (kind.as_deref(), area) {
                    (Some("array" | "dataTable"), Some(area)) => self.arrays.push(area?),
                    (Some("shared"), Some(_)) => self.last_cell()?.is_master = true,
                    _ => {}
                }
                self.last_cell()?.formula = Some(range);
                Some(())
            }
            _ => Some(()),
        }
    }

    /// The cell that was begun last.
    fn last_cell(&mut self) -> Option<&mut CellText> {
        self.rows.last_mut()?.cells.last_mut()
    }

    /// A row by its number from 0.
    fn row(&self, number: u32) -> Option<&RowText> {
        let at = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        self.rows.get(at)
    }

    /// A cell.
    fn cell(&self, (row, column): At) -> Option<&CellText> {
        self.row(row)?.cells.iter().find(|cell| cell.column == column)
    }

    /// Whether a cell says that a number stands in it.
    pub(super) fn is_number(&self, at: At) -> bool {
        self.cell(at).is_some_and(|cell| matches!(cell.kind.as_str(), "" | "n"))
    }

    /// Whether a formula stands in a cell.
    pub(super) fn has_formula(&self, at: At) -> bool {
        self.cell(at).is_some_and(|cell| cell.formula.is_some())
    }

    /// The part with other contents of some cells, and other results of some formulas; none where a formula that
    /// others depend on would be lost.
    pub(super) fn changed(&self, new: &BTreeMap<At, NewContent>, results: &Results) -> Option<String> {
        let is_bound = |at: &At| {
            let is_of_array = self
                .arrays
                .iter()
                .any(|(first, last)| (first.0..=last.0).contains(&at.0) && (first.1..=last.1).contains(&at.1));
            is_of_array || self.cell(*at).is_some_and(|cell| cell.is_master)
        };
        if new.keys().any(is_bound) {
            return None;
        }
        let mut rows: BTreeMap<u32, Vec<(u32, String)>> = BTreeMap::new();
        let mut edits = Vec::new();
        for at in new.keys().chain(results.keys().filter(|at| !new.contains_key(at))) {
            let known = self.cell(*at);
            let made = self.made(*at, known, new.get(at), results.get(at).and_then(Option::as_ref));
            match known {
                Some(known) => edits.push((known.range.clone(), made)),
                None => rows.entry(at.0).or_default().push((at.1, made)),
            }
        }
        if self.is_empty && !rows.is_empty() {
            let rows = rows.iter().map(|(number, cells)| new_row(*number, cells));
            edits.push((self.data.clone(), format!("<sheetData>{}</sheetData>", rows.collect::<String>())));
        } else {
            edits.extend(rows.iter().flat_map(|(number, cells)| self.added(*number, cells)));
        }
        // A row is as tall as its tallest new text needs.
        let mut heights: BTreeMap<u32, f64> = BTreeMap::new();
        for (at, content) in new {
            let needed = self.height(*at, content).unwrap_or_default();
            let known = heights.entry(at.0).or_default();
            *known = known.max(needed);
        }
        edits.extend(heights.into_iter().filter_map(|(row, height)| self.taller(row, height)));
        Some(spliced(&self.text, edits))
    }

    /// A cell as it is written.
    fn made(&self, at: At, known: Option<&CellText>, new: Option<&NewContent>, result: Option<&CellValue>) -> String {
        let style = known.and_then(|cell| cell.style.as_ref());
        let style = style.map(|style| format!(" s=\"{}\"", escaped(style))).unwrap_or_default();
        let start = format!("<c r=\"{}{}\"{style}", column_name(at.1), at.0 + 1);
        let computed = |formula: &str| {
            let (kind, value) = match result {
                Some(CellValue::Number(number)) => ("", format!("<v>{number}</v>")),
                Some(CellValue::Text(text)) => (" t=\"str\"", format!("<v>{}</v>", escaped(text))),
                Some(CellValue::Flag(flag)) => (" t=\"b\"", format!("<v>{}</v>", u8::from(*flag))),
                Some(CellValue::Empty) => ("", "<v>0</v>".to_owned()),
                None => ("", String::new()),
            };
            format!("{start}{kind}>{formula}{value}</c>")
        };
        match new {
            Some(NewContent::Empty) => format!("{start}/>"),
            Some(NewContent::Number(number)) => format!("{start}><v>{number}</v></c>"),
            Some(NewContent::Text(text)) => {
                format!("{start} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(text))
            }
            Some(NewContent::Formula(formula)) => computed(&format!("<f>{}</f>", escaped(formula))),
            None => {
                let formula = known.and_then(|cell| cell.formula.clone());
                computed(formula.map_or("", |range| &self.text[range]))
            }
        }
    }

    /// The edits that put cells into a row that does not have them.
    fn added(&self, number: u32, cells: &[(u32, String)]) -> Vec<(Range<usize>, String)> {
        match self.row(number) {
            Some(row) if row.is_single => {
                let tag = self.text[row.tag.clone()].trim_end_matches("/>").trim_end();
                vec![(row.tag.clone(), format!("{tag}>{}</row>", joined(cells)))]
            }
            Some(row) => {
                let place = |(column, cell): &(u32, String)| {
                    let next = row.cells.iter().find(|known| known.column > *column);
                    let at = next.map_or(row.close, |next| next.range.start);
                    (at..at, cell.clone())
                };
                cells.iter().map(place).collect()
            }
            None => {
                let next = self.rows.iter().find(|row| row.number > number);
                let at = next.map_or(self.data.end, |next| next.tag.start);
                vec![(at..at, new_row(number, cells))]
            }
        }
    }

    /// How tall a row has to be for a new text in a column whose width is laid down.
    fn height(&self, (_, column): At, content: &NewContent) -> Option<f64> {
        let NewContent::Text(text) = content else { return None };
        let (.., width) = self.widths.iter().find(|(first, last, _)| (*first..=*last).contains(&column))?;
        Some(height(text, *width).max(20.0))
    }

    /// The edit that makes a row so tall, where its height is laid down and there is something to make it so.
    fn taller(&self, row: u32, height: f64) -> Option<(Range<usize>, String)> {
        let row = self.row(row).filter(|row| !row.is_single && height > 0.0)?;
        let tag = &self.text[row.tag.clone()];
        let with = with_values(tag, "ht", |_| Some(height.to_string()));
        (with != tag).then(|| (row.tag.clone(), with))
    }
}

/// Some cells one after the other.
fn joined(cells: &[(u32, String)]) -> String {
    cells.iter().map(|(_, cell)| cell.as_str()).collect()
}

/// A row of some cells.
fn new_row(number: u32, cells: &[(u32, String)]) -> String {
    format!("<row r=\"{}\">{}</row>", number + 1, joined(cells))
}

/// The width of columns, from 0.
fn width(tag: &BytesStart<'_>) -> Option<(u32, u32, f64)> {
    let number = |name: &str| attribute(tag, name)?.parse::<u32>().ok()?.checked_sub(1);
    Some((number("min")?, number("max")?, attribute(tag, "width")?.parse().ok()?))
}
