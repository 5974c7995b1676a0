//! What was done so many times a year, and so often; so many of each, and in all.

use rust_decimal::Decimal;

use super::SUM;
use super::numbers::ToldNumber;
use super::sentence::Sentence;
use crate::expression::Captures;
use crate::finding::Finding;

/// Weeks of a year in which something may be done every week: without holidays, or with them.
const WEEKS: [u32; 2] = [46, 53];

/// The finding for a number that is another than so often, or so many of each, give.
pub(super) fn often(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    if !sentence.text().contains('每') {
        return None;
    }
    interval(sentence).or_else(|| weekly(sentence)).or_else(|| multiplied(sentence))
}

/// The number of a group.
fn value(found: &Captures<'_>, group: &str) -> Option<Decimal> {
    ToldNumber::scaled(found.name(group)?.as_str(), None).map(|told| told.value)
}

/// The finding for a place of a sentence, with what it says and what would be right.
fn finding(sentence: &Sentence<'_, '_>, found: &Captures<'_>, message: &str, right: &str) -> Option<Finding> {
    let paragraph = sentence.paragraph;
    let place = sentence.at(found.name("number")?.range());
    let said = paragraph.source(&sentence.at(found.get(0)?.range())).trim_end_matches(['，', '。', '；']);
    let finding = Finding::new(&SUM, format!("正文写“{said}”，{message}。"));
    Some(finding.mark(&paragraph.place(&place), format!("应为 {right}")))
}

/// The finding for a number of times that is another than so often gives: 全年召开2次，每季度1次.
fn interval(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let words = sentence.paragraph.words;
    let ways = [&words.often, &words.seldom];
    let found = ways.into_iter().find_map(|way| way.regex().captures(sentence.text()))?;
    let parts: u32 = match () {
        () if found.name("month").is_some() => 12,
        () if found.name("half").is_some() => 2,
        () => 4,
    };
    let right = value(&found, "times")?.checked_mul(parts.into())?;
    (value(&found, "number")? != right)
        .then(|| finding(sentence, &found, &format!("照每次的间隔是 {right} 次"), &format!("{right} 次")))?
}

/// The finding for a number that is far from so many a week: 每周更新2条，全年更新60条.
fn weekly(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let found = sentence.paragraph.words.weekly.regex().captures(sentence.text())?;
    let (told, each) = (value(&found, "number")?, value(&found, "times")?);
    let [least, most] = WEEKS.map(|weeks| each.checked_mul(weeks.into()));
    let (least, most, unit) = (least?, most?, &found["unit"]);
    // What began within the year was done in fewer weeks.
    let before = &sentence.text()[..found.get(0)?.start()];
    let is_later = sentence.paragraph.words.later.regex().is_match(before);
    let is_off = unit == &found["same"] && !is_later && (told < least || told > most);
    let right = format!("{least}～{most} {unit}");
    is_off.then(|| finding(sentence, &found, &format!("照每周的数是 {right}"), &right))?
}

/// The finding for a number that is not so many of each occasion: 4期，每期200份，共1000份.
fn multiplied(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let found = sentence.paragraph.words.multiplied.regex().captures(sentence.text())?;
    let (total, each, unit) = (value(&found, "number")?, value(&found, "each")?, &found["unit"]);
    let start = sentence.at(found.get(0)?.range()).start;
    let before = sentence.numbers.iter().filter(|n| n.range.end <= start && n.unit == &found["occasion"]);
    let times: Vec<_> = before.collect();
    let [times] = times.as_slice() else { return None };
    let right = each.checked_mul(times.told.value)?;
    // 每次40人，共80人次
    let is_same = unit.trim_end_matches('次') == found["same"].trim_end_matches('次');
    let is_off = is_same && times.told.within.is_zero() && total != right;
    let message = format!("{each} × {} = {right}", times.told.value);
    is_off.then(|| finding(sentence, &found, &message, &format!("{right} {unit}")))?
}
