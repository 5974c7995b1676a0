//! A filing as it was written: every value with its place, not judged yet.
//!
//! TOML files and workbooks are two spellings of it; one reader makes a [`Filing`](crate::filing::Filing) of both.

mod given;
mod spelling;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use given::{Given, ListRecord, Raw, RawFigure};
pub use spelling::{PlaceNames, Spelling};

use crate::filing::{Field, Group, List};
use crate::finding::Finding;
use crate::form::{CellId, Editions, Form};
use crate::source::{Located, Span};

/// The figures of one year as they were written.
#[derive(Debug, Clone)]
pub struct WrittenTables {
    /// The form they are filled in.
    pub form: Arc<Form>,
    /// The cells.
    pub cells: BTreeMap<CellId, RawFigure>,
}

/// The words of a section, or of one beyond the official ones.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// A title other than the official one.
    pub title: Option<Given>,
    /// The prose.
    pub text: Option<Given>,
    /// Prose before the table.
    pub before: Option<Given>,
    /// Prose after the table.
    pub after: Option<Given>,
    /// The Markdown file that holds the prose.
    pub file: Option<Given>,
}

/// A section beyond the official ones.
#[derive(Debug, Clone)]
pub struct Extra {
    /// Where it is declared.
    pub at: Span,
    /// The key of the official section it stands after.
    pub after: Option<Given>,
    /// Its words.
    pub words: Words,
}

/// Everything that a file says of a report.
#[derive(Debug, Clone)]
pub struct Document {
    /// How it is spelled.
    pub spelling: Spelling,
    /// Its beginning.
    pub at: Span,
    /// This year's figures.
    pub this: WrittenTables,
    /// Last year's figures.
    pub last: WrittenTables,
    /// Single fields by their path.
    fields: BTreeMap<String, Given>,
    /// Where each group of fields begins that is there.
    pub groups: BTreeMap<Group, Span>,
    /// Entries of lists by the path of their list.
    records: BTreeMap<String, Vec<ListRecord>>,
    /// The whole preface as the agency's own text.
    pub preface: Option<Given>,
    /// The words of official sections by their number.
    pub sections: BTreeMap<usize, Words>,
    /// Sections beyond the official ones.
    pub extra: Vec<Extra>,
    /// What could not be taken in.
    pub faults: Vec<Finding>,
}

impl Document {
    /// A document that says nothing yet.
    pub fn new(spelling: Spelling, at: Span, editions: &Editions) -> Self {
        let tables = WrittenTables { form: editions.for_year(i32::MAX), cells: BTreeMap::new() };
        Self {
            spelling,
            at,
            this: tables.clone(),
            last: tables,
            fields: BTreeMap::new(),
            groups: BTreeMap::new(),
            records: BTreeMap::new(),
            preface: None,
            sections: BTreeMap::new(),
            extra: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// Whether it says nothing at all.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
            && self.fields.is_empty()
            && self.records.is_empty()
            && self.this.cells.is_empty()
            && self.sections.is_empty()
            && self.extra.is_empty()
            && self.faults.is_empty()
    }

    /// What was written of a field.
    pub fn field(&self, path: &str) -> Option<&Given> {
        self.fields.get(path)
    }

    /// Puts the value of a field, unless it has one.
    pub fn put(&mut self, field: &Field, given: Given) {
        if field.group != Group::Report {
            self.begin(&field.group, &given.at);
        }
        self.fields.entry(field.path.clone().into_owned()).or_insert(given);
    }

    /// Puts another value into a field that has one.
    pub fn replace(&mut self, path: &str, given: Given) {
        self.fields.entry(path.to_owned()).and_modify(|known| *known = given);
    }

    /// Adds to the list that a field holds.
    pub fn push(&mut self, field: &Field, given: Given) {
        self.put(field, Given::new(Raw::List(Vec::new()), given.at.clone()));
        if let Some(Raw::List(texts)) = self.fields.get_mut(&*field.path).map(|list| &mut list.value) {
            texts.push(given);
        }
    }

    /// Begins a group of fields, unless it has begun.
    pub fn begin(&mut self, group: &Group, at: &Span) {
        self.groups.entry(group.clone()).or_insert_with(|| at.clone());
    }

    /// Adds an entry to a list.
    pub fn add(&mut self, list: &List, record: ListRecord) {
        self.records.entry(list.path.clone().into_owned()).or_default().push(record);
    }

    /// The entries of a list.
    pub fn records(&self, list: &List) -> &[ListRecord] {
        self.records.get(&*list.path).map_or(&[], Vec::as_slice)
    }

    /// The year that a field says, if it is one.
    pub fn year(&self, path: &str) -> Option<i32> {
        self.field(path).and_then(|given| given.value.year())
    }

    /// The text that a field says, without blanks around it.
    pub fn text(&self, path: &str) -> Option<&str> {
        match &self.field(path)?.value {
            Raw::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// The text that a field says, with its place.
    pub fn words(&self, path: &str) -> Option<Located<String>> {
        self.field(path)?.words()
    }

    /// The edition meant for this year's figures, and the one asked for by name.
    pub fn editions_of_this(&self, editions: &Editions) -> (Arc<Form>, Option<Arc<Form>>) {
        self.meant(self.year("year"), "form", editions)
    }

    /// The edition meant for last year's figures, and the one asked for by name.
    pub fn editions_of_last(&self, editions: &Editions) -> (Arc<Form>, Option<Arc<Form>>) {
        let before = self.year("last_year.year").or(self.year("year").map(|year| year - 1));
        self.meant(before, "last_year.form", editions)
    }

    /// The edition meant for a year, and the one that a field asks for.
    fn meant(&self, year: Option<i32>, named: &str, editions: &Editions) -> (Arc<Form>, Option<Arc<Form>>) {
        let asked = self.text(named).and_then(|edition| editions.named(edition));
        (editions.for_year(year.unwrap_or(i32::MAX)), asked)
    }
}
