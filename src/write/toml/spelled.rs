//! Values as TOML spells them.

use crate::filing::{Field, FieldKind, OMITTED};

/// A TOML string on one line, or over several where the text has several.
pub(super) fn quoted(text: &str) -> String {
    let odd = |c: char| c.is_control() && c != '\n' && c != '\t';
    if text.contains('\n') && !text.contains("'''") && !text.ends_with('\'') && !text.chars().any(odd) {
        return format!("'''\n{text}'''");
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\""
}

/// The last key of a path.
pub(super) fn key(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// What is said of a field behind its value.
pub(super) fn brief(field: &Field) -> String {
    if field.help.is_empty() { field.label.clone().into_owned() } else { format!("{}：{}", field.label, field.help) }
}

/// A line of a field: its values, and what is said about them.
pub(super) fn line(field: &Field, values: &[String], about: &str) -> String {
    format!("{} = {}   # {about}", field.place().1, all(field, values))
}

/// All values of a field as TOML spells them.
fn all(field: &Field, values: &[String]) -> String {
    match field.kind {
        FieldKind::List(_) if *values == [OMITTED] => "[]".to_owned(),
        FieldKind::List(_) => {
            format!("[{}]", values.iter().map(|value| spelled(field, value)).collect::<Vec<_>>().join(", "))
        }
        _ => values.first().map_or(String::new(), |value| spelled(field, value)),
    }
}

/// A field's value as TOML spells it.
fn spelled(field: &Field, value: &str) -> String {
    match field.kind {
        FieldKind::Year | FieldKind::Date | FieldKind::Figure(_) => value.to_owned(),
        FieldKind::Part | FieldKind::Flag if value == OMITTED => "false".to_owned(),
        FieldKind::Flag => "true".to_owned(),
        FieldKind::Choice(choice) => {
            quoted(choice.words.iter().find(|(word, _)| *word == value).map_or(value, |(_, key)| key))
        }
        FieldKind::Text | FieldKind::Prose | FieldKind::List(_) | FieldKind::Joined(_) | FieldKind::Part => {
            quoted(value)
        }
    }
}
