//! Reading the record of 信息处理费.

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::DeValue;

use super::fields::{Fields, Log};
use super::filing::missing;
use crate::filing::{Fee, FeeUnit};
use crate::source::Located;

/// Reads `[fee]`.
pub fn read(t: Fields<'_>, log: &Log<'_>) -> Fee {
    let cases = whole(&t, "cases", log);
    let yuan = amount(&t, "yuan", log);
    let units = t.tables("units").into_iter().filter_map(|u| {
        let unit = FeeUnit {
            unit: u.text("unit")?.value,
            cases: whole(&u, "cases", log)?.value,
            yuan: amount(&u, "yuan", log)?.value,
        };
        u.finish();
        Some(unit)
    });
    let fee = Fee { cases, yuan, units: units.collect() };
    t.finish();
    fee
}

/// A value that must be there and not still be the `?` of a new input.
fn given<'a>(t: &Fields<'a>, key: &str, log: &Log<'_>) -> Option<&'a Spanned<DeValue<'a>>> {
    let item = t.value(key);
    match item {
        Some(item) if item.get_ref().as_str() == Some("?") => {
            log.fault(missing(&t.path(key), "数", &log.at(item), "照实填；没有发生的填 0"));
            None
        }
        None => {
            log.fault(missing(&t.path(key), "数", &t.at, "照实填；没有发生的填 0"));
            None
        }
        Some(item) => Some(item),
    }
}

/// A whole number, zero or more.
fn whole(t: &Fields<'_>, key: &str, log: &Log<'_>) -> Option<Located<i64>> {
    let item = given(t, key, log)?;
    let number = item.get_ref().as_integer().and_then(|i| i64::from_str_radix(i.as_str(), i.radix()).ok());
    let Some(value) = number.filter(|n| *n >= 0) else {
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
