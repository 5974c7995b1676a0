//! What may stand in a cell, and how it is read from text.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::misfit::Misfit;
use super::note::{bracketed_unit, has_other_figure, split_note};
use super::number;
use crate::characters::{clean, half_width, plain};
use crate::form::Kind;

/// A cell as it was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// What it says.
    pub value: Value,
    /// How it is printed.
    pub shown: String,
    /// What is printed after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The states of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// A number; money in 元 for [`Kind::Yuan`], in 万元 for [`Kind::Wan`].
    Number(Decimal),
    /// Left blank on purpose; counts as zero.
    Blank,
    /// Not applicable; counts as zero.
    NotApplicable,
    /// Not known.
    Unknown,
}

impl Value {
    /// What it adds to a sum; none when it is not known.
    pub fn addend(self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(number),
            Self::Blank | Self::NotApplicable => Some(Decimal::ZERO),
            Self::Unknown => None,
        }
    }
}

impl Entry {
    /// An entry that says nothing of its value, printed as given.
    pub fn unknown(shown: impl Into<String>) -> Self {
        Self { value: Value::Unknown, shown: shown.into(), note: None }
    }

    /// Reads the text of a cell: `22`, `22（其中修订 16 件）`, `减 7125`, `+8`, `198件`, `1,234`, `1 234`, `66859 元`,
    /// `43.788万元`, full-width digits, `/` and `—` for not applicable, `无` for 0, `?` for not known, or nothing.
    ///
    /// A misfit still carries the entry that can be made of the text, so that a draft can show it.
    pub fn parse(text: &str, kind: Kind) -> (Self, Option<Misfit>) {
        let whole = without_apostrophe(text.trim());
        let (shown, note) = split_note(whole);
        if note.as_deref().is_some_and(has_other_figure) {
            return (Self::unknown(whole), Some(Misfit::Several));
        }
        let pointed = with_point(shown, kind);
        let shown = pointed.as_deref().unwrap_or(shown);
        if let Some(unit) = note.as_deref().and_then(bracketed_unit) {
            return Self::parse(&format!("{shown}{unit}"), kind);
        }
        let body = plain(shown);
        let state = |value, shown: &str| Self { value, shown: shown.to_owned(), note: note.clone() };
        match body.as_str() {
            "" | BLANK => return (state(Value::Blank, ""), None),
            "?" => return (state(Value::Unknown, ""), None),
            stroke if is_stroke(stroke) => return (state(Value::NotApplicable, clean(shown).trim()), None),
            word if is_none(word.trim_matches(['(', ')', '。'])) => {
                return (state(Value::Number(Decimal::ZERO), "0"), Some(Misfit::Nothing));
            }
            _ => {}
        }
        let (number, told) = match number::read(&body, kind) {
            Ok(read) => read,
            Err(misfit) => return (Self::unknown(whole), Some(misfit)),
        };
        let (value, misfit) = fit(number, kind);
        let shown = match (value, told) {
            (Value::Number(number), Some(Misfit::Converted)) if kind != Kind::Yuan => number.to_string(),
            // The form's counts are bare numbers, however they were typed.
            (Value::Number(number), _) if kind == Kind::Count && misfit.is_none() => number.to_string(),
            (Value::Number(number), Some(Misfit::Grouped)) if kind == Kind::Wan => number.to_string(),
            _ => clean(shown).chars().map(digit).collect::<String>().trim().to_owned(),
        };
        (Self { value, shown, note }, misfit.or(told))
    }

    /// Drops places of zeros of a whole number from what is printed, and the unit behind them: `3.0` and `3.0件` are 3.
    pub fn drop_zero_places(&mut self) {
        let Value::Number(number) = self.value else { return };
        let Some((whole, rest)) = self.shown.split_once('.').filter(|_| number.fract().is_zero()) else { return };
        if rest.starts_with('0') && !whole.is_empty() {
            self.shown = whole.replace(',', "");
        }
    }

    /// The entry as one text, from which [`Entry::parse`] makes it again.
    pub fn spelled(&self) -> String {
        let body = match (self.value, self.shown.as_str()) {
            (Value::Unknown, "") => "?",
            (Value::Blank, "") if self.note.is_some() => BLANK,
            (_, shown) => shown,
        };
        match &self.note {
            None => body.to_owned(),
            Some(note) => {
                let bracketed = format!("{body}{note}");
                // Most notes stand in brackets of their own.
                let again = split_note(&bracketed);
                if again == (body, Some(note.clone())) { bracketed } else { format!("{body}\n{note}") }
            }
        }
    }

    /// An entry of a plain number.
    pub fn number(number: Decimal, kind: Kind) -> (Self, Option<Misfit>) {
        let (value, misfit) = fit(number, kind);
        (Self { value, shown: number.to_string(), note: None }, misfit)
    }
}

/// No figure of a report is as large: a million million.
const LARGEST: i64 = 1_000_000_000_000;

/// A text without the mark before a number by which spreadsheets know what is to be kept as it is typed.
fn without_apostrophe(text: &str) -> &str {
    let is_digit = |rest: &&str| rest.starts_with(|c: char| half_width(c).is_ascii_digit());
    text.strip_prefix(['\'', '‘', '’', '`', '＇']).filter(is_digit).unwrap_or(text)
}

/// An amount whose point was typed as a full stop, `199。43`; none for any other text.
fn with_point(text: &str, kind: Kind) -> Option<String> {
    let (whole, places) = text.split_once('。').filter(|_| matches!(kind, Kind::Wan | Kind::Yuan))?;
    let is_digit = |c: Option<char>| c.is_some_and(|c| half_width(c).is_ascii_digit());
    let is_point = is_digit(whole.chars().next_back()) && is_digit(places.chars().next());
    is_point.then(|| format!("{whole}.{places}"))
}

/// Holds a number against what its kind may be; one that is too large is not taken, so that no sum can overflow.
fn fit(number: Decimal, kind: Kind) -> (Value, Option<Misfit>) {
    if number.abs() >= Decimal::from(LARGEST) {
        return (Value::Unknown, Some(Misfit::TooLarge));
    }
    let whole = number.fract().is_zero();
    let misfit = match kind {
        Kind::Count | Kind::Change if !whole => Some(Misfit::NotWhole),
        Kind::Count if number.is_sign_negative() && !number.is_zero() => Some(Misfit::Negative),
        Kind::Count | Kind::Change if number.scale() > 0 => Some(Misfit::ZeroDecimals(number.trunc())),
        Kind::Wan | Kind::Yuan if number.is_sign_negative() && !number.is_zero() => Some(Misfit::Negative),
        // 0.01 元 is the smallest amount of money.
        Kind::Wan if number.normalize().scale() > 6 => Some(Misfit::TooManyPlaces),
        Kind::Yuan if number.normalize().scale() > 2 => Some(Misfit::TooManyPlaces),
        Kind::Count | Kind::Change | Kind::Wan | Kind::Yuan => None,
    };
    let value = if whole && matches!(kind, Kind::Count | Kind::Change) { number.trunc() } else { number };
    // There is no negative zero.
    let value = if value.is_zero() { value.abs() } else { value };
    (Value::Number(value), misfit)
}

/// Whether a text says, as people write in places that may stay empty, that there is nothing.
pub fn says_nothing(text: &str) -> bool {
    let text = plain(text);
    let mut words = NOTHING.iter().chain(NOT_THERE);
    !text.is_empty() && (is_stroke(&text) || words.any(|word| text.eq_ignore_ascii_case(word)))
}

/// Whether a plain text says that there is none.
fn is_none(text: &str) -> bool {
    NOUGHT.contains(&text) || NOTHING.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Signs for nought.
const NOUGHT: &[&str] = &["零", "〇", "○"];

/// Words by which people and programs say that there is no such thing; of a figure they say no number.
const NOT_THERE: &[&str] = &["不涉及", "不适用", "不填", "n/a", "null", "undefined"];

/// Words for nothing.
const NOTHING: &[&str] = &[
    "无",
    "没有",
    "暂无",
    "未发生",
    "没有发生",
    "无发生",
    "未收到",
    "没有收到",
    "无此项",
    "无此类",
    "无此情况",
    "无此类情况",
    "nil",
    "none",
];

/// Whether a plain text is a stroke, however it is drawn.
fn is_stroke(text: &str) -> bool {
    let is_stroke =
        |c: char| matches!(c, '/' | '\\' | '-' | '—' | '–' | '―' | '−' | '─' | '━' | 'ー' | '﹣' | '‐' | '‑');
    text.chars().all(is_stroke) && text.chars().count() <= 4
}

/// A digit or sign of full width as one of half width; all else stays.
fn digit(c: char) -> char {
    if matches!(c, '０'..='９' | '．' | '，' | '＋' | '－') { half_width(c) } else { c }
}

/// What says that a figure is left blank on purpose.
pub const BLANK: &str = "空白";

#[cfg(test)]
mod tests {
    use super::*;

    fn number_of(text: &str, kind: Kind) -> Option<String> {
        let (entry, misfit) = Entry::parse(text, kind);
        match (entry.value, misfit) {
            (Value::Number(n), None | Some(Misfit::Unit)) => Some(n.to_string()),
            _ => None,
        }
    }

    #[test]
    fn spellings_of_numbers() {
        for (text, kind, number) in [
            ("198", Kind::Count, "198"),
            ("１９８", Kind::Count, "198"),
            ("198件", Kind::Count, "198"),
            ("1,234", Kind::Count, "1234"),
            ("减 7125", Kind::Change, "-7125"),
            ("增94", Kind::Change, "94"),
            ("+8", Kind::Change, "8"),
            ("−8", Kind::Change, "-8"),
            ("66859 元", Kind::Yuan, "66859"),
            ("160.5964万元", Kind::Yuan, "1605964"),
            ("43.788万元", Kind::Wan, "43.788"),
            ("58812595.00 元", Kind::Yuan, "58812595.00"),
            ("24252.311082", Kind::Wan, "24252.311082"),
            ("\u{200E}8\u{200B}", Kind::Count, "8"),
            ("1\u{FEFF}", Kind::Count, "1"),
            ("\u{A0}1\u{AD}2\u{A0}", Kind::Count, "12"),
            ("１６０．５９６４万元", Kind::Yuan, "1605964"),
            ("'17", Kind::Count, "17"),
            ("‘0", Kind::Count, "0"),
            ("'12.5", Kind::Wan, "12.5"),
            ("199。43", Kind::Wan, "199.43"),
            ("１９９。４３元", Kind::Yuan, "199.43"),
        ] {
            assert_eq!(number_of(text, kind).as_deref(), Some(number), "{text}");
        }
    }

    #[test]
    fn states_and_notes() {
        assert_eq!(Entry::parse(" ", Kind::Count).0.value, Value::Blank);
        assert_eq!(Entry::parse("／", Kind::Count).0.value, Value::NotApplicable);
        assert_eq!(Entry::parse("?", Kind::Count).0.value, Value::Unknown);
        assert_eq!(Entry::parse("1,198 件", Kind::Count).0.shown, "1198");
        assert_eq!(Entry::parse("减 7125", Kind::Change).0.shown, "减 7125");
        assert_eq!(Entry::parse("'12.5", Kind::Wan).0.shown, "12.5");
        assert_eq!(Entry::parse("'若干", Kind::Count).0.value, Value::Unknown);
        let (entry, misfit) = Entry::parse("22（其中修订 16 件）", Kind::Count);
        assert_eq!(misfit, None);
        assert_eq!((entry.shown.as_str(), entry.note.as_deref()), ("22", Some("（其中修订 16 件）")));
        for stroke in ["/", "／", "-", "－", "—", "——", "–", "―", "\u{200B}/"] {
            assert_eq!(Entry::parse(stroke, Kind::Count).0.value, Value::NotApplicable, "{stroke}");
        }
    }

    #[test]
    fn places_of_zeros_are_dropped_from_counts() {
        for (text, kind, shown) in [
            ("3.0", Kind::Count, "3"),
            ("１,２３４．００件", Kind::Count, "1234"),
            ("增 3.0", Kind::Change, "增 3"),
            ("0.0（其中 1 件）", Kind::Count, "0"),
            ("1.5", Kind::Count, "1.5"),
        ] {
            let (mut entry, _) = Entry::parse(text, kind);
            entry.drop_zero_places();
            assert_eq!(entry.shown, shown, "{text}");
        }
    }

    #[test]
    fn notes_are_read_however_they_are_worded() {
        for (text, note) in [
            ("22（注：含历史数据）", "（注：含历史数据）"),
            ("22 (其中修订16件)", "(其中修订16件)"),
            ("22件【含历史数据】", "【含历史数据】"),
            ("22注：含历史数据", "注：含历史数据"),
            ("22 备注: 见（二）", "备注: 见（二）"),
            ("22\n含上年", "含上年"),
            ("22（含修订）注：另有1件", "（含修订）注：另有1件"),
            ("22，含失效2件", "（含失效2件）"),
            ("22 其中：委托3件。", "（其中：委托3件）"),
            ("22件；其中委托（下放）3件", "（其中委托（下放）3件）"),
            ("22¹", "¹"),
            ("22 件²", "²"),
            ("22¹（其中委托3件）", "¹（其中委托3件）"),
        ] {
            let (entry, _) = Entry::parse(text, Kind::Count);
            assert_eq!((entry.shown.as_str(), entry.note.as_deref()), ("22", Some(note)), "{text}");
            assert_eq!(Entry::parse(&entry.spelled(), Kind::Count).0, entry, "{text}");
        }
    }

    #[test]
    fn misfits() {
        for (text, kind, misfit) in [
            ("609.00", Kind::Count, Misfit::ZeroDecimals(Decimal::from(609))),
            ("3.0件", Kind::Count, Misfit::ZeroDecimals(Decimal::from(3))),
            ("1.5", Kind::Count, Misfit::NotWhole),
            ("-1", Kind::Count, Misfit::Negative),
            ("1.2345678", Kind::Wan, Misfit::TooManyPlaces),
            ("1.234", Kind::Yuan, Misfit::TooManyPlaces),
            ("3\n5", Kind::Count, Misfit::Several),
            ("30（本级）20（下级）", Kind::Count, Misfit::Several),
            ("2（网上）、1（信函）", Kind::Count, Misfit::Several),
            ("120 201", Kind::Count, Misfit::Several),
            ("2025-03-21", Kind::Count, Misfit::Day),
            ("无", Kind::Count, Misfit::Nothing),
            ("0件", Kind::Count, Misfit::Unit),
            ("125000元", Kind::Wan, Misfit::Converted),
            ("0（件）", Kind::Count, Misfit::Unit),
            ("58 (亿元)", Kind::Wan, Misfit::Converted),
            ("1 234", Kind::Count, Misfit::Grouped),
            ("三件", Kind::Count, Misfit::NotANumber),
            ("12,34", Kind::Count, Misfit::NotANumber),
            ("3。5", Kind::Count, Misfit::NotANumber),
            ("若干，含失效2件", Kind::Count, Misfit::NotANumber),
            ("1.2.3", Kind::Wan, Misfit::NotANumber),
            ("99999999999999999999999999999999", Kind::Count, Misfit::TooLarge),
        ] {
            assert_eq!(Entry::parse(text, kind).1, Some(misfit), "{text}");
        }
    }
}
