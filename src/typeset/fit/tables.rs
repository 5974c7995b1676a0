//! Dividing tables: one that fits on a page is divided only where a page before it would stay too empty.

use super::choices::{Fit, PageStarts};
use super::sheet::{LaidOut, TableOnPages, TableRow};

/// What to do about the first table that is not placed well; none where all are.
pub(super) fn improved(sheet: &LaidOut, fit: &Fit) -> Option<Fit> {
    sheet.tables.iter().find_map(|table| {
        let parts = match fit.tables.get(&table.key) {
            None if is_badly_whole(sheet, table) => divided(sheet, table),
            None => return None,
            Some(parts) => settled(sheet, table, parts)?,
        };
        let mut fit = fit.clone();
        fit.tables.insert(table.key.clone(), parts);
        Some(fit)
    })
}

/// Whether a table that is kept whole is too long for a page, or leaves the page before it too empty.
fn is_badly_whole(sheet: &LaidOut, table: &TableOnPages) -> bool {
    is_too_long(sheet, table) || table.first.checked_sub(1).is_some_and(|before| is_moved(sheet, table, before))
}

/// Whether a table goes over to another page that would stand whole on the first with lower rows.
pub(super) fn is_barely_divided(sheet: &LaidOut) -> bool {
    sheet.tables.iter().filter(|table| table.first.checked_add(1) == Some(table.last)).any(|table| {
        let free = sheet.ends.get(table.first).map_or(0.0, |end| sheet.block.bottom - end);
        table.bottom - repeated(sheet, table) < free + table.saves * table.row_count() as f64
    })
}

/// How far down what is repeated of a divided table reaches on its last page: the head of one that has a single part.
fn repeated(sheet: &LaidOut, table: &TableOnPages) -> f64 {
    let [rows] = table.parts.as_slice() else { return sheet.block.top };
    rows.iter().find(|row| row.page == table.last).map_or(sheet.block.top, |row| table.upper_rule(row))
}

/// Whether a table reaches out of the block.
fn is_too_long(sheet: &LaidOut, table: &TableOnPages) -> bool {
    sheet.block.is_left(table.bottom)
}

/// Whether nothing but a table was too long for what is left of the page before it.
fn is_moved(sheet: &LaidOut, table: &TableOnPages, page: usize) -> bool {
    let before = sheet.tables.iter().take_while(|other| other.key != table.key);
    let is_first = before.last().is_none_or(|other| other.last < table.first);
    is_first && sheet.is_empty(page)
}

/// A table of several parts is divided between them at first, one of a single part where it would reach the foot of the
/// page before it, or before any group where that cannot be told.
fn divided(sheet: &LaidOut, table: &TableOnPages) -> Vec<PageStarts> {
    match table.parts.as_slice() {
        [rows] => vec![reaching(sheet, table, rows).map_or(PageStarts::Any, PageStarts::Reckoned)],
        parts => vec![PageStarts::Rows(Vec::new()); parts.len()],
    }
}

/// The row that would begin the next page if all that stands on the page of a table began on the page before it.
fn reaching(sheet: &LaidOut, table: &TableOnPages, rows: &[TableRow]) -> Option<usize> {
    let page = table.first.checked_sub(1)?;
    let before = *sheet.ends.get(page)?;
    if table.first != table.last || is_too_long(sheet, table) {
        return None;
    }
    let is_behind_table = sheet.tables.iter().any(|other| other.last == page && other.bottom >= before);
    let gap = if is_behind_table { sheet.block.gap.max(sheet.block.beside_table) } else { sheet.block.gap };
    let room = sheet.block.bottom - (before + gap - sheet.block.top);
    rows.iter().rfind(|row| row.starts && table.upper_rule(row) <= room).map(|row| row.row)
}

/// A divided table with labels repeated only where pages begin; none where it is so already.
fn settled(sheet: &LaidOut, table: &TableOnPages, chosen: &[PageStarts]) -> Option<Vec<PageStarts>> {
    if is_too_long(sheet, table) && chosen.contains(&PageStarts::Rows(Vec::new())) {
        return Some(vec![PageStarts::Any; chosen.len()]);
    }
    let begin = |rows: &Vec<TableRow>| -> Vec<usize> {
        rows.windows(2).filter(|pair| pair[1].page > pair[0].page).map(|pair| pair[1].row).collect()
    };
    if let ([PageStarts::Reckoned(row)], [rows]) = (chosen, table.parts.as_slice()) {
        return (begin(rows) != [*row]).then(|| vec![PageStarts::Any]);
    }
    if !chosen.contains(&PageStarts::Any) {
        return None;
    }
    Some(table.parts.iter().map(|rows| PageStarts::Rows(begin(rows))).collect())
}
