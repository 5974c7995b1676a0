//! A share that is the only one of several that is not of the same whole.

use std::ops::Range;

use rust_decimal::Decimal;

use super::SHARE;
use super::numbers::{ToldNumber, percent, shown};
use super::sentence::Sentence;
use crate::finding::Finding;

/// A number with the share that it is told to be.
pub(super) struct ToldShare {
    /// The number.
    pub part: Decimal,
    /// The share.
    pub share: ToldNumber,
    /// Where the share stands.
    pub place: Range<usize>,
}

/// Shares from which on all but one show what they are of.
const LEAST: usize = 4;

/// The finding for the one of several shares that is not of what all the others are of.
pub(super) fn odd_one(sentence: &Sentence<'_, '_>, shares: &[ToldShare], wholes: &[Decimal]) -> Option<Finding> {
    let fits = |told: &ToldShare, whole: Decimal| {
        percent(told.part, whole).is_some_and(|exact| told.share.says_percent(exact))
    };
    // Of fewer one that is more than all of it is odd.
    let is_few = shares.len() + 1 == LEAST;
    if shares.len() + 1 < LEAST {
        return None;
    }
    let odd = |whole: Decimal| {
        let mut odd = shares.iter().filter(|told| !fits(told, whole));
        let told = odd.next().filter(|told| odd.next().is_none() && (!is_few || told.part > whole))?;
        Some((told, whole))
    };
    // Where all are of one whole, nothing is odd.
    if wholes.iter().any(|whole| shares.iter().all(|told| fits(told, *whole))) {
        return None;
    }
    let (told, whole) = wholes.iter().find_map(|whole| odd(*whole))?;
    let exact = shown(percent(told.part, whole)?);
    let paragraph = sentence.paragraph;
    let message = format!(
        "正文写“{}”，{} ÷ {whole} = {exact}，其余各项都是占 {whole} 的。",
        paragraph.source(&told.place),
        told.part
    );
    Some(Finding::new(&SHARE, message).mark(&paragraph.place(&told.place), format!("应为 {exact}")))
}
