//! Lists of labels and values, and small tables under a row of headings, wherever they stand.

use std::sync::Arc;

use super::draft::Draft;
use super::heads::{self, Head, ROOM, below};
use super::labels::Dictionary;
use super::words;
use crate::document::{Given, Raw, Record};
use crate::filing::{FIELDS, Field, FieldKind, GENERATED, Group, List, OMITTED};
use crate::finding::Finding;
use crate::form::{Editions, Form};
use crate::rule::workbook as rules;
use crate::source::Span;
use crate::spelling::closest;

/// Reads all lists of all sheets.
pub fn read(draft: &mut Draft<'_>, editions: &Editions) {
    let of_forms: Vec<Field> = editions.all().iter().flat_map(|form| Field::of_form(form)).collect();
    let mut known: Vec<&Field> = Vec::new();
    for field in FIELDS.iter().chain(&of_forms) {
        if !known.iter().any(|known| known.path == field.path) {
            known.push(field);
        }
    }
    let names = known.iter().enumerate().flat_map(|(number, field)| {
        [&*field.label, &*field.path].into_iter().chain(field.aliases.iter().copied()).map(move |name| (name, number))
    });
    let names = Dictionary::new(names);
    for sheet in 0..draft.sheets.len() {
        for head in &heads::heads(&draft.sheets[sheet], &words::FIELDS) {
            fields(draft, sheet, head, (&names, &known));
        }
        for list in draft.lists.clone().iter() {
            let headings: Vec<&str> = list.columns.iter().map(|column| &*column.heading).collect();
            for head in heads::heads(&draft.sheets[sheet], &headings) {
                entries(draft, sheet, &head, list);
            }
        }
    }
    for sheet in 0..draft.sheets.len() {
        loose(draft, sheet, editions);
    }
}

/// Reads a list of fields.
fn fields(draft: &mut Draft<'_>, sheet: usize, head: &Head, (names, known): (&Dictionary<usize>, &[&Field])) {
    let (Some(label_column), Some(value_column)) = (head.columns[0], head.columns[1]) else { return };
    for row in below(&draft.sheets[sheet], head, 2, &draft.lists) {
        let label = draft.sheets[sheet].text(row, label_column).to_owned();
        if draft.sheets[sheet].text(row, value_column).is_empty() {
            continue;
        }
        match names.find(&label) {
            [number] => field(draft, sheet, (row, value_column), known[*number]),
            _ => unknown(draft, sheet, (row, label_column), (row, value_column), &label),
        }
    }
}

/// Puts the value of a field.
fn field(draft: &mut Draft<'_>, sheet: usize, at: (u32, u32), field: &Field) {
    let text = draft.sheets[sheet].text(at.0, at.1);
    let value = match field.kind {
        FieldKind::List(_) if text == OMITTED => Raw::List(Vec::new()),
        FieldKind::Part if text == OMITTED => Raw::Flag(false),
        FieldKind::Part if text == GENERATED => Raw::Flag(true),
        FieldKind::Choice(choice) => {
            let word = choice.words.iter().find(|(word, _)| *word == text);
            Raw::Text(word.map_or(text, |(_, key)| key).to_owned())
        }
        FieldKind::Year | FieldKind::Figure(_) => Raw::Text(text.to_owned()),
        FieldKind::List(_) => {
            let given = Given::text(text, draft.place(sheet, at));
            return draft.document.push(field, given);
        }
        FieldKind::Text | FieldKind::Prose | FieldKind::Joined(_) | FieldKind::Date | FieldKind::Part => {
            let given = draft.given(sheet, at);
            return draft.document.put(field, given);
        }
    };
    let given = Given::new(value, draft.place(sheet, at));
    draft.document.put(field, given);
}

/// Reports a label that is no field's.
fn unknown(draft: &mut Draft<'_>, sheet: usize, label_at: (u32, u32), value_at: (u32, u32), label: &str) {
    let (label_place, value_place) = (draft.place(sheet, label_at), draft.place(sheet, value_at));
    let told = if label.is_empty() {
        "这一行写了内容而没有写是什么项目".to_owned()
    } else {
        format!("没有“{label}”这一项")
    };
    let finding = Finding::new(&rules::UNKNOWN_FIELD, format!("{told}，没有读入。"))
        .mark(&label_place, "")
        .mark(&value_place, "");
    draft.fault(match closest(label, FIELDS.iter().map(|field| &*field.label)) {
        Some(close) => finding.hint(format!("是不是“{close}”？")),
        None => finding,
    });
}

/// Reads the entries of a list.
fn entries(draft: &mut Draft<'_>, sheet: usize, head: &Head, list: &List) {
    for row in below(&draft.sheets[sheet], head, ROOM, &draft.lists) {
        let mut values = Vec::new();
        for (column, place) in list.columns.iter().zip(&head.columns) {
            let written = |place: &u32| !draft.sheets[sheet].text(row, *place).is_empty();
            if let Some(place) = place.filter(written) {
                let text = draft.sheets[sheet].text(row, place).to_owned();
                values.push((column.key.clone().into_owned(), Given::text(text, draft.place(sheet, (row, place)))));
            }
        }
        let (Some((_, first)), Some((_, last))) = (values.first(), values.last()) else { continue };
        let at = Span::new(first.at.source, first.at.start..last.at.end);
        if let Some(account) = list.path.strip_suffix(".units") {
            draft.document.begin(&Group::Account(account.to_owned()), &at);
        }
        draft.document.add(list, Record { at, values });
    }
}

/// Reads what a bare workbook says of itself beside its tables: `填报单位：…`, or the report's title above them.
fn loose(draft: &mut Draft<'_>, sheet: usize, editions: &Editions) {
    let name = Field::of("agency.name");
    let labels: Vec<&str> =
        name.iter().flat_map(|field| std::iter::once(&*field.label).chain(field.aliases.iter().copied())).collect();
    let cells: Vec<(u32, u32, String)> = draft.sheets[sheet]
        .cells()
        .map(|(row, column, content)| (row, column, content.text().trim().to_owned()))
        .collect();
    for (row, column, text) in cells.into_iter().filter(|(_, _, text)| text.chars().count() < 100) {
        let labelled = text.split_once(['：', ':']).filter(|(label, _)| labels.contains(&label.trim()));
        let is_named = draft.document.field("agency.name").is_some();
        if let Some((_, name)) = labelled.filter(|(_, name)| !name.trim().is_empty() && !is_named) {
            let at = draft.listing.add_text(&draft.sheets[sheet].name.clone(), row, column, &text);
            let at = draft.listing.span(&at);
            draft.put("agency.name", name.trim(), at);
        }
        if let Some((agency, year)) = title(&text, editions) {
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

/// Agency and year of the title of a report: agency, year, what the form calls it.
fn title(text: &str, editions: &Editions) -> Option<(String, i32)> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (before, after) = text.split_once('年')?;
    let split = before.len().checked_sub(4)?;
    let year = before.get(split..).filter(|year| year.starts_with("20") && year.bytes().all(|b| b.is_ascii_digit()))?;
    let after = after.strip_prefix('度').unwrap_or(after);
    let is_of = |form: &Arc<Form>| {
        let words = form.title_words.first().zip(form.title_words.last());
        words.is_some_and(|(first, last)| after.starts_with(first.as_str()) && after.contains(last.as_str()))
    };
    let sound = editions.all().iter().any(is_of) && !after.contains('。');
    (sound.then(|| before[..split].to_owned())).zip(year.parse().ok())
}
