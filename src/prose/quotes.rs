//! Straight quotation marks in Chinese text, which official documents write as “ ” and ‘ ’ (GB/T 15834-2011, 4.8).

use std::ops::Range;

use super::braces::is_inside;
use crate::characters::is_chinese;

/// What became of the straight quotation marks of a paragraph.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Quotes {
    /// Where one stands, and what is printed for it.
    pub curled: Vec<(usize, char)>,
    /// Those without a partner, which are printed as they stand.
    pub odd: Vec<usize>,
}

/// Pairs the straight quotation marks of a paragraph, given as ranges of a text; those inside `opaque` are left.
pub fn pair(text: &str, lines: &[Range<usize>], opaque: &[Range<usize>]) -> Quotes {
    let mut quotes = Quotes::default();
    if !lines.iter().any(|line| text[line.clone()].chars().any(is_chinese)) {
        return quotes;
    }
    for (mark, open, close) in [('"', '“', '”'), ('\'', '‘', '’')] {
        let places =
            lines.iter().flat_map(|line| text[line.clone()].match_indices(mark).map(|(at, _)| line.start + at));
        let places: Vec<usize> = places.filter(|at| !is_inside(opaque, *at) && !is_apostrophe(text, *at)).collect();
        if places.len() % 2 == 1 {
            quotes.odd.extend(places);
        } else {
            quotes.curled.extend(places.into_iter().zip([open, close].into_iter().cycle()));
        }
    }
    quotes.curled.sort_unstable();
    quotes
}

/// Whether a mark stands inside a Latin word, or behind a number as minutes and inches do.
fn is_apostrophe(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
    let after = text[at + 1..].chars().next().is_some_and(|c| c.is_ascii_alphanumeric());
    text[at..].starts_with('\'') && before && after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_paired_in_chinese_text() {
        let curled = |text: &str| {
            let quotes = pair(text, std::slice::from_ref(&(0..text.len())), &[]);
            let mark =
                |(at, c): (usize, char)| quotes.curled.iter().find(|(place, _)| *place == at).map_or(c, |(_, c)| *c);
            (text.char_indices().map(mark).collect::<String>(), quotes.odd.len())
        };
        assert_eq!(curled("深化\"放管服\"和'五公开'"), ("深化“放管服”和‘五公开’".into(), 0));
        assert_eq!(curled("使用\"OA\"系统，it's好"), ("使用“OA”系统，it's好".into(), 0));
        assert_eq!(curled("少了\"一半"), ("少了\"一半".into(), 1));
        assert_eq!(curled("\"Latin only\""), ("\"Latin only\"".into(), 0));
    }
}
