//! Words that checks of language go by.

use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use super::idioms::{IdiomIndex, parts_of_idioms};
use super::names::NameWords;
use super::terms::{TermIndex, halves_of_terms};
use crate::bigrams::WordTable;
use crate::characters::Characters;
use crate::numbered::NumberedWords;

/// What is said twice in a row, by mistake or rightly.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Doubled {
    /// Words of two characters that are wrong when said twice, whatever follows.
    pub words: Vec<String>,
    /// Single characters that are wrong when said twice.
    pub characters: Vec<Character>,
    /// Pieces that are wrong as they stand.
    pub fragments: Vec<String>,
    /// What may follow any word of two characters that was said twice by mistake.
    pub then: Vec<String>,
    /// Words before one of several things that make it another than the same without them: 上级部门文件、部门文件.
    #[serde(default)]
    pub wider: Vec<String>,
    /// What is said twice rightly.
    pub fine: Vec<String>,
    /// Counters that are not said twice after a figure.
    pub counters: String,
    /// Beginnings of what is counted off: one by one.
    pub counted: Vec<String>,
    /// Words before a word that make saying it twice right.
    pub before: Vec<Preceding>,
    /// What follows a word where its second time begins another word.
    pub compounds: Vec<Compound>,
    /// Last characters that make another word with what follows.
    pub joints: Vec<WordEnd>,
    /// Ends of the names of places.
    pub places: Vec<String>,
    /// Characters that a clause may have or not and say the same: how thoroughly something is done.
    pub light: Characters,
    /// Words of what everyone says in the same words, as often as it fits.
    pub creeds: Vec<String>,
    /// Words for all or some of what is named, which is not named on both sides of them.
    #[serde(default)]
    pub between: Vec<String>,
    /// What follows a word behind one of those where it begins another word: 部门有关部门预算.
    #[serde(default)]
    pub begun: Vec<String>,
    /// Words that join two things, which are not the same.
    #[serde(default)]
    pub joiners: Vec<String>,
}

/// A character that is wrong when said twice.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Character {
    /// The character.
    pub word: char,
    /// Characters before it that make it right.
    pub before: Vec<char>,
    /// Characters after it that make it right.
    pub after: Vec<char>,
    /// What must follow where it is right before most words; nothing where anything may follow.
    #[serde(default)]
    pub then: Vec<String>,
}

/// Words before a word that make saying it twice right.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preceding {
    /// The word.
    pub word: String,
    /// What stands before it.
    pub words: Vec<String>,
}

/// A word whose second time may begin another word.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compound {
    /// The word.
    pub word: String,
    /// What the other word goes on with.
    pub then: Vec<String>,
}

/// Ends of words that make another word with what follows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordEnd {
    /// The ends.
    pub last: Vec<String>,
    /// What follows.
    pub then: Vec<String>,
}

/// Counters that need a figure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lost {
    /// Words that a figure follows.
    pub counts: Vec<Count>,
    /// Words before a verb by which nothing of what it is said of was there.
    #[serde(default)]
    pub denials: Vec<String>,
    /// Verbs whose objects are counted.
    pub verbs: Vec<String>,
    /// Their objects, which a figure follows.
    pub nouns: Vec<String>,
    /// Counters.
    pub counters: Vec<String>,
    /// Counters of which a figure is missed only after words that a figure follows: with objects they are other words.
    pub others: Vec<String>,
    /// Counters that a clause with such a verb ends with rarely in another word.
    pub bare: Vec<BareCounter>,
    /// Pieces of dates and numbers of documents of which a part is missing.
    pub dates: Vec<LostDate>,
    /// Objects and counters that are another word together.
    pub unless: Vec<String>,
    /// Units of money.
    pub money: Vec<String>,
    /// Words that an amount follows.
    pub sums: Vec<String>,
    /// Signs that stand after figures only.
    pub percents: Vec<char>,
    /// The last characters of all counters and units, once they were looked for.
    #[serde(skip)]
    last: OnceLock<Vec<char>>,
}

impl Lost {
    /// Whether a counter or a unit of money ends with a character.
    pub fn may_end(&self, c: char) -> bool {
        let bare = self.bare.iter().map(|known| &known.word);
        let words = || self.counters.iter().chain(&self.others).chain(&self.money).chain(bare);
        self.last.get_or_init(|| words().filter_map(|word| word.chars().next_back()).collect()).contains(&c)
    }
}

/// A counter that is rarely the end of another word.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BareCounter {
    /// The counter.
    pub word: String,
    /// Characters before it that make it another word.
    pub unless: String,
}

/// A piece of a date or of the number of a document of which a part is missing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LostDate {
    /// The piece.
    pub word: String,
    /// Whether a digit stands before it.
    #[serde(default)]
    pub after_digit: bool,
    /// Characters after it that make it another word.
    #[serde(default)]
    pub unless: String,
}

/// A word that a figure follows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// The word.
    pub word: String,
    /// Characters before it that make it another word.
    #[serde(default)]
    pub unless: Vec<char>,
}

/// Latin words in Chinese text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Latin {
    /// Words that never belong there.
    pub words: Vec<String>,
    /// Words that may be written small.
    pub fine: Vec<String>,
}

/// Words that are often mistaken for others.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typos {
    /// Words with such characters.
    pub words: Vec<Typo>,
    /// Documents that are often cited.
    #[serde(default)]
    pub documents: Vec<KnownDocument>,
    /// The articles of a regulation that is cited.
    #[serde(default)]
    pub articles: Option<Articles>,
    /// The words, once they were looked for.
    #[serde(skip)]
    table: OnceLock<WordTable>,
}

impl Typos {
    /// Where a text has which of the words, in the order of the list and then of the text.
    /// `chars` are the characters of the text with their bytes.
    pub fn places(&self, text: &str, chars: impl Iterator<Item = (usize, char)>) -> Vec<(&Typo, Range<usize>)> {
        let table = self.table.get_or_init(|| WordTable::of(self.words.iter().map(|typo| typo.wrong.as_str())));
        table.places(text, chars).into_iter().map(|(word, place)| (&self.words[word], place)).collect()
    }
}

/// A document with its number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownDocument {
    /// Its title, or the end of it.
    pub title: String,
    /// Its number: `国办发〔2019〕54号`.
    pub number: String,
    /// Who issued it, where that is told.
    pub issuer: Option<String>,
}

/// The articles of a regulation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Articles {
    /// What stands before the number of one: the end of the title, where it is not left out.
    pub after: String,
    /// The same where the title stands without its marks.
    pub bare: String,
    /// What stands before that where it is the title of no other.
    pub before: Vec<String>,
    /// What the title ends with before that.
    pub of: String,
    /// How many there are.
    pub last: usize,
}

/// The halves of the built-in terms, as the build script worked them out.
const BUILT_IN_HALVES: &str = include_str!(concat!(env!("OUT_DIR"), "/terms.json"));

/// The same of the parts of the built-in idioms.
const BUILT_IN_PARTS: &str = include_str!(concat!(env!("OUT_DIR"), "/idioms.json"));

/// Each of some words.
fn each(words: &[String]) -> impl Iterator<Item = &str> {
    words.iter().map(String::as_str)
}

/// Characters at the beginning of an expression by which it is known.
const BEGINNING: usize = 3;

/// Expressions that are always written in one way.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedWords {
    /// Each of them.
    pub words: Vec<String>,
    /// Expressions that are one character away from them and say something else.
    pub fine: Vec<String>,
    /// Characters that may stand in them, or be left out, or be others of these.
    pub between: Characters,
    /// What stands around names, which have no slips.
    #[serde(default)]
    pub names: NameWords,
    /// Terms that are found with any of their characters wrong.
    pub terms: Vec<String>,
    /// Idioms of four characters that no other words are like.
    pub idioms: Vec<String>,
    /// Words of two characters: where a wrong character is of one of them, another thing is meant.
    pub spared: Vec<String>,
    /// Characters that sound or look alike.
    pub alike: Vec<String>,
    /// Whether these are the built-in ones, of which more is known.
    #[serde(skip)]
    is_built_in: bool,
    /// The terms, once they were looked for.
    #[serde(skip)]
    index: OnceLock<TermIndex>,
    /// The idioms, once they were looked for.
    #[serde(skip)]
    idiom_index: OnceLock<IdiomIndex>,
    /// What each of the words begins with, once they were looked for.
    #[serde(skip)]
    beginnings: OnceLock<WordTable>,
}

impl FixedWords {
    /// Where a text has what one of the expressions begins with: the expression, and where it would begin; in the order
    /// of the list and then of the text. `chars` are the characters of the text with their bytes.
    pub fn begun(&self, text: &str, chars: impl Iterator<Item = (usize, char)>) -> Vec<(&str, usize)> {
        let end = |word: &str| word.char_indices().nth(BEGINNING).map_or(word.len(), |(at, _)| at);
        let beginnings = || self.words.iter().map(|word| &word[..end(word)]);
        let table = self.beginnings.get_or_init(|| WordTable::of(beginnings()));
        table.places(text, chars).into_iter().map(|(word, place)| (self.words[word].as_str(), place.start)).collect()
    }

    /// The idioms by which slips are found.
    pub fn idiom_index(&self) -> &IdiomIndex {
        let parts = || self.known_words(BUILT_IN_PARTS).unwrap_or_else(|| parts_of_idioms(each(&self.idioms)));
        self.idiom_index.get_or_init(|| IdiomIndex::of(&self.idioms, parts()))
    }

    /// The terms by which slips are found.
    pub fn index(&self) -> &TermIndex {
        let halves = || self.known_words(BUILT_IN_HALVES).unwrap_or_else(|| halves_of_terms(each(&self.terms)));
        self.index.get_or_init(|| TermIndex::of(&self.terms, halves(), &self.spared, &self.alike))
    }

    /// What the build script worked out, where these are the built-in ones.
    fn known_words(&self, json: &str) -> Option<NumberedWords> {
        self.is_built_in.then(|| serde_json::from_str(json).expect("what was written can be read"))
    }

    /// The same words, which are the built-in ones.
    pub(super) fn built_in(self) -> Self {
        Self { is_built_in: true, ..self }
    }
}

/// A word with a wrong character.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typo {
    /// As it is mistaken.
    pub wrong: String,
    /// As it should be.
    pub right: String,
    /// Other words that begin with it.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Whether it is wrong at the beginning of a clause only.
    #[serde(default)]
    pub first: bool,
}

#[cfg(test)]
mod tests {
    use crate::form::words::{BUILT_IN_WORDS, CheckWords};

    const TEXT: &str = "克坚攻难，攻艰克难";

    #[test]
    fn what_built_in_terms_and_idioms_are_looked_for_by_is_what_their_file_says() {
        let (file, built_in) = (CheckWords::parse(BUILT_IN_WORDS).unwrap(), CheckWords::built_in());
        let terms = |words: &CheckWords| format!("{:?}", words.fixed.index());
        assert_eq!(terms(&file), terms(built_in));
        let slips = |words: &CheckWords| words.fixed.idiom_index().slips(TEXT, TEXT.char_indices(), |_| false);
        assert_eq!(slips(&file), slips(built_in));
        assert_eq!(slips(built_in).len(), 2);
    }
}
