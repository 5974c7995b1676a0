//! A workbook with other contents of some cells: of its package only the sheets that are changed are written anew, and
//! there only those cells and what follows from them by formulas. Everything else stays as it is, byte for byte.
//!
//! Whoever makes a change reads the new workbook again before it is kept: what was laid out in a way that was not
//! thought of is refused then, never spoiled.

mod cells;
mod formula;
mod lines;
mod recalculated;
mod references;
mod rows;
mod worked_out;

use std::collections::BTreeMap;
use std::path::Path;

use super::annotate::package::{Package, RELATIONSHIPS};
use super::annotate::workbook_part;
use super::annotate::xml::{Skeleton, elements, escaped, spliced, values, with_values};
use super::prose;
use super::sheets::{self, Sheet};
use super::slots::CellSlots;
use super::words::{ADVANCED, BASICS, FIELDS, PARAGRAPHS, PROSE};
use super::write::table;
use crate::changes::Edit;
use crate::document::Document;
use crate::filing::{Entry, Field, FieldKind, List, Value};
use crate::form::{CellId, Editions, Form};
use crate::source::{CellPlace, Sources};
use cells::{NewContent, SheetText};
use recalculated::{ChangingSheet, ChangingSheets, recalculated};
use references::NewRows;
use rows::with_rows;

/// What is put into cells of a workbook.
#[derive(Debug, Default, Clone)]
pub struct NewCells {
    /// Into cells of its sheets.
    cells: BTreeMap<CellPlace, NewContent>,
    /// A sheet that it does not have yet: its name, and its rows.
    sheet: Option<(&'static str, Vec<Vec<String>>)>,
    /// Rows that are put in first; the cells are called as they are then.
    rows: Option<NewRows>,
}

/// A workbook whose cells can be given other contents.
#[derive(Debug)]
pub struct ChangeableWorkbook {
    /// What it says, not judged.
    pub document: Document,
    /// Where everything stands, or would.
    slots: CellSlots,
    /// How much in it was not used.
    pub left_out: usize,
}

impl ChangeableWorkbook {
    /// Reads a workbook; none where it cannot be read, or is no package whose parts can be changed.
    pub fn of(path: &Path, bytes: &[u8], place: (&Path, &Editions)) -> Option<Self> {
        // Nothing is changed, to see whether something could be.
        NewCells::default().put_into(bytes)?;
        Self::again(path, bytes, place)
    }

    /// Reads a workbook that was changed here.
    pub fn again(path: &Path, bytes: &[u8], place: (&Path, &Editions)) -> Option<Self> {
        let read = super::read(path, bytes, place, &Sources::default()).ok()?;
        Some(Self { document: read.document, slots: read.slots, left_out: read.left_out.len() })
    }

    /// A cell of this year's tables with another entry, or left to be worked out; nothing where that cannot be written.
    pub fn cell(&self, form: &Form, id: CellId, entry: Option<&Entry>) -> Option<NewCells> {
        let place = self.slots.cells.get(&id)?;
        let content = match entry {
            None => self.sum(form, id).unwrap_or(NewContent::Empty),
            Some(entry) => content(entry),
        };
        Some(NewCells { cells: BTreeMap::from([(place.clone(), content)]), ..NewCells::default() })
    }

    /// The formula that adds up a total, where all its parts stand on one sheet.
    fn sum(&self, form: &Form, id: CellId) -> Option<NewContent> {
        let place = self.slots.cells.get(&id)?;
        let sum = form.row_sum(id).or_else(|| form.sums.iter().find(|sum| sum.total == id))?;
        let part = |id: &CellId| {
            let part = self.slots.cells.get(id).filter(|part| part.sheet == place.sheet)?;
            Some((part.row, u16::try_from(part.column).ok()?))
        };
        let parts = table::ranges(&sum.parts.iter().map(part).collect::<Option<Vec<_>>>()?);
        Some(NewContent::Formula(format!("IF(COUNT({parts})=0,\"\",SUM({parts}))")))
    }

    /// A field with another text, or with none; nothing where it cannot be written.
    pub fn field(&self, field: &Field, text: &str) -> Option<NewCells> {
        let Some(slots) = self.slots.fields.get(&*field.path) else {
            return self.added(&FIELDS, BASICS, &[(0, &field.label), (1, text)]);
        };
        let number = text.parse().ok().filter(|_| matches!(field.kind, FieldKind::Year | FieldKind::Figure(_)));
        let content = |text: &str| match (text, number) {
            ("", _) => NewContent::Empty,
            (_, Some(number)) => NewContent::Number(number),
            (text, None) => NewContent::Text(text.to_owned()),
        };
        let FieldKind::List(joints) = field.kind else {
            // What says the same at several places goes on doing so.
            let filled = || slots.iter().filter(|(.., is_filled)| *is_filled);
            let places: Vec<&CellPlace> = match filled().next() {
                Some(_) => filled().map(|(_, place, _)| place).collect(),
                None => slots.first().map(|(_, place, _)| place).into_iter().collect(),
            };
            let cells = places.into_iter().map(|place| (place.clone(), content(text)));
            return Some(NewCells { cells: cells.collect(), ..NewCells::default() });
        };
        let list = slots.iter().find(|(.., is_filled)| *is_filled).or(slots.first())?.0;
        let places: Vec<&CellPlace> = slots.iter().filter(|(of, ..)| *of == list).map(|(_, place, _)| place).collect();
        let texts: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let joint = joints.first().map(char::to_string);
        if texts.len() > places.len() && joint.is_none() {
            return None;
        }
        let cells = places.iter().enumerate().map(|(number, place)| {
            let own = if number + 1 == places.len() { texts.get(number..) } else { texts.get(number..=number) };
            let text = own.unwrap_or_default().join(joint.as_deref().unwrap_or_default());
            ((*place).clone(), content(&text))
        });
        Some(NewCells { cells: cells.collect(), ..NewCells::default() })
    }

    /// The prose at a path with another text, a line a paragraph, in every way that it can be written, the best first:
    /// with as many rows as it needs, then in those that there are.
    pub fn prose(&self, form: &Form, path: &str, text: &str) -> Vec<NewCells> {
        let Some(slots) = self.slots.prose.get(path) else {
            let called = prose::called(form, path);
            let added = called.and_then(|called| self.added(&PARAGRAPHS, PROSE, &[(0, &called), (2, text)]));
            return added.into_iter().collect();
        };
        let grown = || {
            let (last, _) = slots.last()?;
            let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
            let count = u32::try_from(lines.checked_sub(slots.len())?).ok().filter(|count| *count > 0)?;
            let below = |number: u32| (CellPlace { row: last.row + number, ..last.clone() }, String::new());
            let all: Vec<_> = slots.iter().cloned().chain((1..=count).map(below)).collect();
            let rows = NewRows { sheet: last.sheet.to_string(), above: last.row, count };
            Some(NewCells { cells: lines::spread(text, &all)?, rows: Some(rows), ..NewCells::default() })
        };
        let spread = || Some(NewCells { cells: lines::spread(text, slots)?, ..NewCells::default() });
        grown().into_iter().chain(spread()).collect()
    }

    /// A section of one's own after an official one; nothing where it cannot be written.
    pub fn add_section(&self, form: &Form, after: &str, title: &str) -> Option<NewCells> {
        self.added(&PARAGRAPHS, PROSE, &[(0, &prose::extra_called(form, after)?), (1, title)])
    }

    /// No section of one's own any more that has this number in the document; nothing where it cannot be written.
    pub fn remove_section(&self, number: usize) -> Option<NewCells> {
        let slots = |part: &str| self.slots.prose.get(&prose::extra_path(number, part));
        let all = ["name", "title", "text"].into_iter().filter_map(slots).flatten();
        let cells: BTreeMap<_, _> = all.map(|(place, _)| (place.clone(), NewContent::Empty)).collect();
        (!cells.is_empty()).then_some(NewCells { cells, ..NewCells::default() })
    }

    /// An entry of a list, added behind the others.
    pub fn add(&self, list: &List, texts: &[(&str, &str)]) -> Option<NewCells> {
        let headings: Vec<&str> = list.columns.iter().map(|column| &*column.heading).collect();
        let column = |key: &str| list.columns.iter().position(|column| column.key == key);
        let texts = texts.iter().map(|(key, text)| Some((column(key)?, *text))).collect::<Option<Vec<_>>>()?;
        self.added(&headings, ADVANCED, &texts)
    }

    /// A row of a list, where one is free, else on a sheet of its own: texts under the headings of some numbers.
    fn added(&self, headings: &[&str], name: &'static str, texts: &[(usize, &str)]) -> Option<NewCells> {
        let needed: Vec<usize> = texts.iter().map(|(number, _)| *number).collect();
        let text = |text: &str| NewContent::Text(text.to_owned());
        if let Some(free) = self.slots.free(headings, &needed) {
            let cells = texts.iter().filter_map(|(number, own)| Some((free.get(*number)?.clone()?, text(own))));
            return Some(NewCells { cells: cells.collect(), ..NewCells::default() });
        }
        let mut row = vec![String::new(); headings.len()];
        texts.iter().for_each(|(number, text)| row[*number] = (*text).to_owned());
        let heads = headings.iter().map(|&heading| heading.to_owned()).collect();
        Some(NewCells { sheet: Some((name, vec![heads, row])), ..NewCells::default() })
    }
}

impl NewCells {
    /// Adds others.
    pub fn extend(&mut self, others: Self) {
        self.cells.extend(others.cells);
        self.sheet = self.sheet.take().or(others.sheet);
    }

    /// The workbook in `bytes` with them; none where it is laid out in a way that is not followed here.
    pub fn put_into(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let grown = self.rows.as_ref().map(|rows| with_rows(bytes, rows));
        let bytes = match &grown {
            Some(grown) => grown.as_deref()?,
            None => bytes,
        };
        changed(bytes, &sheets::read(bytes, |_| true).ok()?, self)
    }
}

/// An entry as a cell holds it.
fn content(entry: &Entry) -> NewContent {
    match (&entry.value, &entry.note) {
        (Value::Unknown, _) if entry.shown.is_empty() => NewContent::Empty,
        (Value::Number(number), None) if number.to_string() == entry.shown => NewContent::Number(*number),
        _ => NewContent::Text(entry.spelled()),
    }
}

/// A workbook with changes of the texts that were read from it; none where one of them cannot be made: a cell is worked
/// out by a formula, or the workbook is laid out in a way that is not followed here. The changes do not overlap.
pub fn edited(bytes: &[u8], sources: &Sources, edits: &[Edit]) -> Option<Vec<u8>> {
    let sheets = sheets::read(bytes, |_| true).ok()?;
    let content =
        |place: &CellPlace| sheets.iter().find(|sheet| sheet.name == place.sheet)?.get(place.row, place.column);
    let now = |place: &CellPlace| content(place).map_or(String::new(), |content| content.text().to_owned());
    let is_computed = |place: &CellPlace| content(place).is_none_or(|content| content.formula().is_some());
    let cells = lines::edited(sources, edits, &now)?;
    if cells.keys().any(is_computed) {
        return None;
    }
    changed(bytes, &sheets, &NewCells { cells, ..NewCells::default() })
}

/// A workbook, whose sheets were read, with other contents of cells.
fn changed(bytes: &[u8], read: &[Sheet], new: &NewCells) -> Option<Vec<u8>> {
    let mut package = Package::open(bytes)?;
    let workbook = workbook_part(&mut package)?;
    let relations = package.relations(&workbook)?;
    let names = elements(&package.text(&workbook)?, "sheet", ["name", "id"])?;
    let mut parts = BTreeMap::new();
    let mut sheets = ChangingSheets::new();
    for [name, id] in &names {
        let part = relations.iter().find(|relation| relation.id == *id)?;
        let Some(sheet) = read.iter().find(|sheet| *sheet.name == **name).filter(|_| part.kind == "worksheet") else {
            continue;
        };
        let text = SheetText::of(package.text(&part.target)?)?;
        parts.insert(name.clone(), part.target.clone());
        sheets.insert(name.clone(), ChangingSheet { sheet, text, new: BTreeMap::new() });
    }
    for (place, content) in &new.cells {
        sheets.get_mut(&*place.sheet)?.new.insert((place.row, place.column), content.clone());
    }
    let results = recalculated(&sheets)?;
    let none = cells::Results::new();
    for (name, sheet) in &sheets {
        let results = results.get(name).unwrap_or(&none);
        if !sheet.new.is_empty() || !results.is_empty() {
            package.put(parts.get(name)?, sheet.text.changed(&sheet.new, results)?);
        }
    }
    // The order in which formulas were worked out names those that there were.
    let is_other = |sheet: &ChangingSheet<'_>| {
        let formula = |(at, content): (&(u32, u32), &NewContent)| {
            sheet.text.has_formula(*at) || matches!(content, NewContent::Formula(_))
        };
        sheet.new.iter().any(formula)
    };
    if let Some(chain) = relations.iter().find(|relation| relation.kind == "calcChain")
        && sheets.values().any(is_other)
    {
        package.remove(&workbook, &chain.target)?;
    }
    if results.values().flat_map(BTreeMap::values).any(Option::is_none) {
        let text = package.text(&workbook)?;
        package.put(&workbook, worked_out_on_opening(&text)?);
    }
    if let Some((name, rows)) = &new.sheet {
        add_sheet(&mut package, &workbook, name, rows)?;
    }
    package.finish()
}

/// The part that names the sheets, saying that all formulas are worked out when the workbook is opened.
fn worked_out_on_opening(text: &str) -> Option<String> {
    let outline = Skeleton::of(text)?;
    let whole = "fullCalcOnLoad";
    match outline.named("calcPr").next() {
        Some(tag) if !values(&text[tag.range.clone()], whole).is_empty() => {
            let with = with_values(&text[tag.range.clone()], whole, |_| Some("1".to_owned()));
            Some(spliced(text, vec![(tag.range.clone(), with)]))
        }
        Some(tag) => {
            let at = tag.range.start + "<calcPr".len();
            Some(spliced(text, vec![(at..at, format!(" {whole}=\"1\""))]))
        }
        None => {
            let at = outline.after(BEFORE_CALCULATION);
            Some(spliced(text, vec![(at..at, format!("<calcPr {whole}=\"1\"/>"))]))
        }
    }
}

/// What stands in a workbook before how it is worked out (ECMA-376 part 1, 18.2.27).
const BEFORE_CALCULATION: &[&str] = &[
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
];

/// Adds a sheet behind all others.
fn add_sheet(package: &mut Package<'_>, workbook: &str, name: &str, rows: &[Vec<String>]) -> Option<()> {
    let cell = |(column, text): (u32, &String)| (column, NewContent::Text(text.clone()));
    let filled = (0..).zip(rows).flat_map(|(row, texts)| {
        let filled = (0..).zip(texts).filter(|(_, text)| !text.is_empty());
        filled.map(cell).map(move |(column, content)| ((row, column), content)).collect::<Vec<_>>()
    });
    let empty = SheetText::of(NEW_SHEET.to_owned())?;
    let text = empty.changed(&filled.collect(), &cells::Results::new())?;
    let part = package.free("xl/worksheets/sheet", ".xml");
    package.put(&part, text);
    package.declare(&part, super::annotate::KIND_OF_SHEET)?;
    let id = package.relate(workbook, "worksheet", &part)?;
    let text = package.text(workbook)?;
    let names = elements(&text, "sheet", ["name", "sheetId"])?;
    let is_free = |name: &String| names.iter().all(|[known, _]| !known.eq_ignore_ascii_case(name));
    let name = std::iter::once(name.to_owned()).chain((2..).map(|n| format!("{name}{n}"))).find(is_free)?;
    let number = names.iter().filter_map(|[_, number]| number.parse::<u32>().ok()).max()?.checked_add(1)?;
    let outline = Skeleton::of(&text)?;
    let sheets = outline.named("sheets").next()?;
    let at = sheets.range.start + text[sheets.range.clone()].rfind("</")?;
    let name = escaped(&name);
    let entry = format!("<sheet xmlns:r=\"{RELATIONSHIPS}\" name=\"{name}\" sheetId=\"{number}\" r:id=\"{id}\"/>");
    package.put(workbook, spliced(&text, vec![(at..at, entry)]));
    Some(())
}

/// A sheet with nothing in it, as wide as lists are.
const NEW_SHEET: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet \
xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cols><col min=\"1\" max=\"1\" width=\"26\" \
customWidth=\"1\"/><col min=\"2\" max=\"3\" width=\"60\" customWidth=\"1\"/></cols><sheetData/></worksheet>";
