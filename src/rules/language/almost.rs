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
    let word: Vec<char> = word.chars().collect();
    let chars: Vec<(usize, char)> = text.char_indices().take(word.len() + 1).collect();
    let differs = word.iter().zip(&chars).position(|(own, (_, c))| own != c)?;
    let rest = |from: usize| &word[from..];
    let goes_on = |at: usize, rest: &[char]| {
        rest.len() >= 2 && chars.get(at..at + rest.len()).is_some_and(|c| c.iter().map(|(_, c)| c).eq(rest))
    };
    let own = word[differs];
    let (_, written) = chars[differs];
    let end = |count: usize| chars.get(count).map_or_else(|| ends(text, count), |(at, _)| Some(*at));
    let is_fine = |c: char| between.contains(c) || !is_han(c);
    if goes_on(differs + 1, rest(differs + 1)) && !(is_fine(own) || is_fine(written)) {
        return end(word.len());
    }
    if goes_on(differs, rest(differs + 1)) && !is_fine(own) {
        return end(word.len() - 1);
    }
    (goes_on(differs + 1, rest(differs)) && !is_fine(written)).then(|| end(word.len() + 1))?
}

/// Where so many characters of a text end.
fn ends(text: &str, count: usize) -> Option<usize> {
    text.char_indices().nth(count).map(|(at, _)| at).or_else(|| (text.chars().count() == count).then_some(text.len()))
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
