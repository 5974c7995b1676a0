//! Tables: cells between lines that are drawn.

mod areas;
mod meeting;

use std::collections::BTreeSet;
use std::ops::Range;

use areas::{FieldArea, rectangles};
use kurbo::{Point, Rect};
use meeting::{Groups, connected, merged};

use super::drawn::{DrawnGlyph, DrawnLine, DrawnPage, NEAR};
use super::lines::{GlyphLine, lines_of_cell};
use crate::published::page::Unread;

/// Fields that a table may have.
const MOST_FIELDS: usize = 50_000;

/// A table on a page.
#[derive(Debug)]
pub(super) struct RuledTable {
    /// Where it lies.
    pub area: Rect,
    /// Where its columns begin, and the last ends.
    pub columns: Vec<f64>,
    /// How many rows it has.
    pub rows: u32,
    /// Its cells, row by row.
    pub cells: Vec<RuledCell>,
    /// Whether it is open above and below, where a page has cut it.
    pub open: (bool, bool),
    /// The rows that a page begins with, but for the first.
    pub seams: Vec<u32>,
}

impl RuledTable {
    /// The number of the place in some columns that is nearest to where each of its own begins; none where one is far.
    fn numbers(&self, columns: &[f64]) -> Option<Vec<u32>> {
        let away = |own: f64, at: usize| (columns[at] - own).abs();
        let nearest = |own: f64| (0..columns.len()).min_by(|one, other| away(own, *one).total_cmp(&away(own, *other)));
        let near = |own: f64| nearest(own).filter(|at| away(own, *at) <= NEAR);
        self.columns.iter().map(|own| near(*own).map(number)).collect()
    }

    /// Where the cells of some of its rows begin and end.
    pub(super) fn columns_of(&self, rows: Range<u32>) -> Vec<f64> {
        let cells = self.cells.iter().filter(|cell| cell.row < rows.end && cell.row + cell.height > rows.start);
        let ends = cells.flat_map(|cell| [cell.column, cell.column + cell.width]);
        let ends: BTreeSet<u32> = ends.collect();
        ends.into_iter().filter_map(|column| self.columns.get(column as usize).copied()).collect()
    }

    /// Lets its cells cover some columns that its own are among.
    pub(super) fn refit(&mut self, columns: &[f64]) {
        let Some(numbers) = self.numbers(columns) else { return };
        for cell in &mut self.cells {
            let place = |column: u32| numbers.get(column as usize).copied().unwrap_or(column);
            let (start, end) = (place(cell.column), place(cell.column + cell.width));
            (cell.column, cell.width) = (start, end.saturating_sub(start).max(1));
        }
        self.columns = columns.to_vec();
    }
}

/// Whether some places are all among others.
pub(super) fn are_among(places: &[f64], others: &[f64]) -> bool {
    places.iter().all(|own| others.iter().any(|other| (other - own).abs() <= NEAR))
}

/// A place as a number.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A cell of such a table.
#[derive(Debug, Clone)]
pub(super) struct RuledCell {
    /// Its first row, from 0.
    pub row: u32,
    /// Its first column, from 0.
    pub column: u32,
    /// How many columns it covers.
    pub width: u32,
    /// How many rows it covers.
    pub height: u32,
    /// What stands in it.
    pub text: String,
    /// How many runs of its characters are struck out or seen by nobody.
    pub unread: Unread,
}

/// The tables of a page, from above to below.
pub(super) fn tables(page: &DrawnPage) -> Vec<RuledTable> {
    let lines = merged(&page.lines);
    let mut tables: Vec<RuledTable> =
        connected(&lines).into_iter().filter_map(|group| table(&group, &page.glyphs)).collect();
    tables.sort_by(|one, other| one.area.y0.total_cmp(&other.area.y0));
    // What is drawn within a cell is no table of its own.
    let areas: Vec<Rect> = tables.iter().map(|table| table.area).collect();
    let is_within = |area: &Rect| {
        areas.iter().any(|other| other != area && other.contains(area.center()) && other.area() > area.area())
    };
    tables.retain(|table| !is_within(&table.area));
    tables
}

/// Places of which those that are near each other are one, in their middle: cells with room between them have two lines,
/// and those of a table that touches theirs lie beside these.
pub(super) fn places(mut all: Vec<f64>) -> Vec<f64> {
    all.sort_by(f64::total_cmp);
    let mut places: Vec<(f64, f64)> = Vec::new();
    for at in all {
        match places.last_mut() {
            Some((first, last)) if at - *last <= NEAR && at - *first <= 2.0 * NEAR => *last = at,
            _ => places.push((at, at)),
        }
    }
    places.into_iter().map(|(first, last)| first.midpoint(last)).collect()
}

/// The table that lines which meet draw; none where there are no two cells.
fn table(lines: &[DrawnLine], glyphs: &[DrawnGlyph]) -> Option<RuledTable> {
    let of = |is_level: bool| lines.iter().filter(move |line| line.is_level == is_level);
    // A table may be open at its sides: the ends of its level lines are where it ends.
    let columns = places(of(false).map(|line| line.at).chain(of(true).flat_map(|line| [line.from, line.to])).collect());
    let mut rows = places(of(true).map(|line| line.at).collect());
    let open = open_ends(&mut rows, lines, glyphs);
    let (width, height) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
    if width * height < 2 || width * height > MOST_FIELDS {
        return None;
    }
    let covers = |is_level: bool, at: f64, middle: f64| {
        of(is_level).any(|line| (line.at - at).abs() <= NEAR && line.from <= middle && middle <= line.to)
    };
    let mut groups = Groups::new(width * height);
    for row in 0..height {
        for column in 0..width {
            let (x, y) = (columns[column].midpoint(columns[column + 1]), rows[row].midpoint(rows[row + 1]));
            if column + 1 < width && !covers(false, columns[column + 1], y) {
                groups.join(row * width + column, row * width + column + 1);
            }
            if row + 1 < height && !covers(true, rows[row + 1], x) {
                groups.join(row * width + column, (row + 1) * width + column);
            }
        }
    }
    let field = |at: Point| {
        let place = |starts: &[f64], at: f64| starts.partition_point(|start| *start <= at).checked_sub(1);
        let (row, column) = (place(&rows, at.y)?, place(&columns, at.x)?);
        (row < height && column < width).then_some(row * width + column)
    };
    // The characters of each group, by its first field.
    let mut inside = vec![Vec::new(); width * height];
    for glyph in glyphs {
        if let Some(field) = field(glyph.middle()) {
            inside[groups.of(field)].push(glyph);
        }
    }
    let is_closed = |column: usize| of(false).any(|line| (line.at - columns[column]).abs() <= NEAR);
    let mut cells = Vec::new();
    for fields in groups.all() {
        let glyphs = std::mem::take(&mut inside[fields[0]]);
        for (area, glyphs) in rectangles(&fields, width, glyphs, |glyph| field(glyph.middle())) {
            let FieldArea { rows: (row, last_row), columns: (column, last_column) } = area;
            // Beside a table that touches a wider one nothing is drawn.
            let is_beside = |at: usize| !covers(false, columns[at], rows[row].midpoint(rows[row + 1])) && is_closed(at);
            if glyphs.is_empty() && (column == 0 && is_beside(0) || last_column + 1 == width && is_beside(width)) {
                continue;
            }
            let cell_width = columns[last_column + 1] - columns[column];
            cells.push(RuledCell {
                row: number(row),
                column: number(column),
                width: number(last_column - column + 1),
                height: number(last_row - row + 1),
                ..cell(glyphs, cell_width)
            });
        }
    }
    let area = Rect::new(columns[0], rows[0], columns[width], rows[height]);
    let rows = number(height);
    (cells.len() > 1).then_some(RuledTable { area, columns, rows, cells, open, seams: Vec::new() })
}

/// Adds the ends of a table that is open above or below: a page has cut it there, and no line is drawn. Two upright
/// lines go on beyond the last level one, and something stands between them.
fn open_ends(rows: &mut Vec<f64>, lines: &[DrawnLine], glyphs: &[DrawnGlyph]) -> (bool, bool) {
    let (Some(top), Some(bottom)) = (rows.first().copied(), rows.last().copied()) else { return (false, false) };
    let upright = || lines.iter().filter(|line| !line.is_level);
    let end = |beyond: &dyn Fn(&DrawnLine) -> Option<(f64, f64)>| {
        let open: Vec<(&DrawnLine, (f64, f64))> = upright().filter_map(|line| Some((line, beyond(line)?))).collect();
        let (left, right) =
            open.iter().fold((f64::MAX, f64::MIN), |(l, r), (line, _)| (l.min(line.at), r.max(line.at)));
        let (from, to) = open.iter().fold((f64::MAX, f64::MIN), |(f, t), (_, (from, to))| (f.min(*from), t.max(*to)));
        let area = (open.len() > 1 && to - from > 2.0 * NEAR).then(|| Rect::new(left, from, right, to))?;
        glyphs.iter().any(|glyph| area.contains(glyph.middle())).then_some(area)
    };
    let below = end(&|line| (line.to > bottom + NEAR).then_some((bottom, line.to)));
    // The last line of a label may hang out below.
    let hangs = |area: &Rect, glyph: &DrawnGlyph| {
        let at = glyph.middle();
        (area.x0..=area.x1).contains(&at.x) && at.y > area.y1 && at.y < area.y1 + 1.2 * glyph.size
    };
    let below = below.map(|area| {
        let hanging = glyphs.iter().filter(|glyph| hangs(&area, glyph));
        hanging.fold(area.y1, |end, glyph| end.max(glyph.middle().y + glyph.size / 2.0))
    });
    let above = end(&|line| (line.from < top - NEAR).then_some((line.from, top))).map(|area| area.y0);
    rows.extend(below);
    rows.splice(0..0, above);
    (above.is_some(), below.is_some())
}

/// A cell so wide that holds some characters; where it stands is not said yet.
fn cell(glyphs: Vec<&DrawnGlyph>, width: f64) -> RuledCell {
    let lines = lines_of_cell(glyphs);
    let mut unread = Unread::default();
    lines.iter().for_each(|line| unread.add(line.unread));
    let text = text(&lines, width, &mut unread.wrapped);
    RuledCell { row: 0, column: 0, width: 1, height: 1, text, unread }
}

/// Room that word processors leave at both sides of a cell's text.
const MARGINS: f64 = 11.0;

/// Whether the figure on a line goes on in the next for want of room in a cell so wide: not one digit more had any.
fn is_wrapped(line: &GlyphLine, next: &GlyphLine, width: f64) -> bool {
    let is_count = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    let room = width - MARGINS - (line.right - line.left);
    let is_below = next.baseline - line.baseline > 0.5 * line.size;
    is_below && is_count(&line.text) && is_count(&next.text) && line.text.len() > 1 && room < 0.55 * line.size
}

/// The text of a cell so wide: its lines one behind the other, but for figures below each other; those that go on for want
/// of room are counted.
fn text(lines: &[GlyphLine], width: f64, wrapped: &mut usize) -> String {
    if let [line, next] = lines
        && is_wrapped(line, next, width)
    {
        *wrapped += 1;
        return format!("{}{}", line.text, next.text);
    }
    let is_figure = |text: &str| text.chars().all(|c| c.is_ascii_digit() || " .,，-".contains(c));
    let mut text = String::new();
    for line in lines {
        let is_apart = text.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric())
            && line.text.starts_with(|c: char| c.is_ascii_alphanumeric());
        match is_apart {
            true if is_figure(&text) && is_figure(&line.text) => text.push('\n'),
            true => text.push(' '),
            false => {}
        }
        text.push_str(&line.text);
    }
    text
}

/// Whether a character stands in one of some tables.
pub(super) fn is_inside(tables: &[RuledTable], at: Point) -> bool {
    tables.iter().any(|table| table.area.contains(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_said_by_one_cell() {
        let line = |is_level: bool, at: f64, from: f64, to: f64| DrawnLine { is_level, at, from, to };
        let around = [line(true, 0.0, 0.0, 40.0), line(true, 40.0, 0.0, 40.0)];
        let sides = [line(false, 0.0, 0.0, 40.0), line(false, 40.0, 0.0, 40.0)];
        // The upper right field is a cell, the others are one around it.
        let corner = [line(false, 20.0, 0.0, 20.0), line(true, 20.0, 20.0, 40.0)];
        let glyph = DrawnGlyph::of_ten;
        let glyphs = vec![glyph("甲", 5.0, 14.0), glyph("乙", 25.0, 14.0), glyph("丙", 25.0, 34.0)];
        let lines = [&around[..], &sides, &corner].concat();
        let found = tables(&DrawnPage { lines, glyphs, ..DrawnPage::default() });
        let texts: Vec<&str> = found.iter().flat_map(|table| &table.cells).map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["甲丙", "乙"]);
    }

    #[test]
    fn a_figure_that_its_cell_has_no_room_for_is_one() {
        let line = |is_level: bool, at: f64, from: f64, to: f64| DrawnLine { is_level, at, from, to };
        let glyph = |text: &str, left: f64, baseline: f64| DrawnGlyph {
            right: left + 5.0,
            ..DrawnGlyph::of_ten(text, left, baseline)
        };
        let found = |width: f64, above: &[&str], below: &str| {
            let level = [0.0, 40.0].map(|at| line(true, at, 0.0, 100.0 + width));
            let upright = [0.0, 100.0, 100.0 + width].map(|at| line(false, at, 0.0, 40.0));
            let mut glyphs = vec![glyph("件", 5.0, 14.0), glyph(below, 106.0, 34.0)];
            glyphs.extend((0..).zip(above).map(|(at, digit)| glyph(digit, 106.0 + 5.0 * f64::from(at), 14.0)));
            let lines = [&level[..], &upright].concat();
            let tables = tables(&DrawnPage { lines, glyphs, ..DrawnPage::default() });
            (tables[0].cells[1].text.clone(), tables[0].cells[1].unread.wrapped)
        };
        assert_eq!(found(26.0, &["3", "0"], "9"), ("309".to_owned(), 1));
        // Where there was room, they are two.
        assert_eq!(found(32.0, &["3", "0"], "9"), ("30\n9".to_owned(), 0));
        assert_eq!(found(20.0, &["3"], "9"), ("3\n9".to_owned(), 0));
    }

    #[test]
    fn digits_that_are_seen_otherwise_are_another_number() {
        let glyph = |text: &str, left: f64| DrawnGlyph { right: left + 5.0, ..DrawnGlyph::of_ten(text, left, 34.0) };
        let digits = [glyph("5", 10.0), glyph("5", 15.0), glyph("6", 20.0)];
        for [struck, faint] in [[true, false], [false, true]] {
            let mut glyphs = digits.to_vec();
            (glyphs[0].is_struck, glyphs[0].is_faint) = (struck, faint);
            assert_eq!(text(&lines_of_cell(glyphs.iter().collect()), 28.0, &mut 0), "5\n56");
        }
        assert_eq!(text(&lines_of_cell(digits.iter().collect()), 28.0, &mut 0), "556");
    }

    #[test]
    fn a_table_that_a_page_has_cut_ends_where_its_upright_lines_do() {
        let line = |is_level: bool, at: f64, from: f64, to: f64| DrawnLine { is_level, at, from, to };
        let level = [line(true, 20.0, 0.0, 40.0), line(true, 40.0, 0.0, 40.0)];
        let upright = [0.0, 20.0, 40.0].map(|at| line(false, at, 0.0, 60.0));
        let lines = [&level[..], &upright].concat();
        let glyph = DrawnGlyph::of_ten;
        let middle = vec![glyph("丙", 5.0, 34.0), glyph("丁", 25.0, 34.0)];
        let above = vec![glyph("甲", 5.0, 14.0), glyph("乙", 25.0, 14.0)];
        let texts = |glyphs: Vec<DrawnGlyph>| {
            let found = tables(&DrawnPage { lines: lines.clone(), glyphs, ..DrawnPage::default() });
            let texts = found.iter().flat_map(|table| &table.cells).map(|cell| cell.text.clone());
            (texts.collect::<Vec<_>>(), found[0].open)
        };
        assert_eq!(
            texts([above, middle.clone()].concat()),
            (["甲", "乙", "丙", "丁"].map(str::to_owned).to_vec(), (true, false))
        );
        // Lines that only stick out hold nothing.
        assert_eq!(texts(middle), (["丙", "丁"].map(str::to_owned).to_vec(), (false, false)));
    }
}
