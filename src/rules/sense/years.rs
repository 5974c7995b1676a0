//! Figures beside last year's: the same digits at another power of ten, and differences of several times.

use rust_decimal::Decimal;

use super::super::Prior;
use super::super::figure::amount;
use super::known::Known;
use super::terms::{before, kind, mark, mark_before, name};
use super::{JUMP, SCALE};
use crate::finding::Finding;
use crate::form::{Kind, Name};

/// A figure with last year's, both above zero.
struct YearPair<'c> {
    key: &'c str,
    now: Decimal,
    before: Decimal,
    prior: Prior<'c>,
}

/// The figures that are known for both years and above zero in both, where they count the same units.
fn pairs<'c>(case: &Known<'c>, figures: &'c [Name]) -> Vec<YearPair<'c>> {
    let Some(prior) = before(case) else { return Vec::new() };
    let pair = |key: &'c Name| {
        let now = case.amount(key)?;
        let before = amount(key, prior.filing, prior.figures)?;
        let is_told = now > Decimal::ZERO && before > Decimal::ZERO;
        is_told.then_some(YearPair { key, now, before, prior })
    };
    figures.iter().filter_map(pair).collect()
}

impl YearPair<'_> {
    /// The larger figure and the smaller one.
    fn sorted(&self) -> (Decimal, Decimal) {
        (self.now.max(self.before), self.now.min(self.before))
    }

    /// The finding with both figures marked.
    fn finding(&self, finding: Finding, case: &Known<'_>) -> Finding {
        let finding = mark(finding, self.key, case, format!("本年 {}", self.now.normalize()));
        mark_before(finding, self.key, self.prior, self.before)
    }
}

/// Findings for figures that have last year's digits at another power of ten, and for amounts in 万元 that are about ten
/// thousand times as much, or as little.
pub(super) fn digits(case: &Known<'_>, figures: &[Name]) -> Vec<Finding> {
    let tell = |pair: YearPair<'_>| {
        let (large, small) = pair.sorted();
        let is_wan = kind(pair.key, &case.figures.form) == Some(Kind::Wan);
        let fact = match power(large, small) {
            Some(power) => format!("数字相同，差 {power} 倍"),
            None if is_wan && is_about_ten_thousand(large, small) => "差一万倍左右，像是有一年填的是元".to_owned(),
            None => return None,
        };
        let (now, before) = (pair.now.normalize(), pair.before.normalize());
        let message = format!("{}：写的是 {now}，上年是 {before}，{fact}。", name(pair.key, case));
        Some(pair.finding(Finding::new(&SCALE, message), case))
    };
    pairs(case, figures).into_iter().filter_map(tell).collect()
}

/// The power of ten that one figure is of another, where they have the same digits, two or more of them.
fn power(large: Decimal, small: Decimal) -> Option<Decimal> {
    let (digits, same) = (significant(large), significant(small));
    let ratio = large.checked_div(small)?.normalize();
    (digits == same && digits >= Decimal::TEN && ratio > Decimal::ONE).then_some(ratio)
}

/// The digits of a number without the zeros around them, as a whole number.
fn significant(number: Decimal) -> Decimal {
    let mantissa = number.normalize().mantissa().unsigned_abs();
    let digits = mantissa.to_string();
    digits.trim_end_matches('0').parse().unwrap_or_default()
}

/// Whether one amount is ten thousand times another, give or take half of it, and no small one.
fn is_about_ten_thousand(large: Decimal, small: Decimal) -> bool {
    let within = |ratio: Decimal| ratio >= Decimal::from(5_000) && ratio <= Decimal::from(20_000);
    large >= Decimal::ONE_HUNDRED && large.checked_div(small).is_some_and(within)
}

/// Findings for figures of some size that are several times last year's, or last year's theirs.
pub(super) fn jumps(case: &Known<'_>, figures: &[Name], times: Decimal, least: Decimal) -> Vec<Finding> {
    let tell = |pair: YearPair<'_>| {
        let (large, small) = pair.sorted();
        if small < least || small.checked_mul(times).is_none_or(|limit| large < limit) {
            return None;
        }
        let ratio = large.checked_div(small)?.round_dp(1).normalize();
        let fact = if pair.now > pair.before {
            format!("是上年的 {ratio} 倍")
        } else {
            format!("上年是本年的 {ratio} 倍")
        };
        let (now, before) = (pair.now.normalize(), pair.before.normalize());
        let message = format!("{}：写的是 {now}，上年是 {before}，{fact}。", name(pair.key, case));
        Some(pair.finding(Finding::new(&JUMP, message), case))
    };
    pairs(case, figures).into_iter().filter_map(tell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_the_same_whatever_the_power() {
        let power = |large: &str, small: &str| {
            let number = |text: &str| text.parse::<Decimal>().unwrap();
            power(number(large), number(small)).map(|ratio| ratio.to_string())
        };
        assert_eq!(power("437880", "43.788").as_deref(), Some("10000"));
        assert_eq!(power("3210", "321").as_deref(), Some("10"));
        assert_eq!(power("12.50", "1.25").as_deref(), Some("10"));
        for (large, small) in [("321", "321"), ("50", "5"), ("1000", "1"), ("322", "32.1"), ("12.0", "12")] {
            assert_eq!(power(large, small), None, "{large} {small}");
        }
    }
}
