//! What is seen of the cells of a workbook up to 2003: records (MS-XLS 2.4) that its reader passes over.

use std::collections::BTreeMap;

use super::binary_conditions;
use super::comments::of_others;
use super::conditions::CellArea;
use super::ink::{Colour, WHITE, of_palette};
use super::margins;
use super::styles::{CellStyle, Face, OddLooks, Styles};
use super::{Appearance, SheetAppearance, THIN_COLUMN_PARTS, THIN_ROW};
use crate::characters::is_symbol_face;
use crate::workbook::archive::records::{BEGIN, END, FORMULA, MORE, Records, SEVERAL, SHEET, double, word};

/// A cell with a number, whole or cut down.
const NUMBERS: [u16; 2] = [0x0203, 0x027E];
/// Columns that look alike.
const COLUMNS: u16 = 0x007D;
/// A row.
const ROW: u16 = 0x0208;
/// Areas of merged cells.
const MERGED: u16 = 0x00E5;
/// A comment at a cell.
const COMMENT: u16 = 0x001C;
/// Something that is drawn.
const OBJECT: u16 = 0x005D;
/// The words in it.
const WORDS: u16 = 0x01B6;
/// The areas that conditions hold for, and a condition.
const CONDITIONS: u16 = 0x01B0;
const CONDITION: u16 = 0x01B1;
/// The words above and below a page.
const MARGINS: [u16; 2] = [0x0014, 0x0015];
/// A face.
const FONT: u16 = 0x0031;
/// The format of a number.
const FORMAT: u16 = 0x041E;
/// A style of cells.
const STYLE: u16 = 0x00E0;
/// The version of the format that texts are read of here.
const VERSION: u16 = 0x0600;
/// The kinds of drawn things that are pictures: a chart, a picture.
const PICTURES: [u16; 2] = [0x0005, 0x0008];
/// The kind of drawn thing that is a comment's box.
const NOTE_BOX: u16 = 0x0019;

/// Reads a stream that has been looked at before.
pub(super) fn read(stream: &[u8]) -> Appearance {
    let mut styles = Styles::default();
    let mut sheets = Vec::new();
    for (kind, data) in Records(stream).map_while(Result::ok) {
        match kind {
            BEGIN if word(data, 0) != VERSION => return Appearance::new(),
            END => break,
            SHEET => sheets.push((double(data, 0) as usize, text(data.get(6..).unwrap_or_default(), false))),
            FONT => {
                let (is_struck, is_raised) = (word(data, 2) & 8 != 0, word(data, 8) != 0);
                let is_of_symbols = is_symbol_face(&text(data.get(14..).unwrap_or_default(), false));
                styles.fonts.push(Face { is_struck, is_raised, is_of_symbols, ink: of_palette(word(data, 4)) });
            }
            FORMAT => _ = styles.codes.insert(word(data, 0).into(), text(data.get(2..).unwrap_or_default(), true)),
            STYLE => {
                let (face, format) = (face(word(data, 0)), word(data, 2).into());
                styles.all.push(CellStyle { face, format, paper: paper(data) });
            }
            _ => {}
        }
    }
    let looks = styles.odd();
    let of_sheet = |(start, name): (usize, String)| {
        let mut walk = BinaryWalk { looks: &looks, seen: SheetAppearance::default(), areas: Vec::new() };
        walk.sheet(stream.get(start..).unwrap_or_default());
        (name, walk.seen)
    };
    sheets.into_iter().map(of_sheet).collect()
}

/// Which face a number means: there is none of number 4.
fn face(number: u16) -> usize {
    usize::from(if number > 4 { number - 1 } else { number })
}

/// The colour behind the cells of a style, where that is known.
fn paper(style: &[u8]) -> Option<Colour> {
    // Of the patterns, 0 is none and 1 is all of one colour.
    match style.get(17)? >> 2 {
        0 => Some(WHITE),
        1 => of_palette(word(style, 18) & 0x7F),
        _ => None,
    }
}

/// A text with its length before it, of one byte or of two.
fn text(data: &[u8], is_long: bool) -> String {
    let head = if is_long { 2 } else { 1 };
    let count = if is_long { usize::from(word(data, 0)) } else { usize::from(data.first().copied().unwrap_or(0)) };
    characters(data.get(head..).unwrap_or_default(), count)
}

/// So many characters behind a byte that says whether they are of two bytes.
fn characters(data: &[u8], count: usize) -> String {
    let Some((flags, data)) = data.split_first() else { return String::new() };
    let units: Vec<u16> = match flags & 1 {
        0 => data.iter().take(count).map(|byte| u16::from(*byte)).collect(),
        _ => data.chunks_exact(2).take(count).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect(),
    };
    String::from_utf16_lossy(&units)
}

/// A walk through one sheet.
struct BinaryWalk<'s> {
    looks: &'s OddLooks,
    seen: SheetAppearance,
    /// The areas that the conditions hold for which come next.
    areas: Vec<CellArea>,
}

impl BinaryWalk<'_> {
    /// Takes the records of a sheet.
    fn sheet(&mut self, stream: &[u8]) {
        let mut depth = 0_usize;
        // The words of drawn things by their number, and the thing that comes last: its kind and its number.
        let mut words: BTreeMap<u16, String> = BTreeMap::new();
        let (mut thing, mut wanted) = ((0, 0), 0_usize);
        let mut comments: Vec<((u32, u32), u16)> = Vec::new();
        for (kind, data) in Records(stream).map_while(Result::ok) {
            match kind {
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                OBJECT if word(data, 0) == 0x0015 => {
                    thing = (word(data, 4), word(data, 6));
                    if PICTURES.contains(&thing.0) {
                        self.seen.pictures.push((0, 0));
                    }
                }
                WORDS => wanted = usize::from(word(data, 10)),
                MORE if wanted > 0 => {
                    let said = characters(data, wanted);
                    wanted = 0;
                    match thing.0 {
                        NOTE_BOX => _ = words.insert(thing.1, said),
                        _ if said.trim().is_empty() => {}
                        _ => self.seen.boxes.push(((0, 0), said.trim().to_owned())),
                    }
                }
                COMMENT => comments.push((place(data), word(data, 6))),
                _ if depth > 1 => {}
                _ => self.record(kind, data),
            }
        }
        for (at, number) in comments {
            self.seen.comments.extend(words.get(&number).and_then(|words| of_others(words)).map(|own| (at, own)));
        }
    }

    /// Takes a record of the sheet itself.
    fn record(&mut self, kind: u16, data: &[u8]) {
        match kind {
            // Heights are in twentieths of a point, widths in parts of 256 of a character.
            ROW if data.get(12).is_some_and(|flags| flags & 0x20 != 0) || word(data, 6) & 0x7FFF < 20 * THIN_ROW => {
                self.seen.rows.insert(u32::from(word(data, 0)));
            }
            COLUMNS if word(data, 8) & 1 != 0 || word(data, 4) < 256 / THIN_COLUMN_PARTS => {
                self.seen.columns.push(u32::from(word(data, 0))..=u32::from(word(data, 2)));
            }
            MERGED => {
                let areas = data.get(2..).unwrap_or_default().chunks_exact(8);
                self.seen.merged.extend(areas.map(|area| {
                    let side = |at: usize| u32::from(word(area, at));
                    ((side(0), side(4)), (side(2), side(6)))
                }));
            }
            CONDITIONS => self.areas = binary_conditions::areas(data),
            CONDITION => self.seen.conditions.extend(binary_conditions::condition(data, &self.areas)),
            kind if MARGINS.contains(&kind) => self.seen.margins.extend(margins::words(&text(data, true))),
            SEVERAL => {
                let (row, first) = place(data);
                let cells = data.get(4..).unwrap_or_default().chunks_exact(6);
                (first..).zip(cells).for_each(|(column, cell)| self.cell((row, column), word(cell, 0), true));
            }
            // Texts and empty cells have styles too.
            0x00FD | 0x0204 | 0x00D6 => self.cell(place(data), word(data, 4), false),
            kind if kind == FORMULA || NUMBERS.contains(&kind) => self.cell(place(data), word(data, 4), true),
            _ => {}
        }
    }

    /// Takes the style of a cell.
    fn cell(&mut self, at: (u32, u32), style: u16, is_number: bool) {
        self.looks.put(&mut self.seen, at, usize::from(style), is_number);
    }
}

/// The row and the column that a record begins with.
fn place(data: &[u8]) -> (u32, u32) {
    (u32::from(word(data, 0)), u32::from(word(data, 2)))
}
