//! Faces of symbols, in which letters and characters for private use are seen as marks: what is meant by those.

/// The beginnings of the names of such faces.
const FACES: [&str; 3] = ["wingdings", "webdings", "marlett"];

/// The characters for private use that they have, by the codes of the letters that stand for the same.
const PRIVATE: u32 = 0xF000;

/// Marks of Wingdings by their codes.
const WINGDINGS: [(u32, char); 22] = [
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x70, '□'),
    (0x71, '□'),
    (0x75, '◆'),
    (0x76, '◆'),
    (0x77, '◆'),
    (0xA1, '○'),
    (0xA7, '■'),
    (0xA8, '□'),
    (0xAB, '★'),
    (0xD8, '▶'),
    (0xE0, '→'),
    (0xE8, '→'),
    (0xF0, '→'),
    (0xFB, '×'),
    (0xFC, '√'),
    (0xFD, '☒'),
    (0xFE, '☑'),
    (0x72, '□'),
    (0x73, '◆'),
];

/// Marks of Wingdings 2 by their codes.
const WINGDINGS_2: [(u32, char); 8] =
    [(0x4F, '×'), (0x50, '√'), (0x51, '☒'), (0x52, '☑'), (0x53, '☒'), (0x54, '☒'), (0xA3, '□'), (0x2A, '□')];

/// Marks that few faces have, each with the nearest that many have.
const NEAREST: [(char, char); 9] =
    [('☑', '√'), ('✓', '√'), ('✔', '√'), ('☐', '□'), ('☒', '×'), ('✕', '×'), ('✖', '×'), ('✗', '×'), ('✘', '×')];

/// Whether a face has marks in the place of letters, by its name.
pub fn is_symbol_face(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    FACES.iter().any(|face| name.starts_with(face))
}

/// What a character of such a face is seen as; the character for private use of its code where that is not known here.
pub fn symbol(face: &str, c: char) -> char {
    // Others than these are shown in another face.
    let Some(code) = code(c) else { return c };
    let marks = if face.trim_end().ends_with('2') { &WINGDINGS_2[..] } else { &WINGDINGS[..] };
    let is_known = face.to_ascii_lowercase().starts_with("wingdings") && !face.trim_end().ends_with('3');
    let found = marks.iter().find(|(known, _)| *known == code).filter(|_| is_known);
    found.map(|(_, mark)| *mark).or_else(|| char::from_u32(PRIVATE + code)).unwrap_or(c)
}

/// Whether such a face shows a mark in the place of a letter; what is for private use is no letter.
pub fn is_shown_as_mark(c: char) -> bool {
    code(c).is_some() && u32::from(c) < PRIVATE
}

/// The mark of many faces that is nearest to one that few have, or to what a character for private use is most often put
/// in for; none where that is not known.
pub fn nearest_symbol(c: char) -> Option<char> {
    let nearest = |mark: char| NEAREST.iter().find(|(rare, _)| *rare == mark).map(|(_, nearest)| *nearest);
    let code = code(c).filter(|code| u32::from(c) == PRIVATE + code);
    let Some(code) = code else { return nearest(c) };
    let known = WINGDINGS.iter().chain(&WINGDINGS_2).find(|(known, _)| *known == code);
    known.map(|(_, mark)| nearest(*mark).unwrap_or(*mark))
}

/// The code of a character in such a face.
fn code(c: char) -> Option<u32> {
    let code = u32::from(c);
    let code = if (PRIVATE..PRIVATE + 0x100).contains(&code) { code - PRIVATE } else { code };
    (0x21..0x100).contains(&code).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_known_by_their_face() {
        for (face, c, wanted) in [
            ("Wingdings 2", 'R', '☑'),
            ("Wingdings 2", '\u{F052}', '☑'),
            ("Wingdings 2", '£', '□'),
            ("Wingdings", 'þ', '☑'),
            ("Wingdings", '\u{F0A8}', '□'),
            ("Wingdings", 'R', '\u{F052}'),
            ("Webdings", 'þ', '\u{F0FE}'),
            ("Wingdings 3", 'p', '\u{F070}'),
            ("Wingdings 2", '公', '公'),
            ("Wingdings", ' ', ' '),
        ] {
            assert_eq!(symbol(face, c), wanted, "{c} of {face}");
            assert!(is_symbol_face(face));
        }
        assert_eq!(nearest_symbol('\u{F052}'), Some('√'));
        assert_eq!(nearest_symbol('\u{F0A8}'), Some('□'));
        assert_eq!(nearest_symbol('☒'), Some('×'));
        assert_eq!(nearest_symbol('þ'), None);
        assert_eq!(nearest_symbol('\u{F021}'), None);
        assert!(!is_symbol_face("仿宋_GB2312"));
        assert_eq!(['R', 'þ', '公', ' ', '\u{F052}'].map(is_shown_as_mark), [true, true, false, false, false]);
    }
}
