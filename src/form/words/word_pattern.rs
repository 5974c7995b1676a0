//! Expressions of a file of words.

use std::fmt;
use std::sync::OnceLock;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Unexpected, Visitor};

use crate::expression::Regex;

/// An expression of a file of words; one that is known to be sound is read when it is first needed.
#[derive(Debug)]
pub struct WordPattern {
    text: String,
    /// Apart, so that the many of a file are small.
    read: OnceLock<Box<Regex>>,
}

impl WordPattern {
    /// One that is found nowhere.
    pub fn never() -> Self {
        Self { text: String::new(), read: OnceLock::from(Box::new(Regex::never())) }
    }

    /// The expression.
    pub fn regex(&self) -> &Regex {
        self.read.get_or_init(|| Box::new(Regex::new(&self.text).unwrap_or_else(|_| Regex::never())))
    }
}

impl<'de> Deserialize<'de> for WordPattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PatternVisitor)
    }
}

/// Reads an expression: a text, or behind a null one that the build script found sound.
struct PatternVisitor;

impl<'de> Visitor<'de> for PatternVisitor {
    type Value = WordPattern;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<WordPattern, E> {
        let read = Regex::new(text).map_err(E::custom)?;
        Ok(WordPattern { text: text.to_owned(), read: OnceLock::from(Box::new(read)) })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<WordPattern, A::Error> {
        let other = || A::Error::invalid_type(Unexpected::Seq, &self);
        let sound = list.next_element::<()>().map_err(|_| other())?;
        let text = sound.and_then(|()| list.next_element().transpose()).ok_or_else(other)??;
        Ok(WordPattern { text, read: OnceLock::new() })
    }
}
