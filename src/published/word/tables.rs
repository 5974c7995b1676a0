//! Tables of a document as grids.

use crate::published::grid::TableMaker;
use crate::published::page::{PageTable, Unread};
use crate::published::refusal::Refused;
use crate::xml::XmlElement;

/// Characters of a cell that holds a text of its own, not a part of a table.
const LONG: usize = 1_500;

/// The rows of a table, those that are deleted left out.
fn rows(table: &XmlElement) -> Vec<&XmlElement> {
    let mut rows = Vec::new();
    for child in &table.children {
        match child.name.as_str() {
            "tr" if child.child("trPr").is_none_or(|properties| properties.child("del").is_none()) => rows.push(child),
            "tr" | "tblPr" | "tblGrid" | "del" => {}
            _ => rows.extend(self::rows(child)),
        }
    }
    rows
}

/// The cells of a row, whatever lies around them.
fn cells(row: &XmlElement) -> Vec<&XmlElement> {
    let mut cells = Vec::new();
    for child in &row.children {
        match child.name.as_str() {
            "tc" if child.child("tcPr").is_none_or(|properties| properties.child("cellDel").is_none()) => {
                cells.push(child)
            }
            "tc" | "trPr" | "tblPrEx" | "del" => {}
            _ => cells.extend(self::cells(child)),
        }
    }
    cells
}

/// Whether a table only arranges what stands in it: other tables, whole texts, or one column.
pub(super) fn is_layout(table: &XmlElement) -> bool {
    let rows = rows(table);
    let is_full = |cell: &&XmlElement| cell.descendants("tbl") > 0 || length(cell) > LONG;
    rows.iter().all(|row| cells(row).len() <= 1) || rows.iter().flat_map(|row| cells(row)).any(|cell| is_full(&cell))
}

/// Whether a table that has others in its cells is one itself: rows with words beside each other.
pub(super) fn is_taken_apart(table: &XmlElement) -> bool {
    let has_words = |cell: &&XmlElement| cell.children.iter().any(|block| block.name == "p" && length(block) > 0);
    let is_row = |row: &&XmlElement| cells(row).iter().filter(|cell| has_words(cell)).count() > 1;
    table.descendants("tbl") > 0 && rows(table).iter().filter(|row| is_row(row)).count() > 1
}

/// Rows and cells of a table that were put in or deleted, and nobody has accepted it.
pub(super) fn changes(table: &XmlElement) -> usize {
    let is_changed = |element: &XmlElement, properties: &str, marks: [&str; 2]| {
        let properties = element.child(properties);
        properties.is_some_and(|properties| marks.iter().any(|mark| properties.child(mark).is_some()))
    };
    let changed = |child: &XmlElement| match child.name.as_str() {
        "tr" => usize::from(is_changed(child, "trPr", ["ins", "del"])) + changes(child),
        "tc" => usize::from(is_changed(child, "tcPr", ["cellIns", "cellDel"])),
        "p" | "tbl" => 0,
        _ => changes(child),
    };
    table.children.iter().map(changed).sum()
}

/// Whether a cell is covered by the one above, so that its words are not seen.
fn is_covered(cell: &XmlElement) -> bool {
    let merge = cell.child("tcPr").and_then(|properties| properties.child("vMerge"));
    merge.is_some_and(|merge| merge.attribute("val") != Some("restart"))
}

/// Cells of a table with words that others cover.
pub(super) fn covered(table: &XmlElement) -> usize {
    let rows = rows(table);
    let all: Vec<&XmlElement> = rows.iter().flat_map(|row| cells(row)).collect();
    let shown: Vec<String> = all.iter().filter(|cell| !is_covered(cell)).map(|cell| cell.words()).collect();
    // The same words again are seen in the cell above; in the first row nothing is above.
    let first = rows.first().map_or(0, |row| cells(row).len());
    let is_lost = |cell: &&&XmlElement| is_covered(cell) && length(cell) > 0 && !shown.contains(&cell.words());
    all.iter().skip(first).filter(is_lost).count()
}

/// Characters that stand in an element.
fn length(element: &XmlElement) -> usize {
    let own = if element.name == "t" { element.text.chars().count() } else { 0 };
    own + element.children.iter().map(length).sum::<usize>()
}

/// A table as a grid, each cell's text as something else reads it.
///
/// # Errors
/// When it is larger than any table is.
pub(super) fn read<'d>(
    table: &'d XmlElement,
    text: &mut dyn FnMut(&'d XmlElement) -> (String, Unread),
) -> Result<PageTable, Refused> {
    let mut maker = TableMaker::new(String::new());
    let rows = rows(table);
    let is_head = |row: &&&XmlElement| row.child("trPr").is_some_and(|properties| properties.is_on("tblHeader"));
    maker.has_head(rows.first().filter(is_head).is_some());
    for row in rows {
        maker.begin_row();
        let number =
            |properties: Option<&XmlElement>, name: &str| -> Option<u32> { properties?.value(name)?.parse().ok() };
        maker.skip(number(row.child("trPr"), "gridBefore").unwrap_or(0));
        for cell in cells(row) {
            let properties = cell.child("tcPr");
            let width = number(properties, "gridSpan").unwrap_or(1);
            if is_covered(cell) && maker.lengthen(width) {
                continue;
            }
            let (text, unread) = text(cell);
            maker.cell((width, 1), text, unread)?;
        }
    }
    Ok(maker.finish())
}
