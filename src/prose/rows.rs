//! Rows of small tables: `| 名称 | 件数 |`, `\\|` for a stroke inside of a cell.

use std::ops::Range;

use super::braces::is_inside;

/// The cells of a row, as ranges of its text; a stroke in an expression or behind a `\\` parts none.
pub fn cells(text: &str, row: &Range<usize>, opaque: &[Range<usize>]) -> Vec<Range<usize>> {
    let strokes = text[row.clone()].match_indices('|').map(|(at, _)| row.start + at);
    let strokes = strokes.filter(|at| !text[row.start..*at].ends_with('\\') && !is_inside(opaque, *at));
    let mut cells = Vec::new();
    let mut start = row.start;
    for stroke in strokes {
        cells.push(start..stroke);
        start = stroke + 1;
    }
    if !text[start..row.end].trim().is_empty() {
        cells.push(start..row.end);
    }
    // What stands before the first stroke is nothing.
    cells.remove(0);
    cells
}

/// What is printed of the text of a cell: `\\|` is a stroke.
pub(super) fn unescaped(text: &str) -> String {
    text.replace("\\|", "|")
}
