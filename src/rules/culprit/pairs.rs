//! Corrections of two cells that mend together what none mends alone.

use rust_decimal::Decimal;

use super::mend::{Correction, Mend, shortest};
use super::system::System;
use crate::form::CellId;

/// Pairs that are tried at most for all groups of a report.
const MOST_TRIED: usize = 20_000;

/// Pairs that are kept at most.
const MOST_FOUND: usize = 64;

/// Every change of two cells that mends a group: the first mends one equation, the second all that is then broken.
pub(super) fn pairs(system: &System<'_>, group: &[usize], tried: &mut usize) -> Vec<Mend> {
    let mut found = Vec::new();
    let cells = group.iter().flat_map(|number| &system.equations[*number].terms);
    let most = cells.map(|(id, _)| system.of_cell(*id).len()).max().unwrap_or(0);
    if group.len() > 2 * most {
        return found;
    }
    let exact = group.iter().filter(|number| system.equations[**number].law.is_exact());
    for number in exact {
        let equation = &system.equations[*number];
        for (id, count) in &equation.terms {
            let Some(now) = system.fitting(*id, *count, equation.gap) else { continue };
            let seconds = seconds(system, group, (*id, now));
            *tried += 1 + seconds.len();
            found.extend(seconds.into_iter().filter_map(|second| pair(system, group, [(*id, now), second])));
            if *tried > MOST_TRIED || found.len() > MOST_FOUND {
                return found;
            }
        }
    }
    found
}

/// Corrections of a second cell that could mend what a first one leaves broken or breaks.
fn seconds(system: &System<'_>, group: &[usize], first: (CellId, Decimal)) -> Vec<(CellId, Decimal)> {
    let Some(gaps) = system.gaps(&[first]) else { return Vec::new() };
    let gap = |number: usize| gaps.get(&number).copied().unwrap_or(system.equations[number].gap);
    let touched = gaps.keys().filter(|number| !group.contains(number)).copied();
    let broken = group.iter().copied().chain(touched).filter(|number| !system.holds(*number, gap(*number)));
    let Some(number) = shortest(system, broken) else { return Vec::new() };
    let others = system.equations[number].terms.iter().filter(|(id, _)| *id != first.0);
    others.filter_map(|(id, count)| Some((*id, system.fitting(*id, *count, gap(number))?))).collect()
}

/// Two changes, if they mend a group.
fn pair(system: &System<'_>, group: &[usize], changes: [(CellId, Decimal); 2]) -> Option<Mend> {
    if system.mended(&changes)? != group {
        return None;
    }
    let changes = changes.map(|(id, now)| Correction::of(system, id, now)).to_vec();
    Some(Mend::of(changes))
}
