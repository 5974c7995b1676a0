//! Verbs, and what a clause that they begin must name before it ends.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// Verbs with the ends of what they may be said of.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectWords {
    /// What may stand at the beginning of a clause before its verb.
    pub adverbs: Vec<String>,
    /// Verbs that are said of few things.
    pub heads: Vec<Heads>,
    /// Verbs that are said of most things, and what they are never said of.
    pub tails: Vec<Tails>,
    /// Verbs, and nouns that they do not go with.
    #[serde(default)]
    pub pairs: Vec<Unfit>,
    /// Words whose own object stands behind them, in the last of several things.
    pub takes: Vec<String>,
    /// Words by which several things are closed behind a comma.
    pub closers: Vec<String>,
    /// Words by which a clause is another one.
    pub turns: Vec<String>,
    /// The verbs, once they were looked for.
    #[serde(skip)]
    index: OnceLock<VerbIndex>,
}

/// Verbs that are said of few things.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heads {
    /// The verbs.
    pub verbs: Vec<String>,
    /// What they are said of most, for a message.
    pub lacks: String,
    /// Words of which the clause must have one.
    pub heads: Vec<String>,
    /// Words of which one may end a thing instead.
    pub ends: Vec<String>,
}

/// Verbs, and words that are only the first half of what they are said of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tails {
    /// The verbs.
    pub verbs: Vec<String>,
    /// Words that the clause may not end with.
    pub words: Vec<String>,
    /// Whether these are deeds, whatever stands before them.
    #[serde(default)]
    pub deeds: bool,
}

/// Nouns, and verbs that are not said of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unfit {
    /// The nouns.
    pub nouns: Vec<String>,
    /// The verbs.
    pub verbs: Vec<String>,
    /// The verb that is said of them most, for a message.
    pub fits: String,
}

/// What is known of a verb.
#[derive(Debug, Default)]
pub struct Verb<'w> {
    /// What it is said of.
    pub heads: Option<&'w Heads>,
    /// What it is never said of.
    pub tails: Vec<&'w Tails>,
    /// What does not go with it.
    pub pairs: Vec<&'w Unfit>,
}

/// The places of a verb in the lists.
#[derive(Debug, Default)]
struct VerbRows {
    /// Among those that are said of few things.
    heads: Option<usize>,
    /// Among those that are said of most things.
    tails: Vec<usize>,
    /// Among those that do not go with some nouns.
    pairs: Vec<usize>,
}

/// The verbs by their words, and what may stand before them by its first character.
#[derive(Debug, Default)]
struct VerbIndex {
    /// Each verb, with its places in the lists.
    verbs: HashMap<String, VerbRows>,
    /// Bytes of the verbs, the longest first.
    lengths: Vec<usize>,
    /// What may stand before them, the longest first.
    adverbs: HashMap<char, Vec<String>>,
}

impl VerbIndex {
    /// Looks for the verbs of some words.
    fn of(words: &ObjectWords) -> Self {
        let mut index = Self::default();
        for (at, row) in words.heads.iter().enumerate() {
            for verb in &row.verbs {
                index.verbs.entry(verb.clone()).or_default().heads = Some(at);
            }
        }
        for (at, row) in words.tails.iter().enumerate() {
            for verb in &row.verbs {
                index.verbs.entry(verb.clone()).or_default().tails.push(at);
            }
        }
        for (at, row) in words.pairs.iter().enumerate() {
            for verb in &row.verbs {
                index.verbs.entry(verb.clone()).or_default().pairs.push(at);
            }
        }
        index.lengths = index.verbs.keys().map(String::len).collect();
        index.lengths.sort_unstable_by(|one, other| other.cmp(one));
        index.lengths.dedup();
        for adverb in &words.adverbs {
            index.adverbs.entry(adverb.chars().next().unwrap_or_default()).or_default().push(adverb.clone());
        }
        index.adverbs.values_mut().for_each(|all| all.sort_by_key(|adverb| usize::MAX - adverb.len()));
        index
    }
}

impl ObjectWords {
    /// The verbs, once they were looked for.
    fn index(&self) -> &VerbIndex {
        self.index.get_or_init(|| VerbIndex::of(self))
    }

    /// Bytes at the beginning of a clause that say how something is done, not what.
    pub fn before_verb(&self, clause: &str) -> usize {
        let mut rest = clause;
        let adverbs = &self.index().adverbs;
        while let Some(of_first) = rest.chars().next().and_then(|first| adverbs.get(&first)) {
            let Some(next) = of_first.iter().find_map(|adverb| rest.strip_prefix(adverb.as_str())) else { break };
            rest = next;
        }
        clause.len() - rest.len()
    }

    /// The bytes of the verb that some words begin with.
    pub fn verb_at_start(&self, words: &str) -> Option<usize> {
        let index = self.index();
        index.lengths.iter().copied().find(|length| words.get(..*length).is_some_and(|w| index.verbs.contains_key(w)))
    }

    /// The bytes of the verb that some words end with.
    pub fn verb_at_end(&self, words: &str) -> Option<usize> {
        let index = self.index();
        let ends = |length: &usize| {
            let start = words.len().checked_sub(*length)?;
            index.verbs.contains_key(words.get(start..)?).then_some(*length)
        };
        index.lengths.iter().find_map(ends)
    }

    /// What is known of a verb.
    pub fn verb(&self, verb: &str) -> Verb<'_> {
        let Some(rows) = self.index().verbs.get(verb) else { return Verb::default() };
        Verb {
            heads: rows.heads.map(|at| &self.heads[at]),
            tails: rows.tails.iter().map(|at| &self.tails[*at]).collect(),
            pairs: rows.pairs.iter().map(|at| &self.pairs[*at]).collect(),
        }
    }
}
