//! A sentence with its numbers, and what phrases say of them.

use std::ops::Range;

use super::super::Case;
use super::bare::with_bare;
use super::included::settle_parts;
use super::numbers::{Counted, counted};
use super::text::Paragraph;
use super::ties::{Claim, Claims, Ties};
use crate::form::Terms;

/// A sentence with what is found in it.
pub(super) struct Sentence<'p, 'c> {
    /// The paragraph it stands in.
    pub paragraph: &'p Paragraph<'p>,
    /// Where in it.
    pub range: Range<usize>,
    /// Its numbers.
    pub numbers: Vec<Counted<'p>>,
    /// What its phrases say.
    pub claims: Claims<'p, 'c>,
}

impl<'p, 'c> Sentence<'p, 'c> {
    /// The sentences of a paragraph.
    pub(super) fn all_of(case: &Case<'_>, ties: &'p Ties<'c>, paragraph: &'p Paragraph<'p>) -> Vec<Self> {
        let places = ties.places(&paragraph.text);
        let of = |range: Range<usize>| {
            let numbers = counted(&paragraph.text, &range, case.filing.form.phrases().number.regex());
            let numbers = with_bare(paragraph, &range, numbers);
            let mut claims = ties.claims(paragraph, &places, &range);
            ties.add_clauses(paragraph, &range, &numbers, &mut claims);
            ties.drop_parts_of_others(paragraph, &numbers, &mut claims);
            ties.settle_inclusions(paragraph, &range, &numbers, &mut claims);
            settle_parts(paragraph, &numbers, &mut claims);
            Self { paragraph, range, numbers, claims }
        };
        paragraph.sentences().into_iter().map(of).collect()
    }

    /// Its text.
    pub(super) fn text(&self) -> &'p str {
        &self.paragraph.text[self.range.clone()]
    }

    /// A range of it as one of the paragraph.
    pub(super) fn at(&self, range: Range<usize>) -> Range<usize> {
        self.range.start + range.start..self.range.start + range.end
    }

    /// Whether a number is said to be what a table has.
    pub(super) fn is_tied(&self, number: &Counted<'_>) -> bool {
        let says = |claims: &Vec<Claim<'_, '_>>| claims.iter().any(|claim| !claim.tied.tie.transposed);
        self.claims.get(&number.range.start).is_some_and(says)
    }

    /// The readings that the number at a place agrees with.
    pub(super) fn readings_of(&self, number: usize) -> impl Iterator<Item = &'c Terms> {
        self.claims.get(&number).into_iter().flatten().flat_map(Claim::agreeing)
    }
}

/// A count with its paragraph.
pub(super) type ToldCount<'s> = (&'s Paragraph<'s>, &'s Counted<'s>);

/// Every count of running text.
pub(super) fn counts<'s>(all: &'s [Sentence<'s, '_>]) -> Vec<ToldCount<'s>> {
    let of = |sentence: &'s Sentence<'s, '_>| {
        sentence.numbers.iter().filter(|n| n.is_count()).map(|n| (sentence.paragraph, n))
    };
    all.iter().flat_map(of).collect()
}
