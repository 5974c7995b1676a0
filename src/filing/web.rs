//! What the web page of a report says of itself, as it was given.

use std::collections::BTreeMap;
use std::fmt;

use super::{Date, says_nothing};
use crate::characters::plain;
use crate::source::Located;

/// Metadata of the web page.
#[derive(Debug, Clone, Default)]
pub struct Web {
    /// Its texts, by the key of the field.
    pub fields: BTreeMap<&'static str, Located<String>>,
}

/// What stands where something is still to come.
const TO_COME: &str = "待填";

impl Web {
    /// The text of a field.
    pub fn get(&self, field: &str) -> Option<&Located<String>> {
        self.fields.get(field)
    }

    /// The text of a field, if it says something.
    pub fn said(&self, field: &str) -> Option<&Located<String>> {
        let says = |text: &str| !text.is_empty() && text != TO_COME && !says_nothing(text);
        self.get(field).filter(|text| says(&plain(&text.value)))
    }

    /// When the page is published, as far as that can be read.
    pub fn published(&self) -> Option<Moment> {
        Moment::parse(&self.said("published")?.value)
    }
}

/// A day, with the time of the day if that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// Hour and minute.
    pub time: Option<(u8, u8)>,
}

impl Moment {
    /// Reads a day as [`Date::parse`] does, with a time behind it or none.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = plain(text);
        let date = Date::parse(&plain)?;
        let time = plain.split_once(['T', ' ']).map(|(_, time)| time.trim()).filter(|time| time.contains(':'));
        let Some(time) = time else { return Some(Self { date, time: None }) };
        let mut parts = time.trim_end_matches('Z').split(':');
        let mut part = |most: u8| parts.next()?.trim().parse::<u8>().ok().filter(|number| *number <= most);
        Some(Self { date, time: Some((part(23)?, part(59)?)) })
    }
}

impl fmt::Display for Moment {
    /// `2026-01-05 09:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.time {
            Some((hour, minute)) => write!(f, "{} {hour:02}:{minute:02}", self.date),
            None => write!(f, "{}", self.date),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn moments_are_read_however_they_are_written() {
        let read = |text: &str| Moment::parse(text).map(|moment| moment.to_string());
        for (text, told) in [
            ("2026-01-15 09:00", "2026-01-15 09:00"),
            ("2026-1-5 9：00", "2026-01-05 09:00"),
            ("2026/1/5 9:05:30", "2026-01-05 09:05"),
            ("2026-01-15T17:30:00", "2026-01-15 17:30"),
            ("2026年1月15日 17:30", "2026-01-15 17:30"),
            ("2026年1月15日", "2026-01-15"),
        ] {
            assert_eq!(read(text).as_deref(), Some(told), "{text}");
        }
        for text in ["2026-01-15 25:00", "2026-02-30 09:00", "今天", "", "2026-01-15 九:00"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
