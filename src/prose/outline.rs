//! Prose cut into lines, and lines joined into what they are: headings, paragraphs, items, rows of a table.
//!
//! Prose is what people type or paste, not Markdown. Marks have a meaning only where the guide gives them one: `#` and
//! `##` before a heading, `- ` before an item, `|` around the cells of a table. Typed numbers make headings as in any
//! official document. A line end is a paragraph, except where an editor wrapped a sentence.

use std::ops::Range;

use super::breaks::{self, Joint};
use super::lines::{self, LineMark, lines};
use super::numbering::{Style, Typed};
use crate::filing::LineEnds;

/// What some lines are together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// A heading with that many `#`, which are not in its lines.
    Marked(u8),
    /// A heading with a typed number.
    Typed(Typed),
    /// A paragraph; perhaps it begins with a heading that ends at that byte of the text, with its typed number.
    Paragraph(Option<(Typed, usize)>),
    /// An item of a list, that many lists deep; its `- ` is not in its lines.
    Item(usize),
    /// A row of a table.
    Row,
    /// The line of strokes below the head of a table.
    Rule,
}

/// Some lines that belong together, as ranges of the text without indents and line ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlinePart {
    /// What they are.
    pub kind: PartKind,
    /// The lines.
    pub lines: Vec<Range<usize>>,
}

/// A text cut up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// What it consists of, in order.
    pub parts: Vec<OutlinePart>,
    /// Line ends of which it cannot be told whether they are paragraphs: the place, and whether one was made.
    pub unsure: Vec<(usize, bool)>,
}

/// Characters that a heading has at most; longer ones are paragraphs.
const LONGEST_HEADING: usize = 40;

/// Characters that a heading marked as one has at most; no bookmark can hold many more.
const LONGEST_MARKED: usize = 400;

/// Cuts a text up. Line ends inside the ranges of `opaque` are none.
pub fn outline(text: &str, ends: LineEnds, opaque: &[Range<usize>]) -> Outline {
    let lines = lines(text, opaque);
    let joints = match ends {
        LineEnds::Wrapped => breaks::joints(text, &lines),
        LineEnds::Paragraphs => vec![Joint::Break; lines.len()],
    };
    let mut outline = Outline::default();
    let mut depths = Vec::new();
    let mut number = 0;
    while number < lines.len() {
        let first = number;
        number += 1;
        let mark = lines[first].mark;
        if matches!(mark, LineMark::Item | LineMark::Plain | LineMark::Typed(_)) {
            while number < lines.len() && joints[number - 1].joins() {
                number += 1;
            }
        }
        let ranges: Vec<Range<usize>> = lines[first..number].iter().map(|line| line.range.clone()).collect();
        let kind = match mark {
            LineMark::Blank => continue,
            LineMark::Heading(_) if text[ranges[0].clone()].chars().count() > LONGEST_MARKED => {
                PartKind::Paragraph(None)
            }
            LineMark::Heading(marks) => PartKind::Marked(marks),
            LineMark::Item => PartKind::Item(depth(&mut depths, lines[first].spaces)),
            LineMark::Row => PartKind::Row,
            LineMark::Plain => PartKind::Paragraph(None),
            LineMark::Typed(typed) => titled(text, &ranges, typed),
        };
        if !matches!(kind, PartKind::Item(_)) {
            depths.clear();
        }
        outline.parts.push(OutlinePart { kind, lines: ranges });
    }
    tables(text, ends, &mut outline.parts);
    let unsure = joints.iter().zip(&lines).filter(|(joint, _)| joint.is_unsure());
    outline.unsure = unsure.map(|(joint, line)| (line.range.end, !joint.joins())).collect();
    outline
}

/// How deep an item with that many spaces before it is.
fn depth(open: &mut Vec<usize>, spaces: usize) -> usize {
    while open.last().is_some_and(|last| *last > spaces) {
        open.pop();
    }
    if open.last() != Some(&spaces) && open.len() < super::MOST_DEPTH {
        open.push(spaces);
    }
    open.len().saturating_sub(1)
}

/// Whether a typed number makes a heading: alone on its line, or running into the text after it.
fn titled(text: &str, lines: &[Range<usize>], typed: Typed) -> PartKind {
    let first = &lines[0];
    let body = &text[first.start + typed.length..first.end];
    let short = |title: &str| title.chars().count() <= LONGEST_HEADING;
    // What is counted off in a sentence is no heading.
    let open = ['；', ';', '，', '、', '！', '？'];
    let Some(end) = body.find(['。', '：']) else {
        let alone = lines.len() == 1 && !body.is_empty() && short(body) && !body.ends_with(open);
        return if alone { PartKind::Typed(typed) } else { PartKind::Paragraph(None) };
    };
    let mark = body[end..].chars().next().map_or(0, char::len_utf8);
    let (title, rest) = body.split_at(end + mark);
    let clauses = title.contains(['；', '！', '？']) || !short(title);
    if clauses || title.chars().count() < 3 {
        return PartKind::Paragraph(None);
    }
    if rest.trim().is_empty() && lines.len() == 1 {
        // One short sentence by itself may be a title at the highest level, elsewhere and with commas it is a sentence.
        let sentence = title.ends_with('。') && (title.contains('，') || typed.style.level() > 1);
        return if sentence { PartKind::Paragraph(None) } else { PartKind::Typed(typed) };
    }
    let counted = matches!(typed.style, Style::Circled) || rest.trim_end().ends_with('；');
    PartKind::Paragraph((!counted).then_some((typed, first.start + typed.length + end + mark)))
}

/// How many rows stand line by line at the beginning of some parts; a blank line ends a table, except where every line
/// is a paragraph of its own.
fn rows_on(text: &str, ends: LineEnds, parts: &[OutlinePart]) -> usize {
    let rows = parts.iter().take_while(|part| part.kind == PartKind::Row).count();
    if ends == LineEnds::Paragraphs {
        return rows;
    }
    let is_apart = |pair: &[OutlinePart]| {
        let between = text[pair[0].lines[0].end..pair[1].lines[0].start].replace("\r\n", "\n");
        between.chars().filter(|c| lines::is_line_end(*c)).count() > 1
    };
    parts[..rows].windows(2).position(is_apart).map_or(rows, |last| last + 1)
}

/// Makes rows without a line of strokes paragraphs, as they were typed.
fn tables(text: &str, ends: LineEnds, parts: &mut [OutlinePart]) {
    let is_rule = |part: &OutlinePart| {
        let row = &text[part.lines[0].clone()];
        row.contains('-') && row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
    };
    let mut at = 0;
    while at < parts.len() {
        let rows = rows_on(text, ends, &parts[at..]);
        let sound = rows >= 2 && is_rule(&parts[at + 1]);
        for (number, part) in parts[at..at + rows].iter_mut().enumerate() {
            // A line of strokes further down is below the head of another table; a single stroke may stand for nothing.
            part.kind = match number {
                0 if sound => PartKind::Row,
                1 if sound => PartKind::Rule,
                _ if sound && is_rule(part) && text[part.lines[0].clone()].contains("---") => PartKind::Rule,
                _ if sound => PartKind::Row,
                _ => PartKind::Paragraph(None),
            };
        }
        at += rows.max(1);
    }
}
