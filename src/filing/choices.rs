//! The words of which fields hold one.

use super::field::{Choice, Functions};

/// Kinds of agencies.
pub static LEVELS: Choice = Choice {
    words: &[("部门", "部门"), ("政府", "政府"), ("乡镇街道", "乡镇街道")],
    what: "这一类",
};

/// Where the preface stands.
pub(super) static PLACES: Choice =
    Choice { words: &[("正文之前", "front"), ("第一部分之内", "overview")], what: "这个位置" };

/// 文种.
pub(super) static KINDS: Choice = Choice { words: &[("报告", "报告"), ("函", "函")], what: "这一文种" };

/// How a letter ends.
pub(super) static ENDINGS: Choice =
    Choice { words: &[("盖章", "盖章"), ("不盖章", "不盖章")], what: "这种写法" };

/// Where the preface stands, if there is one.
pub(super) const PLACE: Functions = (
    |f| f.preface.iter().map(|preface| PLACES.words[usize::from(preface.in_overview)].0.to_owned()).collect(),
    |f, value| {
        if let (Some(preface), Some(text)) = (&mut f.preface, value.text()) {
            preface.in_overview = PLACES.find(&text.value) == Some(1);
        }
    },
);

/// Whether the letter is sealed; letters are unless they say otherwise.
pub(super) const CLOSING: Functions = (
    |f| f.letter.iter().map(|letter| ENDINGS.words[usize::from(!letter.sealed)].0.to_owned()).collect(),
    |f, value| {
        if let (Some(letter), Some(text)) = (&mut f.letter, value.text()) {
            letter.sealed = ENDINGS.find(&text.value) != Some(1);
        }
    },
);
