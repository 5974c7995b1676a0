//! What was done so many times a year, and so often.

use super::SUM;
use super::sentence::Sentence;
use crate::finding::Finding;

/// The finding for a number of times that is another than so often gives: 全年召开2次，每季度1次.
pub(super) fn often(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    if !sentence.text().contains('每') {
        return None;
    }
    let (paragraph, found) = (sentence.paragraph, sentence.paragraph.words.often.regex().captures(sentence.text())?);
    let times = match &found["times"] {
        "一" => 1,
        "二" | "两" => 2,
        digits => digits.parse::<u32>().ok()?,
    };
    let parts = match &found["each"] {
        "月" => 12,
        "半年" => 2,
        _ => 4,
    };
    let number = found.name("number")?;
    let (told, right) = (number.as_str().parse::<u32>().ok()?, times * parts);
    let place = sentence.at(number.range());
    let message =
        format!("正文写“{}”，照每次的间隔是 {right} 次。", paragraph.source(&sentence.at(found.get(0)?.range())));
    (told != right).then(|| Finding::new(&SUM, message).mark(&paragraph.place(&place), format!("应为 {right} 次")))
}
