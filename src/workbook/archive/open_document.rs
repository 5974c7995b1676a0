//! OpenDocument workbooks before they are read: rows, cells and blanks may be repeated by a number.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::extent::{Budget, Extent};
use crate::workbook::limits::{MOST_LINED_UP, MOST_SHEETS};
use crate::workbook::refusal::Refusal;

/// A number beyond all limits.
const HUGE: u64 = 1 << 32;

/// Where in the content of a workbook its walk stands.
#[derive(Default)]
struct ContentWalk {
    budget: Budget,
    sheets: usize,
    sheet: String,
    extent: Extent,
    tables: usize,
    open_rows: usize,
    row: u64,
    repeats: u64,
    column: u64,
    empty: u64,
    lined_up: u64,
    open_cells: usize,
    copies: u64,
    bytes: u64,
}

/// Counts what the content of a workbook would become, and refuses what is too large or does not end.
///
/// # Errors
/// When it is not whole, or is beyond the limits.
pub(super) fn check(content: impl BufRead) -> Result<(), Refusal> {
    let mut xml = quick_xml::Reader::from_reader(content);
    xml.config_mut().expand_empty_elements = true;
    let (mut buffer, mut depth, mut walk) = (Vec::new(), 0_usize, ContentWalk::default());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => {
                depth += 1;
                walk.start(&tag)?;
            }
            Ok(Event::End(tag)) => {
                depth = depth.saturating_sub(1);
                walk.end(tag.name().as_ref())?;
            }
            Ok(Event::Eof) if depth == 0 => break,
            Ok(Event::Eof) => return Err(Refusal::broken("content.xml 没有结束")),
            Ok(Event::Text(text)) => walk.bytes += text.len() as u64,
            Ok(Event::CData(text)) => walk.bytes += text.len() as u64,
            Ok(_) => walk.bytes += 4,
            Err(_) => return Err(Refusal::broken("content.xml 里的元素前后对不上")),
        }
    }
    if walk.sheets > MOST_SHEETS {
        return Err(Refusal::too_large(format!("有 {} 张表，至多 {MOST_SHEETS} 张", walk.sheets)));
    }
    Ok(())
}

impl ContentWalk {
    /// Takes the beginning of an element.
    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        match tag.name().as_ref() {
            "table:table" => {
                self.sheets += 1;
                self.tables += 1;
                if self.tables == 1 {
                    self.sheet = attribute(tag, "table:name");
                    (self.extent, self.row, self.repeats, self.lined_up) = (Extent::default(), 0, 0, 0);
                }
            }
            "table:table-row" => {
                self.open_rows += 1;
                if self.open_rows == 1 {
                    self.row += self.repeats;
                    self.repeats = number(tag, "table:number-rows-repeated");
                    (self.column, self.empty) = (0, 0);
                }
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell(tag)?,
            "text:s" => self.bytes += number(tag, "text:c"),
            _ => {}
        }
        Ok(())
    }

    /// Takes the beginning of a cell.
    fn cell(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        let count = number(tag, "table:number-columns-repeated");
        let held = |key: &str| key.starts_with("office:") || key == "table:formula";
        let values = tag.attributes().flatten().filter(|attribute| held(attribute.key.as_ref()));
        let (filled, bytes) = values.fold((false, 0), |(_, bytes), value| (true, bytes + value.value.len() as u64));
        self.open_cells += 1;
        if self.open_cells == 1 {
            (self.copies, self.bytes) = (if filled { count.saturating_mul(self.repeats) } else { 0 }, bytes);
        }
        if filled {
            self.extent.reach(self.row + self.repeats, self.column + count);
            self.extent.check(&self.sheet)?;
        }
        self.column += count;
        // A reader lines up the cells of a row, the last empty ones left out, before it looks how far they go.
        let count = count.min(1 << 14);
        self.lined_up += self.empty + if filled { count } else { 0 };
        self.empty = if filled { 0 } else { count };
        if self.lined_up > MOST_LINED_UP {
            return Err(Refusal::too_large(format!("{}：格太多", self.sheet)));
        }
        Ok(())
    }

    /// Takes the end of an element.
    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "table:table" => {
                self.tables -= 1;
                self.budget.cells(&self.sheet, &self.extent)?;
            }
            "table:table-row" => self.open_rows -= 1,
            "table:table-cell" | "table:covered-table-cell" => {
                self.open_cells -= 1;
                if self.open_cells == 0 {
                    self.budget.text(&self.sheet, self.bytes.saturating_mul(self.copies))?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// An attribute as text; empty when it is not there.
fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name);
    found.map(|attribute| attribute.value.to_string()).unwrap_or_default()
}

/// A number of repeats, 1 when it is not there; beyond all limits it only has to stay beyond them.
fn number(tag: &BytesStart<'_>, name: &str) -> u64 {
    let text = attribute(tag, name);
    if text.is_empty() { 1 } else { text.parse().unwrap_or(HUGE).min(HUGE) }
}
