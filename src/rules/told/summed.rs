//! Sums that running text tells after what makes them up: 甲3条、乙4条，共7条.

use rust_decimal::Decimal;

use super::super::Case;
use super::numbers::{Counted, counted, sum_of};
use super::sentence::Sentence;
use super::text::{Paragraph, brackets};
use super::unequal::{Completeness, has_slip, is_slip, unequal};
use crate::finding::Finding;
use crate::rules::passage::is_han;

/// The finding for the first number that is told after its parts, and wrongly.
pub(super) fn after(paragraph: &Paragraph<'_>, numbers: &[Counted<'_>]) -> Option<Finding> {
    let first = numbers.first()?.range.start;
    let mut start = 0;
    let sums = numbers.iter().enumerate().filter(|(_, number)| is_sum(paragraph, first, number));
    sums.map(|(at, total)| (std::mem::replace(&mut start, at + 1), at, total))
        .find_map(|(start, at, total)| (at - start >= 2).then(|| summed(paragraph, &numbers[start..at], total))?)
}

/// The finding for a number that is told as the sum of those before it.
fn summed(paragraph: &Paragraph<'_>, before: &[Counted<'_>], total: &Counted<'_>) -> Option<Finding> {
    // 120件，比上年增加20件，…6件，共126件: how much more it was is no part.
    let is_compared = |part: &Counted<'_>| paragraph.is_compared(&part.range);
    // 30件（甲19件、乙11件），6件（甲3件、乙3件），共36件: what divides a part in brackets is none of its own.
    let is_inside = |part: &Counted<'_>| {
        let behind = &paragraph.text[part.range.end..total.range.start];
        brackets(behind).is_lt()
    };
    let before: Vec<&Counted<'_>> = before.iter().filter(|part| !is_compared(part) && !is_inside(part)).collect();
    // 188条，其中甲4条、乙98条，共发布102条; 丙…: what is divided into them first is more than they are.
    let is_whole = |pair: &[&Counted<'_>]| {
        let between = &paragraph.text[pair[0].range.end..pair[1].range.start];
        pair[0].told.value > total.told.value && paragraph.words.nests.regex().is_match(between)
    };
    let leads = usize::from(before.get(..2).is_some_and(is_whole));
    let before = &before[leads..];
    let first = before.first()?.range.start;
    let parts: Vec<&Counted<'_>> = before.iter().copied().filter(|part| part.unit == total.unit).collect();
    // Some numbers before the parts may be of something else; two are parts only where nothing else is counted.
    let some = (0..parts.len().saturating_sub(1)).any(|from| adds_up(&parts[from..], total));
    let nests = paragraph.text[first..total.range.start].contains("其中");
    let exceeds = parts.iter().any(|part| part.told.value > total.told.value);
    let sum = sum_of(&parts)?;
    let nests = nests && !is_slip(sum, total.told.value);
    let exceeds = exceeds && !has_slip(&parts, total.told.value - sum);
    if some || parts.len() < 2 || before.len() == 2 && (nests || exceeds) {
        return None;
    }
    let all = paragraph.words.sum_of_all.regex().find(&paragraph.text[first..total.range.start]);
    // 两个平台共…: what is counted says that those are all.
    let named = all.as_ref().is_some_and(|all| all.as_str().contains(['两', '三', '四', '各', '以', '述']));
    // What came in and what was left over are more than what was done.
    let is_done = |words: &str| ["答复", "办理", "办结"].iter().any(|done| words.contains(done));
    if !named && all.as_ref().is_some_and(|all| is_done(all.as_str())) {
        return None;
    }
    let all = all.is_some() && !named;
    // What is counted otherwise before all parts is none of them.
    let leads = before.len() - parts.len();
    let apart = before[..leads].iter().all(|other| other.unit != total.unit);
    let whole = match apart {
        // What was done in all the year may be more than what was told of it.
        true if all => Completeness::Likely,
        true => Completeness::Said,
        false => Completeness::Unsaid,
    };
    unequal(paragraph, total, &parts, whole)
}

/// Characters of what is counted, behind a sum.
const NOUN: usize = 4;

/// The finding for the first number of a sentence that is told as the sum of those of the sentences before.
pub(super) fn above(case: &Case<'_>, sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let (paragraph, total) = (sentence.paragraph, sentence.numbers.first()?);
    if !paragraph.words.sum_above.regex().is_match(&paragraph.text[sentence.range.start..total.range.start]) {
        return None;
    }
    let earlier = paragraph.before(sentence.range.start);
    let earlier = counted(&paragraph.text, &earlier, case.filing.form.phrases().number.regex());
    let parts: Vec<&Counted<'_>> = earlier.iter().filter(|part| part.unit == total.unit).collect();
    let some = (0..parts.len().saturating_sub(1)).any(|from| adds_up(&parts[from..], total));
    if some || parts.len() < 2 || parts.iter().any(|part| part.told.value > total.told.value) {
        return None;
    }
    unequal(paragraph, total, &parts, Completeness::Likely)
}

/// One in so many, by which parts of another sentence miss their whole.
const NEARLY: Decimal = Decimal::from_parts(200, 0, 0, false, 0);

/// Characters by which a thing is called.
const THING: usize = 2;

/// The finding for a number at the end of the sentence before, that those of a sentence are nearly the parts of:
/// 全年发布信息320条。网站210条，公众号80条，公示栏30条。
pub(super) fn behind(case: &Case<'_>, sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let (paragraph, parts) = (sentence.paragraph, &sentence.numbers);
    let first = parts.first()?;
    let is_alike = |part: &Counted<'_>| part.unit == first.unit && part.told.within.is_zero();
    let is_tied = |part: &Counted<'_>| sentence.claims.contains_key(&part.range.start);
    if parts.len() < 3 || !parts.iter().all(|part| is_alike(part) && !is_tied(part)) {
        return None;
    }
    let words = paragraph.words;
    if [&words.beside, &words.compared].iter().any(|other| other.regex().is_match(sentence.text())) {
        return None;
    }
    let earlier = paragraph.sentence_before(&sentence.range)..sentence.range.start;
    let before = &paragraph.text[earlier.clone()];
    let earlier = counted(&paragraph.text, &earlier, case.filing.form.phrases().number.regex());
    let total = earlier.last().filter(|total| earlier.len() == 1 && is_alike(total))?;
    let ends = paragraph.text[total.range.end..].starts_with('。');
    if !ends || !words.counts_all.regex().is_match(before) {
        return None;
    }
    let all: Vec<&Counted<'_>> = parts.iter().collect();
    let own = sum_of(&all)?;
    let is_near = |sum: Decimal| {
        let by = sum.saturating_sub(total.told.value).abs();
        by <= Decimal::ONE || by.saturating_mul(NEARLY) <= total.told.value
    };
    let is_slip = has_slip(&all, total.told.value - own);
    if is_near(own) || is_slip {
        return unequal(paragraph, total, &all, Completeness::Said);
    }
    // They go on in the sentences behind: 320条。网站210条，公众号80条。公示栏30条。
    let rest = sentence.range.end..paragraph.text.len();
    let later = counted(&paragraph.text, &rest, case.filing.form.phrases().number.regex());
    let mut all: Vec<&Counted<'_>> = all;
    for part in later.iter().take_while(|part| is_alike(part)).take(MORE) {
        all.push(part);
        let is_end = paragraph.text[part.range.end..].starts_with('。');
        if is_end && total.told.value >= Decimal::ONE_HUNDRED && is_near(sum_of(&all)?) {
            return unequal(paragraph, total, &all, Completeness::Said);
        }
    }
    None
}

/// Parts in the sentences behind that are looked at.
const MORE: usize = 6;

/// Whether a number is told as the sum of those before it, back to a place.
pub(super) fn is_sum(paragraph: &Paragraph<'_>, first: usize, number: &Counted<'_>) -> bool {
    let before = &paragraph.text[first..number.range.start];
    let after = &paragraph.text[number.range.end..];
    let clause = &before[before.rfind(['，', '。', '；']).unwrap_or(0)..];
    if !clause.contains(|c| paragraph.words.sum_marks.contains(c)) {
        return false;
    }
    let end = after.chars().take(NOUN + 1).position(|c| "，。；）".contains(c));
    let ends = after.is_empty() || end == Some(0);
    // 9个街道、4个镇，共14个: of what is counted so, more may be among them.
    let is_loose = number.unit == "个" && before.ends_with("，共");
    paragraph.words.sum.regex().is_match(before)
        || number.unit == "个"
            && paragraph.words.sum_entities.regex().is_match(before)
            && is_of_joined(before, &after[..after.char_indices().nth(THING).map_or(after.len(), |(at, _)| at)])
        || is_of_joined(before, after) && paragraph.words.sum_joined.regex().is_match(before)
        || ends && !is_loose && paragraph.words.sum_done.regex().is_match(before)
        || end.is_some() && paragraph.words.sum_of_all.regex().is_match(before)
}

/// Whether what a number counts is of what is counted before it: 3个社区和2个村共5个村（社区）, but no 5个点位.
fn is_of_joined(before: &str, after: &str) -> bool {
    after.chars().take_while(|c| is_han(*c)).all(|c| before.contains(c))
}

/// Whether some parts make up a number.
pub(super) fn adds_up(parts: &[&Counted<'_>], total: &Counted<'_>) -> bool {
    sum_of(parts) == Some(total.told.value)
}
