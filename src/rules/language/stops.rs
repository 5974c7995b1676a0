//! Punctuation that stands twice.

use std::ops::Range;

use super::{around, marked, quoted};
use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};
use crate::rules::passage::{PassageKind, ReportPassage, TextMark, beside, is_han};

/// Two marks of punctuation of which one is too many.
pub(in crate::rules) static STOPS: Rule = Rule {
    code: "PRO023",
    name: "标点重复、多余、缺少",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "两个句号、逗号连在一起，多半是两处文字拼接时留下的，或者中间漏了字。",
    // 待核: the numbers of the clauses on single marks.
    basis: "GB/T 15834-2011《标点符号用法》4.1—4.7",
    remedy: "留下该用的一个；中间漏了字的补上；省略号写“……”",
    faulty: "[sections.problems]\ntext = '培训工作有待加强。。下一年将增加培训次数，。'",
    corrected: "[sections.problems]\ntext = '培训工作有待加强。下一年将增加培训次数。'",
    in_workbook: None,
};

/// Marks that never stand beside each other.
const STOPPING: [char; 7] = ['。', '，', '、', '；', '：', ',', ';'];

/// Marks that may stand beside each other, but before none of those.
const ENDING: [char; 2] = ['？', '！'];

/// Marks that no text ends with.
pub(super) const OPEN: &str = "，、";

/// Every run of such marks in a text, and one that its last paragraph breaks off with.
pub(super) fn stops(passage: &ReportPassage<'_>) -> Option<Finding> {
    let text = &passage.text;
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut last: Option<TextMark> = None;
    for &(at, c) in passage.marks.iter().filter(|(_, c)| STOPPING.contains(c) || ENDING.contains(c)) {
        if let Some((start, before)) = last
            && start + before.len_utf8() == at
            && !ENDING.contains(&c)
        {
            let end = at + c.len_utf8();
            match found.last_mut().filter(|range| range.end == at) {
                Some(range) => range.end = end,
                // Two marks of half width stand in what is no Chinese as well.
                // What an entity of HTML ends with is no mark.
                None if before == ';' && ends_entity(&text[..start]) => {}
                None if before.is_ascii() && c.is_ascii() && !is_in_chinese(text, start, end) => {}
                None => found.push(start..end),
            }
        }
        last = Some((at, c));
    }
    // A point between a figure and its percent sign.
    found.extend(beside(&passage.marks).filter(|(_, pair)| *pair == ['.', '%']).map(|(range, _)| range));
    found.sort_by_key(|range| range.start);
    let whole = text.trim_end_matches('\n');
    if passage.kind == PassageKind::Section && whole.ends_with(|c| OPEN.contains(c)) {
        found.push(whole.len() - '，'.len_utf8()..whole.len());
    }
    let texts: Vec<String> = found.iter().map(|range| around(text, range, 4, 0)).collect();
    let places: Vec<_> = found.into_iter().map(|range| passage.place(range)).collect();
    (!places.is_empty())
        .then(|| marked(Finding::new(&STOPS, format!("正文：{}的标点重复或多余。", quoted(&texts))), &places))
}

/// Whether a text ends with the name of an entity of HTML.
fn ends_entity(text: &str) -> bool {
    let name = text.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.len() < text.len() && name.ends_with('&')
}

/// Whether Chinese stands on both sides.
fn is_in_chinese(text: &str, start: usize, end: usize) -> bool {
    text[..start].ends_with(is_han) && text[end..].starts_with(is_han)
}
