//! A number that is sorted in several ways, each of which must make it up: 从渠道看，…。从类别看，….

use std::ops::Range;

use super::numbers::{Counted, sum_of};
use super::sentence::Sentence;
use super::summed::adds_up;
use super::unequal::{Completeness, unequal};
use crate::finding::Finding;

/// The finding for the first of several ways to sort a number, the first of some, of which the parts are not all of it.
pub(super) fn sorted(sentence: &Sentence<'_, '_>, numbers: &[Counted<'_>]) -> Option<Finding> {
    let (total, rest) = numbers.split_first()?;
    let begins: Vec<Range<usize>> = sentence
        .paragraph
        .words
        .sorted
        .regex()
        .find_iter(sentence.text())
        .map(|found| sentence.at(found.range()))
        .collect();
    if begins.len() < 2 || begins[0].start < total.range.end {
        return None;
    }
    let ends = begins[1..].iter().map(|next| next.start).chain([sentence.range.end]);
    let way = |(begin, end): (&Range<usize>, usize)| -> Vec<&Counted<'_>> {
        rest.iter().filter(|part| part.range.start >= begin.end && part.range.end <= end).collect()
    };
    let ways = begins.iter().zip(ends).map(way);
    let is_row = |parts: &Vec<&Counted<'_>>| parts.len() >= 2 && parts.iter().all(|part| part.unit == total.unit);
    let ways: Vec<Vec<&Counted<'_>>> = ways.filter(is_row).collect();
    // Where none makes it up, it is another number that is sorted.
    if !ways.iter().any(|parts| adds_up(parts, total)) {
        return None;
    }
    // What one way leaves out is not told; more than all there are not.
    let more = |parts: &[&Counted<'_>]| {
        let sum = sum_of(parts);
        sum.is_some_and(|sum| sum > total.told.value)
    };
    let whole = |parts: &[&Counted<'_>]| if more(parts) { Completeness::Said } else { Completeness::Likely };
    ways.iter().find_map(|parts| unequal(sentence.paragraph, total, parts, whole(parts)))
}
