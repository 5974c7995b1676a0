//! Names in expressions that have a value of their own and parts: `applications.new`, `applications.new.individual`.

use std::fmt;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Enumerator, Object, ObjectRepr};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::form::Branch;

/// A name that has a value of its own and parts: `applications.new`, `applications.new.individual`.
#[derive(Debug)]
pub struct NamedValue {
    /// Its own value.
    pub main: Option<Value>,
    /// Its parts, few enough to be looked through; of two of one name the last counts.
    pub parts: Vec<(String, Value)>,
}

impl Object for NamedValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Map
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let key = key.as_str()?;
        self.parts.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.clone())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.parts.iter().map(|(key, _)| Value::from(key.as_str())).collect())
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.main.as_ref().map_or(Ok(()), |main| write!(f, "{main}"))
    }
}

/// A map of names.
pub fn map<K: Into<String>>(parts: impl IntoIterator<Item = (K, Value)>) -> Value {
    let parts = parts.into_iter().map(|(key, value)| (key.into(), value)).collect();
    Value::from_object(NamedValue { main: None, parts })
}

/// A number as prose prints it: whole numbers can be reckoned with, others stand as written.
pub fn number(value: Decimal) -> Value {
    match value.to_i64().filter(|_| value.fract().is_zero()) {
        Some(whole) => Value::from(whole),
        None => Value::from(value.to_string()),
    }
}

/// What a branch of the form amounts to by itself, by its key.
pub type MainValue<'a> = dyn Fn(&str, &Branch) -> Option<Value> + 'a;

/// What parts a branch of the form has beside the form's own, by its key.
pub type FurtherParts<'a> = dyn Fn(&str) -> Vec<(&'static str, Value)> + 'a;

/// A branch of the form with the value of each key.
pub fn tree(key: &str, branch: &Branch, main: &MainValue<'_>) -> Value {
    tree_with(key, branch, main, &|_| Vec::new())
}

/// The same with further parts beside the form's.
pub fn tree_with(key: &str, branch: &Branch, main: &MainValue<'_>, more: &FurtherParts<'_>) -> Value {
    below(&mut key.to_owned(), branch, main, more)
}

/// The same; the key is given back as it was.
fn below(key: &mut String, branch: &Branch, main: &MainValue<'_>, more: &FurtherParts<'_>) -> Value {
    // UNDEFINED: a figure that nobody gave; none: a key without a total of its own.
    let own = branch.main.as_ref().map(|_| main(key, branch).unwrap_or(Value::UNDEFINED));
    let beside = more(key);
    if branch.children.is_empty() && beside.is_empty() {
        return own.unwrap_or(Value::UNDEFINED);
    }
    let children = branch.children.iter().map(|(part, child)| {
        let length = key.len();
        key.push('.');
        key.push_str(part);
        let value = below(key, child, main, more);
        key.truncate(length);
        (part.clone(), value)
    });
    let beside = beside.into_iter().map(|(part, value)| (part.to_owned(), value));
    Value::from_object(NamedValue { main: own, parts: children.chain(beside).collect() })
}
