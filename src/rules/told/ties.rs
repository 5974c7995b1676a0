//! Numbers tied to figures by phrases, and which of them nothing agrees with.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::expression::{Captures, WordPlaces};
use rust_decimal::Decimal;

use super::super::Case;
use super::numbers::ToldNumber;
use super::reading::{amount, single};
use super::respectively::{Respective, respectively};
use super::sense::{Sense, is_about};
use super::text::Paragraph;
use crate::form::{Terms, Tie};

/// The phrases that speak of figures of a report, with what these are.
pub(super) struct Ties<'c> {
    pub case: &'c Case<'c>,
    /// Those of which something is known.
    pub all: Vec<Tied<'c>>,
}

/// Phrases with the figures that they may mean, as far as they are known.
pub(super) struct Tied<'c> {
    /// The number of the first of the phrases among all.
    first: usize,
    /// The phrases.
    pub tie: &'c Tie,
    /// What they may mean, with what that is.
    pub readings: Vec<(&'c Terms, Decimal)>,
}

impl Tied<'_> {
    /// What the phrases find in a range of a text, which may have them at some places.
    fn found<'t>(
        &self,
        places: &WordPlaces<'_>,
        text: &'t str,
        range: &Range<usize>,
    ) -> impl Iterator<Item = Captures<'t>> {
        let phrases = self.tie.phrases.as_slice();
        places.possible(self.first..self.first + phrases.len()).flat_map(|phrase| {
            let starts = phrase.starts(text, range);
            phrases[phrase.number - self.first].regex().captures_within(&text[range.clone()], starts)
        })
    }
}

/// What a phrase says of a figure.
pub(super) struct Claim<'t, 'c> {
    /// The phrases with what they may mean.
    pub tied: &'t Tied<'c>,
    /// The words.
    pub phrase: Range<usize>,
    /// The number.
    pub told: ToldNumber,
    /// Whether it is an amount of money, in yuan.
    pub is_money: bool,
    /// Whether it may be told of a part of the agency.
    pub may_be_part: bool,
    /// The readings, by their numbers, that what is told beside it leaves out.
    left_out: Vec<usize>,
}

/// What phrases say, by the place of the number.
pub(super) type Claims<'t, 'c> = BTreeMap<usize, Vec<Claim<'t, 'c>>>;

impl<'t, 'c> Claim<'t, 'c> {
    /// What phrases say of a figure by a number, or by themselves.
    pub(super) fn new(tied: &'t Tied<'c>, phrase: Range<usize>, told: ToldNumber, is_money: bool) -> Self {
        Self { tied, phrase, told, is_money, may_be_part: false, left_out: Vec::new() }
    }

    /// The first figure that it may speak of.
    pub(super) fn key(&self) -> Option<&'c str> {
        self.tied.readings.first().and_then(|(reading, _)| Some(reading.first()?.key.text.as_str()))
    }

    /// The readings that it may have, with what they are.
    pub(super) fn readings(&self) -> impl Iterator<Item = &'t (&'c Terms, Decimal)> {
        let all = self.tied.readings.iter().enumerate();
        all.filter(|(number, _)| !self.left_out.contains(number)).map(|(_, reading)| reading)
    }

    /// Leaves out the readings that are not kept, unless none would be left.
    pub(super) fn keep(&mut self, is_kept: impl Fn(&Terms) -> bool) {
        if self.readings().any(|(reading, _)| is_kept(reading)) {
            let all = self.tied.readings.iter().enumerate();
            let left_out = all.filter(|(_, (reading, _))| !is_kept(reading)).map(|(number, _)| number);
            self.left_out.extend(left_out);
        }
    }

    /// The readings that agree with it.
    pub(super) fn agreeing(&self) -> impl Iterator<Item = &'c Terms> {
        let readings = self.readings().filter(|(_, figure)| self.told.says(*figure));
        readings.map(|(reading, _)| *reading).filter(|reading| !self.is_part_of_none(reading))
    }

    /// Whether it says that there was nothing where a reading is only a part of what the first one is, which is not
    /// nothing: 诉讼0件 is said of both kinds.
    fn is_part_of_none(&self, reading: &Terms) -> bool {
        let [part] = reading.as_slice() else { return false };
        let (whole, figure) = &self.tied.readings[0];
        self.told.value.is_zero()
            && self.tied.tie.says.is_none()
            && !figure.is_zero()
            && whole.len() > 1
            && whole.iter().any(|term| term.key == part.key)
    }
}

impl<'c> Ties<'c> {
    /// The phrases that speak of figures of a report.
    pub(super) fn of(case: &'c Case<'c>) -> Self {
        let known = |(first, tie): (usize, &'c Tie)| {
            let readings = tie.readings.iter();
            let readings: Vec<_> = readings.filter_map(|r| Some((r, amount(r, case.filing, case.figures)?))).collect();
            (!readings.is_empty()).then_some(Tied { first, tie, readings })
        };
        Self { case, all: numbered(&case.filing.form.phrases().ties).filter_map(known).collect() }
    }

    /// The phrases that speak of one figure of an account, whatever that is.
    pub(super) fn of_accounts(case: &'c Case<'c>) -> Self {
        let form = &case.filing.form;
        let of_account = |(first, tie): (usize, &'c Tie)| {
            let reading = tie.readings.first().filter(|_| tie.readings.len() == 1)?;
            let (account, _) = single(reading)?.split_once('.')?;
            let is_account = form.accounts.iter().any(|known| known.key == account);
            is_account.then(|| Tied { first, tie, readings: vec![(reading, Decimal::ZERO)] })
        };
        Self { case, all: numbered(&form.phrases().ties).filter_map(of_account).collect() }
    }

    /// Where a text may have which phrases.
    pub(super) fn places(&self, text: &str) -> WordPlaces<'c> {
        self.case.filing.form.phrases().index().places(text, text.char_indices())
    }

    /// What a sentence tells of single figures: the key, the number, the words.
    pub(super) fn told(
        &self,
        paragraph: &Paragraph<'_>,
        places: &WordPlaces<'_>,
        sentence: &Range<usize>,
    ) -> Vec<(&'c str, ToldNumber, Range<usize>)> {
        let claims =
            self.claims(paragraph, places, sentence).into_values().filter_map(|claims| claims.into_iter().next());
        claims.filter_map(|claim| Some((single(claim.tied.readings.first()?.0)?, claim.told, claim.phrase))).collect()
    }

    /// What the phrases of a sentence say, by the place of the number.
    pub(super) fn claims(
        &self,
        paragraph: &Paragraph<'_>,
        places: &WordPlaces<'_>,
        sentence: &Range<usize>,
    ) -> Claims<'_, 'c> {
        let phrases = self.case.filing.form.phrases();
        let text = &paragraph.text[sentence.clone()];
        let mut numbers = Claims::new();
        for tied in &self.all {
            let tie = tied.tie;
            let mut found = tied.found(places, &paragraph.text, sentence).peekable();
            // What a sentence is about is looked at where it says something.
            if found.peek().is_none() || !is_about(phrases, tie, paragraph, sentence) {
                continue;
            }
            for found in found {
                let Some(words) = words_of(&found) else { continue };
                let phrase = sentence.start + words.start..sentence.start + words.end;
                let number = found.name("number").map(|number| sentence.start + number.start());
                let told = match tie.says {
                    Some(says) => Some(ToldNumber::exact(says.into())),
                    None => ToldNumber::of(&found).filter(|_| counts(tie, text, &found)),
                };
                let sense = Sense { case: self.case, phrases, tie, paragraph, sentence, phrase: &phrase, number };
                let is_money = found.name("unit").is_some_and(|unit| unit.as_str().starts_with('元'));
                if let Some(told) = told.filter(|_| sense.holds()) {
                    let may_be_part = number.is_some() && sense.may_be_of_a_part();
                    let at = number.unwrap_or(phrase.start);
                    let claim = Claim { may_be_part, ..Claim::new(tied, phrase, told, is_money) };
                    numbers.entry(at).or_default().push(claim);
                }
            }
        }
        for one in respectively(paragraph, sentence) {
            let claims = self.respective(paragraph, sentence, &one);
            numbers.remove(&one.number.start);
            numbers.extend((!claims.is_empty()).then_some((one.number.start, claims)));
        }
        numbers
    }

    /// What phrases say of one of several things that are told in their order.
    fn respective(&self, paragraph: &Paragraph<'_>, sentence: &Range<usize>, one: &Respective) -> Vec<Claim<'_, 'c>> {
        let phrases = self.case.filing.form.phrases();
        let places = self.places(&one.text);
        let alone = paragraph.alone(one.text.clone());
        let all = 0..one.text.len();
        let of = |tied: &Tied<'c>| {
            let tie = tied.tie;
            let found = tied.found(&places, &one.text, &all).next()?;
            let told = ToldNumber::of(&found).filter(|_| tie.says.is_none() && counts(tie, &one.text, &found))?;
            let (phrase, number) = (words_of(&found)?, found.name("number").map(|number| number.start()));
            let sense =
                Sense { case: self.case, phrases, tie, paragraph: &alone, sentence: &all, phrase: &phrase, number };
            let holds = is_about(phrases, tie, paragraph, sentence) && sense.holds();
            let is_money = found.name("unit").is_some_and(|unit| unit.as_str().starts_with('元'));
            holds.then(|| (one.number.clone(), told, is_money))
        };
        let claim = |tied| of(tied).map(|(phrase, told, is_money)| Claim::new(tied, phrase, told, is_money));
        self.all.iter().filter_map(claim).collect()
    }
}

/// Ties, each with how many phrases those before it have.
fn numbered(ties: &[Tie]) -> impl Iterator<Item = (usize, &Tie)> {
    ties.iter().scan(0, |next, tie| Some((std::mem::replace(next, *next + tie.phrases.len()), tie)))
}

/// The words of a match without the marks at their ends, which are those of the clauses beside them.
fn words_of(found: &Captures<'_>) -> Option<Range<usize>> {
    const MARKS: [char; 5] = ['，', '、', '；', '：', '。'];
    let whole = found.get(0)?;
    let start = whole.end() - whole.as_str().trim_start_matches(MARKS).len();
    Some(start..(whole.start() + whole.as_str().trim_end_matches(MARKS).len()).max(start))
}

/// Whether what the number of a match counts is what the phrase speaks of.
fn counts(tie: &Tie, text: &str, found: &Captures<'_>) -> bool {
    let unit = found.name("unit").map_or("", |unit| &text[unit.start()..]);
    // Of points of a share none is a thing.
    let is_thing = !unit.starts_with("个百分点");
    unit.starts_with('元') || is_thing && tie.counters.iter().any(|counter| unit.starts_with(counter.as_str()))
}
