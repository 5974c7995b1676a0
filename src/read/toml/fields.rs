//! A table of a TOML file being read: every field asked for once, what is left over reported.

use std::cell::RefCell;
use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::findings;
pub use super::log::Log;
use crate::document::{Given, Raw, Spelling};
use crate::filing::{Choice, Date, FieldKind, Text};
use crate::rule::input::UNKNOWN_KEY;
use crate::source::{Located, Span};

/// A TOML table being read.
pub struct Fields<'a> {
    table: &'a DeTable<'a>,
    /// Where the table is declared.
    pub at: Span,
    path: String,
    log: &'a Log<'a>,
    asked: RefCell<BTreeSet<String>>,
}

impl<'a> Fields<'a> {
    /// Begins to read a table; `path` is empty for the whole file.
    pub fn new(table: &'a DeTable<'a>, at: Span, path: impl Into<String>, log: &'a Log<'a>) -> Self {
        Self { table, at, path: path.into(), log, asked: RefCell::default() }
    }

    /// The dotted path of a field.
    pub fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Asks for a field of any type.
    pub fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().insert(key.to_owned());
        self.table.get(key)
    }

    /// Asks for a field of a kind; a value of another type is reported and refused.
    pub fn given(&self, key: &str, kind: FieldKind) -> Option<Given> {
        let item = self.value(key)?;
        let Some(given) = self.log.given(item).filter(|given| fits(kind, &given.value)) else {
            self.log.wrong_type(&self.path(key), item, kind.expectation());
            return Some(Given::new(Raw::Refused, self.log.at(item)));
        };
        for entry in item.get_ref().as_array().into_iter().flatten().filter(|entry| !entry.get_ref().is_str()) {
            self.log.wrong_type(&self.path(key), entry, FieldKind::Text.expectation());
        }
        Some(given)
    }

    /// Asks for a text; an empty one says nothing.
    pub fn text(&self, key: &str) -> Text {
        self.given(key, FieldKind::Text)?.words()
    }

    /// Asks for one of some words; another one is reported and kept.
    pub fn choice(&self, key: &str, choice: &Choice) -> Text {
        let text = self.text(key)?;
        if choice.find(&text.value).is_none() {
            let (path, hint) = (self.path(key), choice.hint(false));
            self.log.fault(findings::unknown_word(Spelling::Toml.names(), &path, &text, choice.what, hint));
        }
        Some(text)
    }

    /// Asks for a day.
    pub fn date(&self, key: &str) -> Option<Located<Date>> {
        self.read(key, FieldKind::Date, Raw::date)
    }

    /// Asks for a report year.
    pub fn year(&self, key: &str) -> Option<Located<i32>> {
        self.read(key, FieldKind::Year, Raw::year)
    }

    /// Asks for a value that is read by its kind; one that cannot be is reported.
    fn read<T>(&self, key: &str, kind: FieldKind, read: impl Fn(&Raw) -> Option<T>) -> Option<Located<T>> {
        let given = self.given(key, kind).filter(|given| !given.is_refused())?;
        let value = read(&given.value);
        if let (None, Some(item)) = (&value, self.value(key)) {
            self.log.wrong_type(&self.path(key), item, kind.expectation());
        }
        Some(Located { value: value?, at: given.at })
    }

    /// Asks for a table.
    pub fn table(&self, key: &str) -> Option<Fields<'a>> {
        let item = self.value(key)?;
        let Some(table) = item.get_ref().as_table() else {
            self.log.wrong_type(&self.path(key), item, &format!("表，如 [{}]", self.path(key)));
            return None;
        };
        Some(Fields::new(table, self.log.at(item), self.path(key), self.log))
    }

    /// Asks for a list of tables.
    pub fn tables(&self, key: &str) -> Vec<Fields<'a>> {
        let Some(item) = self.value(key) else { return Vec::new() };
        let Some(array) = item.get_ref().as_array() else {
            self.log.wrong_type(&self.path(key), item, &format!("若干个 [[{}]]", self.path(key)));
            return Vec::new();
        };
        let read = |(number, entry): (usize, &'a Spanned<DeValue<'a>>)| match entry.get_ref().as_table() {
            Some(table) => {
                let path = format!("{}[{}]", self.path(key), number + 1);
                Some(Fields::new(table, self.log.at(entry), path, self.log))
            }
            None => {
                self.log.wrong_type(&self.path(key), entry, &format!("[[{}]] 表", self.path(key)));
                None
            }
        };
        array.iter().enumerate().filter_map(read).collect()
    }

    /// Keys and values of the table, for tables whose keys are not fixed.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, Span, &'a Spanned<DeValue<'a>>)> + '_ {
        self.table.iter().map(|(key, value)| (key.get_ref().as_ref(), self.log.at(key), value))
    }

    /// Ends reading: fields that nobody asked for are reported, with the likeliest meant.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for (key, at, _) in self.entries().filter(|(key, ..)| !asked.contains(*key)) {
            let known = asked.iter().map(String::as_str);
            self.log.fault_of(&UNKNOWN_KEY, || findings::unknown_key(&self.path(key), key, &at, known));
        }
    }
}

/// Whether a value has a type that a kind of field may be written in.
fn fits(kind: FieldKind, value: &Raw) -> bool {
    match kind {
        FieldKind::Year => matches!(value, Raw::Number(_) | Raw::Odd(_) | Raw::Text(_)),
        FieldKind::Text | FieldKind::Prose | FieldKind::Choice(_) => matches!(value, Raw::Text(_)),
        FieldKind::List(_) | FieldKind::Joined(_) => matches!(value, Raw::Text(_) | Raw::List(_)),
        FieldKind::Date => matches!(value, Raw::Date(_) | Raw::Text(_) | Raw::Number(_)),
        FieldKind::Flag => matches!(value, Raw::Flag(_) | Raw::Text(_)),
        FieldKind::Part => matches!(value, Raw::Flag(_) | Raw::Text(_)),
        FieldKind::Figure(_) => matches!(value, Raw::Number(_) | Raw::Odd(_) | Raw::Text(_)),
    }
}
