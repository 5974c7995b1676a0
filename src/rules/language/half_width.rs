//! Punctuation of half width in Chinese text.

use std::ops::Range;

use super::{around, marked, quoted};
use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};
use crate::rules::passage::{ReportPassage, is_han};

/// Punctuation of half width in Chinese text.
pub(in crate::rules) static HALF_WIDTH: Rule = Rule {
    code: "PRO024",
    name: "中文里用了英文标点",
    severity: Severity::Hint,
    family: Family::Prose,
    reason: "中文用全角的标点；英文输入状态下打的逗号、括号窄而靠左，与别处不齐。",
    // 待核: the number of the clause.
    basis: "GB/T 15834-2011《标点符号用法》5.1",
    remedy: "改成中文标点；小数点、时间、网址、英文里的不用改",
    faulty: "[sections.problems]\ntext = '取得了一定成效,但培训工作(特别是新任人员的培训)有待加强。'",
    corrected: "[sections.problems]\ntext = '取得了一定成效，但培训工作（特别是新任人员的培训）有待加强。'",
    in_workbook: None,
};

/// Bytes within which brackets are closed again.
const LONGEST: usize = 300;

/// All such punctuation of a text.
pub(super) fn half_width(passage: &ReportPassage<'_>) -> Option<Finding> {
    let text = &passage.text;
    let mut found: Vec<Range<usize>> = Vec::new();
    for &(at, c) in &passage.marks {
        let is_it = match c {
            ',' | ';' | ':' | '!' | '?' => is_between(text, at),
            '.' => ends_paragraph(text, at) || parts_sentences(text, at),
            '(' => is_bracket(text, at),
            _ => false,
        };
        if is_it {
            found.push(at..at + 1);
        }
    }
    let texts: Vec<String> = found.iter().map(|range| around(text, range, 4, 4)).collect();
    let places: Vec<_> = found.into_iter().map(|range| passage.place(range)).collect();
    let message = format!("正文：{}里用了英文标点，共 {} 处。", quoted(&texts[..texts.len().min(3)]), texts.len());
    (!places.is_empty()).then(|| marked(Finding::new(&HALF_WIDTH, message), &places))
}

/// Whether a mark stands after Chinese, or between a figure and Chinese.
fn is_between(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    let chinese = |c: Option<char>| c.is_some_and(|c| is_han(c) || "”》）".contains(c));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match (chinese(before), after) {
        (true, None | Some('\n')) => true,
        (true, Some(c)) => is_han(c) || c.is_ascii_alphanumeric() || "“《（".contains(c),
        (false, Some(c)) => digit(before) && is_han(c) && !is_number(text, at),
        (false, None) => false,
    }
}

/// Whether a mark follows a number at the beginning of a paragraph, where it belongs to the number.
fn is_number(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    line.len() <= 2 && line.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a point ends a paragraph of Chinese.
fn ends_paragraph(text: &str, at: usize) -> bool {
    text[..at].ends_with(is_han) && matches!(text[at + 1..].chars().next(), None | Some('\n'))
}

/// Whether a point stands between Chinese, and neither behind the number that a paragraph begins with nor before the
/// last part of an address: 示例市.政务.
fn parts_sentences(text: &str, at: usize) -> bool {
    const NUMBER: usize = 3;
    const DOMAIN: usize = 2;
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    let after = text[at + 1..].chars().take_while(|c| is_han(*c)).take(DOMAIN + 1).count();
    line.ends_with(is_han) && line.chars().count() > NUMBER && after > DOMAIN
}

/// Whether a bracket of half width holds Chinese that is no number.
fn is_bracket(text: &str, at: usize) -> bool {
    let rest = &text[at + 1..text.floor_char_boundary(at + LONGEST)];
    let Some(end) = rest.find([')', '）', '\n']) else { return false };
    let inner = &rest[..end];
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    inner.chars().any(|c| is_han(c) && !numeral(c))
}
