//! What running text denies and tells all the same: 未组织专题培训 … 组织专题培训2次.

use std::ops::Range;

use super::SUM;
use super::numbers::Counted;
use super::sentence::Sentence;
use crate::finding::Finding;

/// Sentences that are held against each other; reports have some hundred.
const MOST: usize = 1_000;

/// A finding for each thing that one sentence says was not done and another one that it was, the first that does.
pub(super) fn denied(all: &[Sentence<'_, '_>]) -> Vec<Finding> {
    let Some(words) = all.first().map(|sentence| &sentence.paragraph.words.denied) else { return Vec::new() };
    let all = &all[..all.len().min(MOST)];
    let mut findings = Vec::new();
    for sentence in all.iter().filter(|sentence| sentence.text().contains(['未', '没'])) {
        let text = sentence.text();
        for found in words.denies.regex().captures_iter(text) {
            let (Some(whole), Some(what)) = (found.get(0), found.name("what")) else { continue };
            let at = whole.start()..what.end();
            if words.unless.regex().is_match(clause(sentence, &at)) {
                continue;
            }
            let told = all.iter().find_map(|other| Some((other, told(other, what.as_str())?)));
            findings.extend(told.map(|(other, place)| finding(sentence, &at, other, &place)));
        }
        for opposite in &words.opposites {
            let Some(at) = opposite.denies.regex().find(text).map(|found| found.range()) else { continue };
            if words.unless.regex().is_match(clause(sentence, &at)) {
                continue;
            }
            let told = all.iter().find_map(|other| {
                let place = opposite.tells.regex().find(other.text())?.range();
                (!words.unless.regex().is_match(clause(other, &place))).then_some((other, place))
            });
            findings.extend(told.map(|(other, place)| finding(sentence, &at, other, &place)));
        }
    }
    findings
}

/// What the clause around a range of a sentence says.
fn clause<'p>(sentence: &Sentence<'p, '_>, range: &Range<usize>) -> &'p str {
    sentence.paragraph.clause_text(&sentence.at(range.clone()))
}

/// Where a sentence tells how often something was done: 专题培训2次, 2次专题培训.
fn told(sentence: &Sentence<'_, '_>, what: &str) -> Option<Range<usize>> {
    let (paragraph, words) = (sentence.paragraph, &sentence.paragraph.words.denied);
    let at = sentence.text().find(what)?;
    let place = sentence.at(at..at + what.len());
    let is_beside = |number: &Counted<'_>| {
        let between = paragraph.text.get(place.end..number.range.start);
        number.range.end == place.start || between.is_some_and(|between| words.between.regex().is_match(between))
    };
    let counts = |number: &Counted<'_>| number.is_count() && !number.told.value.is_zero() && is_beside(number);
    let clause = paragraph.clause_text(&place);
    let is_told =
        sentence.numbers.iter().any(counts) && !words.unless.regex().is_match(clause) && !clause.contains(['未', '没']);
    is_told.then(|| at..at + what.len())
}

/// The finding for what is denied at one place and told at another.
fn finding(denies: &Sentence<'_, '_>, at: &Range<usize>, tells: &Sentence<'_, '_>, place: &Range<usize>) -> Finding {
    let (at, place) = (denies.at(at.clone()), tells.at(place.clone()));
    let [one, other] =
        [(denies, &at), (tells, &place)].map(|(s, place)| s.paragraph.source(&s.paragraph.clause(place)));
    let message = format!("正文写“{one}”，又写“{other}”，两处说的相反。");
    Finding::new(&SUM, message)
        .mark(&denies.paragraph.place(&at), "这里说没有")
        .mark(&tells.paragraph.place(&place), "这里说有")
        .hint("核对哪一处对，改成一致；说的不是一回事的写明白")
}
