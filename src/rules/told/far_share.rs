//! Shares of what another sentence of the report tells.

use std::ops::Range;

use rust_decimal::Decimal;

use super::SHARE;
use super::numbers::{Counted, ToldNumber, percent, shown};
use super::sentence::{Sentence, ToldCount};
use super::shares::{are_fit, is_near, is_of_several, is_whole_of_named, place_of};
use super::text::Paragraph;
use crate::finding::Finding;
use crate::rules::passage::is_han;

/// Characters of the name of a part by which it is known elsewhere.
const NAME: usize = 4;

/// Characters that what a share is of has with what is told elsewhere.
const COMMON: usize = 4;

/// Counts of running text that shares are held against; reports have some hundred.
const MOST: usize = 1_000;

/// A share of a number that its sentence or another one tells.
struct FarShare<'t> {
    /// The number that it is told of.
    part: Counted<'t>,
    /// It, and where.
    share: ToldNumber,
    place: Range<usize>,
    /// What it is said to be of.
    of: String,
    /// The whole right before it.
    whole: Option<Decimal>,
}

/// Findings for shares that are of no number of the report, and whose whole is known.
pub(super) fn far_shares(sentence: &Sentence<'_, '_>, told: &[ToldCount<'_>]) -> Vec<Finding> {
    if !sentence.text().contains('%') || told.len() > MOST {
        return Vec::new();
    }
    let paragraph = sentence.paragraph;
    let mut shares: Vec<FarShare<'_>> = Vec::new();
    for found in sentence.paragraph.words.share.regex().captures_iter(sentence.text()) {
        let Some((place, share)) = place_of(sentence, &found) else { continue };
        if is_of_several(paragraph, &place) {
            continue;
        }
        let before = sentence.numbers.iter().rfind(|n| n.is_count() && n.range.end <= place.start);
        // 共282条，其中动态占76%: the number before is the whole.
        let whole_before = before.filter(|whole| {
            let between = &paragraph.text[whole.range.end..place.start];
            between.starts_with("，其中") && !between.contains('；') && !between["，".len()..].contains('，')
        });
        let whole = whole_before.map(|whole| whole.told.value);
        let is_it =
            |part: &&Counted<'_>| is_near(paragraph, part, &place) && !is_whole_of_named(paragraph, part, &place);
        let part = match before.filter(|part| whole.is_none() && is_it(part)) {
            Some(part) if sentence.paragraph.words.of_all.regex().is_match(&found["of"]) => Some(part.clone()),
            Some(_) => None,
            None => named(paragraph, &place, told),
        };
        shares.extend(part.map(|part| FarShare { part, share, place, of: found["of"].to_owned(), whole }));
    }
    let fits = |whole: Decimal, FarShare { part, share, .. }: &FarShare<'_>| {
        whole >= part.told.value && percent(part.told.value, whole).is_some_and(|exact| share.says_percent(exact))
    };
    let finding = |one: &FarShare<'_>| {
        let FarShare { part, share, place, of, whole: before } = one;
        let sum = crate::figures::checked_sum(shares.iter().map(|share| Some(share.part.told.value)))?;
        if fits(sum, one) || told.iter().any(|(_, whole)| fits(whole.told.value, one)) {
            return None;
        }
        // The others, told to some places, of some whole.
        let others = || shares.iter().filter(|other| other.part.range != part.range);
        let is_of = |whole: Decimal, other: &FarShare<'_>| other.share.has_places() && fits(whole, other);
        // The whole of another share beside it, or what it is said to be of.
        let beside = |(_, whole): &&ToldCount<'_>| {
            whole.unit == part.unit
                && whole.told.value > part.told.value
                && others().any(|other| is_of(whole.told.value, other))
        };
        let together = || (shares.len() > 1 && others().all(|other| is_of(sum, other))).then_some(sum);
        let other = || told.iter().find(beside).or_else(|| said_of(of, part, told)).map(|(_, whole)| whole.told.value);
        let before = before.filter(|whole| *whole > part.told.value);
        let whole = before
            .or_else(|| based(paragraph, of, part, told))
            .or_else(together)
            .or_else(other)
            .or_else(|| near_by(paragraph, part, share, told))?;
        let beside: Vec<&Counted<'_>> = sentence.numbers.iter().filter(|n| n.range.end <= place.start).collect();
        let exact = percent(part.told.value, whole).filter(|_| !are_fit(share, &beside, whole))?;
        let message =
            format!("正文写“{}”，{} ÷ {} = {}。", paragraph.source(place), part.told.value, whole, shown(exact));
        let finding = Finding::new(&SHARE, message);
        Some(finding.mark(&paragraph.place(place), format!("应为 {}", shown(exact))))
    };
    shares.iter().filter_map(finding).collect()
}

/// What a share is told of by what was done with it, where that is told: 占办结总数的.
fn based(paragraph: &Paragraph<'_>, of: &str, part: &Counted<'_>, told: &[ToldCount<'_>]) -> Option<Decimal> {
    let base = paragraph.words.share_bases.iter().find(|base| base.of.regex().is_match(of))?;
    let is_more = |whole: &Counted<'_>| whole.unit == part.unit && whole.told.value > part.told.value;
    let says =
        |(of, whole): &&ToldCount<'_>| is_more(whole) && base.says.regex().is_match(of.clause_text(&whole.range));
    told.iter().find(says).map(|(_, whole)| whole.told.value)
}

/// The number that a share without one beside it is told of, by the name of what it is: the only one of the report.
fn named<'t>(paragraph: &Paragraph<'_>, share: &Range<usize>, told: &[ToldCount<'t>]) -> Option<Counted<'t>> {
    let clause = paragraph.clause(share);
    let name: String = paragraph.text[clause.start..share.start].chars().filter(|c| is_han(*c)).collect();
    let name = name.strip_prefix("其中").unwrap_or(&name);
    let name = name.strip_suffix('件').unwrap_or(name);
    if name.chars().count() < NAME {
        return None;
    }
    let is_it = |(of, number): &&ToldCount<'_>| {
        let clause = of.clause(&number.range);
        let words = &of.text[clause.start..number.range.start];
        if name.chars().count() == NAME {
            return words.ends_with(name);
        }
        let mut words = words.chars();
        name.chars().all(|c| words.any(|known| known == c))
    };
    let mut found = told.iter().filter(is_it);
    found.next().filter(|_| found.next().is_none()).map(|(_, number)| (*number).clone())
}

/// Points by which a share may be off that is meant to be of a number.
const OFF: Decimal = Decimal::ONE;

/// The number told before a part in its paragraph that its share is almost of: the only one that it may be.
fn near_by(
    paragraph: &Paragraph<'_>,
    part: &Counted<'_>,
    share: &ToldNumber,
    told: &[ToldCount<'_>],
) -> Option<Decimal> {
    let is_it = |whole: &Decimal| {
        let exact = percent(part.told.value, *whole).and_then(|exact| exact.checked_sub(share.value));
        share.has_places() && *whole > part.told.value && exact.is_some_and(|by| by.abs() <= OFF)
    };
    let before = |(of, number): &&ToldCount<'_>| {
        std::ptr::eq(*of, paragraph) && number.unit == part.unit && number.range.end <= part.range.start
    };
    let mut found = told.iter().filter(before).map(|(_, number)| number.told.value).filter(is_it);
    found.next().filter(|_| found.next().is_none())
}

/// The number that a share is said to be of: the only one of the report that has as much of its name.
fn said_of<'a, 't>(of: &str, part: &Counted<'_>, told: &'a [ToldCount<'t>]) -> Option<&'a ToldCount<'t>> {
    let letters: Vec<char> = of.chars().filter(|c| is_han(*c)).collect();
    let pieces: Vec<String> = letters.windows(COMMON).map(|piece| piece.iter().collect()).collect();
    let is_it = |(paragraph, number): &&ToldCount<'_>| {
        let clause = paragraph.clause(&number.range);
        let words = &paragraph.text[clause.start..number.range.start];
        number.unit == part.unit
            && number.told.value > part.told.value
            && number.range != part.range
            && pieces.iter().any(|piece| words.contains(piece.as_str()))
    };
    let mut found = told.iter().filter(is_it);
    found.next().filter(|_| found.next().is_none())
}
