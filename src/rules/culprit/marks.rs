//! The places of broken equations, with what stands there.

use super::equation::Law;
use super::mend::Correction;
use super::words::name_within;
use crate::figures::Provenance;
use crate::finding::Finding;
use crate::form::CellId;
use crate::rules::Case;

/// Places that are marked beside the culprit at most, where it is known.
const MOST_PLACES: usize = 6;

/// A cell with what should stand in it.
pub(super) fn mark_correction(case: &Case<'_>, law: Law<'_>, change: &Correction, finding: Finding) -> Finding {
    let label = format!("{} = {}，应为 {}", name_within(case, law, change.cell), change.was, change.now);
    finding.mark_if(case.figures.get(change.cell).at(), label)
}

/// Where last year's report says what a cell begins with.
pub(super) fn mark_closing(case: &Case<'_>, change: &Correction, finding: Finding) -> Finding {
    let before = case.prior.map(|prior| prior.figures);
    let key = case.figures.form.cell(change.cell).prior.as_ref();
    let at = before.zip(key).and_then(|(before, key)| before.by_key(key)?.at());
    finding.mark_if(at, format!("上年报告 = {}", change.now))
}

/// The totals of some sums and the sides of some identities, as far as they were given and are not marked yet.
pub(super) fn mark_results(case: &Case<'_>, laws: &[Law<'_>], finding: Finding) -> Finding {
    let results = |law: Law<'_>| match law {
        Law::Sum(sum) => vec![sum.total],
        Law::Balance(_) | Law::Left(_) => law.cells(),
    };
    let cells = laws.iter().flat_map(|law| results(*law).into_iter().map(|id| (*law, id)));
    let given = cells.filter(|(_, id)| case.figures.get(*id).at().is_some());
    given.take(MOST_PLACES).fold(finding, |finding, (law, id)| mark(case, finding, id, &name_within(case, law, id)))
}

/// All cells of an equation with what each contributes; for one that was computed, what is behind it.
pub(super) fn mark_cells(case: &Case<'_>, law: Law<'_>, finding: Finding) -> Finding {
    law.cells().into_iter().fold(finding, |finding, id| {
        let mut behind = Vec::new();
        given_behind(case, id, &mut behind);
        let finding = mark(case, finding, id, &name_within(case, law, id));
        behind.into_iter().fold(finding, |finding, id| mark(case, finding, id, &case.figures.form.describe(id)))
    })
}

/// Marks a cell with its name and figure, unless it is marked already.
fn mark(case: &Case<'_>, finding: Finding, id: CellId, name: &str) -> Finding {
    let figure = case.figures.get(id);
    let is_new = |at: &&crate::source::Span| finding.marks.iter().all(|mark| mark.at != **at);
    let at = figure.at().filter(is_new);
    finding.mark_if(at, format!("{name} = {}", figure.addend().unwrap_or_default()))
}

/// The given cells, other than zeros, that a computed sum is made of.
fn given_behind(case: &Case<'_>, id: CellId, out: &mut Vec<CellId>) {
    let sum = case.figures.form.sums.iter().find(|sum| sum.total == id);
    let parts = sum.filter(|_| case.figures.get(id).from == Provenance::Computed).map_or(&[][..], |sum| &sum.parts);
    for part in parts {
        match case.figures.get(*part) {
            figure if figure.addend().is_none_or(|addend| addend.is_zero()) => {}
            figure if figure.at().is_some() => out.push(*part),
            _ => given_behind(case, *part, out),
        }
    }
}
