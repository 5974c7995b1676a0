//! Regular expressions of a file of phrases.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::required::required;
use crate::form::fault::{Fault, FaultKind};

/// Marks, each with the control character that stands for it where expressions are looked for.
///
/// A class without some Chinese characters is large and slow to compile; one without the lowest characters is not.
const MARKS: [(char, char); 11] = [
    ('，', '\u{1}'),
    ('。', '\u{2}'),
    ('；', '\u{3}'),
    ('：', '\u{4}'),
    ('（', '\u{5}'),
    ('）', '\u{6}'),
    ('！', '\u{7}'),
    ('？', '\u{8}'),
    ('\u{FFFC}', '\u{E}'),
    ('、', '\u{F}'),
    ('—', '\u{10}'),
];

/// A text with its marks as expressions see them; every byte keeps its place.
pub fn marked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match MARKS.iter().find(|(mark, _)| *mark == c) {
            Some((mark, control)) => out.extend(std::iter::repeat_n(*control, mark.len_utf8())),
            None => out.push(c),
        }
    }
    out
}

/// A regular expression, compiled when it is first needed: of the many of a file few are needed for a report.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    /// Its words, where it is nothing but one of some words: they are found without being compiled.
    words: Option<Vec<String>>,
    /// Sets of words of which one each is in every match: a text without needs no look.
    required: Vec<Vec<String>>,
    /// Where it is written.
    at: Range<usize>,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    /// An expression; whether it is sound is yet to be seen.
    pub(super) fn new(text: &str, at: Range<usize>) -> Self {
        let text = marked(text);
        let is_plain = !text.contains(|c: char| c != '|' && c.is_ascii_punctuation());
        let words = is_plain.then(|| text.split('|').map(str::to_owned).collect());
        let required = required(&text);
        Self { text, words, required, at, compiled: OnceLock::new() }
    }

    /// What is wrong with it, if anything.
    pub(super) fn fault(&self) -> Option<Fault> {
        let error = Regex::new(&self.text).err()?.to_string();
        let reason = error.lines().last().unwrap_or_default().trim_start_matches("error: ");
        let message = format!("正则表达式写错了（{reason}）。");
        Some(Fault::new(FaultKind::Unknown, &self.at, message, "改正这个正则表达式"))
    }

    /// The expression.
    ///
    /// # Panics
    /// Never: expressions that are not sound are told when they are read, and the built-in ones are by a test.
    pub fn regex(&self) -> &Regex {
        self.compiled.get_or_init(|| Regex::new(&self.text).expect("the expression was found sound"))
    }

    /// Whether it may occur in a text: whether the text has the words that are in every match.
    pub fn may_be_in(&self, text: &str) -> bool {
        self.required.iter().all(|set| set.iter().any(|word| text.contains(word.as_str())))
    }

    /// The shortest list of words of which one is in every match, if there is one.
    pub(super) fn fewest(&self) -> Option<&Vec<String>> {
        self.required.iter().min_by_key(|set| set.len())
    }

    /// Whether it occurs in a text that was [`marked`].
    pub fn is_in(&self, text: &str) -> bool {
        match &self.words {
            Some(words) => words.iter().any(|word| text.contains(word.as_str())),
            None => self.may_be_in(text) && self.regex().is_match(text),
        }
    }
}
