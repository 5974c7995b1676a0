//! What is seen of the cells of a binary workbook in a package: records (MS-XLSB 2.4) that its reader passes over.

use super::comments::of_others;
use super::ink::{BLACK, Colour, OFFICE_THEME, WHITE, of_palette, tinted};
use super::margins;
use super::styles::{CellStyle, Face, OddLooks, Styles};
use super::{Appearance, SheetAppearance};
use crate::characters::is_symbol_face;
use crate::workbook::annotate::package::Package;
use crate::workbook::archive::binary::{BinaryRecords, CELL_FORMATS, SHEET, double};
use crate::workbook::archive::records::word;

/// The part of the workbook itself.
const WORKBOOK: &str = "xl/workbook.bin";
/// A row, and what of it says that it is hidden.
const ROW: usize = 0x0000;
/// Columns that look alike.
const COLUMNS: usize = 0x003C;
/// An area of merged cells.
const MERGED: usize = 0x00B0;
/// The words above and below the pages.
const MARGINS: usize = 0x01DF;
/// The format of a number.
const FORMAT: usize = 0x002C;
/// A face.
const FONT: usize = 0x002B;
/// What is behind cells.
const FILL: usize = 0x002D;
/// A style of cells.
const STYLE: usize = 0x002F;
/// The end of the styles of cells.
const END_OF_STYLES: usize = 0x026A;
/// The beginning of a comment, and its words.
const COMMENT: usize = 0x027B;
/// The words of a comment.
const COMMENT_WORDS: usize = 0x027D;

/// Reads what is seen of the sheets; none where it is no such package.
pub(super) fn read(package: &mut Package<'_>) -> Option<Appearance> {
    let book = package.bytes(WORKBOOK)?;
    let relations = package.relations(WORKBOOK)?;
    let styles = relations.iter().find(|relation| relation.kind == "styles").map(|part| part.target.clone());
    let looks = styles.and_then(|part| package.bytes(&part)).map(|part| looks(&part)).unwrap_or_default().odd();
    let mut appearance = Appearance::new();
    for (_, data) in records(&book).filter(|(kind, _)| *kind == SHEET) {
        let (id, length) = text(data.get(8..)?);
        let (name, _) = text(data.get(8 + length..)?);
        let Some(part) = relations.iter().find(|relation| relation.id == id) else { continue };
        let mut seen = SheetAppearance::default();
        sheet(&package.bytes(&part.target)?, &looks, &mut seen);
        for relation in package.relations(&part.target)? {
            if relation.kind == "comments" {
                comments(&package.bytes(&relation.target).unwrap_or_default(), &mut seen);
            }
        }
        appearance.insert(name, seen);
    }
    Some(appearance)
}

/// The records of a part, up to one that is broken.
fn records(part: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    BinaryRecords { name: "", rest: part }.map_while(Result::ok)
}

/// A text with its length before it, and the bytes of both.
fn text(data: &[u8]) -> (String, usize) {
    let count = match double(data, 0) {
        // No text at all.
        0xFFFF_FFFF => 0,
        count => count.min(data.len() / 2),
    };
    let units: Vec<u16> =
        data.get(4..).unwrap_or_default().chunks_exact(2).take(count).map(|pair| word(pair, 0)).collect();
    (String::from_utf16_lossy(&units), 4 + 2 * count)
}

/// A number of four bytes as a row or a column.
fn index(data: &[u8], at: usize) -> u32 {
    u32::try_from(double(data, at)).unwrap_or(u32::MAX)
}

/// The styles of a workbook.
fn looks(part: &[u8]) -> Styles {
    let (mut styles, mut is_of_cells) = (Styles::default(), false);
    for (kind, data) in records(part) {
        match kind {
            FONT => {
                let (is_struck, is_raised) = (word(data, 2) & 8 != 0, word(data, 6) != 0);
                // The colour takes eight bytes before the name, one more is its kind in a theme.
                let is_of_symbols = is_symbol_face(&text(data.get(21..).unwrap_or_default()).0);
                styles.fonts.push(Face { is_struck, is_raised, is_of_symbols, ink: colour(data, 12) });
            }
            FORMAT => _ = styles.codes.insert(word(data, 0).into(), text(data.get(2..).unwrap_or_default()).0),
            FILL => styles.papers.push(match double(data, 0) {
                0 => Some(WHITE),
                1 => colour(data, 4),
                _ => None,
            }),
            CELL_FORMATS => is_of_cells = true,
            END_OF_STYLES => is_of_cells = false,
            STYLE if is_of_cells => {
                let (face, format) = (usize::from(word(data, 4)), word(data, 2).into());
                let paper = styles.papers.get(usize::from(word(data, 6))).copied().flatten();
                styles.all.push(CellStyle { face, format, paper });
            }
            _ => {}
        }
    }
    styles
}

/// A colour of eight bytes (MS-XLSB 2.5.20): of itself, of the fixed palette, or of the theme that is most used.
fn colour(data: &[u8], at: usize) -> Option<Colour> {
    let (kind, number) = (data.get(at)? >> 1, *data.get(at + 1)?);
    // The part by which it is lighter or darker, of the most that a number of two bytes can be.
    let tint = f64::from(i16::from_le_bytes([*data.get(at + 2)?, *data.get(at + 3)?])) / f64::from(i16::MAX);
    let plain = match kind {
        0 => BLACK,
        1 => of_palette(number.into())?,
        2 => [*data.get(at + 4)?, *data.get(at + 5)?, *data.get(at + 6)?],
        3 => *OFFICE_THEME.get(usize::from(number))?,
        _ => return None,
    };
    Some(tinted(plain, tint))
}

/// Reads the part of a sheet.
fn sheet(part: &[u8], looks: &OddLooks, seen: &mut SheetAppearance) {
    let mut row = 0;
    for (kind, data) in records(part) {
        match kind {
            ROW => {
                row = index(data, 0);
                if data.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                    seen.rows.insert(row);
                }
            }
            COLUMNS if word(data, 16) & 1 != 0 => seen.columns.push(index(data, 0)..=index(data, 4)),
            MERGED => seen.merged.push(((index(data, 0), index(data, 8)), (index(data, 4), index(data, 12)))),
            // Cells: with numbers (2, 5, 9), and with other things.
            1..=11 => looks.put(seen, (row, index(data, 0)), double(data, 4) & 0x00FF_FFFF, [2, 5, 9].contains(&kind)),
            MARGINS => {
                let mut rest = data.get(2..).unwrap_or_default();
                while rest.len() >= 4 {
                    let (code, length) = text(rest);
                    seen.margins.extend(margins::words(&code));
                    rest = rest.get(length..).unwrap_or_default();
                }
            }
            _ => {}
        }
    }
}

/// Reads the comments of a sheet.
fn comments(part: &[u8], seen: &mut SheetAppearance) {
    let mut at = (0, 0);
    for (kind, data) in records(part) {
        match kind {
            COMMENT => at = (index(data, 4), index(data, 12)),
            COMMENT_WORDS => {
                let (words, _) = text(data.get(1..).unwrap_or_default());
                seen.comments.extend(of_others(&words).map(|own| (at, own)));
            }
            _ => {}
        }
    }
}
