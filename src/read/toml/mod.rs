//! TOML as a document: here values of wrong types and unknown keys are found, and nothing else is judged.

pub mod fields;
mod log;
mod syntax;
mod tables;

use std::collections::BTreeMap;
use std::path::Path;

use toml::de::DeTable;

use crate::document::{Document, Extra, Given, ListRecord, Raw, Spelling, Words, WrittenTables};
use crate::editions::{self, Brought};
use crate::filing::{ACCEPTED, Column, FIELDS, Field, FieldKind, LABELS, List};
use crate::finding::Finding;
use crate::form::Editions;
use crate::source::{SourceId, Span};
use fields::{Fields, Log};

/// A text as a TOML table; where it is none, what is wrong with it, and an empty table.
pub(crate) fn parse(source: SourceId, text: &str) -> (DeTable<'_>, Vec<Finding>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return (table.into_inner(), Vec::new());
    }
    (DeTable::new(), syntax::findings(source, text, &errors))
}

/// A TOML table as a document.
pub(super) fn document(
    table: &DeTable<'_>,
    source: SourceId,
    text: &str,
    (folder, editions): (&Path, &Editions),
) -> (Document, Brought) {
    let log = Log::new(source, text);
    let at = Span::new(source, 0..0);
    let root = Fields::new(table, at.clone(), "", &log);
    let mut reader = DocumentReader { log: &log, root: &root, document: Document::new(Spelling::Toml, at, editions) };
    let mut groups = BTreeMap::new();
    reader.fields(FIELDS, &mut groups);
    let brought = editions::beside(reader.document.words("forms").as_ref(), folder, editions);
    reader.read(groups, &brought.editions);
    let mut document = reader.document;
    document.faults = log.faults();
    (document, brought)
}

/// The tables that fields stand in, by their keys; none for one that is not there.
type Groups<'a> = BTreeMap<String, Option<Fields<'a>>>;

/// A document in the making.
struct DocumentReader<'a> {
    log: &'a Log<'a>,
    root: &'a Fields<'a>,
    document: Document,
}

impl<'a> DocumentReader<'a> {
    /// Takes in everything but the single fields, whose tables are given.
    fn read(&mut self, mut groups: Groups<'a>, editions: &Editions) {
        let (meant, asked) = self.document.editions_of_this(editions);
        let form = asked.unwrap_or(meant);
        self.document.this = WrittenTables { cells: tables::read(self.root, &form, self.log), form };
        if let Some(Some(last_year)) = groups.get("last_year") {
            let (meant, asked) = self.document.editions_of_last(editions);
            let form = asked.unwrap_or(meant);
            self.document.last = WrittenTables { cells: tables::read(last_year, &form, self.log), form };
        }
        let form = self.document.this.form.clone();
        self.fields(&Field::of_form(&form), &mut groups);
        let preface = groups.get("preface").and_then(Option::as_ref);
        self.document.preface = preface.and_then(|preface| preface.given("text", FieldKind::Prose));
        for account in &form.accounts {
            if let Some(Some(fields)) = groups.get(&account.key) {
                self.records(&List::of(account), fields, "units");
            }
        }
        self.records(&ACCEPTED, self.root, &ACCEPTED.path);
        self.sections();
        self.labels();
        groups.values().flatten().for_each(Fields::finish);
        self.root.finish();
    }

    /// Takes in single fields, and notes the tables they stand in.
    fn fields(&mut self, fields: &[Field], groups: &mut Groups<'a>) {
        for field in fields {
            let (table, key) = field.place();
            let table = match table {
                None => Some(self.root),
                Some(table) => {
                    let fields = groups.entry(table.to_owned()).or_insert_with(|| self.root.table(table)).as_ref();
                    fields.inspect(|fields| self.document.begin(&field.group, &fields.at))
                }
            };
            if let Some(given) = table.and_then(|table| table.given(key, field.kind)) {
                self.document.put(field, given);
            }
        }
    }

    /// Takes in the entries of a list.
    fn records(&mut self, list: &List, parent: &Fields<'_>, key: &str) {
        for fields in parent.tables(key) {
            let value =
                |column: &Column| Some((column.key.clone().into_owned(), fields.given(&column.key, column.kind)?));
            let values = list.columns.iter().filter_map(value).collect();
            self.document.add(list, ListRecord { at: fields.at.clone(), values });
            fields.finish();
        }
    }

    /// Takes in the words of the sections, official and other.
    fn sections(&mut self) {
        let form = self.document.this.form.clone();
        if let Some(sections) = self.root.table("sections") {
            for (number, section) in form.sections.iter().enumerate() {
                let Some(fields) = sections.table(&section.key) else { continue };
                let words = Words {
                    before: fields.given("before", FieldKind::Prose),
                    after: fields.given("after", FieldKind::Prose),
                    ..words(&fields)
                };
                fields.finish();
                self.document.sections.insert(number, words);
            }
            sections.finish();
        }
        for fields in self.root.tables("extra") {
            let after = fields.given("after", FieldKind::Text);
            self.document.extra.push(Extra { at: fields.at.clone(), after, words: words(&fields) });
            fields.finish();
        }
    }

    /// Takes in the labels, whose keys are the form's.
    fn labels(&mut self) {
        let Some(labels) = self.root.table(&LABELS.path) else { return };
        for (key, at, _) in labels.entries() {
            let text = labels.given(key, FieldKind::Text).map(|text| ("text".to_owned(), text));
            let values =
                std::iter::once(("key".to_owned(), Given::new(Raw::Text(key.to_owned()), at.clone()))).chain(text);
            self.document.add(&LABELS, ListRecord { at, values: values.collect() });
        }
    }
}

/// The words that every section may have.
fn words(fields: &Fields<'_>) -> Words {
    Words {
        title: fields.given("title", FieldKind::Text),
        text: fields.given("text", FieldKind::Prose),
        file: fields.given("file", FieldKind::Text),
        ..Words::default()
    }
}
