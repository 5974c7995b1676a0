//! Two deeds in a row that no mark parts: 健全信息发布管理机制加强日常维护。

use std::ops::Range;

use super::objects::clauses;
use super::stops::STOPS;
use super::{around, is_told, marked, quoted};
use crate::finding::Finding;
use crate::form::words::ObjectWords;
use crate::rules::passage::ReportPassage;

/// Characters of the first deed that are shown.
const SHOWN: usize = 4;

/// The finding for clauses of a text that say two things; what was told of a place is told once.
pub(super) fn run_together(passage: &ReportPassage<'_>, words: &ObjectWords, told: &[Finding]) -> Option<Finding> {
    if !passage.is_running_text() {
        return None;
    }
    let text = passage.text.as_str();
    let found = clauses(passage).filter_map(|(clause, _)| {
        let second = second_deed(&text[clause.clone()], words)?;
        Some(clause.start + second.start..clause.start + second.end)
    });
    let (shown, places): (Vec<_>, Vec<_>) = found
        .map(|second| (around(text, &second, SHOWN, 0), passage.place(second)))
        .filter(|(_, place)| !is_told(told, place))
        .unzip();
    (!places.is_empty())
        .then(|| marked(Finding::new(&STOPS, format!("正文：{}两件事之间少了逗号。", quoted(&shown))), &places))
}

/// Where a clause says what was done besides, to the end of that verb.
fn second_deed(clause: &str, words: &ObjectWords) -> Option<Range<usize>> {
    let together = &words.together;
    let start = words.before_verb(clause);
    let verb = |deed: &str| words.verb_at_start(deed).map(|verb| verb.length);
    let deed = &clause[start..];
    let first = verb(deed).max(together.first(deed))?;
    if together.causing.iter().any(|causing| *causing == deed[..first]) {
        return None;
    }
    let (at, end) = together.second(&deed[first..], verb)?;
    Some(start + first + at..start + first + end)
}
