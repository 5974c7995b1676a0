//! A change as running text tells it: which way, by how much, in what.

use rust_decimal::Decimal;

use super::numbers::{ToldNumber, percent};

/// A change as it is told.
pub(super) struct ToldChange<'t> {
    /// By how much.
    pub by: ToldNumber,
    /// Whether it rose.
    pub rises: bool,
    /// In what the change is told.
    pub unit: &'t str,
}

impl ToldChange<'_> {
    /// What a figure was before it changed so, where the change is told as an exact number.
    pub(super) fn before(&self, now: ToldNumber) -> Option<Decimal> {
        let exact = self.unit != "%" && self.by.within.is_zero() && now.within.is_zero();
        let by = if self.rises { self.by.value } else { -self.by.value };
        now.value.checked_sub(by).filter(|before| exact && *before > Decimal::ZERO)
    }

    /// Whether a rounded figure may have changed so from one that is rounded likewise, and the change too; unknown
    /// where the two are told in other units.
    fn is_about_from(&self, before: Decimal, now: ToldNumber, change: Decimal) -> Option<bool> {
        const UNLIKE: u32 = 50;
        let far = |a: Decimal, b: Decimal| a.checked_mul(UNLIKE.into()).is_some_and(|a| a < b);
        if far(before, now.value) || far(now.value, before) {
            return None;
        }
        // Both may be off by as much as they are rounded to.
        let change = if self.rises { change } else { -change };
        let off = now.within.checked_mul(2.into())?;
        let (least, most) = (change.checked_sub(off)?, change.checked_add(off)?);
        let (least, most) = match self.unit {
            "%" => (percent(least, before.checked_add(now.within)?)?, percent(most, before.checked_sub(now.within)?)?),
            _ => (least, most),
        };
        let unit = Decimal::new(1, self.by.value.scale()).max(self.by.within);
        Some(self.by.value >= least.checked_sub(unit)? && self.by.value <= most.checked_add(unit)?)
    }

    /// Whether a figure changed so from another.
    pub(super) fn is_from(&self, before: Decimal, now: ToldNumber) -> bool {
        let Some(change) = now.value.checked_sub(before) else { return true };
        if now.within > Decimal::ZERO {
            return self.is_about_from(before, now, change).unwrap_or(true);
        }
        let right_way = if self.rises { change >= Decimal::ZERO } else { change <= Decimal::ZERO };
        right_way
            && match self.unit {
                "%" => percent(change.abs(), before).is_some_and(|exact| self.by.says_percent(exact)),
                _ => self.by.says(change.abs()),
            }
    }
}

/// A number in digits, in ten thousands or hundred millions too, and what follows it.
pub(super) fn in_full(written: &str) -> Option<(ToldNumber, &str)> {
    let digits = written.trim_end_matches(|c: char| !c.is_ascii_digit());
    let rest = &written[digits.len()..];
    let scale = ["万", "亿"].into_iter().find(|scale| rest.starts_with(scale));
    Some((ToldNumber::scaled(digits, scale)?, rest.strip_prefix(scale.unwrap_or_default())?))
}

/// A change in words, as a percentage or as a number.
pub(super) fn right(unit: &str, now: Decimal, before: Decimal) -> Option<String> {
    let change = crate::figures::Change::new(now, before)?;
    let way = if change.number().is_sign_negative() { "减少" } else { "增加" };
    Some(if unit == "%" { change.words() } else { format!("{way}{}", change.number().abs().normalize()) })
}
