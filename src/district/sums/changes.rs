//! The main figures of all units against last year's, and whose rose and fell most.

use rust_decimal::Decimal;

use crate::district::units::UnitResult;
use crate::figures::{Change, checked_sum};
use crate::form::{CellId, Form, ShownFigure};

/// Units that are named as having risen or fallen most.
const MOST_NAMED: usize = 3;

/// A figure that the form names for comparing.
#[derive(Debug, Clone)]
pub(crate) struct ComparedFigure {
    /// Its key.
    pub key: String,
    /// The number of its group among those of the form.
    pub group: usize,
    /// What it is called.
    pub label: String,
    /// What it counts.
    pub unit: String,
    /// The cells that it is the sum of; none of an account's figure.
    pub cells: Vec<CellId>,
    /// The units of which this year's and last year's are known.
    pub units: Vec<UnitChange>,
}

/// A unit's figure against last year's.
#[derive(Debug, Clone)]
pub(crate) struct UnitChange {
    /// The unit's number on the roster, from 0.
    pub number: usize,
    /// The change.
    pub change: Change,
}

impl ComparedFigure {
    /// The figures of all those units together; none of no unit, and when they are too large to be kept exactly.
    pub(crate) fn total(&self) -> Option<Change> {
        self.units.first()?;
        let sum =
            |amount: fn(&Change) -> Decimal| checked_sum(self.units.iter().map(|unit| Some(amount(&unit.change))));
        Change::new(sum(Change::now)?, sum(Change::before)?)
    }

    /// The units whose figure rose most, those with the greatest rise first.
    pub(crate) fn risers(&self) -> Vec<&UnitChange> {
        self.most(|number| number)
    }

    /// The units whose figure fell most, those with the greatest fall first.
    pub(crate) fn fallers(&self) -> Vec<&UnitChange> {
        self.most(|number| -number)
    }

    /// How many units changed as much as one of them, or more, the same way.
    pub(crate) fn as_much(&self, unit: &UnitChange) -> usize {
        let number = unit.change.number();
        let is_as_much = |other: Decimal| if number > Decimal::ZERO { other >= number } else { other <= number };
        self.units.iter().filter(|other| is_as_much(other.change.number())).count()
    }

    /// The units of the greatest changes that way; of equals the first on the roster comes first.
    fn most(&self, way: fn(Decimal) -> Decimal) -> Vec<&UnitChange> {
        let by = |unit: &&UnitChange| way(unit.change.number());
        let mut units: Vec<&UnitChange> = self.units.iter().filter(|unit| by(unit) > Decimal::ZERO).collect();
        units.sort_by_key(|unit| std::cmp::Reverse(by(unit)));
        units.truncate(MOST_NAMED);
        units
    }
}

/// The main figures of a form over all units.
pub(crate) fn compared(form: &Form, results: &[UnitResult]) -> Vec<ComparedFigure> {
    let groups = form.comparison.groups.iter().enumerate();
    let figures = groups.flat_map(|(group, of)| of.figures.iter().map(move |figure| (group, figure)));
    let compared = |(group, figure): (usize, &ShownFigure)| {
        let key: &str = &figure.key;
        let main = form.tree.get(key).and_then(|branch| branch.main.as_ref());
        let cells: Vec<CellId> = main.map(|main| main.cells().to_vec()).unwrap_or_default();
        let change = |unit: &UnitResult| {
            let change = Change::new(now(form, unit, key, &cells)?, before(form, unit, key, &cells)?)?;
            Some(UnitChange { number: unit.number, change })
        };
        ComparedFigure {
            key: key.to_owned(),
            group,
            label: figure.label.clone().unwrap_or_else(|| form.figure_label(key)),
            unit: figure.unit.as_deref().unwrap_or(form.figure_unit(key)).to_owned(),
            units: results.iter().filter_map(change).collect(),
            cells,
        }
    };
    figures.map(compared).collect()
}

/// What a unit's figure amounts to this year.
fn now(form: &Form, unit: &UnitResult, key: &str, cells: &[CellId]) -> Option<Decimal> {
    match cells {
        [] => {
            let (account, figure) = key.split_once('.').filter(|_| unit.is_counted)?;
            unit.accounts.get(account)?.get(figure).copied()
        }
        cells => checked_sum(cells.iter().map(|id| unit.entry(&form.cell(*id).key)?.value.addend())),
    }
}

/// What it amounted to last year.
fn before(form: &Form, unit: &UnitResult, key: &str, cells: &[CellId]) -> Option<Decimal> {
    match cells {
        [] => unit.before.get(key).copied(),
        cells => checked_sum(cells.iter().map(|id| unit.before.get(&form.cell(*id).key).copied())),
    }
}
