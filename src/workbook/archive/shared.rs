//! Formulas that cells of a workbook up to 2003 share (MS-XLS 2.4.260): its reader takes such cells for values.

use std::collections::BTreeSet;

use super::old_stream;
use super::records::{BEGIN, END, FORMULA, Records, SHEET, double, word};

/// The cells of each sheet, in their order, whose formula stands with another cell; none of other formats.
pub(in crate::workbook) fn shared_formulas(bytes: &[u8]) -> Vec<BTreeSet<(u32, u32)>> {
    old_stream(bytes).map(|stream| of_stream(&stream)).unwrap_or_default()
}

/// The same of the stream of a workbook.
fn of_stream(stream: &[u8]) -> Vec<BTreeSet<(u32, u32)>> {
    let records = Records(stream).map_while(Result::ok).take_while(|(kind, _)| *kind != END);
    let starts = records.filter(|(kind, _)| *kind == SHEET).map(|(_, data)| double(data, 0));
    starts.map(|start| of_sheet(stream.get(start as usize..).unwrap_or_default())).collect()
}

/// The same of one sheet.
fn of_sheet(stream: &[u8]) -> BTreeSet<(u32, u32)> {
    let (mut depth, mut cells) = (0_usize, BTreeSet::new());
    for (kind, data) in Records(stream).map_while(Result::ok) {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            // Behind what is the same of all formulas and the length of this one: where else it stands.
            FORMULA if data.get(22) == Some(&ELSEWHERE) => {
                cells.insert((word(data, 0).into(), word(data, 2).into()));
            }
            _ => {}
        }
    }
    cells
}

/// What says that a formula stands with another cell (MS-XLS 2.5.198.58).
const ELSEWHERE: u8 = 0x01;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_with_a_formula_of_another_one_are_known() {
        let record = |kind: u16, data: &[u8]| {
            [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
        };
        let begin = record(BEGIN, &[0, 6, 0, 0]);
        let formula = |row: u8, column: u8, body: &[u8]| {
            let head = [&[row, 0, column, 0][..], &[0; 16], &[5, 0]].concat();
            record(FORMULA, &[head, body.to_vec()].concat())
        };
        let sheet = [
            begin.clone(),
            formula(25, 11, &[1, 25, 0, 11, 0]),
            formula(26, 11, &[0x1E, 1, 0, 0, 0]),
            // A chart has records of its own.
            begin.clone(),
            record(END, &[]),
            formula(27, 11, &[1, 25, 0, 11, 0]),
            record(END, &[]),
            formula(28, 11, &[1, 25, 0, 11, 0]),
        ];
        let head = |place: u32| [begin.clone(), record(SHEET, &place.to_le_bytes()), record(END, &[])].concat();
        let place = u32::try_from(head(0).len()).unwrap();
        let stream = [head(place), sheet.concat()].concat();
        assert_eq!(of_stream(&stream), [BTreeSet::from([(25, 11), (27, 11)])]);
    }
}
