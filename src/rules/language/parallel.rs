//! Things named alike, all but the last: 政治关、政策关、文字; or with another mark: 同步解读、同步发布，同步宣传.

use std::ops::Range;

use super::listed::clauses;
use super::phrasing::PHRASING;
use crate::finding::Finding;
use crate::form::words::{AlikeEnd, AlikeThings};
use crate::rules::passage::{PassageKind, ReportPassage, is_han, marks_within};

/// Characters of Chinese that each of the things has before the end that they share.
const STEM: usize = 2;

/// Characters of Chinese that things begin with alike.
const BEGINNING: usize = 2;

/// Characters of Chinese of things that begin alike.
const WHOLE: std::ops::RangeInclusive<usize> = 4..=6;

/// Findings for the things of lists that are not named or joined as those before them.
pub(super) fn parallel(passage: &ReportPassage<'_>, words: &AlikeThings) -> Vec<Finding> {
    if passage.kind == PassageKind::Title {
        return Vec::new();
    }
    let text = passage.text.as_str();
    let mut findings = Vec::new();
    let mut tell = |range: Range<usize>, what: &str| {
        let message = format!("正文：“{}”：{what}。", &text[range.clone()]);
        findings.push(Finding::new(&PHRASING, message).mark(&passage.place(range), ""));
    };
    for line in &passage.paragraphs {
        let mut before: Option<Range<usize>> = None;
        for (place, mark) in clauses(marks_within(&passage.marks, line), line) {
            let ends = matches!(mark, Some('，' | '。' | '；'));
            if let Some((range, end)) = without_end(text, &place, words).filter(|_| ends) {
                tell(range, &format!("前面的都以“{}”结尾，这里少了", end.text));
            }
            if ends && before.as_ref().is_some_and(|before| begins_alike(&text[before.clone()], &text[place.clone()])) {
                tell(place.start - '，'.len_utf8()..place.end, "和前面几样是并着说的，应为顿号");
            }
            before = (mark == Some('，')).then_some(place);
        }
    }
    findings
}

/// The last thing of a clause, where those before it have an end in common that it lacks.
fn without_end<'w>(text: &str, clause: &Range<usize>, words: &'w AlikeThings) -> Option<(Range<usize>, &'w AlikeEnd)> {
    let said = &text[clause.clone()];
    let (list, last) = said.rsplit_once(|c| words.joints.contains(c))?;
    let (first, others) = list.split_once('、')?;
    let is_stem = last.chars().count() == STEM && last.chars().all(is_han);
    let has = |thing: &str, end: &AlikeEnd| {
        thing.strip_suffix(end.text.as_str()).is_some_and(|stem| stem.chars().count() == STEM)
    };
    let is_it = |end: &&AlikeEnd| {
        first.ends_with(end.text.as_str())
            && (end.things.is_empty() || end.things.iter().any(|thing| thing == last))
            && others.split('、').all(|thing| has(thing, end))
            && others.split('、').count() + 1 >= end.least
    };
    let end = words.ends.iter().filter(|_| is_stem).find(is_it)?;
    Some((clause.end - last.len()..clause.end, end))
}

/// Whether a clause is a thing that begins as the last two do that the clause before it lists, and is as long.
fn begins_alike(list: &str, thing: &str) -> bool {
    let length = thing.chars().count();
    let Some((others, last)) = list.rsplit_once('、') else { return false };
    let beginning: String = thing.chars().take(BEGINNING).collect();
    let skipped = others.chars().count().saturating_sub(length);
    let before: String = others.chars().skip(skipped).collect();
    WHOLE.contains(&length)
        && thing.chars().all(is_han)
        && [last, before.as_str()].iter().all(|other| other.chars().count() == length && other.starts_with(&beginning))
        && thing != last
}
