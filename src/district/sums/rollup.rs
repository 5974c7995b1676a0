//! The sums: every cell is the office's own figure and those of all units, or the office's own alone.
//!
//! Totals of the form are summed like every other cell, never put right: that they agree is for the rules to say.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::district::roster::{District, Scope};
use crate::district::units::UnitResult;
use crate::figures::{Figures, Provenance};
use crate::filing::{Entry, Filing, Value};
use crate::form::{CellId, Form, Kind};
use crate::source::{Located, Span};

/// One cell of the district.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DistrictSum {
    /// How it is made.
    pub scope: Scope,
    /// The office's own part, where there is one.
    pub own: Option<Entry>,
    /// What it comes to.
    pub entry: Entry,
    /// Units that should add to it and do not.
    pub lacking: Vec<usize>,
}

/// The cells of the district.
#[derive(Debug, Clone)]
pub(crate) struct Rollup {
    /// Their form.
    pub form: Arc<Form>,
    /// The sum of every cell, in the order of the form.
    sums: Vec<DistrictSum>,
}

impl Rollup {
    /// The sum of a cell.
    pub(crate) fn get(&self, id: CellId) -> &DistrictSum {
        &self.sums[id.index()]
    }

    /// The cells that are printed.
    pub(crate) fn printed(&self) -> impl Iterator<Item = CellId> + '_ {
        self.form.ids().filter(|id| self.form.cell(*id).printed)
    }
}

/// Sums all cells; `own` is the office's own filing.
pub(crate) fn roll_up(district: &District, own: Option<&Filing>, results: &[UnitResult]) -> Rollup {
    let form = own.map_or(&district.form, |own| &own.form).clone();
    let completed = own.map(|own| Figures::complete(&with_zeros(own, district), None));
    let sums = form.ids().map(|id| {
        let scope = district.scope(&form, id);
        let figure =
            completed.as_ref().map(|figures| figures.get(id)).filter(|figure| figure.from != Provenance::Missing);
        let own = figure.map(|figure| figure.entry.clone());
        match scope {
            Scope::Own => {
                DistrictSum { scope, entry: own.clone().unwrap_or(Entry::unknown("")), own, lacking: Vec::new() }
            }
            Scope::Sum => summed(&form, id, own, results),
        }
    });
    Rollup { sums: sums.collect(), form }
}

/// The office's filing with 0 where it says nothing of its own and the units do: many offices have no figures.
fn with_zeros(own: &Filing, district: &District) -> Filing {
    let mut own = own.clone();
    let form = own.form.clone();
    let at = Span::new(own.source, 0..0);
    let open = form.ids().filter(|id| {
        let follows = form.is_computed(*id);
        !follows && district.scope(&form, *id) == Scope::Sum
    });
    for id in open {
        let zero = || Located { value: Entry::number(Decimal::ZERO, form.cell(id).kind).0, at: at.clone() };
        own.cells.entry(id).or_insert_with(zero);
    }
    own
}

/// One cell added up.
fn summed(form: &Form, id: CellId, own: Option<Entry>, results: &[UnitResult]) -> DistrictSum {
    let (key, kind) = (&form.cell(id).key, form.cell(id).kind);
    let mut parts: Vec<Value> = own.iter().map(|entry| entry.value).collect();
    let mut lacking = Vec::new();
    for unit in results {
        match unit.entry(key).filter(|entry| entry.value.addend().is_some()) {
            Some(entry) => parts.push(entry.value),
            None => lacking.push(unit.number),
        }
    }
    // The office's own 0 may only mean that nothing was said; it must not turn blanks into a number.
    let units = parts.get(usize::from(own.is_some())..).unwrap_or_default();
    let own_is_zero = own.as_ref().is_none_or(|own| own.value.addend().is_none_or(|addend| addend.is_zero()));
    let all = |states: &[Value]| own_is_zero && !units.is_empty() && units.iter().all(|part| states.contains(part));
    let total = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.addend()?));
    let entry = match total {
        _ if all(&[Value::Blank]) => Entry { value: Value::Blank, shown: String::new(), note: None },
        _ if all(&[Value::Blank, Value::NotApplicable]) => {
            Entry { value: Value::NotApplicable, shown: "/".to_owned(), note: None }
        }
        Some(total) if !parts.is_empty() => number(total, kind),
        _ => Entry::unknown(""),
    };
    DistrictSum { scope: Scope::Sum, own, entry, lacking }
}

/// A sum as it is printed, without zeros at the end and without a sign before 0.
fn number(value: Decimal, kind: Kind) -> Entry {
    let value = value.normalize();
    let shown = match kind {
        Kind::Yuan => format!("{value} 元"),
        Kind::Count | Kind::Change | Kind::Wan => value.to_string(),
    };
    Entry { value: Value::Number(value), shown, note: None }
}
