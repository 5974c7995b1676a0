//! Numbers of documents as texts cite them.

use std::ops::Range;

use crate::rules::passage::{TextMark, is_han, marks};

/// The number of a document as it is cited.
pub(super) struct Number<'t> {
    /// The words before the year, with what runs into them.
    pub prefix: &'t str,
    /// The year.
    pub year: &'t str,
    /// The number.
    pub number: &'t str,
    /// Where the whole stands, from the year's bracket on.
    pub at: Range<usize>,
    /// Whether the year stands in the brackets that numbers of documents have.
    pub is_bracketed: bool,
}

/// Whether a number has the year and the number of a notice, and almost its prefix.
pub(super) fn is_almost(written: &Number<'_>, own: &Number<'_>) -> bool {
    const ALIKE: f64 = 0.8;
    let length = own.prefix.chars().count();
    let alike = |length| {
        let prefix = ending(written.prefix, length);
        prefix.chars().next() == own.prefix.chars().next()
            && strsim::normalized_damerau_levenshtein(prefix, own.prefix) >= ALIKE
    };
    (own.year, own.number) == (written.year, written.number) && (length - 1..=length + 1).any(alike)
}

/// The number of a notice, as it is written.
pub(super) fn number(text: &str) -> Option<Number<'_>> {
    numbers(text, &marks(text)).into_iter().next()
}

/// The numbers of documents in a text with those marks: 〔2021〕30号, in any kind of brackets.
pub(super) fn numbers<'t>(text: &'t str, marks: &[TextMark]) -> Vec<Number<'t>> {
    let mut found = Vec::new();
    for &(at, open) in marks.iter().filter(|(_, c)| matches!(c, '〔' | '［' | '[' | '【' | '（' | '(')) {
        let rest = &text[at + open.len_utf8()..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (year, rest) = rest.split_at(digits);
        let Some(close) = rest.chars().next().filter(|c| digits == 4 && "〕］]】）)".contains(*c)) else {
            continue;
        };
        let rest = rest[close.len_utf8()..].trim_start_matches('第');
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = rest.split_at(digits);
        if digits == 0 || !rest.starts_with('号') {
            continue;
        }
        let start =
            text[..at].char_indices().rev().take(12).take_while(|(_, c)| is_han(*c)).last().map_or(at, |(at, _)| at);
        let end = text.len() - rest.len() + '号'.len_utf8();
        let is_bracketed = open == '〔' && close == '〕';
        found.push(Number { prefix: &text[start..at], year, number, at: at..end, is_bracketed });
    }
    found
}

/// The last characters of a text.
pub(super) fn ending(text: &str, count: usize) -> &str {
    let skipped = text.chars().count().saturating_sub(count);
    text.char_indices().nth(skipped).map_or("", |(start, _)| &text[start..])
}
