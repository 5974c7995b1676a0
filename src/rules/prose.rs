//! Placeholders left in the words.

use std::ops::Range;

use super::Case;
use super::passage::quote;
use crate::bigrams::Bigrams;
use crate::finding::Finding;
use crate::form::words::PlaceholderWords;
use crate::rule::{Family, Rule, Severity};

/// A mark in place of something still to be written.
pub(super) static PLACEHOLDER: Rule = Rule {
    code: "PRO001",
    name: "占位符没有替换，起草时的话没有删去",
    severity: Severity::Error,
    family: Family::Prose,
    reason: "“XX”“××”“【…】”“（文字描述）”是模板里提示填写的，“以下是为您撰写的…”是写给起草人的，印出来就是没有改完。",
    basis: "输入格式：提示填写的话要换成实际的内容",
    remedy: "换成实际的内容；写给起草人的话删去",
    faulty: "[sections.problems]\ntext = \"一是XX工作有待加强，【在此填写】。\"",
    corrected: "[sections.problems]\ntext = \"一是培训工作有待加强。\"",
    in_workbook: None,
};

/// Brackets of placeholders, and the most bytes with them: two hundred characters, or a few words.
const BRACKETS: [(char, char, usize); 3] = [('【', '】', 600), ('[', ']', 60), ('［', '］', 60)];

/// Bytes of a note to oneself in brackets: some thirty characters.
const LONGEST_NOTE: usize = 100;

/// Every placeholder left in the texts.
pub(super) fn placeholders(case: &Case<'_>) -> Vec<Finding> {
    let words = &case.filing.form.words().placeholders;
    let mut findings = Vec::new();
    for text in &case.filing.texts {
        let value = text.value.as_str();
        let expressions = words.patterns.iter().flat_map(|pattern| pattern.regex().captures_iter(value));
        let of_patterns = expressions.filter_map(|found| Some(found.name("at").or_else(|| found.get(0))?.range()));
        let of_patterns: Vec<Range<usize>> = of_patterns.collect();
        if of_patterns.is_empty() && !words.may_be_in(value) {
            continue;
        }
        let pairs = Bigrams::of(value);
        let mut found = bracketed(value, words);
        let marks = words.marks.iter().flat_map(|mark| pairs.places(value, mark));
        let mut last = None;
        found.extend(marks.filter(|range| stands_alone(value, range, &mut last)));
        found.extend(notes(value, &pairs, words));
        found.extend(asterisks(value));
        found.extend(of_patterns);
        found.sort_by_key(|range| (range.start, usize::MAX - range.end));
        found.dedup_by(|next, kept| next.start < kept.end);
        let place = super::glyphs::place_in(case, text);
        for range in &found {
            let words = value[range.clone()].trim();
            let finding = Finding::new(&PLACEHOLDER, format!("“{words}”还没有替换。"));
            findings.push(finding.mark(&place(range.clone()), ""));
        }
        let is_new = |range: &Range<usize>| !found.iter().any(|known| overlap(known, range));
        for range in talk(value, &pairs, words).into_iter().filter(is_new) {
            let words = quote(value[range.clone()].trim_matches([' ', '*']));
            let message = format!("“{words}”是写给起草人的话，不是报告的内容。");
            findings.push(Finding::new(&PLACEHOLDER, message).mark(&place(range), "").hint("删去"));
        }
    }
    findings
}

/// Whether two places have something in common.
fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The clauses that talk to the one who writes.
fn talk(text: &str, pairs: &Bigrams, words: &PlaceholderWords) -> Vec<Range<usize>> {
    const ENDS: [char; 6] = ['，', '。', '；', '！', '：', '\n'];
    let clause = |said: Range<usize>| {
        let start = text[..said.start].rfind(ENDS).map_or(0, |end| text.ceil_char_boundary(end + 1));
        start..text[said.end..].find(ENDS).map_or(text.len(), |end| said.end + end)
    };
    let said = words.talk.iter().flat_map(|said| pairs.places(text, said));
    let mut found: Vec<Range<usize>> = said.map(clause).collect();
    found.sort_by_key(|range| (range.start, range.end));
    found.dedup_by(|next, kept| next.start < kept.end);
    found
}

/// Texts in square brackets that ask to be replaced; others are the name of a column on a website, or set off for the eye.
fn bracketed(text: &str, words: &PlaceholderWords) -> Vec<Range<usize>> {
    let asks = |inside: &str| {
        let inside = inside.trim_matches(['【', '】', '[', ']', '［', '］', ' ']);
        let inside = words.columns.iter().fold(inside.to_owned(), |inside, column| inside.replace(column, "栏目"));
        inside.is_empty() || words.asking.iter().any(|word| inside.contains(word.as_str()))
    };
    let bracket = |(open, close, longest): (char, char, usize)| {
        let closed = move |(start, _)| {
            let near = &text[start..text.floor_char_boundary(start + longest)];
            Some(start..start + near.find(close)? + close.len_utf8())
        };
        text.match_indices(open).filter_map(closed)
    };
    // [办事指南](https://…) is a link.
    let is_link = |range: &Range<usize>| text[range.end..].starts_with('(');
    let found = BRACKETS.into_iter().flat_map(bracket);
    found.filter(|range| !is_link(range) && asks(&text[range.clone()])).collect()
}

/// Notes to oneself: in brackets, or as a clause of their own.
fn notes(text: &str, pairs: &Bigrams, words: &PlaceholderWords) -> Vec<Range<usize>> {
    let note = |(start, open): (usize, &str)| {
        let inside = &text[start + open.len()..text.floor_char_boundary(start + LONGEST_NOTE)];
        let end = inside.find(['）', ')'])?;
        let begins = |note: &String| inside[..end].starts_with(note.as_str());
        let has = |known: &[String]| known.iter().any(|word| inside[..end].contains(word.as_str()));
        let ends = words.order_ends.iter().any(|word| inside[..end].ends_with(word.as_str()));
        let orders = ends && has(&words.orders) && !has(&words.others);
        let is_whole = words.clauses.iter().any(|clause| inside[..end] == **clause);
        (words.notes.iter().any(begins) || orders || is_whole)
            .then_some(start..start + open.len() + end + inside[end..].chars().next()?.len_utf8())
    };
    let mut found: Vec<Range<usize>> = text.match_indices(['（', '(']).filter_map(note).collect();
    let ends = |c: char| "，。；：、！？\n".contains(c);
    for clause in words.clauses.iter().flat_map(|clause| pairs.places(text, clause)) {
        let alone = text[..clause.start].chars().next_back().is_none_or(ends);
        if alone && text[clause.end..].chars().next().is_none_or(ends) {
            found.push(clause);
        }
    }
    found
}

/// Runs of four asterisks or more that neither hide the middle of a number nor stand alone on their line.
fn asterisks(text: &str) -> Vec<Range<usize>> {
    const LEAST: usize = 4;
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices('*') {
        match found.last_mut().filter(|run| run.end == at) {
            Some(run) => run.end = at + 1,
            None => found.push(at..at + 1),
        }
    }
    let stands = |run: &Range<usize>| {
        let line = text[..run.start].rfind('\n').map_or(0, |end| end + 1);
        let end = text[run.end..].find('\n').map_or(text.len(), |end| run.end + end);
        let (before, after) = (&text[line..run.start], &text[run.end..end]);
        let digit = |c: char| c.is_ascii_alphanumeric();
        let is_hidden = before.ends_with(digit) || after.starts_with(digit);
        let is_line = before.is_empty() && after.is_empty();
        let is_bold = before.contains('*') || after.contains('*');
        run.len() >= LEAST && !is_hidden && !is_line && !is_bold
    };
    found.retain(stands);
    found
}

/// Whether what looks like a placeholder is no part of a Latin word or an address; figures may stand before it, `20XX年`.
/// `last` is the run of letters that was looked at last, and what was found: of a long one every part is asked for.
fn stands_alone(text: &str, range: &Range<usize>, last: &mut Option<(Range<usize>, bool)>) -> bool {
    if !text[range.clone()].chars().all(|c| c.is_ascii_alphabetic()) {
        return true;
    }
    if let Some((_, is_alone)) = last.as_ref().filter(|(run, _)| run.start <= range.start && range.end <= run.end) {
        return *is_alone;
    }
    let latin = |c: char| c.is_ascii_alphanumeric() || "@._/-".contains(c);
    let before = text[..range.start].trim_end_matches(['X', 'x']);
    let after = text[range.end..].trim_start_matches(['X', 'x']);
    let figures = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    // 0XXX-XXXXXXX
    let rest = after.trim_start_matches(['-', 'X', 'x']);
    let is_dashed = after.starts_with('-') && rest.len() + 1 < after.len();
    let is_number = (figures.len() < before.len() || is_dashed) && !rest.starts_with(latin);
    let run = before.len()..text.len() - after.len();
    let (before, after) = if is_number { (figures, rest) } else { (before, after) };
    // www.xxx.gov.cn: a name still to be put in.
    let is_host = run.len() >= 3 && before.ends_with('.') && after.starts_with('.');
    let is_alone = is_host || !before.ends_with(latin) && !after.starts_with(latin);
    *last = Some((run, is_alone));
    is_alone
}
