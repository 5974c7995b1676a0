//! The words that many expressions need, looked for in a text all at once.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::required::required;
use super::{Regex, back};
use crate::numbered::NumberedWords;

/// Words of a set at most: they are put together once, and looked for in one go however many they are.
const MOST: usize = 40;

/// The words that some expressions need.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WordIndex {
    /// All words, with the sets that have each.
    words: NumberedWords,
    /// Characters from the beginning of a match to the words of each set at most, if there is a most.
    reaches: Vec<Option<usize>>,
    /// The sets that each expression needs a word of.
    needs: Vec<(usize, usize)>,
}

impl WordIndex {
    /// The words of some expressions.
    pub fn of<'r>(expressions: impl IntoIterator<Item = &'r Regex>) -> Self {
        let (mut words, mut reaches, mut needs) = (Vec::new(), Vec::new(), Vec::new());
        for expression in expressions {
            let first = reaches.len();
            for set in required(&expression.node, MOST) {
                words.extend(set.words.into_iter().map(|word| (word, reaches.len())));
                reaches.push(set.reach);
            }
            needs.push((first, reaches.len()));
        }
        Self { words: NumberedWords::of(words), reaches, needs }
    }

    /// The sets that the expression of some number needs a word of.
    fn needs(&self, expression: usize) -> Range<usize> {
        let (first, end) = self.needs[expression];
        first..end
    }

    /// Where a text, whose characters with their bytes these are, has the words.
    pub fn places(&self, text: &str, chars: impl Iterator<Item = (usize, char)>) -> WordPlaces<'_> {
        let mut found = Vec::new();
        self.words.find(text, chars, |sets, range| found.extend(sets.iter().map(|set| (*set, range.start))));
        let mut firsts = vec![0; self.reaches.len() + 1];
        found.iter().for_each(|(set, _)| firsts[set + 1] += 1);
        (0..self.reaches.len()).for_each(|set| firsts[set + 1] += firsts[set]);
        let mut ends = firsts.clone();
        let mut places = vec![0; found.len()];
        for (set, place) in found {
            places[ends[set]] = place;
            ends[set] += 1;
        }
        firsts.windows(2).for_each(|set| places[set[0]..set[1]].sort_unstable());
        WordPlaces { index: self, places, firsts }
    }
}

/// Where a text has the words that some expressions need.
#[derive(Debug)]
pub struct WordPlaces<'i> {
    index: &'i WordIndex,
    /// The places of the words of each set, in order, one set behind the other.
    places: Vec<usize>,
    /// Where those of each set begin; where all end.
    firsts: Vec<usize>,
}

impl WordPlaces<'_> {
    /// The numbers of the expressions of which the text has all words that they need, in order.
    pub fn possible(&self) -> impl Iterator<Item = usize> {
        let has_all = |expression: &usize| self.index.needs(*expression).all(|set| !self.of(set).is_empty());
        (0..self.index.needs.len()).filter(has_all)
    }

    /// Where a text has a word of the rarest set that the expression of some number needs, in order; none where it needs
    /// no words.
    pub fn rarest(&self, expression: usize) -> Option<&[usize]> {
        let sets = self.index.needs(expression);
        sets.map(|set| self.of(set)).min_by_key(|places| places.len())
    }

    /// Where a match of the expression of some number may begin within a range of the text, counted from there: nowhere
    /// where the range has not all words that it needs.
    pub fn starts(&self, expression: usize, text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
        let sets = self.index.needs(expression);
        if sets.clone().any(|set| self.within(set, range).is_empty()) {
            return Vec::new();
        }
        let bound = sets.filter_map(|set| Some((self.within(set, range), self.index.reaches[set]?)));
        let Some((places, reach)) = bound.min_by_key(|(places, _)| places.len()) else {
            let end = range.end - range.start + 1;
            return std::iter::once(0..end).collect();
        };
        starts_before(&text[range.clone()], places.iter().map(|place| place - range.start), reach)
    }

    /// The places of the words of a set, in order.
    fn of(&self, set: usize) -> &[usize] {
        &self.places[self.firsts[set]..self.firsts[set + 1]]
    }

    /// Those that begin within a range.
    fn within(&self, set: usize, range: &Range<usize>) -> &[usize] {
        let places = self.of(set);
        let first = places.partition_point(|place| *place < range.start);
        &places[first..first + places[first..].partition_point(|place| *place < range.end)]
    }
}

/// Where in a text a match may begin whose word, at one of some places that follow one another, is so many characters
/// behind its beginning at most.
pub(super) fn starts_before(text: &str, places: impl Iterator<Item = usize>, reach: usize) -> Vec<Range<usize>> {
    let mut starts: Vec<Range<usize>> = Vec::new();
    for place in places {
        let first = back(&text[..place], reach);
        match starts.last_mut().filter(|last| first < last.end) {
            Some(last) => last.end = place + 1,
            None => starts.push(first..place + 1),
        }
    }
    starts
}
