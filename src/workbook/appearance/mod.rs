//! What is seen of a workbook otherwise than it is read: hidden rows and columns, words that are struck out, raised or of
//! the colour behind them, numbers that their format shows as others, text boxes and pictures. The reader of workbooks gives none of it.

mod attributes;
mod binary;
mod binary_conditions;
mod comments;
mod conditions;
mod drawn;
mod formats;
mod ink;
mod margins;
mod money;
mod numerals;
mod open_document;
mod packed_binary;
mod sections;
mod sheet;
mod styles;
mod told;
mod unseen;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::rc::Rc;

use super::annotate::package::Package;
use super::annotate::workbook_part;
use super::annotate::xml::elements;
use super::archive::old_stream;
use super::words::NAMES;
use conditions::{CellArea, Condition};
pub(crate) use ink::{Colour, WHITE, is_unseen, is_unseen_on_white};
use numerals::{NumberFormat, Seen};
pub(super) use told::{beside, tell};

/// What is seen of the sheets, by their names.
pub(crate) type Appearance = BTreeMap<String, SheetAppearance>;

/// What is seen of a sheet.
#[derive(Debug, Default)]
pub(crate) struct SheetAppearance {
    /// Rows that are hidden.
    rows: BTreeSet<u32>,
    /// Columns that are hidden.
    columns: Vec<RangeInclusive<u32>>,
    /// Cells in which something is struck out.
    struck: BTreeSet<(u32, u32)>,
    /// Cells of which a part is struck out or set beside the line, as the text in them says.
    in_part: BTreeSet<(u32, u32)>,
    /// Cells in which something is set above or below the line.
    raised: BTreeSet<(u32, u32)>,
    /// Cells in which something is seen as marks, by its face.
    symbols: BTreeSet<(u32, u32)>,
    /// Cells whose characters have the colour of what is behind them.
    faint: BTreeSet<(u32, u32)>,
    /// Formats that hide cells under a condition.
    conditions: Vec<Condition>,
    /// The formats of cells with texts, where texts are seen otherwise in them.
    text_formats: BTreeMap<(u32, u32), Rc<NumberFormat>>,
    /// The formats of cells with numbers.
    formats: BTreeMap<(u32, u32), Rc<NumberFormat>>,
    /// Numbers that are known to be seen as others.
    shown: BTreeMap<(u32, u32), Seen>,
    /// Areas of merged cells, of which only the first is seen: from there to the last.
    merged: Vec<CellArea>,
    /// Words above and below the pages.
    margins: Vec<String>,
    /// Texts of boxes, each with the cell that it lies over.
    boxes: Vec<((u32, u32), String)>,
    /// Comments of others than this program, each with its cell.
    comments: Vec<((u32, u32), String)>,
    /// Pictures, each by the cell that it lies over.
    pictures: Vec<(u32, u32)>,
}

/// Points of height below which nothing is seen of a row.
const THIN_ROW: u16 = 2;

/// As this part of a character a column is so narrow that nothing is seen of it.
const THIN_COLUMN_PARTS: u16 = 2;

/// Areas of one kind on a sheet that every cell is held against; a form has some dozens.
const MOST_AREAS: usize = 2_000;

impl SheetAppearance {
    /// Whether a cell is hidden.
    fn hides(&self, (row, column): (u32, u32)) -> bool {
        self.rows.contains(&row) || self.columns.iter().take(MOST_AREAS).any(|columns| columns.contains(&column))
    }

    /// Whether nothing is seen of a cell: it is hidden, or its characters have the colour of what is behind them.
    pub(crate) fn is_unseen(&self, at: (u32, u32)) -> bool {
        self.hides(at) || self.faint.contains(&at)
    }

    /// The comments of others than this program, each with its cell.
    pub(crate) fn comments(&self) -> &[((u32, u32), String)] {
        &self.comments
    }

    /// Whether something is struck out in a cell.
    pub(crate) fn is_struck(&self, at: (u32, u32)) -> bool {
        self.struck.contains(&at)
    }

    /// The formats under conditions that hold for a cell, or of which that is not known, with whether it is.
    fn holding<'s>(
        &'s self,
        at: (u32, u32),
        text: &'s dyn Fn((u32, u32)) -> String,
    ) -> impl Iterator<Item = (&'s Condition, bool)> {
        let holds = move |condition: &'s Condition| match condition.holds(at, text) {
            Some(holds) => holds.then_some((condition, true)),
            None => Some((condition, false)),
        };
        self.conditions.iter().take(MOST_AREAS).filter_map(holds)
    }

    /// Areas of merged cells, each from its first cell to its last.
    pub(super) fn merged_areas(&self) -> impl Iterator<Item = &CellArea> {
        self.merged.iter().take(MOST_AREAS).filter(|(first, last)| first != last)
    }

    /// Whether another cell lies over one.
    fn covers(&self, (row, column): (u32, u32)) -> bool {
        self.merged.iter().take(MOST_AREAS).any(|(first, last)| {
            let is_inside = (first.0..=last.0).contains(&row) && (first.1..=last.1).contains(&column);
            is_inside && (*first != (row, column) || first == last)
        })
    }
}

/// What is seen of a workbook; nothing where it is of another format, or not to be understood.
pub(crate) fn of(bytes: &[u8]) -> Appearance {
    if let Some(stream) = old_stream(bytes) {
        return binary::read(&stream);
    }
    let Some(mut package) = Package::open(bytes) else { return Appearance::new() };
    match package.text("content.xml") {
        Some(content) => open_document::read(&content, &package.text("styles.xml").unwrap_or_default()),
        None => packed_binary::read(&mut package).or_else(|| all(&mut package)).unwrap_or_default(),
    }
}

/// What is seen of the sheets of a package.
fn all(package: &mut Package<'_>) -> Option<Appearance> {
    let workbook = workbook_part(package)?;
    let relations = package.relations(&workbook)?;
    let part = |kind: &str| relations.iter().find(|relation| relation.kind == kind).map(|part| part.target.clone());
    let styles = part("styles").and_then(|part| package.text(&part)).unwrap_or_default();
    let strings = part("sharedStrings").and_then(|part| package.text(&part)).unwrap_or_default();
    let theme = part("theme").and_then(|part| package.text(&part)).unwrap_or_default();
    let looks = formats::OddStyles::of(&styles, &strings, &theme);
    let mut appearance = Appearance::new();
    for [name, id] in elements(&package.text(&workbook)?, "sheet", ["name", "id"])? {
        let part = relations.iter().find(|relation| relation.id == id && relation.kind == "worksheet");
        let Some(part) = part.filter(|_| name != NAMES) else { continue };
        let mut seen = SheetAppearance::default();
        sheet::read(&package.text(&part.target)?, &looks, &mut seen);
        for relation in package.relations(&part.target)? {
            match relation.kind.as_str() {
                "drawing" => drawn::drawing(&package.text(&relation.target).unwrap_or_default(), &mut seen),
                "vmlDrawing" => drawn::old_drawing(&package.text(&relation.target).unwrap_or_default(), &mut seen),
                "comments" => comments::read(&package.text(&relation.target).unwrap_or_default(), &mut seen),
                _ => {}
            }
        }
        appearance.insert(name, seen);
    }
    Some(appearance)
}
