//! Totals that the district added up itself, compared with the sums.

use rust_decimal::Decimal;

use super::rollup::Rollup;
use crate::district::roster::District;
use crate::district::units::UnitResult;
use crate::figures::Figures;
use crate::finding::Finding;
use crate::form::CellId;
use crate::rule::district as rules;

/// Units that are named as possible reasons.
const MOST_NAMES: usize = 3;

/// Every total that is not the sum, with the unit that explains the difference where one does.
pub(super) fn compare(district: &District, rollup: &Rollup, results: &[UnitResult], totals: &Figures) -> Vec<Finding> {
    let form = &rollup.form;
    let differs = |id: &CellId| difference(rollup, totals, *id).is_some_and(|difference| !difference.is_zero());
    let printed = form.ids().filter(|id| form.cell(*id).printed && differs(id));
    let (derived, plain): (Vec<CellId>, Vec<CellId>) = printed.partition(|id| form.is_derived(*id));
    // Where a part differs, so does what follows from it.
    let alone =
        derived.into_iter().filter(|id| !plain.iter().any(|part| form.cell(*part).table == form.cell(*id).table));
    let all: Vec<CellId> = plain.iter().copied().chain(alone).collect();
    all.into_iter().filter_map(|id| differing(district, rollup, results, totals, id)).collect()
}

/// By how much a total is more than the sum; none when one of them is not known.
fn difference(rollup: &Rollup, totals: &Figures, id: CellId) -> Option<Decimal> {
    let total = totals.by_key(&rollup.form.cell(id).key)?.addend()?;
    total.checked_sub(rollup.get(id).entry.value.addend()?)
}

/// The finding for one cell.
fn differing(
    district: &District,
    rollup: &Rollup,
    results: &[UnitResult],
    totals: &Figures,
    id: CellId,
) -> Option<Finding> {
    let key = &rollup.form.cell(id).key;
    let figure = totals.by_key(key)?;
    let difference = difference(rollup, totals, id)?;
    let sum = rollup.get(id).entry.value.addend()?;
    let way = if difference.is_sign_negative() { "少" } else { "多" };
    let size = difference.abs().normalize();
    let reason = reason(district, results, key, difference);
    let message = format!(
        "{}：总数填 {}，本级与各单位之和是 {sum}（{way} {size}）{}。",
        rollup.form.describe(id),
        figure.entry.shown,
        reason.as_ref().map_or(String::new(), |(reason, _)| format!("；{reason}")),
    );
    let finding = Finding::new(&rules::TOTAL_DIFFERS, message).mark_if(figure.at(), "").key(key);
    let units = reason.map(|(_, units)| units).unwrap_or_default();
    Some(
        units
            .iter()
            .filter_map(|unit| district.units.get(*unit))
            .fold(finding, |f, unit| f.mark(&unit.at, format!("{way} {size}")).key(&unit.name)),
    )
}

/// Which units explain a difference, in words.
fn reason(district: &District, results: &[UnitResult], key: &str, difference: Decimal) -> Option<(String, Vec<usize>)> {
    let named = |units: &[usize]| {
        let names = units.iter().take(MOST_NAMES).filter_map(|unit| district.units.get(*unit));
        let names: Vec<String> = names.map(|unit| format!("“{}”", unit.name)).collect();
        if units.len() > MOST_NAMES {
            format!("{}等 {} 个单位", names.join("、"), units.len())
        } else {
            names.join("、")
        }
    };
    let figure = |unit: &&UnitResult| unit.entry(key)?.value.addend();
    let equal = results.iter().filter(|unit| figure(unit).map(|n| n.abs()) == Some(difference.abs()));
    let equal: Vec<usize> = equal.map(|unit| unit.number).collect();
    let absent: Vec<usize> = results.iter().filter(|unit| !unit.is_counted).map(|unit| unit.number).collect();
    match (equal.as_slice(), difference.is_sign_negative()) {
        ([_], true) => Some((format!("正好是{}的数，可能漏加了它", named(&equal)), equal)),
        ([_], false) => Some((format!("正好是{}的数，可能加了两次", named(&equal)), equal)),
        ([], false) if !absent.is_empty() => Some((format!("没有计入的有{}", named(&absent)), absent)),
        ([], _) => None,
        (_, true) => Some((format!("与{}的数相同，可能漏加了其中一个", named(&equal)), equal)),
        (_, false) => Some((format!("与{}的数相同，可能有一个加了两次", named(&equal)), equal)),
    }
}
