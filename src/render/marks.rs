//! The many marks of a drawing, each written by a pattern of the template.

use std::fmt::Write as _;

use minijinja::value::ValueKind;
use minijinja::{Error, HtmlEscape, Value};

/// A piece of a pattern.
enum PatternPiece<'p> {
    /// It stands as it is.
    Text(&'p str),
    /// A part of the mark, by its name.
    Part(&'p str),
    /// What is written where the mark has all its parts, and what is where it has not.
    Choice(Vec<Self>, Vec<Self>),
}

/// The marks of a list, each as the pattern of its `kind` says: `{name}` is a part of the mark, or what stands at that number
/// in the list of patterns by that name; of `[one|other]` the one is written where the mark has all its parts, else the
/// other. A filter, since drawings have many marks.
pub(super) fn drawn(marks: &Value, patterns: &Value) -> Result<Value, Error> {
    let kinds: Vec<Value> = patterns.try_iter()?.collect();
    let texts: Vec<Value> = kinds.iter().map(|kind| patterns.get_item(kind)).collect::<Result<_, _>>()?;
    let read: Vec<_> =
        kinds.iter().zip(&texts).filter_map(|(kind, text)| Some((kind, pieces(text.as_str()?)))).collect();
    let mut out = String::new();
    for mark in marks.try_iter()? {
        let kind = mark.get_attr("kind")?;
        for (_, pattern) in read.iter().filter(|(known, _)| **known == kind) {
            write_pieces(&mut out, &mark, pattern, patterns)?;
        }
    }
    Ok(Value::from_safe_string(out))
}

/// The pieces of a pattern.
fn pieces(mut pattern: &str) -> Vec<PatternPiece<'_>> {
    let mut all = Vec::new();
    while let Some(at) = pattern.find(['{', '[']) {
        let is_part = pattern.as_bytes()[at] == b'{';
        let Some(length) = pattern[at..].find(if is_part { '}' } else { ']' }) else { break };
        let inside = &pattern[at + 1..at + length];
        all.push(PatternPiece::Text(&pattern[..at]));
        all.push(if is_part {
            PatternPiece::Part(inside)
        } else {
            let (one, other) = inside.split_once('|').unwrap_or((inside, ""));
            PatternPiece::Choice(pieces(one), pieces(other))
        });
        pattern = &pattern[at + length + 1..];
    }
    all.push(PatternPiece::Text(pattern));
    all
}

/// Appends a mark as some pieces say; whether it has all their parts.
fn write_pieces(out: &mut String, mark: &Value, pieces: &[PatternPiece<'_>], lists: &Value) -> Result<bool, Error> {
    for piece in pieces {
        match piece {
            PatternPiece::Text(text) => out.push_str(text),
            PatternPiece::Part(name) => {
                let part = mark.get_attr(name)?;
                if part.is_undefined() || part.is_none() {
                    return Ok(false);
                }
                let listed = lists.get_attr(name)?;
                push(out, &if listed.is_undefined() { part } else { listed.get_item(&part)? });
            }
            PatternPiece::Choice(one, other) => {
                let before = out.len();
                if !write_pieces(out, mark, one, lists)? {
                    out.truncate(before);
                    write_pieces(out, mark, other, lists)?;
                }
            }
        }
    }
    Ok(true)
}

/// Appends a value as text of a page.
fn push(out: &mut String, value: &Value) {
    let written = match value.as_str() {
        Some(text) => write!(out, "{}", HtmlEscape(text)),
        None if value.kind() == ValueKind::Number => write!(out, "{value}"),
        None => write!(out, "{}", HtmlEscape(&value.to_string())),
    };
    written.expect("a String takes everything");
}

#[cfg(test)]
mod tests {
    use minijinja::context;

    use super::*;

    #[test]
    fn marks_are_written_by_the_patterns_of_their_kinds() {
        let marks = Value::from(vec![
            context! { kind => "bar", x => 9.0, fill => 1 },
            context! { kind => "bar", x => 1.25, fill => Value::from(()) },
            context! { kind => "words", x => 2, text => "甲<乙>", figure => "a\"b" },
            context! { kind => "words", x => 2, text => "丙" },
            context! { kind => "rule", x => 3 },
        ]);
        let patterns = context! {
            bar => "<rect x=\"{x}\" fill=\"[{fill}\" stroke=\"black|white]\"/>",
            words => "<text x=\"{x}\"[ data-figure=\"{figure}\"]>{text}</text>",
            fill => vec!["red", "url(#1)"],
        };
        let made = drawn(&marks, &patterns).expect("they are lists");
        let expected = "<rect x=\"9.0\" fill=\"url(#1)\" stroke=\"black\"/><rect x=\"1.25\" fill=\"white\"/>\
            <text x=\"2\" data-figure=\"a&quot;b\">甲&lt;乙&gt;</text><text x=\"2\">丙</text>";
        assert_eq!(made.as_str(), Some(expected));
        assert!(made.is_safe());
    }
}
