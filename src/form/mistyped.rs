//! What the reader of values finds wrong with a file, in Chinese.

use super::fault::{Fault, FaultKind};

/// Beginnings of what is expected, and what that is called.
const EXPECTED: &[(&str, &str)] = &[
    ("a sequence", "列表，如 [\"…\", \"…\"]"),
    ("a string", "文字（写在英文引号里）"),
    ("a borrowed string", "文字（写在英文引号里）"),
    ("a character", "一个字（写在英文引号里）"),
    ("a map", "若干行 名称 = \"…\""),
    ("struct", "表 { … }"),
    ("a boolean", " true 或 false"),
    ("u", "整数"),
    ("i", "整数"),
    ("f", "数"),
];

/// Characters of a value that a message shows.
const MOST_SHOWN: usize = 20;

/// The fault of a value of another type than expected, or of a name that is not there.
pub(super) fn mistyped(text: &str, error: &toml::de::Error) -> Fault {
    let at = error.span().unwrap_or(0..0);
    let (kind, message, hint) = told(error.message(), text.get(at.clone()).unwrap_or_default());
    Fault::new(kind, &at, message, hint)
}

/// A message of the reader of values about something written, with what to do.
fn told(message: &str, written: &str) -> (FaultKind, String, String) {
    let mut named = message.split('`').skip(1).step_by(2);
    let name = named.next().unwrap_or_default();
    if message.starts_with("missing field") {
        return (FaultKind::Missing, format!("没有 {name} 这一项。"), format!("补上 {name}；没有的写成空的列表 []"));
    }
    if message.starts_with("unknown field") {
        let known: Vec<&str> = named.collect();
        return (
            FaultKind::Unknown,
            format!("没有 {name} 这一项。"),
            format!("改正或删去；可以写：{}", known.join("、")),
        );
    }
    if message.starts_with("duplicate field") {
        return (FaultKind::Twice, format!("{name} 写了两次。"), "删去多余的".to_owned());
    }
    let line = written.lines().next().unwrap_or_default();
    let shown: String = line.chars().take(MOST_SHOWN).collect();
    let more = if shown.len() < written.trim_end().len() { "…" } else { "" };
    let expected = message.split_once("expected ").map_or("", |(_, expected)| expected);
    let expected = EXPECTED.iter().find(|(start, _)| expected.starts_with(start)).map(|(_, name)| *name);
    match expected {
        Some(expected) => {
            (FaultKind::Unknown, format!("写的是 {shown}{more}，应为{expected}。"), format!("改为{expected}"))
        }
        None => {
            (FaultKind::Unknown, format!("这里不能写 {shown}{more}。"), "照 nianbao forms 写出的文件改正".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_chinese() {
        for (message, written, expected) in [
            ("missing field `words`", "[doubled]", "没有 words 这一项。"),
            ("unknown field `wordz`, expected one of `words`, `then`", "wordz", "没有 wordz 这一项。"),
            ("invalid type: integer `3`, expected a sequence", "3", "写的是 3，应为列表，如 [\"…\", \"…\"]。"),
            ("invalid type: sequence, expected struct Lost", "[\n1]", "写的是 […，应为表 { … }。"),
            ("wanted something else", "x", "这里不能写 x。"),
        ] {
            assert_eq!(told(message, written).1, expected, "{message}");
        }
        assert!(told("unknown field `a`, expected `b` or `c`", "a").2.ends_with("b、c"));
    }
}
