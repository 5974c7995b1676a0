//! Parts of a sum that are divided themselves.

use rust_decimal::Decimal;

use super::numbers::{Counted, sum_of};
use super::sentence::Sentence;
use super::text::Paragraph;
use super::unequal::{Completeness, MANY, unequal};
use crate::finding::Finding;

/// How far the parts of a part reach: those after it that add up to it.
fn reach(paragraph: &Paragraph<'_>, parts: &[&Counted<'_>]) -> Option<usize> {
    let [part, next, ..] = parts else { return None };
    if !paragraph.words.nests.regex().is_match(&paragraph.text[part.range.end..next.range.start]) {
        return None;
    }
    let mut sum = Decimal::ZERO;
    parts[1..].iter().position(|inner| {
        sum = sum.saturating_add(inner.told.value);
        sum == part.told.value
    })
}

/// How far the parts of a part reach that are listed right behind it, up to a semicolon: 22件，主办19件、会办3件；….
fn listed(paragraph: &Paragraph<'_>, parts: &[&Counted<'_>]) -> Option<usize> {
    let [part, inner @ ..] = parts else { return None };
    let text = &paragraph.text;
    let last = inner.last().filter(|_| inner.len() > 1)?;
    let joined = inner[..inner.len() - 1].iter().all(|one| text[one.range.end..].starts_with('、'));
    let is_so = text[part.range.end..].starts_with('，') && joined && text[last.range.end..].starts_with('；');
    let sum = sum_of(inner)?;
    (is_so && sum == part.told.value).then_some(inner.len() - 1)
}

/// Some parts without those that divide one of them.
pub(super) fn without_nested<'n, 't>(paragraph: &Paragraph<'_>, parts: Vec<&'n Counted<'t>>) -> Vec<&'n Counted<'t>> {
    let mut kept = Vec::with_capacity(parts.len());
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        kept.push(*part);
        let inner = reach(paragraph, &parts[at..]).or_else(|| listed(paragraph, &parts[at..]));
        at += inner.map_or(1, |inner| inner + 2);
    }
    kept
}

/// The finding for a part of a list that is divided itself, up to all the rest, and wrongly.
pub(super) fn nested(sentence: &Sentence<'_, '_>) -> Option<Finding> {
    let (paragraph, numbers) = (sentence.paragraph, &sentence.numbers);
    let first =
        sentence.paragraph.words.divides.regex().find(sentence.text()).map(|found| sentence.at(found.range()).start)?;
    numbers.windows(2).enumerate().filter(|(_, pair)| pair[0].range.start > first).find_map(|(at, pair)| {
        let between = &paragraph.text[pair[0].range.end..pair[1].range.start];
        let end = paragraph.text[pair[0].range.end..sentence.range.end].find(['；', '。', '）']);
        let end = end.map_or(sentence.range.end, |end| pair[0].range.end + end);
        let parts: Vec<&Counted<'_>> = numbers[at + 1..]
            .iter()
            .take_while(|part| part.range.end <= end)
            .filter(|part| part.unit == pair[0].unit)
            .collect();
        let closes = paragraph.words.rest.regex().is_match(paragraph.clause_text(&parts.last()?.range));
        let divides = paragraph.words.nests.regex().is_match(between) && !between.contains('（');
        let is_list = divides && parts.len() >= 3 && closes;
        let sum = sum_of(&parts)?;
        let is_pair = between.starts_with("，包括") && parts.len() == 2 && sum > pair[0].told.value;
        let is_all = is_list || is_pair;
        let whole = if is_all { Completeness::Said } else { Completeness::Likely };
        (is_all || divides && parts.len() >= MANY).then(|| unequal(paragraph, &pair[0], &parts, whole))?
    })
}
