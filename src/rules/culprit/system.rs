//! Everything that the form says must hold, and what a change of cells would do to it.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::equation::{Equation, Law};
use super::makeup::Makeup;
use crate::form::{CellId, Kind};
use crate::rules::Case;
use crate::rules::accept::ByPlace;
use crate::rules::carry::CARRIED;

/// No figure of a report is as large.
const LARGEST: i64 = 1_000_000_000_000;

/// A row or a column of a part of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Line {
    /// A row.
    Row(usize),
    /// A column.
    Column(usize),
}

/// All equations of a report.
pub(super) struct System<'a> {
    /// The report.
    pub case: &'a Case<'a>,
    /// What the agency stands by.
    pub accepted: ByPlace<'a>,
    /// What must hold.
    pub equations: Vec<Equation<'a>>,
    /// The equations that a given cell stands in, and how often it counts there.
    of_cell: HashMap<CellId, Vec<(usize, i64)>>,
    /// The cell at each place: table, block, row, column.
    places: HashMap<[usize; 4], CellId>,
    /// The given cells of each row and each column: table, block, row or column.
    lines: HashMap<(usize, usize, Line), Vec<CellId>>,
}

impl<'a> System<'a> {
    /// The equations of a report; none where all of them hold.
    pub(super) fn of(case: &'a Case<'a>) -> Option<Self> {
        let (form, figures) = (&case.figures.form, case.figures);
        let sum = |across: bool| form.sums.iter().filter(move |sum| sum.across == across).map(Law::Sum);
        let laws = sum(true).chain(sum(false)).chain(form.balances.iter().map(Law::Balance));
        let laws: Vec<Law<'a>> = laws.chain(form.balances.iter().map(Law::Left)).collect();
        if !laws.iter().any(|law| law.is_broken(figures)) {
            return None;
        }
        let makeup = Makeup::of(figures);
        let equations = laws.into_iter().filter_map(|law| Equation::of(law, figures, &makeup)).collect();
        let place = |id: CellId| {
            let cell = form.cell(id);
            ([cell.table, cell.block, cell.row, cell.column], id)
        };
        let mut system = Self {
            case,
            accepted: ByPlace::of(case.filing),
            equations,
            of_cell: HashMap::new(),
            places: form.ids().map(place).collect(),
            lines: HashMap::new(),
        };
        for id in form.ids().filter(|id| figures.get(*id).at().is_some()) {
            system.lines_of(id).into_iter().for_each(|line| system.lines.entry(line).or_default().push(id));
        }
        Some(system.indexed())
    }

    /// The system with the equations of each cell.
    fn indexed(mut self) -> Self {
        self.of_cell.clear();
        for (number, equation) in self.equations.iter().enumerate() {
            equation.terms.iter().for_each(|(id, count)| self.of_cell.entry(*id).or_default().push((number, *count)));
        }
        self
    }

    /// The same without some equations.
    pub(super) fn without(mut self, numbers: &[usize]) -> Self {
        let kept = std::mem::take(&mut self.equations).into_iter().enumerate();
        self.equations = kept.filter(|(number, _)| !numbers.contains(number)).map(|(_, equation)| equation).collect();
        self.indexed()
    }

    /// The equations that a given cell stands in, and how often it counts there.
    pub(super) fn of_cell(&self, id: CellId) -> &[(usize, i64)] {
        self.of_cell.get(&id).map_or(&[], Vec::as_slice)
    }

    /// What a cell adds to sums.
    pub(super) fn value(&self, id: CellId) -> Decimal {
        self.case.figures.get(id).addend().unwrap_or_default()
    }

    /// The given cell that stands so many rows and columns from another in the same part of a table.
    pub(super) fn beside(&self, id: CellId, rows: isize, columns: isize) -> Option<CellId> {
        let cell = self.case.figures.form.cell(id);
        let place =
            [cell.table, cell.block, cell.row.checked_add_signed(rows)?, cell.column.checked_add_signed(columns)?];
        let beside = *self.places.get(&place)?;
        self.case.figures.get(beside).at().and(Some(beside))
    }

    /// The row and the column that a cell stands in.
    fn lines_of(&self, id: CellId) -> [(usize, usize, Line); 2] {
        let cell = self.case.figures.form.cell(id);
        [Line::Row(cell.row), Line::Column(cell.column)].map(|line| (cell.table, cell.block, line))
    }

    /// The given cells of the row and of the column that a cell stands in.
    pub(super) fn in_line(&self, id: CellId) -> impl Iterator<Item = CellId> {
        self.lines_of(id).into_iter().filter_map(|line| self.lines.get(&line)).flatten().copied()
    }

    /// Whether two cells stand beside each other.
    pub(super) fn are_neighbours(&self, id: CellId, other: CellId) -> bool {
        [(0, 1), (1, 0), (0, -1), (-1, 0)].iter().any(|(rows, columns)| self.beside(id, *rows, *columns) == Some(other))
    }

    /// What last year's report says that a cell begins with, unless the agency stands by another figure.
    pub(super) fn opening(&self, id: CellId) -> Option<Decimal> {
        let (before, cell) = (self.case.prior?.figures, self.case.figures.form.cell(id));
        let opening = before.by_key(cell.prior.as_ref()?)?.addend()?;
        self.accepted.matching(&CARRIED, std::slice::from_ref(&cell.key)).is_empty().then_some(opening)
    }

    /// By how much both sides of each equation that some cells stand in differ once those are changed; none where
    /// numbers become too large.
    pub(super) fn gaps(&self, changes: &[(CellId, Decimal)]) -> Option<BTreeMap<usize, Decimal>> {
        let mut gaps = BTreeMap::new();
        for (id, now) in changes {
            let by = now.checked_sub(self.value(*id))?;
            for (number, count) in self.of_cell(*id) {
                let gap = gaps.entry(*number).or_insert(self.equations[*number].gap);
                *gap = gap.checked_add(by.checked_mul(Decimal::from(*count))?)?;
            }
        }
        Some(gaps)
    }

    /// Whether an equation holds when its sides differ by so much.
    pub(super) fn holds(&self, number: usize, gap: Decimal) -> bool {
        self.equations[number].law.holds(gap)
    }

    /// The broken equations that some changes mend; none where they break one, mend nothing, or leave one of those they
    /// touch broken.
    pub(super) fn mended(&self, changes: &[(CellId, Decimal)]) -> Option<Vec<usize>> {
        let gaps = self.gaps(changes)?;
        let all_hold = gaps.iter().all(|(number, gap)| self.holds(*number, *gap));
        let mended: Vec<usize> = gaps.into_keys().filter(|number| !self.equations[*number].holds()).collect();
        (all_hold && !mended.is_empty()).then_some(mended)
    }

    /// What a cell must hold for one equation to hold, all else staying; none where no such figure may stand there.
    pub(super) fn fitting(&self, id: CellId, count: i64, gap: Decimal) -> Option<Decimal> {
        let by = gap.checked_div(Decimal::from(count))?;
        let now = self.value(id).checked_sub(by)?;
        let may_be = match self.case.figures.form.cell(id).kind {
            Kind::Count => now.fract().is_zero() && now >= Decimal::ZERO,
            Kind::Change => now.fract().is_zero(),
            Kind::Wan | Kind::Yuan => now >= Decimal::ZERO,
        };
        (may_be && now.abs() < Decimal::from(LARGEST) && !by.is_zero()).then_some(now)
    }
}
