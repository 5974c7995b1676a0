//! Verbs, and what a clause that they begin must name before it ends.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::together::TogetherWords;

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
    /// Deeds in a row.
    #[serde(default)]
    pub together: TogetherWords,
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

/// A verb, with what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Verb<'w> {
    words: &'w ObjectWords,
    /// Its bytes.
    pub length: usize,
    rows: &'w VerbRows,
}

impl<'w> Verb<'w> {
    /// What it is said of.
    pub fn heads(self) -> Option<&'w Heads> {
        self.rows.heads.map(|at| &self.words.heads[at])
    }

    /// What it is never said of.
    pub fn tails(self) -> impl Iterator<Item = &'w Tails> {
        self.rows.tails.iter().map(move |at| &self.words.tails[*at])
    }

    /// What does not go with it.
    pub fn pairs(self) -> impl Iterator<Item = &'w Unfit> {
        self.rows.pairs.iter().map(move |at| &self.words.pairs[*at])
    }
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

/// The verbs, and what may stand before them, by their first characters; the longest first.
#[derive(Debug, Default)]
struct VerbIndex {
    /// Each verb, with its places in the lists.
    verbs: BTreeMap<char, Vec<(String, VerbRows)>>,
    /// What may stand before them.
    adverbs: BTreeMap<char, Vec<String>>,
}

impl VerbIndex {
    /// Looks for the verbs of some words.
    fn of(words: &ObjectWords) -> Self {
        let mut rows: BTreeMap<&String, VerbRows> = BTreeMap::new();
        for (at, row) in words.heads.iter().enumerate() {
            row.verbs.iter().for_each(|verb| rows.entry(verb).or_default().heads = Some(at));
        }
        for (at, row) in words.tails.iter().enumerate() {
            row.verbs.iter().for_each(|verb| rows.entry(verb).or_default().tails.push(at));
        }
        for (at, row) in words.pairs.iter().enumerate() {
            row.verbs.iter().for_each(|verb| rows.entry(verb).or_default().pairs.push(at));
        }
        let mut index = Self::default();
        let first = |word: &str| word.chars().next().unwrap_or_default();
        for (verb, rows) in rows {
            index.verbs.entry(first(verb)).or_default().push((verb.clone(), rows));
        }
        for adverb in &words.adverbs {
            index.adverbs.entry(first(adverb)).or_default().push(adverb.clone());
        }
        index.verbs.values_mut().for_each(|all| all.sort_by_key(|(verb, _)| usize::MAX - verb.len()));
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

    /// The verb that some words begin with.
    pub fn verb_at_start(&self, words: &str) -> Option<Verb<'_>> {
        let of_first = self.index().verbs.get(&words.chars().next()?)?;
        of_first.iter().find(|(verb, _)| words.starts_with(verb.as_str())).map(|known| self.verb(known))
    }

    /// The verb that some words end with.
    pub fn verb_at_end(&self, words: &str) -> Option<Verb<'_>> {
        let ends = self.index().verbs.values().flatten().filter(|(verb, _)| words.ends_with(verb.as_str()));
        ends.max_by_key(|(verb, _)| verb.len()).map(|known| self.verb(known))
    }

    /// A verb that is known.
    fn verb<'w>(&'w self, (verb, rows): &'w (String, VerbRows)) -> Verb<'w> {
        Verb { words: self, length: verb.len(), rows }
    }
}
