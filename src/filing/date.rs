//! Days of the calendar.

use std::fmt;
use std::ops::RangeInclusive;
use std::time::SystemTime;

use crate::characters::plain;

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

    /// Reads `2021年1月11日`, `2021-01-11`, `2021/1/11`, `2021.1.11`, `二〇二一年一月十一日`, `20210111`, in digits of either width; a
    /// time behind it makes no difference.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = plain(text);
        let day = match plain.split_once(['T', ' ']) {
            Some((day, time)) if time.contains(':') => day,
            _ => &plain,
        };
        let day = day.trim_end_matches(['日', '号']);
        if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
            return Self::new(day[..4].parse().ok()?, day[4..6].parse().ok()?, day[6..].parse().ok()?);
        }
        let parts: Vec<&str> = day.split(['年', '月', '/', '.', '-']).map(str::trim).collect();
        match parts.as_slice() {
            [year, month, day] if year.chars().count() == 4 => Self::new(
                chinese_number(year)?,
                chinese_number(month)?.try_into().ok()?,
                chinese_number(day)?.try_into().ok()?,
            ),
            _ => None,
        }
    }

    /// The day that a spreadsheet keeps as a number: days since the end of 1899, for days from 2000 to 2099.
    pub fn of_serial(serial: i64) -> Option<Self> {
        let days = serial.checked_sub(SERIAL_OF_2000).filter(|days| (0..36_525).contains(days))?;
        // Every fourth year of these is a leap year, the first one too.
        let (fours, rest) = (days / 1_461, days % 1_461);
        let (years, of_year) = if rest < 366 { (0, rest) } else { (1 + (rest - 366) / 365, (rest - 366) % 365) };
        let year = u16::try_from(2000 + 4 * fours + years).ok()?;
        let month = (1..=12).rev().find(|month| Self { year, month: *month, day: 1 }.day_of_year() <= of_year)?;
        let first = Self { year, month, day: 1 }.day_of_year();
        Self::new(year, month, u8::try_from(of_year - first + 1).ok()?)
    }

    /// Today, by the clock of China (UTC+8).
    pub fn today() -> Self {
        let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let days = i64::try_from((seconds + 8 * 3_600) / 86_400).unwrap_or(0);
        Self::of_serial(days + SERIAL_OF_1970).unwrap_or(Self { year: 2000, month: 1, day: 1 })
    }

    /// The number that a spreadsheet keeps for it.
    pub fn serial(self) -> i64 {
        let year = i64::from(self.year) - 1;
        let before = year * 365 + year / 4 - year / 100 + year / 400;
        let since_1900 = before + self.day_of_year() - 693_593;
        // Spreadsheets count a 29th of February of 1900 that there was not.
        if since_1900 < 61 { since_1900 - 1 } else { since_1900 }
    }

    /// Days of its year before it.
    fn day_of_year(self) -> i64 {
        const BEFORE: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
        let is_leap = self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let before = BEFORE.get(usize::from(self.month) - 1).copied().unwrap_or_default();
        before + i64::from(self.day) - 1 + i64::from(is_leap && self.month > 2)
    }

    /// `2021年1月11日`, without leading zeros (GB/T 9704-2012, 7.3.5.4).
    pub fn chinese(self) -> String {
        format!("{}年{}月{}日", self.year, self.month, self.day)
    }
}

/// What a spreadsheet keeps for the first day of 2000.
const SERIAL_OF_2000: i64 = 36_526;

/// The number of 1970-01-01, from which clocks count.
const SERIAL_OF_1970: i64 = 25_569;

/// The years that a report may be of: the regulation is in force since 2008.
pub const YEARS: RangeInclusive<i32> = 2008..=2100;

/// The year that a text says: `2025`, `２０２５年度`, `二〇二五年`.
pub fn year(text: &str) -> Option<u16> {
    let plain = plain(text);
    let year = plain.trim_end_matches(['度', '年']).trim();
    chinese_number(year).filter(|_| year.chars().count() == 4)
}

/// A number in digits or in Chinese, up to that of a year: `12`, `十二`, `二〇二五`.
fn chinese_number(text: &str) -> Option<u16> {
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    let digit = |c: char| match c {
        '〇' | '零' | '○' | '◯' => Some(0),
        _ => "一二三四五六七八九".chars().position(|known| known == c).and_then(|at| u16::try_from(at + 1).ok()),
    };
    let number = |text: &str| {
        let mut digits = text.chars().map(digit);
        digits.try_fold(0_u16, |number, digit| number.checked_mul(10)?.checked_add(digit?))
    };
    match text.split_once('十') {
        None => number(text).filter(|_| !text.is_empty()),
        Some((tens, ones)) if tens.chars().count() <= 1 && ones.chars().count() <= 1 => {
            let tens = if tens.is_empty() { 1 } else { number(tens)? };
            Some(tens * 10 + number(ones)?)
        }
        Some(_) => None,
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
            "20260105",
            "２０２６年１月５日",
            "2026-01-05T00:00:00",
            "二〇二六年一月五日",
            "二零二六年１月五号",
            "\u{200B}2026-01-05\u{FEFF}",
        ] {
            assert_eq!(Date::parse(text), day, "{text}");
        }
        for text in [
            "26年1月15日",
            "0026-01-15",
            "2026-02-29",
            "2026-13-01",
            "2026年1月",
            "年初",
            "2026-01-00",
            "+026-1-1",
            "20261305",
            "202615",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_numbers_in_spreadsheets() {
        let day = |year, month, day| Date { year, month, day };
        for (number, date) in [
            (36_526, day(2000, 1, 1)),
            (46_037, day(2026, 1, 15)),
            (45_351, day(2024, 2, 29)),
            (45_352, day(2024, 3, 1)),
            (46_022, day(2025, 12, 31)),
            (73_050, day(2099, 12, 31)),
        ] {
            assert_eq!((Date::of_serial(number), date.serial()), (Some(date), number));
        }
        assert_eq!((day(1900, 1, 8).serial(), day(1905, 7, 17).serial()), (8, 2025));
        assert_eq!((Date::of_serial(2025), Date::of_serial(99_999)), (None, None));
    }

    #[test]
    fn years_are_read_in_every_spelling() {
        for text in ["2025", "２０２５年度", "二〇二五年", "二零二五", " 2025 年 ", "2025年度\u{200B}"]
        {
            assert_eq!(year(text), Some(2025), "{text}");
        }
        for text in ["25", "二五年", "2025.0", "今年", "", "二千零二十五年"] {
            assert_eq!(year(text), None, "{text}");
        }
    }
}
