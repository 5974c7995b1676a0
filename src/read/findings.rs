//! What readers report: one wording for every place.

use crate::document::{PlaceNames, Spelling};
use crate::finding::Finding;
use crate::rule::input;
use crate::source::{Located, Span};
use crate::spelling::closest;

/// A value of another type or form than expected; `found` says what it is instead.
pub(super) fn wrong_type(names: PlaceNames<'_>, path: &str, at: &Span, found: &str, expected: &str) -> Finding {
    let expected = names.spelling.expectation(expected);
    let label = match names.spelling {
        Spelling::Toml => format!("这里是{}", found.split([' ', '“']).next().unwrap_or(found)),
        Spelling::Workbook | Spelling::Published => String::new(),
    };
    let message = format!("{}：应为{expected}，写的是{found}。", names.call(path));
    Finding::new(&input::WRONG_TYPE, message).mark(at, label).hint(format!("改为{expected}")).key(path)
}

/// A value that must be there; `how` says how to write it in TOML.
pub(super) fn missing(names: PlaceNames<'_>, path: &str, what: &str, at: &Span, how: &str) -> Finding {
    let finding = Finding::new(&input::MISSING_FIELD, format!("{}：没有填{what}。", names.call(path)));
    let finding = finding.mark(at, "").key(path);
    match names.remedy(path, how) {
        Some(remedy) => finding.hint(remedy),
        None => finding,
    }
}

/// An unknown key, and the likeliest known one.
pub(super) fn unknown_key<'k>(path: &str, key: &str, at: &Span, known: impl IntoIterator<Item = &'k str>) -> Finding {
    let finding = Finding::new(&input::UNKNOWN_KEY, format!("{path}：没有这一项。")).mark(at, "不认识的键").key(path);
    finding.hint(match closest(key, known) {
        Some(close) => format!("是不是想写 {close}？"),
        None => "删去这一项，或用 nianbao new 生成的样例核对键名".to_owned(),
    })
}

/// A word that is none of those there are; `what` says what it is not.
pub(super) fn unknown_word(
    names: PlaceNames<'_>,
    path: &str,
    given: &Located<String>,
    what: &str,
    hint: String,
) -> Finding {
    let message = format!("{}：没有“{}”{what}。", names.call(path), given.value);
    Finding::new(&input::UNKNOWN_NAME, message).mark(&given.at, "").hint(hint).key(path)
}

/// A text that is longer than its place can hold, if it is; `hint` says what to do about it.
pub(super) fn too_long(
    names: PlaceNames<'_>,
    path: &str,
    text: &str,
    most: usize,
    at: &Span,
    hint: &str,
) -> Option<Finding> {
    let length = text.chars().count();
    let message = format!("{}：有 {length} 字，至多 {most} 字（多 {}）。", names.call(path), length.checked_sub(most)?);
    let finding = || Finding::new(&input::TOO_LONG, message).mark(at, "").hint(hint).key(path);
    (length > most).then(finding)
}

/// A list of more texts than its place can hold.
pub(super) fn too_many(names: PlaceNames<'_>, path: &str, count: usize, most: usize, at: &Span) -> Finding {
    let message = format!("{}：有 {count} 个，至多 {most} 个。", names.call(path));
    Finding::new(&input::TOO_LONG, message).mark(at, "").hint("减少个数").key(path)
}
