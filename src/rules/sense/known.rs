//! What is known of a report's figures: those of its tables and accounts, else those that its text tells of accounts.

use std::ops::Deref;

use rust_decimal::Decimal;

use super::super::Case;
use super::super::figure::{amount, place};
use super::super::told::accounts::{ToldAccounts, told_accounts};
use crate::source::Span;

/// A report with what its text tells of accounts.
pub(super) struct Known<'c> {
    case: &'c Case<'c>,
    /// What the text tells of accounts.
    pub told: ToldAccounts,
}

impl<'c> Deref for Known<'c> {
    type Target = Case<'c>;

    fn deref(&self) -> &Case<'c> {
        self.case
    }
}

impl<'c> Known<'c> {
    /// What is known of a report.
    pub(super) fn of(case: &'c Case<'c>) -> Self {
        Self { case, told: told_accounts(case) }
    }

    /// What a key amounts to this year in the unit it is given in; none when it is not known.
    pub(super) fn amount(&self, key: &str) -> Option<Decimal> {
        let told = || self.told.figures.get(key).filter(|told| !told.is_rounded).map(|told| told.value);
        amount(key, self.filing, self.figures).or_else(told)
    }

    /// Where a figure stands, if it is written in one place.
    pub(super) fn place(&self, key: &str) -> Option<&Span> {
        place(key, self.filing, self.figures).or_else(|| self.told.figures.get(key).map(|told| &told.at))
    }
}
