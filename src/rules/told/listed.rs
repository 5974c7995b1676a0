//! The parts of a number that running text lists behind it.

use rust_decimal::Decimal;

use super::numbers::{Counted, sum_of};
use super::summed::adds_up;
use super::text::{Paragraph, brackets};
use super::unequal::{MANY, has_slip, is_close};

/// Whether what is counted otherwise may be a part all the same.
pub(super) fn is_no_more(part: &Counted<'_>, total: &Counted<'_>) -> bool {
    part.is_count() && part.told.value <= total.told.value
}

/// The parts that stand in a row, `A3条、B5条、C2条，`: what follows behind its comma is told by itself, unless all of
/// them make up the number.
pub(super) fn in_row<'n, 't>(
    paragraph: &Paragraph<'_>,
    total: &Counted<'_>,
    parts: Vec<&'n Counted<'t>>,
) -> Vec<&'n Counted<'t>> {
    let ends = |part: &&Counted<'_>| !paragraph.text[part.range.end..].starts_with('、');
    let row = parts.iter().position(ends).map_or(parts.len(), |last| last + 1);
    let is_row = row >= 3 && row < parts.len() && paragraph.text[parts[row - 1].range.end..].starts_with('，');
    let closes = |part: &&Counted<'_>| paragraph.words.rest.regex().is_match(paragraph.clause_text(&part.range));
    let is_row = is_row && !parts[row..].iter().any(closes);
    if !is_row || adds_up(&parts, total) {
        return parts;
    }
    // What goes on behind a comma is listed, too, where only all of it is nearly the number.
    let is_near = |parts: &[&Counted<'_>]| sum_of(parts).is_some_and(|sum| is_close(sum, total.told.value));
    if is_near(&parts) && !is_near(&parts[..row]) { parts } else { parts[..row].to_vec() }
}

/// The parts of a number: those after it that count the same and stand in no brackets of their own.
pub(super) fn parts<'n, 't>(
    paragraph: &Paragraph<'_>,
    total: &Counted<'_>,
    rest: &'n [Counted<'t>],
) -> Vec<&'n Counted<'t>> {
    let people = paragraph.words.people.regex();
    let is_person = |number: &Counted<'_>| people.is_match(number.unit);
    // 669条（期）
    let after = paragraph.text[total.range.end..].strip_prefix('（').unwrap_or_default();
    let also = |part: &Counted<'_>| {
        let unit = after.strip_prefix(part.unit).or_else(|| after.strip_prefix('、')?.strip_prefix(part.unit));
        unit.is_some_and(|rest| rest.starts_with(['）', '、']))
    };
    let is_alike =
        |part: &Counted<'_>| plain(part.unit) == plain(total.unit) || is_person(total) && is_person(part) || also(part);
    parts_of(paragraph, total, &rest[by_the_way(paragraph, total, rest)..], is_alike)
}

/// What a number counts, whether it is told how often or how many: 件次 as 件.
fn plain(unit: &str) -> &str {
    unit.strip_suffix('次').filter(|plain| !plain.is_empty()).unwrap_or(unit)
}

/// How many numbers behind another one are told by the way, before it is divided: 27件，含上年结转3件，其中…, or in the
/// sentence behind.
fn by_the_way(paragraph: &Paragraph<'_>, total: &Counted<'_>, rest: &[Counted<'_>]) -> usize {
    let Some(first) = rest.first() else { return 0 };
    let text = &paragraph.text;
    let says = ["，含", "，包含", "，包括"].iter().any(|word| text[total.range.end..].starts_with(word));
    usize::from(says && is_divided(&text[first.range.end..]))
}

/// Whether a number that stands before some words is divided by them.
pub(super) fn is_divided(behind: &str) -> bool {
    behind.strip_prefix(['，', '。']).is_some_and(|behind| behind.starts_with("其中"))
}

/// The same of numbers that are of some kind.
pub(super) fn parts_of<'n, 't>(
    paragraph: &Paragraph<'_>,
    total: &Counted<'_>,
    rest: &'n [Counted<'t>],
    is_part: impl Fn(&Counted<'_>) -> bool,
) -> Vec<&'n Counted<'t>> {
    let text = &paragraph.text;
    let outside = |part: &&Counted<'_>| {
        let between = &text[total.range.end..part.range.start];
        brackets(between).is_le()
    };
    let compared = |part: &&Counted<'_>| paragraph.is_compared(&part.range);
    let left = |part: &&Counted<'_>| is_left(paragraph, total, part);
    let all = rest.iter().filter(|part| is_part(part)).filter(outside).filter(|part| !compared(part) && !left(part));
    let mut parts: Vec<&Counted<'_>> = all.collect();
    // A semicolon ends the parts, unless it stands between all of them, or all of them are nearly the number.
    let parted = |pair: &[&Counted<'_>]| text[pair[0].range.end..pair[1].range.start].contains('；');
    if let Some(end) =
        parts.windows(2).position(parted).filter(|end| *end > 0 && !adds_up(&parts, total) && !is_nearly(&parts, total))
    {
        parts.truncate(end + 1);
    }
    parts
}

/// Whether a number is what was left over of another one that is told to be done: 办结25件，…；结转下年度继续办理1件.
pub(super) fn is_left(paragraph: &Paragraph<'_>, done: &Counted<'_>, number: &Counted<'_>) -> bool {
    let says = |number: &Counted<'_>| paragraph.clause_text(&number.range);
    paragraph.words.carried_out.regex().is_match(says(number))
        && paragraph.words.share_bases.iter().any(|base| base.says.regex().is_match(says(done)))
        && !paragraph.words.carried_out.regex().is_match(says(done))
}

/// Whether many parts make up a number but for a slip, and the number is not one of a few things.
fn is_nearly(parts: &[&Counted<'_>], total: &Counted<'_>) -> bool {
    let sum = sum_of(parts);
    parts.len() >= MANY
        && total.told.value > Decimal::from(FEW)
        && sum.is_some_and(|sum| {
            let by = total.told.value.saturating_sub(sum);
            let is_near = parts.len() >= LONG && by.abs().saturating_mul(NEAR) <= total.told.value;
            is_near || is_close(sum, total.told.value) || has_slip(parts, by)
        })
}

/// Parts from which on they are nearly a number that they miss by more: one in so many.
const LONG: usize = 6;
const NEAR: Decimal = Decimal::from_parts(25, 0, 0, false, 0);

/// What is few: sums of something else are the same by chance.
const FEW: u32 = 40;
