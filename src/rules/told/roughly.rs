//! Numbers that are told roughly, and whose parts are more: 8000余条，其中6500余条、600余条、2000余条.

use rust_decimal::Decimal;

use super::SUM;
use super::listed::is_divided;
use super::numbers::{Counted, ToldNumber, sum_of};
use super::sentence::Sentence;
use super::text::brackets;
use crate::expression::Captures;
use crate::finding::Finding;

/// A number, and whether there are some more.
type Rough<'t> = (Counted<'t>, bool);

/// The finding for the first number told roughly whose parts are more than it may be.
pub(super) fn roughly(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let (paragraph, text) = (sentence.paragraph, sentence.text());
    if !text.contains('余') || paragraph.counts_again() {
        return None;
    }
    let read = |found: Captures<'_>| {
        let (range, unit) = (sentence.at(found.get(0)?.range()), &text[found.name("unit")?.range()]);
        Some((Counted { told: ToldNumber::of(&found)?, range, unit }, found.name("more").is_some()))
    };
    let numbers: Vec<Rough<'_>> = paragraph.words.rough.regex().captures_iter(text).filter_map(read).collect();
    let divides =
        |(number, is_rough): &Rough<'_>| *is_rough && is_divided(&paragraph.text[number.range.end..sentence.range.end]);
    let at = numbers.iter().position(divides)?;
    let (whole, rest) = (&numbers[at].0, &numbers[at + 1..]);
    let (least, end) = (whole.told.value, most(whole.told.value)?);
    let is_part = |part: &&Counted<'_>| {
        let between = &paragraph.text[whole.range.end..part.range.start];
        part.unit == whole.unit
            && brackets(between).is_eq()
            && between.matches("其中").count() == 1
            && !paragraph.words.beside.regex().is_match(paragraph.before_in_clause(&part.range))
            && !paragraph.is_compared(&part.range)
    };
    let parts: Vec<&Counted<'_>> = rest.iter().map(|(part, _)| part).filter(is_part).collect();
    // Some of the parts may be all, and what is told behind them of something else.
    let may_be = |leading: usize| sum_of(&parts[..leading]).is_some_and(|sum| sum >= least && sum < end);
    let all = sum_of(&parts)?;
    if (2..parts.len()).any(may_be) || parts.len() < 2 || all < end {
        return None;
    }
    let addition: Vec<&str> = parts.iter().map(|part| paragraph.source(&part.range)).collect();
    let message = format!("正文写“{}”，各项 {} 至少是 {all}。", paragraph.source(&whole.range), addition.join(" + "));
    let finding = Finding::new(&SUM, message).mark(&paragraph.place(&whole.range), format!("各项之和至少是 {all}"));
    let all_parts = parts[0].range.start..parts[parts.len() - 1].range.end;
    Some(finding.mark(&paragraph.place(&all_parts), "各项"))
}

/// What a number with some more is less than: 8000余 than 9000; none where it is not round.
fn most(least: Decimal) -> Option<Decimal> {
    let digits = least.to_string();
    let noughts = digits.len() - digits.trim_end_matches('0').len();
    let unit = "1".to_owned() + &"0".repeat(noughts);
    let unit: Decimal = unit.parse().ok().filter(|_| noughts > 0)?;
    least.checked_add(unit)
}
