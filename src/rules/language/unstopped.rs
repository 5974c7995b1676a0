//! Sentences that run into the next, and paragraphs that no mark ends.

use std::ops::Range;

use super::stops::{OPEN, STOPS};
use super::{around, marked, quoted};
use crate::finding::Finding;
use crate::prose::numbering::{Typed, chinese_number};
use crate::rules::numbering::OTHER_WORDS;
use crate::rules::passage::{OPAQUE, ReportPassage, is_han};

/// Clauses from which on what has no full stop is a sentence all the same, no heading.
const CLAUSES: usize = 3;
/// Characters of such a sentence.
const SENTENCE: usize = 60;

/// What a paragraph without a mark ends with where something is to follow.
const FOLLOWS: &str = "如下";

/// The finding for what no mark parts from what follows.
pub(super) fn unstopped(passage: &ReportPassage<'_>) -> Option<Finding> {
    if !passage.is_running_text() {
        return None;
    }
    let text = &passage.text;
    let mut found: Vec<Range<usize>> = Vec::new();
    for line in &passage.paragraphs {
        found.extend(run_on(text, line));
        found.extend(open_end(text, line));
    }
    let texts: Vec<String> = found.iter().map(|range| around(text, range, 6, 0)).collect();
    let places: Vec<_> = found.into_iter().map(|range| passage.place(range)).collect();
    (!places.is_empty())
        .then(|| marked(Finding::new(&STOPS, format!("正文：{}处少了标点，或者标点不对。", quoted(&texts))), &places))
}

/// The last characters of words that 一是 tells the first of: 不足一是…，二是….
const SUBJECTS: &str = "题足因面点算的在有施法现务标";

/// Every 二是, 三是, … of a paragraph that counts on from the one before and follows its sentence without a mark.
fn run_on(text: &str, line: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut last = 0;
    // What stood before the last number: of 方案一是…，方案二是… both have their noun.
    let mut noun = None;
    for (at, _) in text[line.clone()].match_indices('是') {
        let at = line.start + at;
        let before = text[line.start..at].chars().next_back().filter(|c| chinese_number(&c.to_string()).is_some());
        let Some(digit) = before else { continue };
        let start = at - digit.len_utf8();
        let Some(number) = chinese_number(&digit.to_string()) else { continue };
        let Some(c) = text[line.start..start].chars().next_back() else {
            (last, noun) = (number, None);
            continue;
        };
        if OTHER_WORDS.contains(c) {
            continue;
        }
        let runs_on = is_han(c) || c.is_ascii_digit() || "”》%".contains(c);
        // A heading that its text follows on the same line.
        let before = &text[line.start..start];
        let is_heading = || Typed::of(before).is_some() && !before.contains(['。', '：']);
        let heads = number == 1 && is_heading() && !SUBJECTS.contains(c);
        if runs_on && (last > 0 || heads) && number == last + 1 && noun != Some(c) {
            found.push(start..at + '是'.len_utf8());
        }
        if !runs_on || number == last + 1 || number == 1 {
            (last, noun) = (number, Some(c));
        }
    }
    found
}

/// Whether a paragraph ends with a label and what it stands for: an address, a telephone.
fn is_label(words: &str) -> bool {
    let last = words.rsplit('。').next().unwrap_or_default();
    last.contains('：') && !last.contains(['，', '；'])
}

/// The end of a paragraph of several sentences that has no mark.
fn open_end(text: &str, line: &Range<usize>) -> Option<Range<usize>> {
    let words = &text[line.clone()];
    let c = words.chars().next_back()?;
    let inner = words.trim_end_matches(['”', '）']).chars().next_back()?;
    // A note in brackets behind a full stop needs none.
    let is_noted = c == '）' && words.rfind('（').is_some_and(|at| words[..at].ends_with(['。', '！', '？']));
    // What a bracket holds last may be an address.
    let ends_open = is_han(inner) || inner.is_ascii_digit() || inner == '%' || c == '）' && inner == OPAQUE;
    let clauses = words.matches('，').count();
    let told = words.contains('。')
        || clauses >= CLAUSES && words.chars().count() >= SENTENCE
        || words.ends_with(FOLLOWS) && clauses > 0;
    // What a heading follows was broken off.
    // So does a list of which the last thing ends as the others do.
    let style = |text: &str| Typed::of(text).map(|typed| typed.style);
    let next = text[line.end..].strip_prefix('\n').and_then(style);
    // A sentence begins in the next paragraph, no thing of the same list.
    let begins = || text[line.end..].strip_prefix('\n').is_some_and(|rest| rest.starts_with(is_han));
    let is_told_on = || words.contains('。') && begins() && !words.contains('|');
    let breaks_off = match c {
        '；' => next.is_some() && style(words) != next,
        _ => OPEN.contains(c) && (next.is_some() || is_told_on()),
    };
    if breaks_off {
        return Some(line.end - c.len_utf8()..line.end);
    }
    (ends_open && told && !is_noted && !words.contains('|') && !is_label(words))
        .then(|| line.end - c.len_utf8()..line.end)
}
