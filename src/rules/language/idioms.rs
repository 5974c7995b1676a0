//! Idioms with a wrong character, or with two in each other's place.

use std::ops::Range;

use super::terms;
use crate::form::words::FixedWords;
use crate::rules::passage::{PassageKind, ReportPassage, is_han};

/// Every idiom of a text that is wrong, with how it is written.
pub(super) fn slips<'w>(passage: &ReportPassage<'_>, words: &'w FixedWords) -> Vec<(Range<usize>, &'w str)> {
    if passage.kind == PassageKind::Title {
        return Vec::new();
    }
    let text = passage.text.as_str();
    let is_right = |c: char| words.between.contains(c) || !is_han(c);
    let slips = words.idiom_index().slips(text, passage.chars(), is_right).into_iter();
    let slips = slips.filter(|(range, _)| !terms::is_fine(text, range, words));
    slips.map(|(range, idiom)| (range, words.idioms[idiom].as_str())).collect()
}
