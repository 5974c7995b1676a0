//! Shares and rates of more than all.

use rust_decimal::Decimal;

use super::super::Case;
use super::SHARE;
use super::numbers::ToldNumber;
use super::sentence::Sentence;
use crate::finding::Finding;

/// Findings for what is told to be more than a hundred percent of what cannot be more.
pub(super) fn over(case: &Case<'_>, sentence: &Sentence<'_, '_>) -> Vec<Finding> {
    let pattern = &case.filing.form.phrases().at_most_all;
    if !sentence.text().contains('%') {
        return Vec::new();
    }
    let paragraph = sentence.paragraph;
    let finding = |found: crate::expression::Captures<'_>| {
        let told = ToldNumber::of(&found)?;
        let place = sentence.at(found.get(0)?.range());
        let message = format!("正文写“{}”，部分不会超过全部。", paragraph.source(&place));
        let finding = Finding::new(&SHARE, message).mark(&paragraph.place(&place), "超过 100%");
        (told.value > Decimal::ONE_HUNDRED).then_some(finding)
    };
    pattern.regex().captures_iter(sentence.text()).filter_map(finding).collect()
}
