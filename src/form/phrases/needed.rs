//! Words without which no phrase of a tie is in a text, looked for all at once: most sentences have few of them. The
//! build script works them out for the built-in phrases.

use serde::{Deserialize, Serialize};

use crate::bigrams::WordTable;
use crate::expression::{Regex, RequiredWords};
use crate::packed;

/// The words that the ties of a file need.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct NeededByTies {
    /// All words.
    words: WordTable,
    /// The numbers of the ties that need each word, those of one word behind those of another.
    #[serde(with = "packed")]
    ties: Vec<usize>,
    /// Where those of each word begin; where all end.
    #[serde(with = "packed")]
    firsts: Vec<usize>,
    /// For each tie, whether nothing is known that it needs.
    pub(super) always: Vec<bool>,
}

impl NeededByTies {
    /// What some ties need, each a few expressions.
    pub(super) fn of<'r>(ties: impl Iterator<Item = impl Iterator<Item = &'r Regex>>) -> Self {
        let needs: Vec<Vec<&str>> = ties.map(needs).collect();
        let numbered = needs.iter().enumerate();
        let mut all: Vec<(&str, usize)> =
            numbered.flat_map(|(tie, words)| words.iter().map(move |word| (*word, tie))).collect();
        all.sort_unstable();
        all.dedup();
        let mut words: Vec<&str> = all.iter().map(|(word, _)| *word).collect();
        words.dedup();
        let first = |word: &&str| all.partition_point(|(of, _)| of < word);
        let firsts = words.iter().map(first).chain([all.len()]).collect();
        let always = needs.iter().map(Vec::is_empty).collect();
        Self { ties: all.iter().map(|(_, tie)| *tie).collect(), firsts, always, words: WordTable::of(words) }
    }

    /// For each tie, whether a text has one of the words that it needs.
    pub(crate) fn in_text(&self, text: &str) -> Vec<bool> {
        let mut may_be = self.always.clone();
        let mut note = |word: usize| {
            self.ties[self.firsts[word]..self.firsts[word + 1]].iter().for_each(|tie| may_be[*tie] = true);
        };
        self.words.find(text, text.char_indices(), |word, _| note(word));
        may_be
    }
}

/// Words of which one stands in every text that one of some expressions finds; none where it is not known for each.
fn needs<'r>(expressions: impl Iterator<Item = &'r Regex>) -> Vec<&'r str> {
    let rarest = expressions.map(|expression| RequiredWords::rarest(expression.required()));
    let rarest: Option<Vec<&RequiredWords>> = rarest.collect();
    rarest.into_iter().flatten().flat_map(|set| &set.words).map(String::as_str).collect()
}
