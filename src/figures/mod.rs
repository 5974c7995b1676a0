//! The figures of a report, completed: totals and 结转下年度 from their parts, openings and changes from last year.
//!
//! A given figure is kept, never overwritten; whether it is right is for the rules to say.

mod change;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use change::Change;
use rust_decimal::Decimal;

use crate::filing::{Entry, Filing, Value};
use crate::form::{CellId, Form};
use crate::source::Span;

/// Where a figure comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Provenance {
    /// The agency wrote it there.
    Given(Span),
    /// It follows from other figures of the year.
    Computed,
    /// It follows from last year's report.
    Prior,
    /// Nobody knows it.
    Missing,
}

/// One cell with its value.
#[derive(Debug, Clone)]
pub struct Figure {
    /// What it says.
    pub entry: Entry,
    /// Where that comes from.
    pub from: Provenance,
}

impl Figure {
    /// Where it was written, if it was.
    pub fn at(&self) -> Option<&Span> {
        match &self.from {
            Provenance::Given(at) => Some(at),
            Provenance::Computed | Provenance::Prior | Provenance::Missing => None,
        }
    }

    /// What it adds to a sum; none when it is not known.
    pub fn addend(&self) -> Option<Decimal> {
        self.entry.value.addend()
    }
}

/// What a figure was in a year that may have had another edition of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Former {
    /// It amounted to that.
    Amount(Decimal),
    /// That edition has it, and nobody gave it.
    Unknown,
    /// That edition has no such figure, or one of another kind.
    Nowhere,
}

impl Former {
    /// The amount, if it is known.
    pub fn amount(self) -> Option<Decimal> {
        match self {
            Self::Amount(amount) => Some(amount),
            Self::Unknown | Self::Nowhere => None,
        }
    }
}

/// The figures of a report.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The form they belong to.
    pub form: Arc<Form>,
    figures: Vec<Figure>,
    /// What each key of the form's tree changed by, where last year's is known.
    pub changes: BTreeMap<String, Change>,
}

impl Figures {
    /// Completes the figures of a filing; `prior` are last year's completed figures, of either edition.
    pub fn complete(filing: &Filing, prior: Option<&Self>) -> Self {
        let form = filing.form.clone();
        let given = |id| match filing.cells.get(&id) {
            Some(located) => Figure { entry: located.value.clone(), from: Provenance::Given(located.at.clone()) },
            None => Figure { entry: Entry::unknown(""), from: Provenance::Missing },
        };
        let figures = form.ids().map(given).collect();
        let mut all = Self { form, figures, changes: BTreeMap::new() };
        if let Some(prior) = prior {
            all.take_over(prior);
        }
        while all.derive() {}
        if let Some(prior) = prior {
            all.changes = all.compare(prior);
        }
        all
    }

    /// The figures with other numbers in some cells, and what follows from them.
    pub fn corrected(&self, numbers: impl IntoIterator<Item = (CellId, Decimal)>) -> Self {
        let mut all = self.clone();
        for figure in all.figures.iter_mut().filter(|figure| figure.from == Provenance::Computed) {
            *figure = Figure { entry: Entry::unknown(""), from: Provenance::Missing };
        }
        for (id, number) in numbers {
            let from = self.get(id).from.clone();
            all.fill(id, number, from);
        }
        while all.derive() {}
        all
    }

    /// The figure of a cell.
    pub fn get(&self, id: CellId) -> &Figure {
        &self.figures[id.index()]
    }

    /// The figure of a cell key.
    pub fn by_key(&self, key: &str) -> Option<&Figure> {
        Some(self.get(self.form.find(key)?))
    }

    /// The sum of some cells; none when one of them is not known or it is too large to be kept exactly.
    pub fn sum(&self, ids: &[CellId]) -> Option<Decimal> {
        checked_sum(ids.iter().map(|id| self.get(*id).addend()))
    }

    /// By how much the sum of some cells is more than that of others; none when one of the sums is not known.
    pub fn difference(&self, minuends: &[CellId], subtrahends: &[CellId]) -> Option<Decimal> {
        self.sum(minuends)?.checked_sub(self.sum(subtrahends)?)
    }

    /// What a key of the form's tree amounts to.
    pub fn amount(&self, key: &str) -> Option<Decimal> {
        self.sum(self.form.tree.get(key)?.main.as_ref()?.cells())
    }

    /// What a figure of another edition is here: under the same key, or under the one that it had before.
    pub fn former(&self, key: &str, of: &Form) -> Former {
        // The same edition: the figure itself.
        if std::ptr::eq(&*self.form, of) {
            return match of.figure_kind(key) {
                Some(_) if of.tree.get(key).is_some() => self.amount(key).map_or(Former::Unknown, Former::Amount),
                _ => Former::Nowhere,
            };
        }
        let kind = of.figure_kind(key);
        let is_here = |key: &str| self.form.tree.get(key).is_some() && self.form.figure_kind(key) == kind;
        let was = of.tree.get(key).and_then(|branch| match branch.main.as_ref()?.cells() {
            [id] => of.cell(*id).was.clone(),
            _ => None,
        });
        let found = [Some(key), was.as_deref()].into_iter().flatten().find(|key| kind.is_some() && is_here(key));
        match found {
            Some(here) => self.amount(here).map_or(Former::Unknown, Former::Amount),
            None => Former::Nowhere,
        }
    }

    /// Whether nobody gave the figure and nothing filled it.
    fn is_missing(&self, id: CellId) -> bool {
        self.get(id).from == Provenance::Missing
    }

    /// Fills openings from last year's figures.
    fn take_over(&mut self, prior: &Self) {
        for id in self.form.ids() {
            let Some(before) = self.form.cell(id).prior.as_ref().and_then(|key| prior.by_key(key)?.addend()) else {
                continue;
            };
            // A total follows from its own row where that is given.
            let parts = self.form.row_sum(id).map_or(&[][..], |sum| &sum.parts);
            let row_given = parts.iter().any(|part| self.get(*part).at().is_some());
            if !row_given && self.is_missing(id) {
                self.fill(id, before, Provenance::Prior);
            }
        }
    }

    /// Fills what follows from known figures; says whether anything was filled.
    fn derive(&mut self) -> bool {
        let form = self.form.clone();
        let mut filled = false;
        for id in form.ids().filter(|id| form.cell(*id).difference.is_some()) {
            let Some((minuend, subtrahend)) = form.cell(id).difference else { continue };
            let difference = self.difference(&[minuend], &[subtrahend]);
            if let (true, Some(difference)) = (self.is_missing(id), difference) {
                self.fill(id, difference, Provenance::Computed);
                filled = true;
            }
        }
        for sum in form.sums.iter().filter(|sum| !sum.parts.is_empty()) {
            if let (true, Some(value)) = (self.is_missing(sum.total), self.sum(&sum.parts)) {
                let blank = sum.parts.iter().all(|part| self.get(*part).entry.value == Value::Blank);
                self.fill(sum.total, value, Provenance::Computed);
                if blank {
                    self.figures[sum.total.index()].entry =
                        Entry { value: Value::Blank, shown: String::new(), note: None };
                }
                filled = true;
            }
        }
        // A total is left to the sum of its row.
        for balance in form.balances.iter().filter(|balance| form.row_sum(balance.fill).is_none()) {
            let others: Vec<_> = balance.right.iter().filter(|id| **id != balance.fill).copied().collect();
            let rest = self.difference(&balance.left, &others);
            if let (true, Some(rest)) = (self.is_missing(balance.fill), rest.filter(|rest| !rest.is_sign_negative())) {
                self.fill(balance.fill, rest, Provenance::Computed);
                filled = true;
            }
        }
        filled
    }

    /// Puts a figure that was missing.
    fn fill(&mut self, id: CellId, value: Decimal, from: Provenance) {
        let entry = Entry { value: Value::Number(value), shown: value.to_string(), note: None };
        self.figures[id.index()] = Figure { entry, from };
    }

    /// Holds every key against last year's.
    fn compare(&self, prior: &Self) -> BTreeMap<String, Change> {
        let change = |(key, _): (String, _)| {
            let change = Change::new(self.amount(&key)?, prior.former(&key, &self.form).amount()?)?;
            Some((key, change))
        };
        self.form.tree.walk().into_iter().filter_map(change).collect()
    }
}

/// The sum of some numbers; none when one of them is not known or it is too large to be kept exactly.
pub fn checked_sum(numbers: impl IntoIterator<Item = Option<Decimal>>) -> Option<Decimal> {
    numbers.into_iter().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(number?))
}
