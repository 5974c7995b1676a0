//! The words that many expressions need, looked for in a text all at once.

use std::collections::HashMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::Regex;

/// The words that some expressions need.
#[derive(Debug)]
pub struct WordIndex {
    /// All words, by which they are looked for; none where they cannot be.
    automaton: Option<AhoCorasick>,
    /// How many bytes each word has.
    lengths: Vec<usize>,
    /// What each expression needs.
    needs: Vec<Vec<NeededWords>>,
}

/// Words of which an expression needs one.
#[derive(Debug)]
struct NeededWords {
    /// The numbers of the words.
    words: Vec<usize>,
    /// Characters from the beginning of a match to the word at most, if there is a most.
    reach: Option<usize>,
}

impl WordIndex {
    /// The words of some expressions.
    pub fn of<'r>(expressions: impl IntoIterator<Item = &'r Regex>) -> Self {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut words: Vec<&str> = Vec::new();
        let mut number = |word: &'r str| {
            *numbers.entry(word).or_insert_with(|| {
                words.push(word);
                words.len() - 1
            })
        };
        let mut needs = Vec::new();
        for expression in expressions {
            let needed = expression.required().iter().map(|set| NeededWords {
                words: set.words.iter().map(|word| number(word)).collect(),
                reach: set.reach,
            });
            needs.push(needed.collect());
        }
        Self { automaton: AhoCorasick::new(&words).ok(), lengths: words.iter().map(|word| word.len()).collect(), needs }
    }

    /// Where a text has the words.
    pub fn places(&self, text: &str) -> WordPlaces<'_> {
        let mut places = vec![Vec::new(); self.lengths.len()];
        for found in self.automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(text)) {
            places[found.pattern().as_usize()].push(found.start());
        }
        WordPlaces { index: self, places }
    }
}

/// Where a text has the words that some expressions need.
#[derive(Debug)]
pub struct WordPlaces<'i> {
    index: &'i WordIndex,
    /// The places of each word, in order.
    places: Vec<Vec<usize>>,
}

impl WordPlaces<'_> {
    /// Where a text has a word of the rarest set that the expression of some number needs, in order; none where it needs
    /// no words.
    pub fn rarest(&self, expression: usize) -> Option<Vec<usize>> {
        let rarest = self.index.needs[expression].iter().min_by_key(|needed| self.count(needed))?;
        Some(self.of(rarest, &(0..usize::MAX)))
    }

    /// Where a match of the expression of some number may begin within a range of the text, counted from there: nowhere
    /// where the range has not all words that it needs.
    pub fn starts(&self, expression: usize, text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
        let needs = &self.index.needs[expression];
        if !needs.iter().all(|needed| self.has(needed, range)) {
            return Vec::new();
        }
        let bound = needs.iter().filter_map(|needed| Some((needed, needed.reach?)));
        let Some((needed, reach)) = bound.min_by_key(|(needed, _)| self.count(needed)) else {
            let end = range.end - range.start + 1;
            return std::iter::once(0..end).collect();
        };
        let mut starts: Vec<Range<usize>> = Vec::new();
        for place in self.of(needed, range) {
            let before = &text[range.start..place];
            let first = reach
                .checked_sub(1)
                .map_or(before.len(), |last| before.char_indices().rev().nth(last).map_or(0, |(at, _)| at));
            let end = before.len() + 1;
            match starts.last_mut().filter(|last| first < last.end) {
                Some(last) => last.end = end,
                None => starts.push(first..end),
            }
        }
        starts
    }

    /// How often the text has words of a set.
    fn count(&self, needed: &NeededWords) -> usize {
        needed.words.iter().map(|word| self.places[*word].len()).sum()
    }

    /// The places of one word within a range.
    fn within(&self, word: usize, range: &Range<usize>) -> &[usize] {
        let places = &self.places[word];
        let first = places.partition_point(|place| *place < range.start);
        let end = places.partition_point(|place| place.saturating_add(self.index.lengths[word]) <= range.end);
        places.get(first..end).unwrap_or_default()
    }

    /// Whether a range of the text has a word of a set.
    fn has(&self, needed: &NeededWords, range: &Range<usize>) -> bool {
        needed.words.iter().any(|word| !self.within(*word, range).is_empty())
    }

    /// The places of words of a set within a range, in order.
    fn of(&self, needed: &NeededWords, range: &Range<usize>) -> Vec<usize> {
        let mut places: Vec<usize> = needed.words.iter().flat_map(|word| self.within(*word, range)).copied().collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}
