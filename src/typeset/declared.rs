//! What a face declares of itself, held against what there can be before it is opened: the library that opens it makes
//! a list of every code point of every range, however long.

/// Encodings that a face may have; real ones have some five.
const MOST_ENCODINGS: usize = 64;

/// Code points that all encodings of a face may have together: some times as many as there are.
const MOST_CODE_POINTS: u64 = 4 * (char::MAX as u64 + 1);

/// Whether the bytes of a face file, or of several in one, declare more than there can be.
pub(super) fn declares_too_much(bytes: &[u8]) -> bool {
    let faces = ttf_parser::fonts_in_collection(bytes).unwrap_or(1);
    // The place of each takes four bytes.
    if faces as usize > bytes.len() / 4 {
        return true;
    }
    let tag = ttf_parser::Tag::from_bytes(b"cmap");
    let tables = (0..faces).filter_map(|face| ttf_parser::RawFace::parse(bytes, face).ok()?.table(tag));
    let mut left = MOST_CODE_POINTS;
    for table in tables {
        let encodings = number(table, 2, 2).unwrap_or(0) as usize;
        if encodings > MOST_ENCODINGS {
            return true;
        }
        for encoding in 0..encodings {
            let Some(place) = number(table, 4 + 8 * encoding + 4, 4) else { break };
            let of_encoding = table.get(place as usize..).map_or(0, code_points);
            let Some(rest) = left.checked_sub(of_encoding) else { return true };
            left = rest;
        }
    }
    false
}

/// How many code points the ranges of an encoding have together.
fn code_points(encoding: &[u8]) -> u64 {
    let length = |(first, last): (u32, u32)| (u64::from(last) + 1).saturating_sub(u64::from(first));
    match number(encoding, 0, 2) {
        Some(4) => {
            let doubled = number(encoding, 6, 2).unwrap_or(0) as usize;
            let range = |at| Some((number(encoding, 16 + doubled + at, 2)?, number(encoding, 14 + at, 2)?));
            (0..doubled).step_by(2).map_while(range).map(length).sum()
        }
        Some(12 | 13) => {
            let count = number(encoding, 12, 4).unwrap_or(0);
            let range = |at: usize| Some((number(encoding, at, 4)?, number(encoding, at + 4, 4)?));
            (16..).step_by(12).take(count as usize).map_while(range).map(length).fold(0, u64::saturating_add)
        }
        // The others list each of theirs.
        _ => 0,
    }
}

/// A number of some bytes, the highest first.
fn number(bytes: &[u8], at: usize, wide: usize) -> Option<u32> {
    let digits = bytes.get(at..at.checked_add(wide)?)?;
    Some(digits.iter().fold(0, |number, digit| number << 8 | u32::from(*digit)))
}
