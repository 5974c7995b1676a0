//! Numbers of headings: 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3).

use std::fmt::Write as _;

/// A Chinese number, from 1.
pub fn ordinal(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10, number % 10);
    match (number, tens) {
        (0, _) | (100.., _) => number.to_string(),
        (_, 0) => DIGITS[ones].to_owned(),
        (_, 1) => format!("十{}", DIGITS[ones]),
        _ => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}

/// Whether a heading already carries a number of its own: 一、 （一） (1) 1. 1、 ① 第一，.
pub fn own_number(text: &str) -> bool {
    let chars: Vec<char> = text.chars().take(8).collect();
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十０１２３４５６７８９".contains(c);
    let skip_numerals = |from: usize| from + chars[from.min(chars.len())..].iter().take_while(|c| numeral(**c)).count();
    match chars.as_slice() {
        ['①'..='⑳', ..] => true,
        ['（' | '(', second, ..] if numeral(*second) => matches!(chars.get(skip_numerals(1)), Some('）' | ')')),
        ['第', second, ..] if numeral(*second) => {
            matches!(chars.get(skip_numerals(1)), Some('，' | '、' | '：' | '章' | '节' | '条'))
        }
        [first, ..] if numeral(*first) => match chars.get(skip_numerals(0)) {
            Some('、' | '．') => true,
            // 1. but not 1.5 万元
            Some('.') => !chars.get(skip_numerals(0) + 1).is_some_and(char::is_ascii_digit),
            _ => false,
        },
        _ => false,
    }
}

/// Counts headings of three levels.
#[derive(Debug, Default)]
pub struct Counter([usize; 3]);

impl Counter {
    /// The number of the next heading of that level, 1 to 3.
    pub fn next(&mut self, level: u8) -> String {
        let at = usize::from(level.clamp(1, 3)) - 1;
        self.0[at] += 1;
        self.0[at + 1..].fill(0);
        let mut number = String::new();
        let written = match at {
            0 => write!(number, "（{}）", ordinal(self.0[0])),
            1 => write!(number, "{}.", self.0[1]),
            _ => write!(number, "（{}）", self.0[2]),
        };
        written.expect("a String takes everything");
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals() {
        let written: Vec<_> = [1, 10, 11, 20, 21, 99].into_iter().map(ordinal).collect();
        assert_eq!(written, ["一", "十", "十一", "二十", "二十一", "九十九"]);
    }

    #[test]
    fn own_numbers() {
        for text in
            ["（一）强化", "(1)公开", "1、强化", "1. 发挥", "1.发挥", "一、总体", "①一是", "第一，加强", "十二、其他"]
        {
            assert!(own_number(text), "{text}");
        }
        for text in ["强化组织", "2020年工作", "一是加强", "1.5万元", "（见附件）", "第一批名单", "", "十大工程"]
        {
            assert!(!own_number(text), "{text}");
        }
    }

    #[test]
    fn counting_restarts_below() {
        let mut counter = Counter::default();
        let numbers: Vec<_> = [1, 2, 3, 3, 2, 3, 1, 2].into_iter().map(|level| counter.next(level)).collect();
        assert_eq!(numbers, ["（一）", "1.", "（1）", "（2）", "2.", "（1）", "（二）", "1."]);
    }
}
