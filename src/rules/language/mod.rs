//! Language that reviewers strike out: what is said twice, brackets without a partner, figures left out, punctuation.

mod almost;
mod announced;
mod brackets;
mod clipped;
mod doubled;
mod half_width;
mod latin;
mod listed;
mod lost;
mod misspelt;
mod objects;
mod parallel;
mod phrasing;
mod shortened;
mod stops;
mod terms;
mod together;
mod typos;
mod unstopped;

use std::ops::Range;

use rayon::prelude::*;

use super::Case;
use super::passage::{OPAQUE, ReportPassage};
use crate::finding::Finding;
use crate::form::words::CheckWords;
use crate::source::Span;
pub(super) use brackets::UNPAIRED;
pub(super) use doubled::DOUBLED;
pub(super) use half_width::HALF_WIDTH;
pub(super) use latin::LATIN;
pub(super) use lost::LOST;
pub(super) use phrasing::PHRASING;
pub(super) use stops::STOPS;
pub(super) use typos::TYPOS;

/// What is found in a text by the words, in the report of an agency of that name.
type LanguageCheck = fn(&ReportPassage<'_>, &CheckWords, &str) -> Vec<Finding>;

/// What is looked for in each text.
static CHECKS: &[LanguageCheck] = &[
    |passage, words, _| Vec::from_iter(doubled::doubled(passage, &words.doubled)),
    |passage, _, _| Vec::from_iter(listed::listed(passage)),
    |passage, words, _| Vec::from_iter(listed::said_again(passage, &words.doubled.light)),
    |passage, words, _| Vec::from_iter(listed::said_elsewhere(passage, &words.doubled.creeds)),
    |passage, _, _| Vec::from_iter(brackets::unpaired(passage)),
    |passage, words, _| Vec::from_iter(lost::lost(passage, &words.lost)),
    |passage, _, _| Vec::from_iter(stops::stops(passage)),
    |passage, _, _| Vec::from_iter(unstopped::unstopped(passage)),
    |passage, _, _| Vec::from_iter(half_width::half_width(passage)),
    |passage, words, _| Vec::from_iter(latin::latin(passage, &words.latin)),
    |passage, words, name| Vec::from_iter(typos::typos(passage, words, name)),
    |passage, words, _| announced::announced(passage, &words.announced),
    |passage, words, _| phrasing::phrasings(passage, &words.phrasings),
    |passage, words, _| parallel::parallel(passage, &words.alike),
];

/// Everything that is found in the language of a report.
pub(super) fn language(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let words = case.filing.form.words();
    let name = case.filing.name().unwrap_or_default();
    let look = |passage: &ReportPassage<'_>| {
        let mut found: Vec<Finding> = CHECKS.par_iter().flat_map_iter(|check| check(passage, words, name)).collect();
        let unnamed = objects::unnamed(passage, &words.objects, &found);
        found.extend(unnamed);
        let together = together::run_together(passage, &words.objects, &found);
        found.extend(together);
        let clipped = clipped::clipped(passage, &words.clipped, &words.other.own, &found);
        found.extend(clipped);
        found
    };
    let mut findings: Vec<Finding> = passages.par_iter().flat_map_iter(look).collect();
    findings.extend(shortened::shortened(passages, &words.shortened));
    findings
}

/// Whether something was told of a place, or of a part of it.
fn is_told(told: &[Finding], place: &Span) -> bool {
    told.iter().flat_map(|finding| &finding.marks).any(|mark| mark.at.start < place.end && place.start < mark.at.end)
}

/// Places that one finding marks.
const MOST_MARKS: usize = 8;

/// Marks the places of a finding, the first of very many.
fn marked(finding: Finding, places: &[Span]) -> Finding {
    places.iter().take(MOST_MARKS).fold(finding, |finding, at| finding.mark(at, ""))
}

/// The words of some places for a message: `“甲”“乙”`, or the first of them and how many there are.
fn quoted(words: &[String]) -> String {
    const MOST: usize = 3;
    let shown: String = words.iter().take(MOST).map(|word| format!("“{word}”")).collect();
    if words.len() > MOST { format!("{shown}等 {} 处", words.len()) } else { shown }
}

/// Some marks with the words before and after them in their paragraph.
fn around(text: &str, range: &Range<usize>, before: usize, after: usize) -> String {
    let words: Vec<char> = text[..range.start].chars().rev().take_while(|c| *c != '\n').take(before).collect();
    let rest = text[range.end..].chars().take_while(|c| *c != '\n').take(after);
    let shown: String = words.into_iter().rev().chain(text[range.clone()].chars()).chain(rest).collect();
    shown.replace(OPAQUE, "…")
}
