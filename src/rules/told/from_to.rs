//! Changes that running text tells from one number to another.

use crate::expression::Captures;
use rust_decimal::Decimal;

use super::CHANGE;
use super::numbers::ToldNumber;
use super::sentence::Sentence;
use super::told_change::{ToldChange, in_full, right};
use crate::finding::Finding;
use crate::form::words::ChangeWords;

/// Findings for changes between two percentages: where points are told otherwise, or as a percentage.
pub(super) fn points<'p>(sentence: &'p Sentence<'_, '_>) -> impl Iterator<Item = Finding> + 'p {
    let ChangeWords { points, points_as_percent, .. } = &sentence.paragraph.words.change;
    let between = move |found: Captures<'_>, is_percent: bool| {
        let read = |name: &str| found.name(name)?.as_str().parse::<Decimal>().ok();
        let by = read("to")?.checked_sub(read("from")?)?.abs();
        let told = ToldNumber::of(&found)?;
        let is_wrong = if is_percent { told.value == by } else { !told.says_percent(by) };
        let place = sentence.at(found.get(0)?.range());
        let (said, by) = (sentence.paragraph.source(&place), by.normalize());
        let differ = if is_percent { "相差的是" } else { "相差" };
        let finding = Finding::new(&CHANGE, format!("正文写“{said}”，两个百分比{differ} {by} 个百分点。"));
        is_wrong.then(|| finding.mark(&sentence.paragraph.place(&place), format!("应为 {by} 个百分点")))
    };
    let told = points.regex().captures_iter(sentence.text()).filter_map(move |found| between(found, false));
    told.chain(points_as_percent.regex().captures_iter(sentence.text()).filter_map(move |found| between(found, true)))
}

/// Findings for changes from one number to another.
pub(super) fn from_to<'p>(sentence: &'p Sentence<'_, '_>) -> impl Iterator<Item = Finding> + 'p {
    let words = &sentence.paragraph.words.change;
    words.from_to.regex().captures_iter(sentence.text()).filter_map(move |found| {
        let read = |name: &str| Some(in_full(found.name(name)?.as_str())?.0);
        let (before, to, by) = (read("from")?.value, read("to")?, ToldNumber::of(&found)?);
        // Only what is told in ten thousands is taken for rounded.
        let is_exact = found["to"].ends_with(|c: char| c.is_ascii_digit());
        let (now, within) = (to.value, if is_exact { Decimal::ZERO } else { to.within });
        let rises = found.name("way").map_or(now >= before, |way| !words.falls(way.as_str()));
        let told = ToldChange { by, rises, unit: found.name("unit")?.as_str() };
        let whole = found.get(0)?;
        let place = sentence.at(whole.range());
        let right = right(told.unit, now, before)?;
        let message = format!("正文写“{}”，应为{right}。", sentence.paragraph.source(&place));
        let fits = told.is_from(before, ToldNumber { value: now, within });
        (!fits).then(|| Finding::new(&CHANGE, message).mark(&sentence.paragraph.place(&place), format!("应为{right}")))
    })
}
