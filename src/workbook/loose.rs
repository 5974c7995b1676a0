//! What a workbook says of its report outside all lists: in titles, and beside `填报单位：`.

use super::draft::{At, Draft};
use super::edition::is_of_last_year;
use super::particulars::twice;
use super::words::GUIDE;
use crate::document::{Given, Raw};
use crate::filing::Field;
use crate::form::Editions;

/// Reads the titles of all sheets.
pub(super) fn read(draft: &mut Draft<'_>, editions: &Editions) {
    let mut titles = Vec::new();
    for sheet in draft.order() {
        loose(draft, sheet, editions, &mut titles);
    }
    years(draft, &titles);
}

/// A cell with the title of a report: its sheet and place, and its year.
type TitleCell = (usize, At, i32);

/// Reports titles that are shown and say another year than the one that was taken.
fn years(draft: &mut Draft<'_>, titles: &[TitleCell]) {
    let Some(taken) = draft.document.year("year") else { return };
    let from_list = draft.first.get("year").copied();
    let from_title = titles.iter().find(|(.., year)| *year == taken).map(|(sheet, at, _)| (*sheet, *at));
    let Some(first) = from_list.or(from_title) else { return };
    let is_other = |(sheet, at, year): &&TitleCell| {
        // The title of the guide is nobody's own.
        let sheet = &draft.sheets[*sheet];
        *year != taken && sheet.visible && &*sheet.name != GUIDE && !is_of_last_year(sheet, at.0)
    };
    if let Some((sheet, at, _)) = titles.iter().find(is_other).filter(|_| draft.sheets[first.0].visible) {
        twice(draft, "报告年度", first, (*sheet, *at), "year");
    }
}

/// Reads what a bare workbook says of itself beside its tables: `填报单位：…`, or the report's title above them.
fn loose(draft: &mut Draft<'_>, sheet: usize, editions: &Editions, titles: &mut Vec<TitleCell>) {
    let name = Field::of("agency.name");
    let labels: Vec<&str> =
        name.iter().flat_map(|field| std::iter::once(&*field.label).chain(field.aliases.iter().copied())).collect();
    let of_sheet = &draft.sheets[sheet];
    let cells = of_sheet.cells().map(|(row, column, content)| (row, column, content.text().trim()));
    for (row, column, text) in cells.filter(|(_, _, text)| text.chars().count() < 100) {
        let labelled = text.split_once(['：', ':']).filter(|(label, _)| labels.contains(&label.trim()));
        let is_named = draft.document.field("agency.name").is_some();
        if let Some((_, name)) = labelled.filter(|(_, name)| !name.trim().is_empty() && !is_named) {
            let at = draft.listing.add_text(&of_sheet.name, row, column, text);
            let at = draft.listing.span(&at);
            draft.put("agency.name", name.trim(), at);
        }
        if let Some((agency, year)) = title(text, editions) {
            titles.push((sheet, (row, column), year));
            let at = draft.place(sheet, (row, column));
            if !agency.is_empty() {
                draft.put("agency.name", agency, at.clone());
            }
            if let Some(field) = Field::of("year") {
                draft.document.put(field, Given::new(Raw::Number(year.into()), at));
            }
        }
    }
}

/// Agency and year of the title of a report of one of some editions.
fn title(text: &str, editions: &Editions) -> Option<(String, i32)> {
    let (agency, year) = editions.all().iter().find_map(|form| form.titled(text))?;
    // Crosses stand where nobody has said whose report it is.
    Some((if agency.chars().all(|c| c == '×') { String::new() } else { agency }, year))
}
