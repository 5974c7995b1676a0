//! Characters that are not what they seem: invisible ones, odd spaces, and full-width forms; and names that are no files.

mod radicals;
mod script;
mod set;
mod symbols;

use std::borrow::Cow;

pub use radicals::meant;
pub use script::{Script, is_raised, scripted};
pub use set::Characters;
pub use symbols::{is_shown_as_mark, is_symbol_face, nearest_symbol, symbol};

/// Whether a character lies in the supplementary private use planes.
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{F0000}'..='\u{10FFFF}')
}

/// Whether a character shows nothing and must not reach a page: controls, zero-width marks, bidirectional overrides,
/// fillers, and what only chooses the form of the character before it.
pub fn shown_invisible(c: char) -> bool {
    // Most of what is asked for is.
    if is_ideograph(c) {
        return false;
    }
    (c.is_control() && c != '\n' && c != '\t')
        || is_private(c)
        || matches!(c, '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180E}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{E0000}'..='\u{E01EF}')
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFC}')
}

/// Whether a character turns around what stands beside it, so that a name reads as another.
pub fn turns_around(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A character as it is printed: none for one that shows nothing, a plain space for odd ones.
pub fn printed(c: char) -> Option<char> {
    let is_space = matches!(c, '\t' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}');
    (!shown_invisible(c)).then_some(if is_space { ' ' } else { c })
}

/// A text of some of the characters of another one, put down at once.
pub fn taken(text: &str, characters: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(text.len());
    out.extend(characters);
    out
}

/// A text without invisible characters; odd spaces become plain ones.
pub fn clean(text: &str) -> String {
    // Nearly all text is as it is printed.
    if text.chars().all(|c| printed(c) == Some(c)) {
        return text.to_owned();
    }
    taken(text, text.chars().filter_map(printed))
}

/// A text without white space, for comparing what only blanks set apart.
pub fn unspaced(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A text in one line: line ends are left out beside Chinese characters, and blanks elsewhere.
pub fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).fold(
        String::with_capacity(text.len()),
        |mut out, line| {
            let ends = [out.chars().next_back(), line.chars().next()].into_iter().flatten();
            if !out.is_empty() && !ends.into_iter().any(is_chinese) {
                out.push(' ');
            }
            out.push_str(line);
            out
        },
    )
}

/// A text without blanks between its Chinese characters.
pub fn closed_up(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let is_between = |a: char, b: char| is_chinese(a) && is_chinese(b);
        let ends = out.chars().next_back().zip(word.chars().next());
        if ends.is_some_and(|(a, b)| !is_between(a, b)) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A text without some phrases; most texts have none of them.
pub fn leaving_out(text: &str, phrases: impl IntoIterator<Item: AsRef<str>>) -> Cow<'_, str> {
    phrases.into_iter().fold(Cow::Borrowed(text), |text, phrase| {
        let phrase = phrase.as_ref();
        if text.contains(phrase) { text.replace(phrase, "").into() } else { text }
    })
}

/// The first characters of a text, with a mark where there are more.
pub fn beginning(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    format!("{}…", &text[..end])
}

/// Whether a character is Chinese, or punctuation as Chinese text has it.
pub fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF65}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a character is one of the common Chinese characters, which have one spelling.
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// The half-width form of a full-width digit, letter, sign or blank.
pub fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// A text as figures and labels are read from it: no invisible characters, characters
/// that are meant, of half width, plain blanks.
pub fn plain(text: &str) -> String {
    let blank = |c: char| if c.is_whitespace() && c != '\n' && c != '\t' { ' ' } else { c };
    let visible = text.chars().filter(|c| !shown_invisible(*c));
    let plain = taken(text, visible.map(meant).map(half_width).map(blank));
    let trimmed = plain.trim();
    if trimmed.len() == plain.len() { plain } else { trimmed.to_owned() }
}

/// Names that Windows keeps for devices, whatever ending they have.
pub fn is_device(name: &str) -> bool {
    let stem = name.split(['.', ':']).next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let is_port =
        |rest: &str| rest.chars().count() == 1 && rest.contains(|c: char| c.is_ascii_digit() || "¹²³".contains(c));
    let ports = ["COM", "LPT"].iter().filter_map(|port| stem.strip_prefix(port));
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str()) || ports.into_iter().any(is_port)
}
