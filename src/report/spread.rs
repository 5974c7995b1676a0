//! A table of the form spread out for Word: every row has all its fields, also those that a field above reaches into.

use serde::Serialize;

use super::table::{CellView, PartView, TableView};

/// A table with exact widths.
#[derive(Debug, Serialize)]
pub struct SpreadTable {
    /// Widths of all columns, in twentieths of a point.
    pub widths: Vec<u32>,
    /// Parts with a head of their own.
    pub parts: Vec<SpreadPart>,
}

/// A part of a table.
#[derive(Debug, Serialize)]
pub struct SpreadPart {
    /// How many of its rows are its head.
    pub heads: usize,
    /// Its rows.
    pub rows: Vec<Vec<SpreadCell>>,
}

/// A field of a row.
#[derive(Debug, Clone, Serialize)]
pub struct SpreadCell {
    /// As the cell's; empty where a cell from above goes on.
    pub role: &'static str,
    /// What it is called where its lines are measured: table, part, row, column.
    pub key: String,
    /// What is printed in it, in lines.
    pub lines: Vec<String>,
    /// How wide the widest word in it is that no line breaks, in em, where that is much.
    pub word: f64,
    /// Its width, in twentieths of a point.
    pub width: u32,
    /// Columns it covers.
    pub colspan: usize,
    /// `begins` or `continues` for a cell over several rows; empty for others.
    pub merge: &'static str,
}

impl SpreadTable {
    /// Spreads a table over a width in twentieths of a point.
    pub fn new(table: &TableView, width: u32) -> Self {
        let widths = shares(&table.widths, width);
        let spread = |(number, part)| spread(part, &widths, &format!("{}.{number}", table.key));
        let parts = table.parts.iter().enumerate().map(spread).collect();
        Self { widths, parts }
    }
}

/// Whole widths in proportion to some others, which together are exactly a given one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a small width")]
fn shares(widths: &[f64], whole: u32) -> Vec<u32> {
    let total: f64 = widths.iter().sum();
    let mut sum = 0.0;
    let ends = widths.iter().map(|width| {
        sum += width;
        (sum / total * f64::from(whole)).round() as u32
    });
    let ends: Vec<u32> = std::iter::once(0).chain(ends).collect();
    ends.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// A part of that name with the fields that its cells reach into.
fn spread(part: &PartView, widths: &[u32], name: &str) -> SpreadPart {
    let mut rows: Vec<Vec<SpreadCell>> = Vec::new();
    // Cells from above that still go on: the column they begin in, how many more rows, and the field they go on as.
    let mut open: Vec<(usize, usize, SpreadCell)> = Vec::new();
    for row in part.head.iter().chain(&part.body) {
        let going_on = open.iter().map(|(x, _, field)| (*x, field.clone()));
        let own = row.iter().map(|cell| (cell.x, field(cell, widths, name)));
        let mut fields: Vec<(usize, SpreadCell)> = going_on.chain(own).collect();
        fields.sort_by_key(|(x, _)| *x);
        open.iter_mut().for_each(|(_, left, _)| *left -= 1);
        open.retain(|(_, left, _)| *left > 0);
        for cell in row.iter().filter(|cell| cell.rowspan > 1) {
            let goes_on = SpreadCell {
                role: "",
                key: String::new(),
                lines: Vec::new(),
                word: 0.0,
                merge: "continues",
                ..field(cell, widths, name)
            };
            open.push((cell.x, cell.rowspan - 1, goes_on));
        }
        rows.push(fields.into_iter().map(|(_, field)| field).collect());
    }
    SpreadPart { heads: part.head.len(), rows }
}

/// The field that a cell begins with.
fn field(cell: &CellView, widths: &[u32], part: &str) -> SpreadCell {
    SpreadCell {
        role: cell.role,
        key: format!("{part}.{}.{}", cell.y, cell.x),
        lines: if cell.lines.is_empty() { vec![cell.text.clone()] } else { cell.lines.clone() },
        word: cell.word,
        width: widths.iter().skip(cell.x).take(cell.colspan).sum(),
        colspan: cell.colspan,
        merge: if cell.rowspan > 1 { "begins" } else { "" },
    }
}

#[cfg(test)]
mod tests {
    use super::shares;

    #[test]
    fn widths_add_up() {
        assert_eq!(shares(&[1.0, 1.0, 1.0], 100), [33, 34, 33]);
        assert_eq!(shares(&[0.1; 7], 8845).iter().sum::<u32>(), 8845);
    }
}
