//! What there was, what came to it, what went, and what there is: 上年末10件，制发2件、废止3件，年末8件.

use rust_decimal::Decimal;

use super::SUM;
use super::sentence::Sentence;
use crate::finding::Finding;

/// The finding for a number at the end of the year that those before it do not come to.
pub(super) fn stock(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let paragraph = sentence.paragraph;
    let found = paragraph.words.stock.regex().captures(sentence.text())?;
    let value = |group: &str| found.name(group)?.as_str().parse::<Decimal>().ok();
    let (before, plus, minus, after) = (value("before")?, value("plus")?, value("minus")?, value("after")?);
    let right = before.checked_add(plus)?.checked_sub(minus)?;
    if right == after {
        return None;
    }
    let place = sentence.at(found.get(0)?.range());
    let said = paragraph.source(&place);
    let message = format!("正文写“{said}”，{before} + {plus} - {minus} = {right}，写的是 {after}。");
    Some(Finding::new(&SUM, message).mark(&paragraph.place(&place), format!("应为 {right}，或前面的数有错")))
}
