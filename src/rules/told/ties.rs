//! Numbers tied to figures by phrases, and which of them nothing agrees with.

use std::collections::BTreeMap;
use std::ops::Range;

use regex::Captures;
use rust_decimal::Decimal;

use super::super::Case;
use super::OTHERWISE;
use super::numbers::ToldNumber;
use super::reading::{amount, describe, mark};
use super::sense::{Sense, is_about};
use super::text::Paragraph;
use crate::finding::Finding;
use crate::form::{Reading, Tie};
use crate::rule::Severity;

/// The phrases that speak of figures of a report, with what these are.
pub(super) struct Ties<'c> {
    case: &'c Case<'c>,
    all: Vec<Tied<'c>>,
}

/// Phrases with the figures that they may mean, as far as they are known.
struct Tied<'c> {
    tie: &'c Tie,
    readings: Vec<(&'c Reading, Decimal)>,
}

/// What a phrase says of a figure.
struct Claim<'t, 'c> {
    tied: &'t Tied<'c>,
    /// The words.
    phrase: Range<usize>,
    /// The number.
    told: ToldNumber,
}

impl<'c> Claim<'_, 'c> {
    /// The readings that agree with it.
    fn agreeing(&self) -> impl Iterator<Item = &'c Reading> {
        self.tied.readings.iter().filter(|(_, figure)| self.told.says(*figure)).map(|(reading, _)| *reading)
    }
}

impl<'c> Ties<'c> {
    /// The phrases that speak of figures of a report.
    pub(super) fn of(case: &'c Case<'c>) -> Self {
        let known = |tie: &'c Tie| {
            let readings = tie.readings.iter();
            let readings: Vec<_> = readings.filter_map(|r| Some((r, amount(r, case.filing, case.figures)?))).collect();
            (!readings.is_empty()).then_some(Tied { tie, readings })
        };
        Self { case, all: case.filing.form.phrases().ties.iter().filter_map(known).collect() }
    }

    /// Findings for what a sentence says otherwise than the tables.
    pub(super) fn contradictions(&self, paragraph: &Paragraph<'_>, sentence: &Range<usize>) -> Vec<Finding> {
        let numbers = self.claims(paragraph, sentence);
        let split = split(&numbers);
        let agrees = |claim: &Claim<'_, '_>| {
            claim.agreeing().next().is_some() || split.iter().any(|tie| std::ptr::eq(*tie, claim.tied.tie))
        };
        let wrong = numbers.values().filter(|claims| !claims.iter().any(agrees)).map(|claims| &claims[0]);
        // Parts of one figure are told together.
        let mut together: Vec<Vec<&Claim<'_, '_>>> = Vec::new();
        for claim in wrong {
            let same =
                |others: &&mut Vec<&Claim<'_, '_>>| claim.tied.tie.split && std::ptr::eq(others[0].tied, claim.tied);
            match together.iter_mut().find(same) {
                Some(others) => others.push(claim),
                None => together.push(vec![claim]),
            }
        }
        together.iter().map(|claims| finding(self.case, paragraph, claims)).collect()
    }

    /// The readings that a number of a sentence agrees with.
    pub(super) fn readings_of(
        &self,
        paragraph: &Paragraph<'_>,
        sentence: &Range<usize>,
        number: usize,
    ) -> Vec<&'c Reading> {
        let mut numbers = self.claims(paragraph, sentence);
        let claims = numbers.remove(&number).unwrap_or_default();
        claims.iter().flat_map(Claim::agreeing).collect()
    }

    /// What the phrases of a sentence say, by the place of the number.
    fn claims(&self, paragraph: &Paragraph<'_>, sentence: &Range<usize>) -> BTreeMap<usize, Vec<Claim<'_, 'c>>> {
        let phrases = self.case.filing.form.phrases();
        let text = &paragraph.marked[sentence.clone()];
        let mut numbers: BTreeMap<usize, Vec<Claim<'_, 'c>>> = BTreeMap::new();
        for tied in &self.all {
            let tie = tied.tie;
            if !tie.needs.iter().any(|word| text.contains(word.as_str()))
                || !is_about(phrases, tie, paragraph, sentence)
            {
                continue;
            }
            for found in tie.phrases.iter().flat_map(|phrase| phrase.regex().captures_iter(text)) {
                let Some(whole) = found.get(0) else { continue };
                // A match may begin or end inside a mark.
                let start = paragraph.text.floor_char_boundary(sentence.start + whole.start());
                let phrase = start..paragraph.text.ceil_char_boundary(sentence.start + whole.end());
                let number = found.name("number").map(|number| sentence.start + number.start());
                let told = match tie.says {
                    Some(says) => Some(ToldNumber { value: says.into(), within: Decimal::ZERO }),
                    None => ToldNumber::of(&found).filter(|_| counts(tie, text, &found)),
                };
                let sense = Sense { case: self.case, phrases, tie, paragraph, sentence, phrase: &phrase, number };
                if let Some(told) = told.filter(|_| sense.holds()) {
                    numbers.entry(number.unwrap_or(start)).or_default().push(Claim { tied, phrase, told });
                }
            }
        }
        numbers
    }
}

/// The phrases of which the numbers of a sentence are parts that add up.
fn split<'c>(numbers: &BTreeMap<usize, Vec<Claim<'_, 'c>>>) -> Vec<&'c Tie> {
    let mut sums: Vec<(&Tied<'c>, Decimal)> = Vec::new();
    for claim in numbers.values().flatten().filter(|claim| claim.tied.tie.split) {
        match sums.iter_mut().find(|(tied, _)| std::ptr::eq(*tied, claim.tied)) {
            Some((_, sum)) => *sum = sum.saturating_add(claim.told.value),
            None => sums.push((claim.tied, claim.told.value)),
        }
    }
    let adds_up = |(tied, sum): &(&Tied<'c>, Decimal)| tied.readings.iter().any(|(_, figure)| figure == sum);
    sums.into_iter().filter(adds_up).map(|(tied, _)| tied.tie).collect()
}

/// Whether what the number of a match counts is what the phrase speaks of.
fn counts(tie: &Tie, text: &str, found: &Captures<'_>) -> bool {
    let unit = found.name("unit").map_or("", |unit| &text[unit.start()..]);
    unit.starts_with('元') || tie.counters.iter().any(|counter| unit.starts_with(counter.as_str()))
}

/// The finding for a claim that nothing agrees with, or for several that are parts of one figure.
fn finding(case: &Case<'_>, paragraph: &Paragraph<'_>, claims: &[&Claim<'_, '_>]) -> Finding {
    let form = &case.figures.form;
    let Tied { tie, readings } = claims[0].tied;
    let words: Vec<&str> = claims.iter().map(|claim| paragraph.source(&paragraph.clause(&claim.phrase))).collect();
    let words = words.join("……");
    let tables: Vec<String> = readings
        .iter()
        .map(|(reading, figure)| format!("{}是 {}", describe(reading, form), figure.normalize()))
        .collect();
    let tables = tables.join("，");
    let told: Vec<Decimal> = claims.iter().map(|claim| claim.told.value.normalize()).collect();
    let addition = told.iter().map(Decimal::to_string).collect::<Vec<_>>().join(" + ");
    let sum = crate::figures::checked_sum(told.iter().copied().map(Some)).unwrap_or_default();
    let fact = match (tie.says, told.len()) {
        (Some(_), _) => format!("正文写“{words}”，{tables}。"),
        (None, 1) => format!("正文写“{words}”，{}写的是 {sum}；{tables}。", tie.name),
        (None, _) => format!("正文写“{words}”，{}写的是 {addition} = {sum}；{tables}。", tie.name),
    };
    let finding = Finding::new(&OTHERWISE, fact);
    let finding = claims.iter().fold(finding, |finding, claim| finding.mark(&paragraph.place(&claim.phrase), "这句话"));
    let finding = if tie.loose { finding.severity(Severity::Hint) } else { finding };
    match readings.first() {
        Some((reading, _)) => mark(finding, reading, case),
        None => finding,
    }
}
