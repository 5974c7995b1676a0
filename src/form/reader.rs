//! A table of a declaration being read: every field asked for once, what is left over told.

use std::cell::RefCell;
use std::ops::Range;

use super::fault::{Fault, FaultKind};
use super::given::{Declared, DeclaredEntry, DeclaredValue};
use super::name::Name;

/// Everything found wrong so far.
pub(super) type Faults = RefCell<Vec<Fault>>;

/// A table being read.
pub(super) struct DeclarationReader<'t> {
    table: &'t [DeclaredEntry<'t>],
    /// Where it is declared.
    pub at: Range<usize>,
    what: &'static str,
    faults: &'t Faults,
    asked: RefCell<Vec<&'static str>>,
}

impl<'t> DeclarationReader<'t> {
    /// Begins to read a table; `what` says what it declares.
    pub(super) fn new(
        table: &'t [DeclaredEntry<'t>],
        at: Range<usize>,
        what: &'static str,
        faults: &'t Faults,
    ) -> Self {
        Self { table, at, what, faults, asked: RefCell::default() }
    }

    /// Tells a fault.
    pub(super) fn fault(&self, fault: Fault) {
        self.faults.borrow_mut().push(fault);
    }

    /// What is being read, as messages call it: `行“行政许可”`.
    pub(super) fn name(&self) -> String {
        let text = |key: &str| self.item(key).and_then(Declared::as_text).filter(|text| !text.is_empty());
        text("label").or_else(|| text("key")).map_or(self.what.to_owned(), |name| format!("{}“{name}”", self.what))
    }

    /// What a field is given.
    fn item(&self, key: &str) -> Option<&'t Declared<'t>> {
        self.table.iter().find(|(name, ..)| name == key).map(|(.., item)| item)
    }

    /// Asks for a field of any type.
    fn value(&self, key: &'static str) -> Option<&'t Declared<'t>> {
        self.asked.borrow_mut().push(key);
        self.item(key)
    }

    /// Tells that a value is of another type than expected.
    fn wrong(&self, key: &str, item: &Declared<'_>, expected: &str) {
        let message = format!("{}：{key} 应为{expected}，写的是{}。", self.name(), written(&item.value));
        self.fault(Fault::new(FaultKind::Unknown, &item.at, message, format!("改为{expected}")));
    }

    /// A string with its place.
    fn string(&self, key: &str, item: &Declared<'_>) -> Option<Name> {
        let Some(text) = item.as_text() else {
            self.wrong(key, item, "文字（写在英文引号里）");
            return None;
        };
        Some(Name { text: text.to_owned(), at: item.at.clone() })
    }

    /// Asks for a text.
    pub(super) fn text(&self, key: &'static str) -> Option<Name> {
        self.string(key, self.value(key)?)
    }

    /// Asks for a text that must be there and say something.
    pub(super) fn required(&self, key: &'static str, what: &str) -> Name {
        let text = self.label(key, what);
        if text.text.trim().is_empty() && self.item(key).is_some() {
            let message = format!("{}：{key} 是空的（{what}）。", self.name());
            self.fault(Fault::new(FaultKind::Missing, &text.at, message, format!("写 {key} = \"…\"")));
        }
        text
    }

    /// Asks for a text that must be there and may be empty.
    pub(super) fn label(&self, key: &'static str, what: &str) -> Name {
        if self.value(key).is_none() {
            let message = format!("{}：没有 {key}（{what}）。", self.name());
            self.fault(Fault::new(FaultKind::Missing, &self.at, message, format!("加上 {key} = \"…\"")));
            // Not empty, so that it is told once.
            return Name { text: "？".to_owned(), at: self.at.clone() };
        }
        self.text(key).unwrap_or(Name { text: "？".to_owned(), at: self.at.clone() })
    }

    /// Asks for `true` or `false`.
    pub(super) fn flag(&self, key: &'static str, usual: bool) -> bool {
        let Some(item) = self.value(key) else { return usual };
        let DeclaredValue::Flag(flag) = item.value else {
            self.wrong(key, item, " true 或 false");
            return usual;
        };
        flag
    }

    /// Asks for a whole number.
    pub(super) fn whole(&self, key: &'static str, expected: &str) -> Option<i32> {
        let item = self.value(key)?;
        let number = match &item.value {
            DeclaredValue::Whole(number, base) => i32::from_str_radix(number, *base).ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong(key, item, expected);
        }
        number
    }

    /// The entries of a list.
    fn list(&self, key: &'static str, expected: &str) -> &'t [Declared<'t>] {
        let Some(item) = self.value(key) else { return &[] };
        match &item.value {
            DeclaredValue::List(list) => list,
            _ => {
                self.wrong(key, item, expected);
                &[]
            }
        }
    }

    /// Asks for a list of texts.
    pub(super) fn names(&self, key: &'static str) -> Vec<Name> {
        let list = self.list(key, "列表，如 [\"…\", \"…\"]").iter();
        list.filter_map(|item| self.string(key, item)).collect()
    }

    /// Asks for a list of numbers above zero, and its place.
    pub(super) fn numbers(&self, key: &'static str) -> (Vec<f64>, Range<usize>) {
        let at = self.value(key).map_or(&self.at, |item| &item.at).clone();
        let number = |item: &Declared<'_>| {
            let text = match &item.value {
                DeclaredValue::Whole(number, _) | DeclaredValue::Decimal(number) => number,
                _ => "",
            };
            let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && *number > 0.0);
            if number.is_none() {
                self.wrong(key, item, "大于 0 的数");
            }
            number
        };
        (self.list(key, "列表，如 [1, 1, 2]").iter().filter_map(number).collect(), at)
    }

    /// Asks for one of some words.
    pub(super) fn word<T: Copy>(&self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let name = self.text(key)?;
        let found = words.iter().find(|(word, _)| *word == name.text).map(|(_, value)| *value);
        if found.is_none() {
            let all: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
            let message = format!("{}：{key} 不能是“{}”。", self.name(), name.text);
            self.fault(Fault::new(FaultKind::Unknown, &name.at, message, format!("改为 {}", all.join("、"))));
        }
        found
    }

    /// Asks for a table.
    pub(super) fn table(&self, key: &'static str, what: &'static str) -> Option<DeclarationReader<'t>> {
        let item = self.value(key)?;
        let Some(table) = item.as_table() else {
            self.wrong(key, item, &format!("表，如 [{key}]"));
            return None;
        };
        Some(DeclarationReader::new(table, item.at.clone(), what, self.faults))
    }

    /// Asks for a list of tables.
    pub(super) fn tables(&self, key: &'static str, what: &'static str) -> Vec<DeclarationReader<'t>> {
        let entries = self.list(key, "若干个 { … } 或 [[…]]").iter();
        let read = |item: &'t Declared<'t>| match item.as_table() {
            Some(table) => Some(DeclarationReader::new(table, item.at.clone(), what, self.faults)),
            None => {
                self.wrong(key, item, "表 { … }");
                None
            }
        };
        entries.filter_map(read).collect()
    }

    /// Tables by keys that are not fixed, all of them: key, its place, table.
    pub(super) fn entries(&self, what: &'static str) -> Vec<(&'t str, Range<usize>, DeclarationReader<'t>)> {
        let read = |(key, at, item): &'t DeclaredEntry<'t>| {
            let Some(table) = item.as_table() else {
                self.wrong(key, item, "表 { … }");
                return None;
            };
            Some((key.as_ref(), at.clone(), DeclarationReader::new(table, item.at.clone(), what, self.faults)))
        };
        self.table.iter().filter_map(read).collect()
    }

    /// Texts by keys that are not fixed, all of them.
    pub(super) fn texts(&self) -> Vec<(String, Name)> {
        let entries = self.table.iter();
        entries.filter_map(|(key, _, item)| Some((key.to_string(), self.string(key, item)?))).collect()
    }

    /// Ends reading: fields that nobody asked for are told.
    pub(super) fn finish(self) {
        let asked = self.asked.borrow();
        for (key, at, _) in self.table.iter().filter(|(key, ..)| !asked.iter().any(|known| key == known)) {
            let mut known: Vec<&str> = asked.clone();
            known.sort_unstable();
            known.dedup();
            let message = format!("{}：没有 {} 这一项。", self.name(), key);
            let hint = format!("改正或删去；可以写：{}", known.join("、"));
            self.fault(Fault::new(FaultKind::Unknown, at, message, hint));
        }
    }
}

/// A value as messages show it.
fn written(value: &DeclaredValue<'_>) -> String {
    match value {
        DeclaredValue::Text(text) => format!("“{}”", text.chars().take(24).collect::<String>().replace('\n', " ")),
        DeclaredValue::Whole(number, _) | DeclaredValue::Decimal(number) => format!(" {number}"),
        DeclaredValue::Flag(flag) => format!(" {flag}"),
        DeclaredValue::Time(time) => format!(" {time}"),
        DeclaredValue::List(_) => "列表".to_owned(),
        DeclaredValue::Table(_) => "表".to_owned(),
    }
}
