//! The lists of a filing: what every entry says, in TOML and under the headings of a workbook.

use super::field::FieldKind::{self, Count, Text, Yuan};

/// A list of which every entry says the same few things.
pub struct List {
    /// Where it stands in TOML.
    pub path: &'static str,
    /// What an entry says; one without the first is none.
    pub columns: &'static [Column],
}

/// One of the things that an entry of a list says.
pub struct Column {
    /// The heading over it in a workbook.
    pub heading: &'static str,
    /// Its key in TOML.
    pub key: &'static str,
    /// What it holds.
    pub kind: FieldKind,
}

/// A column.
const fn column(heading: &'static str, key: &'static str, kind: FieldKind) -> Column {
    Column { heading, key, kind }
}

/// 信息处理费 by unit.
pub static FEE_UNITS: List = List {
    path: "fee.units",
    columns: &[
        column("收费单位", "unit", Text),
        column("收费件数", "cases", Count),
        column("收费金额（元）", "yuan", Yuan),
    ],
};

/// Findings that the agency stands by.
pub static ACCEPTED: List = List {
    path: "accept",
    columns: &[column("认可的规则", "rule", Text), column("限于", "at", Text), column("认可的理由", "reason", Text)],
};

/// Labels printed instead of the official ones; in TOML a table of keys and texts.
pub static LABELS: List =
    List { path: "labels", columns: &[column("标签的键", "key", Text), column("印成", "text", Text)] };
