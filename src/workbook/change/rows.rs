//! Rows put between those of a sheet: all that stands below goes down, and whatever names it says its new place.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::references::{NewRows, moved_area, moved_areas, moved_formula, moved_row};
use crate::workbook::annotate::package::Package;
use crate::workbook::annotate::workbook_part;
use crate::workbook::annotate::xml::{elements, escaped, spliced, values};

/// What a sheet may refer to whose rows go down that stands at no row.
const PLACELESS: [&str; 2] = ["hyperlink", "printerSettings"];

/// What it may refer to that says the rows of notes: what is written in them, and how they are drawn.
const NOTES: [&str; 2] = ["comments", "vmlDrawing"];

/// What elements of a sheet hold that names cells by a formula.
const FORMULAS: [&str; 4] = ["f", "formula", "formula1", "formula2"];

/// The workbook with rows put in; none where something names rows in a way that is not followed here.
pub(super) fn with_rows(bytes: &[u8], new: &NewRows) -> Option<Vec<u8>> {
    let mut package = Package::open(bytes)?;
    let workbook = workbook_part(&mut package)?;
    let relations = package.relations(&workbook)?;
    let text = package.text(&workbook)?;
    for [name, id] in &elements(&text, "sheet", ["name", "id"])? {
        let part = relations.iter().find(|relation| relation.id == *id)?;
        let is_own = *name == new.sheet;
        if is_own {
            for other in package.relations(&part.target)? {
                match other.kind.as_str() {
                    kind if NOTES.contains(&kind) => {
                        let moved = moved_notes(&package.text(&other.target)?, new)?;
                        package.put(&other.target, moved);
                    }
                    kind if PLACELESS.contains(&kind) => {}
                    _ => return None,
                }
            }
            (part.kind == "worksheet").then_some(())?;
        }
        let sheet = package.text(&part.target)?;
        let moved = moved_sheet(&sheet, is_own, new)?;
        if moved != sheet {
            package.put(&part.target, moved);
        }
    }
    let named = moved_texts(&text, &["definedName"], |formula| moved_formula(formula, false, new))?;
    package.put(&workbook, spliced(&text, named));
    // Charts and the like name cells as well.
    let others = ["xl/charts/", "xl/pivotCache/"].into_iter().flat_map(|folder| package.texts(folder));
    if others.into_iter().any(|part| part.contains(&escaped(&new.sheet))) {
        return None;
    }
    if let Some(chain) = relations.iter().find(|relation| relation.kind == "calcChain") {
        package.remove(&workbook, &chain.target)?;
    }
    package.finish()
}

/// The part of a sheet, with all it says of rows that went down; its own rows go down where it is the one.
fn moved_sheet(text: &str, is_own: bool, new: &NewRows) -> Option<String> {
    let mut edits = moved_texts(text, &FORMULAS, |formula| moved_formula(formula, is_own, new))?;
    let shares =
        |tag: &BytesStart<'_>| tag.attributes().with_checks(false).flatten().any(|one| &*one.value == "shared");
    let mut reader = Reader::from_str(text);
    let (mut template, mut place, mut breaks) = (RowTemplate::default(), None, false);
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let end = usize::try_from(reader.buffer_position()).ok()?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.local_name();
                let name = name.as_ref();
                let names_sheet =
                    || text[start..].split("</").next().is_some_and(|rest| rest.contains(&escaped(&new.sheet)));
                if name == "f" && shares(tag) && (is_own || names_sheet()) {
                    return None;
                }
                let tag = &text[start..end];
                if name == "hyperlink" {
                    edits.extend(value(tag, start, "location", |place| moved_formula(place, false, new))?);
                }
                if !is_own {
                    continue;
                }
                match name {
                    "row" => {
                        let number = values(tag, "r").first()?.1.parse::<u32>().ok()?.checked_sub(1)?;
                        if number > new.above && place.is_none() {
                            place = Some(start);
                        }
                        template.row(number == new.above, tag);
                        edits.extend(value(tag, start, "r", |row| moved_row(row, new))?);
                    }
                    "c" => {
                        template.cell(tag)?;
                        edits.extend(value(tag, start, "r", |cell| moved_area(cell, new))?);
                    }
                    "rowBreaks" => breaks = true,
                    "colBreaks" => breaks = false,
                    "brk" if breaks => edits.extend(value(tag, start, "id", |row| moved_row(row, new))?),
                    _ => {
                        for names in ["ref", "sqref", "activeCell", "topLeftCell"] {
                            edits.extend(value(tag, start, names, |area| moved_areas(area, new))?);
                        }
                    }
                }
            }
            Event::End(tag) if is_own && tag.local_name().as_ref() == "sheetData" => {
                place = place.or(Some(start));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if is_own {
        edits.extend(moved_texts(text, &["sqref"], |areas| moved_areas(areas, new))?);
        edits.push((place?..place?, template.rows(new)));
    }
    Some(spliced(text, edits))
}

/// The part of the notes of a sheet, or of how they are drawn, with the rows they stand at now.
fn moved_notes(text: &str, new: &NewRows) -> Option<String> {
    let below = |row: &str| {
        let row: u32 = row.trim().parse().ok()?;
        Some((if row > new.above { row + new.count } else { row }).to_string())
    };
    let anchor = |numbers: &str| {
        let number = |(at, number): (usize, &str)| if at % 4 == 2 { below(number) } else { Some(number.to_owned()) };
        Some(numbers.split(',').enumerate().map(number).collect::<Option<Vec<_>>>()?.join(","))
    };
    let mut edits = moved_texts(text, &["Row"], below)?;
    edits.extend(moved_texts(text, &["Anchor"], anchor)?);
    let mut reader = Reader::from_str(text);
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        match reader.read_event().ok()? {
            Event::Start(tag) if tag.local_name().as_ref() == "comment" => {
                let end = usize::try_from(reader.buffer_position()).ok()?;
                edits.extend(value(&text[start..end], start, "ref", |area| moved_areas(area, new))?);
            }
            Event::Eof => return Some(spliced(text, edits)),
            _ => {}
        }
    }
}

/// The edits that change the texts of all elements of some names.
fn moved_texts(
    text: &str,
    names: &[&str],
    change: impl Fn(&str) -> Option<String>,
) -> Option<Vec<(Range<usize>, String)>> {
    let mut reader = Reader::from_str(text);
    let (mut edits, mut from) = (Vec::new(), None);
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        match reader.read_event().ok()? {
            Event::Start(tag) if names.contains(&tag.local_name().as_ref()) => {
                from = Some(usize::try_from(reader.buffer_position()).ok()?);
            }
            Event::End(tag) if names.contains(&tag.local_name().as_ref()) => {
                let range = from.take()?..start;
                let said = quick_xml::escape::unescape(&text[range.clone()]).ok()?;
                let moved = change(&said)?;
                if *moved != *said {
                    edits.push((range, escaped(&moved)));
                }
            }
            Event::Eof => return Some(edits),
            _ => {}
        }
    }
}

/// The edit that changes an attribute of a tag, where it has it.
fn value(
    tag: &str,
    start: usize,
    name: &str,
    change: impl Fn(&str) -> Option<String>,
) -> Option<Option<(Range<usize>, String)>> {
    let found = values(tag, name).into_iter().find(|(range, _)| !tag[..range.start].ends_with(&format!(":{name}=\"")));
    let Some((range, known)) = found else { return Some(None) };
    let said = quick_xml::escape::unescape(known).ok()?;
    let moved = change(&said)?;
    Some((*moved != *said).then(|| (start + range.start..start + range.end, escaped(&moved))))
}

/// How the row looks that new rows are like.
#[derive(Default)]
struct RowTemplate {
    is_open: bool,
    /// Its tag without what numbers it.
    tag: String,
    /// The columns of its cells, with their styles.
    cells: BTreeMap<String, String>,
}

impl RowTemplate {
    /// Begins a row, which may be the one.
    fn row(&mut self, is_it: bool, tag: &str) {
        self.is_open = is_it;
        if is_it {
            self.tag = tag.trim_end_matches('>').trim_end_matches('/').to_owned();
        }
    }

    /// Notes a cell of a row.
    fn cell(&mut self, tag: &str) -> Option<()> {
        let name = values(tag, "r").first()?.1;
        if self.is_open
            && let Some((_, style)) = values(tag, "s").first()
        {
            let column = name.trim_end_matches(|c: char| c.is_ascii_digit());
            self.cells.insert(column.to_owned(), (*style).to_owned());
        }
        Some(())
    }

    /// New rows that look like it.
    fn rows(&self, new: &NewRows) -> String {
        let tag = if self.tag.is_empty() { "<row r=\"\"" } else { &self.tag };
        let row = |row: u32| {
            let at = values(tag, "r").first().map(|(range, _)| range.clone()).unwrap_or_default();
            let tag = spliced(tag, vec![(at, row.to_string())]);
            let cell = |(column, style): (&String, &String)| format!("<c r=\"{column}{row}\" s=\"{style}\"/>");
            format!("{tag}>{}</row>", self.cells.iter().map(cell).collect::<String>())
        };
        (new.above + 2..new.above + 2 + new.count).map(row).collect()
    }
}
