//! The words that many expressions need, looked for in a text all at once.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::required::{RequiredWords, required};
use super::{Regex, back};
use crate::numbered::NumberedWords;

/// Words of a set at most: they are put together once, and looked for in one go however many they are.
const MOST: usize = 40;

/// Characters of words that few texts have.
const FEW: usize = 2;

/// The words that some expressions need: of each the set that the fewest texts have a word of.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WordIndex {
    /// The words, with the expressions that need each.
    words: NumberedWords,
    /// Characters from the beginning of a match to such a word at most, if there is a most, of each expression.
    reaches: Vec<Option<usize>>,
    /// The expressions that need no words.
    others: Vec<usize>,
}

impl WordIndex {
    /// The words of some expressions.
    pub fn of<'r>(expressions: impl IntoIterator<Item = &'r Regex>) -> Self {
        let (mut words, mut reaches, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for (number, expression) in expressions.into_iter().enumerate() {
            let sets = required(&expression.node, MOST);
            // By one that stands near the beginning it is known where a match may begin.
            let (bound, open): (Vec<_>, Vec<_>) = sets.into_iter().partition(|set| set.reach.is_some());
            let rarest = [RequiredWords::rarest(&bound), RequiredWords::rarest(&open)];
            let set = rarest.into_iter().flatten().max_by_key(|set| (set.shortest().min(FEW), set.reach.is_some()));
            reaches.push(set.and_then(|set| set.reach));
            match set {
                Some(set) => words.extend(set.words.iter().map(|word| (word.clone(), number))),
                None => others.push(number),
            }
        }
        Self { words: NumberedWords::of(words), reaches, others }
    }

    /// Which of the expressions a text, whose characters with their bytes these are, may have, and where.
    pub fn places(&self, text: &str, chars: impl Iterator<Item = (usize, char)>) -> WordPlaces<'_> {
        let mut places: Vec<(usize, usize)> = self.others.iter().map(|expression| (*expression, 0)).collect();
        self.words.find(text, chars, |word, range| {
            places.extend(self.words.numbers(word).iter().map(|expression| (*expression, range.start)));
        });
        places.sort_unstable();
        WordPlaces { index: self, places }
    }
}

/// Which of some expressions a text may have, and where it has the words that they need.
#[derive(Debug)]
pub struct WordPlaces<'i> {
    index: &'i WordIndex,
    /// The expressions, each with the places of the words that it needs, in order.
    places: Vec<(usize, usize)>,
}

/// An expression that a text may have, and the places of the words that it needs.
#[derive(Debug, Clone, Copy)]
pub struct PossibleExpression<'p> {
    /// Its number.
    pub number: usize,
    places: &'p [(usize, usize)],
    reach: Option<usize>,
    needs_no_words: bool,
}

impl WordPlaces<'_> {
    /// Those of some expressions, by their numbers, that the text may have, in order.
    pub fn possible(&self, expressions: Range<usize>) -> impl Iterator<Item = PossibleExpression<'_>> {
        let from = self.places.partition_point(|(expression, _)| *expression < expressions.start);
        let rest = &self.places[from..];
        let own = &rest[..rest.partition_point(|(expression, _)| *expression < expressions.end)];
        own.chunk_by(|(one, _), (next, _)| one == next).map(|places| {
            let number = places[0].0;
            let needs_no_words = self.index.others.contains(&number);
            PossibleExpression { number, places, reach: self.index.reaches[number], needs_no_words }
        })
    }
}

impl<'p> PossibleExpression<'p> {
    /// Where a match may begin within a range of the text, counted from there.
    pub fn starts<'t>(self, text: &'t str, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<'p, 't> {
        let start = range.start;
        let first = self.places.partition_point(|(_, place)| *place < start);
        let within = &self.places[first..first + self.places[first..].partition_point(|(_, place)| *place < range.end)];
        let is_anywhere = self.needs_no_words || self.reach.is_none() && !within.is_empty();
        let anywhere = is_anywhere.then_some(0..range.end - start + 1);
        let places = if is_anywhere { &[] } else { within };
        let reach = self.reach.unwrap_or_default();
        starts_before(&text[range.clone()], places.iter().map(move |(_, place)| place - start), reach).chain(anywhere)
    }
}

/// Where in a text a match may begin whose word, at one of some places that follow one another, is so many characters
/// behind its beginning at most.
pub(super) fn starts_before(
    text: &str,
    places: impl Iterator<Item = usize>,
    reach: usize,
) -> impl Iterator<Item = Range<usize>> {
    places.map(move |place| back(&text[..place], reach)..place + 1)
}
