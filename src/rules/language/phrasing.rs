//! Phrases that do not hold together, by a list.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{marked, quoted};
use crate::expression::Captures;
use crate::finding::Finding;
use crate::form::words::Phrasings;
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

/// Every such phrase of a text: a finding for each kind. A phrase stands within a paragraph and the line ends around it.
pub(super) fn phrasings(passage: &ReportPassage<'_>, words: &Phrasings) -> Vec<Finding> {
    if passage.kind == PassageKind::Title {
        return Vec::new();
    }
    let text = passage.text.as_str();
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    for paragraph in &passage.paragraphs {
        let part = paragraph.start.saturating_sub(1)..text.len().min(paragraph.end + 1);
        let places = words.index().places(&text[part.clone()], text[part.clone()].char_indices());
        for phrase in places.possible(0..words.words.len()) {
            let phrasing = &words.words[phrase.number];
            let wrong = |captures: Captures<'_>| {
                let whole = captures.get(0)?;
                let at = captures.name("at").unwrap_or(whole).range();
                let at = part.start + at.start..part.start + at.end;
                let right = phrasing.unless.iter().any(|word| whole.as_str().contains(word.as_str()));
                (!right && !is_of_document(text, &at, &words.documents)).then_some((phrase.number, at))
            };
            let starts = phrase.starts(&text[part.clone()], &(0..part.len()));
            found.extend(phrasing.pattern.regex().captures_within(&text[part.clone()], starts).filter_map(wrong));
        }
    }
    // Those of one phrase in their order.
    found.sort_by_key(|(number, _)| *number);
    // A place is told once, by the first phrase of the list that has it.
    let mut told: BTreeMap<usize, usize> = BTreeMap::new();
    found.retain(|(_, at)| {
        // Those that were told do not overlap: the last that begins before the end of another one is the nearest.
        let is_new = told.range(..at.end).next_back().is_none_or(|(_, end)| *end <= at.start);
        told.extend(is_new.then_some((at.start, at.end)));
        is_new
    });
    found.chunk_by(|(number, _), (next, _)| number == next).map(|found| finding(passage, words, found)).collect()
}

/// The finding for a phrase, wherever a text has it.
fn finding(passage: &ReportPassage<'_>, words: &Phrasings, found: &[(usize, Range<usize>)]) -> Finding {
    let phrasing = &words.words[found[0].0];
    let texts: Vec<String> = found.iter().map(|(_, range)| quote(&passage.text[range.clone()])).collect();
    let places: Vec<_> = found.iter().map(|(_, range)| passage.place(range.clone())).collect();
    let message = format!("正文：{}：{}。", quoted(&texts), phrasing.says);
    let finding = Finding::new(&PHRASING, message);
    let finding = if phrasing.is_style { finding.severity(Severity::Hint) } else { finding };
    marked(finding, &places)
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
