//! What formulas come to.

use rust_decimal::Decimal;

use super::formula::{Area, CellValue, Expression};
use crate::workbook::draft::At;

/// Where values of cells come from.
pub(super) trait CellSource {
    /// The value of a cell; none where it cannot be worked out.
    fn value(&mut self, sheet: &str, at: At) -> Option<CellValue>;

    /// The cells of an area that hold something.
    fn filled(&self, sheet: &str, area: &Area) -> Option<Vec<At>>;
}

/// What a formula comes to on a sheet.
pub(super) fn worked_out(formula: &Expression, sheet: &str, source: &mut dyn CellSource) -> Option<CellValue> {
    match formula {
        Expression::Value(value) => Some(value.clone()),
        Expression::Cells(area) if area.first == area.last => {
            source.value(area.sheet.as_deref().unwrap_or(sheet), area.first)
        }
        Expression::Cells(_) => None,
        Expression::Opposite(value) => {
            let number = number(&worked_out(value, sheet, source)?)?;
            Some(CellValue::Number(-number))
        }
        Expression::Two(sign, both) => {
            let [left, right] = &**both;
            let values = (worked_out(left, sheet, source)?, worked_out(right, sheet, source)?);
            two(sign, &values.0, &values.1)
        }
        Expression::Call(name, values) => call(name, values, sheet, source),
    }
}

/// A value as a number, where it is one.
fn number(value: &CellValue) -> Option<Decimal> {
    match value {
        CellValue::Empty => Some(Decimal::ZERO),
        CellValue::Number(number) => Some(*number),
        CellValue::Flag(flag) => Some(Decimal::from(u8::from(*flag))),
        CellValue::Text(_) => None,
    }
}

/// A number as spreadsheets keep it.
fn kept(number: Decimal) -> CellValue {
    CellValue::Number(number.round_sf(15).unwrap_or(number).normalize())
}

/// Two values with a sign between them.
fn two(sign: &str, left: &CellValue, right: &CellValue) -> Option<CellValue> {
    let text = |value: &CellValue| match value {
        CellValue::Empty => Some(String::new()),
        CellValue::Number(number) => Some(number.to_string()),
        CellValue::Text(text) => Some(text.clone()),
        CellValue::Flag(_) => None,
    };
    if sign == "&" {
        return Some(CellValue::Text(text(left)? + &text(right)?));
    }
    let numbers = || Some((number(left)?, number(right)?));
    let order = || match (left, right) {
        (CellValue::Text(_) | CellValue::Empty, CellValue::Text(_)) | (CellValue::Text(_), CellValue::Empty) => {
            Some(text(left)?.cmp(&text(right)?))
        }
        // Every text is more than any number.
        (CellValue::Text(_), _) => Some(std::cmp::Ordering::Greater),
        (_, CellValue::Text(_)) => Some(std::cmp::Ordering::Less),
        _ => numbers().map(|(left, right)| left.cmp(&right)),
    };
    let flag = |is: fn(std::cmp::Ordering) -> bool| order().map(|order| CellValue::Flag(is(order)));
    match sign {
        "+" => numbers().and_then(|(left, right)| left.checked_add(right)).map(kept),
        "-" => numbers().and_then(|(left, right)| left.checked_sub(right)).map(kept),
        "*" => numbers().and_then(|(left, right)| left.checked_mul(right)).map(kept),
        "/" => numbers().and_then(|(left, right)| left.checked_div(right)).map(kept),
        "=" => flag(std::cmp::Ordering::is_eq),
        "<>" => flag(std::cmp::Ordering::is_ne),
        "<" => flag(std::cmp::Ordering::is_lt),
        "<=" => flag(std::cmp::Ordering::is_le),
        ">" => flag(std::cmp::Ordering::is_gt),
        ">=" => flag(std::cmp::Ordering::is_ge),
        _ => None,
    }
}

/// What a function comes to.
fn call(name: &str, values: &[Expression], sheet: &str, source: &mut dyn CellSource) -> Option<CellValue> {
    if name == "IF" {
        let [condition, yes, no] = values else { return None };
        let is_so = match worked_out(condition, sheet, source)? {
            CellValue::Flag(flag) => flag,
            other => !number(&other)?.is_zero(),
        };
        return worked_out(if is_so { yes } else { no }, sheet, source);
    }
    let all = gathered(values, sheet, source)?;
    let numbers: Vec<Decimal> = all.iter().filter_map(|(value, is_typed)| counted(value, *is_typed)).collect();
    // What is typed into a formula and is no number is an error there.
    if all.iter().any(|(value, is_typed)| *is_typed && matches!(value, CellValue::Text(_))) {
        return None;
    }
    let sum = || numbers.iter().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(*number));
    let first = numbers.first().copied();
    match (name, numbers.len()) {
        ("SUM", _) => sum().map(kept),
        ("COUNT", count) => Some(CellValue::Number(count.into())),
        ("COUNTA", _) => {
            let count = all.iter().filter(|(value, _)| *value != CellValue::Empty).count();
            Some(CellValue::Number(count.into()))
        }
        ("AVERAGE", count) => sum()?.checked_div(count.into()).map(kept),
        ("MAX", _) => Some(kept(numbers.iter().max().copied().unwrap_or_default())),
        ("MIN", _) => Some(kept(numbers.iter().min().copied().unwrap_or_default())),
        ("ABS", 1) => first.map(|number| kept(number.abs())),
        ("N", count) if all.len() == 1 => Some(kept(if count == 1 { first? } else { Decimal::ZERO })),
        ("ROUND", 2) => {
            let places = u32::try_from(numbers[1].trunc().mantissa()).ok().filter(|places| *places <= 28)?;
            let away = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
            Some(kept(numbers[0].round_dp_with_strategy(places, away)))
        }
        _ => None,
    }
}

/// A value as a function counts it: of cells only what is a number.
fn counted(value: &CellValue, is_typed: bool) -> Option<Decimal> {
    match value {
        CellValue::Number(number) => Some(*number),
        CellValue::Flag(_) | CellValue::Empty if is_typed => number(value),
        _ => None,
    }
}

/// The values that a function is given, and whether each is typed into the formula or worked out in it.
fn gathered(values: &[Expression], sheet: &str, source: &mut dyn CellSource) -> Option<Vec<(CellValue, bool)>> {
    let mut all = Vec::new();
    for value in values {
        match value {
            Expression::Cells(area) => {
                let sheet = area.sheet.as_deref().unwrap_or(sheet);
                for at in source.filled(sheet, area)? {
                    all.push((source.value(sheet, at)?, false));
                }
            }
            other => all.push((worked_out(other, sheet, source)?, true)),
        }
    }
    Some(all)
}
