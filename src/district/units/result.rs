//! What came of one unit: all that the sums and the summary are made of, in a form that can be kept in a file.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::entries::Entries;
use super::record::Record;
use crate::filing::{Entry, Fee};
use crate::likeness::Passage;

/// One unit's submission and its outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnitResult {
    /// Its number on the roster, from 0.
    pub number: usize,
    /// What is shown of it.
    pub record: Record,
    /// The name it calls itself by.
    pub called: Option<String>,
    /// Whether its figures are summed.
    pub is_counted: bool,
    /// Its figures, also those that are not printed; none when they are not summed.
    pub cells: Entries,
    /// Its record of 信息处理费, where it is whole.
    pub charges: Option<Charges>,
    /// What it wrote itself.
    pub passages: Vec<Passage>,
    /// The files that were read for it, named from the district's folder, with the digests of their bytes; empty when
    /// they are not to be relied on.
    pub read: Vec<(String, String)>,
}

/// 信息处理费 of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charges {
    /// Applications charged.
    pub cases: i64,
    /// Amount in 元.
    pub yuan: Decimal,
}

impl UnitResult {
    /// A unit of which nothing counts.
    pub fn nothing(number: usize, record: Record) -> Self {
        Self {
            number,
            record,
            called: None,
            is_counted: false,
            cells: Entries::default(),
            charges: None,
            passages: Vec::new(),
            read: Vec::new(),
        }
    }

    /// What it gave for a cell; none when it gave nothing that counts.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.cells.get(key).filter(|_| self.is_counted)
    }
}

impl Charges {
    /// The charges of a record; none when it is not whole.
    pub fn of(fee: &Fee) -> Option<Self> {
        Some(Self { cases: fee.cases.as_ref()?.value, yuan: fee.yuan.as_ref()?.value })
    }
}
