//! Expressions with official labels in them, as expressions with keys.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::Arc;

use minijinja::Value;

use super::labels::{Labels, Meaning};
use super::tables;
use crate::form::Form;

/// What expressions can name: by keys, and by official labels.
pub struct ExpressionNames {
    /// The values, by their keys.
    pub values: Value,
    /// The form whose labels are replaced by keys.
    form: Arc<Form>,
    /// The labels, once one was used.
    labels: OnceCell<Labels>,
}

impl ExpressionNames {
    /// Values by their keys, and the labels of a form for them.
    pub fn new(values: Value, form: Arc<Form>) -> Self {
        Self { values, form, labels: OnceCell::new() }
    }
}

/// Why a label has no key.
pub enum NoKey {
    /// It is a label of several figures; how each is named.
    Several {
        /// The label.
        name: String,
        /// The names.
        meant: Vec<String>,
    },
    /// It is no label; the likeliest meant.
    Unknown {
        /// What was written.
        name: String,
        /// The name it is like.
        close: Option<String>,
    },
}

/// An expression with keys where it has labels. A label may be all of it, or stand in it without blanks.
pub fn keyed<'s>(source: &'s str, names: &ExpressionNames) -> Result<Cow<'s, str>, NoKey> {
    if source.is_ascii() {
        return Ok(Cow::Borrowed(source));
    }
    if let Some(called) = tables::called(source, &names.form) {
        return Ok(Cow::Owned(called));
    }
    let labels = names.labels.get_or_init(|| Labels::of_figures(&names.form));
    if let Meaning::Key(key) = labels.find(source.trim()) {
        return Ok(Cow::Owned(key));
    }
    let mut out = String::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '"' | '\'' => rest[1..].find(first).map_or(rest.len(), |at| at + 2),
            first if is_of_label(first) => rest.find(|c| !is_of_label(c)).unwrap_or(rest.len()),
            first => first.len_utf8(),
        };
        let (part, after) = rest.split_at(end);
        out.push_str(&if is_of_label(first) { reckoned(&names.form, key_of(part, labels)?) } else { part.to_owned() });
        rest = after;
    }
    Ok(Cow::Owned(out))
}

/// Whether a character is one of a label and none of an expression.
fn is_of_label(c: char) -> bool {
    !c.is_ascii() && !c.is_whitespace()
}

/// The key of a label.
fn key_of(label: &str, labels: &Labels) -> Result<String, NoKey> {
    let name = label.to_owned();
    match labels.find(label) {
        Meaning::Key(key) => Ok(key),
        Meaning::Several(meant) => Err(NoKey::Several { name, meant }),
        // Only marks of Chinese text: what is wrong with them is told where the expression is read.
        Meaning::Nothing(_) if !label.chars().any(char::is_alphabetic) => Ok(name),
        Meaning::Nothing(close) => Err(NoKey::Unknown { name, close }),
    }
}

/// A key that can be reckoned with: that of the figure which a group amounts to.
fn reckoned(form: &Form, mut key: String) -> String {
    while let Some(branch) = form.tree.get(&key).filter(|branch| !branch.children.is_empty()) {
        let total = branch
            .children
            .get_key_value("total")
            .or_else(|| branch.children.first().filter(|_| branch.children.len() == 1));
        let Some((total, _)) = total else { break };
        key = format!("{key}.{total}");
    }
    key
}
