//! The words of sheets that may be labels.

use std::borrow::Cow;

use crate::characters::{is_chinese, plain};
use crate::form::Variants;
use crate::source::CellKind;
use crate::workbook::draft::At;
use crate::workbook::names::is_check;
use crate::workbook::sheets::{Content, Sheet};

/// Words over several rows that are looked at on a sheet.
const MOST_UPRIGHT: usize = 2_000;

/// Bytes of a label up to which a year is looked for in it; the longest official one has 108.
const MOST_DATED: usize = 160;

/// The words of a sheet that may be labels, in all the ways they can be recognised.
pub(in crate::workbook) type SheetWords = Vec<((u32, u32), Variants)>;

/// The words of every sheet; `year` tells whose figures stand in a row of one.
pub(in crate::workbook) fn words(sheets: &[Sheet], year: impl Fn(usize, u32) -> Option<i32>) -> Vec<SheetWords> {
    let of_sheet = |(number, sheet): (usize, &Sheet)| {
        let is_table = sheet.kind != CellKind::Paragraphs;
        // Labels may be taken over from another sheet by formulas; what only checks others is none.
        let is_label = |content: &Content| content.formula().is_none() || !is_check(content.text());
        let labels = sheet.cells().filter(|(_, _, content)| is_table && is_label(content));
        let word = |(row, column, content): (u32, u32, &Content)| {
            let text = without_year(content.text(), || year(number, row));
            Some(((row, column), Variants::of_written(&text)?))
        };
        let mut words: SheetWords = labels.filter_map(word).collect();
        let cells = sheet.cells().filter(|_| is_table).map(|(row, column, _)| (row, column));
        let upright = cells.flat_map(|at| upright(sheet, at).into_iter().map(move |(word, _)| (at, word)));
        words.extend(upright.take(MOST_UPRIGHT).filter_map(|(at, word)| Some((at, Variants::of_written(&word)?))));
        words
    };
    sheets.iter().enumerate().map(of_sheet).collect()
}

/// What a short word says together with those right above it, and the row of the first: narrow heads are written over
/// several rows.
pub(in crate::workbook) fn upright(sheet: &Sheet, (row, column): At) -> Vec<(String, u32)> {
    const LONGEST: usize = 4;
    let piece = |row: u32| {
        let text = sheet.text(row, column).trim();
        let is_word = text.len() <= 3 * LONGEST && text.chars().all(|c| is_chinese(c) && c.is_alphabetic());
        Some(text).filter(|text| !text.is_empty() && is_word)
    };
    let mut joined = String::new();
    let mut words = Vec::new();
    for above in (0..=row).rev().take(LONGEST + 1) {
        let Some(text) = piece(above) else { break };
        joined.insert_str(0, text);
        if above < row {
            words.push((joined.clone(), above));
        }
    }
    words
}

/// A label that names its year by its number as one that calls it this year or the last: `2025年制发件数`.
fn without_year(text: &str, year: impl Fn() -> Option<i32>) -> Cow<'_, str> {
    let is_dated = text.contains('年') && text.chars().any(char::is_numeric) && text.len() < MOST_DATED;
    let Some(year) = year().filter(|_| is_dated) else { return Cow::Borrowed(text) };
    let text = plain(text);
    [(year, "本年"), (year - 1, "上年")]
        .into_iter()
        .fold(text, |text, (year, word)| text.replacen(&format!("{year}年"), word, 1))
        .into()
}
