//! What a cover says of its agency beside the name: `单位地址：…`, with the value in the same cell or in the next one.

use super::draft::{At, Draft};
use super::heads::heads;
use super::loose::MOST_OF_COVER;
use super::words::{FIELDS, FILLERS};
use crate::characters::unspaced;
use crate::document::Given;
use crate::filing::{Field, FieldKind};
use crate::source::CellKind;

/// Fields that may as well be of who filled in the workbook, where it names them.
const OF_A_PERSON: [&str; 2] = ["agency.phone", "agency.email"];

/// Reads the covers of a workbook: small sheets that say whose the report is or of which year.
pub(super) fn read(draft: &mut Draft<'_>) {
    for number in draft.order() {
        let sheet = &draft.sheets[number];
        let is_cover = sheet.visible
            && sheet.kind == CellKind::Sheet
            && sheet.cells().take(MOST_OF_COVER + 1).count() <= MOST_OF_COVER
            && draft.listing.cells().any(|place| place.sheet == sheet.name)
            && heads(sheet, &FIELDS).is_empty();
        if !is_cover {
            continue;
        }
        let cells: Vec<(At, &str)> =
            sheet.cells().map(|(row, column, content)| ((row, column), content.text().trim())).collect();
        let is_of_person = cells.iter().any(|(_, text)| FILLERS.iter().any(|start| text.starts_with(start)));
        for (at, text) in cells {
            let Some(said) = labelled(text) else { continue };
            if said.iter().any(|(field, _)| is_of_person && OF_A_PERSON.contains(&&*field.path)) {
                continue;
            }
            let beside = || {
                let (column, content) = sheet.row(at.0).find(|(column, _)| *column > at.1)?;
                let text = content.text().trim();
                (!text.is_empty() && labels(text).is_empty()).then_some(((at.0, column), text))
            };
            match said[..] {
                [(field, "")] => {
                    if let Some((place, text)) = beside()
                        && put(draft, number, field, place, text)
                    {
                        draft.know(number, at);
                    }
                }
                _ if said.iter().any(|(_, value)| value.is_empty()) => {}
                _ => said.into_iter().for_each(|(field, value)| _ = put(draft, number, field, at, value)),
            }
        }
    }
}

/// Puts a value that is not known yet; whether it was put.
fn put(draft: &mut Draft<'_>, sheet: usize, field: &Field, at: At, value: &str) -> bool {
    if draft.document.field(&field.path).is_some() {
        return false;
    }
    let place = draft.place(sheet, at);
    draft.document.put(field, Given::text(value, place));
    true
}

/// Whether a character stands between two values, each with its label.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '；' | ';' | '，' | ',')
}

/// Where the labels of a text begin, and where their colons stand: at its beginning, or behind a blank or a semicolon.
fn labels(text: &str) -> Vec<(usize, usize)> {
    let colons = text.match_indices(['：', ':']).map(|(at, _)| at);
    // That of an address on the net is none.
    let colons = colons.filter(|at| !text[*at..].starts_with("://"));
    let label = |colon: usize| {
        let begin = text[..colon].trim_end().rfind(is_between);
        let begin = begin.map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
        (begin, colon)
    };
    colons.map(label).collect()
}

/// The fields that a cell names, each with what it says; none where it says something else as well.
fn labelled(text: &str) -> Option<Vec<(&'static Field, &str)>> {
    let labels = labels(text);
    if labels.first()?.0 > 0 {
        return None;
    }
    let ends = labels.iter().skip(1).map(|(begin, _)| *begin).chain([text.len()]);
    let said = labels.iter().zip(ends).map(|((begin, colon), end)| {
        let value = text.get(*colon..end)?.trim_start_matches(['：', ':']);
        Some((of_agency(&text[*begin..*colon])?, value.trim_matches(is_between)))
    });
    said.collect()
}

/// The field of an agency that a label names.
fn of_agency(label: &str) -> Option<&'static Field> {
    let label = unspaced(label);
    let is_text = |field: &&Field| field.kind == FieldKind::Text && field.path.starts_with("agency.");
    let mut fields = crate::filing::FIELDS.iter().filter(is_text).filter(|field| field.path != "agency.name");
    fields.find(|field| field.labels().any(|own| own == label))
}
