//! Changes of a TOML text where it stands: everything around a value stays as it was written.
//!
//! Values are found by the parser's own places. Whoever makes a change reads the new text again before it is kept: a
//! text that is laid out in a way that was not thought of is refused then, never spoiled.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::toml::{cell_text, field_value, line_text, quoted};
use crate::changes::Edit;
use crate::filing::{Entry, Field, Filing};
use crate::form::CellId;
use crate::source::{Located, SourceId, Span};

/// Where a value was written.
#[derive(Debug)]
struct WrittenValue {
    /// The last part of its key.
    key: Range<usize>,
    /// Itself.
    value: Range<usize>,
    /// Its elements, where it is a list.
    elements: Vec<Range<usize>>,
}

/// A TOML text with the places of its values and of the heads of its tables.
#[derive(Debug)]
pub struct TomlText<'t> {
    source: SourceId,
    text: &'t str,
    values: BTreeMap<String, WrittenValue>,
    heads: BTreeMap<String, usize>,
}

impl<'t> TomlText<'t> {
    /// The places of a text; none where it is no TOML.
    pub fn new(source: SourceId, text: &'t str) -> Option<Self> {
        let table = DeTable::parse(text).ok()?;
        let mut found = Self { source, text, values: BTreeMap::new(), heads: BTreeMap::new() };
        found.walk("", table.get_ref());
        Some(found)
    }

    /// Notes what a table holds.
    fn walk(&mut self, path: &str, table: &DeTable<'_>) {
        for (key, item) in table {
            let path = if path.is_empty() { key.get_ref().to_string() } else { format!("{path}.{}", key.get_ref()) };
            let span = item.span();
            let is_inline = self.text.get(span.clone()).is_some_and(|text| text.starts_with('{'));
            let elements = item.get_ref().as_array().map(|array| array.iter().map(|item| item.span()).collect());
            for (number, entry) in item.get_ref().as_array().into_iter().flatten().enumerate() {
                self.entry(&format!("{path}.{number}"), entry);
            }
            if let DeValue::Table(inner) = item.get_ref() {
                self.walk(&path, inner);
                if self.text.get(span.clone()).is_some_and(|head| is_head(head, &path)) {
                    self.heads.insert(path.clone(), self.line_end(span.end));
                }
                if !is_inline {
                    continue;
                }
            }
            self.values
                .insert(path, WrittenValue { key: key.span(), value: span, elements: elements.unwrap_or_default() });
        }
    }

    /// Notes what an entry of a list of tables holds, and where it begins.
    fn entry(&mut self, path: &str, entry: &Spanned<DeValue<'_>>) {
        let (Some(inner), span) = (entry.get_ref().as_table(), entry.span()) else { return };
        self.walk(path, inner);
        if self.text.get(span.clone()).is_some_and(|head| head.starts_with("[[")) {
            self.heads.insert(path.to_owned(), self.line_end(span.end));
        }
    }

    /// A cell of this year's tables with another entry, or with none; nothing where that cannot be written.
    pub fn cell(&self, filing: &Filing, id: CellId, entry: Option<&Entry>) -> Option<Edit> {
        let form = &filing.form;
        let line = form.lines.iter().find(|line| line.cells().any(|cell| cell == id))?;
        let own = &form.cell(id).key;
        // Given by the name of its column.
        if *own != line.key
            && let (Some(written), Some(entry)) = (self.values.get(own), entry)
        {
            return Some(self.edit(written.value.clone(), cell_text(entry, form.cell(id).kind)));
        }
        let at = Span::new(self.source, 0..0);
        let mut cells: BTreeMap<_, _> =
            line.cells().filter_map(|cell| Some((cell, filing.cells.get(&cell)?.clone()))).collect();
        let is_new = !self.values.contains_key(&line.key) && cells.is_empty();
        for cell in line.inputs.iter().filter(|cell| is_new && entry.is_some() && !form.is_derived(**cell)) {
            cells.insert(*cell, Located { value: Entry::unknown(""), at: at.clone() });
        }
        match entry {
            Some(entry) => _ = cells.insert(id, Located { value: entry.clone(), at }),
            None => _ = cells.remove(&id),
        }
        let written = self.values.get(&line.key);
        let element = line.inputs.iter().chain(&line.total).position(|cell| *cell == id);
        let element = element.and_then(|number| written?.elements.get(number));
        match (line_text(form, line, &cells), written, element.zip(entry)) {
            (Some(_), Some(_), Some((element, entry))) => {
                Some(self.edit(element.clone(), cell_text(entry, form.cell(id).kind)))
            }
            (Some(text), Some(written), None) => Some(self.edit(written.value.clone(), text)),
            (Some(text), None, _) => self.insert(&line.key, &text),
            (None, Some(_), _) => self.remove(&line.key),
            (None, None, _) => None,
        }
    }

    /// A field with another text, or with none where that is empty; nothing where it cannot be written.
    pub fn field(&self, field: &Field, text: &str) -> Option<Edit> {
        match field_value(field, text) {
            Some(value) => self.set(&field.path, &value),
            None => self.remove(&field.path),
        }
    }

    /// A text of several lines at a path, or none where it is empty; nothing where it cannot be written.
    pub fn prose(&self, path: &str, text: &str) -> Option<Edit> {
        if text.is_empty() { self.remove(path) } else { self.set(path, &quoted(text)) }
    }

    /// A table that is added to a list of tables, behind everything else.
    pub fn add(&self, list: &str, texts: &[(&str, &str)]) -> Edit {
        let lines = texts.iter().map(|(key, text)| format!("{key} = {}\n", quoted(text)));
        self.append(&format!("[[{list}]]\n{}", lines.collect::<String>()))
    }

    /// A table taken away from a list of tables, by its path with its number; nothing where it stands among others.
    pub fn take_away(&self, path: &str) -> Option<Edit> {
        let start = self.line_start(*self.heads.get(path)?);
        let is_own =
            |known: &str| known.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let values = self.values.iter().filter(|(known, _)| is_own(known)).map(|(_, written)| written.value.end);
        let heads = self.heads.iter().filter(|(known, _)| is_own(known)).map(|(_, end)| *end);
        let end = (self.line_end(values.chain(heads).max()?) + 1).min(self.text.len());
        let is_alone = self.heads.iter().all(|(known, head)| is_own(known) || !(start..end).contains(head));
        is_alone.then(|| self.edit(start..end, String::new()))
    }

    /// A value at a path.
    fn set(&self, path: &str, value: &str) -> Option<Edit> {
        match self.values.get(path) {
            Some(written) => Some(self.edit(written.value.clone(), value.to_owned())),
            None => self.insert(path, value),
        }
    }

    /// A line with a key that is not there yet: below one of the same table, below the head of the table, else in a
    /// table of its own behind everything else.
    fn insert(&self, path: &str, value: &str) -> Option<Edit> {
        let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
        let mut above = Some(parent);
        while let Some(table) = above.filter(|table| !table.is_empty() || parent.is_empty()) {
            if let Some(edit) = self.beside(table, path, value) {
                return Some(edit);
            }
            if let Some(end) = self.heads.get(table) {
                let key = path.strip_prefix(table)?.strip_prefix('.')?;
                return Some(self.edit(*end..*end, format!("\n{key} = {value}")));
            }
            above = table.rsplit_once('.').map(|(table, _)| table);
        }
        if parent.is_empty() {
            let first = self.heads.values().min().map_or(self.text.len(), |end| self.line_start(*end));
            return Some(self.edit(first..first, format!("{key} = {value}\n")));
        }
        Some(self.append(&format!("[{parent}]\n{key} = {value}\n")))
    }

    /// A line below the last one of a table, with its key written from where that one's is.
    fn beside(&self, table: &str, path: &str, value: &str) -> Option<Edit> {
        let below = |known: &str| {
            let rest = if table.is_empty() { Some(known) } else { known.strip_prefix(table)?.strip_prefix('.') };
            rest.filter(|rest| !rest.is_empty() && (!table.is_empty() || !rest.contains('.'))).map(|_| ())
        };
        let lines = self.values.iter().filter_map(|(known, written)| {
            below(known)?;
            let typed = self.typed_key(written)?;
            // The table that the line stands in.
            let inside = known.strip_suffix(typed)?.trim_end_matches('.');
            let key = if inside.is_empty() { path } else { path.strip_prefix(inside)?.strip_prefix('.')? };
            (inside.len() <= table.len()).then_some((written, key))
        });
        let (written, key) = lines.max_by_key(|(written, _)| written.value.end)?;
        let end = self.line_end(written.value.end);
        Some(self.edit(end..end, format!("\n{key} = {value}")))
    }

    /// The key of a value as it was typed, where it is the first thing on its line.
    fn typed_key(&self, written: &WrittenValue) -> Option<&str> {
        let typed = self.text[self.line_start(written.key.start)..written.key.end].trim_start();
        let is_key = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
        typed.chars().all(is_key).then_some(typed)
    }

    /// Takes a line away; where others stand on it, its value becomes nothing.
    fn remove(&self, path: &str) -> Option<Edit> {
        let written = self.values.get(path)?;
        self.typed_key(written)?;
        let rest = &self.text[written.value.end..self.line_end(written.value.end)];
        if !(rest.trim().is_empty() || rest.trim_start().starts_with('#')) {
            return None;
        }
        let end = (self.line_end(written.value.end) + 1).min(self.text.len());
        Some(self.edit(self.line_start(written.key.start)..end, String::new()))
    }

    /// Some lines behind everything else.
    fn append(&self, lines: &str) -> Edit {
        let end = self.text.len();
        let gap = if self.text.is_empty() || self.text.ends_with('\n') { "\n" } else { "\n\n" };
        self.edit(end..end, format!("{gap}{lines}"))
    }

    /// A change of this text.
    fn edit(&self, range: Range<usize>, text: String) -> Edit {
        Edit { at: Span::new(self.source, range), text }
    }

    /// Where the line begins that a place is on.
    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// Where the line ends that a place is on.
    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |end| at + end)
    }
}

/// Whether a text is the head of the table with that path.
fn is_head(text: &str, path: &str) -> bool {
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    inner.is_some_and(|inner| inner.split('.').map(str::trim).eq(path.split('.')))
}
