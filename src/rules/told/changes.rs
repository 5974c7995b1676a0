//! Changes against last year that running text tells, worked out again.

use std::ops::Range;

use crate::expression::Captures;
use rust_decimal::Decimal;

use super::super::Case;
use super::CHANGE;
use super::from_to::{from_to, points};
use super::named_change::Called;
use super::numbers::{Counted, ToldNumber, counted};
use super::reading::amount;
use super::sentence::Sentence;
use super::told_change::{ToldChange, in_full, right};
use crate::finding::Finding;
use crate::form::words::ChangeWords;

/// Characters between a figure and its change at most.
const NEAR: usize = 10;

/// The same where the change says what the figure was before.
const FAR: usize = 24;

/// Figures before a change that are looked at: more do not stand so near.
const LOOKED_AT: usize = 6;

/// Characters of a sentence at most before a change that it begins with.
const LEAD: usize = 6;

/// Findings for the changes of a sentence that the figures do not give.
pub(super) fn changes(case: &Case<'_>, sentence: &Sentence<'_, '_>) -> Vec<Finding> {
    let (text, words) = (sentence.text(), &sentence.paragraph.words.change);
    if !text.contains(|c| words.marks.contains(c)) {
        return Vec::new();
    }
    let mut findings: Vec<Finding> = points(sentence).chain(from_to(sentence)).collect();
    if !sentence.numbers.is_empty() {
        findings.extend(told_changes(words, text).filter_map(|found| finding(case, sentence, &found)));
    }
    findings
}

/// The finding for a change that the figures do not give.
fn finding(case: &Case<'_>, sentence: &Sentence<'_, '_>, found: &Captures<'_>) -> Option<Finding> {
    let words = &sentence.paragraph.words.change;
    let (whole, by) = (found.get(0)?, ToldNumber::of(found)?);
    let start = found.name("now").map_or(whole.start(), |now| now.end());
    let place = sentence.at(start..whole.end());
    let told = ToldChange { by, rises: !words.falls(&found["way"]), unit: &found["unit"] };
    if let Some(called) = Called::of(case, sentence, &place) {
        return called.finding(case, sentence, &place, &told);
    }
    let Some(now) = changed(sentence, &place, found) else {
        return carried_on(case, sentence, &place, found, &told).or_else(|| reversed(sentence, &place, &told));
    };
    if now.unit.contains('%') || told.unit == "个百分点" {
        return None;
    }
    let befores = befores(case, sentence, now, &place, found);
    let again = found.name("way2").zip(found.name("number2")).and_then(|(way, number)| {
        let by = ToldNumber::plain(number.as_str())?;
        Some(ToldChange { by, rises: !words.falls(way.as_str()), unit: "%" })
    });
    let twice = || again.as_ref().and_then(|again| both_ways(sentence, &place, &told, again));
    beyond(sentence, now, &place, &told)
        .or_else(twice)
        .or_else(|| otherwise(sentence, now, &place, (&told, again.as_ref()), befores))
}

/// The finding for a change, told a second time in percent or not, of a figure that was none of what it may have been.
fn otherwise(
    sentence: &Sentence<'_, '_>,
    now: &Counted<'_>,
    place: &Range<usize>,
    (told, again): (&ToldChange<'_>, Option<&ToldChange<'_>>),
    befores: Vec<Decimal>,
) -> Option<Finding> {
    // It may be an earlier number of the sentence that changed: a total, with its parts between.
    let numbers = sentence.numbers.iter();
    let earlier = numbers.filter(|other| other.range.end <= now.range.start && other.unit == now.unit);
    let changes = |before: &Decimal, now: &Counted<'_>| {
        told.is_from(*before, now.told) && again.is_none_or(|again| again.is_from(*before, now.told))
    };
    let fits = |before: &Decimal| changes(before, now) || earlier.clone().any(|other| changes(before, other));
    // Where nothing tells what it was, the change as a number does, and the percentage must be that of it.
    let befores = match again {
        Some(again) if befores.is_empty() && again.rises == told.rises => {
            let all = std::iter::once(now).chain(earlier.clone());
            let pairs: Vec<_> = all.filter_map(|now| Some((told.before(now.told)?, now))).collect();
            if pairs.iter().any(|(before, now)| changes(before, now)) {
                return None;
            }
            pairs.into_iter().map(|(before, _)| before).take(1).collect()
        }
        _ => befores,
    };
    let before = befores.first().filter(|_| !befores.iter().any(fits))?;
    // What is wrong is told: the change as a number, before its percentage.
    let by = if told.is_from(*before, now.told) { again.unwrap_or(told) } else { told };
    is_not(sentence, place, by.unit, now.told.value, *before)
}

/// The finding for a change at a place that is not that from what was before, told in a unit.
fn is_not(
    sentence: &Sentence<'_, '_>,
    place: &Range<usize>,
    unit: &str,
    now: Decimal,
    before: Decimal,
) -> Option<Finding> {
    let (paragraph, right) = (sentence.paragraph, right(unit, now, before)?);
    let (now, before) = (now.normalize(), before.normalize());
    let message = format!("正文写“{}”，本年 {now}，上年 {before}，应为{right}。", paragraph.source(place));
    Some(Finding::new(&CHANGE, message).mark(&paragraph.place(place), format!("应为{right}")))
}

/// Every change that a text tells; those that no word compares only where it speaks of the year before.
fn told_changes<'t>(words: &'t ChangeWords, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
    let tells_before = words.years_before.iter().any(|year| text.contains(year.as_str()));
    let ways = [&words.changed, &words.changed_from, &words.changed_between];
    // 收入64亿元，利税10亿元，分别比上年增长37%和24%: the first change is not that of the last figure.
    let is_first = |found: &Captures<'_>| found.get(0).is_some_and(|whole| text[..whole.start()].ends_with("分别"));
    let ways = ways.into_iter().take(if tells_before { 3 } else { 1 });
    ways.flat_map(move |way| way.regex().captures_iter(text)).filter(move |found| !is_first(found))
}

/// The finding for a figure that is told to have risen by more than it is.
fn beyond(
    sentence: &Sentence<'_, '_>,
    now: &Counted<'_>,
    place: &Range<usize>,
    told: &ToldChange<'_>,
) -> Option<Finding> {
    let is_more = told.rises && told.unit == now.unit && told.by.value > now.told.value && now.told.within.is_zero();
    let paragraph = sentence.paragraph;
    let message = format!("正文写“{}”，增加的比本年的 {} 还多。", paragraph.source(place), now.told.value.normalize());
    is_more.then(|| {
        Finding::new(&CHANGE, message).mark(&paragraph.place(place), "").mark(&paragraph.place(&now.range), "本年的数")
    })
}

/// The finding for a change that is told twice, each time another way.
fn both_ways(
    sentence: &Sentence<'_, '_>,
    place: &Range<usize>,
    told: &ToldChange<'_>,
    again: &ToldChange<'_>,
) -> Option<Finding> {
    let way = |rises: bool| if rises { "增加" } else { "减少" };
    let said = sentence.paragraph.source(place);
    let message = format!("正文写“{said}”，前面说{}，后面说{}。", way(told.rises), way(again.rises));
    let differ = again.rises != told.rises && !again.by.value.is_zero();
    differ.then(|| Finding::new(&CHANGE, message).mark(&sentence.paragraph.place(place), ""))
}

/// The number of a sentence that changed so: the last before the change, and near it.
fn changed<'s, 'p>(
    sentence: &'s Sentence<'p, '_>,
    change: &Range<usize>,
    found: &Captures<'_>,
) -> Option<&'s Counted<'p>> {
    let text = &sentence.paragraph.text;
    let years_before = &sentence.paragraph.words.change.years_before;
    // What stands in brackets as that of the year before is not what changed.
    let is_before = |number: &Counted<'_>| {
        let words = &text[sentence.range.start..number.range.start];
        text[number.range.end..].starts_with('）')
            && words
                .rfind('（')
                .is_some_and(|open| years_before.iter().any(|year| words[open..].contains(year.as_str())))
    };
    // 上年为190篇，同比减少18篇: nor is what the clause says of the year before.
    let is_of_before = |number: &Counted<'_>| {
        let clause = sentence.paragraph.clause(&number.range);
        years_before.iter().any(|year| text[clause.start..number.range.start].starts_with(year.as_str()))
    };
    let before = sentence.numbers.iter().rev().skip_while(|number| number.range.end > change.start);
    let now = before.take(LOOKED_AT).find(|now| !is_before(now) && !is_of_before(now))?;
    // Where it says what it was before, and in what, more may stand between.
    let before = found.name("before").map(|before| before.as_str());
    let before = before.map(|before| before.trim_start_matches(|c: char| c.is_ascii_digit() || ".万亿".contains(c)));
    let most = if before.is_some_and(|unit| unit == now.unit) { FAR } else { NEAR };
    let between = &text[now.range.end..change.start];
    // 收到申请18件，访问量同比增长20%: the clause of the change has a subject of its own.
    let is_still_of_it = most == FAR
        || between
            .rsplit_once('，')
            .is_none_or(|(_, subject)| sentence.paragraph.words.change.still.regex().is_match(subject));
    (between.chars().count() <= most && !between.contains(['；', '。']) && is_still_of_it).then_some(now)
}

/// The finding for a change that a sentence begins with, of a number of the sentence before; it tells what that was.
fn carried_on(
    case: &Case<'_>,
    sentence: &Sentence<'_, '_>,
    change: &Range<usize>,
    found: &Captures<'_>,
    told: &ToldChange<'_>,
) -> Option<Finding> {
    let paragraph = sentence.paragraph;
    let written = found.name("before")?.as_str();
    let (before, unit) = in_full(written).map(|(before, unit)| (before.value, unit))?;
    let begins = paragraph.text[sentence.range.start..change.start].chars().count() <= LEAD;
    if !begins || told.unit == "个百分点" || unit.is_empty() {
        return None;
    }
    let earlier = paragraph.before(sentence.range.start);
    let mut same = counted(&paragraph.text, &earlier, case.filing.form.phrases().number.regex());
    same.retain(|now| now.unit == unit);
    // It is of the sentence before, but what the change is named by may be told further before.
    let near = paragraph.sentence_before(&sentence.range);
    let now = same.iter().find(|now| now.range.start >= near)?;
    if same.iter().any(|now| told.is_from(before, now.told)) {
        return None;
    }
    let right = right(told.unit, now.told.value, before)?;
    let message =
        format!("正文写“{}”，前面写的本年是 {}，应为{right}。", paragraph.source(change), now.told.value.normalize(),);
    Some(Finding::new(&CHANGE, message).mark(&paragraph.place(change), format!("应为{right}")))
}

/// The finding for a change told behind the number of the year before that goes the other way from it:
/// 办结68件；〈去年〉年办结61件，比上年减少7件.
fn reversed(sentence: &Sentence<'_, '_>, change: &Range<usize>, told: &ToldChange<'_>) -> Option<Finding> {
    let paragraph = sentence.paragraph;
    let years_before = &paragraph.words.change.years_before;
    let numbers = sentence.numbers.iter().filter(|number| number.range.end <= change.start);
    let numbers: Vec<&Counted<'_>> = numbers.filter(|number| number.unit == told.unit).collect();
    let (before, earlier) = numbers.split_last()?;
    let lead = paragraph.before_in_clause(&before.range);
    let is_near = paragraph.text[before.range.end..change.start].trim_matches('，').is_empty();
    if !is_near || !years_before.iter().any(|year| lead.starts_with(year.as_str())) {
        return None;
    }
    let goes = |rises: bool| {
        let told = ToldChange { by: told.by, rises, unit: told.unit };
        earlier.iter().find(move |now| told.is_from(before.told.value, now.told))
    };
    let now = goes(!told.rises).filter(|_| goes(told.rises).is_none())?;
    is_not(sentence, change, told.unit, now.told.value, before.told.value)
}

/// What the figure was last year, as the text or last year's report tells it; all that it may be.
fn befores(
    case: &Case<'_>,
    sentence: &Sentence<'_, '_>,
    now: &Counted<'_>,
    change: &Range<usize>,
    found: &Captures<'_>,
) -> Vec<Decimal> {
    let own = found.name("before").and_then(|before| in_full(before.as_str()).map(|(before, _)| before.value));
    if let Some(own) = own {
        return vec![own];
    }
    let ChangeWords { years_before, carried, marks, .. } = &sentence.paragraph.words.change;
    // 比上年减少15条: that is a change again, and not what it was.
    let is_of = |words: &str, year: &str| {
        words.rfind(year).is_some_and(|at| !words[at + year.len()..].contains(|c| marks.contains(c)))
    };
    let told_before = |number: &&Counted<'_>| {
        let clause = sentence.paragraph.clause(&number.range);
        let words = &sentence.paragraph.text[clause.start..number.range.start];
        number.unit == now.unit
            && number.range != now.range
            && !change.contains(&number.range.start)
            && years_before.iter().any(|year| is_of(words, year))
            && !carried.iter().any(|word| words.contains(word.as_str()))
    };
    let in_text = sentence.numbers.iter().filter(told_before).map(|number| number.told.value);
    let prior = case.prior.as_ref();
    let readings = sentence.readings_of(now.range.start);
    let in_report =
        readings.into_iter().filter_map(|reading| prior.and_then(|prior| amount(reading, prior.filing, prior.figures)));
    in_text.chain(in_report).collect()
}
