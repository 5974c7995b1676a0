//! Sentences that do not hold together, and how a report lists its own parts.

use std::sync::OnceLock;

use serde::Deserialize;

use super::word_pattern::WordPattern;
use crate::expression::WordIndex;

/// What the built-in phrasings need, as the build script worked it out.
const BUILT_IN_INDEX: &str = include_str!(concat!(env!("OUT_DIR"), "/phrasings.json"));

/// Phrases that are wrong however the sentence goes on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrasings {
    /// Each of them.
    pub words: Vec<Phrasing>,
    /// Words by which a title in 《》 is that of another document, whose words are its own.
    pub documents: Vec<String>,
    /// The words that they need, once they were looked for.
    #[serde(skip)]
    index: OnceLock<WordIndex>,
}

impl Phrasings {
    /// The words that each of them needs.
    pub fn index(&self) -> &WordIndex {
        self.index.get_or_init(|| WordIndex::of(self.words.iter().map(|phrasing| phrasing.pattern.regex())))
    }

    /// The same of the built-in ones, whose words are known.
    ///
    /// # Panics
    /// Never: the build script made them.
    pub(super) fn indexed(self) -> Self {
        let index: WordIndex = serde_json::from_str(BUILT_IN_INDEX).expect("an index that was written can be read");
        Self { index: OnceLock::from(index), ..self }
    }
}

/// A phrase that is wrong however the sentence goes on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrasing {
    /// How it is written; a group `at` is what is wrong in it.
    pub pattern: WordPattern,
    /// What is wrong with it.
    pub says: String,
    /// Words in it that make it right.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Whether it is a matter of style: told as a hint.
    #[serde(default)]
    pub is_style: bool,
}

/// Things that are named alike.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlikeThings {
    /// What stands before the last of several things.
    pub joints: String,
    /// Ends that they have in common.
    pub ends: Vec<AlikeEnd>,
}

/// An end that things have in common.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlikeEnd {
    /// The end.
    pub text: String,
    /// Things at least before the last that have it.
    pub least: usize,
    /// What the last thing is called without it, where it may be another thing that has no such end.
    #[serde(default)]
    pub things: Vec<String>,
}

/// How short names are given.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShortNames {
    /// What stands before a short name in brackets, the bracket with it.
    pub says: Vec<String>,
    /// Short names that say of no document which it is.
    #[serde(default)]
    pub plain: Vec<String>,
}

/// How a report lists its own parts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartWords {
    /// What such a list begins with.
    pub begins: WordPattern,
    /// How many parts it says there are, as the group `number`.
    pub counted: WordPattern,
    /// What it ends with where it names only some.
    pub open: WordPattern,
    /// What stands between two parts.
    pub between: WordPattern,
    /// What the name of a part ends with.
    pub ends: Vec<String>,
    /// Words before the list by which it is that of the report of another.
    pub others: Vec<String>,
    /// The sections, by words of which one names it.
    pub sections: Vec<PartName>,
    /// Sections that are named at least where a text lists the parts.
    pub least: usize,
}

/// The words that name a section in a list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartName {
    /// The key of the section.
    pub key: String,
    /// Words of which one names it.
    pub words: Vec<String>,
}

/// Things of which a text says how many there are, beside their list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announced {
    /// Words before what is listed one by one.
    pub lists: Vec<String>,
    /// How many there are, at the end of what stands before such a list, as the group `number`, and of what, as `noun`.
    pub counted: WordPattern,
    /// How many there are, before what is told of each with its number, the first as the group `first`.
    pub told: WordPattern,
    /// How many there are, behind a list that ends with 等.
    pub behind: WordPattern,
    /// The same behind a list whose last is joined to the others.
    pub joined: WordPattern,
    /// A `list` of names in quotation marks, whether there are `more`, and how many there are.
    pub quoted: WordPattern,
    /// How many times something was done, and a `list` of the months, or of which of many they were.
    pub dated: WordPattern,
    /// How many there were, where a text speaks of them again.
    pub back: WordPattern,
}

#[cfg(test)]
mod tests {
    use crate::expression::WordIndex;
    use crate::form::words::{BUILT_IN_WORDS, CheckWords};

    #[test]
    fn what_the_built_in_phrasings_need_is_what_their_file_says() {
        let (file, built_in) = (CheckWords::parse(BUILT_IN_WORDS).unwrap(), CheckWords::built_in());
        let index = |index: &WordIndex| format!("{index:?}");
        assert_eq!(index(file.phrasings.index()), index(built_in.phrasings.index()));
        let says = |words: &CheckWords| -> Vec<_> {
            let words = words.phrasings.words.iter();
            words
                .map(|phrasing| (format!("{:?}", phrasing.pattern.regex().required()), phrasing.says.clone()))
                .collect()
        };
        assert_eq!(says(&file), says(built_in));
    }
}
