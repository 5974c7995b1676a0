//! Reading the record of 信息处理费.

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::DeValue;

use super::fields::{Fields, Log, integer};
use crate::filing::{Fee, FeeUnit};
use crate::source::Located;

/// Reads `[fee]`.
pub fn read(t: Fields<'_>, log: &Log<'_>) -> Fee {
    let cases = whole(&t, "cases", log);
    let yuan = amount(&t, "yuan", log);
    let units = t.tables("units").into_iter().filter_map(|u| {
        let (unit, cases, yuan) = (u.text("unit"), whole(&u, "cases", log), amount(&u, "yuan", log));
        if unit.is_none() {
            log.missing(&u.path("unit"), "单位的名称", &u.at, "写 unit = \"…\"");
        }
        u.finish();
        Some(FeeUnit { unit: unit?.value, cases: cases?.value, yuan: yuan?.value })
    });
    let fee = Fee { cases, yuan, units: units.collect() };
    t.finish();
    fee
}

/// A value that must be there and not still be the `?` of a new input.
fn given<'a>(t: &Fields<'a>, key: &str, log: &Log<'_>) -> Option<&'a Spanned<DeValue<'a>>> {
    let item = t.value(key);
    let known = item.filter(|item| item.get_ref().as_str() != Some("?"));
    if known.is_none() {
        let at = item.map_or_else(|| t.at.clone(), |item| log.at(item));
        log.missing(&t.path(key), "数", &at, "照实填；没有发生的填 0");
    }
    known
}

/// A whole number, zero or more.
fn whole(t: &Fields<'_>, key: &str, log: &Log<'_>) -> Option<Located<i64>> {
    let item = given(t, key, log)?;
    let Some(value) = integer(item.get_ref(), log).filter(|n| *n >= 0) else {
        log.wrong_type(&t.path(key), item, "不带小数、不小于 0 的件数");
        return None;
    };
    Some(Located { value, at: log.at(item) })
}

/// An amount in 元.
fn amount(t: &Fields<'_>, key: &str, log: &Log<'_>) -> Option<Located<Decimal>> {
    let item = given(t, key, log)?;
    let text = match item.get_ref() {
        DeValue::Integer(integer) => integer.as_str(),
        DeValue::Float(float) => float.as_str(),
        DeValue::String(text) => text.trim_end_matches('元').trim(),
        _ => "",
    };
    let Some(value) = text.parse::<Decimal>().ok().filter(|n| !n.is_sign_negative()) else {
        log.wrong_type(&t.path(key), item, "以元为单位、不小于 0 的金额");
        return None;
    };
    Some(Located { value, at: log.at(item) })
}
