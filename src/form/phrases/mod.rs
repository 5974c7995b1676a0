//! Which words of running text speak of which figure of a form.
//!
//! The file holds regular expressions with a few marks of its own; its head says what they stand for.

mod clause;
mod marks;
mod pattern;
mod read;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use toml::de::DeTable;

use super::fault::{Fault, FaultKind};
use super::given::{DeclaredEntry, of_toml, translated};
use super::name::Name;
use super::term::Terms;
use crate::expression::WordIndex;
pub(crate) use clause::{ClauseMeaning, ClauseWords};
pub use pattern::Pattern;

/// The phrases of forms that bring none.
pub const PHRASES: &str = include_str!("../phrases.toml");

/// What the build script made of them.
const TRANSLATED: &str = include_str!(concat!(env!("OUT_DIR"), "/phrases.json"));

/// The words that those of their ties need, as it worked them out.
const BUILT_IN_INDEX: &str = include_str!(concat!(env!("OUT_DIR"), "/ties.json"));

/// The phrases of a form.
#[derive(Debug, Clone)]
pub struct Phrases {
    /// The text of its file.
    pub text: String,
    /// Characters right before a number that make it another thing than a count.
    pub approximate: String,
    /// A number, from itself on, that counts other things.
    pub other_things: Pattern,
    /// Words of a clause that speaks of something else.
    pub elsewhere: Pattern,
    /// Words of other matters: what is told behind them is of these, until the own one is named again.
    pub other_matters: Pattern,
    /// Expressions of a clause that speaks of a part of the year.
    pub parts_of_year: Pattern,
    /// Clauses with a number that is all of something else.
    pub other_wholes: Pattern,
    /// Words for the whole of a year, behind which nothing is of a part of it any more.
    pub whole_year: Pattern,
    /// What a clause begins with that may be of a unit of the agency itself.
    pub own_units: Pattern,
    /// Clauses behind which a sentence speaks of a part of what came in.
    pub restricting: Pattern,
    /// Characters before a year that is only compared with.
    pub comparing: String,
    /// Words of a clause that is of another scope, by the level of the agency.
    pub outside: BTreeMap<String, Pattern>,
    /// What texts are about, by name.
    pub contexts: BTreeMap<String, Context>,
    /// The phrases, the most specific first.
    pub ties: Vec<Tie>,
    /// Words of which the last before a phrase says what it speaks of.
    pub topics: Option<Pattern>,
    /// The words of clauses that say by them alone which figure their number is.
    pub clauses: ClauseWords,
    /// What numbers are shares of.
    pub wholes: Vec<Wholes>,
    /// What one side of a balance is told by: the beginnings of keys, for each side.
    pub sides: Vec<Vec<String>>,
    /// Figures that others may be told with or without.
    pub inclusions: Vec<Inclusion>,
    /// Any number with what it counts.
    pub number: Pattern,
    /// Parts that a figure is told by: ways by which things come in, times of the year.
    pub channels: Vec<Channels>,
    /// Rates and shares that are never more than all.
    pub at_most_all: Pattern,
    /// The words that those of the ties need, once they were looked for.
    index: OnceLock<WordIndex>,
}

/// Parts whose numbers add up to a figure.
#[derive(Debug, Clone)]
pub struct Channels {
    /// What they are together.
    pub name: String,
    /// What one of them is called.
    pub words: Pattern,
    /// What each of them is called, where all must be told; none where any three will do.
    pub each: Vec<Pattern>,
    /// Words of the clause of a part with which its number is of something else.
    pub except: Option<Pattern>,
    /// The context that they are spoken of in.
    pub context: Name,
    /// The figure.
    pub readings: Vec<Terms>,
}

/// A figure that others may be told with or without.
#[derive(Debug, Clone)]
pub struct Inclusion {
    /// Its key.
    pub key: Name,
    /// What has it in it, though it is not named there.
    pub within: Vec<Name>,
    /// Words right behind another number that say that it has it in it, and not how much.
    pub included: Option<Pattern>,
}

/// How it is known what a text is about.
#[derive(Debug, Clone)]
pub struct Context {
    /// Words that say so; none where any text will do.
    pub about: Option<Pattern>,
    /// Words that name the matter anew, behind a count of something else; the same where there are none.
    pub matter: Option<Pattern>,
    /// Words of the title that a paragraph begins with, with which all of it is about it.
    pub lead: Option<Pattern>,
    /// Sections that are about it as a whole.
    pub sections: Vec<String>,
    /// How near the words must stand.
    pub within: Within,
}

/// How near the words must stand that say what a sentence is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Within {
    /// In the sentence itself.
    Sentence,
    /// In it or the one before.
    Near,
    /// In the paragraph, up to the end of the sentence.
    #[default]
    Paragraph,
}

/// What numbers are shares of.
#[derive(Debug, Clone)]
pub struct Wholes {
    /// The beginning of the keys of the parts.
    pub part: String,
    /// What they are parts of, the likeliest first.
    pub wholes: Vec<Terms>,
}

/// Phrases that speak of one figure.
#[derive(Debug, Clone)]
pub struct Tie {
    /// What they speak of, in words.
    pub name: String,
    /// The context that they have this sense in, if they do not have it everywhere.
    pub context: Option<Name>,
    /// The phrases.
    pub phrases: Vec<Pattern>,
    /// How a clause calls the figure, from its beginning, where it tells its change and not the figure.
    pub called: Option<Pattern>,
    /// What the words of a clause mean together that says the same.
    pub clauses: Vec<ClauseMeaning>,
    /// What the numbers in them count.
    pub counters: Vec<String>,
    /// What they may mean, the likeliest first.
    pub readings: Vec<Terms>,
    /// Words of the sentence without which they mean something else.
    pub about: Option<Pattern>,
    /// What the last of the topics before it must be.
    pub topic: Option<Pattern>,
    /// Words of the phrase itself with which it means something else.
    pub phrase_except: Option<Pattern>,
    /// Words of the clause with which they mean something else.
    pub except: Option<Pattern>,
    /// The same for the whole sentence.
    pub sentence_except: Option<Pattern>,
    /// Readings that a number of the sentence may have, with which nothing is said of the figure.
    pub unless: Vec<Terms>,
    /// The number that they say by themselves.
    pub says: Option<i32>,
    /// Whether they often mean something else.
    pub loose: bool,
    /// Whether it may tell of something else: only one that has the digits of the figure in another order is wrong.
    pub transposed: bool,
    /// Whether it says one thing more of a number that other phrases may have spoken of: all of it must be so.
    pub besides: bool,
    /// Whether several such numbers of a sentence may be parts of the figure.
    pub split: bool,
    /// Whether they have this sense whatever else the clause speaks of.
    pub anywhere: bool,
}

impl Phrases {
    /// The phrases of forms that bring none.
    ///
    /// # Panics
    /// Never: a test holds that the file is sound.
    pub fn built_in() -> &'static Self {
        static BUILT: LazyLock<Phrases> = LazyLock::new(|| {
            let phrases = Phrases::of(PHRASES, &translated(TRANSLATED)).expect("the built-in phrases are sound");
            let index: WordIndex = serde_json::from_str(BUILT_IN_INDEX).expect("what was written can be read");
            Phrases { index: OnceLock::from(index), ..phrases }
        });
        &BUILT
    }

    /// Reads a file of phrases that is brought, and looks at every expression.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn checked(text: &str) -> Result<Self, Vec<Fault>> {
        let phrases = Self::parse(text)?;
        let faults: Vec<Fault> = phrases.patterns().filter_map(Pattern::fault).collect();
        if faults.is_empty() { Ok(phrases) } else { Err(faults) }
    }

    /// The words that the phrases of the ties need, those of one behind those of another.
    pub fn index(&self) -> &WordIndex {
        let phrases = self.ties.iter().flat_map(|tie| &tie.phrases);
        self.index.get_or_init(|| WordIndex::of(phrases.map(Pattern::regex)))
    }

    /// The phrases that speak of figures which are not known.
    pub fn astray(&self, is_known: impl Fn(&str) -> bool) -> Vec<Fault> {
        let fault = |tie: &Tie| {
            let mut terms = tie.readings.iter().chain(&tie.unless).flatten();
            let key = &terms.find(|term| !is_known(&term.key))?.key;
            let message = format!("说法“{}”：各版格式都没有 {key} 这个数。", tie.name);
            Some(Fault::new(FaultKind::Nowhere, &key.at, message, "改正这个键；可用的键见“可引用的名称”"))
        };
        self.ties.iter().filter_map(fault).collect()
    }

    /// What the phrases that speak of a figure must be about, where that is said.
    pub(crate) fn context_of(&self, tie: &Tie) -> Option<&Context> {
        self.contexts.get(&tie.context.as_ref()?.text)
    }

    /// Every expression.
    fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        let ties = self.ties.iter().flat_map(Tie::patterns);
        let contexts =
            self.contexts.values().flat_map(|context| context.about.iter().chain(&context.matter).chain(&context.lead));
        let included = self.inclusions.iter().filter_map(|inclusion| inclusion.included.as_ref());
        let channels = self.channels.iter().flat_map(Channels::patterns);
        [
            &self.other_things,
            &self.elsewhere,
            &self.other_matters,
            &self.parts_of_year,
            &self.whole_year,
            &self.own_units,
            &self.restricting,
            &self.number,
            &self.at_most_all,
        ]
        .into_iter()
        .chain(&self.topics)
        .chain(self.outside.values())
        .chain(contexts)
        .chain(included)
        .chain(channels)
        .chain(ties)
    }

    /// Reads a file of phrases.
    ///
    /// # Errors
    /// Everything that is wrong with it, but for expressions that are not sound.
    fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let (document, errors) = DeTable::parse_recoverable(text);
        if let Some(fault) = Fault::syntax(text, &errors) {
            return Err(vec![fault]);
        }
        Self::of(text, &of_toml(document.get_ref()))
    }

    /// The phrases of a text, which says this.
    fn of(text: &str, document: &[DeclaredEntry<'_>]) -> Result<Self, Vec<Fault>> {
        let faults = RefCell::default();
        let phrases = Self { text: text.to_owned(), ..read::phrases(document, &faults) };
        let faults: Vec<Fault> = faults.take();
        if faults.is_empty() { Ok(phrases) } else { Err(faults) }
    }
}

impl Channels {
    /// Every expression.
    fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        std::iter::once(&self.words).chain(&self.each).chain(&self.except)
    }
}

impl Tie {
    /// Every expression.
    fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        let words = [&self.called, &self.about, &self.topic, &self.phrase_except, &self.except, &self.sentence_except];
        self.phrases.iter().chain(words.into_iter().flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Editions;

    #[test]
    fn the_built_in_phrases_are_what_their_file_says() {
        let (file, built_in) = (Phrases::parse(PHRASES).unwrap(), Phrases::built_in());
        let ties = |phrases: &Phrases| phrases.ties.iter().map(|tie| tie.name.clone()).collect::<Vec<_>>();
        assert_eq!(ties(&file), ties(built_in));
        assert_eq!(format!("{:?}", file.index()), format!("{:?}", built_in.index()));
        // Only a file that is brought has places.
        let patterns = |phrases: &Phrases| phrases.patterns().map(Pattern::text).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(patterns(&file), patterns(built_in));
    }

    #[test]
    fn the_built_in_phrases_are_sound() {
        let faults = Phrases::checked(PHRASES).err().unwrap_or_default();
        assert!(faults.is_empty(), "{faults:?}");
        let nowhere = Phrases::built_in().index().places("", std::iter::empty());
        let phrases: Vec<&Pattern> = Phrases::built_in().ties.iter().flat_map(|tie| &tie.phrases).collect();
        let unbound = nowhere.possible(0..phrases.len()).map(|possible| phrases[possible.number].text());
        assert_eq!(unbound.collect::<Vec<_>>(), Vec::<&str>::new(), "looked for in every sentence");
        let forms = Editions::built_in().all();
        let astray = Phrases::built_in().astray(|key| forms.iter().any(|form| form.has_figure(key)));
        assert!(astray.is_empty(), "{astray:?}");
    }
}
