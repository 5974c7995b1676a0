//! Words that are longer than a line: without a place to break they would run off the page.

use crate::typeset::PLACE_TO_BREAK;

/// Width in halves of an em from which a word may not fit into a line of the body.
const LONGEST: usize = 54;

/// Width between places to break such a word.
const BETWEEN: usize = 10;

/// Appends a text with places to break in its longest words.
pub(super) fn push(out: &mut String, text: &str) {
    // Most texts have no word that long.
    if text.len() <= LONGEST / 2 || !has_long_word(text) {
        return out.push_str(text);
    }
    let mut rest = text;
    while let Some(start) = rest.find(|c| !is_break(c)) {
        out.push_str(&rest[..start]);
        let word = &rest[start..];
        let end = word.find(is_break).unwrap_or(word.len());
        push_word(out, &word[..end]);
        rest = &word[end..];
    }
    out.push_str(rest);
}

/// Whether a text has a word that may not fit into a line.
fn has_long_word(text: &str) -> bool {
    text.split(is_break).any(|word| word.len() > LONGEST / 2 && width(word) > LONGEST)
}

/// Appends a word, with places to break when it may not fit into a line.
fn push_word(out: &mut String, word: &str) {
    if width(word) <= LONGEST {
        return out.push_str(word);
    }
    let mut since = 0;
    for c in word.chars() {
        if since >= BETWEEN {
            out.push(PLACE_TO_BREAK);
            since = 0;
        }
        since += half_ems(c);
        out.push(c);
    }
}

/// The width of a word.
fn width(word: &str) -> usize {
    word.chars().map(half_ems).sum()
}

/// About how wide a character is: capitals and what Chinese text has are wide.
fn half_ems(c: char) -> usize {
    if c.is_ascii_lowercase() || c.is_ascii_digit() || c.is_ascii_punctuation() { 1 } else { 2 }
}

/// Whether a line may break at a character: at blanks, at Chinese ones, and where addresses do.
fn is_break(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '/' | '-' | '?' | PLACE_TO_BREAK)
        || matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF65}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_are_longer_than_a_line_are_broken() {
        let broken = |text: &str| {
            let mut out = String::new();
            push(&mut out, text);
            out
        };
        for text in [
            "",
            "公开 zwgk@example.gov.cn",
            "http://www.example.gov.cn/zwgk/nianbao/2025/index.html",
            &"公".repeat(200),
        ] {
            assert_eq!(broken(text), text);
        }
        let long = broken(&format!("公开{}。", "a".repeat(60)));
        assert_eq!(long.matches(PLACE_TO_BREAK).count(), 5);
        assert_eq!(long.replace(PLACE_TO_BREAK, ""), format!("公开{}。", "a".repeat(60)));
        assert_eq!(broken(&"—".repeat(30)).matches(PLACE_TO_BREAK).count(), 5);
    }
}
