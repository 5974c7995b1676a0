//! Parts of a binary workbook before they are read: records (MS-XLSB 2.1.4), walked as a reader walks them.

use super::declared::once_each;
use super::extent::Budget;
use crate::workbook::limits::{MOST_RECORD_BYTES, MOST_SHEETS, MOST_STRINGS, MOST_TEXT};
use crate::workbook::refusal::Refusal;

/// A sheet: its state, its number, the name of its part, and its name.
pub(in crate::workbook) const SHEET: usize = 0x009C;
/// A name for cells.
const NAME: usize = 0x0027;
/// The sheets that formulas mention.
const MENTIONED: usize = 0x016A;
/// A shared text.
const TEXT: usize = 0x0013;
/// The formats of numbers.
const NUMBER_FORMATS: usize = 0x0267;
/// The formats of cells.
pub(in crate::workbook) const CELL_FORMATS: usize = 0x0269;

/// Holds the lengths and counts in a part against the limits; `longest` is the longest name met in the parts before.
///
/// # Errors
/// When it is beyond the limits.
pub(super) fn check(name: &str, part: &[u8], longest: &mut usize, budget: &mut Budget) -> Result<(), Refusal> {
    let lower = name.replace('\\', "/").to_ascii_lowercase();
    if lower.ends_with(".rels") {
        once_each(name, part, "Relationship", "Target", "/worksheet")
    } else if lower == "xl/workbook.bin" {
        workbook(name, part, longest)
    } else if lower == "xl/styles.bin" {
        formats(name, part)
    } else if lower == "xl/sharedstrings.bin" {
        let texts =
            BinaryRecords { name, rest: part }.try_fold(0, |count, record| Ok(count + usize::from(record?.0 == TEXT)));
        match texts? {
            count if count > MOST_STRINGS => {
                Err(Refusal::too_large(format!("部件 {name} 有 {count} 条文字，至多 {MOST_STRINGS} 条")))
            }
            _ => Ok(()),
        }
    } else if lower.starts_with("xl/worksheets/") {
        sheet(name, part, *longest, budget)
    } else {
        Ok(())
    }
}

/// Records one after the other; they end where the part does.
pub(in crate::workbook) struct BinaryRecords<'p> {
    /// The part that they are of.
    pub name: &'p str,
    /// What of it is still to be read.
    pub rest: &'p [u8],
}

impl BinaryRecords<'_> {
    /// A number of as many groups of seven bits as it needs, at most `most`.
    fn number(&mut self, most: u32) -> Option<usize> {
        let mut number = 0;
        for group in 0..most {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= usize::from(byte & 0x7F) << (7 * group);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

impl<'p> Iterator for BinaryRecords<'p> {
    type Item = Result<(usize, &'p [u8]), Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        let kind = self.number(2)?;
        let length = self.number(4)?;
        if length > MOST_RECORD_BYTES {
            let reason = format!("部件 {} 有一条记录说有 {length} 字节", self.name);
            return Some(Err(Refusal::broken(reason)));
        }
        let (data, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(Ok((kind, data)))
    }
}

/// The number of four bytes at a place; 0 beyond the end.
pub(in crate::workbook) fn double(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
}

/// The sheets and names of a workbook.
fn workbook(name: &str, part: &[u8], longest: &mut usize) -> Result<(), Refusal> {
    let mut parts = Vec::new();
    for record in (BinaryRecords { name, rest: part }) {
        let (kind, data) = record?;
        match kind {
            SHEET => {
                *longest = (*longest).max(data.len() * 3 / 2);
                let end = 12 + 2 * double(data, 8).min(data.len());
                parts.push(data.get(12..end).unwrap_or_default());
            }
            NAME => *longest = (*longest).max(3 * double(data, 9).min(data.len())),
            MENTIONED if data.len() as u64 / 12 * *longest as u64 > MOST_TEXT => {
                return Err(Refusal::too_large(format!("部件 {name} 里公式引用的表太多")));
            }
            _ => {}
        }
    }
    let count = parts.len();
    if count > MOST_SHEETS {
        return Err(Refusal::too_large(format!("有 {count} 张表，至多 {MOST_SHEETS} 张")));
    }
    parts.sort_unstable();
    if parts.windows(2).any(|pair| pair[0] == pair[1] && !pair[0].is_empty()) {
        return Err(Refusal::broken(format!("部件 {name} 里两张表指着同一处")));
    }
    Ok(())
}

/// The formats of a workbook: outside of its lists, a reader takes any two bytes for the kind of a record.
fn formats(name: &str, part: &[u8]) -> Result<(), Refusal> {
    let mut records = BinaryRecords { name, rest: part };
    loop {
        let start = records.rest;
        let item = match records.number(2) {
            Some(NUMBER_FORMATS) => 0x002C,
            Some(CELL_FORMATS) => 0x002F,
            Some(_) => continue,
            None => return Ok(()),
        };
        records.rest = start;
        let Some((kind, data)) = records.next().transpose()? else { return Ok(()) };
        let mut left = double(data, 0);
        while left > 0 {
            let Some((kind, _)) = records.next().transpose()? else { return Ok(()) };
            left -= usize::from(kind == item);
        }
        if kind == CELL_FORMATS {
            return Ok(());
        }
    }
}

/// The formulas of a sheet.
fn sheet(name: &str, part: &[u8], longest: usize, budget: &mut Budget) -> Result<(), Refusal> {
    for record in (BinaryRecords { name, rest: part }) {
        let (kind, data) = record?;
        let start = match kind {
            0x0008 => 14 + 2 * double(data, 8).min(data.len()),
            0x0009 => 18,
            0x000A | 0x000B => 11,
            _ => continue,
        };
        let length = double(data, start).min(data.len());
        budget.formula(name, length, longest)?;
    }
    Ok(())
}
