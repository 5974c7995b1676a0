//! Words by which it is known that a number is told of the same thing again.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use serde::Deserialize;

use super::word_list::WordList;

/// Words by which it is known that a number is told of the same thing again.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldTwice {
    /// Words that say nothing of what is counted.
    pub drop: Vec<String>,
    /// Words of which each group says the same.
    pub same: Vec<Vec<String>>,
    /// Words by which a number is that of a part, or of another time.
    pub parts: WordList,
    /// The same where they stand in the clause of the number.
    pub parts_near: WordList,
    /// Words by which all numbers of a sentence behind them are those of all the year.
    pub leads: WordList,
    /// Words behind a number that is not exact.
    pub rough: WordList,
    /// Ways of publishing, of which each has its own number.
    pub ways: WordList,
    /// Words by which a number is that of all the year.
    pub whole: WordList,
    /// Words behind what is counted that speak of all of it.
    pub all: WordList,
    /// Words before a number that speak of what was told.
    pub these: WordList,
    /// Counters of things that stay as many.
    pub entities: Vec<String>,
    /// Things of which an agency has one number.
    #[serde(default)]
    pub holdings: Vec<String>,
    /// Words of a clause that tells how many there are.
    pub holds: WordList,
    /// Words of a clause that tells of others, or of a change.
    pub holds_not: WordList,
    /// The words to replace, and what stands for each, once they were looked for.
    #[serde(skip)]
    finder: OnceLock<Option<(AhoCorasick, Vec<String>)>>,
}

impl ToldTwice {
    /// What some words say, in as few as say it; of an agency's own names nothing stays.
    pub fn short(&self, words: &str, own: &[&str]) -> String {
        let others = self.same.iter().flatten();
        let patterns = self.drop.iter().chain(others);
        let first_of_each = self.same.iter().flat_map(|group| group.iter().map(|_| group[0].clone()));
        let builder = || {
            // Of all kinds it is the one that is built quickest: texts are short.
            let mut finder = AhoCorasick::builder();
            finder.match_kind(MatchKind::LeftmostLongest).kind(Some(AhoCorasickKind::NoncontiguousNFA));
            let finder = finder.build(patterns).ok()?;
            Some((finder, vec![String::new(); self.drop.len()].into_iter().chain(first_of_each).collect()))
        };
        let mut words: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
        for name in own {
            if !name.is_empty() && words.contains(name) {
                words = words.replace(name, "");
            }
        }
        let Some((finder, instead)) = self.finder.get_or_init(builder) else { return words };
        finder.replace_all(&words, instead)
    }
}
