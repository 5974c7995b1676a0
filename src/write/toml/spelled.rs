//! Values as TOML spells them.

use crate::filing::{Date, Field, FieldKind, OMITTED, WANTED};

/// A TOML string on one line, or over several where the text has several.
pub(crate) fn quoted(text: &str) -> String {
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

/// The value of a field that is typed as a text, a line a value where it has several; none where nothing is typed. What
/// is not typed as such a field asks for becomes a text, and is told when that is read.
pub(crate) fn field_value(field: &Field, text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let is_plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    Some(match field.kind {
        FieldKind::Flag if ![WANTED, OMITTED].contains(&text) => quoted(text),
        FieldKind::Date => Date::parse(text).map_or_else(|| quoted(text), |date| date.to_string()),
        FieldKind::Year | FieldKind::Figure(_) if !is_plain(text) || text.parse::<f64>().is_err() => quoted(text),
        FieldKind::List(_) => all(
            field,
            &text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>(),
        ),
        _ => all(field, &[text.to_owned()]),
    })
}
