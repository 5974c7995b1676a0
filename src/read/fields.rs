//! A table of a TOML file being read: every field asked for once, what is left over reported.

use std::cell::RefCell;
use std::collections::HashSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::filing::{Date, Field, LineEnds, ProseText, Text};
use crate::finding::Finding;
use crate::rule::input;
use crate::source::{Located, SourceId, Span};

/// What reading one file brings to light beside its values.
pub struct Log<'a> {
    /// The file.
    pub source: SourceId,
    /// Its text.
    pub text: &'a str,
    /// Whether it is a workbook, where fields are called by their labels.
    pub workbook: bool,
    /// What could not be read.
    pub faults: RefCell<Vec<Finding>>,
    /// Every text read.
    pub texts: RefCell<Vec<Located<String>>>,
    /// Where each field was found, by its path.
    pub places: RefCell<Vec<(String, Span)>>,
}

impl Log<'_> {
    /// Reports a fault.
    pub fn fault(&self, finding: Finding) {
        self.faults.borrow_mut().push(finding);
    }

    /// The place of a spanned item.
    pub fn at<T>(&self, item: &Spanned<T>) -> Span {
        Span::new(self.source, item.span())
    }

    /// What a field is called: its path, or its label in a workbook.
    pub fn call(&self, path: &str) -> String {
        match Field::of(path).filter(|_| self.workbook) {
            Some(field) => format!("“{}”", field.label),
            None if self.workbook => {
                let place = PLACES.iter().find(|(start, _)| path.starts_with(start));
                place.map_or(path, |(_, name)| name).to_owned()
            }
            None => path.to_owned(),
        }
    }

    /// Reports a value of the wrong type.
    pub fn wrong_type(&self, path: &str, item: &Spanned<DeValue<'_>>, expected: &str) {
        let expected = if self.workbook { expected.split('（').next().unwrap_or(expected) } else { expected };
        let found = match item.get_ref() {
            DeValue::String(text) if self.workbook => format!("“{text}”"),
            value => type_name(value).to_owned(),
        };
        let message = format!("{}：应为{expected}，写的是{found}。", self.call(path));
        let label = if self.workbook { String::new() } else { format!("这里是{found}") };
        let finding = Finding::new(&input::WRONG_TYPE, message).mark(&self.at(item), label);
        self.fault(finding.hint(format!("改为{expected}")).key(path));
    }

    /// Reports a field that must be there; `hint` says how to write it in TOML.
    pub fn missing(&self, path: &str, what: &str, at: &Span, hint: &str) {
        let hint = match Field::of(path).filter(|_| self.workbook) {
            Some(field) => format!("在“{}”一行的“填写内容”里填写；没有这一行就加上，第一格写“{0}”", field.label),
            None if self.workbook => input::MISSING_FIELD.remedy.to_owned(),
            None => hint.to_owned(),
        };
        let message = format!("{}：没有填{what}。", self.call(path));
        self.fault(Finding::new(&input::MISSING_FIELD, message).mark(at, "").hint(hint).key(path));
    }
}

/// Where a workbook has what is no single field, by the beginning of its path.
const PLACES: &[(&str, &str)] =
    &[("sections.", "正文"), ("extra", "正文"), ("fee.units", "信息处理费"), ("accept", "认可"), ("labels", "标签")];

/// The Chinese name of a TOML type.
pub fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "文字",
        DeValue::Integer(_) => "整数",
        DeValue::Float(_) => "小数",
        DeValue::Boolean(_) => "true/false",
        DeValue::Datetime(_) => "日期",
        DeValue::Array(_) => "列表 […]",
        DeValue::Table(_) => "表 {…}",
    }
}

/// A whole number, if the value is one; workbooks give all values as text.
pub fn integer(value: &DeValue<'_>, log: &Log<'_>) -> Option<i64> {
    match value {
        DeValue::String(text) if log.workbook => text.trim().parse().ok(),
        value => value.as_integer().and_then(|integer| i64::from_str_radix(integer.as_str(), integer.radix()).ok()),
    }
}

/// A TOML table being read.
pub struct Fields<'a> {
    table: &'a DeTable<'a>,
    /// Where the table is declared.
    pub at: Span,
    path: String,
    log: &'a Log<'a>,
    asked: RefCell<Vec<String>>,
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
        self.asked.borrow_mut().push(key.to_owned());
        let value = self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)?;
        if Field::of(&self.path(key)).is_some() {
            self.log.places.borrow_mut().push((self.path(key), self.log.at(value)));
        }
        Some(value)
    }

    /// Asks for a text; an empty one says nothing.
    pub fn text(&self, key: &str) -> Text {
        let item = self.value(key)?;
        let Some(text) = item.get_ref().as_str() else {
            self.log.wrong_type(&self.path(key), item, "文字（写在引号里）");
            return None;
        };
        (!text.trim().is_empty()).then(|| self.keep(text, self.log.at(item)))
    }

    /// Asks for a list of texts.
    pub fn texts(&self, key: &str) -> Vec<Located<String>> {
        let Some(item) = self.value(key) else { return Vec::new() };
        let Some(array) = item.get_ref().as_array() else {
            self.log.wrong_type(&self.path(key), item, "列表，如 [\"…\", \"…\"]");
            return Vec::new();
        };
        let read = |entry: &Spanned<DeValue<'_>>| match entry.get_ref().as_str() {
            Some(text) => Some(self.keep(text, self.log.at(entry))),
            None => {
                self.log.wrong_type(&self.path(key), entry, "文字（写在引号里）");
                None
            }
        };
        array.iter().filter_map(read).collect()
    }

    /// Asks for a date, as a TOML date or as text.
    pub fn date(&self, key: &str) -> Option<Located<Date>> {
        let item = self.value(key)?;
        let date = match item.get_ref() {
            DeValue::Datetime(datetime) => datetime.date,
            DeValue::String(text) => chinese_date(text).or_else(|| text.parse::<toml::value::Datetime>().ok()?.date),
            _ => None,
        };
        let Some(date) = date else {
            self.log.wrong_type(&self.path(key), item, "日期，如 2021-01-11（不加引号）");
            return None;
        };
        let value = Date { year: date.year, month: date.month, day: date.day };
        Some(Located { value, at: self.log.at(item) })
    }

    /// Asks for a report year: the regulation is in force since 2008.
    pub fn year(&self, key: &str, expected: &str) -> Option<Located<i32>> {
        let item = self.value(key)?;
        let year = integer(item.get_ref(), self.log).and_then(|year| i32::try_from(year).ok());
        let Some(value) = year.filter(|year| (2008..=2100).contains(year)) else {
            self.log.wrong_type(&self.path(key), item, expected);
            return None;
        };
        Some(Located { value, at: self.log.at(item) })
    }

    /// Asks for Markdown.
    pub fn prose(&self, key: &str) -> Option<ProseText> {
        let item = self.value(key)?;
        let Some(text) = item.get_ref().as_str() else {
            self.log.wrong_type(&self.path(key), item, "文字（写在引号里）");
            return None;
        };
        self.keep(text, self.log.at(item));
        Some(self.prose_of(text, item))
    }

    /// A string as Markdown, with the place of its content.
    pub fn prose_of(&self, text: &str, item: &Spanned<DeValue<'_>>) -> ProseText {
        let at = self.log.at(item);
        let at = if self.log.workbook { at } else { content(self.log, &at) };
        let exact = &self.log.text[at.start..at.end] == text;
        let line_ends = if self.log.workbook { LineEnds::Paragraphs } else { LineEnds::Wrapped };
        ProseText { text: text.trim_end().to_owned(), at, exact, line_ends }
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
    pub fn finish(self) {
        let asked = self.asked.borrow();
        let known: HashSet<&str> = asked.iter().map(String::as_str).collect();
        for (key, at, _) in self.entries().filter(|(key, ..)| !known.contains(key)) {
            unknown_key(self.log, &self.path(key), key, &at, known.iter().copied());
        }
    }

    /// Notes a text as printed, and gives it with its place.
    fn keep(&self, text: &str, at: Span) -> Located<String> {
        let located = Located { value: text.to_owned(), at };
        self.log.texts.borrow_mut().push(located.clone());
        located
    }
}

/// Reports an unknown key and the likeliest known one.
pub fn unknown_key<'k>(log: &Log<'_>, path: &str, key: &str, at: &Span, known: impl Iterator<Item = &'k str>) {
    let finding = Finding::new(&input::UNKNOWN_KEY, format!("{path}：没有这一项。")).mark(at, "不认识的键").key(path);
    let hint = match closest(key, known) {
        Some(close) => format!("是不是想写 {close}？"),
        None => "删去这一项，或用 nianbao new 生成的样例核对键名".to_owned(),
    };
    log.fault(finding.hint(hint));
}

/// Reports a text that is longer than its place in a table can hold.
pub fn limit(log: &Log<'_>, path: &str, text: &str, most: usize, at: &Span) {
    limit_with(log, path, text, most, at, input::TOO_LONG.remedy);
}

/// Reports a text that is longer than its place can hold, and what to do about it.
pub fn limit_with(log: &Log<'_>, path: &str, text: &str, most: usize, at: &Span, hint: &str) {
    let length = text.chars().count();
    if length > most {
        let message = format!("{}：有 {length} 字，至多 {most} 字（多 {}）。", log.call(path), length - most);
        log.fault(Finding::new(&input::TOO_LONG, message).mark(at, "").hint(hint).key(path));
    }
}

/// The known name most like a misspelt one, if any is like it.
pub fn closest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    // Letters swapped or left out, or a word begun alike.
    let likeness = |k: &str| strsim::normalized_damerau_levenshtein(name, k).max(strsim::jaro_winkler(name, k) - 0.2);
    let scored = known.into_iter().map(|k| (likeness(k), k));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)));
    best.filter(|(score, _)| *score >= 0.6).map(|(_, k)| k)
}

/// The place of what stands between the quotes of a TOML string.
fn content(log: &Log<'_>, at: &Span) -> Span {
    let raw = &log.text[at.start..at.end];
    let quotes = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
    if raw.len() < 2 * quotes {
        return at.clone();
    }
    let newline = usize::from(quotes == 3 && raw[quotes..].starts_with('\n'));
    at.slice(quotes + newline..raw.len() - quotes)
}

/// Reads `2021年1月11日`, `2021/1/11`, `2021.1.11`.
fn chinese_date(text: &str) -> Option<toml::value::Date> {
    let text = text.trim().trim_end_matches('日');
    let mut parts = text.split(['年', '月', '/', '.', '-']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let iso = format!("{:0>4}-{:0>2}-{:0>2}", year.trim(), month.trim(), day.trim());
    iso.parse::<toml::value::Datetime>().ok()?.date
}
