//! Amounts that a tariff cannot give, and accounts whose units do not add up.

use rust_decimal::Decimal;

use super::super::Case;
use super::super::sums::difference;
use super::known::Known;
use super::terms::{mark, name};
use super::{TARIFF, UNITS};
use crate::figures::checked_sum;
use crate::finding::Finding;
use crate::form::{Account, AccountFigure};
use crate::source::Span;

/// Units that are written out in a sum.
const FEW: usize = 6;

/// The finding for an amount, of the whole or of a unit, that is no multiple of a step, or less than a step each.
pub(super) fn steps(case: &Known<'_>, key: &str, step: Decimal, each: Option<&str>) -> Option<Finding> {
    let whole = case.amount(key)?;
    let count = each.and_then(|each| case.amount(each));
    let of_whole = wrong(whole, count, step);
    let of_units = shares(case, key, each).filter_map(|UnitShare { unit, amount, count, at }| {
        let wrong = wrong(amount, count, step)?;
        Some((format!("{unit}的 {wrong}"), at, amount))
    });
    let of_units: Vec<_> = of_units.collect();
    if of_whole.is_none() && of_units.is_empty() {
        return None;
    }
    let facts: Vec<&str> = of_whole.iter().chain(of_units.iter().map(|(fact, ..)| fact)).map(String::as_str).collect();
    let mut finding = Finding::new(&TARIFF, format!("{}：{}。", name(key, case), facts.join("；")));
    if of_whole.is_some() || of_units.iter().all(|(_, at, _)| at.is_none()) {
        finding = mark(finding, key, case, whole.normalize().to_string());
    }
    let finding = of_units
        .iter()
        .fold(finding.key(key), |finding, (_, at, amount)| finding.mark_if(*at, amount.normalize().to_string()));
    Some(each.into_iter().fold(finding, |finding, each| finding.key(each)))
}

/// What is wrong with an amount for so many, if something is.
fn wrong(amount: Decimal, count: Option<Decimal>, step: Decimal) -> Option<String> {
    let shown = amount.normalize();
    if amount.checked_rem(step).is_some_and(|rest| !rest.is_zero()) {
        return Some(format!("{shown} 不是 {step} 的整数倍"));
    }
    let count = count.filter(|_| !amount.is_zero())?;
    let least = count.checked_mul(step)?.normalize();
    (amount < least).then(|| format!("{shown} 少于 {} 件至少要收的 {least}", count.normalize()))
}

/// The share of a unit in a figure of an account, with that in another, and where it was written.
struct UnitShare<'c> {
    unit: &'c str,
    amount: Decimal,
    count: Option<Decimal>,
    at: Option<&'c Span>,
}

/// The shares of units in a figure of an account, with those in another.
fn shares<'c>(case: &Known<'c>, key: &'c str, each: Option<&'c str>) -> impl Iterator<Item = UnitShare<'c>> {
    let (account, figure) = key.split_once('.').unwrap_or((key, ""));
    let other = each.and_then(|each| each.split_once('.')).filter(|(of, _)| *of == account).map(|(_, figure)| figure);
    let units = case.filing.accounts.get(account).map_or(&[][..], |given| &given.units);
    units.iter().filter_map(move |unit| {
        let count = other.and_then(|other| unit.figures.get(other)).copied();
        Some(UnitShare { unit: &unit.unit, amount: *unit.figures.get(figure)?, count, at: unit.places.get(figure) })
    })
}

/// The finding for an account whose units do not add up to its figures.
pub(super) fn units(case: &Case<'_>, account: &Account) -> Option<Finding> {
    let given = case.filing.accounts.get(&account.key).filter(|given| !given.units.is_empty())?;
    let (mut facts, mut finding) = (Vec::new(), Finding::new(&UNITS, ""));
    for figure in &account.figures {
        let shares: Vec<Option<Decimal>> =
            given.units.iter().map(|unit| unit.figures.get(&figure.key).copied()).collect();
        let (Some(total), Some(sum)) = (given.figures.get(&figure.key), checked_sum(shares.iter().copied())) else {
            continue;
        };
        if sum != total.value {
            facts.push(fact(figure, total.value, sum, &shares));
            finding = finding.mark(&total.at, "").key(format!("{}.{}", account.key, figure.key));
        }
    }
    finding.message = format!("{}：{}。", account.label, facts.join("；"));
    (!facts.is_empty()).then_some(finding)
}

/// By how much a total differs from the shares of the units.
fn fact(figure: &AccountFigure, total: Decimal, sum: Decimal, shares: &[Option<Decimal>]) -> String {
    let parts: Vec<String> = shares.iter().flatten().map(|share| share.normalize().to_string()).collect();
    let is_written = (2..=FEW).contains(&parts.len());
    let addition = if is_written { format!("{} = ", parts.join(" + ")) } else { String::new() };
    let (sum, total) = (sum.normalize(), total.normalize());
    format!("{}写的是 {total}，各单位之和 {addition}{sum}，{}", figure.heading, difference(total, sum))
}
