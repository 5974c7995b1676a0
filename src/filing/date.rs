//! Days of the calendar.

use std::fmt;

use crate::characters::half_width;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year.
    pub year: u16,
    /// Month, from 1.
    pub month: u8,
    /// Day, from 1.
    pub day: u8,
}

impl Date {
    /// The day of these numbers, if the calendar has it; a year of two digits is none.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let exists = (1000..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// Reads `2021年1月11日`, `2021-01-11`, `2021/1/11`, `2021.1.11`, in digits of either width; a time behind it
    /// makes no difference.
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text.trim().chars().map(half_width).collect();
        let day = match plain.split_once(['T', ' ']) {
            Some((day, time)) if time.contains(':') => day,
            _ => &plain,
        };
        let parts: Vec<&str> = day.trim_end_matches('日').split(['年', '月', '/', '.', '-']).map(str::trim).collect();
        let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        match parts.as_slice() {
            [year, month, day] if year.len() == 4 && parts.iter().all(is_number) => {
                Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
            }
            _ => None,
        }
    }

    /// `2021年1月11日`, without leading zeros (GB/T 9704-2012, 7.3.5.4).
    pub fn chinese(self) -> String {
        format!("{}年{}月{}日", self.year, self.month, self.day)
    }
}

impl fmt::Display for Date {
    /// `2021-01-11`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_however_they_are_written() {
        let day = Some(Date { year: 2026, month: 1, day: 5 });
        for text in [
            "2026-01-05",
            "2026年1月5日",
            " 2026 年 1 月 5 日",
            "2026/1/5",
            "2026.01.05",
            "２０２６年１月５日",
            "2026-01-05T00:00:00",
        ] {
            assert_eq!(Date::parse(text), day, "{text}");
        }
        for text in
            ["26年1月15日", "0026-01-15", "2026-02-29", "2026-13-01", "2026年1月", "年初", "2026-01-00", "+026-1-1"]
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
