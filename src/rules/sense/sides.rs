//! Sums that are held against each other: equal, at most, zero together.

use rust_decimal::Decimal;

use super::super::sums::difference;
use super::known::Known;
use super::terms::{is_mixed, mark, mark_terms, name, name_beside, sum, written};
use super::{CHAIN, MORE, NOT_OF_KIND, TOGETHER};
use crate::finding::Finding;
use crate::form::{Name, Term};

/// The keys of some terms.
fn keys<'t>(left: &'t [Term], right: &'t [Term]) -> impl Iterator<Item = &'t str> {
    left.iter().chain(right).map(|term| &*term.key.text)
}

/// The finding for a sum on the right that is not the one on the left.
pub(super) fn equal(case: &Known<'_>, left: &[Term], right: &[Term]) -> Option<Finding> {
    let (expected, told) = (sum(case, left)?, sum(case, right)?);
    if expected == told || is_mixed(case, keys(left, right)) {
        return None;
    }
    let first = &right.first()?.key;
    let message = format!(
        "{}：写的是 {}，{}，{}。",
        name(first, case),
        told.normalize(),
        written(case, left, first)?,
        difference(told, expected)
    );
    Some(mark_terms(mark_terms(Finding::new(&CHAIN, message), right, case), left, case))
}

/// The finding for a sum on the left that is more than the one on the right.
pub(super) fn at_most(case: &Known<'_>, left: &[Term], right: &[Term]) -> Option<Finding> {
    let (part, whole) = (sum(case, left)?, sum(case, right)?);
    if part <= whole || is_mixed(case, keys(left, right)) {
        return None;
    }
    let first = &left.first()?.key;
    let start = match left {
        [_] => format!("{}是 {}", name(first, case), part.normalize()),
        _ => written(case, left, "")?,
    };
    let message = format!("{start}，比{} {}。", written(case, right, first)?, difference(part, whole));
    Some(mark_terms(mark_terms(Finding::new(&MORE, message), left, case), right, case))
}

/// The finding for figures of which some are zero and some are not.
pub(super) fn together(case: &Known<'_>, figures: &[Name]) -> Option<Finding> {
    let known: Option<Vec<(&str, Decimal)>> = figures.iter().map(|key| Some((&*key.text, case.amount(key)?))).collect();
    let known = known?;
    let (first, _) = known.first()?;
    let zero = known.iter().find(|(_, value)| value.is_zero())?;
    let other = known.iter().find(|(_, value)| !value.is_zero())?;
    let called = |key: &str| if key == *first { name(key, case) } else { name_beside(key, first, case) };
    let message = format!("{}是 {}，{}却是 0。", called(other.0), other.1.normalize(), called(zero.0));
    let mark_one = |finding, (key, value): &(&str, Decimal)| mark(finding, key, case, value.normalize().to_string());
    Some([other, zero].into_iter().fold(Finding::new(&TOGETHER, message), mark_one))
}

/// The finding for figures that are not zero, where the agency is of one of some kinds.
pub(super) fn zero(case: &Known<'_>, figures: &[Name], levels: &[Name]) -> Option<Finding> {
    let level = case.filing.level().filter(|level| levels.iter().any(|known| *known.text == **level))?;
    let told: Vec<(&str, Decimal)> = figures
        .iter()
        .filter_map(|key| Some((&*key.text, case.amount(key)?)))
        .filter(|(_, value)| !value.is_zero())
        .collect();
    let (first, value) = told.first()?;
    let message = format!("{}是 {}，{level}没有这一项。", name(first, case), value.normalize());
    let mark_one = |finding, (key, value): &(&str, Decimal)| mark(finding, key, case, value.normalize().to_string());
    Some(told.iter().fold(Finding::new(&NOT_OF_KIND, message), mark_one))
}
