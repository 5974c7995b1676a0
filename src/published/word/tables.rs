//! Tables of a document as grids.

use crate::published::grid::TableMaker;
use crate::published::page::PageTable;
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
            "tc" => cells.push(child),
            "trPr" | "tblPrEx" | "del" => {}
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
    text: &mut dyn FnMut(&'d XmlElement) -> String,
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
            let merge = properties.and_then(|properties| properties.child("vMerge"));
            let goes_on = merge.is_some_and(|merge| merge.attribute("val") != Some("restart"));
            if goes_on && maker.lengthen(width) {
                continue;
            }
            maker.cell(width, 1, text(cell))?;
        }
    }
    Ok(maker.finish())
}
