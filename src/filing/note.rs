//! Notes behind a number, however they are worded, and units in brackets there.

use crate::characters::{half_width, is_raised};

/// How a note without brackets begins.
const NOTES: &[&str] = &["备注：", "备注:", "注：", "注:"];

/// Characters of units.
const UNITS: &str = "百千万亿元整件项条个宗次份例起";

/// Whether some words are a unit.
fn is_unit(words: &str) -> bool {
    words.chars().all(|c| UNITS.contains(c))
}

/// The unit that a note consists of: `（万元）`.
pub(super) fn bracketed_unit(note: &str) -> Option<&str> {
    let unit = note.strip_prefix(['（', '(', '【', '〔', '['])?.strip_suffix(['）', ')', '】', '〕', ']'])?.trim();
    Some(unit).filter(|unit| !unit.is_empty() && is_unit(unit))
}

/// Whether a note in brackets has figures between or behind its brackets, which are figures of their own: `（本级）20（下级）`.
pub(super) fn has_other_figure(note: &str) -> bool {
    let mut depth = 0_usize;
    let is_outside = |c: char| {
        match c {
            '（' | '(' | '【' | '〔' | '[' => depth += 1,
            '）' | ')' | '】' | '〕' | ']' => depth = depth.saturating_sub(1),
            _ => return depth == 0 && half_width(c).is_ascii_digit(),
        }
        false
    };
    // 22（含修订）注：另有1件: words may have figures.
    let words = NOTES.iter().chain(PARTS).filter_map(|word| note.find(word)).min().unwrap_or(note.len());
    note.starts_with(['（', '(', '【', '〔', '[']) && note[..words].chars().any(is_outside)
}

/// How a note begins that says what a figure holds.
const PARTS: &[&str] = &["其中", "包含", "包括", "含", "不含", "另有"];

/// What follows a figure right behind it or behind a mark and says what it holds, `12，含失效2件`, as a note in brackets.
fn split_part(text: &str) -> Option<(&str, String)> {
    let at = PARTS.iter().filter_map(|word| text.find(word)).min()?;
    let figure = text[..at].trim_end_matches(|c: char| c.is_whitespace() || "，,；;、：:".contains(c));
    let digits = figure.trim_end_matches(|c| UNITS.contains(c));
    let is_figure = digits.chars().all(|c| half_width(c).is_ascii_digit() || matches!(half_width(c), '.' | ','));
    let note = text[at..].trim_end_matches(['。', '；', ';', '，', ',']);
    let is_note = !digits.is_empty() && is_figure && !text.contains('\n');
    is_note.then(|| (figure, format!("（{note}）")))
}

/// Splits a note off a number: one in brackets at the end, however it is worded, what begins with `注：` or says what the
/// number holds, words on a line of their own, or the digit of a note above the line.
pub(super) fn split_note(text: &str) -> (&str, Option<String>) {
    let (whole, note) = split_words(text);
    // A digit above the line refers to a note.
    let figure = whole.trim_end_matches(is_raised);
    if figure.len() == whole.len() || figure.is_empty() {
        return (whole, note);
    }
    (figure.trim_end(), Some(whole[figure.len()..].to_owned() + &note.unwrap_or_default()))
}

/// The same for notes in words.
fn split_words(text: &str) -> (&str, Option<String>) {
    if let Some((figure, note)) = split_part(text) {
        return (figure, Some(note));
    }
    let bracket = text.find(['（', '(', '【', '〔', '[']).filter(|at| !text[..*at].trim().is_empty());
    let word = NOTES.iter().filter_map(|word| text.find(word)).min();
    // A unit may stand there as well.
    let is_words = |rest: &str| rest.starts_with(char::is_alphabetic) && !is_unit(rest);
    let line = text.find('\n').filter(|at| is_words(text[*at..].trim_start()));
    let is_closed = |at: usize| {
        word.is_some_and(|word| word > at)
            || text.trim_end_matches(['。', '；', ';']).ends_with(['）', ')', '】', '〕', ']'])
    };
    let at = match bracket {
        Some(bracket) if [word, line].into_iter().flatten().all(|at| bracket < at) => {
            Some(bracket).filter(|at| is_closed(*at))
        }
        _ => word.into_iter().chain(line).min(),
    };
    at.map_or((text, None), |at| (text[..at].trim(), Some(text[at..].trim_start().to_owned())))
}
