//! All that a file says, to see that a change changed nothing else.

use std::collections::BTreeMap;

use super::Wish;
use crate::document::{Document, Extra, Given, Raw};
use crate::filing::{FIELDS, Field};

/// The list of sections of one's own.
pub(super) const EXTRA: &str = "extra";

/// A cell that is to be filled in.
const OPEN: &str = "?";

/// All that a document says, by its path.
pub(super) fn said(document: &Document) -> BTreeMap<String, String> {
    let form = &document.this.form;
    let cells = document.this.cells.iter().map(|(id, figure)| {
        (form.cell(*id).key.clone(), text(&figure.value) + figure.note.as_deref().unwrap_or_default())
    });
    let former = document.last.form.clone();
    let last = document
        .last
        .cells
        .iter()
        .map(|(id, figure)| (format!("last_year.{}", former.cell(*id).key), text(&figure.value)));
    let own = Field::of_form(form);
    let known = FIELDS.iter().chain(&own);
    let fields = known.filter_map(|field| Some((field.path.to_string(), text(&document.field(&field.path)?.value))));
    let words = document.sections.iter().flat_map(|(number, words)| {
        let key = form.sections.get(*number).map_or("", |section| section.key.as_str());
        let parts = [
            ("title", &words.title),
            ("text", &words.text),
            ("before", &words.before),
            ("after", &words.after),
            ("file", &words.file),
        ];
        let parts = parts
            .into_iter()
            .filter_map(move |(part, given)| Some((format!("sections.{key}.{part}"), text(&given.as_ref()?.value))));
        parts.collect::<Vec<_>>()
    });
    let extra = document.extra.iter().enumerate().flat_map(|(number, extra)| {
        let parts = of_own(extra).into_iter().filter(|(_, said)| !said.is_empty());
        parts.map(move |(part, said)| (format!("{EXTRA}.{number}.{part}"), said)).collect::<Vec<_>>()
    });
    let preface = document.preface.iter().map(|given| ("preface".to_owned(), text(&given.value)));
    cells.chain(last).chain(fields).chain(words).chain(extra).chain(preface).collect()
}

/// What a section of one's own says, by its parts.
fn of_own(extra: &Extra) -> [(&'static str, String); 4] {
    let said = |given: Option<&Given>| given.map(|given| text(&given.value)).unwrap_or_default();
    let words = &extra.words;
    [
        ("after", said(extra.after.as_ref())),
        ("title", said(words.title.as_ref())),
        ("text", said(words.text.as_ref())),
        ("file", said(words.file.as_ref())),
    ]
}

/// Whether a path is of a section of one's own, where such are added or taken away: those behind it are then called
/// otherwise.
pub(super) fn is_of_list(wish: &Wish, path: &str) -> bool {
    matches!(wish, Wish::Add(..) | Wish::Remove(_)) && path.split('.').next() == Some(EXTRA)
}

/// Whether there are the sections of one's own that there were, and the one more or less that is wished.
pub(super) fn is_list_meant(wish: &Wish, old: &Document, new: &Document) -> bool {
    let all = |document: &Document| document.extra.iter().map(of_own).collect::<Vec<_>>();
    let (mut before, mut after) = (all(old), all(new));
    match wish {
        Wish::Add(key, title) => before.push([
            ("after", key.clone()),
            ("title", title.clone()),
            ("text", String::new()),
            ("file", String::new()),
        ]),
        Wish::Remove(number) if *number < before.len() => drop(before.remove(*number)),
        _ => return true,
    }
    before.sort();
    after.sort();
    before == after
}

/// A value as one text.
fn text(value: &Raw) -> String {
    match value {
        Raw::Text(text) | Raw::Odd(text) => text.trim_end().to_owned(),
        Raw::Number(number) => number.to_string(),
        Raw::Flag(flag) => flag.to_string(),
        Raw::Date(date) => date.to_string(),
        Raw::List(all) => all.iter().map(|given| text(&given.value)).collect::<Vec<_>>().join("\n"),
        Raw::Refused => String::new(),
    }
}

/// Whether a cell was not there, and is to be filled in now.
pub(super) fn is_opened(before: Option<&String>, after: Option<&String>) -> bool {
    before.is_none() && after.is_some_and(|after| after == OPEN)
}
