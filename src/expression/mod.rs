//! Regular expressions that cost next to nothing to compile: hundreds of short ones are looked for in short texts.
//!
//! ```text
//! text ─parse→ ExpressionNode ─program→ Program ─search→ Match, Captures
//! ```
//!
//! The words that they need are looked for all at once (`words`), so that most need no search of their own.
//!
//! They are those of the `regex` crate without its rarer parts, and find the same: the leftmost match, and of several
//! there the one that is tried first. A search takes time in proportion to the text, whatever the expression.

mod node;
mod parse;
mod program;
mod required;
mod search;
mod words;

use std::fmt;
use std::ops::{Index, Range};
use std::sync::{Arc, OnceLock};

use node::{Class, ExpressionNode};
use program::Program;
pub use required::RequiredWords;
use search::{Search, Slots};
pub use words::{PossibleExpression, WordIndex, WordPlaces};

/// Steps of an expression: what it costs grows with them.
const MOST_STEPS: usize = 6_000;

/// Words of a set that are looked for one by one before a search.
const FEW: usize = 4;

/// Bytes of a text in which it pays to look for the words of a set before a search.
const LONG: usize = 240;

/// Words of a set that an expression is asked for by itself.
const SHORT_SET: usize = 8;

/// A regular expression.
#[derive(Debug, Clone)]
pub struct Regex {
    node: ExpressionNode,
    /// The words that it needs, once they were asked for.
    required: OnceLock<Vec<RequiredWords>>,
    /// Its steps, put down when it is first looked for.
    program: OnceLock<Program>,
}

/// A mark in expressions that stands for another one.
#[derive(Debug, Clone)]
pub struct ExpressionMark {
    /// How it is written.
    pub text: &'static str,
    /// The expression that it stands for.
    pub expression: String,
    node: Arc<ExpressionNode>,
}

impl ExpressionMark {
    /// A mark that stands for an expression.
    ///
    /// # Errors
    /// What is wrong with the expression.
    pub fn new(text: &'static str, expression: String) -> Result<Self, ExpressionError> {
        let node = Regex::new(&expression)?.node.into();
        Ok(Self { text, expression, node })
    }
}

/// Why a text is no regular expression, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpressionError(String);

impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ExpressionError {}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

impl<'t> Match<'t> {
    /// The byte that it begins at.
    pub fn start(&self) -> usize {
        self.start
    }

    /// The byte that it ends before.
    pub fn end(&self) -> usize {
        self.end
    }

    /// Where it stands.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Its words.
    pub fn as_str(&self) -> &'t str {
        &self.text[self.start..self.end]
    }
}

/// What was found, with its named groups.
#[derive(Debug, Clone)]
pub struct Captures<'t> {
    names: Arc<[String]>,
    text: &'t str,
    slots: Slots,
}

impl<'t> Captures<'t> {
    /// What a named group stands for, if it has a part in it.
    pub fn name(&self, name: &str) -> Option<Match<'t>> {
        let number = self.names.iter().position(|known| known == name)?;
        self.get(number + 1)
    }

    /// The group of that number; the first is the whole.
    pub fn get(&self, number: usize) -> Option<Match<'t>> {
        let (start, end) = (*self.slots.get(2 * number)?, *self.slots.get(2 * number + 1)?);
        start.zip(end).map(|(start, end)| Match { text: self.text, start, end })
    }
}

impl Index<&str> for Captures<'_> {
    type Output = str;

    /// The words of a named group; none where it has no part.
    fn index(&self, name: &str) -> &str {
        self.name(name).map_or("", |found| found.as_str())
    }
}

impl Regex {
    /// Compiles an expression.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(expression: &str) -> Result<Self, ExpressionError> {
        Self::with_marks(expression, &[])
    }

    /// Compiles an expression in which marks stand for others.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn with_marks(expression: &str, marks: &[ExpressionMark]) -> Result<Self, ExpressionError> {
        let node = parse::parse(expression, marks).map_err(ExpressionError)?;
        if node.size() > MOST_STEPS {
            return Err(ExpressionError("太大".to_owned()));
        }
        Ok(Self::of(node))
    }

    /// The expression that is found nowhere.
    pub fn never() -> Self {
        Self::of(ExpressionNode::Class(Class::default()))
    }

    /// An expression that was read.
    fn of(node: ExpressionNode) -> Self {
        Self { node, required: OnceLock::new(), program: OnceLock::new() }
    }

    /// Sets of words of which one each is in every match.
    pub fn required(&self) -> &[RequiredWords] {
        self.required.get_or_init(|| required::required(&self.node, SHORT_SET))
    }

    /// Its steps.
    fn program(&self) -> &Program {
        self.program.get_or_init(|| Program::of(&self.node))
    }

    /// Whether a text has the words that every match has, where they are few.
    fn may_be_in(&self, text: &str) -> bool {
        let has_one = |set: &RequiredWords| set.words.iter().any(|word| text.contains(word.as_str()));
        self.required().iter().filter(|set| set.words.len() <= FEW).all(has_one)
    }

    /// Where in a text a match may begin; the end is one such place.
    fn starts<'t>(&self, text: &'t str) -> impl Iterator<Item = Range<usize>> + use<'t> {
        let first = self.program().last.map_or(0, |characters| back(text, characters));
        let bound = |set: &&RequiredWords| set.words.len() <= FEW && set.reach.is_some();
        let long = text.len() - first >= LONG;
        let set = RequiredWords::rarest(self.required().iter().filter(bound).filter(|_| long));
        let places = set.and_then(|set| Some((set.places(text), set.reach?)));
        let anywhere = places.is_none().then_some(first..text.len() + 1);
        let near = places.into_iter().flat_map(|(places, reach)| words::starts_before(text, places.into_iter(), reach));
        near.chain(anywhere).map(move |range| range.start.max(first)..range.end)
    }

    /// Whether it is somewhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.captures_iter(text).next().is_some()
    }

    /// Everything in a text that it finds, one behind the other, with the named groups.
    pub fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        let starts = self.may_be_in(text).then(|| self.starts(text));
        self.captures_within(text, starts.into_iter().flatten())
    }

    /// The same of what begins within one of some ranges that follow one another.
    pub fn captures_within<'t>(
        &self,
        text: &'t str,
        mut starts: impl Iterator<Item = Range<usize>>,
    ) -> impl Iterator<Item = Captures<'t>> {
        let mut search = None;
        let mut range = 0..0;
        let mut last_end = None;
        std::iter::from_fn(move || {
            loop {
                if range.is_empty() {
                    let next = starts.next()?;
                    range = next.start.max(range.start)..next.end;
                    continue;
                }
                let search = search.get_or_insert_with(|| Search::new(self.program(), text));
                if !search.find(range.clone()) {
                    range.start = range.end;
                    continue;
                }
                let found = Captures { names: search.names(), text, slots: search.slots() };
                let Match { start, end, .. } = found.get(0)?;
                // Nothing right behind a match is no other.
                let again = start == end && last_end == Some(end);
                range.start = if start == end { next(text, end) } else { end };
                last_end = Some(end);
                if !again {
                    return Some(found);
                }
            }
        })
    }

    /// Everything in a text that it finds, one behind the other.
    pub fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Match<'t>> {
        self.captures_iter(text).filter_map(|found| found.get(0))
    }

    /// The first in a text that it finds, with the named groups.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.captures_iter(text).next()
    }

    /// The first in a text that it finds.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.find_iter(text).next()
    }
}

/// The byte that so many characters before the end of a text begin at, or all of it.
fn back(text: &str, characters: usize) -> usize {
    let before = |last| text.char_indices().rev().nth(last).map_or(0, |(at, _)| at);
    characters.checked_sub(1).map_or(text.len(), before)
}

/// The byte behind the character at a byte; one behind the end there.
fn next(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests;
