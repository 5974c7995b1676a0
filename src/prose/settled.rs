//! Prose for a place where line ends have another meaning.

use std::ops::Range;

use super::braces::ranges;
use super::lines::parts_words;
use super::outline::{PartKind, outline};
use crate::filing::{LineEnds, ProseText};

/// The text of some prose for a place where line ends have another meaning: unchanged where they come to the same there.
pub fn settled(prose: &ProseText, ends: LineEnds) -> String {
    let opaque = ranges(&prose.text);
    let here = outline(&prose.text, prose.line_ends, &opaque).parts;
    let there = outline(&prose.text, ends, &opaque);
    if prose.line_ends == ends || here == there.parts && there.unsure.is_empty() {
        return prose.text.clone();
    }
    let mut out = String::new();
    for (number, part) in here.iter().enumerate() {
        // Rows and items stay together.
        let together = |a: PartKind, b: PartKind| {
            matches!((a, b), (PartKind::Row | PartKind::Rule, PartKind::Row | PartKind::Rule))
                || matches!((a, b), (PartKind::Item(_), PartKind::Item(_)))
        };
        if number > 0 {
            out.push_str(if together(here[number - 1].kind, part.kind) { "\n" } else { "\n\n" });
        }
        match part.kind {
            PartKind::Marked(marks) => out.push_str(&format!("{} ", "#".repeat(usize::from(marks)))),
            PartKind::Item(depth) => out.push_str(&format!("{}- ", "  ".repeat(depth))),
            PartKind::Typed(_) | PartKind::Paragraph(_) | PartKind::Row | PartKind::Rule => {}
        }
        for (line, next) in part.lines.iter().zip(part.lines.iter().skip(1).map(Some).chain([None])) {
            out.push_str(&prose.text[line.clone()]);
            let needs_space = |next: &Range<usize>| parts_words(&prose.text, line.end, next.start);
            out.push_str(if next.is_some_and(needs_space) { " " } else { "" });
        }
    }
    out
}
