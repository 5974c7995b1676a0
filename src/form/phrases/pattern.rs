//! Regular expressions of a file of phrases.

use std::ops::Range;
use std::sync::OnceLock;

use super::marks::PhraseMarks;
use crate::expression::{ExpressionError, Regex};
use crate::form::fault::{Fault, FaultKind};

/// Marks of years, which texts have as well.
const YEARS: [&str; 4] = ["今年", "去年", "明年", "年"];

/// A regular expression, read when it is first needed: of the many of a file few are needed for a report.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    /// Where it is written.
    at: Range<usize>,
    /// The marks that it may have.
    marks: PhraseMarks,
    read: OnceLock<Regex>,
}

impl Pattern {
    /// An expression; whether it is sound is yet to be seen.
    pub(super) fn new(text: String, at: Range<usize>, marks: PhraseMarks) -> Self {
        Self { text, at, marks, read: OnceLock::new() }
    }

    /// As it is written.
    #[cfg(test)]
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// What is wrong with it, if anything.
    pub(super) fn fault(&self) -> Option<Fault> {
        let named = self.text.split('〈').skip(1).filter_map(|rest| Some(rest.split_once('〉')?.0));
        if let Some(name) = named.into_iter().find(|name| !YEARS.contains(name) && !self.marks.have(name)) {
            let hint =
                format!("记号只有 …、〈隔〉、〈数〉、〈元〉、〈{}〉，〈数〉〈元〉写在 phrases 里", YEARS.join("〉〈"));
            return Some(Fault::new(FaultKind::Nowhere, &self.at, format!("这里没有〈{name}〉这个记号。"), hint));
        }
        let reason = self.compiled().err()?;
        let message = format!("正则表达式写错了：{reason}。");
        Some(Fault::new(FaultKind::Unknown, &self.at, message, "改正这个正则表达式"))
    }

    /// The expression, unless it is not sound.
    fn compiled(&self) -> Result<Regex, ExpressionError> {
        Regex::with_marks(&self.text, self.marks.all())
    }

    /// The expression; one that is not sound was told when it was read, and is never found.
    pub fn regex(&self) -> &Regex {
        self.read.get_or_init(|| self.compiled().unwrap_or_else(|_| Regex::never()))
    }

    /// Whether it occurs in a text.
    pub fn is_in(&self, text: &str) -> bool {
        self.regex().is_match(text)
    }
}

#[cfg(test)]
mod tests {
    use super::Regex;
    use crate::expression::RequiredWords;
    use crate::form::Phrases;

    #[test]
    fn the_built_in_expressions_find_what_the_crate_finds() {
        let sentences = include_str!("../../../tests/codebook/sentences-b.toml").lines();
        let sentences: Vec<&str> = sentences.filter(|line| line.starts_with("text")).step_by(5).collect();
        assert!(sentences.len() > 20);
        let mut found = 0;
        for pattern in Phrases::built_in().patterns() {
            let ours = pattern.regex();
            let marks = pattern.marks.all().iter();
            let spelled_out = marks.fold(pattern.text.clone(), |text, mark| text.replace(mark.text, &mark.expression));
            let theirs = regex::Regex::new(&spelled_out).unwrap();
            for sentence in &sentences {
                let of_ours: Vec<_> = ours.find_iter(sentence).map(|found| found.range()).collect();
                let of_theirs: Vec<_> = theirs.find_iter(sentence).map(|found| found.range()).collect();
                assert_eq!(of_ours, of_theirs, "{} in {sentence}", pattern.text);
                assert_eq!(ours.is_match(sentence), !of_ours.is_empty());
                found += of_ours.len();
                let has = |set: &RequiredWords| set.words.iter().any(|word| sentence.contains(word.as_str()));
                assert!(of_ours.is_empty() || ours.required().iter().all(has), "{} needs less", pattern.text);
            }
        }
        assert!(found > 50, "{found}");
        assert!(!Regex::never().is_match("公开"));
    }
}
