//! Placeholders left in the words.

use super::Case;
use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};

/// A mark in place of something still to be written.
pub(super) static PLACEHOLDER: Rule = Rule {
    code: "PRO001",
    name: "占位符没有替换",
    severity: Severity::Error,
    family: Family::Prose,
    reason: "“XX”“××”“【…】”“（文字描述）”是模板里提示填写的，印出来就是漏填。",
    basis: "输入格式：提示填写的话要换成实际的内容",
    remedy: "换成实际的内容",
    faulty: "[sections.problems]\ntext = \"一是XX工作有待加强，【在此填写】。\"",
    corrected: "[sections.problems]\ntext = \"一是培训工作有待加强。\"",
    in_workbook: None,
};

/// What templates print where something is to be filled in.
const PLACEHOLDERS: &[&str] = &[
    "××",
    "ＸＸ",
    "XX",
    "xx",
    "（文字描述",
    "(文字描述",
    "（请根据",
    "（请填写",
    "（此处填",
    "（宋体",
    "（仿宋",
    "（黑体",
    "（楷体",
    "□□",
    "___",
];

/// Words by which a bracketed text asks to be replaced; others may be the name of a column on a website.
const ASKING: &[&str] = &[
    "填",
    "在这里",
    "在此",
    "请输入",
    "请写",
    "待补",
    "待定",
    "全称",
    "机关名称",
    "单位名称",
    "部门名称",
    "插入",
    "×",
    "XX",
    "…",
    "...",
];

/// Bytes of a bracketed placeholder: two hundred characters with their brackets.
const LONGEST: usize = 600;

/// Whether a text in 【】 asks to be replaced.
fn asks(words: &str) -> bool {
    words.trim_matches(['【', '】', ' ']).is_empty() || ASKING.iter().any(|word| words.contains(word))
}

/// Every placeholder left in the texts.
pub(super) fn placeholders(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let begins = |c: char| c == '【' || PLACEHOLDERS.iter().any(|mark| mark.starts_with(c));
    for text in case.filing.texts.iter().filter(|text| text.value.contains(begins)) {
        let value = &text.value;
        let bracketed = value.match_indices('【').filter_map(|(start, _)| {
            let near = &value[start..value.floor_char_boundary(start + LONGEST)];
            Some((start, start + near.find('】')? + '】'.len_utf8()))
        });
        let fixed = PLACEHOLDERS.iter().flat_map(|mark| value.match_indices(mark).map(|(at, m)| (at, at + m.len())));
        let mut found: Vec<(usize, usize)> =
            bracketed.chain(fixed).filter(|(start, end)| stands_alone(value, *start, *end)).collect();
        found.sort_unstable();
        found.dedup_by(|next, kept| next.0 < kept.1);
        let place = super::glyphs::place_in(case, text);
        for (start, end) in found {
            let at = place(start..end);
            let words = &value[start..end];
            // Other words in such brackets are the name of a column, or set off for the eye.
            if !words.starts_with('【') || asks(words) {
                findings.push(Finding::new(&PLACEHOLDER, format!("“{words}”还没有替换。")).mark(&at, ""));
            }
        }
    }
    findings
}

/// Whether what looks like a placeholder is no part of a Latin word or an address.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "@._/-".contains(c));
    let ascii = text[start..end].chars().all(|c| c.is_ascii_alphabetic());
    !(ascii
        && (latin(text[..start].chars().next_back().filter(|c| !"Xx".contains(*c)))
            || latin(text[end..].chars().next().filter(|c| !"Xx".contains(*c)))))
}
