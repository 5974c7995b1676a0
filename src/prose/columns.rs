//! How wide the columns of a small table are: as wide as their texts ask for.

use super::{Block, Run};

/// What a table has room for, in tenths of a letter.
#[derive(Debug, Clone, Copy)]
pub struct TableRoom {
    /// Letters side by side on the width of a page.
    pub width: u32,
    /// What is left at the sides of a cell.
    pub sides: u32,
}

/// Tables in prose.
const IN_PROSE: TableRoom = TableRoom { width: 420, sides: 12 };

/// The least width of a column of text that is broken into lines.
const LEAST: u32 = 90;

/// The same where a table has no room for that.
const TIGHT: u32 = 45;

/// What is left at the sides of a cell there.
const TIGHT_SIDES: u32 = 5;

/// The least width of any column.
const NARROWEST: u32 = 25;

/// The parts that the width of a table is divided into.
const WHOLE: u32 = 1000;

/// What the cells of a column ask for: to have each on one line, and to break no word.
#[derive(Debug, Clone, Copy, Default)]
struct ColumnNeed {
    /// The width of the longest cell.
    asked: u32,
    /// The width of the longest word, or a few letters.
    least: u32,
    /// The same in a table that has no room for that: fewer letters, and less at the sides.
    tight: u32,
}

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

/// The share of every column of a table.
pub(super) fn shares_of(head: &[Vec<Run>], rows: &[Vec<Vec<Run>>]) -> Vec<u32> {
    let text = |cell: &Vec<Run>| cell.iter().map(|run| run.text.as_str()).collect::<String>();
    let texts = std::iter::once(head).chain(rows.iter().map(Vec::as_slice)).map(|row| row.iter().map(text).collect());
    shares(IN_PROSE, texts)
}

/// The share of every column of some rows, in thousandths. Where all texts have room on one line, what is left over is
/// divided evenly; else columns have what they cannot do without, and more the more they hold.
pub fn shares(room: TableRoom, rows: impl Iterator<Item = Vec<String>>) -> Vec<u32> {
    let TableRoom { width: all, sides } = room;
    let mut columns: Vec<ColumnNeed> = Vec::new();
    for row in rows {
        columns.resize(columns.len().max(row.len()), ColumnNeed::default());
        // What stands alone in its row is a heading across the table.
        if row.len() > 1 && row[1..].iter().all(String::is_empty) {
            continue;
        }
        for (column, text) in columns.iter_mut().zip(&row) {
            column.asked = column.asked.max(letters(text) + sides).clamp(NARROWEST, all);
            let word = unbroken(text, all);
            column.least = column.least.max(word + sides).max(LEAST).min(column.asked);
            let fewest = TIGHT.min(column.asked);
            column.tight = column.tight.max(word + TIGHT_SIDES.min(sides)).max(fewest);
        }
    }
    let sum = |width: fn(&ColumnNeed) -> u32| columns.iter().map(width).sum::<u32>();
    let (asked, least) = (sum(|column| column.asked), sum(|column| column.least));
    let tight = sum(|column| column.tight);
    let count = u32::try_from(columns.len()).unwrap_or(u32::MAX);
    let width = |column: &ColumnNeed| {
        if asked <= all {
            column.asked + (all - asked) / count
        } else if least < all {
            column.least + (all - least) * (column.asked - column.least) / (asked - least)
        } else {
            // Letters become smaller where that is more than there is.
            column.tight * all / tight.max(1)
        }
    };
    let mut shares: Vec<u32> = columns.iter().map(|column| width(column) * WHOLE / all).collect();
    let rest = WHOLE.saturating_sub(shares.iter().sum());
    if let Some(first) = shares.first_mut() {
        *first += rest;
    }
    shares
}

/// What is left free between a Chinese character and a figure or Latin letter.
const GAP: u32 = 3;

/// How wide a text is.
fn letters(text: &str) -> u32 {
    let mut before = ' ';
    let wide = text.chars().map(|c| {
        let is_gap = c.is_alphanumeric() && before.is_alphanumeric() && c.is_ascii() != before.is_ascii();
        before = c;
        let own = if c.is_ascii() { 5 } else { 10 };
        if is_gap { own + GAP } else { own }
    });
    wide.fold(0, u32::saturating_add)
}

/// The widest figure or word of a text that is not broken.
fn unbroken(text: &str, most: u32) -> u32 {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric() && !".,%+-".contains(c));
    parts.map(letters).max().unwrap_or(0).min(most / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shares of a table of texts, the first row the head.
    fn shares_of_texts(rows: &[&[&str]]) -> Vec<u32> {
        let row = |row: &&[&str]| -> Vec<Vec<Run>> {
            row.iter().map(|text| if text.is_empty() { Vec::new() } else { vec![Run::plain(*text)] }).collect()
        };
        let rows: Vec<Vec<Vec<Run>>> = rows.iter().map(row).collect();
        shares_of(&rows[0], &rows[1..])
    }

    #[test]
    fn columns_are_as_wide_as_their_texts_ask_for() {
        assert_eq!(shares_of_texts(&[&["甲", "乙"], &["1", "2"]]), [500, 500]);
        let long = "甲".repeat(60);
        let of_numbers = shares_of_texts(&[&["序号", "存在的问题", "件数"], &["1", &long, "12345"]]);
        assert!(of_numbers[1] > 750 && of_numbers[0] > 50 && of_numbers[2] > 60, "{of_numbers:?}");
        let two = shares_of_texts(&[&["问题", "措施"], &[&long, &long]]);
        assert_eq!(two, [500, 500]);
        // What stands beside figures is free.
        assert_eq!(letters("2025年10月"), 6 * 5 + 2 * 10 + 3 * GAP);
        // A heading across the table asks for nothing.
        let headed = shares_of_texts(&[&["项目", "2024年", "2025年"], &[&long, "", ""], &["收到", "1", "2"]]);
        assert!(headed[0] < 400, "{headed:?}");
        for odd in [&[&[][..]][..], &[&[""]], &[&["甲"; 60]], &[&["a"; 60], &["12345678901234567890"; 60]]] {
            assert_eq!(shares_of_texts(odd).iter().sum::<u32>(), if odd[0].is_empty() { 0 } else { 1000 }, "{odd:?}");
        }
    }
}
