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

/// Marks of years, which texts have as well.
const YEARS: [&str; 4] = ["今年", "去年", "明年", "年"];

/// Parts of what the reader of expressions says, and what they mean.
const REASONS: &[(&str, &str)] = &[
    ("unclosed group", "左括号 ( 没有配上右括号"),
    ("unopened group", "右括号 ) 没有配上左括号"),
    ("unclosed character class", "左方括号 [ 没有配上右方括号"),
    ("unclosed counted repetition", "左花括号 { 没有配上右花括号"),
    ("repetition", "?、*、+ 或 {…} 前面没有要重复的，或次数写错"),
    ("escape", "反斜杠 \\ 后面的字不能这样写"),
    ("look-around", "不能用 (?=…)、(?!…)、(?<=…)、(?<!…)"),
    ("backreference", "不能用 \\1 这样的反向引用"),
    ("exceeds size limit", "太大"),
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
        // What the reader of phrases knows it has replaced, and years are known as they stand.
        let named = self.text.split('〈').skip(1).filter_map(|rest| Some(rest.split_once('〉')?.0));
        if let Some(name) = named.into_iter().find(|name| !YEARS.contains(name)) {
            let hint =
                format!("记号只有 …、〈隔〉、〈数〉、〈元〉、〈{}〉，〈数〉〈元〉写在 phrases 里", YEARS.join("〉〈"));
            return Some(Fault::new(FaultKind::Nowhere, &self.at, format!("这里没有〈{name}〉这个记号。"), hint));
        }
        let error = Regex::new(&self.text).err()?.to_string();
        let found = REASONS.iter().find(|(part, _)| error.contains(part));
        let reason = found.map_or(String::new(), |(_, reason)| format!("：{reason}"));
        let message = format!("正则表达式写错了{reason}。");
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
