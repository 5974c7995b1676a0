//! A word of a title or a name.

use serde::Serialize;

use super::vocabulary::Vocabulary;

/// What stays on one line where it fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TitleWord {
    /// What it says; a blank at its end is dropped where the line ends.
    pub text: String,
    /// How unwelcome a break before it is, in characters of unevenness.
    pub cost: u8,
    /// What it is broken into where a line does not hold it.
    pub parts: Vec<TitleWord>,
}

impl TitleWord {
    /// A word that is never broken.
    pub(super) fn plain(text: &str, cost: u8) -> Self {
        Self { text: text.to_owned(), cost, parts: Vec::new() }
    }

    /// Puts a blank behind the word, and behind the last of its parts.
    pub(super) fn push_blank(&mut self) {
        self.text.push(' ');
        if let Some(last) = self.parts.last_mut() {
            last.push_blank();
        }
    }

    /// Puts a word behind this one.
    fn append(&mut self, next: Self) {
        if !self.parts.is_empty() || !next.parts.is_empty() {
            let whole = |word: &Self| vec![Self::plain(&word.text, word.cost)];
            let mut parts = if self.parts.is_empty() { whole(self) } else { std::mem::take(&mut self.parts) };
            parts.extend(if next.parts.is_empty() { whole(&next) } else { next.parts });
            self.parts = joined(parts);
        }
        self.text.push_str(&next.text);
    }
}

/// Words with those put together that no line is broken between.
pub(super) fn joined(words: Vec<TitleWord>) -> Vec<TitleWord> {
    let known = Vocabulary::get();
    let mut all: Vec<TitleWord> = Vec::new();
    for word in words {
        match all.last_mut() {
            Some(last) if known.leads(&last.text) || known.follows(&word.text) || is_short(&word.text) => {
                last.append(word)
            }
            _ => all.push(word),
        }
    }
    all
}

/// Whether a word is a single character, which is part of the word before it.
fn is_short(word: &str) -> bool {
    word.trim().chars().count() < 2
}
