//! Characters that are not what they seem: invisible ones, odd spaces, and full-width forms.

/// Whether a character lies in the supplementary private use planes.
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{F0000}'..='\u{10FFFF}')
}

/// Whether a character shows nothing and must not reach a page: controls, zero-width marks, bidirectional overrides.
pub fn shown_invisible(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || is_private(c)
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFC}')
}

/// A text without invisible characters; odd spaces become plain ones.
pub fn clean(text: &str) -> String {
    let space = |c: char| if matches!(c, '\t' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}') { ' ' } else { c };
    text.chars().filter(|c| !shown_invisible(*c)).map(space).collect()
}

/// A text without white space, for comparing what only blanks set apart.
pub fn unspaced(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a character is Chinese, or punctuation as Chinese text has it.
pub fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF65}' | '\u{20000}'..='\u{3FFFF}')
}

/// The half-width form of a full-width digit, letter, sign or blank.
pub fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// A text as figures and labels are read from it: no invisible characters, characters of half width, plain blanks.
pub fn plain(text: &str) -> String {
    let blank = |c: char| if c.is_whitespace() && c != '\n' && c != '\t' { ' ' } else { c };
    let visible = text.chars().filter(|c| !shown_invisible(*c));
    visible.map(half_width).map(blank).collect::<String>().trim().to_owned()
}
