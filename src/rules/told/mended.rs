//! More done of what was found or received than that was.

use rust_decimal::Decimal;

use super::SUM;
use super::numbers::Counted;
use super::sentence::Sentence;
use super::unequal::is_transposed;
use crate::finding::Finding;

/// Findings for numbers of what was done that are more than the number of what was found before them.
pub(super) fn mended(sentence: &Sentence<'_, '_>) -> Vec<Finding> {
    let (paragraph, words) = (sentence.paragraph, sentence.paragraph.words);
    let finding = |(found, done): (&Counted<'_>, &Counted<'_>)| {
        let is_exact = found.told.within.is_zero() && done.told.within.is_zero();
        let is_more = found.unit == done.unit && done.told.value > found.told.value && is_exact;
        let before = |number: &Counted<'_>| paragraph.before_in_clause(&number.range);
        // Of what was received more may be done where some was carried over, but hardly the same digits.
        let is_swapped = || {
            is_transposed(found.told.value, done.told.value)
                && words.rates.received.regex().is_match(before(found))
                && words.rates.completed.regex().is_match(before(done))
        };
        let is_found = || words.found.regex().is_match(before(found)) && words.mended.regex().is_match(before(done));
        let says = is_more && (is_found() || is_swapped());
        let by = done.told.value.checked_sub(found.told.value).filter(|by| says && *by > Decimal::ZERO)?;
        let (whole, part) = (paragraph.source(&found.range), paragraph.source(&done.range));
        let message = format!("正文前面写“{whole}”，后面办了“{part}”，多 {by}。");
        let finding = Finding::new(&SUM, message).mark(&paragraph.place(&done.range), format!("超过 {whole}"));
        Some(finding.mark(&paragraph.place(&found.range), "前面的"))
    };
    sentence.numbers.windows(2).filter_map(|pair| finding((&pair[0], &pair[1]))).collect()
}
