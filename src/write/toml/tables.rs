//! The tables of a filing as TOML: a line a row, with its official label behind it.

use std::collections::BTreeMap;
use std::fmt::{Result, Write as _};

use super::spelled::{key, quoted};
use crate::filing::{Entry, Value};
use crate::form::{CellId, Form, InputLine, Kind};
use crate::source::Located;

/// Writes the tables of a form.
pub(super) fn write(out: &mut String, form: &Form, cells: &BTreeMap<CellId, Located<Entry>>, prefix: &str) -> Result {
    for table in &form.tables {
        let section =
            form.sections.iter().find(|section| section.table.as_ref().is_some_and(|named| *named == table.key));
        let title = section.map_or("", |section| &section.title);
        writeln!(out, "\n[{prefix}{}]   # {}：{title}", table.key, table.label)?;
        lines(out, form, cells, &table.key)?;
    }
    Ok(())
}

/// Writes the lines of a table, the columns before them wherever they change.
fn lines(out: &mut String, form: &Form, cells: &BTreeMap<CellId, Located<Entry>>, table: &str) -> Result {
    let (mut columns, mut folder) = (String::new(), String::new());
    for line in form.lines.iter().filter(|line| line.key.starts_with(&format!("{table}."))) {
        let (parent, key) = line.key.rsplit_once('.').unwrap_or(("", &line.key));
        // 三、本年度办理结果 and its groups are keys before the line's own.
        let group = parent.strip_prefix(table).unwrap_or_default().trim_start_matches('.');
        if group != folder {
            folder = group.to_owned();
            writeln!(out)?;
        }
        let now = names(form, line);
        if now != columns {
            writeln!(out, "# 依次：{now}")?;
            columns = now;
        }
        let key = if group.is_empty() { key.to_owned() } else { format!("{group}.{key}") };
        match line_text(form, line, cells) {
            Some(values) => writeln!(out, "{key} = {values}   # {}", labels(form, line))?,
            None if line.inputs.iter().all(|id| form.is_derived(*id)) => {
                writeln!(out, "# {key} = […]   # {}（不填则自动计算）", labels(form, line))?;
            }
            None => writeln!(out, "# {key} =    # {}", labels(form, line))?,
        }
    }
    Ok(())
}

/// The columns of a line.
fn names(form: &Form, line: &InputLine) -> String {
    let name = |id: &CellId| form.cell(*id).column_labels.last().cloned().unwrap_or_default();
    let mut names: Vec<_> = line.inputs.iter().map(name).collect();
    if let Some(total) = &line.total {
        names.push(format!("（{}不填则自动计算）", name(total)));
    }
    names.join("、")
}

/// The official labels of a line, from the outermost group.
fn labels(form: &Form, line: &InputLine) -> String {
    let Some(first) = line.inputs.first() else { return line.label.clone() };
    let labels = &form.cell(*first).row_labels;
    if labels.is_empty() { line.label.clone() } else { labels.join("›") }
}

/// The figures of a line; none when it has none.
pub(crate) fn line_text(form: &Form, line: &InputLine, cells: &BTreeMap<CellId, Located<Entry>>) -> Option<String> {
    let spelled = |id: &CellId| cells.get(id).map(|located| cell_text(&located.value, form.cell(*id).kind));
    let inputs: Vec<Option<String>> = line.inputs.iter().map(spelled).collect();
    let total = line.total.as_ref().and_then(spelled);
    let unprinted: Vec<Option<String>> = line.unprinted.iter().map(spelled).collect();
    if inputs.iter().chain(&unprinted).all(Option::is_none) && total.is_none() {
        return None;
    }
    if unprinted.iter().all(Option::is_none)
        && let Some(values) = inputs.iter().cloned().collect::<Option<Vec<String>>>()
    {
        return Some(match (values.as_slice(), &total, line.total) {
            ([value], None, None) => value.clone(),
            _ => format!("[{}]", values.into_iter().chain(total).collect::<Vec<_>>().join(", ")),
        });
    }
    let by_key = line.cells().filter_map(|id| Some(format!("{} = {}", key(&form.cell(id).key), spelled(&id)?)));
    Some(format!("{{ {} }}", by_key.collect::<Vec<_>>().join(", ")))
}

/// A figure as TOML spells it.
pub(crate) fn cell_text(entry: &Entry, kind: Kind) -> String {
    let bare = Entry { note: None, ..entry.clone() };
    let is_plain = |n: &rust_decimal::Decimal| n.to_string() == bare.shown && Entry::number(*n, kind).0 == bare;
    let value = match bare.value {
        Value::Number(number) if is_plain(&number) => bare.shown.clone(),
        _ => quoted(&bare.spelled()),
    };
    match &entry.note {
        Some(note) => format!("{{ value = {value}, note = {} }}", quoted(note)),
        None => value,
    }
}
