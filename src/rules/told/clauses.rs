//! Clauses that say by known words alone which figure their number is, and numbers that speak of parts of something else.

use std::cell::LazyCell;
use std::ops::Range;

use super::numbers::Counted;
use super::reading::amount;
use super::sense::{Sense, is_about};
use super::text::Paragraph;
use super::ties::{Claim, Claims, Tied, Ties};

impl<'c> Ties<'c> {
    /// Adds what clauses of a sentence say by words that are all known, of the numbers of which no phrase says anything.
    pub(super) fn add_clauses<'t>(
        &'t self,
        paragraph: &Paragraph<'_>,
        sentence: &Range<usize>,
        numbers: &[Counted<'_>],
        claims: &mut Claims<'t, 'c>,
    ) {
        let phrases = self.case.filing.form.phrases();
        let words = &phrases.clauses;
        for number in numbers {
            if claims.contains_key(&number.range.start) || !words.counters.iter().any(|counter| counter == number.unit)
            {
                continue;
            }
            let clause = paragraph.clause(&number.range);
            let before = words.meanings(&paragraph.text[clause.start..number.range.start]);
            let Some(before) = before else { continue };
            let Some(after) = words.meanings(&paragraph.text[number.range.end..clause.end]) else { continue };
            let speaks = |tied: &&Tied<'c>| {
                let tie = tied.tie;
                let (phrase, number) = (&clause, Some(number.range.start));
                tie.clauses.iter().any(|meaning| meaning.is(before | after))
                    && is_about(phrases, tie, paragraph, sentence)
                    && Sense { case: self.case, phrases, tie, paragraph, sentence, phrase, number }.holds()
            };
            let said = self.all.iter().filter(speaks);
            let said = said.map(|tied| Claim { tied, phrase: clause.clone(), told: number.told, is_money: false });
            let said: Vec<_> = said.collect();
            if !said.is_empty() {
                claims.insert(number.range.start, said);
            }
        }
    }

    /// Drops what is said of parts of something else: behind a count of which no phrase says anything, and which is not all
    /// that there was either, what does not name its matter anew speaks of that.
    pub(super) fn drop_parts_of_others(
        &self,
        paragraph: &Paragraph<'_>,
        numbers: &[Counted<'_>],
        claims: &mut Claims<'_, 'c>,
    ) {
        let phrases = self.case.filing.form.phrases();
        let wholes = LazyCell::new(|| {
            let readings = phrases.wholes.iter().flat_map(|wholes| &wholes.wholes);
            readings.filter_map(|r| amount(r, self.case.filing, self.case.figures)).collect::<Vec<_>>()
        });
        let is_other = |number: &&Counted<'_>| {
            phrases.clauses.counters.iter().any(|counter| counter == number.unit)
                && !claims.contains_key(&number.range.start)
                && !wholes.contains(&number.told.value)
                && phrases.other_wholes.is_in(&paragraph.text[paragraph.clause(&number.range)])
        };
        let others: Vec<&Counted<'_>> = numbers.iter().filter(is_other).collect();
        if others.is_empty() {
            return;
        }
        for (place, said) in claims.iter_mut() {
            said.retain(|claim| {
                let context = phrases.context_of(claim.tied.tie);
                let Some(about) = context.and_then(|context| context.about.as_ref()) else { return true };
                let mut before = others.iter().filter(|number| number.range.start < *place);
                about.is_in(&paragraph.text[paragraph.clause(&claim.phrase)])
                    || !before.any(|number| number.told.value >= claim.told.value)
            });
        }
        claims.retain(|_, said| !said.is_empty());
    }
}
