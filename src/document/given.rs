//! Values as they were written.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::characters::plain;
use crate::filing::{Date, Entry, Misfit, YEARS, says_nothing, year};
use crate::form::Kind;
use crate::source::{Located, Span};

/// A value as it was written.
#[derive(Debug, Clone, PartialEq)]
pub enum Raw {
    /// A text.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A number that cannot be kept exactly, as it was written.
    Odd(String),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Date(Date),
    /// Several values.
    List(Vec<Given>),
    /// Something that has been refused with a finding of its own.
    Refused,
}

impl Raw {
    /// What it is called in Chinese.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text(_) => "文字",
            Self::Number(number) if number.scale() == 0 => "整数",
            Self::Odd(digits) if digits.trim_start_matches(['+', '-']).bytes().all(|b| b.is_ascii_digit()) => "整数",
            Self::Number(_) | Self::Odd(_) => "小数",
            Self::Flag(_) => "true/false",
            Self::Date(_) => "日期",
            Self::List(_) => "列表 […]",
            Self::Refused => "别的",
        }
    }

    /// The report year it says, if it says one.
    pub fn year(&self) -> Option<i32> {
        let year = match self {
            Self::Number(number) if number.scale() == 0 => number.to_i32(),
            // A year in a cell of dates is shown as a day of 1905.
            Self::Text(text) => year(text).map(i32::from).or_else(|| Date::parse(text)?.serial().try_into().ok()),
            _ => None,
        };
        year.filter(|year| YEARS.contains(year))
    }

    /// The day it says, if it says one, in words or as the number that spreadsheets keep.
    pub fn date(&self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(*date),
            Self::Text(text) => Date::parse(text).or_else(|| Date::of_serial(plain(text).parse().ok()?)),
            Self::Number(number) if number.scale() == 0 => {
                Date::of_serial(number.to_i64()?).or_else(|| Date::parse(&number.to_string()))
            }
            _ => None,
        }
    }

    /// The entry it makes in a place for numbers; none when its type cannot be one.
    pub fn entry(&self, kind: Kind) -> Option<(Entry, Option<Misfit>)> {
        match self {
            Self::Text(text) | Self::Odd(text) => Some(Entry::parse(text, kind)),
            Self::Number(number) => Some(Entry::number(*number, kind)),
            Self::Refused => Some((Entry::unknown(""), None)),
            Self::Flag(_) | Self::Date(_) | Self::List(_) => None,
        }
    }
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// What was written.
    pub value: Raw,
    /// Where.
    pub at: Span,
    /// Where its content stands: between the quotes, where it has some.
    pub content: Span,
}

impl Given {
    /// A value without quotes.
    pub fn new(value: Raw, at: Span) -> Self {
        Self { value, content: at.clone(), at }
    }

    /// A text without quotes.
    pub fn text(text: impl Into<String>, at: Span) -> Self {
        Self::new(Raw::Text(text.into()), at)
    }

    /// The text it is without blanks around it, unless it is empty, which says nothing.
    pub fn words(&self) -> Option<Located<String>> {
        let Raw::Text(text) = &self.value else { return None };
        let text = text.trim();
        (!text.is_empty()).then(|| Located { value: text.to_owned(), at: self.at.clone() })
    }

    /// Whether it is a text that says nothing.
    pub fn is_blank(&self) -> bool {
        matches!(&self.value, Raw::Text(text) if text.trim().is_empty())
    }

    /// Whether it is a word or a stroke for none.
    pub fn says_nothing(&self) -> bool {
        matches!(&self.value, Raw::Text(text) if says_nothing(text))
    }

    /// Whether it has been refused already.
    pub fn is_refused(&self) -> bool {
        self.value == Raw::Refused
    }
}

/// What was written in a cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct RawFigure {
    /// The figure.
    pub value: Raw,
    /// A note beside it.
    pub note: Option<String>,
    /// Where both stand.
    pub at: Span,
}

/// An entry of a list.
#[derive(Debug, Clone)]
pub struct ListRecord {
    /// Where it stands.
    pub at: Span,
    /// What was written in it, by the key of its column.
    pub values: Vec<(String, Given)>,
}

impl ListRecord {
    /// What was written under a key.
    pub fn get(&self, key: &str) -> Option<&Given> {
        self.values.iter().find(|(known, _)| known == key).map(|(_, given)| given)
    }
}
