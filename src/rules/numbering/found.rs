//! The numbers that texts have, and what each counts on.

use crate::filing::ProseText;
use crate::prose::numbering::{Style, Typed, chinese_number};
use crate::prose::ordinal;
use crate::prose::outline::{OutlinePart, PartKind};
use crate::rules::Case;
use crate::source::Span;

/// A number in a text: what it is, as written, and where.
pub(super) struct Numbered {
    pub(super) sequence: Sequence,
    pub(super) number: usize,
    pub(super) written: String,
    pub(super) at: Span,
    /// Whether words before it may begin a new sequence: a heading without a number, or what ends with a colon.
    pub(super) begins: bool,
}

/// What counts on by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sequence {
    /// Typed numbers of headings and paragraphs.
    Typed(Style),
    /// 一是, 二是, ….
    Firstly,
    /// 第一，第二，….
    First,
}

impl Sequence {
    /// A number of it as it is written.
    pub(super) fn spell(self, number: usize) -> String {
        match self {
            Self::Typed(style) => style.spell(number),
            Self::Firstly => format!("{}是", ordinal(number)),
            Self::First => format!("第{}", ordinal(number)),
        }
    }
}

/// The numbers that parts of a text begin with; headings that are numbered by the program break them off.
pub(super) fn typed(case: &Case<'_>, prose: &ProseText) -> Vec<Numbered> {
    let cut = case.cuts.of(prose);
    let mut begins = false;
    let mut number = |part: &OutlinePart| {
        let line = &prose.text[part.lines[0].clone()];
        // The first one may stand behind what it is the first of.
        let lead = ["附件", "附"].iter().find_map(|word| line.strip_prefix(word)?.strip_prefix(['：', ':']));
        let behind = lead.map_or(0, |rest| line.len() - rest.trim_start().len());
        let start = part.lines[0].start + behind;
        let typed = match part.kind {
            PartKind::Typed(typed) | PartKind::Paragraph(Some((typed, _))) => Some(typed),
            PartKind::Paragraph(None) | PartKind::Marked(_) => Typed::of(&line[behind..]),
            PartKind::Item(_) | PartKind::Row | PartKind::Rule => return None,
        };
        let Some(typed) = typed else {
            begins |= is_lead(part, &prose.text);
            return None;
        };
        // What is counted below a higher number begins anew.
        let begins = std::mem::replace(&mut begins, typed.style == Style::Chinese);
        let range = start..start + typed.length;
        let written = prose.text[range.clone()].to_owned();
        Some(Numbered {
            sequence: Sequence::Typed(typed.style),
            number: typed.number,
            written,
            at: prose.place(range),
            begins,
        })
    };
    let inline = |part: &OutlinePart| match part.kind {
        PartKind::Paragraph(_) => within(prose, part),
        _ => Vec::new(),
    };
    cut.outline.parts.iter().flat_map(|part| number(part).into_iter().chain(inline(part))).collect()
}

/// The numbers （一）, （二）, … that sentences within a paragraph begin with; where a colon leads over to them, they are
/// those of a list of its own.
fn within(prose: &ProseText, part: &OutlinePart) -> Vec<Numbered> {
    let mut found = Vec::new();
    for line in &part.lines {
        let text = &prose.text[line.clone()];
        for (at, _) in text.match_indices('（').filter(|(at, _)| *at > 0) {
            let Some(typed) = Typed::of(&text[at..]).filter(|typed| typed.style == Style::ChineseInBrackets) else {
                continue;
            };
            let before = text[..at].trim_end();
            if before.ends_with('：') {
                return Vec::new();
            }
            if !before.ends_with(['。', '；']) {
                continue;
            }
            let range = line.start + at..line.start + at + typed.length;
            let written = prose.text[range.clone()].to_owned();
            let (sequence, at) = (Sequence::Typed(typed.style), prose.place(range));
            found.push(Numbered { sequence, number: typed.number, written, at, begins: false });
        }
    }
    found
}

/// Characters before 一是, 二是 that make it another word.
pub(in crate::rules) const OTHER_WORDS: &str = "统唯第之同万专单不划均归合如其周期拜日月表初一二三四五六七八九十百";

/// Whether a part may stand above a sequence of its own: a heading, a short line, or words with a colon at their end.
fn is_lead(part: &OutlinePart, text: &str) -> bool {
    const LONGEST: usize = 20;
    let last = part.lines.last().map_or("", |line| &text[line.clone()]).trim_end_matches(['*', ' ']);
    let is_short = last.chars().take(LONGEST + 1).count() <= LONGEST && part.lines.len() == 1;
    matches!(part.kind, PartKind::Marked(_)) || last.ends_with(['：', ':']) || is_short
}

/// Every 一是, 二是, … that begins a clause.
pub(super) fn firstly(prose: &ProseText) -> Vec<Numbered> {
    let text = &prose.text;
    let numbered = |(at, _): (usize, &str)| {
        let before = text[..at].trim_end_matches(|c: char| "一二三四五六七八九十".contains(c));
        let number = chinese_number(&text[before.len()..at])?;
        let begins = |c: char| c.is_whitespace() || "。；：，、！？*（(“".contains(c);
        let range = before.len()..at + '是'.len_utf8();
        let written = text[range.clone()].to_owned();
        let at = prose.place(range);
        // The first may stand behind a heading without a mark, which is told elsewhere.
        let runs_on = |c: char| number == 1 && !OTHER_WORDS.contains(c);
        before.chars().next_back().is_none_or(|c| begins(c) || runs_on(c)).then_some(Numbered {
            sequence: Sequence::Firstly,
            number,
            written,
            at,
            begins: true,
        })
    };
    text.match_indices('是').filter_map(numbered).collect()
}

/// Every 第一，第二，… that begins a sentence, from the first 第一 on.
pub(super) fn first(prose: &ProseText) -> Vec<Numbered> {
    let text = &prose.text;
    let numbered = |(at, word): (usize, &str)| {
        let numerals = &text[at + word.len()..];
        let numerals = &numerals[..numerals.find(['，', '、'])?];
        let number = chinese_number(numerals)?;
        let begins = text[..at].trim_end_matches([' ', '\u{3000}']).ends_with(['。', '；', '：', '\n']);
        let range = at..at + word.len() + numerals.len();
        let (written, place) = (text[range.clone()].to_owned(), prose.place(range));
        let numbered = Numbered { sequence: Sequence::First, number, written, at: place, begins: true };
        (begins || text[..at].trim().is_empty()).then_some(numbered)
    };
    // 首先，其次，第三: the first ones have other words.
    text.match_indices('第').filter_map(numbered).skip_while(|first| first.number != 1).collect()
}
