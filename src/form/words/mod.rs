//! Words that checks of prose go by, as data: a report's trade has its own, and an edition may bring others.

mod alike;
mod clipped;
mod idioms;
mod language;
mod leaks;
mod lexicon;
mod names;
mod objects;
mod phrasing;
mod terms;
mod together;
mod told;
mod twice;
mod word_list;
mod word_pattern;

use std::sync::LazyLock;

use serde::Deserialize;
use toml::de::DeTable;

pub use alike::AlikeCharacters;
pub use clipped::ClippedWords;
pub use language::{
    Articles, BareCounter, Character, Compound, Count, Doubled, FixedWords, KnownDocument, Latin, Lost, LostDate,
    Preceding, Typo, Typos, WordEnd,
};
pub use leaks::{
    FormerBody, FormerWords, LetterPhrases, LevelTold, Mail, Maker, Meeting, MeetingWords, Other, OwnWord,
    PlaceholderWords, RealmWords, Trade, YearWords,
};
pub use lexicon::{Lexicon, Misspelt};
pub use names::NameWords;
pub use objects::{Heads, ObjectWords, Tails, Unfit, Verb};
pub use phrasing::{AlikeEnd, AlikeThings, Announced, PartName, PartWords, Phrasing, Phrasings, ShortNames};
pub use together::TogetherWords;
pub use told::{ChangeWords, DeniedWords, RateWords, ToldWords};
pub use twice::ToldTwice;
pub use word_list::WordList;
pub use word_pattern::WordPattern;

use super::fault::Fault;
use super::mistyped::mistyped;

/// The file of words, built in and in folders of editions.
pub const WORDS: &str = "words.toml";

/// The built-in words.
pub const BUILT_IN_WORDS: &str = include_str!("../words.toml");

/// The same as the build script put them.
const TRANSLATED: &str = include_str!(concat!(env!("OUT_DIR"), "/words.json"));

/// Words that checks of prose go by.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckWords {
    /// The text of its file.
    #[serde(skip)]
    pub text: String,
    /// What is said twice in a row.
    pub doubled: Doubled,
    /// Counters that need a figure.
    pub lost: Lost,
    /// Latin words.
    pub latin: Latin,
    /// Other years.
    pub year: YearWords,
    /// Meetings.
    pub meetings: MeetingWords,
    /// Agencies and laws that are no more.
    #[serde(default)]
    pub former: FormerWords,
    /// Other agencies.
    pub other: Other,
    /// What templates print.
    pub placeholders: PlaceholderWords,
    /// Letters.
    pub letter: LetterPhrases,
    /// Hosts of mail.
    pub mail: Mail,
    /// Characters that are often mistaken for others.
    pub typos: Typos,
    /// Expressions that are always written in one way.
    pub fixed: FixedWords,
    /// Documents that are cited wrongly.
    pub citations: Typos,
    /// Phrases that do not hold together.
    pub phrasings: Phrasings,
    /// Things that are named alike.
    #[serde(default)]
    pub alike: AlikeThings,
    /// What verbs are said of.
    #[serde(default)]
    pub objects: ObjectWords,
    /// What lost a character at its beginning or at its end.
    #[serde(default)]
    pub clipped: ClippedWords,
    /// How short names are given.
    #[serde(default)]
    pub shortened: ShortNames,
    /// How a report lists its own parts.
    pub parts: PartWords,
    /// Lists of which it is said how many things they name.
    pub announced: Announced,
    /// How figures hang together.
    pub told: ToldWords,
    /// What is told twice.
    pub told_twice: ToldTwice,
}

impl CheckWords {
    /// Reads a file of words.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let (_, errors) = DeTable::parse_recoverable(text);
        if let Some(fault) = Fault::syntax(text, &errors) {
            return Err(fault);
        }
        let words: Self = toml::from_str(text).map_err(|error| mistyped(text, &error))?;
        Ok(Self { text: text.to_owned(), ..words })
    }

    /// The built-in words.
    ///
    /// # Panics
    /// Never: a test holds that the built-in words are sound.
    pub fn built_in() -> &'static Self {
        static BUILT: LazyLock<CheckWords> = LazyLock::new(|| {
            let words: CheckWords = serde_json::from_str(TRANSLATED).expect("the built-in words are sound");
            let (text, phrasings, fixed) =
                (BUILT_IN_WORDS.to_owned(), words.phrasings.indexed(), words.fixed.built_in());
            CheckWords { text, phrasings, fixed, ..words }
        });
        &BUILT
    }
}
