//! A number and its parts that do not add up to it.

use std::ops::Range;

use rust_decimal::Decimal;

use super::SUM;
use super::numbers::{Counted, sum_of};
use super::text::{Paragraph, brackets};
use crate::finding::Finding;

/// Whether parts are all of a number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Completeness {
    /// The text says so.
    Said,
    /// There are many of them.
    Likely,
    /// There are many of them, and one is counted otherwise.
    Mixed,
    /// Nothing tells.
    Unsaid,
}

/// Parts from which on they are taken for all.
pub(super) const MANY: usize = 4;

/// Parts of a small number from which on they are taken for all.
const SMALLEST: usize = 6;

/// The finding for a number that differs from the sum of its parts: where these are all of it, and where they are more.
pub(super) fn unequal(
    paragraph: &Paragraph<'_>,
    total: &Counted<'_>,
    parts: &[&Counted<'_>],
    whole: Completeness,
) -> Option<Finding> {
    let sum = sum_of(parts)?;
    let by = sum.checked_sub(total.told.value)?.abs();
    let first = parts.first()?.range.start;
    let last = parts.last()?.range.end;
    let between = &paragraph.text[total.range.end.min(first)..last.max(total.range.end)];
    // Parts of parts, and numbers that divide the total a second time, make the sum larger.
    let is_flat = outside_brackets(between).matches("其中").count() <= 1 && !paragraph.counts_again();
    let near = by.checked_mul(Decimal::from(12))? <= total.told.value.max(Decimal::from(24));
    // Of very many some may be left out.
    let near = near
        && (sum > total.told.value || by <= Decimal::TEN || by.checked_mul(Decimal::from(50))? <= total.told.value);
    // A list that names the smallest things leaves out little.
    let small = parts.len() >= SMALLEST && total.told.value <= Decimal::from(60);
    let near = near || small && by.checked_mul(Decimal::from(4))? <= total.told.value;
    let near = near || is_slip(sum, total.told.value) || is_shifted(sum, total.told.value);
    let near =
        near || parts.len() >= MANY && (is_flat || sum < total.told.value) && has_slip(parts, total.told.value - sum);
    let near = near || parts.len() > 1 && is_unlikely(parts, sum, total.told.value);
    let very_near = by.checked_mul(Decimal::from(25))? <= total.told.value;
    let within = parts.iter().map(|part| part.told.within).fold(total.told.within, Decimal::saturating_add);
    let rounded = within > Decimal::ZERO && by <= within.saturating_mul(Decimal::TWO);
    // A rest that is told without a number is not among the parts.
    let after = paragraph.behind(last);
    // What stands behind the brackets that the parts stand in is told of something else.
    let is_inside = brackets(between).is_gt();
    let ends = |c: char| matches!(c, '；' | '。') || is_inside && c == '）';
    let after = &after[..after.find(ends).unwrap_or(after.len())];
    let more_is_left =
        paragraph.words.rest.regex().is_match(after) || after.starts_with('等') && sum < total.told.value;
    // 沟通与送达有交叉: one may be both.
    if paragraph.words.overlaps.regex().is_match(after) {
        return None;
    }
    if more_is_left && total.range.start < first || rest_follows(paragraph, last, total, sum) {
        return None;
    }
    let is_meant = || is_close(sum, total.told.value) || parts.len() > 2 && is_unlikely(parts, sum, total.told.value);
    let flat = is_flat && (!between.contains('；') || is_parted(paragraph, parts) || is_meant());
    // 其中一季度…、三季度…: each of them is one part of the year.
    let each = parts.len() >= 3 && between.matches("季度").count() >= parts.len();
    let told = match whole {
        Completeness::Said => true,
        Completeness::Likely => near || (flat && sum > total.told.value),
        Completeness::Mixed => {
            let is_large =
                total.told.value >= LARGE || parts.len() > SMALLEST && total.told.value >= Decimal::ONE_HUNDRED;
            let has_slip = is_large && (has_slip(parts, total.told.value - sum) || is_shifted(sum, total.told.value));
            near && (very_near || is_transposed(sum, total.told.value) || has_slip)
        }
        Completeness::Unsaid => {
            let more = sum > total.told.value;
            flat && (more
                && (parts.len() >= 3
                    || parts.len() == 2 && exceeds(by, total.told.value)
                    || has_slip(parts, total.told.value - sum))
                || parts.len() >= 2 && (very_near || is_unlikely(parts, sum, total.told.value))
                || parts.len() >= 3 && is_slip(sum, total.told.value))
        }
    };
    if !told || by.is_zero() || rounded || !each && leading_sum(paragraph, parts, total) {
        return None;
    }
    // 上下半年各开展检查2次，专项检查1次，共5次: how many have it is not told.
    let before = |part: &Counted<'_>| paragraph.before_in_clause(&part.range);
    if parts.iter().any(|part| paragraph.words.of_each.regex().is_match(before(part))) {
        return None;
    }
    Some(finding(paragraph, total, parts, sum, first..last))
}

/// The finding for a number that the sum of its parts, which stand there, is not.
fn finding(
    paragraph: &Paragraph<'_>,
    total: &Counted<'_>,
    parts: &[&Counted<'_>],
    sum: Decimal,
    place: Range<usize>,
) -> Finding {
    let addition: Vec<String> = parts.iter().map(|part| part.told.value.normalize().to_string()).collect();
    let (written, addition) = (paragraph.source(&total.range), addition.join(" + "));
    let unit = if total.unit.starts_with('元') { " 元" } else { "" };
    let (sum, by) = (sum.normalize(), (sum - total.told.value).abs().normalize());
    let message = format!("正文写“{written}”，各项 {addition} = {sum}{unit}，相差 {by}{unit}。");
    let finding = Finding::new(&SUM, message).mark(&paragraph.place(&total.range), format!("各项之和是 {sum}"));
    finding.mark(&paragraph.place(&place), "各项")
}

/// Whether the next sentence begins with what is left of a number behind some parts: …办结。另有4件结转下一年度.
fn rest_follows(paragraph: &Paragraph<'_>, last: usize, total: &Counted<'_>, sum: Decimal) -> bool {
    let Some((_, next)) = paragraph.text[last..].split_once('。') else { return false };
    let clause = next.split(['，', '。', '；', '\n']).next().unwrap_or_default();
    let Some(left) = total.told.value.checked_sub(sum).filter(|left| *left > Decimal::ZERO) else { return false };
    let number = format!("{left}{}", total.unit);
    let is_whole = |at: usize| !clause[..at].ends_with(|c: char| c.is_ascii_digit());
    paragraph.words.left.regex().is_match(clause) && clause.find(&number).is_some_and(is_whole)
}

/// Whether a semicolon stands between all parts, and each that follows one is a part: 其中，甲类33条；乙类10条.
fn is_parted(paragraph: &Paragraph<'_>, parts: &[&Counted<'_>]) -> bool {
    parts.windows(2).all(|pair| {
        let between = &paragraph.text[pair[0].range.end..pair[1].range.start];
        between.matches('；').count() == 1 && !paragraph.words.apart.regex().is_match(between)
    })
}

/// Whether two numbers are the same digits in another order.
pub(super) fn is_transposed(a: Decimal, b: Decimal) -> bool {
    let sorted = |number: Decimal| {
        let mut digits: Vec<char> = number.to_string().chars().collect();
        digits.sort_unstable();
        digits
    };
    a != b && sorted(a) == sorted(b)
}

/// Whether one number is the other with one more nought.
pub(super) fn is_shifted(a: Decimal, b: Decimal) -> bool {
    !a.is_zero() && (a.checked_mul(Decimal::TEN) == Some(b) || b.checked_mul(Decimal::TEN) == Some(a))
}

/// Whether some parts differ from their whole by what a slip in one of them makes out: two digits the other way round,
/// or a nought too much.
pub(super) fn has_slip(parts: &[&Counted<'_>], by: Decimal) -> bool {
    let meant = |part: &&Counted<'_>| {
        let told = part.told.value;
        let is_one = |meant: &Decimal| is_swapped(told, *meant) || told > *meant && is_shifted(told, *meant);
        told.checked_add(by).filter(|meant| *meant > Decimal::ZERO).is_some_and(|meant| is_one(&meant))
    };
    parts.iter().any(meant)
}

/// Whether two numbers are the same digits, two neighbours of them told the other way round.
fn is_swapped(a: Decimal, b: Decimal) -> bool {
    let (a, b) = (a.to_string(), b.to_string());
    let differing: Vec<usize> =
        a.bytes().zip(b.bytes()).enumerate().filter(|(_, (a, b))| a != b).map(|(at, _)| at).collect();
    let (a, b) = (a.as_bytes(), b.as_bytes());
    a.len() == b.len()
        && matches!(differing[..], [one, next] if next == one + 1 && a[one] == b[next] && a[next] == b[one])
}

/// Whether two numbers are the same digits in another order, or differ in one of several.
pub(super) fn is_slip(a: Decimal, b: Decimal) -> bool {
    let (first, second) = (a.to_string(), b.to_string());
    let others = first.chars().zip(second.chars()).filter(|(a, b)| a != b).count();
    is_transposed(a, b) || first.len() == second.len() && first.len() >= 3 && others == 1
}

/// A number from which on hardly any others are it with two digits the other way round, or a nought too much.
const LARGE: Decimal = Decimal::from_parts(150, 0, 0, false, 0);

/// Whether a few parts miss a large number by two digits the other way round, or by a nought: by chance they hardly do.
pub(super) fn is_unlikely(parts: &[&Counted<'_>], sum: Decimal, total: Decimal) -> bool {
    let meant = |part: &&Counted<'_>| {
        let told = part.told.value;
        let is_one = |meant: Decimal| {
            is_swapped(told, meant)
                || parts.len() > 2 && told > total && meant > Decimal::ZERO && is_shifted(told, meant)
        };
        told.checked_add(total - sum).is_some_and(is_one)
    };
    // 2000条，其中150条、50条: of two, round numbers may leave others out.
    let is_round = sum.checked_rem(Decimal::TEN).is_none_or(|rest| rest.is_zero());
    let is_slip = is_swapped(sum, total) || (parts.len() > 2 || total > sum && !is_round) && is_shifted(sum, total);
    is_slip && total >= Decimal::ONE_HUNDRED || total >= LARGE && parts.len() < MANY && parts.iter().any(meant)
}

/// Whether two parts are more than their whole by so little that they are meant to make it up.
fn exceeds(by: Decimal, total: Decimal) -> bool {
    by == Decimal::ONE || by.checked_mul(Decimal::from(8)).is_some_and(|by| by <= total)
}

/// Whether the first of some parts already add up to a number, so that others divide it anew.
fn leading_sum(paragraph: &Paragraph<'_>, parts: &[&Counted<'_>], total: &Counted<'_>) -> bool {
    let mut sum = Decimal::ZERO;
    let is_listed = paragraph.words.lists.regex().is_match(&paragraph.text[total.range.end..]);
    parts.iter().enumerate().any(|(number, part)| {
        sum = sum.saturating_add(part.told.value);
        number > 0 && sum == total.told.value && !is_last_of_row(paragraph, parts, number + 1, is_listed)
    })
}

/// Leading parts from which on a single thing behind them is one more of them.
const ROW: usize = 5;

/// Characters of the name of one of a row.
const NOUN: usize = 8;

/// Whether what is left behind some leading parts is of the same list: a single thing behind many, or
/// with the same mark between all of them, in whose clause nothing tells otherwise; where they are said to be listed, of
/// few with commas, too: 9件，具体为甲7件，乙1件，丙1件，丁1件.
fn is_last_of_row(paragraph: &Paragraph<'_>, all: &[&Counted<'_>], leading: usize, is_listed: bool) -> bool {
    let rest = &all[leading..];
    let text = &paragraph.text;
    // 会议5次，其中甲会2次、乙会3次、丙会1次: one mark stands between all of them.
    let mark = |part: &&Counted<'_>| text[..paragraph.clause(&part.range).start].chars().next_back();
    let is_marked = |marks: &str| all[1..].iter().all(|part| mark(part).is_some_and(|c| marks.contains(c)));
    let [last] = rest else { return false };
    let is_row = leading >= ROW || is_marked("、") || (is_listed || leading + 1 >= ROW) && is_marked("，");
    let clause = paragraph.clause(&last.range);
    let before = &text[clause.start..last.range.start];
    let begins_anew = paragraph.words.apart.regex().find(before).is_some_and(|found| found.start() == 0);
    // Of a long row that ends with its sentence the last may be any.
    let closes = leading >= ROW && is_marked("、") && before.chars().count() <= NOUN;
    let closes = closes && text[last.range.end..].starts_with(['。', '；']);
    is_row
        && (closes || last.told.value == Decimal::ONE)
        && !begins_anew
        && !paragraph.words.beside.regex().is_match(before)
}

/// A text without what stands in brackets.
fn outside_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let is_outside = |c: &char| {
        depth = if *c == '（' { depth + 1 } else { depth };
        let outside = depth == 0;
        depth = if *c == '）' { depth.saturating_sub(1) } else { depth };
        outside
    };
    text.chars().filter(is_outside).collect()
}

/// Whether two numbers differ by little enough that they are meant to be the same.
pub(super) fn is_close(sum: Decimal, total: Decimal) -> bool {
    let by = sum.saturating_sub(total).abs();
    by <= Decimal::ONE || by.saturating_mul(CLOSE) <= total || is_transposed(sum, total)
}

/// One in so many.
const CLOSE: Decimal = Decimal::ONE_HUNDRED;
