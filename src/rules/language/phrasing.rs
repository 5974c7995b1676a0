//! Phrases that do not hold together, by a list.

use std::ops::Range;

use super::{marked, quoted};
use crate::finding::Finding;
use crate::form::words::{Phrasing, Phrasings};
use crate::rule::{Family, Rule, Severity};
use crate::rules::passage::{PassageKind, ReportPassage, quote};

/// A phrase of which the parts do not go together.
pub(in crate::rules) static PHRASING: Rule = Rule {
    code: "PRO027",
    name: "语句不通",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "两种说法混在一句里、一个意思说两遍、少了标点，都是审核时要划出来的病句。",
    basis: "审核惯例",
    remedy: "照指出的改；本来就这样说的用 [[accept]] 写明理由",
    faulty: "[sections.problems]\ntext = '严格按照根据要求办理，全年发布信息223余条，培训工作有待加强。'",
    corrected: "[sections.problems]\ntext = '严格按照要求办理，全年发布信息220余条，培训工作有待加强。'",
    in_workbook: Some("照指出的改；本来就这样说的，在“高级”的“认可”里写明理由"),
};

/// Every such phrase of a text: a finding for each kind.
pub(super) fn phrasings(passage: &ReportPassage<'_>, words: &Phrasings) -> Vec<Finding> {
    if passage.kind == PassageKind::Title {
        return Vec::new();
    }
    words.words.iter().filter_map(|phrasing| finding(passage, phrasing, &words.documents)).collect()
}

/// The finding for a phrase, wherever a text has it.
fn finding(passage: &ReportPassage<'_>, phrasing: &Phrasing, documents: &[String]) -> Option<Finding> {
    let (text, pattern) = (passage.text.as_str(), phrasing.pattern.regex());
    let has = |word: &String| passage.find(word).next().is_some();
    if !pattern.required().iter().all(|set| set.iter().any(has)) {
        return None;
    }
    let wrong = |found: crate::expression::Captures<'_>| {
        let whole = found.get(0)?;
        let at = found.name("at").unwrap_or(whole).range();
        let right = phrasing.unless.iter().any(|word| whole.as_str().contains(word.as_str()));
        (!right && !is_of_document(text, &at, documents)).then_some(at)
    };
    let found: Vec<Range<usize>> = pattern.captures_iter(text).filter_map(wrong).collect();
    let texts: Vec<String> = found.iter().map(|range| quote(&text[range.clone()])).collect();
    let places: Vec<_> = found.into_iter().map(|range| passage.place(range)).collect();
    let message = format!("正文：{}：{}。", quoted(&texts), phrasing.says);
    (!places.is_empty()).then(|| marked(Finding::new(&PHRASING, message), &places))
}

/// Whether a place stands in the title of another document.
fn is_of_document(text: &str, at: &Range<usize>, documents: &[String]) -> bool {
    const LONGEST: usize = 300;
    let near = text.floor_char_boundary(at.start.saturating_sub(LONGEST));
    let Some(open) = text[near..at.start].rfind(['《', '》']).map(|open| near + open) else { return false };
    let far = text.floor_char_boundary(at.end + LONGEST);
    let title = &text[open..far];
    title.starts_with('《')
        && documents.iter().any(|word| title[..title.find('》').unwrap_or(title.len())].contains(word.as_str()))
}
