//! How a number is read from text: digits of either width, groups of thousands, signs in words, units.

use rust_decimal::Decimal;

use super::date::Date;
use super::misfit::Misfit;
use crate::characters::unspaced;
use crate::form::Kind;

/// The number that a plain text without note says, and what is to be told of how it says it.
pub(super) fn read(text: &str, kind: Kind) -> Result<(Decimal, Option<Misfit>), Misfit> {
    let (sign, rest) = sign(text);
    let (is_money, rest) = match rest.strip_prefix(['¥', '￥']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, rest),
    };
    let in_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,".contains(c);
    let (digits, unit) = rest.split_at(rest.find(|c: char| !in_number(c)).unwrap_or(rest.len()));
    let unit = unspaced(unit);
    let unit = if is_money && unit.is_empty() { "元" } else { &unit };
    let (factor, of_unit) = factor(kind, unit).ok_or_else(|| unread(text))?;
    let digits = digits.trim();
    let is_grouped = digits.contains(char::is_whitespace);
    let digits = if is_grouped { without_blanks(digits) } else { ungroup(digits) };
    let digits = digits.ok_or_else(|| unread(text))?;
    let number: Decimal = digits.parse().map_err(|_| unread(text))?;
    // What has more places than these is no figure, and could not be converted exactly.
    if number.scale() > 20 {
        return Err(Misfit::TooLarge);
    }
    let value = match factor == Decimal::ONE {
        true => number,
        false => number.checked_mul(factor).ok_or(Misfit::TooLarge)?.normalize(),
    };
    let of_unit = of_unit.map(|told| if value.is_zero() { Misfit::Unit } else { told });
    let told = of_unit.or(is_grouped.then_some(Misfit::Grouped));
    Ok((if sign < 0 { -value } else { value }, told))
}

/// Characters before a unit that stand for many of it, and which power of ten they are.
const MULTIPLES: [(char, u32); 5] = [('十', 1), ('百', 2), ('千', 3), ('万', 4), ('亿', 8)];

/// A unit without what says how many of it are one: `百人` is many `人`.
pub fn single_unit(unit: &str) -> &str {
    unit.trim_start_matches(|c| MULTIPLES.iter().any(|(known, _)| *known == c))
}

/// What a number is multiplied by for its unit, and what is to be told of the unit; none for a unit of something else.
pub fn factor(kind: Kind, unit: &str) -> Option<(Decimal, Option<Misfit>)> {
    let unit = unit.strip_prefix("人民币").unwrap_or(unit);
    let unit = unit.strip_suffix('整').filter(|unit| unit.ends_with('元')).unwrap_or(unit);
    let thousands = |word: &str| {
        let power = |c: char| MULTIPLES.iter().find(|(known, _)| *known == c).map(|(_, power)| *power);
        let powers: Option<u32> = word.chars().map(power).sum();
        Some(Decimal::from(10_i64.checked_pow(powers?)?))
    };
    match kind {
        Kind::Count | Kind::Change => {
            let word = unit.strip_suffix(['件', '项', '条', '个', '宗', '次', '份', '例', '起']).unwrap_or(unit);
            let factor = thousands(word)?;
            let told = if factor != Decimal::ONE {
                Some(Misfit::Converted)
            } else {
                (!unit.is_empty()).then_some(Misfit::Unit)
            };
            Some((factor, told))
        }
        Kind::Wan if matches!(unit, "" | "万" | "万元") => Some((Decimal::ONE, None)),
        Kind::Wan => {
            let yuan = thousands(unit.strip_suffix('元')?)?;
            Some((yuan.checked_mul(Decimal::new(1, 4))?.normalize(), Some(Misfit::Converted)))
        }
        // The unit is printed with the amount.
        Kind::Yuan if unit.is_empty() => Some((Decimal::ONE, None)),
        Kind::Yuan => Some((thousands(unit.strip_suffix('元')?)?, None)),
    }
}

/// The sign in front of a number, as figures or as words.
fn sign(text: &str) -> (i8, &str) {
    const SIGNS: &[(&str, i8)] = &[("减少", -1), ("增加", 1), ("减", -1), ("增", 1), ("-", -1), ("−", -1), ("+", 1)];
    let found = SIGNS.iter().find_map(|(word, sign)| text.strip_prefix(word).map(|rest| (*sign, rest.trim_start())));
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

/// Digits in groups of thousands with a single blank between them; none where they may as well be several numbers.
///
/// `1 234` can only be one number, `120 201` may be two.
fn without_blanks(digits: &str) -> Option<String> {
    let (whole, places) = digits.split_once('.').map_or((digits, None), |(w, p)| (w, Some(p)));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (first, rest) = whole.split_once(' ')?;
    let sound = first.len() <= 2 && first != "0" && all_digits(first);
    let grouped = rest.split(' ').all(|group| group.len() == 3 && all_digits(group));
    (sound && grouped && places.is_none_or(all_digits)).then(|| digits.replace(' ', ""))
}

/// Why a text is no number.
fn unread(text: &str) -> Misfit {
    let is_time = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    if Date::parse(text).is_some() || text.split(':').count() == 3 && text.split(':').all(is_time) {
        return Misfit::Day;
    }
    if text.chars().filter(char::is_ascii_digit).count() > 28 {
        return Misfit::TooLarge;
    }
    let between = |c: char| c.is_whitespace() || "、;/+~和与及件项条个".contains(c);
    let numbers: Vec<&str> = text.split(between).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| part.starts_with(|c: char| c.is_ascii_digit()) && part.parse::<Decimal>().is_ok();
    if numbers.len() > 1 && numbers.iter().all(is_number) { Misfit::Several } else { Misfit::NotANumber }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_converted_exactly() {
        let read = |text: &str, kind| read(text, kind).map(|(number, told)| (number.to_string(), told));
        let converted = |number: &str| Ok((number.to_owned(), Some(Misfit::Converted)));
        assert_eq!(read("125000元", Kind::Wan), converted("12.5"));
        assert_eq!(read("1.25亿元", Kind::Wan), converted("12500"));
        assert_eq!(read("242523110.82 元", Kind::Wan), converted("24252.311082"));
        assert_eq!(read("¥125,000.00", Kind::Wan), converted("12.5"));
        assert_eq!(read("0.0321万件", Kind::Count), converted("321"));
        assert_eq!(read("160.5964万元", Kind::Yuan), Ok(("1605964".to_owned(), None)));
        assert_eq!(read("3元", Kind::Count), Err(Misfit::NotANumber));
        assert_eq!(read("3件", Kind::Wan), Err(Misfit::NotANumber));
    }

    #[test]
    fn blanks_stand_between_thousands_only() {
        for (text, number) in [("1 234", "1234"), ("1 234 567", "1234567"), ("12 345.67", "12345.67")] {
            assert_eq!(read(text, Kind::Wan), Ok((number.parse().unwrap(), Some(Misfit::Grouped))), "{text}");
        }
        for text in
            ["3\n5", "3 5", "120 201", "120 201 300", "1  234", "1\t234", "3、5", "3/5", "3件 5件", "3+5", "0 234"]
        {
            assert_eq!(read(text, Kind::Count), Err(Misfit::Several), "{text}");
        }
        for text in ["12,34", "1.2.3", "三件", "1 .5", "若干"] {
            assert_eq!(read(text, Kind::Count), Err(Misfit::NotANumber), "{text}");
        }
    }
}
