//! Figures that are missing before their counters.

use std::ops::Range;

use super::{marked, quoted};
use crate::finding::Finding;
use crate::form::words::{Lost, LostDate};
use crate::rule::{Family, Rule, Severity};
use crate::rules::passage::{OPAQUE, ReportPassage, TextMark, is_han};

/// A counter without its figure.
pub(in crate::rules) static LOST: Rule = Rule {
    code: "PRO022",
    name: "量词前少了数字",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "照模板填写时漏了数字，或者粘贴时丢了，读起来是“共件”“发放许可证本”。",
    basis: "审核惯例",
    remedy: "填上数字；没有发生的写 0 或“没有”",
    faulty: "[sections.problems]\ntext = '全年共件，占%，发放许可证本，培训工作有待加强。'",
    corrected: "[sections.problems]\ntext = '全年共3件，占12%，发放许可证5本，培训工作有待加强。'",
    in_workbook: None,
};

/// Every counter of a text that has no figure.
pub(super) fn lost(passage: &ReportPassage<'_>, words: &Lost) -> Option<Finding> {
    let text = &passage.text;
    let mut found: Vec<Range<usize>> = Vec::new();
    let may_end = |clause: &Range<usize>| text[clause.clone()].chars().next_back().is_some_and(|c| words.may_end(c));
    for clause in clauses(text, &passage.marks).filter(may_end) {
        found.extend(counted(text, clause.clone(), words));
    }
    let percent = |(at, sign): &TextMark| {
        let word = text[..*at].chars().rev().take_while(|c| is_han(*c)).take(2).map(char::len_utf8).sum::<usize>();
        (word > 0).then(|| at - word..at + sign.len_utf8())
    };
    let percents = passage.marks.iter().filter(|(_, sign)| words.percents.contains(sign));
    found.extend(percents.filter_map(percent));
    found.extend(dates(passage, words));
    found.sort_by_key(|range| range.start);
    found.dedup_by(|next, kept| next.start < kept.end);
    let texts: Vec<String> = found.iter().map(|range| text[range.clone()].to_owned()).collect();
    let places: Vec<_> = found.into_iter().map(|range| passage.place(range)).collect();
    (!places.is_empty()).then(|| marked(Finding::new(&LOST, format!("正文：{}少了数字。", quoted(&texts))), &places))
}

/// The clauses of a text that end in Chinese.
fn clauses(text: &str, marks: &[TextMark]) -> impl Iterator<Item = Range<usize>> {
    let ends = |(_, c): &&TextMark| {
        matches!(c, '，' | '。' | '；' | '：' | '、' | '！' | '？' | '（' | '）' | '\n' | ',' | ';')
    };
    let ends = marks.iter().filter(ends).copied().chain([(text.len(), '\n')]);
    ends.scan(0, |start, (at, mark)| Some(std::mem::replace(start, at + mark.len_utf8())..at))
}

/// Characters before a noun within which its verb stands.
const NEAR: usize = 20;

/// Characters before a verb within which another that it is joined with is denied.
const JOINED: usize = 5;

/// Whether a character may count something, or stands for what does.
fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇一二两三四五六七八九十百千万多余几数".contains(c) || c == OPAQUE
}

/// The counter without a figure that a clause ends in.
fn counted(text: &str, clause: Range<usize>, words: &Lost) -> Option<Range<usize>> {
    let said = &text[clause.clone()];
    let ends = |counter: &&String| said.ends_with(counter.as_str());
    let longest = |counters: &[String]| counters.iter().filter(ends).map(String::len).max();
    if let Some(length) = longest(&words.counters).max(longest(&words.others)) {
        let before = &said[..said.len() - length];
        let known = words.counts.iter().filter(|known| before.ends_with(&known.word));
        let word = known.max_by_key(|known| known.word.len());
        if let Some(known) = word {
            let rest = &before[..before.len() - known.word.len()];
            let other = rest.chars().next_back().is_some_and(|c| known.unless.contains(&c))
                || words.unless.iter().any(|word| said.ends_with(word.as_str()));
            return (!other).then(|| clause.end - length - known.word.len()..clause.end);
        }
    }
    if let Some(length) = longest(&words.counters) {
        let before = &said[..said.len() - length];
        let noun = words.nouns.iter().filter(|noun| before.ends_with(noun.as_str())).max_by_key(|noun| noun.len());
        if let Some(at) = noun.and_then(|noun| object(said, before, noun, words)) {
            return Some(clause.start + at..clause.end);
        }
    }
    if let Some(range) = bare(said, words) {
        return Some(clause.start + range.start..clause.end);
    }
    let length = longest(&words.money)?;
    let before = &said[..said.len() - length];
    let sum = words.sums.iter().filter(|word| before.ends_with(word.as_str())).max_by_key(|word| word.len())?;
    Some(clause.end - length - sum.len()..clause.end)
}

/// Where the verb stands whose object a clause ends with, and nothing counts it.
fn object(said: &str, before: &str, noun: &str, words: &Lost) -> Option<usize> {
    let both = &said[before.len() - noun.len()..];
    let rest = &before[..before.len() - noun.len()];
    // The verb stands a few words before, and nothing of which the noun is only a part.
    let near = rest.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
    let part = rest.ends_with(['的', '之', '等', '各', '每', '本', '该', '类']);
    let verb = words.verbs.iter().filter_map(|verb| rest[near..].rfind(verb.as_str())).max();
    let other = words.unless.iter().any(|word| both.ends_with(word.as_str()));
    let at = verb.filter(|at| !other && !part && !rest[near + at..].contains(is_numeral))?;
    // What was not done is not counted, nor what was neither done nor another thing: 未收到和处理; nor what is said of
    // what was not: 没有收到依申请公开政府信息申请件.
    let told = &rest[..near + at];
    let joined = || {
        let first = told.char_indices().rev().nth(JOINED).map_or(0, |(at, _)| at);
        told.ends_with(['和', '及', '或', '并']) && told[first..].contains(['未', '没', '无'])
    };
    let denied = || words.denials.iter().any(|denial| told.contains(denial.as_str()));
    (!told.ends_with(['未', '没', '无', '不', '有']) && !joined() && !denied()).then_some(near + at)
}

/// The counter that a clause ends in, where no other word ends so, a verb before it has objects that are counted, and
/// nothing counts them.
fn bare(said: &str, words: &Lost) -> Option<Range<usize>> {
    let known = words.bare.iter().find(|known| said.ends_with(&known.word))?;
    let before = &said[..said.len() - known.word.len()];
    let last = before.chars().next_back().filter(|c| is_han(*c) && !is_numeral(*c) && !known.unless.contains(*c))?;
    let near = before.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
    let verb = words.verbs.iter().filter_map(|verb| before[near..].rfind(verb.as_str())).max()?;
    let counts = before[near + verb..].contains(is_numeral);
    (!counts).then(|| before.len() - last.len_utf8()..said.len())
}

/// Dates and numbers of documents of which a part is missing: `2025年月日`, `〔2025〕号`.
fn dates(passage: &ReportPassage<'_>, words: &Lost) -> Vec<Range<usize>> {
    let text = &passage.text;
    let of = |date: &LostDate| {
        let is_it = |range: &Range<usize>| {
            let after = text[range.end..].chars().next();
            (!date.after_digit || text[..range.start].ends_with(|c: char| c.is_ascii_digit()))
                && !after.is_some_and(|c| date.unless.contains(c))
        };
        passage.find(&date.word).filter(is_it).collect::<Vec<_>>()
    };
    words.dates.iter().flat_map(of).collect()
}
