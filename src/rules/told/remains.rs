//! What was done of something, and what is left of it: 发现问题14个，整改12个，剩余2个正在整改.

use super::numbers::Counted;
use super::sentence::Sentence;
use super::unequal::{Completeness, unequal};
use crate::finding::Finding;

/// The finding for a number that is not what was done of it and what is left: the only three of their kind.
pub(super) fn remains(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let (paragraph, text) = (sentence.paragraph, sentence.text());
    let words = paragraph.words;
    if !words.remains.regex().is_match(text) || words.carries.regex().is_match(text) {
        return None;
    }
    let is_left = |number: &Counted<'_>| words.remains.regex().is_match(paragraph.clause_text(&number.range));
    let last = sentence.numbers.iter().find(|number| is_left(number))?;
    let same: Vec<&Counted<'_>> = sentence.numbers.iter().filter(|number| number.unit == last.unit).collect();
    let [total, done, left] = same.as_slice() else { return None };
    let between = &paragraph.text[total.range.end..left.range.start];
    let is_one = std::ptr::eq(*left, last)
        && !is_left(total)
        && !is_left(done)
        && !between.contains(['（', '）'])
        && words.done.regex().is_match(paragraph.clause_text(&done.range));
    is_one.then(|| unequal(paragraph, total, &[*done, *left], Completeness::Said))?
}
