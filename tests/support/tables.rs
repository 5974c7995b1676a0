//! Tables as they lie on a page: rows and fields from the lines drawn, texts from the characters between them.

use super::built::without_spaces;
use super::pdf::{Glyph, POINT, Page, Rule};

/// How thick the lines of tables are, in points.
const THICKNESS: f64 = 0.5;

/// Lines that lie closer than this, in millimetres, are one line.
const SAME: f64 = 0.2;

/// What lies of a table on one page; lengths in millimetres.
#[derive(Debug)]
pub struct Piece {
    /// Left edge.
    pub left: f64,
    /// Right edge.
    pub right: f64,
    /// Upper edge.
    pub top: f64,
    /// Lower edge.
    pub bottom: f64,
    /// Its rows, as the last column divides them.
    pub rows: Vec<Vec<String>>,
}

/// The tables on a page, from top to bottom.
pub fn pieces(page: &Page) -> Vec<Piece> {
    let is_table = |rule: &&Rule| !rule.furniture && (rule.thickness / POINT - THICKNESS).abs() < 0.01;
    let rules: Vec<Rule> = page.rules.iter().filter(is_table).copied().collect();
    let mut upright: Vec<&Rule> = rules.iter().filter(|rule| rule.bottom - rule.top > SAME).collect();
    upright.sort_by(|a, b| a.top.total_cmp(&b.top));
    let mut heights: Vec<(f64, f64)> = Vec::new();
    for rule in upright {
        match heights.last_mut() {
            Some((_, bottom)) if rule.top <= *bottom + SAME => *bottom = bottom.max(rule.bottom),
            _ => heights.push((rule.top, rule.bottom)),
        }
    }
    heights.into_iter().map(|(top, bottom)| piece(page, &rules, top, bottom)).collect()
}

/// The table between two heights.
fn piece(page: &Page, rules: &[Rule], top: f64, bottom: f64) -> Piece {
    let within = |rule: &&Rule| rule.top >= top - SAME && rule.bottom <= bottom + SAME;
    let rules: Vec<&Rule> = rules.iter().filter(within).collect();
    let left = rules.iter().map(|rule| rule.left).fold(f64::INFINITY, f64::min);
    let right = rules.iter().map(|rule| rule.right).fold(0.0, f64::max);
    let last_column = right - 1.0;
    let level = |rule: &&&Rule| rule.bottom - rule.top < SAME && rule.left < last_column && rule.right > last_column;
    let heights = distinct(rules.iter().filter(level).map(|rule| rule.top));
    let rows = heights.windows(2).map(|pair| {
        let middle = (pair[0] + pair[1]) / 2.0;
        let crosses = |rule: &&&Rule| rule.top < middle && rule.bottom > middle;
        let edges = distinct(rules.iter().filter(crosses).map(|rule| rule.left));
        edges.windows(2).map(|edge| text(page, (edge[0], edge[1]), (pair[0], pair[1]))).collect()
    });
    Piece { left, right, top, bottom, rows: rows.collect() }
}

/// Values in order, those that are nearly the same only once.
fn distinct(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.dedup_by(|a, b| *a - *b < SAME);
    values
}

/// The text in a field, without spaces.
fn text(page: &Page, across: (f64, f64), down: (f64, f64)) -> String {
    let inside = |range: (f64, f64), value: f64| value > range.0 && value < range.1;
    let field = |glyph: &&Glyph| inside(across, glyph.middle()) && inside(down, (glyph.top() + glyph.bottom()) / 2.0);
    let text: String = page.glyphs.iter().filter(field).map(|glyph| glyph.text.as_str()).collect();
    without_spaces(&text)
}
