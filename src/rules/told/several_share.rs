//! A percentage told of several numbers together: 甲60件、乙16件，合计占办结总数的64.4%.

use std::ops::Range;

use rust_decimal::Decimal;

use super::SHARE;
use super::numbers::{Counted, ToldNumber, percent, shown, sum_of};
use super::sentence::Sentence;
use crate::finding::Finding;

/// Characters of such words at most.
const MOST: usize = 4;

/// The finding for a share, at a place, of the last of some numbers together, that is none of any of some wholes.
pub(super) fn share_of_several(
    sentence: &Sentence<'_, '_>,
    before: &[&Counted<'_>],
    (share, place): (&ToldNumber, &Range<usize>),
    wholes: &[Decimal],
) -> Option<Finding> {
    let paragraph = sentence.paragraph;
    let last = before.last()?;
    let run = before.iter().rev().take_while(|part| part.unit == last.unit).count();
    let parts = &before[before.len() - run..];
    let lead = &paragraph.text[..place.start];
    // 予以公开和部分公开合计占…: what is named is told elsewhere.
    let between = lead[last.range.end..].trim_start_matches('，');
    if between.chars().count() > MOST {
        return None;
    }
    let is_of_two = paragraph.words.of_two.regex().is_match(between);
    // Of how many it is, is not told: of any that it fits.
    let sums = (2..=parts.len()).filter(|count| !is_of_two || *count == 2);
    let sums: Vec<Decimal> = sums.filter_map(|count| sum_of(&parts[parts.len() - count..])).collect();
    let fits =
        |sum: &Decimal| wholes.iter().any(|whole| percent(*sum, *whole).is_some_and(|exact| share.says_percent(exact)));
    if sums.is_empty() || sums.iter().any(fits) || !is_of_two && !paragraph.words.together.regex().is_match(between) {
        return None;
    }
    let (sum, whole) = (sums[0], wholes.first()?);
    // The two before stand beside each other, or more may be meant.
    let two = &parts[parts.len() - 2..];
    let is_pair =
        matches!(&paragraph.text[two[0].range.end..two[1].range.start].chars().next(), Some('、' | '，' | '和'));
    let exact = percent(sum, *whole).filter(|_| is_pair && sum <= *whole)?;
    let written = paragraph.source(place);
    let [one, other] = [two[0], two[1]].map(|part| part.told.value.normalize());
    let message = format!("正文写“{written}”，（{one} + {other}）÷ {whole} = {}。", shown(exact));
    Some(Finding::new(&SHARE, message).mark(&paragraph.place(place), format!("应为 {}", shown(exact))))
}
