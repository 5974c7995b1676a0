//! Percentages that running text tells, worked out again.

use std::ops::Range;

use crate::expression::Captures;
use rust_decimal::Decimal;

use super::super::Case;
use super::SHARE;
use super::cut_share::{cut_share, sums_fit};
use super::numbers::{Counted, ToldNumber, counted, percent, shown, sum_of};
use super::odd_share::{ToldShare, odd_one};
use super::reading::amount;
use super::sentence::Sentence;
use super::several_share::share_of_several;
use super::text::Paragraph;
use crate::finding::Finding;
use crate::form::{Name, Wholes};
use crate::rules::passage::is_han;

/// Findings for the percentages of a sentence that its numbers do not give.
pub(super) fn shares(case: &Case<'_>, sentence: &Sentence<'_, '_>) -> Vec<Finding> {
    let text = sentence.text();
    if !text.contains('%') {
        return Vec::new();
    }
    let paragraph = sentence.paragraph;
    // A change is told by the way: 30条，比上年减少4条，占25%.
    let compared = |number: &Counted<'_>| paragraph.is_compared(&number.range);
    let counts = sentence.numbers.iter().filter(|number| number.is_count() && !compared(number));
    let in_sentence: Vec<&Counted<'_>> = counts.collect();
    let number = case.filing.form.phrases().number.regex();
    let mut findings = Vec::new();
    let (mut told, mut all_wholes): (Vec<ToldShare>, Vec<Decimal>) = Default::default();
    for found in paragraph.words.share.regex().captures_iter(text) {
        let Some((place, share)) = place_of(sentence, &found) else { continue };
        let of = found["of"].to_owned();
        let before: Vec<&Counted<'_>> =
            in_sentence.iter().copied().filter(|part| part.range.end <= place.start).collect();
        let Some(part) = before.last().filter(|part| is_near(paragraph, part, &place)) else { continue };
        let part = named(paragraph, part, &place, &in_sentence).unwrap_or(part);
        // A share of several numbers, of something named that is not before it, or of what is named behind its whole.
        if is_whole_of_named(paragraph, part, &place) || !paragraph.words.of_all.regex().is_match(&of) {
            continue;
        }
        let earlier = counted(&paragraph.text, &paragraph.before(place.start), number);
        let earlier: Vec<Counted<'_>> = earlier.into_iter().filter(Counted::is_count).collect();
        if is_of_several(paragraph, &place) {
            let own = named_base(paragraph, &of, earlier.iter());
            findings.extend(own.and_then(|own| share_of_several(sentence, &before, (&share, &place), &own)));
            continue;
        }
        let wholes = earlier.iter().filter(|whole| whole.told.value >= part.told.value && whole.range != part.range);
        if let Some(own) = named_base(paragraph, &of, wholes.clone()) {
            let is_right = own.iter().any(|whole| fits(&share, part, *whole) || are_fit(&share, &before, *whole));
            findings.extend((!is_right).then(|| is_not_of(sentence, part, &place, own[0])).flatten());
            continue;
        }
        let tied = wholes_of(case, sentence, part);
        let wholes: Vec<Decimal> = wholes.map(|whole| whole.told.value).chain(tied.iter().copied()).collect();
        told.push(ToldShare { part: part.told.value, share, place: place.clone() });
        all_wholes.extend(&wholes);
        findings.extend(cut_share(sentence, part, &(share, place.clone()), &wholes, &earlier));
        if wholes.iter().any(|whole| fits(&share, part, *whole))
            || tied.iter().any(|whole| are_fit(&share, &before, *whole))
            || sums_fit(&earlier, part.told.value, |exact| share.says_percent(exact))
        {
            continue;
        }
        let own = likely_whole(sentence, &before, part).or(tied.first().copied());
        findings.extend(own.and_then(|own| is_not_of(sentence, part, &place, own)));
    }
    if findings.is_empty() {
        findings.extend(odd_one(sentence, &told, &all_wholes));
    }
    findings.extend(each(sentence, &in_sentence).or_else(|| in_brackets(sentence, &in_sentence)));
    findings
}

/// Whether a share is that of the last of some numbers together, which stand beside each other: 甲21件、乙5件，占….
pub(super) fn are_fit(share: &ToldNumber, before: &[&Counted<'_>], whole: Decimal) -> bool {
    const MOST: usize = 4;
    (2..=before.len().min(MOST)).any(|count| {
        let sum = sum_of(&before[before.len() - count..]);
        sum.and_then(|sum| percent(sum, whole)).is_some_and(|exact| share.says_percent(exact))
    })
}

/// What one of some numbers is most likely a share of: one before it that is no share itself.
fn likely_whole(sentence: &Sentence<'_, '_>, before: &[&Counted<'_>], part: &Counted<'_>) -> Option<Decimal> {
    let is_whole = |whole: &&&Counted<'_>| {
        whole.unit == part.unit
            && whole.told.value >= part.told.value
            && !sentence.paragraph.text[whole.range.end..].starts_with("，占")
    };
    let before = before.iter().filter(|whole| whole.range.end <= part.range.start);
    before.copied().find(|whole| is_whole(&whole)).map(|whole| whole.told.value)
}

/// The numbers of which a share says that it is, by what is said to be done with them: 占办结总数的.
fn named_base<'n>(
    paragraph: &Paragraph<'_>,
    of: &str,
    wholes: impl Iterator<Item = &'n Counted<'n>>,
) -> Option<Vec<Decimal>> {
    let base = paragraph.words.share_bases.iter().find(|base| base.of.regex().is_match(of))?;
    let says = |whole: &&Counted<'_>| base.says.regex().is_match(paragraph.clause_text(&whole.range));
    let named: Vec<Decimal> = wholes.filter(says).map(|whole| whole.told.value).collect();
    (!named.is_empty()).then_some(named)
}

/// Whether a share is that of a part in a whole.
fn fits(share: &ToldNumber, part: &Counted<'_>, whole: Decimal) -> bool {
    percent(part.told.value, whole).is_some_and(|exact| share.says_percent(exact))
}

/// The finding for a share, at a place, that is not that of a part in a whole.
fn is_not_of(sentence: &Sentence<'_, '_>, part: &Counted<'_>, place: &Range<usize>, whole: Decimal) -> Option<Finding> {
    let paragraph = sentence.paragraph;
    let exact = percent(part.told.value, whole)?;
    let message = format!(
        "正文写“{}，{}”，{} ÷ {} = {}。",
        paragraph.source(&part.range),
        paragraph.source(place),
        part.told.value,
        whole,
        shown(exact)
    );
    Some(Finding::new(&SHARE, message).mark(&paragraph.place(place), format!("应为 {}", shown(exact))))
}

/// The finding for shares that are told one after the other of as many numbers before them.
fn each(sentence: &Sentence<'_, '_>, numbers: &[&Counted<'_>]) -> Option<Finding> {
    let found = sentence.paragraph.words.share_of_each.regex().captures(sentence.text())?;
    let whole = found.get(0)?;
    let place = sentence.at(whole.range());
    let told = found["shares"].split(['、', '和', '与', '及']);
    let shares: Vec<ToldNumber> = told.filter_map(|share| ToldNumber::plain(share.trim_end_matches('%'))).collect();
    let before: Vec<&Counted<'_>> = numbers.iter().copied().filter(|number| number.range.end <= place.start).collect();
    let Some(first) = before.len().checked_sub(shares.len()) else {
        return more_than_all(sentence, &place, &shares).filter(|_| !whole.as_str().contains('各'));
    };
    let (earlier, parts) = before.split_at(first);
    each_of(sentence, &place, earlier, parts, &shares)
}

/// The finding for several shares of one whole that are more than it; those that are far more are of several wholes.
fn more_than_all(sentence: &Sentence<'_, '_>, place: &Range<usize>, shares: &[ToldNumber]) -> Option<Finding> {
    const LEAST: usize = 3;
    let (rounding, far) = (Decimal::new(5, 1), Decimal::from(30));
    let over = crate::figures::checked_sum(shares.iter().map(|share| Some(share.value)))? - Decimal::ONE_HUNDRED;
    let paragraph = sentence.paragraph;
    let message = format!("正文写“{}”，加起来是 {}%。", paragraph.source(place), over + Decimal::ONE_HUNDRED);
    let finding = || Finding::new(&SHARE, message).mark(&paragraph.place(place), "超过 100%");
    (shares.len() >= LEAST && over > rounding && over < far).then(finding)
}

/// The finding for shares that stand in brackets behind their numbers: 甲15件（60%）、乙10件（40%）.
fn in_brackets(sentence: &Sentence<'_, '_>, numbers: &[&Counted<'_>]) -> Option<Finding> {
    let text = &sentence.paragraph.text;
    let share = |part: &Counted<'_>| {
        let inside = text[part.range.end..].strip_prefix('（')?;
        ToldNumber::plain(inside[..inside.find('）')?].strip_suffix('%')?)
    };
    let first = numbers.iter().position(|part| share(part).is_some())?;
    let (earlier, rest) = numbers.split_at(first);
    let (parts, shares): (Vec<&Counted<'_>>, Vec<ToldNumber>) =
        rest.iter().filter_map(|part| Some((*part, share(part)?))).unzip();
    let place = parts[0].range.start..parts[parts.len() - 1].range.end;
    each_of(sentence, &place, earlier, &parts, &shares)
}

/// The finding for as many shares as parts, at a place, of one of some numbers before them or of all of them.
fn each_of(
    sentence: &Sentence<'_, '_>,
    place: &Range<usize>,
    earlier: &[&Counted<'_>],
    parts: &[&Counted<'_>],
    shares: &[ToldNumber],
) -> Option<Finding> {
    let sum = sum_of(parts)?;
    let totals = earlier.iter().map(|total| total.told.value).chain([sum]);
    let right = |total: &Decimal| {
        let fits = |(part, share): (&&Counted<'_>, &ToldNumber)| {
            percent(part.told.value, *total).is_some_and(|exact| share.says_percent(exact))
        };
        parts.iter().zip(shares).filter(|pair| fits(*pair)).count()
    };
    // Most of them must fit, or it is not known what they are shares of.
    let total = totals.max_by_key(right)?;
    let all = crate::figures::checked_sum(shares.iter().map(|share| Some(share.value)))?;
    let is_all = (all - Decimal::ONE_HUNDRED).abs() <= Decimal::new(5, 2);
    // … but for shares that are all of them together.
    let total = if is_all && right(&total) * 2 < shares.len() { sum } else { total };
    let fitting = right(&total);
    if fitting == shares.len() || !is_all && fitting * 2 < shares.len() || shares.len() < 2 {
        return None;
    }
    let exact: Vec<String> = parts.iter().filter_map(|part| Some(shown(percent(part.told.value, total)?))).collect();
    let message =
        format!("正文写“{}”，按总数 {total} 算，应为 {}。", sentence.paragraph.source(place), exact.join("、"));
    Some(Finding::new(&SHARE, message).mark(&sentence.paragraph.place(place), format!("应为 {}", exact.join("、"))))
}

/// Whether a number stands right before a share, so that the share is told of it.
pub(super) fn is_near(paragraph: &Paragraph<'_>, part: &Counted<'_>, share: &Range<usize>) -> bool {
    let between = &paragraph.text[part.range.end..share.start];
    // 10件，均为投诉举报类申请，占…
    let aside = paragraph.words.aside.regex().find(between);
    let between = aside.map_or(between, |aside| &between[aside.end() - '，'.len_utf8()..]);
    // 50万元以上的村占68%: the number only tells which.
    let is_bound = ["以上", "以下", "以内"].iter().any(|bound| between.starts_with(bound));
    between == "、" || between.chars().count() <= 12 && !is_bound && !between.contains(['；', '、', '%', '）'])
}

/// Whether a number before a share is the whole of what has no number of its own: 551件，其中予以公开占50.64%.
pub(super) fn is_whole_of_named(paragraph: &Paragraph<'_>, number: &Counted<'_>, share: &Range<usize>) -> bool {
    let between = &paragraph.text[number.range.end..share.start];
    let behind = between.strip_prefix(['，', '。']);
    let named = behind.and_then(|rest| rest.strip_prefix("其中"));
    // 收回764份，满意的占96.2%
    named.is_some_and(|named| named.contains(is_han)) || behind.is_some_and(|rest| rest.ends_with('的'))
}

/// The number of what a share is told of where that is named between: 社区事务118条、其他12条，社区事务类占50%.
fn named<'a, 'n>(
    paragraph: &Paragraph<'_>,
    part: &Counted<'_>,
    share: &Range<usize>,
    all: &'a [&'a Counted<'n>],
) -> Option<&'a &'a Counted<'n>> {
    const NAME: usize = 3;
    let between = paragraph.text[part.range.end..share.start].trim_start_matches(['，', '。']);
    let name: String = between.chars().take(NAME).take_while(|c| is_han(*c)).collect();
    // 新办318件、延续402件，新办的占36.9%
    let short = name.strip_suffix('的').filter(|short| short.chars().count() == NAME - 1);
    let called = short.unwrap_or(&name);
    let is_named = |number: &&&Counted<'_>| paragraph.before_in_clause(&number.range).contains(called);
    all.iter().find(is_named).filter(|_| name.chars().count() == NAME)
}

/// Whether a share is told of several numbers together.
pub(super) fn is_of_several(paragraph: &Paragraph<'_>, share: &Range<usize>) -> bool {
    paragraph.text[..share.start].ends_with(['别', '计', '共', '项', '者'])
}

/// The place of a match in a sentence, and its number.
pub(super) fn place_of(sentence: &Sentence<'_, '_>, found: &Captures<'_>) -> Option<(Range<usize>, ToldNumber)> {
    let whole = found.get(0)?;
    Some((sentence.at(whole.range()), ToldNumber::of(found)?))
}

/// What a number is a part of, by the figure that it agrees with.
fn wholes_of(case: &Case<'_>, sentence: &Sentence<'_, '_>, part: &Counted<'_>) -> Vec<Decimal> {
    let readings = sentence.readings_of(part.range.start);
    let keys: Vec<&Name> = readings.flatten().map(|term| &term.key).collect();
    let of = |wholes: &&Wholes| keys.iter().any(|key| key.starts_with(wholes.part.as_str()));
    let found = case.filing.form.phrases().wholes.iter().filter(of).flat_map(|wholes| &wholes.wholes);
    found.filter_map(|reading| amount(reading, case.filing, case.figures)).collect()
}
