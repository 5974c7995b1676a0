//! Workbooks up to 2003 before they are read: a stream of records (MS-XLS), walked as a reader walks it.

use super::extent::{Budget, Extent};
use crate::workbook::limits::{MOST_AREA, MOST_SHEETS};
use crate::workbook::refusal::Refusal;

/// Records that hold a cell at their beginning (MS-XLS 2.4).
const CELL_RECORDS: &[u16] = &[FORMULA, SEVERAL, 0x00D6, SHARED_TEXT, 0x0203, 0x0204, 0x0205, 0x027E];
/// A cell with a formula.
pub(in crate::workbook) const FORMULA: u16 = 0x0006;
/// Cells of one row with a number each.
pub(in crate::workbook) const SEVERAL: u16 = 0x00BD;
/// A cell with one of the shared texts.
const SHARED_TEXT: u16 = 0x00FD;
/// The record that declares how far a sheet goes.
const DIMENSIONS: u16 = 0x0200;
/// The beginning of a sheet, or of a chart within one.
pub(in crate::workbook) const BEGIN: u16 = 0x0809;
/// The end of it.
pub(in crate::workbook) const END: u16 = 0x000A;
/// The record after which all is encrypted.
const PASSWORD: u16 = 0x002F;
/// A sheet: where it begins, and its name.
pub(in crate::workbook) const SHEET: u16 = 0x0085;
/// A name for cells.
const NAME: u16 = 0x0018;
/// The shared texts.
const TEXTS: u16 = 0x00FC;
/// More of the record before.
pub(in crate::workbook) const MORE: u16 = 0x003C;
/// Bytes of one record (MS-XLS 2.1.4).
const LONGEST_RECORD: usize = 8_224;

/// Records one after the other.
pub(in crate::workbook) struct Records<'s>(pub &'s [u8]);

impl<'s> Iterator for Records<'s> {
    type Item = Result<(u16, &'s [u8]), Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        let (head, body) = self.0.split_at_checked(4)?;
        let Some((data, rest)) = body.split_at_checked(usize::from(word(head, 2))) else {
            self.0 = &[];
            return Some(Err(Refusal::broken("最后一条记录不完整")));
        };
        self.0 = rest;
        Some(Ok((word(head, 0), data)))
    }
}

/// The number of two bytes at a place; 0 beyond the end.
pub(in crate::workbook) fn word(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]))
}

/// The number of four bytes at a place.
pub(in crate::workbook) fn double(bytes: &[u8], at: usize) -> u32 {
    u32::from(word(bytes, at)) | u32::from(word(bytes, at + 2)) << 16
}

/// What the sheets of a workbook share.
#[derive(Default)]
struct Globals {
    /// Where they begin.
    sheets: Vec<usize>,
    /// Bytes of the longest name of a sheet or of cells.
    longest: usize,
    /// Bytes of each shared text.
    texts: Vec<u32>,
}

/// Holds the counts, places and lengths in a stream against what is there and against the limits.
///
/// # Errors
/// When it is not whole, is encrypted, or is beyond the limits.
pub(super) fn check(stream: &[u8]) -> Result<(), Refusal> {
    let globals = globals(stream)?;
    let count = globals.sheets.len();
    if count > MOST_SHEETS {
        return Err(Refusal::too_large(format!("有 {count} 张表，至多 {MOST_SHEETS} 张")));
    }
    let (mut budget, mut walked) = (Budget::default(), 0);
    for (number, start) in globals.sheets.iter().enumerate() {
        let Some(rest) = stream.get(*start..) else {
            return Err(Refusal::broken(format!("第 {} 张表的位置在文件之外", number + 1)));
        };
        walked += sheet(&format!("第 {} 张表", number + 1), rest, &globals, &mut budget)?;
        if walked > 2 * stream.len() {
            return Err(Refusal::broken("几张表指着同一处"));
        }
    }
    Ok(())
}

/// The records before the first sheet.
fn globals(stream: &[u8]) -> Result<Globals, Refusal> {
    let (mut globals, mut records) = (Globals::default(), Records(stream));
    while let Some(record) = records.next() {
        let (kind, data) = record?;
        match kind {
            END => break,
            PASSWORD => return Err(Refusal::encrypted()),
            SHEET => {
                globals.sheets.push(double(data, 0) as usize);
                globals.longest = globals.longest.max(3 * usize::from(data.get(6).copied().unwrap_or(0)));
            }
            NAME => globals.longest = globals.longest.max(3 * usize::from(data.get(3).copied().unwrap_or(0))),
            TEXTS => globals.texts = Texts { data, records: &mut records }.lengths(),
            _ => {}
        }
    }
    Ok(globals)
}

/// Walks the records of one sheet, and says how many bytes they have.
fn sheet(place: &str, stream: &[u8], globals: &Globals, budget: &mut Budget) -> Result<usize, Refusal> {
    let (mut extent, mut depth, mut records) = (Extent::default(), 0_usize, Records(stream));
    for record in records.by_ref() {
        let (kind, data) = record?;
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            // What stands in a chart is not read.
            _ if depth > 1 => {}
            DIMENSIONS => dimensions(place, data)?,
            _ if CELL_RECORDS.contains(&kind) && data.len() >= 4 => {
                let right = if kind == SEVERAL { word(data, data.len() - 2) } else { 0 };
                let right = right.max(word(data, 2));
                extent.reach(u64::from(word(data, 0)) + 1, u64::from(right) + 1);
                if kind == SHARED_TEXT {
                    let text = globals.texts.get(double(data, 6) as usize).copied().unwrap_or(0);
                    budget.text(place, u64::from(text))?;
                } else if kind == FORMULA {
                    if data.len() > LONGEST_RECORD {
                        return Err(Refusal::broken(format!("{place}有一条公式太长")));
                    }
                    budget.formula(place, data.len().saturating_sub(20), globals.longest)?;
                }
            }
            _ => {}
        }
    }
    budget.cells(place, &extent)?;
    Ok(stream.len() - records.0.len())
}

/// Refuses a declared extent for which no reader should make room.
fn dimensions(place: &str, data: &[u8]) -> Result<(), Refusal> {
    let (first, end, left, right) = if data.len() == 10 {
        (word(data, 0).into(), word(data, 2).into(), word(data, 4), word(data, 6))
    } else {
        (double(data, 0), double(data, 4), word(data, 8), word(data, 10))
    };
    if first > end || left > right {
        return Err(Refusal::broken("声明的范围前后颠倒"));
    }
    // A left column that cannot be is read as the first.
    let left = if left > 0xFF { 0 } else { left };
    let (rows, columns) = (u64::from(end - first), u64::from(right - left));
    if rows * columns > 2 * MOST_AREA {
        return Err(Refusal::too_large(format!("{place}有 {rows} 行 × {columns} 列")));
    }
    Ok(())
}

/// The shared texts, walked over the records that go on with them (MS-XLS 2.5.293).
struct Texts<'r, 's> {
    data: &'s [u8],
    records: &'r mut Records<'s>,
}

impl Texts<'_, '_> {
    /// The bytes of each text, as far as they can be read.
    fn lengths(mut self) -> Vec<u32> {
        self.data = self.data.get(8..).unwrap_or_default();
        let mut lengths = Vec::new();
        while let Some(length) = self.length() {
            lengths.push(length);
        }
        lengths
    }

    /// Goes on to the next record of them.
    fn more(&mut self) -> Option<()> {
        if word(self.records.0, 0) != MORE || self.records.0.len() <= 4 {
            return None;
        }
        self.data = self.records.next()?.ok()?.1;
        Some(())
    }

    /// The bytes of the next text.
    fn length(&mut self) -> Option<u32> {
        while self.data.is_empty() {
            self.more()?;
        }
        let (count, flags) = (word(self.data, 0), *self.data.get(2)?);
        let mut at = 3;
        let mut rest = 0_usize;
        if flags & 8 != 0 {
            rest += 4 * usize::from(word(self.data, at));
            at += 2;
        }
        if flags & 4 != 0 {
            rest = rest.saturating_add(double(self.data, at) as usize);
            at += 4;
        }
        self.data = self.data.get(at..)?;
        self.skip_characters(usize::from(count), flags & 1 != 0)?;
        while rest > 0 {
            if self.data.is_empty() {
                self.more()?;
            }
            let here = rest.min(self.data.len());
            self.data = &self.data[here..];
            rest -= here;
        }
        Some(3 * u32::from(count))
    }

    /// Goes past characters of one or two bytes; each record that goes on with them says anew which.
    fn skip_characters(&mut self, mut left: usize, mut wide: bool) -> Option<()> {
        while left > 0 {
            let here = left.min(if wide { self.data.len() / 2 } else { self.data.len() });
            self.data = &self.data[here * (1 + usize::from(wide))..];
            left -= here;
            if left > 0 {
                self.more()?;
                wide = *self.data.first()? & 1 != 0;
                self.data = &self.data[1..];
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_texts_are_measured_over_several_records() {
        // "ab", and four characters cut after two, the second half two bytes wide.
        let first = [&[0; 8][..], &[2, 0, 0, b'a', b'b'], &[4, 0, 0, b'c', b'd']].concat();
        let stream = [&[0x3C, 0, 5, 0, 1, 1, 2, 3, 4][..], &[0x0A, 0, 0, 0]].concat();
        let mut records = Records(&stream);
        assert_eq!(Texts { data: &first, records: &mut records }.lengths(), [6, 12]);
        assert_eq!(records.0.len(), 4);
    }
}
