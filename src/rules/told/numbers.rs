//! Numbers of running text: as they are written, with how exactly they are told.

use std::borrow::Borrow;
use std::ops::Range;

use crate::expression::{Captures, Regex};
use rust_decimal::Decimal;

/// A number of running text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ToldNumber {
    /// What it says; money in yuan.
    pub value: Decimal,
    /// By how much the figure may differ that it was rounded from; nothing for a whole number.
    pub within: Decimal,
}

/// A number with what it counts.
#[derive(Debug, Clone)]
pub(super) struct Counted<'t> {
    /// The number.
    pub told: ToldNumber,
    /// Where it stands, with what it counts.
    pub range: Range<usize>,
    /// What it counts: `件`, `%`.
    pub unit: &'t str,
}

impl Counted<'_> {
    /// Whether it counts something, and is no percentage.
    pub(super) fn is_count(&self) -> bool {
        !self.unit.contains('%') && !self.unit.starts_with("个百")
    }
}

impl ToldNumber {
    /// A number that is told to the unit.
    pub(super) fn exact(value: Decimal) -> Self {
        Self { value, within: Decimal::ZERO }
    }

    /// The number of a match with the groups `number` and `scale`.
    pub(super) fn of(found: &Captures<'_>) -> Option<Self> {
        Self::scaled(found.name("number")?.as_str(), found.name("scale").map(|scale| scale.as_str()))
    }

    /// A number in digits or numerals, in ones, in ten thousands or in hundred millions.
    pub(super) fn scaled(digits: &str, scale: Option<&str>) -> Option<Self> {
        let scale = match scale {
            None => 1,
            Some("万") => 10_000,
            Some(_) => 100_000_000,
        };
        let plain: Decimal = match digits {
            _ if digits.starts_with(|c: char| c.is_ascii_digit()) => digits.parse().ok()?,
            _ => in_numerals(digits)?.into(),
        };
        let scale = Decimal::from(scale);
        let unit = Decimal::new(5, plain.scale() + 1);
        let rounded = scale > Decimal::ONE || plain.scale() > 0;
        let within = if rounded { unit.checked_mul(scale)? } else { Decimal::ZERO };
        Some(Self { value: plain.checked_mul(scale)?, within })
    }

    /// A number in digits.
    pub(super) fn plain(digits: &str) -> Option<Self> {
        let value: Decimal = digits.parse().ok()?;
        let within = if value.scale() > 0 { Decimal::new(5, value.scale() + 1) } else { Decimal::ZERO };
        Some(Self { value, within })
    }

    /// Whether a figure is told by it.
    pub(super) fn says(&self, figure: Decimal) -> bool {
        self.value.checked_sub(figure).is_some_and(|by| by.abs() <= self.within)
    }

    /// Whether it has places after its point.
    pub(super) fn has_places(&self) -> bool {
        self.value.scale() > 0
    }

    /// Whether a percentage is told by it, rounded to its places.
    pub(super) fn rounds(&self, percent: Decimal) -> bool {
        let half = Decimal::new(5, self.value.scale() + 1);
        self.value.checked_sub(percent).is_some_and(|by| by.abs() <= half)
    }

    /// Whether a percentage is told by it: rounded to its places, or cut off after them.
    pub(super) fn says_percent(&self, percent: Decimal) -> bool {
        let unit = Decimal::new(1, self.value.scale());
        self.value.checked_sub(percent).is_some_and(|by| by > -unit && by <= Decimal::new(5, self.value.scale() + 1))
    }
}

/// The number below ten thousand that Chinese numerals say: 二百零五, 伍佰壹拾; none where they do not say one exactly,
/// as 二百五, or are no number, as 三两.
fn in_numerals(numerals: &str) -> Option<u32> {
    const DIGITS: &str = "零一二三四五六七八九";
    const PLACES: [(char, u32); 3] = [('千', 1_000), ('百', 100), ('十', 10)];
    let digit = |c: char| DIGITS.chars().position(|digit| digit == c).and_then(|digit| u32::try_from(digit).ok());
    let mut rest: Vec<char> = numerals.chars().map(everyday).collect();
    if rest == ['零'] {
        return Some(0);
    }
    // 十二 is 一十二.
    if rest.first() == Some(&'十') {
        rest.insert(0, '一');
    }
    let (mut number, mut below, mut at) = (0, 10_000, 0);
    while at < rest.len() {
        let is_skipping = rest[at] == '零';
        // What is left out between two places is said, and only there.
        at += usize::from(is_skipping && number > 0);
        let digit = digit(*rest.get(at)?).filter(|digit| *digit > 0)?;
        let place = rest.get(at + 1).and_then(|c| PLACES.iter().find(|(place, _)| place == c));
        let unit = place.map_or(1, |(_, unit)| *unit);
        if unit >= below || number > 0 && is_skipping != (unit * 10 < below) {
            return None;
        }
        number += digit * unit;
        below = unit;
        at += 1 + usize::from(place.is_some());
    }
    Some(number)
}

/// A numeral of accounts, or another spelling, as the everyday one.
fn everyday(c: char) -> char {
    const SPELLED: &str = "〇零壹一贰二两二叁三肆四伍五陆六柒七捌八玖九拾十佰百仟千";
    let mut pairs = SPELLED.chars();
    while let (Some(other), Some(plain)) = (pairs.next(), pairs.next()) {
        if other == c {
            return plain;
        }
    }
    c
}

/// The sum of some numbers, where it can be told.
pub(super) fn sum_of<'t>(numbers: &[impl Borrow<Counted<'t>>]) -> Option<Decimal> {
    crate::figures::checked_sum(numbers.iter().map(|number| Some(number.borrow().told.value)))
}

/// Every number in digits in a range of a text, with what it counts.
pub(super) fn counted<'t>(text: &'t str, range: &Range<usize>, number: &Regex) -> Vec<Counted<'t>> {
    let part = &text[range.clone()];
    let read = |found: Captures<'t>| {
        let whole = found.get(0)?;
        let range = range.start + whole.start()..range.start + whole.end();
        if is_ordinal(&text[..range.start]) {
            return None;
        }
        Some(Counted { told: ToldNumber::of(&found)?, range, unit: found.name("unit")?.as_str() })
    };
    // A number in Chinese numerals is none that is counted.
    let digits = digits(part);
    let mut all: Vec<Counted<'t>> = number.captures_within(part, digits.iter().cloned()).filter_map(read).collect();
    let bare = bare(text, range, &digits, &all);
    if !bare.is_empty() {
        all.extend(bare);
        all.sort_by_key(|counted| counted.range.start);
    }
    all
}

/// Whether a number behind some words says which of many something is: `第3次`, the last of `第19条、20条、21条`.
fn is_ordinal(before: &str) -> bool {
    const MOST: usize = 20;
    let mut before = before;
    for _ in 0..MOST {
        if before.ends_with('第') {
            return true;
        }
        let Some(list) = before.strip_suffix(['、', '和', '及', '至', '，']) else { return false };
        let number = list.trim_end_matches(['条', '款', '项', '章', '次', '期', '批']);
        let rest = number.trim_end_matches(|c: char| c.is_ascii_digit());
        if rest.len() == number.len() {
            return false;
        }
        before = rest;
    }
    false
}

/// The numbers of a list whose last one alone says what they count: 分别发布210、80、30条.
fn bare<'t>(text: &'t str, range: &Range<usize>, digits: &[Range<usize>], counted: &[Counted<'t>]) -> Vec<Counted<'t>> {
    let mut all = Vec::new();
    let (mut unit, mut next) = (None, usize::MAX);
    for run in digits.iter().rev() {
        let run = range.start + run.start..range.start + run.end;
        unit = match counted.iter().find(|counted| counted.range.start == run.start) {
            Some(counted) => Some(counted.unit),
            None => unit.filter(|_| next == run.end + '、'.len_utf8() && text[run.end..].starts_with('、')),
        };
        let is_counted = counted.iter().any(|counted| counted.range.start == run.start);
        let told = ToldNumber::scaled(&text[run.clone()], None);
        let told = told.filter(|_| !is_counted && !is_ordinal(&text[..run.start]));
        next = run.start;
        if let Some((unit, told)) = unit.zip(told) {
            all.push(Counted { told, range: run, unit });
        }
    }
    // Two may be alternatives, or one number in two pieces.
    if all.len() < 2 || !text[range.clone()].contains("分别") { Vec::new() } else { all }
}

/// Where a text has digits, one run behind the other.
pub(super) fn digits(text: &str) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut rest = 0..text.len();
    while let Some(start) = text[rest.clone()].bytes().position(|byte| byte.is_ascii_digit()) {
        let start = rest.start + start;
        let length = text[start..].bytes().take_while(u8::is_ascii_digit).count();
        runs.push(start..start + length);
        rest.start = start + length;
    }
    runs
}

/// What share one number is of another, in percent.
pub(super) fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}

/// A percentage as findings tell it.
pub(super) fn shown(percent: Decimal) -> String {
    format!("{}%", percent.round_dp(2).normalize())
}

#[cfg(test)]
mod tests {
    use super::in_numerals;

    #[test]
    fn numbers_in_words_are_read_exactly_or_not_at_all() {
        for (numerals, number) in [
            ("零", 0),
            ("〇", 0),
            ("肆", 4),
            ("两", 2),
            ("十", 10),
            ("十二", 12),
            ("壹拾贰", 12),
            ("二十", 20),
            ("九十三", 93),
            ("一百", 100),
            ("一百零五", 105),
            ("一百一十", 110),
            ("一百二十", 120),
            ("伍佰壹拾", 510),
            ("三千零八", 3008),
            ("三千零八十", 3080),
            ("两千五百一十七", 2517),
        ] {
            assert_eq!(in_numerals(numerals), Some(number), "{numerals}");
        }
        for none in ["二百五", "三两", "二三", "百", "一百十", "零零", "零五", "十百", "三千八百零", "一零", "五千二千"]
        {
            assert_eq!(in_numerals(none), None, "{none}");
        }
    }
}
