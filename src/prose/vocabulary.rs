//! The names that prose and standard wordings can use.

use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;
use minijinja::Value;
use minijinja::value::{Enumerator, Object, ObjectRepr};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::units;
use crate::figures::{Change, Figures};
use crate::filing::{Filing, Text};
use crate::form::Branch;

/// A name that stands for a figure by itself and has parts: `applications.new`, `applications.new.individual`.
#[derive(Debug)]
pub struct Named {
    /// What it stands for by itself.
    pub main: Option<Value>,
    /// Its parts.
    pub parts: IndexMap<String, Value>,
}

impl Object for Named {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Map
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.parts.get(key.as_str()?).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.parts.keys().map(|key| Value::from(key.as_str())).collect())
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.main.as_ref().map_or(Ok(()), |main| write!(f, "{main}"))
    }
}

/// A map of names.
pub fn map<K: Into<String>>(parts: impl IntoIterator<Item = (K, Value)>) -> Value {
    let parts = parts.into_iter().map(|(key, value)| (key.into(), value)).collect();
    Value::from_object(Named { main: None, parts })
}

/// A number as prose prints it: whole numbers can be reckoned with, others stand as written.
pub fn number(value: Decimal) -> Value {
    match value.to_i64().filter(|_| value.fract().is_zero()) {
        Some(whole) => Value::from(whole),
        None => Value::from(value.to_string()),
    }
}

/// All names but `sentences`, which are made of them.
pub fn names(filing: &Filing, figures: &Figures) -> IndexMap<String, Value> {
    let mut names = IndexMap::new();
    let year = filing.year.as_ref().map(|y| y.value);
    names.insert("year".to_owned(), year.map_or(Value::from("××××"), Value::from));
    names.insert("prior_year".to_owned(), year.map_or(Value::from("××××"), |y| Value::from(y - 1)));
    names.insert("next_year".to_owned(), year.map_or(Value::from("××××"), |y| Value::from(y + 1)));
    names.insert("agency".to_owned(), agency(filing));
    names.insert("form".to_owned(), form(figures));
    names.insert("fee".to_owned(), fee(filing));
    if !filing.units.is_empty() {
        names.insert("units".to_owned(), units::value(&filing.units, &figures.form));
    }
    let figure = |key: &str, _: &Branch| figures.amount(key).map(number);
    for (key, branch) in &figures.form.tree.children {
        names.insert(key.clone(), tree(key, branch, &figure));
    }
    let change = |key: &str, _: &Branch| figures.changes.get(key).map(|change| Value::from(change.words()));
    let changes = figures.form.tree.children.iter().map(|(key, branch)| {
        let tree =
            tree_with(key, branch, &change, &|key| figures.changes.get(key).map(change_parts).unwrap_or_default());
        (key.clone(), tree)
    });
    names.insert("change".to_owned(), map(changes));
    names
}

/// A branch of the form with what each key stands for.
pub fn tree(key: &str, branch: &Branch, main: &dyn Fn(&str, &Branch) -> Option<Value>) -> Value {
    tree_with(key, branch, main, &|_| Vec::new())
}

/// The same with further parts beside the form's.
fn tree_with(
    key: &str,
    branch: &Branch,
    main: &dyn Fn(&str, &Branch) -> Option<Value>,
    more: &dyn Fn(&str) -> Vec<(&'static str, Value)>,
) -> Value {
    // What could be known and is not differs from what stands for nothing.
    let own = branch.main.as_ref().map(|_| main(key, branch).unwrap_or(Value::UNDEFINED));
    let children = branch
        .children
        .iter()
        .map(|(part, child)| (part.clone(), tree_with(&format!("{key}.{part}"), child, main, more)));
    let more: Vec<_> = more(key).into_iter().map(|(part, value)| (part.to_owned(), value)).collect();
    if branch.children.is_empty() && more.is_empty() {
        return own.unwrap_or(Value::UNDEFINED);
    }
    Value::from_object(Named { main: own, parts: children.chain(more).collect() })
}

/// What can be told of a change beside its words.
fn change_parts(change: &Change) -> Vec<(&'static str, Value)> {
    vec![
        ("words", Value::from(change.words())),
        ("number", number(change.number())),
        ("percent", Value::from(change.percent_words())),
        ("before", number(change.before())),
    ]
}

/// `agency.*`.
fn agency(filing: &Filing) -> Value {
    let agency = &filing.agency;
    let text = |text: &Text| Value::from(text.as_ref().map_or("", |text| text.value.trim()));
    let name = filing.name().map_or("××××", str::trim);
    map([
        ("name", Value::from(name)),
        ("short", Value::from(filing.short_name())),
        ("level", text(&agency.level)),
        ("address", text(&agency.address)),
        ("postcode", text(&agency.postcode)),
        ("phone", text(&agency.phone)),
        ("fax", text(&agency.fax)),
        ("email", text(&agency.email)),
        ("website", text(&agency.website)),
        ("website_name", text(&agency.website_name)),
        ("contact", text(&agency.contact)),
    ])
}

/// `form.*`: the notice that prescribes the form.
fn form(figures: &Figures) -> Value {
    let notice = &figures.form.notice;
    map([
        ("edition", Value::from(figures.form.edition.as_str())),
        ("notice", Value::from(notice.title.as_str())),
        ("number", Value::from(notice.number.as_str())),
        ("issuer", Value::from(notice.issuer.as_str())),
        ("title", Value::from(figures.form.title.as_str())),
    ])
}

/// `fee.*`: the record of 信息处理费.
fn fee(filing: &Filing) -> Value {
    let fee = filing.fee.clone().unwrap_or_default();
    let units = fee.units.iter().map(|unit| {
        map([
            ("unit", Value::from(unit.unit.as_str())),
            ("cases", Value::from(unit.cases)),
            ("yuan", number(unit.yuan)),
        ])
    });
    map([
        ("known", Value::from(filing.fee.is_some())),
        ("cases", fee.cases.map_or(Value::UNDEFINED, |cases| Value::from(cases.value))),
        ("yuan", fee.yuan.map_or(Value::UNDEFINED, |yuan| number(yuan.value))),
        ("units", Value::from(units.collect::<Vec<_>>())),
    ])
}
