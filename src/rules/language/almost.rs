//! Expressions that are always written in one way, with a character changed, left out or put in.

use std::ops::Range;

use crate::characters::Characters;
use crate::form::words::FixedWords;
use crate::rules::passage::{PassageKind, ReportPassage, is_han};

/// Every expression of a text that is almost one that is always written otherwise, with how it is written.
pub(super) fn almost<'w>(passage: &ReportPassage<'_>, words: &'w FixedWords) -> Vec<(Range<usize>, &'w str)> {
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    if passage.kind == PassageKind::Title {
        return found;
    }
    let text = passage.text.as_str();
    for (word, start) in words.begun(text, passage.chars()) {
        let rest = &text[start..];
        let is_wrong = |_: &usize| !words.fine.iter().any(|known| rest.starts_with(known.as_str()));
        let length = if rest.starts_with(word) { None } else { one_off(rest, word, &words.between) };
        found.extend(length.filter(is_wrong).map(|length| (start..start + length, word)));
    }
    found
}

/// How many bytes of a text are an expression but for one character, of its middle; none where the text goes another way.
fn one_off(text: &str, word: &str, between: &Characters) -> Option<usize> {
    let same = text.chars().zip(word.chars()).take_while(|(c, own)| c == own);
    let at: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let (text, word) = (&text[at..], &word[at..]);
    let (written, own) = (text.chars().next()?, word.chars().next()?);
    let (behind, own_behind) = (&text[written.len_utf8()..], &word[own.len_utf8()..]);
    let goes_on = |text: &str, rest: &str| rest.chars().nth(1).is_some() && text.starts_with(rest);
    let is_fine = |c: char| between.contains(c) || !is_han(c);
    if goes_on(behind, own_behind) && !(is_fine(own) || is_fine(written)) {
        return Some(at + written.len_utf8() + own_behind.len());
    }
    if goes_on(text, own_behind) && !is_fine(own) {
        return Some(at + own_behind.len());
    }
    (goes_on(behind, word) && !is_fine(written)).then(|| at + written.len_utf8() + word.len())
}

#[cfg(test)]
mod tests {
    use super::one_off;
    use crate::characters::Characters;

    #[test]
    fn one_character_is_seen() {
        for (text, length) in [
            ("其他需报告的事项。", Some(8)),
            ("其他需要报告的事巷，", None),
            ("其他需要报高的事项，", Some(9)),
            ("其他需要报报告的事项", Some(10)),
            ("其他需要报告事项", None),
            ("其他需要说明的情况", None),
        ] {
            let between = Characters::of_text("的、");
            assert_eq!(one_off(text, "其他需要报告的事项", &between), length.map(|n: usize| n * 3), "{text}");
        }
    }
}
