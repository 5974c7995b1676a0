//! Latin words that were left in Chinese text.

use std::ops::Range;

use super::{marked, quoted};
use crate::finding::Finding;
use crate::form::words::Latin;
use crate::rule::{Family, Rule, Severity};
use crate::rules::passage::{ReportPassage, is_han};

/// A Latin word in Chinese text.
pub(in crate::rules) static LATIN: Rule = Rule {
    code: "PRO025",
    name: "中文里夹着英文词",
    severity: Severity::Hint,
    family: Family::Prose,
    reason: "文字识别、翻译和复制会留下英文词；报告里除名称、缩写和单位外用中文。",
    // 待核: whether the article kept its number when the law was revised; in force from 2026-01-01.
    basis: "《中华人民共和国国家通用语言文字法》第九条：国家机关以普通话和规范汉字为公务用语用字",
    remedy: "改成中文；是名称、缩写的不用管",
    faulty: "[sections.problems]\ntext = '对条例 and 规定的学习不够，培训工作有待加强。'",
    corrected: "[sections.problems]\ntext = '对条例和规定的学习不够，培训工作有待加强。'",
    in_workbook: None,
};

/// Words in a row from which they are a name or a sentence of another language.
const NAME: usize = 3;

/// All such words of a text.
pub(super) fn latin(passage: &ReportPassage<'_>, words: &Latin) -> Option<Finding> {
    let text = &passage.text;
    let found: Vec<Range<usize>> = runs(text).into_iter().filter(|run| is_stray(text, run.clone(), words)).collect();
    let texts: Vec<String> = found.iter().map(|range| text[range.clone()].to_owned()).collect();
    let places: Vec<_> = found.into_iter().map(|range| passage.place(range)).collect();
    (!places.is_empty()).then(|| marked(Finding::new(&LATIN, format!("正文：中文里夹着{}。", quoted(&texts))), &places))
}

/// Latin words with the blanks between them.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    // No byte of another character is one of these.
    for (at, _) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_graphic() || *byte == b' ') {
        match runs.last_mut().filter(|run| run.end == at) {
            Some(run) => run.end = at + 1,
            None => runs.push(at..at + 1),
        }
    }
    runs
}

/// Whether a run is words that do not belong in the Chinese around it.
fn is_stray(text: &str, run: Range<usize>, words: &Latin) -> bool {
    let (before, after) = (text[..run.start].chars().next_back(), text[run.end..].chars().next());
    // Words in brackets or quotation marks are meant.
    let chinese = |c: Option<char>| c.is_some_and(|c| is_han(c) || "，。；：、".contains(c));
    if !chinese(before) && !chinese(after) || before.is_some_and(|c| "“‘《（【".contains(c)) {
        return false;
    }
    let mut tokens = text[run].split(' ').filter(|token| !token.is_empty());
    let plain = |token: &str| token.len() >= 2 && token.bytes().all(|b| b.is_ascii_alphabetic());
    if tokens.clone().nth(NAME - 1).is_some() || !tokens.clone().all(plain) {
        return false;
    }
    tokens.any(|token| {
        let small = token.to_ascii_lowercase();
        let known = words.words.contains(&small) && *token != token.to_ascii_uppercase();
        known || *token == small && !words.fine.contains(&small)
    })
}
