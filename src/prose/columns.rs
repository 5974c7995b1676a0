//! How wide the columns of a small table are: as wide as their texts ask for.

use super::{Block, Run};

/// Letters of a table side by side on the width of a page.
const ROOM: f64 = 42.0;

/// What is left at the sides of a cell, in letters.
const SIDES: f64 = 1.2;

/// The least width of a column of text that is broken into lines, in letters.
const LEAST: f64 = 5.0;

/// The parts that the width of a table is divided into.
const WHOLE: f64 = 1000.0;

/// Gives every table among some blocks the widths of its columns.
pub(super) fn balance(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Table { head, rows, shares } => *shares = shares_of(head, rows),
            Block::List { items } => items.iter_mut().for_each(|item| balance(&mut item.rest)),
            Block::Heading { .. } | Block::Paragraph { .. } => {}
        }
    }
}

/// The share of every column of a table, in thousandths. Where all texts have room on one line, what is left over is
/// divided evenly; else columns have what they cannot do without, and more the more they hold.
pub(super) fn shares_of(head: &[Vec<Run>], rows: &[Vec<Vec<Run>>]) -> Vec<u32> {
    let count = rows.iter().map(Vec::len).fold(head.len(), usize::max);
    let mut columns = vec![(0.0_f64, 0.0_f64); count];
    // What stands alone in its row is a heading across the table.
    let is_heading = |row: &[Vec<Run>]| row.len() > 1 && row[1..].iter().all(Vec::is_empty);
    let rows = rows.iter().map(Vec::as_slice).filter(|row| !is_heading(row));
    for row in std::iter::once(head).chain(rows) {
        for ((asked, least), cell) in columns.iter_mut().zip(row) {
            let text: String = cell.iter().map(|run| run.text.as_str()).collect();
            *asked = asked.max(letters(&text) + SIDES).min(ROOM);
            *least = least.max(unbroken(&text) + SIDES);
        }
    }
    let columns = columns
        .into_iter()
        .map(|(asked, least)| (asked.max(LEAST / 2.0), least.max(LEAST).min(asked.max(LEAST / 2.0))));
    let columns: Vec<(f64, f64)> = columns.collect();
    let asked: f64 = columns.iter().map(|(asked, _)| asked).sum();
    let least: f64 = columns.iter().map(|(_, least)| least).sum();
    let width = |(own, own_least): &(f64, f64)| {
        if asked <= ROOM {
            own + (ROOM - asked) / count as f64
        } else if least < ROOM {
            own_least + (ROOM - least) * (own - own_least) / (asked - least)
        } else {
            own_least * ROOM / least
        }
    };
    let mut shares: Vec<u32> = columns.iter().map(|column| (width(column) * WHOLE / ROOM) as u32).collect();
    let rest = (WHOLE as u32).saturating_sub(shares.iter().sum());
    if let Some(first) = shares.first_mut() {
        *first += rest;
    }
    shares
}

/// How wide a text is, in Chinese letters.
fn letters(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

/// The widest figure or word of a text that is not broken.
fn unbroken(text: &str) -> f64 {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric() && !".,%+-".contains(c));
    parts.map(letters).fold(0.0, f64::max).min(ROOM / 4.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shares of a table of texts, the first row the head.
    fn shares(rows: &[&[&str]]) -> Vec<u32> {
        let row = |row: &&[&str]| -> Vec<Vec<Run>> {
            row.iter().map(|text| if text.is_empty() { Vec::new() } else { vec![Run::plain(*text)] }).collect()
        };
        let rows: Vec<Vec<Vec<Run>>> = rows.iter().map(row).collect();
        shares_of(&rows[0], &rows[1..])
    }

    #[test]
    fn columns_are_as_wide_as_their_texts_ask_for() {
        assert_eq!(shares(&[&["甲", "乙"], &["1", "2"]]), [500, 500]);
        let long = "甲".repeat(60);
        let of_numbers = shares(&[&["序号", "存在的问题", "件数"], &["1", &long, "12345"]]);
        assert!(of_numbers[1] > 750 && of_numbers[0] > 50 && of_numbers[2] > 60, "{of_numbers:?}");
        let two = shares(&[&["问题", "措施"], &[&long, &long]]);
        assert_eq!(two, [500, 500]);
        // A heading across the table asks for nothing.
        let headed = shares(&[&["项目", "2024年", "2025年"], &[&long, "", ""], &["收到", "1", "2"]]);
        assert!(headed[0] < 400, "{headed:?}");
        for odd in [&[&[][..]][..], &[&[""]], &[&["甲"; 60]], &[&["a"; 60], &["12345678901234567890"; 60]]] {
            assert_eq!(shares(odd).iter().sum::<u32>(), if odd[0].is_empty() { 0 } else { 1000 }, "{odd:?}");
        }
    }
}
