//! One line or cell of a list as people paste it: with a number before the name, the group behind it, blanks within.

use super::plain_name;
use crate::characters::is_chinese;
use crate::filing::LEVELS;
use crate::prose::numbering::Typed;

/// What stands between the columns of a pasted line.
const BETWEEN: [char; 3] = ['\t', ',', '，'];

/// What stands between a number and a name.
const AFTER_NUMBER: [char; 7] = ['.', '．', '、', ')', '）', ' ', '\u{3000}'];

/// Signs that begin the items of a list.
const BULLETS: [char; 6] = ['-', '•', '·', '●', '*', '—'];

/// Digits of a number; more are a code.
const MOST_DIGITS: usize = 4;

/// The name in a line, and the group where the line says one.
pub(super) fn entry(line: &str) -> (String, Option<String>) {
    let columns: Vec<&str> = line.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty()).collect();
    let columns: Vec<&str> = match columns.as_slice() {
        [number, rest @ ..] if !rest.is_empty() && is_number(number) => rest.to_vec(),
        _ => columns,
    };
    match columns.as_slice() {
        [name] => with_suffix(unnumbered(name)),
        [name, group] if is_group(group) => (tidy(unnumbered(name)), Some((*group).to_owned())),
        [group, name] if is_group(group) => (tidy(unnumbered(name)), Some((*group).to_owned())),
        _ => (line.trim().to_owned(), None),
    }
}

/// Whether a text is a word for a kind of agency.
fn is_group(text: &str) -> bool {
    LEVELS.find(text).is_some()
}

/// Whether a text is a number of a list.
fn is_number(text: &str) -> bool {
    let digits = text.trim_matches(['(', ')', '（', '）', '.', '、']);
    (1..=MOST_DIGITS).contains(&digits.chars().count()) && digits.chars().all(char::is_numeric)
}

/// The kind of agency that a line begins the units of: `部门`, `一、部门：`.
pub(super) fn heading(line: &str) -> Option<&str> {
    let text = unnumbered(line.trim_start_matches('#')).trim_end_matches(['：', ':']).trim_end();
    let (bare, count) = text.split_once(['（', '(']).unwrap_or((text, ""));
    let is_counted = count.starts_with(|c: char| c.is_numeric() || c == '共') && count.ends_with(['）', ')']);
    let group = if is_counted { bare.trim_end() } else { text };
    let is_word = group.chars().all(char::is_alphabetic) && group.chars().count() <= MOST_OF_KIND;
    let is_kind = is_word && KINDS.iter().any(|kind| group.ends_with(kind));
    (is_group(group) || is_kind || ALONE.contains(&group)).then_some(group)
}

/// How words for a kind of agency end that is none of the form's.
const KINDS: [&str; 2] = ["部门", "单位"];

/// Words that are no name by themselves.
const ALONE: [&str; 8] = ["乡镇", "镇街", "街道", "乡", "镇", "群团", "乡镇（街道）", "镇（街道）"];

/// Characters of such a word: 区直属企事业单位.
const MOST_OF_KIND: usize = 9;

/// A name without the number before it: `3.`, `3、`, `（3）`, `3 `, `三、`, `③`, or a sign of a list.
fn unnumbered(text: &str) -> &str {
    let text = text.trim().trim_start_matches(BULLETS).trim_start();
    let rest = Typed::of(text).map_or("", |typed| text[typed.length..].trim_start_matches(AFTER_NUMBER));
    if !rest.is_empty() {
        return rest;
    }
    // 1.1 教育局: a number of two.
    let inner = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if text.contains('.') && inner.len() < text.len() && inner.starts_with([' ', '\u{3000}', '\t']) {
        return inner.trim_start();
    }
    let inner = text.strip_prefix(['(', '（']).unwrap_or(text);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let digits = inner.chars().count() - rest.chars().count();
    let after = rest.trim_start_matches(AFTER_NUMBER);
    if (1..=MOST_DIGITS).contains(&digits) && after.len() < rest.len() && !after.is_empty() { after } else { text }
}

/// A name, and the group that stands behind it in brackets or after a blank: `教育局（部门）`, `教育局  部门`.
fn with_suffix(text: &str) -> (String, Option<String>) {
    let plain = text.replace('(', "（").replace(')', "）");
    let bracketed = plain.strip_suffix('）').and_then(|rest| rest.rsplit_once('（'));
    let spaced = || text.rsplit_once(char::is_whitespace);
    match bracketed.or_else(spaced) {
        Some((name, group)) if is_group(group) && !name.trim().is_empty() => {
            (tidy(name), Some(group.trim().to_owned()))
        }
        _ => (tidy(text), None),
    }
}

/// A name as it is written: blanks between Chinese characters only spread it.
fn tidy(text: &str) -> String {
    let is_spread = text.chars().all(|c| is_chinese(c) || c.is_whitespace() || ['(', ')'].contains(&c));
    if is_spread && !holds_several(text) && !goes_on(text) { plain_name(text) } else { text.trim().to_owned() }
}

/// How the names of agencies end.
const ENDS: [&str; 12] = ["局", "府", "委", "办", "会", "院", "处", "所", "站", "队", "中心", "公司"];

/// How names of parts of agencies end besides.
const PARTS: [char; 5] = ['部', '室', '厅', '校', '社'];

/// Whether something stands behind a whole name, a blank apart, that is no part of one: a person, `新增`. What says whether
/// a report was handed in, `已交`, is told as that.
pub(super) fn goes_on(text: &str) -> bool {
    let is_name = |text: &str| ENDS.iter().any(|end| text.ends_with(end));
    text.match_indices(char::is_whitespace).any(|(at, _)| {
        let (name, rest) = (text[..at].trim_end(), text[at..].trim());
        let is_part =
            rest.is_empty() || is_name(rest) || rest.ends_with(PARTS) || rest.starts_with(['（', '(', '已', '未']);
        is_name(name) && !is_part
    })
}

/// Whether a text is several names with blanks or `、` between.
pub(super) fn holds_several(text: &str) -> bool {
    let mut depth = 0_i32;
    let is_between = |c: char| {
        depth += i32::from(matches!(c, '（' | '(')) - i32::from(matches!(c, '）' | ')'));
        depth == 0 && (c.is_whitespace() || matches!(c, '、' | '/'))
    };
    let names = text.split(is_between).filter(|part| part.chars().count() > 2);
    names.filter(|part| ENDS.iter().any(|end| part.ends_with(end))).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_as_they_are_pasted() {
        for (line, name, group) in [
            ("示例区教育局", "示例区教育局", None),
            ("1. 示例区教育局", "示例区教育局", None),
            ("12、示例区教育局", "示例区教育局", None),
            ("（3）示例区教育局", "示例区教育局", None),
            ("３．示例区教育局", "示例区教育局", None),
            ("4\t示例区教育局\t部门", "示例区教育局", Some("部门")),
            ("5,示例区教育局", "示例区教育局", None),
            ("示例区教育局（部门）", "示例区教育局", Some("部门")),
            ("示例区河西镇(乡镇街道)", "示例区河西镇", Some("乡镇街道")),
            ("示例区　教　育　局", "示例区教育局", None),
            ("示例区教育局　　部门", "示例区教育局", Some("部门")),
            ("示例区教育局（体育局）", "示例区教育局（体育局）", None),
            ("①示例区教育局", "示例区教育局", None),
            ("三、示例区教育局", "示例区教育局", None),
            ("- 示例区教育局", "示例区教育局", None),
            ("110联动中心", "110联动中心", None),
            ("一中心街道办事处", "一中心街道办事处", None),
            ("示例区 A B 中心", "示例区 A B 中心", None),
            ("示例区 教育局", "示例区教育局", None),
            ("示例区水务局 示例区林业局", "示例区水务局 示例区林业局", None),
            ("示例区教育局,示例区财政局", "示例区教育局,示例区财政局", None),
        ] {
            assert_eq!(entry(line), (name.to_owned(), group.map(str::to_owned)), "{line}");
        }
    }
}
