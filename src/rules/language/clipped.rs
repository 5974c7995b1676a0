//! Clauses whose first or last character was lost: ，彻落实条例， and 加强组织领，; clauses that break off: 方便群众查阅和。

use std::ops::Range;

use super::phrasing::PHRASING;
use super::{is_told, marked, quoted};
use crate::finding::Finding;
use crate::form::words::{ClippedWords, Lexicon, OwnWord};
use crate::prose::numbering::chinese_number;
use crate::rules::passage::{ReportPassage, is_han, quote};

/// What a clause begins behind, and ends before.
const MARKS: [char; 6] = ['，', '。', '；', '：', '、', '\n'];

/// Characters of a clause that are shown.
const SHOWN: usize = 4;

/// The findings for clauses of a text that lost their first or their last character; what was told is told once.
pub(super) fn clipped(
    passage: &ReportPassage<'_>,
    words: &ClippedWords,
    own: &[OwnWord],
    told: &[Finding],
) -> Vec<Finding> {
    if !passage.is_running_text() {
        return Vec::new();
    }
    let chars = passage.chars.as_slice();
    let is_end = |at: usize| chars.get(at).is_none_or(|c| MARKS.contains(c));
    let (mut heads, mut tails) = (Vec::new(), Vec::new());
    let mut start = 0;
    for end in 0..=chars.len() {
        if chars.get(end).is_some_and(|c| is_han(*c)) {
            continue;
        }
        let run = start..end;
        start = end + 1;
        if run.len() <= 2 {
            continue;
        }
        if run.start == 0 || is_end(run.start - 1) {
            let begins =
                [Some(0), subject(&chars[run.clone()], own)].into_iter().flatten().map(|skip| run.start + skip);
            let lost = begins.filter(|at| at + 2 < run.end).find(|at| {
                let clause = &chars[*at..run.end];
                words.lost_before(clause) && !Lexicon::built_in().begins_with_place(clause)
            });
            heads.extend(lost.map(|at| at..run.end.min(at + SHOWN)));
        }
        if is_end(run.end)
            && breaks_off(&chars[run.clone()], chars.get(run.end).copied(), words)
            && !shares_end(chars, run.end)
        {
            tails.push(run.start.max(run.end.saturating_sub(SHOWN))..run.end);
        }
    }
    let new = |ranges: Vec<Range<usize>>| -> Vec<Range<usize>> {
        let bytes = ranges.into_iter().map(|range| bytes(passage, &range));
        bytes.filter(|range| !is_told(told, &passage.place(range.clone()))).collect()
    };
    let finding = |ranges: Vec<Range<usize>>, says: &str| {
        let texts: Vec<String> = ranges.iter().map(|range| quote(&passage.text[range.clone()])).collect();
        let places: Vec<_> = ranges.into_iter().map(|range| passage.place(range)).collect();
        let message = format!("正文：{}：{says}少了字。", quoted(&texts));
        (!places.is_empty()).then(|| marked(Finding::new(&PHRASING, message), &places))
    };
    finding(new(heads), "前面").into_iter().chain(finding(new(tails), "后面")).collect()
}

/// Whether what a clause ends with before a mark of a list has its second half in the next thing of the list: 预、决算.
fn shares_end(chars: &[char], end: usize) -> bool {
    const MARK: usize = 2;
    let is_listed = chars.get(end) == Some(&'、');
    let shared = chars.get(end + MARK).filter(|c| is_listed && is_han(**c));
    shared.is_some_and(|shared| Lexicon::built_in().is_word(chars[end - 1], *shared))
}

/// Whether a clause ends, at some mark or the end of its paragraph, where something must follow.
fn breaks_off(clause: &[char], mark: Option<char>, words: &ClippedWords) -> bool {
    if words.ends_in_idiom(clause) {
        return false;
    }
    words.lost_behind(clause)
        || mark != Some('：') && words.ends_bare(clause)
        || !matches!(mark, Some('：' | '、')) && words.goes_on(clause)
}

/// Characters at the beginning of a clause that only say whose deed, or the how many-eth, it is.
fn subject(clause: &[char], own: &[OwnWord]) -> Option<usize> {
    let is_own = |own: &&OwnWord| own.word.chars().enumerate().all(|(at, c)| clause.get(at) == Some(&c));
    let is_number = |c: &char| chinese_number(c.encode_utf8(&mut [0; 4])).is_some();
    let counted = || (clause.get(1) == Some(&'是') && is_number(&clause[0])).then_some(2);
    own.iter().find(is_own).map(|own| own.word.chars().count()).or_else(counted)
}

/// Where some characters stand.
fn bytes(passage: &ReportPassage<'_>, chars: &Range<usize>) -> Range<usize> {
    let at = |char: usize| passage.starts.get(char).copied().unwrap_or(passage.text.len());
    at(chars.start)..at(chars.end)
}
