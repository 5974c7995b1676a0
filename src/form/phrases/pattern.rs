//! Regular expressions of a file of phrases.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

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
    /// What its first words may begin with, where it begins with words: a text without any of them needs no look.
    first: Vec<String>,
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
        let first = beginnings(&text);
        Self { text, words, first, at, compiled: OnceLock::new() }
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

    /// Whether it may occur in a text: whether the text has one of its first words.
    pub fn may_be_in(&self, text: &str) -> bool {
        self.first.is_empty() || self.first.iter().any(|word| text.contains(word.as_str()))
    }

    /// Whether it occurs in a text that was [`marked`].
    pub fn is_in(&self, text: &str) -> bool {
        match &self.words {
            Some(words) => words.iter().any(|word| text.contains(word.as_str())),
            None => self.may_be_in(text) && self.regex().is_match(text),
        }
    }
}

/// What every match of an expression begins with one of; nothing where that is not plain to see.
fn beginnings(text: &str) -> Vec<String> {
    let mut depth = 0_i32;
    let is_open = |c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == '|' && depth == 0
    };
    if text.contains(is_open) {
        return Vec::new();
    }
    let alternatives = match text.strip_prefix("(?:") {
        // Without brackets inside, and not to be left out.
        Some(group) => match group.split_once(')') {
            Some((inside, rest)) if !inside.contains('(') && !rest.starts_with(['?', '*', '{']) => inside,
            _ => return Vec::new(),
        },
        None => text,
    };
    let literal = |word: &str| {
        let end = word.find(|c: char| c.is_ascii_punctuation()).unwrap_or(word.len());
        let (plain, rest) = word.split_at(end);
        // What may be left out is the last character.
        let last = plain.chars().next_back().map_or(0, char::len_utf8);
        plain[..if rest.starts_with(['?', '*', '{']) { end - last } else { end }].to_owned()
    };
    let alternatives: Vec<&str> =
        if text.starts_with('(') { alternatives.split('|').collect() } else { vec![alternatives] };
    let words: Vec<String> = alternatives.into_iter().map(literal).collect();
    if words.iter().any(String::is_empty) { Vec::new() } else { words }
}

#[cfg(test)]
mod tests {
    use super::beginnings;

    #[test]
    fn an_expression_begins_with_its_first_words() {
        assert_eq!(beginnings("(?:新收|收到)(?:的)?申请"), ["新收", "收到"]);
        assert_eq!(beginnings("(?:上年度?|去年)结转"), ["上年", "去年"]);
        assert_eq!(beginnings("规章(?:制发|制定)"), ["规章"]);
        for unsure in ["(?:的)?申请", "(?:a(?:b|c)|d)e", "[，、]公开", "a|b", "(?:a|b)c|d", "(?:，|[0-9])x", "年?度"]
        {
            assert!(beginnings(unsure).is_empty(), "{unsure}");
        }
    }
}
