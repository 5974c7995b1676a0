//! What was done so many times a year, and so often.

use super::SUM;
use super::numbers::ToldNumber;
use super::sentence::Sentence;
use crate::finding::Finding;

/// The finding for a number of times that is another than so often gives: 全年召开2次，每季度1次.
pub(super) fn often(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    if !sentence.text().contains('每') {
        return None;
    }
    let (paragraph, found) = (sentence.paragraph, sentence.paragraph.words.often.regex().captures(sentence.text())?);
    let parts: u32 = match () {
        () if found.name("month").is_some() => 12,
        () if found.name("half").is_some() => 2,
        () => 4,
    };
    let number = found.name("number")?;
    let told = ToldNumber::scaled(number.as_str(), None)?.value;
    let right = ToldNumber::scaled(&found["times"], None)?.value.checked_mul(parts.into())?;
    let place = sentence.at(number.range());
    let message =
        format!("正文写“{}”，照每次的间隔是 {right} 次。", paragraph.source(&sentence.at(found.get(0)?.range())));
    (told != right).then(|| Finding::new(&SUM, message).mark(&paragraph.place(&place), format!("应为 {right} 次")))
}
