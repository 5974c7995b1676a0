//! The marks of phrases, and the expressions that they stand for.

use std::sync::{Arc, OnceLock};

use crate::expression::ExpressionMark;

/// A gap: no digits, no marks, nothing that an expression puts in.
const GAP: &str = "[^\\x00-\\x39，。；：（）！？、—\u{FFFC}]*?";

/// A gap that a 、 may stand in.
const WIDE_GAP: &str = "[^\\x00-\\x39，。；：（）！？—\u{FFFC}]*?";

/// A number as text has it, in digits or in Chinese numerals, everyday ones or those of accounts. A single 一 says
/// mostly something else: 每一件.
pub(super) const NUMBER: &str = "(?P<number>[0-9][0-9.]*\
    |[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]{2,}\
    |[零〇二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾])(?P<scale>万|亿)?";

/// The marks that an expression may have; none unless they are those of some counters.
#[derive(Debug, Clone, Default)]
pub(super) struct PhraseMarks {
    of: Option<Arc<CounterMarks>>,
}

/// Marks of phrases whose numbers count what some counters say.
#[derive(Debug)]
struct CounterMarks {
    /// The counters, set apart by strokes.
    counters: String,
    /// The marks, once an expression was read that may have them.
    read: OnceLock<Vec<ExpressionMark>>,
}

impl PhraseMarks {
    /// The marks of phrases whose numbers count what some counters say, which are set apart by strokes.
    pub(super) fn of(counters: &str) -> Self {
        Self { of: Some(Arc::new(CounterMarks { counters: counters.to_owned(), read: OnceLock::new() })) }
    }

    /// Each of them.
    pub(super) fn all(&self) -> &[ExpressionMark] {
        let read = |counters: &str| -> Vec<ExpressionMark> {
            let known = expressions(counters).into_iter();
            known.filter_map(|(mark, expression)| ExpressionMark::new(mark, expression).ok()).collect()
        };
        self.of.as_ref().map_or(&[], |of| of.read.get_or_init(|| read(&of.counters)))
    }

    /// Whether one of them has a name: 〈name〉.
    pub(super) fn have(&self, name: &str) -> bool {
        self.all().iter().any(|mark| mark.text.trim_matches(['〈', '〉']) == name)
    }
}

/// What the marks stand for.
fn expressions(counters: &str) -> [(&'static str, String); 4] {
    // Which characters counters are made of is enough to look for them; whether it is one of them is checked after.
    let letters: String = counters.chars().filter(|c| !c.is_ascii_punctuation()).collect();
    [
        ("…", GAP.to_owned()),
        ("〈隔〉", WIDE_GAP.to_owned()),
        ("〈数〉", format!("{NUMBER}(?P<unit>[{letters}]{{1,2}})")),
        ("〈元〉", format!("{NUMBER}(?P<unit>元)")),
    ]
}
