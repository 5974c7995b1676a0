//! Dividing tables: one that fits on a page is divided only where a page before it would stay too empty.

use super::choices::{Fit, PageStarts};
use super::sheet::{LaidOut, TableOnPages};

/// What to do about the first table that is not placed well; none where all are.
pub(super) fn improved(sheet: &LaidOut, fit: &Fit) -> Option<Fit> {
    sheet.tables.iter().find_map(|table| {
        let parts = match fit.tables.get(&table.key) {
            None if is_badly_whole(sheet, table) => between_parts(table),
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

/// A table of several parts is divided between them at first, one of a single part before any group.
fn between_parts(table: &TableOnPages) -> Vec<PageStarts> {
    let inside = if table.parts.len() > 1 { PageStarts::Rows(Vec::new()) } else { PageStarts::Any };
    vec![inside; table.parts.len()]
}

/// A divided table with labels repeated only where pages begin; none where it is so already.
fn settled(sheet: &LaidOut, table: &TableOnPages, chosen: &[PageStarts]) -> Option<Vec<PageStarts>> {
    if is_too_long(sheet, table) && chosen.contains(&PageStarts::Rows(Vec::new())) {
        return Some(vec![PageStarts::Any; chosen.len()]);
    }
    if !chosen.contains(&PageStarts::Any) {
        return None;
    }
    let rows = |rows: &Vec<(usize, usize)>| {
        let begin = rows.windows(2).filter(|pair| pair[1].1 > pair[0].1).map(|pair| pair[1].0);
        PageStarts::Rows(begin.collect())
    };
    Some(table.parts.iter().map(rows).collect())
}
