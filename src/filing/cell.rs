//! What may stand in a cell, and how it is read from text.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::characters::half_width;
use crate::form::Kind;

/// A cell as it was handed in.
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

/// Why a text is no entry of its kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Misfit {
    /// It is no number at all.
    NotANumber,
    /// A count written with decimal places that are all zero: the number it means.
    ZeroDecimals(Decimal),
    /// A count that is not whole.
    NotWhole,
    /// Less than zero where the form has no sign.
    Negative,
    /// More than four places after the point in 万元.
    TooManyPlaces,
    /// More digits than can be kept exactly.
    TooLarge,
}

impl Entry {
    /// An entry that says nothing of its value, printed as given.
    pub fn unknown(shown: impl Into<String>) -> Self {
        Self { value: Value::Unknown, shown: shown.into(), note: None }
    }

    /// Reads the text of a cell: `22`, `22（其中修订 16 件）`, `减 7125`, `+8`, `198件`, `1,234`, `66859 元`,
    /// `43.788万元`, full-width digits, `/` and `—` for not applicable, `?` for not known, or nothing.
    ///
    /// A misfit still carries the entry that can be made of the text, so that a draft can show it.
    pub fn parse(text: &str, kind: Kind) -> (Self, Option<Misfit>) {
        let whole = text.trim();
        let (shown, note) = split_note(whole);
        let body: String = shown.chars().map(half_width).collect();
        let state = |value, shown: &str| Self { value, shown: shown.to_owned(), note: note.clone() };
        match body.trim() {
            "" => return (state(Value::Blank, shown), None),
            "/" | "-" | "—" | "–" | "——" => return (state(Value::NotApplicable, shown), None),
            "?" => return (state(Value::Unknown, ""), None),
            _ => {}
        }
        let Some(number) = number(&body, kind) else {
            let too_large = body.chars().filter(char::is_ascii_digit).count() > 28;
            return (Self::unknown(whole), Some(if too_large { Misfit::TooLarge } else { Misfit::NotANumber }));
        };
        let (value, misfit) = fit(number, kind);
        // The form's counts are bare numbers, however they were typed.
        let shown = match value {
            Value::Number(number) if kind == Kind::Count && misfit.is_none() => number.to_string(),
            _ => shown.to_owned(),
        };
        (Self { value, shown, note }, misfit)
    }

    /// The entry as one text, from which [`Entry::parse`] makes it again.
    pub fn spelled(&self) -> String {
        let body = if self.value == Value::Unknown && self.shown.is_empty() { "?" } else { &self.shown };
        match &self.note {
            None => body.to_owned(),
            Some(note) => {
                let bracketed = format!("{body}{note}");
                // Most notes stand in brackets of their own.
                let again = split_note(&bracketed);
                if again == (body, Some(note.clone())) { bracketed } else { format!("{body}{NOTE}{note}") }
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
        Kind::Wan if number.scale() > 4 => Some(Misfit::TooManyPlaces),
        Kind::Count | Kind::Change | Kind::Wan | Kind::Yuan => None,
    };
    let value = if whole && matches!(kind, Kind::Count | Kind::Change) { number.trunc() } else { number };
    // There is no negative zero.
    let value = if value.is_zero() { value.abs() } else { value };
    (Value::Number(value), misfit)
}

/// The number that a text without note says.
fn number(text: &str, kind: Kind) -> Option<Decimal> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (sign, rest) = sign(&compact);
    let (digits, unit) =
        rest.split_at(rest.find(|c: char| !(c.is_ascii_digit() || ".,".contains(c))).unwrap_or(rest.len()));
    let number: Decimal = ungroup(digits)?.parse().ok()?;
    let factor = match (kind, unit) {
        (_, "") => Decimal::ONE,
        (Kind::Count | Kind::Change, "件" | "项" | "条" | "个" | "宗" | "次") => Decimal::ONE,
        (Kind::Wan, "万元") | (Kind::Yuan, "元") => Decimal::ONE,
        (Kind::Yuan, "万元") => Decimal::from(10_000),
        (Kind::Yuan, "亿元") => Decimal::from(100_000_000),
        _ => return None,
    };
    let value = if factor == Decimal::ONE { number } else { number.checked_mul(factor)?.normalize() };
    Some(if sign < 0 { -value } else { value })
}

/// The sign in front of a number, as figures or as words.
fn sign(text: &str) -> (i8, &str) {
    const SIGNS: &[(&str, i8)] = &[("减少", -1), ("增加", 1), ("减", -1), ("增", 1), ("-", -1), ("−", -1), ("+", 1)];
    let found = SIGNS.iter().find_map(|(word, sign)| text.strip_prefix(word).map(|rest| (*sign, rest)));
    found.unwrap_or((1, text))
}

/// Digits without thousands separators; none when those stand in a wrong place.
fn ungroup(digits: &str) -> Option<String> {
    let (whole, places) = digits.split_once('.').map_or((digits, None), |(w, p)| (w, Some(p)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let sound = first.len() <= 3 || !whole.contains(',');
    let places_sound = places.is_none_or(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()));
    if first.is_empty() || !sound || !places_sound || !groups.all(|group| group.len() == 3) {
        return None;
    }
    Some(digits.replace(',', ""))
}

/// What stands before a note that has no brackets of its own.
const NOTE: &str = "注：";

/// Splits a note off a number: one in brackets at the end, or what follows `注：`.
fn split_note(text: &str) -> (&str, Option<String>) {
    if let Some((body, note)) = text.split_once(NOTE) {
        return (body.trim(), Some(note.to_owned()));
    }
    match text.find(['（', '(']) {
        Some(at) if at > 0 && text.ends_with(['）', ')']) => (text[..at].trim(), Some(text[at..].to_owned())),
        _ => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number_of(text: &str, kind: Kind) -> Option<String> {
        let (entry, misfit) = Entry::parse(text, kind);
        match (entry.value, misfit) {
            (Value::Number(n), None) => Some(n.to_string()),
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
        let (entry, misfit) = Entry::parse("22（其中修订 16 件）", Kind::Count);
        assert_eq!(misfit, None);
        assert_eq!((entry.shown.as_str(), entry.note.as_deref()), ("22", Some("（其中修订 16 件）")));
    }

    #[test]
    fn misfits() {
        for (text, kind, misfit) in [
            ("609.00", Kind::Count, Misfit::ZeroDecimals(Decimal::from(609))),
            ("1.5", Kind::Count, Misfit::NotWhole),
            ("-1", Kind::Count, Misfit::Negative),
            ("1.23456", Kind::Wan, Misfit::TooManyPlaces),
            ("三件", Kind::Count, Misfit::NotANumber),
            ("12,34", Kind::Count, Misfit::NotANumber),
            ("1.2.3", Kind::Wan, Misfit::NotANumber),
            ("99999999999999999999999999999999", Kind::Count, Misfit::TooLarge),
        ] {
            assert_eq!(Entry::parse(text, kind).1, Some(misfit), "{text}");
        }
    }
}
