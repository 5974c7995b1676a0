//! Formats under conditions in a workbook up to 2003: the records `CondFmt` and `CF` (MS-XLS 2.4.56, 2.4.42).

use rust_decimal::Decimal;

use super::conditions::{CellArea, Condition, ConditionalLook, Operand, Test};
use super::ink::{Colour, of_palette};
use crate::workbook::archive::records::{double, word};

/// The comparisons of a rule, in the order of their numbers from 1.
const OPERATORS: [&str; 8] =
    ["between", "notBetween", "equal", "notEqual", "greaterThan", "lessThan", "greaterThanOrEqual", "lessThanOrEqual"];

/// The comparisons of a formula, in the order of their tokens from 9 (MS-XLS 2.5.198).
const COMPARED: [&str; 6] = ["lessThan", "lessThanOrEqual", "equal", "greaterThanOrEqual", "greaterThan", "notEqual"];

/// Bytes of the parts of a format, each of which is there where its bit of the flags is set: of the number, where that is
/// one of the known, of the face, of the place, of the border and of the pattern.
const PARTS: [(u32, usize); 5] = [(25, 2), (26, 118), (27, 8), (28, 8), (29, 4)];

/// The areas of cells that conditions hold for.
pub(super) fn areas(record: &[u8]) -> Vec<CellArea> {
    let count = usize::from(word(record, 12));
    let areas = record.get(14..).unwrap_or_default().chunks_exact(8).take(count);
    let side = |area: &[u8], at: usize| u32::from(word(area, at));
    areas.map(|area| ((side(area, 0), side(area, 4)), (side(area, 2), side(area, 6)))).collect()
}

/// The condition of a record for some areas, where what it makes of cells cannot be seen.
pub(super) fn condition(record: &[u8], areas: &[CellArea]) -> Option<Condition> {
    let lengths = [word(record, 2), word(record, 4)].map(usize::from);
    let (look, size) = look(record.get(6..)?)?;
    if !look.is_odd() {
        return None;
    }
    let formulas = record.get(6 + size..)?;
    let first = tokens(formulas.get(..lengths[0])?);
    let second = tokens(formulas.get(lengths[0]..lengths[0] + lengths[1])?);
    let test = match (record.first()?, first) {
        (1, Some(Tokens::Operand(bound))) => {
            let operator = OPERATORS.get(usize::from(*record.get(1)?).checked_sub(1)?)?;
            let bounds = match second {
                Some(Tokens::Operand(other)) => vec![bound, other],
                _ => vec![bound],
            };
            Test::Compared(Operand::Own, (*operator).to_owned(), bounds)
        }
        (2, Some(Tokens::Compared(left, name, right))) => Test::Compared(left, name.to_owned(), vec![right]),
        (2, Some(Tokens::Always)) => Test::Always,
        _ => Test::Unknown,
    };
    Some(Condition { areas: areas.to_vec(), test, look })
}

/// What a format makes of cells, and how many bytes it has; none where that is not known.
fn look(format: &[u8]) -> Option<(ConditionalLook, usize)> {
    let flags = double(format, 0);
    let is_own_number = word(format, 4) & 1 != 0;
    let mut look = ConditionalLook::default();
    let mut at = 6;
    for (bit, size) in PARTS {
        if flags & (1 << bit) == 0 {
            continue;
        }
        let part = format.get(at..)?;
        at += match (bit, is_own_number) {
            (25, true) => usize::from(word(part, 0)),
            _ => size,
        };
        let colour = |number: u32| -> Option<Colour> { of_palette(u16::try_from(number).ok()?) };
        match bit {
            26 => look.ink = colour(double(part, 80)),
            // The colour behind is left as it is where the flags say so.
            29 if flags & (1 << 18) == 0 => look.paper = colour(double(part, 0) >> 23 & 0x7F),
            _ => {}
        }
    }
    // The last part says what is locked.
    Some((look, at + if flags & (1 << 30) == 0 { 0 } else { 2 }))
}

/// What a formula says.
enum Tokens {
    Operand(Operand),
    Compared(Operand, &'static str, Operand),
    Always,
}

/// What a formula says by its tokens; none of what is not worked out here.
fn tokens(mut bytes: &[u8]) -> Option<Tokens> {
    let mut operands = Vec::new();
    let mut compared = None;
    while let Some((token, rest)) = bytes.split_first() {
        if compared.is_some() {
            return None;
        }
        let size = match token {
            9..=14 => {
                compared = COMPARED.get(usize::from(token - 9)).copied();
                0
            }
            // A text of one byte a character.
            0x17 if rest.get(1) == Some(&0) => {
                let size = usize::from(*rest.first()?);
                operands.push(Operand::Text(rest.get(2..2 + size)?.iter().map(|byte| char::from(*byte)).collect()));
                2 + size
            }
            0x1D if rest.first() == Some(&1) && rest.len() == 1 && operands.is_empty() => return Some(Tokens::Always),
            0x1E => {
                operands.push(Operand::Number(word(rest, 0).into()));
                2
            }
            0x1F => {
                let bits: [u8; 8] = rest.get(..8)?.try_into().ok()?;
                operands.push(Operand::Number(Decimal::try_from(f64::from_le_bytes(bits)).ok()?));
                8
            }
            // A cell, seen from that of the condition.
            0x2C | 0x4C | 0x6C => {
                operands.push(cell(word(rest, 0), word(rest, 2)));
                4
            }
            _ => return None,
        };
        bytes = rest.get(size..)?;
    }
    let mut operands = operands.into_iter();
    match (operands.next(), operands.next(), compared) {
        (Some(one), None, None) => Some(Tokens::Operand(one)),
        (Some(one), Some(other), Some(name)) if operands.next().is_none() => Some(Tokens::Compared(one, name, other)),
        _ => None,
    }
}

/// A cell by its row and its column, each fixed or counted from that of the condition.
fn cell(row: u16, column: u16) -> Operand {
    let (is_row_fixed, is_column_fixed) = (column & 0x8000 == 0, column & 0x4000 == 0);
    let row = if is_row_fixed { i64::from(row) } else { i64::from(row.cast_signed()) };
    let [low, _] = column.to_le_bytes();
    let column = if is_column_fixed { i64::from(low) } else { i64::from(low.cast_signed()) };
    Operand::Cell((row, is_row_fixed), (column, is_column_fixed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_read_by_their_tokens() {
        let says = |bytes: &[u8]| match tokens(bytes) {
            Some(Tokens::Operand(one)) => format!("{one:?}"),
            Some(Tokens::Compared(one, name, other)) => format!("{one:?} {name} {other:?}"),
            Some(Tokens::Always) => "always".to_owned(),
            None => "unknown".to_owned(),
        };
        for (bytes, wanted) in [
            (&[0x1E, 5, 0][..], "Number(5)"),
            (&[0x4C, 0, 0, 0, 0xC0, 0x1E, 6, 0, 0x0D], "Cell((0, false), (0, false)) greaterThan Number(6)"),
            (&[0x4C, 0xFF, 0xFF, 1, 0x40, 0x1E, 6, 0, 0x0B], "Cell((65535, true), (1, false)) equal Number(6)"),
            (&[0x1D, 1], "always"),
            (&[0x1E, 5, 0, 0x1E, 5, 0], "unknown"),
            (&[0x1E, 5], "unknown"),
            (&[0x1F, 1, 2], "unknown"),
            (&[0x42, 1, 2, 3], "unknown"),
            (&[], "unknown"),
        ] {
            assert_eq!(says(bytes), wanted, "{bytes:?}");
        }
        // What is cut off is none.
        for length in 0..60 {
            assert!(condition(&vec![1; length], &[]).is_none());
            assert!(areas(&vec![0xFF; length]).len() <= length / 8);
        }
    }
}
