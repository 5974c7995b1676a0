//! Corrections of several cells, where two do not do: one after another, each the one that mends most.

use rust_decimal::Decimal;

use super::mend::{Correction, Mend};
use super::system::System;
use crate::form::CellId;

/// Corrections at most; more say nothing.
const MOST_CHANGES: usize = 6;

/// Terms of a group beyond which it is not tried.
const MOST_TERMS: usize = 2_000;

/// A few changes that mend a group; fewer than it has equations, or they would say no more than those.
pub(super) fn several(system: &System<'_>, group: &[usize]) -> Option<Mend> {
    let terms: usize = group.iter().map(|number| system.equations[*number].terms.len()).sum();
    let mut changes: Vec<(CellId, Decimal)> = Vec::new();
    while terms <= MOST_TERMS && changes.len() < MOST_CHANGES.min(group.len().saturating_sub(1)) {
        changes.push(best(system, group, &changes)?);
        if system.mended(&changes).is_some_and(|mended| mended == group) {
            let changes = changes.into_iter().map(|(id, now)| Correction::of(system, id, now)).collect();
            return Some(Mend::of(changes));
        }
    }
    None
}

/// The next change: the one after which the fewest equations are broken, fewer than before.
fn best(system: &System<'_>, group: &[usize], before: &[(CellId, Decimal)]) -> Option<(CellId, Decimal)> {
    let (gaps, left) = (system.gaps(before)?, broken(system, group, before)?);
    let exact = left.iter().filter(|number| system.equations[**number].law.is_exact());
    let candidates = exact.flat_map(|number| {
        let gap = gaps.get(number).copied().unwrap_or(system.equations[*number].gap);
        let fitting = move |(id, count): &(CellId, i64)| Some((*id, system.fitting(*id, *count, gap)?));
        system.equations[*number].terms.iter().filter_map(fitting)
    });
    let is_new = |(id, _): &(CellId, Decimal)| before.iter().all(|(other, _)| other != id);
    let after = |change: (CellId, Decimal)| {
        let all = [before, &[change]].concat();
        Some((broken(system, group, &all)?.len(), change))
    };
    let best = candidates.filter(is_new).filter_map(after).min_by_key(|(count, _)| *count);
    best.filter(|(count, _)| *count < left.len()).map(|(_, change)| change)
}

/// The equations that are broken after some changes: those of a group, and others that they break.
fn broken(system: &System<'_>, group: &[usize], changes: &[(CellId, Decimal)]) -> Option<Vec<usize>> {
    let gaps = system.gaps(changes)?;
    let gap = |number: usize| gaps.get(&number).copied().unwrap_or(system.equations[number].gap);
    let touched = gaps.keys().filter(|number| !group.contains(number)).copied();
    let all = group.iter().copied().chain(touched);
    Some(all.filter(|number| !system.holds(*number, gap(*number))).collect())
}
