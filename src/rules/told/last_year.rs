//! Figures of the year before as running text tells them, against last year's report.

use rust_decimal::Decimal;

use super::super::Case;
use super::CHANGE;
use super::numbers::Counted;
use super::reading::amount;
use super::sentence::Sentence;
use crate::finding::Finding;

/// Findings for figures of the year before that are not those of last year's report.
pub(super) fn last_year(case: &Case<'_>, sentence: &Sentence<'_, '_>) -> Vec<Finding> {
    let Some(prior) = case.prior.as_ref() else { return Vec::new() };
    let (paragraph, numbers) = (sentence.paragraph, &sentence.numbers);
    let text = &paragraph.text;
    let finding = |(at, before): (usize, &Counted<'_>)| {
        let is_it = before.is_count()
            && sentence.paragraph.words.year_before.regex().is_match(&text[sentence.range.start..before.range.start])
            && !paragraph.words.change.carried.iter().any(|word| text[before.range.end..].starts_with(word));
        // What it is the figure of, the number of this year before it says.
        let now = numbers[..at].last().filter(|now| is_it && now.unit == before.unit)?;
        let known: Vec<Decimal> =
            sentence.readings_of(now.range.start).filter_map(|r| amount(r, prior.filing, prior.figures)).collect();
        let first = known.first().filter(|_| !known.iter().any(|figure| before.told.says(*figure)))?;
        let message =
            format!("正文写上年的数是“{}”，上年的报告里是 {}。", paragraph.source(&before.range), first.normalize());
        Some(Finding::new(&CHANGE, message).mark(&paragraph.place(&before.range), "与上年的报告不同"))
    };
    numbers.iter().enumerate().filter_map(finding).collect()
}
