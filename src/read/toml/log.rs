//! What reading a TOML file brings to light beside its values.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::DeValue;

use super::super::findings;
use crate::document::{Given, Raw, Spelling};
use crate::filing::Date;
use crate::finding::Finding;
use crate::rule::Rule;
use crate::source::{SourceId, Span};

/// What reading one file brings to light beside its values.
pub struct Log<'a> {
    /// The file.
    source: SourceId,
    /// Its text.
    text: &'a str,
    /// What could not be read.
    faults: RefCell<Vec<Finding>>,
    /// How many findings of each rule there were.
    counts: RefCell<BTreeMap<&'static str, usize>>,
}

/// Findings of a rule that are told of one file: of more, the first ones and the number of the rest.
const MOST_OF_A_RULE: usize = 1_000;

/// How many are told then.
const FIRST: usize = 49;

impl<'a> Log<'a> {
    /// Nothing so far.
    pub fn new(source: SourceId, text: &'a str) -> Self {
        Self { source, text, faults: RefCell::default(), counts: RefCell::default() }
    }

    /// Reports a fault.
    pub fn fault(&self, finding: Finding) {
        self.fault_of(finding.rule, || finding);
    }

    /// Reports a fault of a rule, which is put into words where it is told.
    pub fn fault_of(&self, rule: &'static Rule, finding: impl FnOnce() -> Finding) {
        let mut counts = self.counts.borrow_mut();
        let count = counts.entry(rule.code).or_default();
        *count += 1;
        if *count <= MOST_OF_A_RULE {
            self.faults.borrow_mut().push(finding());
        }
    }

    /// The beginning of the file.
    pub fn beginning(&self) -> Span {
        Span::new(self.source, 0..0)
    }

    /// All faults so far.
    pub fn faults(&self) -> Vec<Finding> {
        let mut faults = self.faults.take();
        for (code, count) in self.counts.take().into_iter().filter(|(_, count)| *count > MOST_OF_A_RULE) {
            let mut number = 0;
            faults.retain_mut(|fault| {
                number += usize::from(fault.rule.code == code);
                if fault.rule.code == code && number == FIRST + 1 {
                    fault.message = format!("从这里起，这样的问题还有 {} 个，没有逐一列出。", count - FIRST);
                }
                fault.rule.code != code || number <= FIRST + 1
            });
        }
        faults
    }

    /// The place of a spanned item.
    pub fn at<T>(&self, item: &Spanned<T>) -> Span {
        Span::new(self.source, item.span())
    }

    /// Reports a value of the wrong type.
    pub fn wrong_type(&self, path: &str, item: &Spanned<DeValue<'_>>, expected: &str) {
        let given = self.given(item).map(|given| Spelling::Toml.found(&given.value));
        let found = given.unwrap_or_else(|| type_name(item.get_ref()).to_owned());
        self.fault(findings::wrong_type(Spelling::Toml.names(), path, &self.at(item), &found, expected));
    }

    /// Reports a field that must be there; `how` says how to write it.
    pub fn missing(&self, path: &str, what: &str, at: &Span, how: &str) {
        self.fault(findings::missing(Spelling::Toml.names(), path, what, at, how));
    }

    /// A value with its place; none for a table, and for a time or a year that is no day's.
    pub fn given(&self, item: &Spanned<DeValue<'_>>) -> Option<Given> {
        let at = self.at(item);
        let value = match item.get_ref() {
            DeValue::String(text) => {
                let content = self.content(&at);
                return Some(Given { value: Raw::Text(text.to_string()), at, content });
            }
            DeValue::Integer(integer) => {
                let number = i128::from_str_radix(integer.as_str(), integer.radix()).ok();
                let number = number.and_then(|number| Decimal::try_from_i128_with_scale(number, 0).ok());
                number.map_or_else(|| Raw::Odd(integer.as_str().to_owned()), Raw::Number)
            }
            DeValue::Float(float) => {
                float.as_str().parse().map_or_else(|_| Raw::Odd(float.as_str().to_owned()), Raw::Number)
            }
            DeValue::Boolean(flag) => Raw::Flag(*flag),
            DeValue::Datetime(datetime) => {
                let date = datetime.date?;
                Raw::Date(Date::new(date.year, date.month, date.day)?)
            }
            DeValue::Array(array) => Raw::List(array.iter().filter_map(|entry| self.given(entry)).collect()),
            DeValue::Table(_) => return None,
        };
        Some(Given::new(value, at))
    }

    /// The place of what stands between the quotes of a string.
    fn content(&self, at: &Span) -> Span {
        let raw = &self.text[at.start..at.end];
        let quotes = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
        if raw.len() < 2 * quotes {
            return at.clone();
        }
        let newline = usize::from(quotes == 3 && raw[quotes..].starts_with('\n'));
        at.slice(quotes + newline..raw.len() - quotes)
    }
}

/// The Chinese name of a TOML type.
fn type_name(value: &DeValue<'_>) -> &'static str {
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
