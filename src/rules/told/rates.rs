//! Rates that running text tells of two numbers, and what is told of each month.

use std::ops::Range;

use rust_decimal::Decimal;

use super::SHARE;
use super::numbers::{Counted, ToldNumber, percent, shown};
use super::sentence::Sentence;
use super::shares::place_of;
use super::text::brackets;
use super::unequal::{is_shifted, is_transposed};
use crate::finding::Finding;
use crate::form::words::RateWords;

/// Findings for rates that the two numbers before them do not give.
pub(super) fn rates(sentence: &Sentence<'_, '_>) -> Vec<Finding> {
    let paragraph = sentence.paragraph;
    let RateWords { received, due, mended, partly, elsewhere, .. } = &paragraph.words.rates;
    let mut findings = Vec::new();
    for found in paragraph.words.rate.regex().captures_iter(sentence.text()) {
        let Some((place, rate)) = place_of(sentence, &found) else { continue };
        // 答复13封（含2封上年结转），答复率100%: what stands in brackets is said by the way.
        let is_aside = |part: &Counted<'_>| brackets(&paragraph.text[part.range.end..place.start]).is_lt();
        let counts = sentence.numbers.iter().filter(|part| part.is_count() && part.range.end <= place.start);
        let before: Vec<&Counted<'_>> = counts.filter(|part| !is_aside(part)).collect();
        let unit = before.last().map(|last| last.unit);
        let before: Vec<&Counted<'_>> = before.into_iter().filter(|part| Some(part.unit) == unit).collect();
        let [.., whole, part] = before.as_slice() else { continue };
        let pairs = before.iter().flat_map(|part| before.iter().map(move |whole| (part.told.value, whole.told.value)));
        let fits = pairs
            .filter(|(part, whole)| part <= whole)
            .any(|(part, whole)| percent(part, whole).is_some_and(|exact| rate.says_percent(exact)));
        let is_mended = mended.regex().is_match(&found["what"]);
        // With more numbers it is not known which two it is the rate of.
        let named = |number: &Counted<'_>| is_named(paragraph.clause_text(&number.range), &found["what"]);
        let is_received = |number: &&&Counted<'_>| {
            let clause = paragraph.clause_text(&number.range);
            received.regex().is_match(clause) && !named(number)
        };
        let is_due = due.regex().is_match(&paragraph.text[sentence.range.start..place.start]);
        // 收到9件，办结8件，结转1件，办结率100%
        let pair = before.iter().find(is_received).zip(before.iter().find(|number| named(number)));
        let pair = pair.filter(|(whole, part)| before.len() > 2 && !is_due && whole.range.end < part.range.start);
        let pair = divided_by(&before, named).or(pair);
        let (whole, part) = pair.map_or((whole, part), |(whole, part)| (whole, part));
        // 收到留言42条，回复40条，回复率100%: nothing says that some need none.
        let of_all = rate.value == Decimal::ONE_HUNDRED
            && before.len() == 2
            && named(part)
            && is_received(&whole)
            && !is_due
            && !partly.regex().is_match(sentence.text());
        let sure = pair.is_some()
            || of_all
            || named(part) && before.len() == 2 && (rate.value != Decimal::ONE_HUNDRED || is_mended);
        let fits = if pair.is_some() || is_mended || of_all {
            percent(part.told.value, whole.told.value).is_some_and(|exact| rate.says_percent(exact))
        } else {
            fits
        };
        // 收到65件，答复61件，转办4件，答复率100%
        let left = whole.told.value.checked_sub(part.told.value);
        let is_rest = |number: &&&Counted<'_>| {
            Some(number.told.value) == left && elsewhere.regex().is_match(paragraph.clause_text(&number.range))
        };
        let fits = fits || pair.is_some() && before.iter().any(|number| is_rest(&number));
        // 受理205件，办结248件，办结率99.2%: no more is done than was received, where nothing was carried over.
        let may_exceed = !named(part) || !is_received(&whole) || partly.regex().is_match(sentence.text());
        // 制发707件，公开763件，公开率95.19%: two digits the other way round, or a nought too much.
        let is_slip = |whole: &Counted<'_>| rate.has_places() && is_slip_of(part.told.value, whole.told.value, &rate);
        let exceeds = part.told.value > whole.told.value && may_exceed && !is_slip(whole);
        if fits || !sure || whole.unit != part.unit || exceeds {
            let others = before.iter().filter(|number| number.range != part.range);
            if !fits && !sure && named(part) {
                findings.extend(almost(sentence, &rate, &place, part, others.copied()));
            }
            continue;
        }
        let Some(exact) = percent(part.told.value, whole.told.value) else { continue };
        findings.push(is_not(sentence, &place, (part.told.value, whole.told.value), exact));
    }
    findings
}

/// The finding for a rate that is not that of a part and a whole.
fn is_not(
    sentence: &Sentence<'_, '_>,
    place: &Range<usize>,
    (part, whole): (Decimal, Decimal),
    exact: Decimal,
) -> Finding {
    let (paragraph, right) = (sentence.paragraph, shown(exact));
    let message = format!("正文写“{}”，{part} ÷ {whole} = {right}。", paragraph.source(place));
    Finding::new(&SHARE, message).mark(&paragraph.place(place), format!("应为 {right}"))
}

/// Whether a rate is that of a part told otherwise: two digits the other way round, or without its last nought.
fn is_slip_of(part: Decimal, whole: Decimal, rate: &ToldNumber) -> bool {
    let meant = rate.value.checked_mul(whole).and_then(|all| all.checked_div(Decimal::ONE_HUNDRED));
    let meant = meant.map(|meant| meant.round());
    meant.is_some_and(|meant| {
        let fits = percent(meant, whole).is_some_and(|exact| rate.says_percent(exact));
        fits && (is_transposed(part, meant) || is_shifted(part, meant))
    })
}

/// The finding for a rate with places that is that of a part and the only other number of its kind, but for one percent
/// or two digits the other way round.
fn almost<'n>(
    sentence: &Sentence<'_, '_>,
    rate: &ToldNumber,
    place: &Range<usize>,
    part: &Counted<'_>,
    others: impl Iterator<Item = &'n Counted<'n>>,
) -> Option<Finding> {
    let exact_of = |whole: &Counted<'_>| {
        if whole.unit != part.unit || whole.told.value <= part.told.value {
            return None;
        }
        let exact = percent(part.told.value, whole.told.value)?.round_dp(rate.value.scale());
        let by = rate.value.checked_sub(exact)?.abs();
        (by == Decimal::ONE || is_transposed(rate.value, exact)).then_some((whole.told.value, exact))
    };
    let mut found = others.filter_map(exact_of);
    let (whole, exact) = found.next().filter(|_| rate.has_places() && found.next().is_none())?;
    Some(is_not(sentence, place, (part.told.value, whole), exact))
}

/// Whether a clause says that something was done, and not that it was not.
fn is_named(clause: &str, what: &str) -> bool {
    clause.find(what).is_some_and(|at| !clause[..at].ends_with(['不', '未']))
}

/// A number and the part of it that a rate is of, of three that are a whole and its two parts:
/// 抽查20家，合格18家、不合格2家，合格率90%.
fn divided_by<'a, 't>(
    numbers: &'a [&'a Counted<'t>],
    named: impl Fn(&Counted<'_>) -> bool,
) -> Option<(&'a &'a Counted<'t>, &'a &'a Counted<'t>)> {
    let [whole, one, other] = numbers else { return None };
    let is_sum = one.told.value.checked_add(other.told.value) == Some(whole.told.value);
    let mut parts = [one, other].into_iter().filter(|part| is_sum && named(part));
    // Of two that are both called so neither is the part: 政府文件解读22篇、部门文件解读16篇，解读率100%.
    parts.next().filter(|_| parts.next().is_none()).map(|part| (whole, part))
}

/// The finding for a rate of less than all of what was all done.
pub(super) fn all_done(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let paragraph = sentence.paragraph;
    let words = &paragraph.words.rates;
    let done = paragraph.words.all_done.regex().captures(sentence.text())?;
    let (end, done_clause) = (done.get(0)?.end(), done.get(0)?.as_str());
    let rate = paragraph.words.rate.regex().captures_iter(sentence.text()).find(|rate| {
        let after = rate.get(0).is_some_and(|whole| whole.start() >= end && whole.start() - end <= NEAR);
        let is_due = rate.get(0).is_some_and(|whole| {
            words.due.regex().is_match(&sentence.text()[..whole.start()]) && !words.when.regex().is_match(done_clause)
        });
        after && !is_due && words.done.regex().is_match(&rate["what"])
    })?;
    let (place, told) = place_of(sentence, &rate)?;
    let message = format!("正文写“{}”，又写“{}”。", done.get(0)?.as_str(), paragraph.source(&place));
    (told.value < Decimal::ONE_HUNDRED).then(|| Finding::new(&SHARE, message).mark(&paragraph.place(&place), ""))
}

/// Bytes between what was all done and its rate at most.
const NEAR: usize = 45;

/// The finding for what is told of each time and is not the number before it parted among the times before it.
pub(super) fn average(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let words = sentence.paragraph.words;
    let found = words.average.regex().captures(sentence.text())?;
    let (place, told) = place_of(sentence, &found)?;
    let before = sentence.numbers.iter().filter(|number| number.range.end <= place.start && number.is_count());
    let times: Vec<&Counted<'_>> = before.clone().filter(|n| words.occasions.regex().is_match(n.unit)).collect();
    let totals: Vec<&Counted<'_>> = before.filter(|number| number.unit == &found["unit"]).collect();
    let ([times], [total]) = (times.as_slice(), totals.as_slice()) else { return None };
    let is_exact = total.told.within.is_zero() && times.told.within.is_zero();
    is_exact.then(|| parted(sentence, &place, told, total, times.told.value)).flatten()
}

/// The finding for what is told of each month and is not a twelfth of the year's number before it.
pub(super) fn monthly(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let (paragraph, text) = (sentence.paragraph, sentence.text());
    let found = paragraph.words.monthly.regex().captures(text)?;
    let (place, told) = place_of(sentence, &found)?;
    let mut before = sentence.numbers.iter().filter(|n| n.range.end <= place.start && n.unit == &found["unit"]);
    let total = before.next().filter(|total| total.told.within.is_zero())?;
    if before.next().is_some() {
        return None;
    }
    parted(sentence, &place, told, total, Decimal::from(12))
}

/// The finding for what is told, at a place, of each of so many, where it is not a number parted among them.
fn parted(
    sentence: &Sentence<'_, '_>,
    place: &Range<usize>,
    told: ToldNumber,
    total: &Counted<'_>,
    among: Decimal,
) -> Option<Finding> {
    let (paragraph, total) = (sentence.paragraph, total.told.value);
    let exact = total.checked_div(among)?;
    let off = exact.checked_sub(told.value)?.abs() >= Decimal::ONE;
    let message =
        format!("正文写“{}”，{total} ÷ {among} = {}。", paragraph.source(place), exact.round_dp(1).normalize());
    off.then(|| Finding::new(&SHARE, message).mark(&paragraph.place(place), ""))
}

/// The finding for a share of a number that is told with it: 64件，占总数80件的75%.
pub(super) fn share_of_told(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let paragraph = sentence.paragraph;
    let found = paragraph.words.share_of_told.regex().captures(sentence.text())?;
    let number = |group: &str| ToldNumber::plain(found.name(group)?.as_str());
    let (part, whole, told) = (number("part")?, number("whole")?, number("number")?);
    let exact = percent(part.value, whole.value)?;
    let is_off = found["unit"] == found["same"] && part.value <= whole.value && !told.says_percent(exact);
    let place = sentence.at(found.name("number")?.range());
    let said = paragraph.source(&sentence.at(found.get(0)?.range()));
    let message = format!("正文写“{said}”，{} ÷ {} = {}。", part.value, whole.value, shown(exact));
    is_off.then(|| Finding::new(&SHARE, message).mark(&paragraph.place(&place), format!("应为 {}", shown(exact))))
}
