//! Rows of headings, wherever they stand, and the rows of the small tables below them.

use std::collections::{BTreeMap, BTreeSet};

use super::sheets::Sheet;
use super::words::{FIELDS, NOTES_OR_PARAGRAPHS, OTHER_PARAGRAPHS, PARAGRAPHS};
use crate::characters::printed;
use crate::filing::List;

/// A row of headings: the row, and the column of each.
pub(super) struct HeadingRow {
    /// The row.
    pub row: u32,
    /// The columns, in the order the headings were asked for; none for one that is not there.
    pub columns: Vec<Option<u32>>,
    /// Whether fields are listed below it as well.
    pub is_of_fields: bool,
}

/// Every row of a sheet with the first of some headings and another one.
pub(super) fn heads(sheet: &Sheet, headings: &[&str]) -> Vec<HeadingRow> {
    let is = |text: &str, heading: &str| {
        // Most cells are no heading by their length alone.
        if text.len() > 4 * heading.len() + 16 {
            return false;
        }
        let written = || text.chars().filter_map(printed).filter(|c| !c.is_whitespace());
        let is_noteless = |c: &char| !matches!(c, '（' | '(');
        let is_alike = || {
            let written: String = written().take_while(is_noteless).collect();
            written.ends_with(&heading.chars().take_while(is_noteless).collect::<String>())
        };
        let is_noted = || text.contains(['（', '(']) && written().take_while(is_noteless).eq(heading.chars());
        // The figures under a heading with a unit may be in another one, and be called this year's.
        written().eq(heading.chars()) || heading.contains('（') && is_alike() || is_noted()
    };
    let candidates: BTreeSet<u32> =
        sheet.cells().filter(|(_, _, content)| is(content.text(), headings[0])).map(|(row, ..)| row).collect();
    let head = |row: u32| {
        let column = |heading: &&str| sheet.row(row).find(|(_, content)| is(content.text(), heading)).map(|(c, _)| c);
        let columns: Vec<Option<u32>> = headings.iter().map(column).collect();
        (columns[0].is_some() && columns[1..].iter().any(Option::is_some)).then_some(HeadingRow {
            row,
            columns,
            is_of_fields: false,
        })
    };
    candidates.into_iter().filter_map(head).collect()
}

/// The heads of prose on a sheet. Where it has none of the usual ones, two others are taken for one: words for a text,
/// and beside them those for a place above a row that is called as a place for prose, or any above several such rows.
pub(super) fn prose_heads(sheet: &Sheet, lists: &[List], is_place: impl Fn(&str) -> bool) -> Vec<HeadingRow> {
    let usual = heads(sheet, &PARAGRAPHS);
    // Among fields, or instead of them, places for prose may be listed.
    let of_fields = heads(sheet, &FIELDS).into_iter().filter_map(|head| {
        let columns = vec![head.columns[0], None, head.columns[1]];
        let head = HeadingRow { columns, is_of_fields: true, ..head };
        let is_one = |row: u32| head.columns[0].is_some_and(|place| is_place(sheet.text(row, place)));
        let rows = below(sheet, &head, PROSE_ROOM, lists);
        rows.into_iter().any(|row| is_one(row) && begins_prose(sheet, &head, row)).then_some(head)
    });
    let usual: Vec<HeadingRow> = usual.into_iter().chain(of_fields).collect();
    if !usual.is_empty() {
        return usual;
    }
    let [of_places, of_texts] = OTHER_PARAGRAPHS;
    let is_short = |text: &str| text.chars().count() <= LONGEST_HEAD;
    let is_noted = |text: &str| NOTES_OR_PARAGRAPHS.iter().any(|end| text.ends_with(end));
    let is_head = |text: &str| {
        is_short(text) && text != FIELDS[1] && (of_texts.iter().any(|end| text.ends_with(end)) || is_noted(text))
    };
    let rows: BTreeSet<u32> =
        sheet.cells().filter(|(_, _, content)| is_head(content.text().trim())).map(|(row, ..)| row).collect();
    // The rows of each column that are called as places; above them heads are looked for.
    let mut places: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (row, column, _) in sheet.cells().filter(|(_, _, content)| !rows.is_empty() && is_place(content.text())) {
        places.entry(column).or_default().push(row);
    }
    let heads = |row: u32| {
        let cells: Vec<(u32, &str)> =
            sheet.row(row).take(MOST_COLUMNS).map(|(column, content)| (column, content.text().trim())).collect();
        let mut heads = Vec::new();
        for (place, name) in cells.iter().filter(|(_, name)| is_short(name)) {
            let least = if of_places.contains(name) { 1 } else { SEVERAL };
            let rows = places.get(place).map_or(&[][..], Vec::as_slice);
            let below = &rows[rows.partition_point(|below| *below <= row)..];
            let is_prose = |text: u32, name: &str| {
                let is_of_notes = is_noted(name) && (below.len() < SEVERAL || !are_sentences(sheet, below, text));
                is_head(name) && !is_of_notes
            };
            let texts =
                cells.iter().filter(|(text, name)| text != place && below.len() >= least && is_prose(*text, name));
            heads.extend(texts.map(|(text, _)| {
                (HeadingRow { row, columns: vec![Some(*place), None, Some(*text)], is_of_fields: false }, least)
            }));
        }
        heads
    };
    let is_one = |(head, least): &(HeadingRow, usize)| count_places(sheet, head, lists, &is_place) >= *least;
    let mut found: Vec<HeadingRow> =
        rows.into_iter().flat_map(heads).take(MOST_HEADS).filter(is_one).map(|(head, _)| head).collect();
    // What stands below a head goes on below the same words further down.
    let mut columns = BTreeSet::new();
    let mut is_first = |head: &HeadingRow| columns.insert(head.columns.clone());
    found.retain(|head| is_first(head));
    found.dedup_by_key(|head| head.row);
    found
}

/// Characters of a sentence that is more than a note.
const LONG_SENTENCE: usize = 24;

/// Whether what stands in some rows of a column are whole sentences, and some of them long.
fn are_sentences(sheet: &Sheet, rows: &[u32], column: u32) -> bool {
    let mut texts =
        rows.iter().take(MOST_HEADS).map(|row| sheet.text(*row, column).trim()).filter(|text| !text.is_empty());
    let is_long = |text: &str| text.chars().count() >= LONG_SENTENCE;
    texts.clone().any(is_long) && texts.all(|text| text.ends_with(['。', '！', '”', '；']))
}

/// Cells of a row at most that is looked at for a head of prose.
const MOST_COLUMNS: usize = 12;

/// What may be heads of prose of a sheet at most.
const MOST_HEADS: usize = 40;

/// Characters of a heading of one's own.
const LONGEST_HEAD: usize = 8;

/// Rows that are called as places for prose, from which on what stands above them is a head of prose.
const SEVERAL: usize = 2;

/// Whether a text stands beside the label of a row, or right below that before the next label.
pub(super) fn begins_prose(sheet: &Sheet, head: &HeadingRow, row: u32) -> bool {
    let [Some(place), .., Some(text)] = head.columns[..] else { return false };
    sheet.is_filled(row, text) || !sheet.is_filled(row + 1, place) && sheet.is_filled(row + 1, text)
}

/// Whether a row says again what stands in the head of its columns, as heads do on every page.
pub(super) fn is_head_again(sheet: &Sheet, head: &HeadingRow, row: u32) -> bool {
    head.columns.iter().flatten().all(|column| {
        let text = sheet.text(head.row, *column);
        !text.is_empty() && text == sheet.text(row, *column)
    })
}

/// How many rows below a head are called as places for prose.
fn count_places(sheet: &Sheet, head: &HeadingRow, lists: &[List], is_place: &impl Fn(&str) -> bool) -> usize {
    let Some(place) = head.columns[0] else { return 0 };
    let rows = below(sheet, head, PROSE_ROOM, lists).into_iter();
    rows.filter(|row| is_place(sheet.text(*row, place))).take(SEVERAL).count()
}

/// Empty rows inside a list that is filled in by rows.
pub(super) const ROOM: usize = 12;

/// Empty rows that end a list of fields.
pub(super) const FIELD_ROOM: usize = 2;

/// Empty rows inside a sheet of prose: whole sections may be left empty.
pub(super) const PROSE_ROOM: usize = 200;

/// The rows below a head: up to the next head, or until that many rows are empty.
pub(super) fn below(sheet: &Sheet, head: &HeadingRow, gap: usize, lists: &[List]) -> Vec<u32> {
    // By the first headings of every list the next one begins.
    let is_of_list = |text: &str| lists.iter().any(|list| list.columns[0].heading == text);
    let begins = |text: &str| text == FIELDS[0] || text == PARAGRAPHS[0] || is_of_list(text);
    let mut rows = Vec::new();
    let mut empty = 0;
    for row in head.row + 1..=sheet.last_row() {
        let written = |column: &Option<u32>| column.is_some_and(|column| sheet.is_filled(row, column));
        if sheet.row(row).any(|(_, content)| begins(content.text().trim())) {
            // What stands alone right above the next head is its title.
            if rows.last().is_some_and(|last| *last + 1 == row && sheet.row(*last).count() == 1) {
                rows.pop();
            }
            break;
        }
        empty = if head.columns.iter().any(written) { 0 } else { empty + 1 };
        if empty >= gap {
            break;
        }
        rows.push(row);
    }
    rows
}
