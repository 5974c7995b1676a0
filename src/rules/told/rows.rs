//! Several things told together of each part of something, and of all of it:
//! 上半年2期85人次，下半年2期75人次，全年共4期160人次.

use super::numbers::Counted;
use super::sentence::Sentence;
use super::unequal::{Completeness, unequal};
use crate::finding::Finding;

/// Things that may be told together.
const TOGETHER: std::ops::RangeInclusive<usize> = 2..=3;

/// Findings for the sums of a sentence that tells several things of each part.
pub(super) fn rows(sentence: &Sentence<'_, '_>) -> Vec<Finding> {
    TOGETHER.filter_map(|together| of_so_many(sentence, together)).next().unwrap_or_default()
}

/// The same where so many things are told together.
fn of_so_many(sentence: &Sentence<'_, '_>, together: usize) -> Option<Vec<Finding>> {
    let (paragraph, numbers) = (sentence.paragraph, &sentence.numbers);
    let rows: Vec<&[Counted<'_>]> = numbers.chunks(together).collect();
    let (totals, parts) = rows.split_last()?;
    let is_like = |row: &&[Counted<'_>]| {
        row.len() == together
            && row.iter().zip(*totals).all(|(one, total)| one.unit == total.unit)
            && row.windows(2).all(|pair| !paragraph.text[pair[0].range.end..pair[1].range.start].contains(['，', '；']))
    };
    let unlike = totals.windows(2).all(|pair| pair[0].unit != pair[1].unit);
    if parts.len() < 2 || !unlike || !rows.iter().all(is_like) {
        return None;
    }
    let between = &paragraph.text[parts.last()?.last()?.range.end..totals[0].range.start];
    if !paragraph.words.sums_rows.regex().is_match(between) {
        return None;
    }
    let sum = |(at, total): (usize, &Counted<'_>)| {
        let parts: Vec<&Counted<'_>> = parts.iter().map(|row| &row[at]).collect();
        // The same may be among several parts.
        if paragraph.words.recurs.regex().is_match(total.unit) {
            return None;
        }
        unequal(paragraph, total, &parts, Completeness::Said)
    };
    Some(totals.iter().enumerate().filter_map(sum).collect())
}
