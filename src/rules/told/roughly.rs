//! Numbers that are told roughly, and whose parts are more: 8000余条，其中6500余条、600余条、2000余条.

use rust_decimal::Decimal;

use super::SUM;
use super::sentence::Sentence;
use crate::expression::Captures;
use crate::finding::Finding;

/// A number with whether there are some more, and where it stands.
struct Rough<'t> {
    least: Decimal,
    is_rough: bool,
    unit: &'t str,
    range: std::ops::Range<usize>,
}

/// The finding for the first number told roughly whose parts are more than it may be.
pub(super) fn roughly(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let (paragraph, text) = (sentence.paragraph, sentence.text());
    if !text.contains('余') || paragraph.counts_again() {
        return None;
    }
    let read = |found: Captures<'_>| {
        let range = sentence.at(found.get(0)?.range());
        let unit = found.name("unit")?.range();
        let unit = &text[unit];
        let least = found["number"].parse().ok()?;
        Some(Rough { least, is_rough: found.name("more").is_some(), unit, range })
    };
    let numbers: Vec<Rough<'_>> = paragraph.words.rough.regex().captures_iter(text).filter_map(read).collect();
    let divides = |number: &Rough<'_>| {
        let after = &paragraph.text[number.range.end..sentence.range.end];
        number.is_rough && after.strip_prefix(['，', '。']).is_some_and(|after| after.starts_with("其中"))
    };
    let at = numbers.iter().position(divides)?;
    let (whole, rest) = (&numbers[at], &numbers[at + 1..]);
    let end = most(whole.least)?;
    let from = whole.range.end;
    let is_part = |part: &&Rough<'_>| {
        let before = paragraph.before_in_clause(&part.range);
        let between = &paragraph.text[from..part.range.start];
        part.unit == whole.unit
            && between.matches('（').count() == between.matches('）').count()
            && between.matches("其中").count() == 1
            && !paragraph.words.beside.regex().is_match(before)
            && !paragraph.words.compared.regex().is_match(before)
    };
    let parts: Vec<&Rough<'_>> = rest.iter().filter(is_part).collect();
    // Some of the parts may be all, and what is told behind them of something else.
    let mut sum = Decimal::ZERO;
    let leads = parts[..parts.len().saturating_sub(1)].iter().any(|part| {
        sum = sum.saturating_add(part.least);
        sum > part.least && sum >= whole.least && sum < end
    });
    let all = crate::figures::checked_sum(parts.iter().map(|part| Some(part.least)))?;
    if leads || parts.len() < 2 || all < end {
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
