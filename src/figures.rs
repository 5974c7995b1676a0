//! The figures of a report, completed: totals and 结转下年度 from their parts, openings and changes from last year.
//!
//! A given figure is kept, never overwritten; whether it is right is for the rules to say.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::filing::{Entry, Filing, Value};
use crate::form::{CellId, Form};
use crate::source::Span;

/// Where a figure comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum From {
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
    pub from: From,
}

impl Figure {
    /// Where it was written, if it was.
    pub fn at(&self) -> Option<&Span> {
        match &self.from {
            From::Given(at) => Some(at),
            From::Computed | From::Prior | From::Missing => None,
        }
    }

    /// What it adds to a sum; none when it is not known.
    pub fn addend(&self) -> Option<Decimal> {
        self.entry.value.addend()
    }
}

/// A figure held against last year's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// This year's figure.
    pub now: Decimal,
    /// Last year's figure.
    pub before: Decimal,
}

impl Change {
    /// By how much it rose; negative when it fell.
    pub fn number(&self) -> Decimal {
        self.now - self.before
    }

    /// The change in percent of last year's figure, to one place; none when that is zero.
    pub fn percent(&self) -> Option<Decimal> {
        let ratio = (self.number() * Decimal::ONE_HUNDRED).checked_div(self.before)?;
        Some(ratio.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero).normalize())
    }

    /// The change in words: 增长12.5%, 下降8%, 持平, 上年为零.
    pub fn words(&self) -> String {
        match self.percent() {
            _ if self.number().is_zero() => "持平".to_owned(),
            None => "上年为零".to_owned(),
            Some(percent) if percent.is_sign_negative() => format!("下降{}%", percent.abs()),
            Some(percent) => format!("增长{percent}%"),
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
    /// Completes what was handed in; `prior` are last year's completed figures, of either edition.
    pub fn complete(filing: &Filing, prior: Option<&Self>) -> Self {
        let form = filing.form.clone();
        let given = |id| match filing.cells.get(&id) {
            Some(located) => Figure { entry: located.value.clone(), from: From::Given(located.at.clone()) },
            None => Figure { entry: Entry::unknown(""), from: From::Missing },
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

    /// The figure of a cell.
    pub fn get(&self, id: CellId) -> &Figure {
        &self.figures[id.index()]
    }

    /// The figure of a cell key.
    pub fn by_key(&self, key: &str) -> Option<&Figure> {
        Some(self.get(self.form.find(key)?))
    }

    /// The sum of some cells; none when one of them is not known.
    pub fn sum(&self, ids: &[CellId]) -> Option<Decimal> {
        ids.iter().try_fold(Decimal::ZERO, |sum, id| sum.checked_add(self.get(*id).addend()?))
    }

    /// What a key of the form's tree amounts to.
    pub fn amount(&self, key: &str) -> Option<Decimal> {
        self.sum(self.form.tree.get(key)?.main.as_ref()?.cells())
    }

    /// Whether nobody gave the figure and nothing filled it.
    fn is_missing(&self, id: CellId) -> bool {
        self.get(id).from == From::Missing
    }

    /// Fills openings from last year's figures.
    fn take_over(&mut self, prior: &Self) {
        for id in self.form.ids() {
            let keys = &self.form.cell(id).prior;
            // A total follows from its own row where that is given.
            let parts = self.form.row_sum(id).map_or(&[][..], |sum| &sum.parts);
            let row_given = parts.iter().any(|part| self.get(*part).at().is_some());
            if keys.is_empty() || row_given || !self.is_missing(id) {
                continue;
            }
            let parts: Option<Vec<Decimal>> = keys.iter().map(|key| prior.by_key(key)?.addend()).collect();
            if let Some(parts) = parts {
                self.fill(id, parts.iter().sum(), From::Prior);
            }
        }
    }

    /// Fills what follows from known figures; says whether anything was filled.
    fn derive(&mut self) -> bool {
        let form = self.form.clone();
        let mut filled = false;
        for id in form.ids().filter(|id| form.cell(*id).difference.is_some()) {
            let Some((minuend, subtrahend)) = form.cell(id).difference else { continue };
            let known = self.get(minuend).addend().zip(self.get(subtrahend).addend());
            if let (true, Some((a, b))) = (self.is_missing(id), known) {
                self.fill(id, a - b, From::Computed);
                filled = true;
            }
        }
        for sum in form.sums.iter().filter(|sum| !sum.parts.is_empty()) {
            if let (true, Some(value)) = (self.is_missing(sum.total), self.sum(&sum.parts)) {
                let blank = sum.parts.iter().all(|part| self.get(*part).entry.value == Value::Blank);
                self.fill(sum.total, value, From::Computed);
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
            let rest = self.sum(&balance.left).zip(self.sum(&others)).map(|(left, right)| left - right);
            if let (true, Some(rest)) = (self.is_missing(balance.fill), rest.filter(|rest| !rest.is_sign_negative())) {
                self.fill(balance.fill, rest, From::Computed);
                filled = true;
            }
        }
        filled
    }

    /// Puts a figure that was missing.
    fn fill(&mut self, id: CellId, value: Decimal, from: From) {
        let entry = Entry { value: Value::Number(value), shown: value.to_string(), note: None };
        self.figures[id.index()] = Figure { entry, from };
    }

    /// Holds every key against last year's.
    fn compare(&self, prior: &Self) -> BTreeMap<String, Change> {
        let change = |(key, _): (String, _)| {
            let change = Change { now: self.amount(&key)?, before: prior.amount(&key)? };
            Some((key, change))
        };
        self.form.tree.walk().into_iter().filter_map(change).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_in_words() {
        let words = |now: i64, before: i64| Change { now: now.into(), before: before.into() }.words();
        assert_eq!(words(9, 8), "增长12.5%");
        assert_eq!(words(2, 3), "下降33.3%");
        assert_eq!(words(3, 3), "持平");
        assert_eq!(words(0, 0), "持平");
        assert_eq!(words(3, 0), "上年为零");
        assert_eq!(words(0, 3), "下降100%");
    }
}
