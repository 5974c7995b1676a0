//! Corrections of cells that mend broken equations, and how likely they are.

use rust_decimal::Decimal;

use super::reason::{Reason, is_total};
use super::system::System;
use crate::form::CellId;

/// What it weighs that a cell lies only behind what was computed in a broken equation.
const BEHIND: u32 = 4;

/// What it weighs that cells that changed places do not stand beside each other, or that a row is not what is left over.
const FAR: u32 = 1;

/// What it weighs against a change that last year's report has what the cell holds.
const CARRIED: u32 = 20;

/// Another figure for a given cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Correction {
    /// The cell.
    pub cell: CellId,
    /// What it holds.
    pub was: Decimal,
    /// What it would have to hold.
    pub now: Decimal,
    /// Why it may hold what it holds.
    pub reason: Reason,
}

impl Correction {
    /// Another figure for a cell, with what speaks for it.
    pub(super) fn of(system: &System<'_>, cell: CellId, now: Decimal) -> Self {
        let now = now.normalize();
        Self { cell, was: system.value(cell), now, reason: Reason::of(system, cell, now) }
    }

    /// Why, in words: nothing where nothing speaks for it.
    pub(super) fn words(&self, system: &System<'_>) -> String {
        self.reason.words(system, self.cell, self.now)
    }

    /// How likely it is beside others of the same weight, the likeliest first: a figure where there would be none, a
    /// part before its total unless hardly anything speaks for either, and what an identity leaves over.
    fn rank(&self, system: &System<'_>) -> (bool, bool, bool, CellId) {
        let speaks = !matches!(self.reason, Reason::Unknown | Reason::ByOne);
        let is_last = is_total(system, self.cell) == speaks;
        (!self.now.is_zero(), is_last, !is_left_over(system, self.cell), self.cell)
    }

    /// How little speaks for it: less for a cell that only lies behind what was computed in some of what is broken, and
    /// least for one that holds what last year's report has.
    fn weight(&self, system: &System<'_>, broken: &[usize]) -> u32 {
        let laws = broken.iter().map(|number| &system.equations[*number]).filter(|equation| equation.is_told);
        let behind: u32 = laws.map(|equation| u32::from(!equation.law.cells().contains(&self.cell))).sum();
        let is_carried = system.opening(self.cell) == Some(self.was);
        u32::from(self.reason.weight()) + BEHIND * behind + if is_carried { CARRIED } else { 0 }
    }
}

/// Whether a cell is what an identity leaves over.
fn is_left_over(system: &System<'_>, cell: CellId) -> bool {
    system.case.figures.form.balances.iter().any(|balance| balance.fill == cell)
}

/// A set of corrections that mends all equations of a group and breaks none.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mend {
    /// The corrections, the likeliest first.
    pub corrections: Vec<Correction>,
    /// Whether two cells only change places.
    pub is_swap: bool,
    /// Whether a cell and the total of its row change by as much.
    pub is_row: bool,
    /// How little speaks for it.
    pub weight: u32,
}

impl Mend {
    /// Corrections that belong together in no other way, yet to be weighed.
    pub(super) fn of(corrections: Vec<Correction>) -> Self {
        Self { corrections, is_swap: false, is_row: false, weight: 0 }
    }

    /// Whether something speaks for it.
    pub(super) fn is_likely(&self) -> bool {
        self.is_swap || self.is_row || self.corrections.iter().any(|change| change.reason != Reason::Unknown)
    }

    /// The corrections as the system takes them.
    fn plain(&self) -> Vec<(CellId, Decimal)> {
        self.corrections.iter().map(|change| (change.cell, change.now)).collect()
    }

    /// The equations that it mends, where it breaks none.
    pub(super) fn mends(&self, system: &System<'_>) -> Option<Vec<usize>> {
        system.mended(&self.plain())
    }

    /// Weighs all that mend some equations, and puts the likeliest first.
    pub(super) fn sort(system: &System<'_>, broken: &[usize], mends: &mut Vec<Self>) {
        for mend in mends.iter_mut() {
            let weigh = |change: &Correction| change.weight(system, broken);
            let all: u32 = mend.corrections.iter().map(weigh).sum();
            mend.weight = match mend.corrections.as_slice() {
                [first, second] if mend.is_swap => {
                    let is_far = !system.are_neighbours(first.cell, second.cell);
                    u32::from(Reason::Swapped.weight()) + if is_far { FAR } else { 0 }
                }
                _ if mend.is_row && !mend.corrections.iter().any(|change| is_left_over(system, change.cell)) => {
                    all + FAR
                }
                _ => all,
            };
            mend.corrections.sort_by_key(|change| (weigh(change), change.rank(system)));
        }
        let rank = |mend: &Self| {
            let ranks: Vec<_> = mend.corrections.iter().map(|change| change.rank(system)).collect();
            (mend.weight, ranks)
        };
        mends.sort_by_cached_key(rank);
        mends.dedup();
    }
}

/// Every change of one cell that mends a group: the cell stands in all equations of it and in no other.
pub(super) fn singles(system: &System<'_>, group: &[usize]) -> Vec<Mend> {
    let Some(first) = shortest(system, group.iter().copied()) else { return Vec::new() };
    let equation = &system.equations[first];
    let mend = |(id, count): &(CellId, i64)| {
        let now = system.fitting(*id, *count, equation.gap)?;
        let mend = Mend::of(vec![Correction::of(system, *id, now)]);
        (mend.mends(system)? == group).then_some(mend)
    };
    equation.terms.iter().filter_map(mend).collect()
}

/// The exact equation among some that has the fewest given cells.
pub(super) fn shortest(system: &System<'_>, numbers: impl Iterator<Item = usize>) -> Option<usize> {
    let exact = numbers.filter(|number| system.equations[*number].law.is_exact());
    exact.min_by_key(|number| system.equations[*number].terms.len())
}
