//! What came of one unit: all that the summary is made of, in a form that can be kept in a file.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::record::Record;
use crate::filing::{Entry, Fee};
use crate::form::Kind;
use crate::likeness::Passage;

/// What one unit handed in, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Handed {
    /// Its number on the roster, from 0.
    pub number: usize,
    /// What is told of it.
    pub record: Record,
    /// The name it calls itself by.
    pub called: Option<String>,
    /// Whether its figures are summed.
    pub is_counted: bool,
    /// Its record of 信息处理费, where it is whole.
    pub charges: Option<Charges>,
    /// What it wrote itself.
    pub passages: Vec<Passage>,
    /// The files that were read for it, named from the district's folder, with what stands for their bytes; empty
    /// when they are not to be relied on.
    pub read: Vec<(String, String)>,
}

/// 信息处理费 of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charges {
    /// Applications charged.
    pub cases: i64,
    /// Amount in 元.
    #[serde(with = "exact")]
    pub yuan: Decimal,
}

impl Handed {
    /// A unit of which nothing counts.
    pub fn nothing(number: usize, record: Record) -> Self {
        Self { number, record, called: None, is_counted: false, charges: None, passages: Vec::new(), read: Vec::new() }
    }

    /// What it gave for a cell; none when it gave nothing that counts.
    pub fn entry(&self, key: &str, kind: Kind) -> Option<Entry> {
        let text = self.record.cells.get(key).filter(|_| self.is_counted)?;
        Some(Entry::parse(text, kind).0)
    }
}

impl Charges {
    /// The charges of a record; none when it is not whole.
    pub fn of(fee: &Fee) -> Option<Self> {
        Some(Self { cases: fee.cases.as_ref()?.value, yuan: fee.yuan.as_ref()?.value })
    }
}

/// Decimals as texts.
mod exact {
    use rust_decimal::Decimal;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    /// Writes a decimal.
    pub fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&value.to_string())
    }

    /// Reads a decimal.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
