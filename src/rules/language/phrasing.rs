//! Phrases that do not hold together, by a list.

use std::ops::Range;

use super::{marked, quoted};
use crate::expression::WordPlaces;
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
    let places = words.index().places(&passage.text, passage.chars());
    let look = |number| finding(passage, &words.words[number], &windows(passage, &places, number), &words.documents);
    places.possible().filter_map(look).collect()
}

/// A part of a text with where in it, counted from its beginning, a phrase may begin.
struct Window {
    part: Range<usize>,
    starts: Vec<Range<usize>>,
}

/// The finding for a phrase, wherever a text has it.
fn finding(
    passage: &ReportPassage<'_>,
    phrasing: &Phrasing,
    windows: &[Window],
    documents: &[String],
) -> Option<Finding> {
    let text = passage.text.as_str();
    let mut found: Vec<Range<usize>> = Vec::new();
    for Window { part, starts } in windows {
        let wrong = |captures: crate::expression::Captures<'_>| {
            let whole = captures.get(0)?;
            let at = captures.name("at").unwrap_or(whole).range();
            let at = part.start + at.start..part.start + at.end;
            let right = phrasing.unless.iter().any(|word| whole.as_str().contains(word.as_str()));
            (!right && !is_of_document(text, &at, documents)).then_some(at)
        };
        found.extend(phrasing.pattern.regex().captures_within(&text[part.clone()], starts).filter_map(wrong));
    }
    if found.is_empty() {
        return None;
    }
    let texts: Vec<String> = found.iter().map(|range| quote(&text[range.clone()])).collect();
    let places: Vec<_> = found.into_iter().map(|range| passage.place(range)).collect();
    let message = format!("正文：{}：{}。", quoted(&texts), phrasing.says);
    let finding = Finding::new(&PHRASING, message);
    let finding = if phrasing.is_style { finding.severity(Severity::Hint) } else { finding };
    Some(marked(finding, &places))
}

/// Where the phrase of some number may stand: the paragraphs that have one word of each set that it needs, with the line
/// ends around them; all of the text where it needs none.
fn windows(passage: &ReportPassage<'_>, places: &WordPlaces<'_>, number: usize) -> Vec<Window> {
    let text = passage.text.as_str();
    let mut parts: Vec<Range<usize>> = Vec::new();
    match places.rarest(number) {
        None => parts.push(0..text.len()),
        Some(rarest) => {
            for &place in rarest {
                // A line end that is needed stands before what is looked for.
                let first = if text[place..].starts_with('\n') { place + 1 } else { place };
                if parts.last().is_none_or(|last| last.end <= first) {
                    let line = passage.paragraph(first);
                    parts.push(line.start.saturating_sub(1)..text.len().min(line.end + 1));
                }
            }
        }
    }
    let starts = |part: &Range<usize>| places.starts(number, text, part);
    let windows = parts.into_iter().map(|part| Window { starts: starts(&part), part });
    windows.filter(|window| !window.starts.is_empty()).collect()
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
