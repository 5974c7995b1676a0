//! `table_of_changes`: the table of changes, or one of its groups, in the midst of prose.
//!
//! `{{ table_of_changes("applications") }}` on a line of its own; `{{ 主要指标对比 }}` and the like by the names that the
//! form gives it.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use minijinja::value::{Object, ObjectRepr};
use minijinja::{Error, ErrorKind, Value};

use super::columns::shares_of;
use super::units::MARK;
use super::{Block, Run};
use crate::changes::{ChangeTable, PrintedTable};
use crate::filing::Filing;
use crate::form::Form;

/// What expressions call it.
pub const FUNCTION: &str = "table_of_changes";

/// A table that an expression comes to.
#[derive(Debug)]
pub(super) struct TableValue(pub Block);

impl Object for TableValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("（表）")
    }
}

/// What the table is called in prose, in Chinese.
fn names(form: &Form) -> impl Iterator<Item = &str> {
    let comparison = &form.comparison;
    std::iter::once(comparison.title.as_str())
        .chain(comparison.names.iter().map(String::as_str))
        .filter(|n| !n.is_empty())
}

/// Whether prose of a filing may ask for the table.
pub fn asks(filing: &Filing) -> bool {
    let is_named = |text: &str| text.contains(FUNCTION) || names(&filing.form).any(|name| text.contains(name));
    filing.prose().iter().any(|prose| prose.text.contains("{{") && is_named(&prose.text))
}

/// Tables that one report may ask for: each of them is set with all its cells.
const MOST_TABLES: usize = 20;

/// The function that gives the table: all of it, or the group of a key or a heading.
pub fn function(table: ChangeTable) -> Value {
    let given = AtomicUsize::new(0);
    Value::from_function(move |name: Option<String>| -> Result<Value, Error> {
        if given.fetch_add(1, Ordering::Relaxed) >= MOST_TABLES {
            let reason = format!("{MARK}一份报告里至多 {MOST_TABLES} 张对比表");
            return Err(Error::new(ErrorKind::InvalidOperation, reason));
        }
        let found = match &name {
            None => Some(table.clone()),
            Some(name) => table.only(name.trim()),
        };
        let Some(found) = found else {
            let known: Vec<&str> = table.groups.iter().map(|group| group.label.as_str()).collect();
            let reason = format!(
                "{MARK}{}里没有“{}”这一组，可以是：{}",
                table.title,
                name.unwrap_or_default(),
                known.join("、")
            );
            return Err(Error::new(ErrorKind::InvalidOperation, reason));
        };
        Ok(Value::from_object(TableValue(block(&found))))
    })
}

/// An expression that names the table in Chinese, as one that calls the function.
pub(super) fn called(source: &str, form: &Form) -> Option<String> {
    let source = source.trim();
    let rest = names(form).find_map(|name| source.strip_prefix(name))?;
    let group = rest.trim_start_matches(['·', '・', '•', '(', '（']).trim_end_matches([')', '）']);
    let group = group.trim_matches(['"', '\'', '“', '”', ' ']);
    let is_plain = !group.contains(['"', '\\', '{', '}']);
    is_plain.then(|| if group.is_empty() { format!("{FUNCTION}()") } else { format!("{FUNCTION}(\"{group}\")") })
}

/// The table as a block.
fn block(table: &ChangeTable) -> Block {
    let PrintedTable { heads, groups } = PrintedTable::new(table);
    let cell = |text: &String| vec![Run::plain(text.clone())];
    let is_whole = groups.len() > 1;
    let mut rows = Vec::new();
    for (label, of_group) in &groups {
        if is_whole {
            let heading = vec![Run { text: label.clone(), strong: true }];
            rows.push(std::iter::once(heading).chain(heads.iter().skip(1).map(|_| Vec::new())).collect());
        }
        rows.extend(of_group.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>()));
    }
    let head: Vec<_> = heads.iter().map(cell).collect();
    Block::Table { shares: shares_of(&head, &rows), head, rows }
}
