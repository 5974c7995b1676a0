//! Punctuation where the value of an expression meets what was typed around it: one mark is printed, not two, and none
//! without words.

use std::ops::Range;

/// Marks that end a sentence.
const ENDS: [char; 7] = ['。', '！', '？', '；', '!', '?', ';'];

/// Marks that a sentence may have typed behind it in place of its own.
const MARKS: [char; 13] = ['。', '，', '、', '；', '：', '！', '？', ',', ';', ':', '!', '?', '.'];

/// Closing brackets and quotation marks.
const CLOSING: [char; 6] = ['）', ')', '”', '’', '》', '】'];

/// A character and where it stands.
type PrintedCharacter = (char, Range<usize>);

/// Makes values fit between the marks around them; gives the typed marks that are not printed.
pub(super) fn fit(text: &str, opaque: &[Range<usize>], values: &mut [String]) -> Vec<Range<usize>> {
    let mut dropped: Vec<Range<usize>> = Vec::new();
    // What is printed last before the expression; none at the beginning of a line.
    let mut before: Option<PrintedCharacter> = None;
    let mut from = 0;
    for (number, range) in opaque.iter().enumerate() {
        before = last(text, from..range.start, &dropped, before);
        from = range.end;
        let until = opaque.get(number + 1).map_or(text.len(), |next| next.start);
        let mut after = following(text, range.end..until);
        let value = values[number].trim_end();
        let Some(end) = value.chars().next_back() else {
            let mark = after.next().filter(|(c, _)| MARKS.contains(c));
            match (mark, &before) {
                // A mark is there, or there is nothing that it could end.
                (Some((_, place)), None) => dropped.push(place),
                (Some((_, place)), Some((c, _))) if ENDS.contains(c) || matches!(c, '：' | ':') => dropped.push(place),
                (Some(_), Some((c, typed))) if MARKS.contains(c) => dropped.push(typed.clone()),
                _ => {}
            }
            continue;
        };
        let next = after.find(|(c, _)| !CLOSING.contains(c));
        let is_ended = ENDS.contains(&end) && next.is_some_and(|(c, _)| MARKS.contains(&c));
        if is_ended {
            let length = value.len() - end.len_utf8();
            values[number].truncate(length);
        }
        before = values[number].trim_end().chars().next_back().map(|end| (end, range.end..range.end));
    }
    dropped
}

/// The last character that is printed up to a place, none at the beginning of a line; what was printed before the range
/// where nothing of it is.
fn last(
    text: &str,
    range: Range<usize>,
    dropped: &[Range<usize>],
    before: Option<PrintedCharacter>,
) -> Option<PrintedCharacter> {
    for (at, c) in text[range.clone()].char_indices().rev() {
        let at = range.start + at;
        match c {
            '\n' | '\r' => return None,
            c if c.is_whitespace() || c == '*' || dropped.last().is_some_and(|place| place.start == at) => {}
            c => return Some((c, at..at + c.len_utf8())),
        }
    }
    before
}

/// The characters that are printed next in a line.
fn following(text: &str, range: Range<usize>) -> impl Iterator<Item = PrintedCharacter> {
    let characters = text[range.clone()].char_indices().take_while(|(_, c)| !matches!(c, '\n' | '\r'));
    let printed = characters.filter(|(_, c)| !c.is_whitespace() && *c != '*');
    printed.map(move |(at, c)| (c, range.start + at..range.start + at + c.len_utf8()))
}

/// The ranges and values with the marks that are not printed among them.
pub(super) fn without(
    (opaque, values): (Vec<Range<usize>>, Vec<String>),
    dropped: Vec<Range<usize>>,
) -> (Vec<Range<usize>>, Vec<String>) {
    let dropped = dropped.into_iter().map(|place| (place, String::new()));
    let mut all: Vec<(Range<usize>, String)> = opaque.into_iter().zip(values).chain(dropped).collect();
    all.sort_by_key(|(range, _)| range.start);
    all.dedup_by(|one, other| one.0 == other.0);
    all.into_iter().unzip()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::braces::ranges;

    /// A text with one value for each of its expressions.
    fn joined(text: &str, values: &[&str]) -> String {
        let opaque = ranges(text);
        let mut values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
        let dropped = fit(text, &opaque, &mut values);
        let (opaque, values) = without((opaque, values), dropped);
        let (mut out, mut from) = (String::new(), 0);
        for (range, value) in opaque.iter().zip(values) {
            out.push_str(&text[from..range.start]);
            out.push_str(&value);
            from = range.end;
        }
        out + &text[from..]
    }

    #[test]
    fn a_sentence_and_the_mark_behind_it_are_one_mark() {
        for (text, printed) in [
            ("{{ a }}。", "共收到3件。"),
            ("{{ a }}，其中", "共收到3件，其中"),
            ("{{ a }}；另", "共收到3件；另"),
            ("{{ a }};另", "共收到3件;另"),
            ("{{ a }}.", "共收到3件."),
            ("{{ a }} 。", "共收到3件 。"),
            ("{{ a }}其中", "共收到3件。其中"),
            ("{{ a }}\n。", "共收到3件。\n。"),
            ("**{{ a }}**。", "**共收到3件**。"),
            ("（{{ a }}）。", "（共收到3件）。"),
            ("（{{ a }}）其中", "（共收到3件。）其中"),
            ("{{ a }}", "共收到3件。"),
        ] {
            assert_eq!(joined(text, &["共收到3件。"]), printed, "{text}");
        }
        assert_eq!(joined("{{ a }}件。", &["3"]), "3件。");
        assert_eq!(joined("{{ a }}{{ b }}。", &["甲。", "乙。"]), "甲。乙。");
        assert_eq!(joined("{{ a }}；{{ b }}。", &["甲。", "乙。"]), "甲；乙。");
    }

    #[test]
    fn an_empty_sentence_leaves_no_mark_alone() {
        for (text, printed) in [
            ("{{ a }}。", ""),
            ("情况。{{ a }}。", "情况。"),
            ("情况。\n{{ a }}。\n其余", "情况。\n\n其余"),
            ("情况，{{ a }}。", "情况。"),
            ("情况：{{ a }}。其余", "情况：其余"),
            ("情况:{{ a }}。其余", "情况:其余"),
            ("情况。{{ a }};其余", "情况。其余"),
            ("情况{{ a }}。", "情况。"),
            ("情况。{{ a }}，其余", "情况。其余"),
            ("情况，{{ a }}，其余", "情况，其余"),
            ("情况。**{{ a }}**。", "情况。****"),
        ] {
            assert_eq!(joined(text, &[""]), printed, "{text}");
        }
        assert_eq!(joined("{{ a }}{{ b }}。", &["甲。", ""]), "甲。");
        assert_eq!(joined("{{ a }}。{{ b }}。", &["", ""]), "");
        assert_eq!(joined("甲，{{ a }}，{{ b }}。", &["", ""]), "甲。");
    }
}
