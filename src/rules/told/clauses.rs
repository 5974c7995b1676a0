//! Clauses that say by known words alone which figure their number is, and numbers that speak of parts of something else.

use std::cell::LazyCell;
use std::ops::Range;

use rust_decimal::Decimal;

use super::numbers::{Counted, sum_of};
use super::reading::amount;
use super::sense::{Sense, is_about};
use super::text::Paragraph;
use super::ties::{Claim, Claims, Tied, Ties};
use crate::form::Wholes;

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
            // 乡镇（街道）受理27件: who it is said of stands before the brackets.
            if subject(paragraph, &clause).is_some_and(|subject| words.meanings(subject).is_none()) {
                continue;
            }
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
            let said = said.map(|tied| Claim::new(tied, clause.clone(), number.told, false));
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
            let amounts = |wholes: &'c Wholes| {
                let known = wholes.wholes.iter().filter_map(|r| amount(r, self.case.filing, self.case.figures));
                (wholes.part.as_str(), known.collect::<Vec<_>>())
            };
            phrases.wholes.iter().map(amounts).collect::<Vec<_>>()
        });
        // Whether a number is all that there was of what a phrase speaks of.
        let is_whole = |number: Decimal, key: Option<&str>| {
            let table = |key: &str| key.split('.').next().map(str::to_owned);
            let own = key.is_some_and(|key| wholes.iter().any(|(part, _)| key.starts_with(part)));
            let is_of = |part: &str| key.is_some_and(|key| key.starts_with(part) || !own && table(part) == table(key));
            wholes.iter().any(|(part, known)| is_of(part) && known.contains(&number))
        };
        let is_untied = |number: &&Counted<'_>| !claims.contains_key(&number.range.start);
        let is_other = |number: &&Counted<'_>| {
            phrases.clauses.counters.iter().any(|counter| counter == number.unit)
                && is_untied(number)
                && phrases.other_wholes.is_in(paragraph.clause_text(&number.range))
        };
        let others: Vec<&Counted<'_>> = numbers.iter().filter(is_other).collect();
        if others.is_empty() {
            return;
        }
        // 收到25件，其中网上20件、信函5件: parts of all that there was are of nothing else.
        let is_part_of_all = |other: &Counted<'_>, key: Option<&str>| {
            numbers.chunk_by(|one, next| one.unit == next.unit).any(|row| {
                let at = row.iter().position(|part| part.range == other.range);
                at.is_some_and(|at| {
                    let mut runs =
                        (0..=at).flat_map(|from| (at.max(from + 1)..row.len()).map(move |to| &row[from..=to]));
                    runs.any(|run| sum_of(run).is_some_and(|sum| is_whole(sum, key)))
                })
            })
        };
        for (place, said) in claims.iter_mut() {
            said.retain(|claim| {
                let context = phrases.context_of(claim.tied.tie);
                let Some(about) = context.and_then(|context| context.about.as_ref()) else { return true };
                let mut before = others.iter().filter(|number| number.range.start < *place);
                let matter = context.and_then(|context| context.matter.as_ref()).unwrap_or(about);
                matter.is_in(paragraph.clause_text(&claim.phrase))
                    || !before.any(|number| {
                        let is_more = number.told.value >= claim.told.value;
                        let key = claim.key();
                        is_more && !is_whole(number.told.value, key) && !is_part_of_all(number, key)
                    })
            });
        }
        claims.retain(|_, said| !said.is_empty());
    }
}

/// What stands before the brackets behind which a clause begins, where they hold no number.
fn subject<'p>(paragraph: &'p Paragraph<'_>, clause: &Range<usize>) -> Option<&'p str> {
    let inner = paragraph.text[..clause.start].strip_suffix('）')?;
    let open = inner.rfind('（').filter(|open| !inner[*open..].contains(|c: char| c.is_ascii_digit()))?;
    let before = &inner[paragraph.clause(&(open..open)).start..open];
    (!before.is_empty()).then_some(before)
}
