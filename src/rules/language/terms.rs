//! Terms of the trade with a character wrong, left out, or in its neighbour's place, and idioms with one wrong, or with two
//! in each other's place.

use std::ops::Range;

use crate::form::words::FixedWords;
use crate::rules::passage::{PassageKind, ReportPassage, is_han};

/// Characters before and after a term that other words may reach into.
const BESIDE: usize = 3;

/// Every term and every idiom of a text that has a slip, with how it is written.
pub(super) fn slips<'w>(passage: &ReportPassage<'_>, words: &'w FixedWords) -> Vec<(Range<usize>, &'w str)> {
    if passage.kind == PassageKind::Title {
        return Vec::new();
    }
    let text = passage.text.as_str();
    let is_right = |c: char| words.between.contains(c) || !is_han(c);
    let terms = words.index().slips(text, passage.chars(), is_right).into_iter();
    let terms = terms.map(|(range, term)| (range, words.terms[term].as_str()));
    let idioms = words.idiom_index().slips(text, passage.chars(), is_right).into_iter();
    let idioms = idioms.map(|(range, idiom)| (range, words.idioms[idiom].as_str()));
    terms.chain(idioms).filter(|(range, _)| !is_fine(text, range, words)).collect()
}

/// Whether a place is, or stands in, an expression that says something else.
pub(super) fn is_fine(text: &str, place: &Range<usize>, words: &FixedWords) -> bool {
    let around = around(text, place);
    words.fine.iter().any(|fine| around.contains(fine.as_str()))
}

/// A place with some characters before and after it.
fn around<'t>(text: &'t str, place: &Range<usize>) -> &'t str {
    let before = text[..place.start].char_indices().rev().nth(BESIDE - 1).map_or(0, |(at, _)| at);
    let after = text[place.end..].char_indices().nth(BESIDE).map_or(text.len(), |(at, _)| place.end + at);
    &text[before..after]
}
