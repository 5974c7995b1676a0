//! Figures that others are told with or without: 收到28件（含上年结转3件）, 新收25件，上年结转3件.

use std::ops::Range;

use super::numbers::Counted;
use super::reading::single;
use super::text::{Paragraph, brackets};
use super::ties::{Claim, Claims, Ties};
use crate::form::{Inclusion, Terms};

/// How a reading has a figure in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Has {
    /// It is added.
    Added,
    /// It is taken away.
    Less,
    /// It is in what is read, which does not name it.
    Within,
    /// It has not.
    Not,
}

/// How a reading has what may be included.
fn has(reading: &Terms, inclusion: &Inclusion) -> Has {
    match reading.iter().find(|term| term.key.text == inclusion.key.text) {
        Some(term) if term.minus => Has::Less,
        Some(_) => Has::Added,
        None if reading.iter().any(|term| inclusion.within.iter().any(|key| key.text == term.key.text)) => Has::Within,
        None => Has::Not,
    }
}

/// Whether a claim is of what may be included itself.
fn tells(claim: &Claim<'_, '_>, inclusion: &Inclusion) -> bool {
    let key = Some(inclusion.key.text.as_str());
    let readings = &claim.tied.tie.readings;
    let agreeing = || claim.agreeing().next().is_some_and(|reading| single(reading) == key);
    readings.len() == 1 && single(&readings[0]) == key || agreeing()
}

/// Whether a number stands neither in brackets nor in a list of what is in another one, where it is not told whether that
/// has it: 28件（上年结转3件）, 28件，其中新收25件，上年结转3件.
fn stands_alone(paragraph: &Paragraph<'_>, sentence: &Range<usize>, number: &Counted<'_>) -> bool {
    let before = &paragraph.text[sentence.start..number.range.start];
    let is_bracketed = brackets(before).is_gt();
    let segment = &before[before.rfind(['；', '。']).unwrap_or(0)..];
    !is_bracketed && !paragraph.words.nests.regex().is_match(segment)
}

/// Bytes between two numbers that are told beside each other at most: sixty characters.
const BESIDE: usize = 180;

/// Leaves out of what a number may be that which another number of the sentence tells beside it: 予以公开3件、部分公开1件 is not
/// both together and one of them.
pub(super) fn settle_parts(paragraph: &Paragraph<'_>, numbers: &[Counted<'_>], claims: &mut Claims<'_, '_>) {
    let text = &paragraph.text;
    let tells = |number: &Counted<'_>, key: &str| {
        let single_of =
            |claim: &Claim<'_, '_>| claim.tied.tie.readings.first().and_then(|reading| single(reading)) == Some(key);
        claims.get(&number.range.start).is_some_and(|all| all.iter().any(single_of))
    };
    let is_beside = |one: &Counted<'_>, other: &Counted<'_>| {
        let (from, to) = (one.range.end.min(other.range.end), one.range.start.max(other.range.start));
        from <= to && to - from <= BESIDE && !paragraph.words.nests.regex().is_match(&text[from..to])
    };
    let mut told: Vec<(usize, String)> = Vec::new();
    for number in numbers {
        let parts = claims.get(&number.range.start).into_iter().flatten().filter(|claim| claim.tied.tie.split);
        for (reading, _) in parts.flat_map(|claim| &claim.tied.readings) {
            let [_, part] = reading.as_slice() else { continue };
            let key = part.key.text.as_str();
            if !part.minus && numbers.iter().any(|other| tells(other, key) && is_beside(number, other)) {
                told.push((number.range.start, key.to_owned()));
            }
        }
    }
    for (place, key) in told {
        for claim in claims.get_mut(&place).into_iter().flatten() {
            claim.keep(|reading| !matches!(reading.as_slice(), [_, part] if part.key.text == key));
        }
    }
}

impl<'c> Ties<'c> {
    /// Settles which readings of a sentence have a figure in them that is told there, too: where it stands right behind
    /// a number that is said to include it, those that do; where it is told beside it, those that do not.
    pub(super) fn settle_inclusions(
        &self,
        paragraph: &Paragraph<'_>,
        sentence: &Range<usize>,
        numbers: &[Counted<'_>],
        claims: &mut Claims<'_, 'c>,
    ) {
        for inclusion in &self.case.filing.form.phrases().inclusions {
            let text = &paragraph.text;
            let of_it = |claim: &Claim<'_, '_>| tells(claim, inclusion);
            let is_it = |number: &Counted<'_>| claims.get(&number.range.start).is_some_and(|all| all.iter().any(of_it));
            let includes = |at: usize| {
                let [number, next, ..] = &numbers[at..] else { return false };
                let between = &text[number.range.end..next.range.start];
                is_it(next) && !between.contains(['。', '；']) && paragraph.words.nests.regex().is_match(between)
            };
            let is_beside = |at: &usize| is_it(&numbers[*at]) && stands_alone(paragraph, sentence, &numbers[*at]);
            let beside: Vec<usize> = (0..numbers.len()).filter(is_beside).collect();
            let added = |number: &Counted<'_>| {
                let adds = |claim: &Claim<'_, '_>| {
                    let any = |wanted| claim.tied.readings.iter().any(|(reading, _)| has(reading, inclusion) == wanted);
                    any(Has::Added) && !any(Has::Within)
                };
                !is_it(number) && claims.get(&number.range.start).is_some_and(|all| all.iter().any(adds))
            };
            let with: Vec<usize> = (0..numbers.len()).filter(|at| added(&numbers[*at])).collect();
            // 上年结转3件，均已办结: what was done of it is not told again.
            let is_done = |at: usize| {
                let behind = &text[numbers[at].range.end..sentence.end];
                behind.trim_start_matches('，').starts_with(['均', '已', '全'])
            };
            let mut settled = Vec::new();
            for (at, number) in numbers.iter().enumerate().filter(|(_, number)| !is_it(number)) {
                let told = &text[number.range.end..sentence.end];
                let is_included = includes(at) || inclusion.included.as_ref().is_some_and(|words| words.is_in(told));
                let is_beside = with.len() == 1 && !beside.is_empty();
                // What was done stands behind both.
                let behind = with.first().is_some_and(|with| *with < at)
                    && beside.iter().all(|beside| *beside < at && !is_done(*beside));
                let keeps = |has: Has| match has {
                    Has::Added => is_included || !is_beside,
                    Has::Less => !(is_included || is_beside && behind),
                    Has::Within => true,
                    Has::Not => !is_included,
                };
                settled.push((number.range.start, keeps(Has::Added), keeps(Has::Less), keeps(Has::Not)));
            }
            for (place, added, less, not) in settled {
                for claim in claims.get_mut(&place).into_iter().flatten() {
                    // 新收25件，上年结转3件，共办理28件: what may have it in it either way may be both together.
                    let all = &claim.tied.readings;
                    let is_either = all.iter().any(|(reading, _)| has(reading, inclusion) == Has::Within);
                    claim.keep(|reading| match has(reading, inclusion) {
                        Has::Added => added || is_either,
                        Has::Less => less,
                        Has::Within => true,
                        Has::Not => not,
                    });
                }
            }
        }
    }
}
