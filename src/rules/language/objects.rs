//! Clauses that end before they name what their verb is said of: 加大政策解读，加强对科室的业务，

use std::ops::Range;

use super::phrasing::PHRASING;
use super::{is_told, marked, quoted};
use crate::finding::Finding;
use crate::form::words::{ObjectWords, Tails, Unfit, Verb};
use crate::rules::passage::{ReportPassage, is_han, quote};

/// What a clause ends with.
const MARKS: [char; 9] = ['，', '。', '；', '：', '！', '？', '（', '）', '\n'];

/// Characters behind a verb that say no more than one thing.
const LONGEST: usize = 26;

/// Characters of what several deeds have at the end, and what it is told by.
const HEAD: usize = 6;

/// Characters behind a verb that say two deeds at most, and those within which the second begins.
const DEEDS: usize = 12;
const FIRST: usize = 5;

/// What things stand between.
const JOINTS: [char; 5] = ['、', '和', '与', '及', '或'];

/// The findings for clauses of a text that lack what their verb is said of; what was told of a phrase is told once.
pub(super) fn unnamed(passage: &ReportPassage<'_>, words: &ObjectWords, told: &[Finding]) -> Vec<Finding> {
    if !passage.is_running_text() {
        return Vec::new();
    }
    let text = passage.text.as_str();
    let mut few: Vec<(Range<usize>, &str)> = Vec::new();
    let mut cut: Vec<Range<usize>> = Vec::new();
    let mut unfit: Vec<(Range<usize>, &Unfit)> = Vec::new();
    for (clause, mark) in clauses(passage) {
        let next = if mark == '，' { &text[clause.end + mark.len_utf8()..] } else { "" };
        let (said, start) = (&text[clause.clone()], words.before_verb(&text[clause.clone()]));
        let first = words.verb_at_start(&said[start..]).map(|verb| (start, verb));
        match lack(said, first, next, words) {
            Some((verb, Some(lacks))) => few.push((clause.start + verb..clause.end, lacks)),
            Some((verb, None)) => cut.push(clause.start + verb..clause.end),
            None => {
                let row = first.and_then(|(start, verb)| mismatch(&said[start + verb.length..], verb, words));
                unfit.extend(row.map(|row| (clause.start + start..clause.end, row)));
            }
        }
    }
    let is_new = |range: &Range<usize>| !is_told(told, &passage.place(range.clone()));
    few.retain(|(range, _)| is_new(range));
    cut.retain(is_new);
    unfit.retain(|(range, _)| is_new(range));
    let mut findings = Vec::new();
    if let Some((_, lacks)) = few.first() {
        let says = format!("没有说完，后面少了{lacks}");
        findings.push(finding(passage, few.iter().map(|(range, _)| range.clone()).collect(), &says));
    }
    if !cut.is_empty() {
        findings.push(finding(passage, cut, "没有说完，后面少了字"));
    }
    for (range, row) in unfit {
        let says = format!(
            "动词和后面的名词不相配，{}要“{}”",
            row.nouns.iter().find(|noun| text[range.clone()].ends_with(noun.as_str())).map_or("", String::as_str),
            row.fits
        );
        findings.push(finding(passage, vec![range], &says));
    }
    findings
}

/// The clauses of a text that a mark ends after which the next begins, each with that mark.
pub(super) fn clauses<'p>(passage: &'p ReportPassage<'_>) -> impl Iterator<Item = (Range<usize>, char)> + use<'p> {
    let ends = passage.marks.iter().filter(|(_, c)| MARKS.contains(c));
    let clause = |start: &mut usize, &(end, mark): &(usize, char)| {
        let clause = *start..end;
        *start = end + mark.len_utf8();
        Some((clause, mark))
    };
    ends.scan(0, clause).filter(|(_, mark)| matches!(mark, '，' | '。' | '；' | '\n'))
}

/// The finding for some clauses.
fn finding(passage: &ReportPassage<'_>, ranges: Vec<Range<usize>>, says: &str) -> Finding {
    let texts: Vec<String> = ranges.iter().map(|range| quote(&passage.text[range.clone()])).collect();
    let places: Vec<_> = ranges.into_iter().map(|range| passage.place(range)).collect();
    marked(Finding::new(&PHRASING, format!("正文：{}{says}。", quoted(&texts))), &places)
}

/// What a verb that a clause begins with does not go with, where the rest of the clause ends with that.
fn mismatch<'w>(rest: &str, verb: Verb<'w>, words: &'w ObjectWords) -> Option<&'w Unfit> {
    const FAR: usize = 14;
    const ATTRIBUTE: usize = 4;
    const NOUN: usize = 2;
    let rest = rest.strip_prefix('了').unwrap_or(rest);
    // 扩大某类信息的公开力度: what stands before 的 is of the noun, whatever it says.
    let rest = match rest.rsplit_once('的') {
        Some((before, last)) if before.chars().all(is_han) && (2..=ATTRIBUTE).contains(&last.chars().count()) => {
            last.char_indices().rev().nth(NOUN - 1).map_or(last, |(at, _)| &last[at..])
        }
        _ => rest,
    };
    let row = verb.pairs().find(|row| row.nouns.iter().any(|noun| rest.ends_with(noun.as_str())))?;
    let is_plain = |c: char| is_han(c) && !JOINTS.contains(&c);
    let has_verb = || rest.char_indices().any(|(at, _)| words.verb_at_start(&rest[at..]).is_some());
    let turns = || words.turns.iter().any(|word| rest.contains(word.as_str()));
    (rest.chars().count() <= FAR && rest.chars().all(is_plain) && !has_verb() && !turns()).then_some(row)
}

/// Where the verb of a clause stands that is not said of anything, and what it is said of most, where that is known; the
/// clause may begin with its verb.
fn lack<'w>(
    clause: &str,
    first: Option<(usize, Verb<'w>)>,
    next: &str,
    words: &'w ObjectWords,
) -> Option<(usize, Option<&'w str>)> {
    // What was done may have a subject before it.
    let done = || {
        clause.rmatch_indices('了').find_map(|(at, mark)| {
            // Of some verbs only what is done tells of few things: 取得了.
            let ends = [at + mark.len(), at];
            ends.into_iter().find_map(|end| {
                let verb = words.verb_at_end(&clause[..end])?;
                Some((end - verb.length, verb))
            })
        })
    };
    let (start, verb) = first.or_else(done)?;
    let end = start + verb.length;
    let rest = clause[end..].strip_prefix('了').unwrap_or(&clause[end..]);
    let is_plain = |c: char| is_han(c) || c == '、';
    if rest.is_empty() || rest.chars().count() > LONGEST || !rest.chars().all(is_plain) {
        return None;
    }
    // Several things may go on behind a comma: 健全发布、审核，管理三项制度.
    let next = &next[..next.find(MARKS).unwrap_or(next.len())];
    if rest.contains('、') && words.closers.iter().any(|closer| next.contains(closer.as_str())) {
        return None;
    }
    if let Some(heads) = verb.heads() {
        let named = heads.heads.iter().any(|head| rest.contains(head.as_str()));
        let is_end = |thing: &str| heads.ends.iter().any(|end| thing.ends_with(end.as_str()));
        let ends = || rest.split(JOINTS).any(is_end);
        // 起到了提醒科室，督促更新的作用
        let is_head =
            |last: &str| last.chars().count() <= HEAD && heads.heads.iter().any(|head| last.ends_with(head.as_str()));
        let goes_on = || next.rsplit_once('的').is_some_and(|(_, last)| is_head(last));
        // 加大宣传创新形式: a second deed behind the first.
        let second = || {
            let verbs = rest.char_indices().skip(2).take(FIRST);
            let mut verbs = verbs.filter_map(|(at, _)| Some(at + words.verb_at_start(&rest[at..])?.length));
            rest.chars().count() <= DEEDS && verbs.any(|end| rest[end..].chars().count() > 1)
        };
        if !named && !ends() && !goes_on() && !second() {
            return Some((start, Some(&heads.lacks)));
        }
    }
    let rest = rest.strip_suffix('等').unwrap_or(rest);
    let cut = |tails: &Tails, word: &String| {
        let Some(before) = rest.strip_suffix(word.as_str()) else { return false };
        let last = before.rsplit(JOINTS).next().unwrap_or(before);
        let has = |known: &[String], text: &str| known.iter().any(|word| text.contains(word.as_str()));
        // 推进政务公开、扎实丰富栏目内容: the last thing has a verb of its own.
        if let Some((_, thing)) = before.rsplit_once('、') {
            let start = words.before_verb(thing);
            if start > 0 || words.verb_at_start(&thing[start..]).is_some() {
                return false;
            }
        }
        let taken = if tails.deeds { has(&words.closers, before) } else { has(&words.takes, last) };
        !taken && !has(&words.turns, before)
    };
    verb.tails().any(|tails| tails.words.iter().any(|word| cut(tails, word))).then_some((start, None))
}
