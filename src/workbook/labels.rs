//! Labels as people write them, held against the official ones.
//!
//! Blanks, line breaks, quotation marks, punctuation and the width of characters make no difference; neither do a
//! bracketed note behind a label or an ordinal before it, as long as that leaves one label only.

use std::collections::HashMap;

use crate::characters::{half_width, shown_invisible};

/// Normalised forms of a label, the strictest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Variants([String; 4]);

impl Variants {
    /// The variants of a label.
    pub(super) fn of(label: &str) -> Self {
        let is_seen = |c: &char| !c.is_whitespace() && !shown_invisible(*c);
        let plain: String = label.chars().filter(is_seen).map(half_width).collect();
        // Two ways to write one word.
        let plain = plain.replace("其它", "其他");
        let both = |label: &str| (bones(label), bones(&without_notes(label)));
        let (whole, noteless) = both(&plain);
        let bare = without_ordinal(&plain);
        let (bare, bare_noteless) =
            if bare.len() == plain.len() { (whole.clone(), noteless.clone()) } else { both(bare) };
        Self([whole, noteless, bare, bare_noteless])
    }

    /// The variants of what is written in a cell; none when it is too long for a label or has no letters.
    pub(super) fn of_written(written: &str) -> Option<Self> {
        let short = written.len() <= 3 * LONGEST || written.chars().count() <= LONGEST;
        (short && written.chars().any(char::is_alphabetic)).then(|| Self::of(written))
    }
}

/// Labels and what each of them names.
#[derive(Debug, Clone)]
pub(super) struct Dictionary<T> {
    /// By strictness: the things that are called so.
    names: [HashMap<String, Vec<T>>; 4],
}

impl<T: Copy + PartialEq> Dictionary<T> {
    /// A dictionary of labels.
    pub(super) fn new<'a>(labels: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut names: [HashMap<String, Vec<T>>; 4] = Default::default();
        for (label, thing) in labels {
            for (level, variant) in Variants::of(label).0.into_iter().enumerate() {
                let things = names[level].entry(variant).or_default();
                if !things.contains(&thing) {
                    things.push(thing);
                }
            }
        }
        Self { names }
    }

    /// All things that have a name.
    pub(super) fn all(&self) -> impl Iterator<Item = T> + '_ {
        self.names[0].values().flatten().copied()
    }

    /// What a written label may name, by the strictest variant that names anything.
    pub(super) fn find(&self, written: &str) -> &[T] {
        Variants::of_written(written).map_or(&[], |variants| self.find_variants(&variants))
    }

    /// The same for a label whose variants are known.
    pub(super) fn find_variants(&self, variants: &Variants) -> &[T] {
        let found =
            |level: &usize| self.names[*level].get(&variants.0[*level]).filter(|_| !variants.0[*level].is_empty());
        (0..4).find_map(|level| found(&level)).map_or(&[], Vec::as_slice)
    }
}

/// Characters beyond which a text is no label; the longest official one has 36.
const LONGEST: usize = 160;

/// A label without brackets, quotation marks and punctuation.
fn bones(label: &str) -> String {
    let brackets = |c| matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '【' | '】' | '〔' | '〕' | '《' | '》');
    let quotes = |c| matches!(c, '“' | '”' | '"' | '‘' | '’' | '\'' | '「' | '」');
    let points = |c| matches!(c, '、' | '，' | ',' | '。' | '.' | '：' | ':' | '；' | ';' | '·' | '*');
    let strokes = |c| matches!(c, '/' | '／' | '-' | '—' | '_');
    label.chars().filter(|c| !(brackets(*c) || quotes(*c) || points(*c) || strokes(*c))).collect()
}

/// A label without the bracketed notes behind its first character.
fn without_notes(label: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    for (at, c) in label.char_indices() {
        match c {
            '(' | '[' | '【' | '〔' if at > 0 && (!out.is_empty() || depth > 0) => depth += 1,
            ')' | ']' | '】' | '〕' if depth > 0 => depth -= 1,
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    if bones(&out).is_empty() { label.to_owned() } else { out }
}

/// A label without the ordinal before it: `一、`, `(三)`, `2.`, `(1)`, `①`.
fn without_ordinal(label: &str) -> &str {
    let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if let Some(rest) = label.strip_prefix(|c: char| ('①'..='⑳').contains(&c)) {
        return rest;
    }
    let inner = label.strip_prefix('(').unwrap_or(label);
    let after = inner.trim_start_matches(digit);
    if after.len() == inner.len() {
        return label;
    }
    match (inner.len() < label.len(), after.chars().next()) {
        (true, Some(')')) | (false, Some('、' | '.' | ',' | ')')) => {
            let rest = &after[1.max(after.chars().next().map_or(0, char::len_utf8))..];
            if rest.is_empty() { label } else { rest }
        }
        _ => label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_however_they_are_written() {
        let labels = [
            "（七）总计",
            "行政规范性文件",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "本年收费金额（单位：万元）",
        ];
        let dictionary = Dictionary::new(labels.into_iter().zip(0..));
        for (written, number) in [
            ("(七) 总计", 0),
            ("总计", 0),
            ("行政规范性\n文件", 1),
            ("行政\u{200B}规范性\u{AD}文件\u{A0}", 1),
            ("\u{FEFF}2.其他法律\u{200D}行政法规禁止公开", 2),
            ("行政规范性文件（含修订）", 1),
            ("2．其他法律、行政法规禁止公开", 2),
            ("其他法律行政法规禁止公开", 2),
            ("3、危及\"三安全一稳定\"", 3),
            ("本年收费金额", 4),
            ("本年收费金额(单位:万元)", 4),
        ] {
            assert_eq!(dictionary.find(written), [number], "{written}");
        }
        assert!(dictionary.find("规章").is_empty() && dictionary.find("（）").is_empty());
    }
}
