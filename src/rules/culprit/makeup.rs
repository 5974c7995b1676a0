//! What every figure is made of: itself where the agency gave it, else the given figures that it follows from.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::figures::{Figures, Provenance};
use crate::form::{Balanced, CellId};

/// A figure as a sum of given figures.
#[derive(Debug, Clone)]
pub(super) struct Made {
    /// Given cells, and how often each counts.
    pub terms: Vec<(CellId, i64)>,
    /// What it comes to.
    pub value: Decimal,
}

/// What every cell of a form is made of.
pub(super) struct Makeup {
    made: Vec<Option<Made>>,
}

impl Makeup {
    /// Takes figures apart in the order in which they were computed; what would be less than zero has a value as well.
    pub(super) fn of(figures: &Figures) -> Self {
        let form = &figures.form;
        let known = |id: CellId| {
            let (figure, alone) = (figures.get(id), vec![(id, 1)]);
            let terms = match figure.from {
                Provenance::Given(_) => alone,
                Provenance::Prior => Vec::new(),
                Provenance::Computed | Provenance::Missing => return None,
            };
            Some(Made { terms, value: figure.addend()? })
        };
        let mut all = Self { made: form.ids().map(known).collect() };
        let is_open = |id: CellId| matches!(figures.get(id).from, Provenance::Computed | Provenance::Missing);
        let differences = form.ids().filter_map(|id| form.cell(id).difference.map(|(left, right)| (id, left, right)));
        let differences: Vec<_> = differences.filter(|(id, ..)| is_open(*id)).collect();
        let sums: Vec<_> = form.sums.iter().filter(|sum| !sum.parts.is_empty() && is_open(sum.total)).collect();
        let is_filled = |balance: &&Balanced| is_open(balance.fill) && form.row_sum(balance.fill).is_none();
        let balances: Vec<_> = form.balances.iter().filter(is_filled).collect();
        loop {
            let mut has_more = false;
            for (id, left, right) in &differences {
                has_more |= all.fill(*id, &[(&[*left], 1), (&[*right], -1)]);
            }
            for sum in &sums {
                has_more |= all.fill(sum.total, &[(&sum.parts, 1)]);
            }
            for balance in &balances {
                has_more |= all.fill(balance.fill, &[(&balance.left, 1), (&others(balance), -1)]);
            }
            if !has_more {
                return all;
            }
        }
    }

    /// Makes a cell of others where it is not known yet and they are; says whether it did.
    fn fill(&mut self, id: CellId, sides: &[(&[CellId], i64)]) -> bool {
        let is_known = self.made[id.index()].is_some();
        let made = if is_known { None } else { self.add(sides) };
        let has_more = made.is_some();
        if has_more {
            self.made[id.index()] = made;
        }
        has_more
    }

    /// The sum of some cells, each counted so often; none where one is not known.
    pub(super) fn add(&self, sides: &[(&[CellId], i64)]) -> Option<Made> {
        let mut terms: BTreeMap<CellId, i64> = BTreeMap::new();
        let mut value = Decimal::ZERO;
        for (cells, times) in sides {
            for id in *cells {
                let made = self.made[id.index()].as_ref()?;
                value = value.checked_add(made.value.checked_mul(Decimal::from(*times))?)?;
                for (term, count) in &made.terms {
                    let all = terms.entry(*term).or_default();
                    *all = all.saturating_add(count.saturating_mul(*times));
                }
            }
        }
        Some(Made { terms: terms.into_iter().filter(|(_, count)| *count != 0).collect(), value })
    }
}

/// The cells on the right of an identity other than the one that it fills.
pub(super) fn others(balance: &Balanced) -> Vec<CellId> {
    balance.right.iter().filter(|id| **id != balance.fill).copied().collect()
}
