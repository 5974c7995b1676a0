//! A share that is cut off after its places instead of rounded to them.

use std::ops::Range;

use rust_decimal::{Decimal, RoundingStrategy};

use super::SHARE;
use super::numbers::{Counted, ToldNumber, percent, shown};
use super::sentence::Sentence;
use crate::finding::Finding;

/// The finding for a share, told at a place, that some whole gives only where its places are cut off.
pub(super) fn cut_share(
    sentence: &Sentence<'_, '_>,
    part: &Counted<'_>,
    (share, place): &(ToldNumber, Range<usize>),
    wholes: &[Decimal],
    earlier: &[Counted<'_>],
) -> Option<Finding> {
    let paragraph = sentence.paragraph;
    let of = |whole: &Decimal| percent(part.told.value, *whole);
    let rounds = |exact| share.rounds(exact);
    let exact = wholes.iter().filter_map(of).find(|exact| share.says_percent(*exact))?;
    let is_rounded = wholes.iter().filter_map(of).any(rounds) || sums_fit(earlier, part.told.value, rounds);
    if !share.has_places() || is_rounded || paragraph.text[place.clone()].contains('约') {
        return None;
    }
    let rounded = exact.round_dp_with_strategy(share.value.scale(), RoundingStrategy::MidpointAwayFromZero);
    let message = format!(
        "正文写“{}，{}”，算出来是 {}，四舍五入应为 {rounded}%。",
        paragraph.source(&part.range),
        paragraph.source(place),
        shown(exact)
    );
    Some(Finding::new(&SHARE, message).mark(&paragraph.place(place), format!("应为 {rounded}%")))
}

/// Whether a share is that of the sum of some neighbouring numbers of one kind, as some way of telling it has it.
pub(super) fn sums_fit(numbers: &[Counted<'_>], part: Decimal, says: impl Fn(Decimal) -> bool) -> bool {
    let fits = |whole: Decimal| percent(part, whole).is_some_and(&says);
    (0..numbers.len()).any(|from| {
        let mut sum = Decimal::ZERO;
        let alike = numbers[from..].iter().filter(|number| number.unit == numbers[from].unit);
        alike.take(8).any(|number| {
            sum = sum.saturating_add(number.told.value);
            fits(sum)
        })
    })
}
