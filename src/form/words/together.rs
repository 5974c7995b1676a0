//! Deeds that stand in a row with no mark between them.

use serde::Deserialize;

use super::word_list::WordList;

/// What the first of two deeds ends with and the second begins with.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TogetherWords {
    /// Verbs that only the first may have, beside all others.
    pub firsts: Vec<String>,
    /// Verbs that the first may not have: what they are said of does something itself.
    pub causing: Vec<String>,
    /// What it ends with.
    pub nouns: WordList,
    /// What it has nothing of between its verb and its end.
    pub within: WordList,
    /// How the second is done; its verb may be any that is known.
    pub manners: Vec<String>,
    /// Verbs that it may begin with as they are.
    pub seconds: Vec<String>,
    /// What follows a verb that is part of a noun: 工作推进力度.
    pub nominal: Vec<String>,
}

/// Fewest characters of what a deed is said of: of the first, of a second with its manner, of one without.
const FIRST: usize = 2;
const WITH_MANNER: usize = 2;
const BARE: usize = 4;

/// Fewest characters behind the first verb where the second has no manner: 完善机制提升服务水平 is often said.
const LONG: usize = 12;

impl TogetherWords {
    /// The verb that only a first deed may have, by its bytes.
    pub fn first(&self, deed: &str) -> Option<usize> {
        begins(deed, &self.firsts)
    }

    /// Where the second of two deeds begins and where its verb ends, where a clause, behind the verb that it begins with, says
    /// two.
    pub fn second(&self, clause: &str, verb: impl Fn(&str) -> Option<usize>) -> Option<(usize, usize)> {
        let ends = self.nouns.ends(clause).into_iter().filter(|at| clause[..*at].chars().count() >= FIRST);
        let second = |at: usize| {
            let mut start = at;
            while let Some(manner) = begins(&clause[start..], &self.manners) {
                start += manner;
            }
            let with_manner = start > at;
            let bare = begins(&clause[start..], &self.seconds);
            let end = start + bare.max(verb(&clause[start..]).filter(|_| with_manner))?;
            let least = if with_manner { WITH_MANNER } else { BARE };
            let is_long = with_manner || clause.chars().count() >= LONG;
            let says = clause[end..].chars().count() >= least && begins(&clause[end..], &self.nominal).is_none();
            (is_long && says && !self.within.is_in(&clause[..at])).then_some((at, end))
        };
        ends.into_iter().find_map(second)
    }
}

/// The bytes of the longest of some words that a text begins with.
fn begins(text: &str, words: &[String]) -> Option<usize> {
    words.iter().filter(|word| text.starts_with(word.as_str())).map(String::len).max()
}
