//! Standard wordings as data, each a template.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::de::{DeTable, DeValue};

use super::fault::Fault;
use super::mistyped::mistyped;

/// The file of the standard wordings of forms that name none.
pub const WORDING: &str = "wording.toml";

/// The built-in standard wordings.
pub const BUILT_IN_WORDING: &str = include_str!("../../templates/wording.toml");

/// The same as the build script put them.
const TRANSLATED: &str = include_str!(concat!(env!("OUT_DIR"), "/wording.json"));

/// The standard wordings, each a template.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// The text of its file.
    #[serde(skip)]
    pub text: String,
    /// What several wordings say alike, by name: `{{ shared.name }}`.
    #[serde(default)]
    pub shared: BTreeMap<String, String>,
    /// The parts of the preface, by key.
    pub preface: BTreeMap<String, String>,
    /// The sentences that prose can name.
    pub sentences: BTreeMap<String, String>,
    /// The words of posters.
    #[serde(default)]
    pub poster: PosterWording,
    /// Title and text of letters, by kind.
    #[serde(default)]
    pub letter: BTreeMap<String, BTreeMap<String, String>>,
}

/// The words of a poster, each a template.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PosterWording {
    /// What stands above its title.
    pub mark: String,
    /// The key sentences.
    pub sentences: Vec<String>,
    /// What stands at the foot.
    pub foot: String,
}

impl Wording {
    /// Reads a file of wordings.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if text == BUILT_IN_WORDING {
            return Ok(Self::built_in());
        }
        let (document, errors) = DeTable::parse_recoverable(text);
        if let Some(fault) = Fault::syntax(text, &errors) {
            return Err(fault);
        }
        let read: Result<Self, _> = toml::from_str(text);
        let mut read = read.map_err(|error| mistyped(text, &error))?;
        // Wordings that were written out before there were any of letters.
        if !document.get_ref().contains_key("letter") {
            let Self { shared, letter, .. } = Self::built_in();
            read.letter = letter;
            shared.into_iter().for_each(|(name, text)| _ = read.shared.entry(name).or_insert(text));
        }
        if !document.get_ref().contains_key("poster") {
            read.poster = Self::built_in().poster;
        }
        Ok(Self { text: text.to_owned(), ..read })
    }

    /// The built-in ones.
    fn built_in() -> Self {
        let read: Self = serde_json::from_str(TRANSLATED).expect("the built-in wordings are sound");
        Self { text: BUILT_IN_WORDING.to_owned(), ..read }
    }

    /// Every wording by its path: `letter.报告.title`.
    pub fn all(&self) -> impl Iterator<Item = (String, &str)> {
        let of = |table: &'static str, texts: &'_ BTreeMap<String, String>| {
            texts.keys().map(|name| format!("{table}.{name}")).collect::<Vec<_>>()
        };
        let shared = of("shared", &self.shared).into_iter().zip(self.shared.values());
        let preface = of("preface", &self.preface).into_iter().zip(self.preface.values());
        let sentences = of("sentences", &self.sentences).into_iter().zip(self.sentences.values());
        let letters = self
            .letter
            .iter()
            .flat_map(|(kind, texts)| texts.iter().map(move |(name, text)| (format!("letter.{kind}.{name}"), text)));
        shared.chain(preface).chain(sentences).chain(letters).map(|(path, text)| (path, text.as_str()))
    }

    /// Where a wording stands in the file: that word of it, or all of it.
    pub fn place(&self, path: &str, word: &str) -> Range<usize> {
        let (document, _) = DeTable::parse_recoverable(&self.text);
        let mut at = 0..0;
        let mut table = Some(document.get_ref());
        for part in path.split('.') {
            let found = table.and_then(|table| table.iter().find(|(key, _)| key.get_ref() == part));
            let Some((_, value)) = found else { break };
            at = value.span();
            table = value.get_ref().as_table();
            if let DeValue::String(_) = value.get_ref() {
                break;
            }
        }
        let within = self.text.get(at.clone()).unwrap_or_default();
        match within.find(word).filter(|_| !word.is_empty()) {
            Some(offset) => at.start + offset..at.start + offset + word.len(),
            None => at,
        }
    }
}
