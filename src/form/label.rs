//! Labels as people write them, held against the official ones.
//!
//! Blanks, line breaks, quotation marks, punctuation, marks of notes and the width of characters make no difference; neither do a
//! bracketed note behind a label or an ordinal before it, as long as that leaves one label only.

use crate::characters::{half_width, is_ideograph, is_raised, meant, shown_invisible, taken};

/// Normalised forms of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variants {
    /// Those that differ, the strictest first.
    pub texts: Vec<String>,
    /// Which of them each level of strictness has, the strictest first.
    pub levels: [usize; LEVELS],
}

/// Levels of strictness: whole, without notes, without ordinal, without either.
pub const LEVELS: usize = 4;

impl Variants {
    /// The variants of a label.
    pub fn of(label: &str) -> Self {
        let plain = half_width_of(label);
        // Two ways to write one word.
        let plain = if plain.contains('它') { plain.replace("其它", "其他") } else { plain };
        let plain = if plain.contains("年度") {
            plain.replace("本年度", "本年").replace("上年度", "上年")
        } else {
            plain
        };
        let mut variants = Self { texts: Vec::new(), levels: [0; LEVELS] };
        variants.put(0, &plain);
        let bare = without_ordinals(&plain);
        if bare.len() == plain.len() {
            variants.levels = [variants.levels[0], variants.levels[1], variants.levels[0], variants.levels[1]];
        } else {
            variants.put(2, bare);
        }
        variants
    }

    /// Puts a label with and without its notes at a level and at the next.
    fn put(&mut self, level: usize, label: &str) {
        let whole = self.number(bones(label));
        let (stem, has_unit) = (without_unit(label), without_unit(label).len() < label.len());
        let has_notes = has_unit || label.contains(is_opening);
        let noteless = if has_notes { self.number(bones(&without_notes(stem))) } else { whole };
        self.levels[level] = whole;
        self.levels[level + 1] = noteless;
    }

    /// The number of a text, which is put unless it is there.
    fn number(&mut self, text: String) -> usize {
        self.texts.iter().position(|known| *known == text).unwrap_or_else(|| {
            self.texts.push(text);
            self.texts.len() - 1
        })
    }

    /// The variants of what is written in a cell; none when it is too long for a label or has no letters.
    pub fn of_written(written: &str) -> Option<Self> {
        let short = written.len() <= 3 * LONGEST || written.chars().count() <= LONGEST;
        (short && written.chars().any(char::is_alphabetic)).then(|| match once(written) {
            Some(once) => Self::of(&once),
            None => Self::of(written),
        })
    }

    /// Whether any spelling of one is a spelling of the other.
    pub fn is_like(&self, other: &Self) -> bool {
        self.texts.iter().any(|own| !own.is_empty() && other.texts.contains(own))
    }
}

/// What is seen of a label but marks of notes, without blanks, its characters half as wide where they can be.
fn half_width_of(label: &str) -> String {
    let is_seen = |c: &char| !c.is_whitespace() && !shown_invisible(*c) && !is_raised(*c);
    taken(label, label.chars().filter(is_seen).map(meant).map(half_width))
}

/// Characters that a label must have to be known where it is written twice: `总计总计` may be anything.
const SHORTEST_DOUBLED: usize = 4;

/// A label that is written twice in its cell, as it is copied over or filled down; none for any other.
fn once(written: &str) -> Option<String> {
    let seen: Vec<char> = written.chars().filter(|c| !c.is_whitespace() && !shown_invisible(*c)).collect();
    let (one, other) = seen.split_at(seen.len() / 2);
    (one.len() >= SHORTEST_DOUBLED && one == other).then(|| one.iter().collect())
}

/// Characters beyond which a text is no label; the longest official one has 36.
const LONGEST: usize = 160;

/// A label without brackets, quotation marks and punctuation.
fn bones(label: &str) -> String {
    let brackets = |c| matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '【' | '】' | '〔' | '〕' | '《' | '》');
    let quotes = |c| matches!(c, '“' | '”' | '"' | '‘' | '’' | '\'' | '「' | '」');
    let points = |c| matches!(c, '、' | '，' | ',' | '。' | '.' | '：' | ':' | '；' | ';' | '·' | '*');
    let strokes = |c| matches!(c, '/' | '／' | '-' | '—' | '_');
    taken(label, label.chars().filter(|c| !(brackets(*c) || quotes(*c) || points(*c) || strokes(*c))))
}

/// Whether a character opens a bracketed note.
fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '【' | '〔')
}

/// Where the mark stands in a label that parts it from the unit behind it: `收费金额/元`, `收费金额,万元`, `商业企业/件`.
pub fn mark_before_unit(label: &str) -> Option<usize> {
    let many = |unit: &str| unit.chars().all(|c| matches!(c, '十' | '百' | '千' | '万' | '亿'));
    label.rfind([',', '/', ':']).filter(|at| label[at + 1..].trim().strip_suffix(['元', '件']).is_some_and(many))
}

/// A label without the unit that stands behind it and not in brackets: `收费金额 单位：元`, `收费金额/元`.
fn without_unit(label: &str) -> &str {
    let named = label.find("单位:").filter(|at| *at > 0 && !label[..*at].contains(is_opening));
    named.or_else(|| mark_before_unit(label)).map_or(label, |at| &label[..at])
}

/// A label without the bracketed notes behind its first character.
fn without_notes(label: &str) -> String {
    let (out, _) = parted(label);
    if bones(&out).is_empty() { label.to_owned() } else { out }
}

/// The bracketed notes behind the first character of a label, as [`Variants`] compare them.
pub fn notes(label: &str) -> Vec<String> {
    let (_, notes) = parted(&half_width_of(label));
    notes.iter().map(|note| bones(note)).filter(|note| !note.is_empty()).collect()
}

/// A label without the bracketed notes behind its first character, and the notes.
fn parted(label: &str) -> (String, Vec<String>) {
    let (mut out, mut notes) = (String::new(), Vec::new());
    let mut depth = 0;
    for (at, c) in label.char_indices() {
        match c {
            c if is_opening(c) && at > 0 && (!out.is_empty() || depth > 0) => {
                depth += 1;
                notes.push(String::new());
            }
            ')' | ']' | '】' | '〕' if depth > 0 => depth -= 1,
            _ if depth == 0 => out.push(c),
            _ => notes.last_mut().into_iter().for_each(|note| note.push(c)),
        }
    }
    (out, notes)
}

/// Ordinals that stand before each other at most: `其中：（三）1.`
const MOST_ORDINALS: usize = 3;

/// A label without all the ordinals before it, those that people put before an official one, and the word that it is a
/// part: `（三）1.`, `其中：1.`, `3-1`.
fn without_ordinals(label: &str) -> &str {
    let part = label.strip_prefix("其中").map(|rest| rest.trim_start_matches([':', ',', '、']));
    let mut rest = part.filter(|rest| without_ordinal(rest).len() < rest.len()).unwrap_or(label);
    for _ in 0..MOST_ORDINALS {
        let bare = without_ordinal(rest);
        let bare = if bare.len() < rest.len() { bare } else { without_number(rest) };
        if bare.len() == rest.len() {
            break;
        }
        rest = bare;
    }
    rest
}

/// A label without the number that stands right before its words or before another number: `1属于国家秘密`, `3-1.`
fn without_number(label: &str) -> &str {
    let rest = label.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_before = |rest: &str| rest.starts_with(|c: char| is_ideograph(c) && !"年月日号件个项条次".contains(c));
    match rest.strip_prefix(['-', ':', '—']) {
        Some(behind) if rest.len() < label.len() && !behind.is_empty() => behind,
        _ if rest.len() < label.len() && label.len() - rest.len() <= 2 && is_before(rest) => rest,
        _ => label,
    }
}

/// A label without the ordinal before it: `一、`, `(三)`, `2.`, `(1)`, `①`.
pub fn without_ordinal(label: &str) -> &str {
    let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if let Some(rest) = label.strip_prefix(|c: char| matches!(c, '①'..='⒛' | '㈠'..='㈩' | 'Ⅰ'..='Ⅻ')) {
        return rest;
    }
    let inner = label.strip_prefix(['(', '（']).unwrap_or(label);
    let after = inner.trim_start_matches(digit);
    if after.len() == inner.len() {
        return label;
    }
    match (inner.len() < label.len(), after.chars().next()) {
        (true, Some(')' | '）')) | (false, Some('、' | '.' | '．' | ',' | ')')) => {
            let rest = &after[1.max(after.chars().next().map_or(0, char::len_utf8))..];
            if rest.is_empty() { label } else { rest }
        }
        _ => label,
    }
}
