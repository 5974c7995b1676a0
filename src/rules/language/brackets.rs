//! Brackets, quotation marks and book marks without a partner.

use std::ops::Range;

use super::{around, marked, quoted};
use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};
use crate::rules::passage::{ReportPassage, TextMark, beside};

/// A bracket or quotation mark without a partner.
pub(in crate::rules) static UNPAIRED: Rule = Rule {
    code: "PRO021",
    name: "括号、引号、书名号不成对",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "少了一半，读者不知道到哪里为止；多半是删改时留下的。",
    // 待核: the numbers of the clauses on quotation marks, brackets and titles.
    basis: "GB/T 15834-2011《标点符号用法》4.8、4.9、4.15",
    remedy: "补上缺的一半，或删去多的一半；一段里有几处的逐处核对",
    faulty: "[sections.problems]\ntext = '对《保密审查办法的要求把握不够准确（特别是新任人员。'",
    corrected: "[sections.problems]\ntext = '对《保密审查办法》的要求把握不够准确（特别是新任人员）。'",
    in_workbook: None,
};

/// Opening and closing marks of a kind.
const KINDS: &[(&[char], &[char])] = &[
    (&['（', '('], &['）', ')']),
    (&['《'], &['》']),
    (&['〈'], &['〉']),
    (&['“'], &['”']),
    (&['‘'], &['’']),
    (&['「'], &['」']),
    (&['『'], &['』']),
    (&['【'], &['】']),
    (&['〔', '［'], &['〕', '］']),
];

/// Paragraphs further on that a mark may have its partner in.
const NEAR: usize = 3;

/// A mark.
struct Bracket {
    kind: usize,
    at: usize,
    opens: bool,
    paragraph: usize,
}

/// Everything in a text that has no partner, and brackets with nothing in them.
pub(super) fn unpaired(passage: &ReportPassage<'_>) -> Option<Finding> {
    let text = &passage.text;
    let marks: Vec<TextMark> = passage.marks.iter().filter(|(_, c)| may_be_mark(*c)).copied().collect();
    let mut alone: Vec<Bracket> = (0..KINDS.len()).flat_map(|kind| left(&marks, kind)).collect();
    alone.retain(|mark| !is_other(text, mark));
    let mut found: Vec<(Range<usize>, String)> = alone.iter().map(|mark| shown(text, mark)).collect();
    found.extend(empty(&marks).map(|range| (range.clone(), text[range].to_owned())));
    found.sort_by_key(|(range, _)| range.start);
    let places: Vec<_> = found.iter().map(|(range, _)| passage.place(range.clone())).collect();
    let texts: Vec<String> = found.into_iter().map(|(_, text)| text).collect();
    let message = match alone.is_empty() {
        true => format!("正文：{}里面是空的。", quoted(&texts)),
        false => format!("正文：{}不成对。", quoted(&texts)),
    };
    (!places.is_empty()).then(|| marked(Finding::new(&UNPAIRED, message), &places))
}

/// Whether a character may be a mark of some kind or ends a paragraph: few of a text are.
fn may_be_mark(c: char) -> bool {
    matches!(c, '\n' | '(' | ')' | '‘'..='”' | '〈'..='〕' | '（' | '）' | '［' | '］')
}

/// The marks of a kind that have no partner: within their paragraph, or one of the next.
fn left(marks: &[TextMark], kind: usize) -> Vec<Bracket> {
    let (openers, closers) = KINDS[kind];
    // What is still open, and what closes nothing.
    let (mut open, mut left): (Vec<Bracket>, Vec<Bracket>) = Default::default();
    let mut paragraph = 0;
    for &(at, c) in marks {
        if c == '\n' {
            paragraph += 1;
        } else if openers.contains(&c) {
            open.push(Bracket { kind, at, opens: true, paragraph });
        } else if closers.contains(&c) {
            let near = open.last().is_some_and(|open| paragraph - open.paragraph <= NEAR);
            match open.pop_if(|_| near) {
                Some(_) => {}
                None => left.push(Bracket { kind, at, opens: false, paragraph }),
            }
        }
    }
    left.append(&mut open);
    left.sort_by_key(|mark| mark.at);
    left.truncate(MOST);
    left
}

/// Marks of a kind that are looked at more closely.
const MOST: usize = 50;

/// Whether a mark without a partner is something else: the bracket of a number, an apostrophe, half of an odd pair that
/// is told elsewhere.
fn is_other(text: &str, mark: &Bracket) -> bool {
    let before = &text[..mark.at];
    let paragraph = before.rfind('\n').map_or(0, |end| end + 1);
    let end = text[mark.at..].find('\n').map_or(text.len(), |end| mark.at + end);
    let line = &text[paragraph..end];
    match KINDS[mark.kind].0[0] {
        '（' if !mark.opens => is_number(text, paragraph, mark.at),
        '〈' => line.contains(['<', '>', '＜', '＞']),
        // A quotation that goes on in the next paragraph is opened there again.
        '“' => line.contains('"') || mark.opens && text[end..].starts_with("\n“"),
        '‘' => line.contains('\'') || before.ends_with(|c: char| c.is_ascii_alphanumeric()),
        _ => false,
    }
}

/// Whether a closing bracket ends a number: `1）`, `a)`; `一）` only where others are not `（一）`.
fn is_number(text: &str, paragraph: usize, at: usize) -> bool {
    let before = &text[paragraph..at];
    let number = before.rsplit(|c: char| "，。；：、！？（）() ".contains(c)).next().unwrap_or_default();
    let short = (1..=3).contains(&number.chars().count());
    let chinese = |c: char| "一二三四五六七八九十".contains(c);
    if short && number.chars().all(chinese) {
        return !["（一）", "（二）", "（三）"].iter().any(|known| text.contains(known));
    }
    short && number.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The mark with some words that it stands beside.
fn shown(text: &str, mark: &Bracket) -> (Range<usize>, String) {
    const BESIDE: usize = 8;
    let length = text[mark.at..].chars().next().map_or(0, char::len_utf8);
    let range = mark.at..mark.at + length;
    let (before, after) = if mark.opens { (0, BESIDE) } else { (BESIDE, 0) };
    let words = around(text, &range, before, after);
    (range, words)
}

/// Brackets with nothing between them.
fn empty(marks: &[TextMark]) -> impl Iterator<Item = Range<usize>> {
    let is_pair =
        |pair: &[char; 2]| matches!(pair, ['（' | '(', '）' | ')'] | ['《', '》'] | ['“', '”'] | ['〈', '〉']);
    beside(marks).filter(move |(_, pair)| is_pair(pair)).map(|(range, _)| range)
}

#[cfg(test)]
mod tests {
    use super::{KINDS, may_be_mark};

    #[test]
    fn every_mark_is_looked_at() {
        let marks = KINDS.iter().flat_map(|(openers, closers)| openers.iter().chain(*closers));
        assert!(marks.copied().all(may_be_mark));
    }
}
