//! A text cut into lines, each with what it is by itself.

use std::ops::Range;

use super::numbering::Typed;
use crate::characters::{half_width, is_chinese, shown_invisible};

/// One line.
#[derive(Debug, Clone)]
pub(super) struct ProseLine {
    /// Where it stands, without indent and line end.
    pub range: Range<usize>,
    /// Whether it is indented as the first line of a paragraph is.
    pub indented: bool,
    /// Spaces before it.
    pub spaces: usize,
    /// What it is by itself.
    pub mark: LineMark,
}

/// What a line is by its first characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineMark {
    Blank,
    Heading(u8),
    Typed(Typed),
    Item,
    Row,
    Plain,
}

/// The lines of a text.
pub(super) fn lines(text: &str, opaque: &[Range<usize>]) -> Vec<ProseLine> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut hidden = opaque.iter().peekable();
    let breaks = text.char_indices().filter(|(_, c)| is_line_end(*c));
    for (at, length) in breaks.map(|(at, c)| (at, c.len_utf8())).chain([(text.len(), 0)]) {
        while hidden.next_if(|range| range.end <= at).is_some() {}
        if hidden.peek().is_some_and(|range| range.start <= at && at < range.end) {
            continue;
        }
        // CR and LF are one line end.
        if !(text[start..at].is_empty() && start > 0 && text[..at].ends_with('\r') && text[at..].starts_with('\n')) {
            lines.push(line(text, start..at));
        }
        start = at + length;
    }
    lines
}

/// Whether a character ends a line: those of files, and those by which editors break a line or a page within their texts.
pub fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// One line, with what it is by itself.
fn line(text: &str, whole: Range<usize>) -> ProseLine {
    let indent = |c: char| c.is_whitespace() || shown_invisible(c);
    let body = text[whole.clone()].trim_start_matches(indent);
    let before = &text[whole.start..whole.end - body.len()];
    let body = body.trim_end_matches(indent);
    let start = whole.start + before.len();
    let spaces = before.chars().filter(|c| matches!(c, ' ' | '\u{A0}')).count();
    let indented = before.contains(['\u{3000}', '\t']) || spaces >= 4;
    let (mark, skip) = mark(body);
    let skipped = &body[skip..];
    let start = start + skip + (skipped.len() - skipped.trim_start_matches(indent).len());
    ProseLine { range: start..start.max(whole.start + before.len() + body.len()), indented, spaces, mark }
}

/// What a line is by its first characters, and the bytes of marks that are not printed.
fn mark(body: &str) -> (LineMark, usize) {
    let marks = body.len() - body.trim_start_matches('#').len();
    let title = &body[marks..];
    // `#标题` is a heading, `#1` and `#话题#` are not.
    let spaced = title.starts_with([' ', '\u{3000}', '\t', '\u{A0}']);
    let unspaced = marks <= 3 && title.starts_with(is_chinese) && !title.contains('#');
    if (1..=6).contains(&marks) && (spaced && !title.trim().is_empty() || unspaced || title.is_empty() && body == "#") {
        return (LineMark::Heading(u8::try_from(marks).unwrap_or(6)), marks);
    }
    // What is no part of a sentence stands alone, as a row does.
    if body.starts_with('|') || is_page_number(body) {
        return (LineMark::Row, 0);
    }
    if let Some(rest) = body.strip_prefix("- ").or_else(|| without_bullet(body)).filter(|rest| !rest.trim().is_empty())
    {
        return (LineMark::Item, body.len() - rest.len());
    }
    match Typed::of(body) {
        _ if body.is_empty() => (LineMark::Blank, 0),
        Some(typed) => (LineMark::Typed(typed), 0),
        None => (LineMark::Plain, 0),
    }
}

/// Characters of a line at most that is the number of a page.
const LONGEST_PAGE_NUMBER: usize = 16;

/// Whether a line is the number of a page between its strokes, as it is pasted along: `- 2 -`, `—3—`.
fn is_page_number(line: &str) -> bool {
    if line.chars().take(LONGEST_PAGE_NUMBER + 1).count() > LONGEST_PAGE_NUMBER {
        return false;
    }
    let line: String = line.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
    let is_stroke = |c: char| matches!(c, '-' | '—' | '–' | '―' | '─' | '·');
    let is_number = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let between = line.strip_prefix(is_stroke).and_then(|rest| rest.strip_suffix(is_stroke));
    between.is_some_and(is_number)
}

/// Marks that editors put before the items of a list, and letters that are such marks in their faces of symbols.
const BULLETS: [char; 14] = ['•', '●', '○', '■', '□', '◆', '◇', '▶', '►', '➢', '➤', '▪', 'Ø', '§'];
const LETTERS: [char; 6] = ['u', 'l', 'n', 'v', 'p', 'q'];

/// A line without the mark of a list that an editor put before it: one with a tab behind it, one that only a face of
/// symbols shows, or `Ø ` and `• `.
fn without_bullet(body: &str) -> Option<&str> {
    let mark = body.chars().next()?;
    let behind = &body[mark.len_utf8()..];
    let rest = behind.trim_start();
    let gap = &behind[..behind.len() - rest.len()];
    let is_of_symbols = matches!(mark, '\u{F021}'..='\u{F0FF}');
    let is_spaced = !gap.is_empty() && matches!(mark, 'Ø' | '•' | '➢' | '➤');
    let is_tabbed = gap.contains('\t') && (BULLETS.contains(&mark) || LETTERS.contains(&mark));
    (is_of_symbols || is_spaced || is_tabbed).then_some(rest)
}

/// Whether a line end inside a paragraph parts two Latin words; beside Chinese it is nothing.
pub(super) fn parts_words(text: &str, end: usize, start: usize) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c.is_ascii_punctuation());
    latin(text[..end].chars().next_back()) && latin(text[start..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_of_editors_begin_items() {
        for line in [
            "Ø\t公示栏公开",
            "Ø 公示栏公开",
            "\u{F0D8}\t公示栏公开",
            "\u{F0D8}公示栏公开",
            "●\t公示栏公开",
            "u\t公示栏公开",
        ] {
            let cut = lines(line, &[]);
            assert_eq!((cut[0].mark, &line[cut[0].range.clone()]), (LineMark::Item, "公示栏公开"), "{line}");
        }
        for line in ["● 公示栏公开", "◆公示栏公开", "un\t公示", "Øresund桥", "√\t公示栏公开", "●\t"]
        {
            assert_eq!(lines(line, &[])[0].mark, LineMark::Plain, "{line}");
        }
    }

    #[test]
    fn numbers_of_pages_are_no_items() {
        for line in ["- 2 -", "— 2 —", "－12－", "—3—", "·4·"] {
            assert!(is_page_number(line), "{line}");
            assert_eq!(lines(line, &[])[0].mark, LineMark::Row, "{line}");
        }
        for line in ["- 2", "2", "-2025-", "第3条", "- 2项 -", "——", "第 3 页", "-"] {
            assert!(!is_page_number(line), "{line}");
        }
    }
}
