//! Two cells of a row or column that changed places, or a figure that stands in the wrong cell of it.

use super::mend::{Correction, Mend};
use super::system::System;
use crate::form::CellId;

/// Every exchange that mends something and breaks nothing, with what it mends: of two cells beside each other, and of
/// two in a line where each holds what the other lacks.
pub(super) fn swaps(system: &System<'_>, groups: &[Vec<usize>]) -> Vec<(Mend, Vec<usize>)> {
    let equations = groups.iter().flatten().map(|number| &system.equations[*number]);
    let mut pairs = Vec::new();
    for equation in equations.filter(|equation| equation.law.is_exact()) {
        for (id, count) in &equation.terms {
            let beside = [(0, 1), (1, 0)].into_iter().filter_map(|(rows, columns)| system.beside(*id, rows, columns));
            let lacking = system.fitting(*id, *count, equation.gap);
            let far = system.in_line(*id).filter(|other| Some(system.value(*other)) == lacking);
            pairs.extend(beside.chain(far).map(|other| (*id.min(&other), *id.max(&other))));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().filter_map(|(id, other)| swap(system, id, other)).collect()
}

/// The exchange of two cells, if it mends something and breaks nothing.
fn swap(system: &System<'_>, id: CellId, other: CellId) -> Option<(Mend, Vec<usize>)> {
    let (mine, its) = (system.value(id), system.value(other));
    let [kind, other_kind] = [id, other].map(|id| system.case.figures.form.cell(id).kind);
    let mended = system.mended(&[(id, its), (other, mine)]).filter(|_| mine != its && kind == other_kind)?;
    let changes = vec![Correction::of(system, id, its), Correction::of(system, other, mine)];
    Some((Mend { is_swap: true, ..Mend::of(changes) }, mended))
}
