//! The same number in two units.

use rust_decimal::Decimal;

use super::SCALE;
use super::known::Known;
use super::terms::{kind, mark, name};
use crate::finding::Finding;
use crate::form::{Kind, Name};

/// Amounts from which on it is no chance that two are the same number.
const LEAST: Decimal = Decimal::TEN;

/// Findings for amounts of different units that are the same number.
pub(super) fn units(case: &Known<'_>, figures: &[Name]) -> Vec<Finding> {
    let form = &case.figures.form;
    let known = |key: &Name| {
        let value = case.amount(key)?;
        Some((key.text.clone(), value, unit(kind(key, form)?)?))
    };
    let known: Vec<(String, Decimal, &str)> = figures.iter().filter_map(known).collect();
    let pairs = known.iter().enumerate().flat_map(|(at, one)| known[at + 1..].iter().map(move |other| (one, other)));
    let same = pairs.filter(|((_, one, unit), (_, other, of))| one == other && unit != of && *one >= LEAST);
    let tell = |((one, value, unit), (other, _, of)): (&(String, Decimal, &str), &(String, Decimal, &str))| {
        let value = value.normalize();
        let message = format!(
            "{}和{}都是 {value}，一个以{unit}计，一个以{of}计，不会是同一个数。",
            name(one, case),
            name(other, case)
        );
        let finding = mark(Finding::new(&SCALE, message), one, case, format!("{value} {unit}"));
        mark(finding, other, case, format!("{value} {of}"))
    };
    same.map(tell).collect()
}

/// The unit of amounts.
fn unit(kind: Kind) -> Option<&'static str> {
    matches!(kind, Kind::Wan | Kind::Yuan).then(|| kind.counted())
}
