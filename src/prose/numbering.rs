//! Numbers of headings: 一、 （一） 1. （1） ① (GB/T 9704-2012, 7.3.3), counted for those without one and read where typed.

use crate::characters::{half_width, is_ideograph};

/// Chinese digits, by their value.
const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A level-one title with its ordinal: `一、总体情况`.
pub fn numbered(number: usize, title: &str) -> String {
    format!("{}、{title}", ordinal(number))
}

/// A Chinese number, from 1.
pub fn ordinal(number: usize) -> String {
    let digit = |digit: usize| if digit == 0 { String::new() } else { DIGITS[digit].to_string() };
    let (tens, ones) = (number / 10, number % 10);
    match (number, tens) {
        (0, _) | (100.., _) => number.to_string(),
        (_, 0) => digit(ones),
        (_, 1) => format!("十{}", digit(ones)),
        _ => format!("{}十{}", digit(tens), digit(ones)),
    }
}

/// How a typed number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// `一、`
    Chinese,
    /// `（一）`
    ChineseInBrackets,
    /// `1.`
    Arabic,
    /// `（1）`
    ArabicInBrackets,
    /// `①`
    Circled,
}

impl Style {
    /// The level of a heading with such a number, 0 to 3.
    pub fn level(self) -> u8 {
        match self {
            Self::Chinese => 0,
            Self::ChineseInBrackets => 1,
            Self::Arabic => 2,
            Self::ArabicInBrackets | Self::Circled => 3,
        }
    }

    /// A number in this style.
    pub fn spell(self, number: usize) -> String {
        match self {
            Self::Chinese => format!("{}、", ordinal(number)),
            Self::ChineseInBrackets => format!("（{}）", ordinal(number)),
            Self::Arabic => format!("{number}."),
            Self::ArabicInBrackets => format!("（{number}）"),
            Self::Circled => (1..=20)
                .contains(&number)
                .then(|| u32::try_from(number).ok().and_then(|number| char::from_u32(0x245F + number)))
                .flatten()
                .into_iter()
                .collect(),
        }
    }
}

/// A number typed at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Typed {
    /// How it is written.
    pub style: Style,
    /// Which number it is.
    pub number: usize,
    /// Bytes that it takes, with its brackets or its point.
    pub length: usize,
}

impl Typed {
    /// The number that a text begins with: `一、`, `（一）`, `(一)`, `1.`, `1、`, `1．`, `（1）`, `(1)`, `①`.
    ///
    /// Arabic numbers have two digits at most (`2025. 我局` begins with a year), and none follows the point (`1.5万元`) but
    /// those of a year (`1.2025年，`) or of a public hotline (`3.12345政务服务热线`).
    pub fn of(text: &str) -> Option<Self> {
        let first = text.chars().next()?;
        if let circled @ '①'..='⑳' = first {
            let number = u32::from(circled) - 0x245F;
            return Some(Self { style: Style::Circled, number: number as usize, length: first.len_utf8() });
        }
        let open = if matches!(first, '（' | '(') { first.len_utf8() } else { 0 };
        let (style, number, digits) = numeral(&text[open..])?;
        let after = open + digits;
        let mark = text[after..].chars().next()?;
        let length = after + mark.len_utf8();
        let style = match (style, open > 0, mark) {
            (Style::Chinese, true, '）' | ')') => Style::ChineseInBrackets,
            (Style::Arabic, true, '）' | ')') => Style::ArabicInBrackets,
            (Style::Chinese, false, '、') => Style::Chinese,
            (Style::Arabic, false, '、' | '．') => Style::Arabic,
            (Style::Arabic, false, '.')
                if !text[length..].starts_with(|c: char| c.is_ascii_digit())
                    || is_year(&text[length..])
                    || is_hotline(&text[length..]) =>
            {
                Style::Arabic
            }
            _ => return None,
        };
        Some(Self { style, number, length })
    }
}

/// Whether a text begins with a year: `2025年`.
fn is_year(text: &str) -> bool {
    const DIGITS: usize = 4;
    text.len() > DIGITS && text.bytes().take(DIGITS).all(|b| b.is_ascii_digit()) && text[DIGITS..].starts_with('年')
}

/// Whether a text begins with the number of a public hotline, five digits from 12: `12345政务服务热线`.
fn is_hotline(text: &str) -> bool {
    const DIGITS: usize = 5;
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let follows = text[digits..].chars().next().is_some_and(|c| is_ideograph(c) && !"万亿".contains(c));
    digits == DIGITS && text.starts_with("12") && follows
}

impl Typed {
    /// The number that a title begins with: one of a heading, or with another mark behind it, as `五.`, `五 `, `五）`,
    /// `第五部分`.
    pub fn of_title(title: &str) -> Option<Self> {
        let other_mark = || {
            let inner = title.strip_prefix('第').unwrap_or(title);
            let (style, number, digits) = numeral(inner)?;
            let start = title.len() - inner.len() + digits;
            let marks: &[&str] = match (start > digits, style) {
                (true, _) => &["部分", "章", "节"],
                (false, Style::Chinese) => &[".", "．", "，", ",", "：", ":", "）", ")", " ", "\u{3000}", "\t"],
                (false, _) => &["）", ")", "，", "：", ":"],
            };
            let mark = marks.iter().find(|mark| title[start..].starts_with(**mark))?;
            Some(Self { style, number, length: start + mark.len() })
        };
        let mut typed = Self::of(title).or_else(other_mark)?;
        let rest = title[typed.length..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '、' | '：'));
        typed.length = title.len() - rest.len();
        (!rest.is_empty()).then_some(typed)
    }
}

/// The number that a text begins with, Chinese or Arabic, and the bytes of it; at most 99.
fn numeral(text: &str) -> Option<(Style, usize, usize)> {
    let arabic = |c: char| half_width(c).to_digit(10);
    let digits = text.chars().map_while(arabic);
    let count = digits.clone().count();
    if count > 0 {
        let length = text.chars().take(count).map(char::len_utf8).sum();
        let number = || digits.fold(0, |number, digit| number * 10 + digit as usize);
        return (count <= 2).then(|| (Style::Arabic, number(), length));
    }
    let mut chinese = text.chars().take_while(|c| *c == '十' || DIGITS[1..].contains(c));
    let digit = |c: char| DIGITS.iter().position(|known| *known == c);
    let numerals = [(); 4].map(|()| chinese.next());
    let number = match numerals {
        [Some('十'), None, ..] => 10,
        [Some('十'), Some(ones), None, _] => 10 + digit(ones)?,
        [Some(tens), Some('十'), None, _] => 10 * digit(tens)?,
        [Some(tens), Some('十'), Some(ones), None] => 10 * digit(tens)? + digit(ones)?,
        [Some(ones), None, ..] => digit(ones)?,
        _ => return None,
    };
    Some((Style::Chinese, number, numerals.into_iter().flatten().map(char::len_utf8).sum()))
}

/// The number that Chinese numerals say, from 1 to 99.
pub fn chinese_number(numerals: &str) -> Option<usize> {
    numeral(numerals)
        .filter(|(style, _, length)| *style == Style::Chinese && *length == numerals.len())
        .map(|(_, number, _)| number)
}

/// The number that a text says in digits, or in Chinese numerals from 1 to 99.
pub fn said_number(text: &str) -> Option<usize> {
    text.parse().ok().or_else(|| chinese_number(text))
}

/// Whether a heading already carries a number of its own: a typed one, or `第一，`.
pub fn own_number(text: &str) -> bool {
    let in_words = || {
        let (_, _, length) = numeral(text.strip_prefix('第')?)?;
        text['第'.len_utf8() + length..].starts_with(['，', '、', '：', '章', '节', '条']).then_some(())
    };
    Typed::of(text).is_some() || in_words().is_some()
}

/// Whether a text counts itself off in words: `一是`, `二是`.
pub(super) fn counts_off(text: &str) -> bool {
    numeral(text).is_some_and(|(style, _, length)| style == Style::Chinese && text[length..].starts_with('是'))
}

/// The highest level that headings of a text have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TopLevel {
    /// 一、: the text stands by itself, as that of a letter.
    Chinese = 0,
    /// （一）: the text is that of a section, which is counted 一、 itself.
    InBrackets = 1,
}

/// Counts headings of four levels.
#[derive(Debug, Default)]
pub struct Counter([usize; 4]);

impl Counter {
    /// The number of the next heading of that level, 0 to 3.
    pub fn next(&mut self, level: u8) -> String {
        let at = self.set(level, None);
        let style = [Style::Chinese, Style::ChineseInBrackets, Style::Arabic, Style::ArabicInBrackets][at];
        style.spell(self.0[at])
    }

    /// Takes note of a heading of that level that carries a number of its own, so that the next numbers go on from it.
    pub fn take(&mut self, level: u8, number: Option<usize>) {
        self.set(level, number);
    }

    /// Counts a heading of that level, or begins at a number; gives the level.
    fn set(&mut self, level: u8, number: Option<usize>) -> usize {
        let at = usize::from(level).min(self.0.len() - 1);
        self.0[at] = number.unwrap_or(self.0[at] + 1);
        self.0[at + 1..].fill(0);
        at
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
        for text in [
            "（一）强化",
            "(1)公开",
            "1、强化",
            "1. 发挥",
            "1.发挥",
            "3.12345热线",
            "一、总体",
            "①一是",
            "第一，加强",
            "十二、其他",
        ] {
            assert!(own_number(text), "{text}");
        }
        for text in [
            "强化组织",
            "2020年工作",
            "2025. 我局",
            "(2025)",
            "一是加强",
            "1.5万元",
            "1.12345亿元",
            "（见附件）",
            "第一批名单",
            "",
            "十大工程",
            "1) 加强",
        ] {
            assert!(!own_number(text), "{text}");
        }
    }

    #[test]
    fn typed_numbers_are_spelled_as_they_are_read() {
        use Style::*;
        for style in [Chinese, ChineseInBrackets, Arabic, ArabicInBrackets, Circled] {
            for number in 1..=if style == Circled { 20 } else { 99 } {
                let text = style.spell(number);
                let typed = Typed::of(&format!("{text}加强")).unwrap();
                assert_eq!((typed.style, typed.number, typed.length), (style, number, text.len()), "{text}");
            }
        }
        assert_eq!(Typed::of("（十二)加强").map(|t| t.number), Some(12));
        assert_eq!(Typed::of("１２．加强").map(|t| (t.style, t.number)), Some((Arabic, 12)));
    }

    #[test]
    fn titles_begin_with_numbers_of_any_spelling() {
        for title in [
            "五、问题",
            "（五）问题",
            "(五) 问题",
            "5.问题",
            "5、 问题",
            "５．问题",
            "五.问题",
            "五　问题",
            "五）问题",
            "第五部分 问题",
        ] {
            let typed = Typed::of_title(title).unwrap_or_else(|| panic!("{title}"));
            assert_eq!((typed.number, &title[typed.length..]), (5, "问题"), "{title}");
        }
        for title in ["问题", "五项机制", "2025年工作", "12345热线办理", "第五次会议", "五、", "一体化平台"]
        {
            assert_eq!(Typed::of_title(title), None, "{title}");
        }
    }

    #[test]
    fn counting_restarts_below() {
        let mut counter = Counter::default();
        let numbers: Vec<_> = [1, 2, 3, 3, 2, 3, 1, 2].into_iter().map(|level| counter.next(level)).collect();
        assert_eq!(numbers, ["（一）", "1.", "（1）", "（2）", "2.", "（1）", "（二）", "1."]);
        counter.take(1, Some(5));
        assert_eq!((counter.next(1).as_str(), counter.next(2).as_str()), ("（六）", "1."));
        assert_eq!((counter.next(0).as_str(), counter.next(1).as_str()), ("一、", "（一）"));
    }
}
