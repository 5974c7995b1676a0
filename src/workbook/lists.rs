//! Small tables under a row of headings, wherever they stand.

use super::converted;
use super::draft::{At, Draft};
use super::heads::{self, HeadingRow, ROOM, below};
use super::particulars::{same, twice};
use crate::characters::unspaced;
use crate::document::{Given, ListRecord};
use crate::filing::{ACCEPTED, FieldKind, Group, List};
use crate::form::Kind;
use crate::source::Span;

/// Reads the lists of all sheets. A hidden sheet counts only where none that is shown has the same list.
pub(super) fn read(draft: &mut Draft<'_>) {
    for list in draft.lists.clone().iter() {
        let headings: Vec<&str> = list.columns.iter().map(|column| &*column.heading).collect();
        let heads: Vec<(usize, HeadingRow)> = draft
            .order()
            .into_iter()
            .flat_map(|sheet| heads::heads(&draft.sheets[sheet], &headings).into_iter().map(move |head| (sheet, head)))
            .collect();
        let is_shown = heads.iter().any(|(sheet, _)| draft.sheets[*sheet].visible);
        let mut entries = Vec::new();
        for (number, (sheet, head)) in heads.iter().enumerate() {
            head.columns.iter().flatten().for_each(|column| draft.know(*sheet, (head.row, *column)));
            let rows = below(&draft.sheets[*sheet], head, ROOM, &draft.lists);
            draft.slots.list(&draft.sheets[*sheet], head, &headings, &rows);
            let rows = rows.into_iter().map(|row| ListRow::of(draft, *sheet, head, row));
            let rows: Vec<ListRow> = rows.filter(|entry| !entry.cells.is_empty()).collect();
            if is_shown && !draft.sheets[*sheet].visible {
                draft.hidden.extend(rows.iter().flat_map(ListRow::cells));
            } else {
                rows.into_iter().for_each(|entry| put(draft, list, &mut entries, number, entry));
            }
        }
    }
}

/// A row of a list: its sheet, and which column of the list stands where.
struct ListRow {
    sheet: usize,
    head: u32,
    cells: Vec<(usize, At)>,
}

impl ListRow {
    /// What is filled in of a row.
    fn of(draft: &Draft<'_>, sheet: usize, head: &HeadingRow, row: u32) -> Self {
        let places = head.columns.iter().enumerate().filter_map(|(number, column)| Some((number, (row, (*column)?))));
        let written = |(_, (row, column)): &(usize, At)| !draft.sheets[sheet].text(*row, *column).is_empty();
        Self { sheet, head: head.row, cells: places.filter(written).collect() }
    }

    /// Its cells.
    fn cells(&self) -> impl Iterator<Item = (usize, u32, u32)> + '_ {
        self.cells.iter().map(|(_, (row, column))| (self.sheet, *row, *column))
    }

    /// What it says in a column.
    fn text<'s>(&self, draft: &Draft<'s>, number: usize) -> &'s str {
        let found = self.cells.iter().find(|(column, _)| *column == number);
        found.map_or("", |(_, at)| draft.sheets[self.sheet].text(at.0, at.1))
    }
}

impl ListRow {
    /// What it says in a column of amounts, in the unit of the form.
    fn amount(&self, draft: &Draft<'_>, number: usize, official: &str, kind: Kind) -> String {
        let found = self.cells.iter().find(|(column, _)| *column == number);
        let amount =
            |(_, at): &(usize, At)| converted::amount(draft, self.sheet, ((self.head, at.1), *at), official, kind);
        found.map(amount).unwrap_or_default()
    }
}

/// Puts an entry; one that stands in an earlier list as well is not put twice, and another one of the same name is
/// reported.
fn put(draft: &mut Draft<'_>, list: &List, before: &mut Vec<(usize, ListRow)>, head: usize, entry: ListRow) {
    let is_named_alike = |other: &ListRow| {
        same(other.text(draft, 0), entry.text(draft, 0))
            // One rule may be accepted at several places.
            && (list.path != ACCEPTED.path || same(other.text(draft, 1), entry.text(draft, 1)))
    };
    if let Some((_, other)) = before.iter().find(|(number, other)| *number != head && is_named_alike(other)) {
        let says = |entry: &ListRow, number: usize| match list.columns[number].kind {
            FieldKind::Figure(kind) => entry.amount(draft, number, &list.columns[number].heading, kind),
            _ => unspaced(entry.text(draft, number)),
        };
        let differing = (0..list.columns.len()).find(|number| says(other, *number) != says(&entry, *number));
        let Some(number) = differing else {
            entry.cells().for_each(|(sheet, row, column)| draft.know(sheet, (row, column)));
            return;
        };
        let place = |entry: &ListRow| {
            let cell = entry.cells.iter().find(|(column, _)| *column == number).or(entry.cells.first());
            (entry.sheet, cell.map_or((0, 0), |(_, at)| *at))
        };
        let what = format!("{}“{}”", list.columns[0].heading, entry.text(draft, 0));
        return twice(draft, &what, place(other), place(&entry), &list.path);
    }
    let mut values: Vec<(String, Given)> = Vec::new();
    for (number, at) in &entry.cells {
        let column = &list.columns[*number];
        let text = match column.kind {
            FieldKind::Figure(kind) => {
                converted::figure(draft, entry.sheet, ((entry.head, at.1), *at), &column.heading, kind)
            }
            _ => Some(draft.sheets[entry.sheet].text(at.0, at.1).to_owned()),
        };
        let given = text.map(|text| Given::text(text, draft.place(entry.sheet, *at)));
        values.extend(given.map(|given| (column.key.clone().into_owned(), given)));
    }
    if let (Some((_, first)), Some((_, last))) = (values.first(), values.last()) {
        let at = Span::new(first.at.source, first.at.start..last.at.end);
        if let Some(account) = list.path.strip_suffix(".units") {
            draft.document.begin(&Group::Account(account.to_owned()), &at);
        }
        draft.document.add(list, ListRecord { at, values });
    }
    before.push((head, entry));
}
