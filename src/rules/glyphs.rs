//! Characters that cannot be printed.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::Case;
use crate::characters::shown_invisible;
use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};
use crate::source::{Located, Span};

/// A character that no font has.
pub(super) static NO_GLYPH: Rule = Rule {
    code: "GLY001",
    name: "没有字体能印出这个字",
    severity: Severity::Error,
    family: Family::Typography,
    reason: "所有字体都没有这个字形，印出来是空白或方框，也不合 PDF/A。",
    // 待核: the number of the clause.
    basis: "ISO 19005-2（PDF/A-2）：每个字形都要嵌入",
    remedy: "改用通用规范汉字，或用 --fonts 给出有这个字的字体",
    faulty: "[sections.problems]\ntext = \"一是培训工作有待加强🎉。\"",
    corrected: "[sections.problems]\ntext = \"一是培训工作有待加强。\"",
    in_workbook: None,
};

/// A character that shows nothing.
pub(super) static INVISIBLE: Rule = Rule {
    code: "GLY002",
    name: "看不见的控制字符",
    severity: Severity::Warning,
    family: Family::Typography,
    reason: "从网页或文档复制来的零宽字符、方向控制符看不见，却会打断检索，甚至颠倒文字；印出时已去掉。",
    // 待核: the section of the report.
    basis: "Unicode 技术报告 36",
    remedy: "删去它，或重新输入这一处",
    faulty: "[sections.problems]\ntext = \"一是\\u200B培训工作有待加强。\"",
    corrected: "[sections.problems]\ntext = \"一是培训工作有待加强。\"",
    in_workbook: None,
};

/// Each unprintable character once, with all its places.
pub(super) fn no_glyph(case: &Case<'_>) -> Vec<Finding> {
    // The Ogham blank is a stroke.
    let is_blank = |c: char| c.is_whitespace() && c != '\u{1680}';
    let missing = |c: char| !(case.has_glyph)(c) && !is_blank(c) && !shown_invisible(c);
    report(case, missing, |c, count| {
        Finding::new(&NO_GLYPH, format!("“{c}”（U+{:04X}）：没有字体能印出这个字，共 {count} 处。", u32::from(c)))
    })
}

/// Each invisible character once, with all its places.
pub(super) fn invisible(case: &Case<'_>) -> Vec<Finding> {
    report(case, shown_invisible, |c, count| {
        Finding::new(&INVISIBLE, format!("有看不见的字符 U+{:04X}，共 {count} 处，印出时已去掉。", u32::from(c)))
    })
}

/// A finding for each character of a kind, with its places.
fn report(case: &Case<'_>, wanted: impl Fn(char) -> bool, finding: impl Fn(char, usize) -> Finding) -> Vec<Finding> {
    let mut found: BTreeMap<char, Vec<Span>> = BTreeMap::new();
    for text in &case.filing.texts {
        let place = place_in(case, text);
        for (at, c) in text.value.char_indices().filter(|(_, c)| wanted(*c)) {
            let places = found.entry(c).or_default();
            let place = place(at..at + c.len_utf8());
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    let with_places = |(c, places): (char, Vec<Span>)| {
        let finding = finding(c, places.len());
        places.iter().take(5).fold(finding, |finding, at| finding.mark(at, format!("U+{:04X}", u32::from(c))))
    };
    found.into_iter().map(with_places).collect()
}

/// Returns the place of any range of a text that was read; the whole text's where it was written with escapes.
///
/// The text is looked for in its source once, and only if a place is asked for.
pub(super) fn place_in<'a>(case: &'a Case<'_>, text: &'a Located<String>) -> impl Fn(Range<usize>) -> Span + 'a {
    let offset = LazyCell::new(move || case.sources.text(&text.at).find(text.value.as_str()));
    move |range| match *offset {
        Some(offset) => text.at.slice(offset + range.start..offset + range.end),
        None => text.at.clone(),
    }
}
