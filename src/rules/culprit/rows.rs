//! A figure and the total of its row that are wrong by as much: the row adds up, and what it stands in elsewhere does not.

use super::equation::Law;
use super::mend::{Correction, Mend};
use super::system::System;
use crate::form::CellId;

/// Every change of a cell together with the total of its row that mends several equations and breaks none, with what it
/// mends.
pub(super) fn rows(system: &System<'_>, groups: &[Vec<usize>]) -> Vec<(Mend, Vec<usize>)> {
    let all = groups.iter().flatten().map(|number| &system.equations[*number]);
    let mut found: Vec<(Mend, Vec<usize>)> = Vec::new();
    for equation in all.filter(|equation| matches!(equation.law, Law::Balance(_))) {
        let changes = equation.terms.iter().filter_map(|(id, count)| row(system, *id, *count, equation.gap));
        found.extend(changes);
    }
    found.dedup_by(|next, kept| next.0 == kept.0);
    found
}

/// The change of a cell and of the total of its row by as much, if it mends more than one equation.
fn row(system: &System<'_>, id: CellId, count: i64, gap: rust_decimal::Decimal) -> Option<(Mend, Vec<usize>)> {
    let figures = system.case.figures;
    let sum = figures.form.sums.iter().find(|sum| sum.across && sum.parts.contains(&id))?;
    figures.get(sum.total).at()?;
    let now = system.fitting(id, count, gap)?;
    let total = system.value(sum.total).checked_add(now.checked_sub(system.value(id))?)?;
    let mended = system
        .mended(&[(id, now), (sum.total, total)])
        .filter(|mended| mended.len() > 1 && !total.is_sign_negative())?;
    let corrections = vec![Correction::of(system, id, now), Correction::of(system, sum.total, total)];
    Some((Mend { is_row: true, ..Mend::of(corrections) }, mended))
}
