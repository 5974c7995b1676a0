//! What came of one unit: all that the sums and the summary are made of, in a form that can be kept in a file.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::entries::Entries;
use super::record::ReportRecord;
use crate::figures::Figures;
use crate::filing::{AccountInput, Entry, Filing};
use crate::form::{Account, AccountFigure};
use crate::likeness::Passage;

/// One unit's submission and its outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnitResult {
    /// Its number on the roster, from 0.
    pub number: usize,
    /// What is shown of it.
    pub record: ReportRecord,
    /// The name it calls itself by.
    pub called: Option<String>,
    /// Whether its figures are summed.
    pub is_counted: bool,
    /// Its figures, also those that are not printed; none when they are not summed.
    pub cells: Entries,
    /// Its accounts by their keys, those that are whole: figures by their keys.
    pub accounts: BTreeMap<String, AccountFigures>,
    /// Last year's figures, by the keys of their cells, and of accounts and their figures.
    pub before: BTreeMap<String, Decimal>,
    /// The day on which it came in, as `2026-01-15`, where that is known.
    #[serde(default)]
    pub received: Option<String>,
    /// What it wrote itself.
    pub passages: Vec<Passage>,
    /// The files that were read for it, named from the district's folder, with the digests of their bytes; empty when
    /// they are not to be relied on.
    pub read: Vec<(String, String)>,
}

/// The figures of an account, by their keys.
pub(crate) type AccountFigures = BTreeMap<String, Decimal>;

impl UnitResult {
    /// A unit of which nothing counts.
    pub fn nothing(number: usize, record: ReportRecord) -> Self {
        Self {
            number,
            record,
            called: None,
            is_counted: false,
            cells: Entries::default(),
            accounts: BTreeMap::new(),
            before: BTreeMap::new(),
            received: None,
            passages: Vec::new(),
            read: Vec::new(),
        }
    }

    /// What it gave for a cell; none when it gave nothing that counts.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.cells.get(key).filter(|_| self.is_counted)
    }
}

/// The figures of an account; none when one of them was not given.
pub(crate) fn whole(account: &Account, given: &AccountInput) -> Option<AccountFigures> {
    let figure = |figure: &AccountFigure| Some((figure.key.clone(), given.figures.get(&figure.key)?.value));
    account.figures.iter().map(figure).collect()
}

/// Last year's figures of a report, as far as this year's can be compared with them.
pub(super) fn before(figures: &Figures, prior: Option<&Filing>) -> BTreeMap<String, Decimal> {
    let form = &figures.form;
    let known = |id| {
        let key = &form.cell(id).key;
        Some((key.clone(), figures.changes.get(key)?.before().normalize()))
    };
    let accounts = prior.into_iter().flat_map(|prior| &prior.accounts).flat_map(|(key, account)| {
        account.figures.iter().map(move |(figure, value)| (format!("{key}.{figure}"), value.value.normalize()))
    });
    form.ids().filter_map(known).chain(accounts).collect()
}

/// The accounts of a filing that are whole, and those that only its text tells.
pub(super) fn accounts(filing: &Filing, told: &BTreeMap<String, AccountInput>) -> BTreeMap<String, AccountFigures> {
    let given = |account: &Account| filing.accounts.get(&account.key).or_else(|| told.get(&account.key));
    let figures = |account: &Account| Some((account.key.clone(), whole(account, given(account)?)?));
    filing.form.accounts.iter().filter_map(figures).collect()
}
