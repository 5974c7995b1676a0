//! Values as Typst literals.

use std::fmt::Write as _;

use minijinja::Value;
use minijinja::value::ValueKind;

use super::long;

/// Entries of maps that are for web pages alone: half of a table's text, which Typst would read for nothing.
const WEB: &str = "web";

/// A value as a Typst literal: strings quoted and escaped, lists as arrays, maps as dictionaries.
pub(super) fn literal(value: &Value) -> String {
    let mut out = String::new();
    write_literal(&mut out, value);
    out
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
                write_text(out, &key);
                out.push_str(": ");
                write_literal(out, &value.get_item(&key).unwrap_or_default());
                out.push_str(", ");
            }
            out.push(')');
        }
        _ => write_text(out, value),
    }
}

/// Appends a value as a string literal.
fn write_text(out: &mut String, value: &Value) {
    match value.as_str() {
        Some(text) => write_string(out, text),
        None => write_string(out, &value.to_string()),
    }
}

/// Appends a string literal.
fn write_string(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| matches!(c, '"' | '\\') || c.is_control()) {
        long::push(out, &rest[..at]);
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
    long::push(out, rest);
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
}
