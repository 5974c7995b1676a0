//! Values as Typst literals, and as JSON that Typst reads faster where there are many.

use std::borrow::Cow;
use std::fmt::Write as _;

use minijinja::value::ValueKind;
use minijinja::{Error, ErrorKind, Value};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::long;

/// Entries of maps that are for web pages alone: half of a table's text, which Typst would read for nothing.
const WEB: &str = "web";

/// A value as a Typst literal: strings quoted and escaped, lists as arrays, maps as dictionaries.
pub(super) fn literal(value: &Value) -> String {
    let mut out = String::new();
    write_literal(&mut out, value);
    out
}

/// A value as JSON in a Typst expression that reads it: the typesetter takes it in as a whole, instead of one value after
/// the other.
pub(super) fn data(value: &Value) -> Result<Value, Error> {
    let json = serde_json::to_string(&Data { value })
        .map_err(|error| Error::new(ErrorKind::BadSerialization, "JSON").with_source(error))?;
    let mut out = String::from("json(bytes(");
    write_quoted(&mut out, &json, String::push_str);
    out.push_str("))");
    // It is an expression already.
    Ok(Value::from_safe_string(out))
}

/// A value as the typesetter reads it.
struct Data<'a> {
    value: &'a Value,
}

impl Serialize for Data<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { value } = *self;
        match value.kind() {
            ValueKind::None | ValueKind::Undefined | ValueKind::Bool | ValueKind::Number => value.serialize(serializer),
            ValueKind::Seq | ValueKind::Iterable => {
                let mut list = serializer.serialize_seq(value.len())?;
                for item in value.try_iter().into_iter().flatten() {
                    list.serialize_element(&Data { value: &item })?;
                }
                list.end()
            }
            ValueKind::Map => {
                let mut map = serializer.serialize_map(None)?;
                for key in value.try_iter().into_iter().flatten() {
                    let name = text(&key);
                    if name != WEB {
                        let entry = value.get_item(&key).unwrap_or_default();
                        map.serialize_entry(&*name, &Data { value: &entry })?;
                    }
                }
                map.end()
            }
            _ => {
                let mut printed = String::new();
                long::push(&mut printed, &text(value));
                serializer.serialize_str(&printed)
            }
        }
    }
}

/// A value as text.
fn text(value: &Value) -> Cow<'_, str> {
    value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed)
}

/// Appends a literal.
fn write_literal(out: &mut String, value: &Value) {
    match value.kind() {
        ValueKind::None | ValueKind::Undefined => out.push_str("none"),
        ValueKind::Bool => out.push_str(if value.is_true() { "true" } else { "false" }),
        ValueKind::Number => {
            // A minus sign in front would be an operator.
            let number = value.to_string();
            let negative = number.starts_with('-');
            let written = if negative { write!(out, "({number})") } else { write!(out, "{number}") };
            written.expect("a String takes everything");
        }
        ValueKind::Seq | ValueKind::Iterable => {
            out.push('(');
            for item in value.try_iter().into_iter().flatten() {
                write_literal(out, &item);
                out.push_str(", ");
            }
            out.push(')');
        }
        ValueKind::Map => {
            out.push_str("(:");
            let mut first = true;
            for key in value.try_iter().into_iter().flatten().filter(|key| key.as_str() != Some(WEB)) {
                if first {
                    out.pop();
                    first = false;
                }
                write_string(out, &text(&key));
                out.push_str(": ");
                write_literal(out, &value.get_item(&key).unwrap_or_default());
                out.push_str(", ");
            }
            out.push(')');
        }
        _ => write_string(out, &text(value)),
    }
}

/// Appends a string literal, with places to break in its longest words.
fn write_string(out: &mut String, text: &str) {
    write_quoted(out, text, long::push);
}

/// Appends a string literal; `push` appends what needs no escaping.
fn write_quoted(out: &mut String, text: &str, push: impl Fn(&mut String, &str)) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| matches!(c, '"' | '\\') || c.is_control()) {
        push(out, &rest[..at]);
        let mut chars = rest[at..].chars();
        match chars.next().unwrap_or_default() {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => write!(out, "\\u{{{:x}}}", u32::from(c)).expect("a String takes everything"),
            c => out.push(c),
        }
        rest = chars.as_str();
    }
    push(out, rest);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals() {
        assert_eq!(literal(&Value::from("a\"b\\c\n#\u{1}")), r##""a\"b\\c\n#\u{1}""##);
        assert_eq!(literal(&Value::from(-3)), "(-3)");
        assert_eq!(literal(&Value::from(vec!["一"])), "(\"一\", )");
        assert_eq!(literal(&Value::from(Vec::<Value>::new())), "()");
        assert_eq!(literal(&Value::from_pairs([("a", 1)])), "(\"a\": 1, )");
        assert_eq!(literal(&Value::from_pairs(Vec::<(String, i32)>::new())), "(:)");
        assert_eq!(literal(&Value::from(())), "none");
        assert_eq!(literal(&Value::from_pairs([("a", 1), ("web", 2)])), "(\"a\": 1, )");
    }

    #[test]
    fn the_same_as_json() {
        let text = |value: Value| serde_json::to_string(&Data { value: &value }).unwrap();
        assert_eq!(text(Value::from("a\"b\\c\n#\u{1}")), r##""a\"b\\c\n#\u0001""##);
        assert_eq!(text(Value::from(vec![Value::from(-3), Value::from(0.5), Value::from(())])), "[-3,0.5,null]");
        assert_eq!(text(Value::from_pairs([("a", 1), ("web", 2), ("b", 1)])), r#"{"a":1,"b":1}"#);
        assert_eq!(text(Value::from(true)), "true");
        // Words too long for a line get places to break, as in literals.
        let word = "a".repeat(80);
        assert_eq!(text(Value::from(word.as_str())), literal(&Value::from(word.as_str())));
        // They have none between them, however long they are together.
        let names = Value::from(vec!["ab\\"; 30]);
        let read = format!("json(bytes(\"[{}]\"))", [r#"\"ab\\\\\""#; 30].join(","));
        assert_eq!(data(&names).unwrap().to_string(), read);
    }
}
