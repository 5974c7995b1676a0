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
    let text = passage.text.as_str();
    let mut found: Vec<Range<usize>> = Vec::new();
    for window in windows(passage, phrasing.pattern.regex().required()) {
        let wrong = |captures: crate::expression::Captures<'_>| {
            let whole = captures.get(0)?;
            let at = captures.name("at").unwrap_or(whole).range();
            let at = window.start + at.start..window.start + at.end;
            let right = phrasing.unless.iter().any(|word| whole.as_str().contains(word.as_str()));
            (!right && !is_of_document(text, &at, documents)).then_some(at)
        };
        found.extend(phrasing.pattern.regex().captures_iter(&text[window.clone()]).filter_map(wrong));
    }
    let texts: Vec<String> = found.iter().map(|range| quote(&text[range.clone()])).collect();
    let places: Vec<_> = found.into_iter().map(|range| passage.place(range)).collect();
    let message = format!("正文：{}：{}。", quoted(&texts), phrasing.says);
    (!places.is_empty()).then(|| marked(Finding::new(&PHRASING, message), &places))
}

/// Where a phrase may stand: the paragraphs that have one word of each set that it needs, with the line ends around
/// them; all of the text where it needs none.
fn windows(passage: &ReportPassage<'_>, required: &[Vec<String>]) -> Vec<Range<usize>> {
    let text = passage.text.as_str();
    // A set of which no word may be there ends the search before it looks through the text.
    let likely = |set: &&Vec<String>| set.iter().filter(|word| passage.may_say(word)).count();
    let Some(fewest) = required.iter().min_by_key(likely) else { return std::iter::once(0..text.len()).collect() };
    let mut places: Vec<Range<usize>> = fewest.iter().flat_map(|word| passage.find(word)).collect();
    places.sort_by_key(|place| place.start);
    let mut windows: Vec<Range<usize>> = Vec::new();
    for place in places {
        // A line end that is needed stands before what is looked for.
        let first = if text[place.clone()].starts_with('\n') { place.end } else { place.start };
        if windows.last().is_none_or(|last| last.end <= first) {
            let line = passage.paragraph(first);
            windows.push(line.start.saturating_sub(1)..text.len().min(line.end + 1));
        }
    }
    let has =
        |window: &Range<usize>, set: &[String]| set.iter().any(|word| text[window.clone()].contains(word.as_str()));
    windows.retain(|window| required.iter().all(|set| has(window, set)));
    windows
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
