//! Characters that are often mistaken for others.

use std::borrow::Cow;
use std::ops::Range;

use super::{almost, misspelt, terms};
use crate::finding::Finding;
use crate::form::words::CheckWords;
use crate::rule::{Family, Rule, Severity};
use crate::rules::passage::{ReportPassage, mistaken, quote};

/// A character in place of another that sounds or looks like it.
pub(in crate::rules) static TYPOS: Rule = Rule {
    code: "PRO026",
    name: "错别字",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "拼音输入、文字识别常把字认错；公布的报告里有错别字，会被群众指出、被检查通报。",
    // 待核: whether the article kept its number when the law was revised; in force from 2026-01-01.
    basis: "《中华人民共和国国家通用语言文字法》第九条：国家机关以普通话和规范汉字为公务用语用字",
    remedy: "改成正确的字",
    faulty: "[sections.problems]\ntext = '工作布署不够细，截止目前培训工作有待加强。'",
    corrected: "[sections.problems]\ntext = '工作部署不够细，截至目前培训工作有待加强。'",
    in_workbook: None,
};

/// Every such word of a text: one of the list, an expression that is almost one always written otherwise, a term,
/// a word of everyday use.
///
/// There is none in the `name` of the agency, nor in that of a person.
pub(super) fn typos(passage: &ReportPassage<'_>, words: &CheckWords, name: &str) -> Option<Finding> {
    let of_list = mistaken(passage, &words.typos).into_iter().map(|(typo, range)| (range, typo.right.as_str().into()));
    let mut found: Vec<(Range<usize>, Cow<'_, str>)> = of_list.collect();
    let listed = found.len();
    let fixed = &words.fixed;
    let known = almost::almost(passage, fixed).into_iter().chain(terms::slips(passage, fixed));
    found.extend(known.map(|(range, right)| (range, right.into())));
    found.extend(misspelt::misspelt(passage, &words.fixed).into_iter().map(|slip| (slip.range, slip.right.into())));
    // What is in the list is told as it says.
    found[..listed].sort_by_key(|(range, _)| range.start);
    let (in_list, others) = found.split_at(listed);
    let apart = |(range, _): &&(Range<usize>, Cow<'_, str>)| {
        let next = in_list.partition_point(|(known, _)| known.start < range.end);
        next.checked_sub(1).is_none_or(|last| in_list[last].0.end <= range.start)
    };
    let is_name = |(range, _): &&(Range<usize>, Cow<'_, str>)| {
        let word = &passage.text[range.clone()];
        name.contains(word)
            || passage.find(word).any(|place| fixed.names.is_person(&passage.text[..place.start]))
            || fixed.names.is_other(&passage.text, range)
    };
    let others = others.iter().filter(apart).filter(|slip| !is_name(slip));
    let mut found: Vec<_> = in_list.iter().chain(others).cloned().collect();
    found.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
    found.dedup_by(|(next, _), (kept, _)| next.start < kept.end);
    let (first, right) = found.first()?;
    let more = if found.len() > 1 { format!("等 {} 处", found.len()) } else { String::new() };
    let message = format!("正文：“{}”应为“{right}”{more}。", quote(&passage.text[first.clone()]));
    let mark = |finding: Finding, (range, right): &(Range<usize>, Cow<'_, str>)| {
        finding.mark(&passage.place(range.clone()), format!("应为“{right}”"))
    };
    Some(found.iter().take(super::MOST_MARKS).fold(Finding::new(&TYPOS, message), mark))
}
