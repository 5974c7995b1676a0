//! The lists of a filing: what every entry says, in TOML and under the headings of a workbook.

use std::borrow::Cow;

use super::field::FieldKind::{self, Text};
use crate::form::Account;

/// A list of which every entry says the same few things.
#[derive(Clone)]
pub struct List {
    /// Where it stands in TOML.
    pub path: Cow<'static, str>,
    /// What an entry says; one without the first is none.
    pub columns: Cow<'static, [Column]>,
}

/// One of the things that an entry of a list says.
#[derive(Clone)]
pub struct Column {
    /// The heading over it in a workbook.
    pub heading: Cow<'static, str>,
    /// Its key in TOML.
    pub key: Cow<'static, str>,
    /// What it holds.
    pub kind: FieldKind,
}

/// A column of texts.
const fn column(heading: &'static str, key: &'static str) -> Column {
    Column { heading: Cow::Borrowed(heading), key: Cow::Borrowed(key), kind: Text }
}

/// A list of texts.
const fn list(path: &'static str, columns: &'static [Column]) -> List {
    List { path: Cow::Borrowed(path), columns: Cow::Borrowed(columns) }
}

/// What is said of a finding that the agency stands by.
static ACCEPTANCE: [Column; 3] = [column("认可的规则", "rule"), column("限于", "at"), column("认可的理由", "reason")];

/// Findings that the agency stands by.
pub static ACCEPTED: List = list("accept", &ACCEPTANCE);

/// What is said of a label.
static LABEL: [Column; 2] = [column("标签的键", "key"), column("印成", "text")];

/// Labels printed instead of the official ones; in TOML a table of keys and texts.
pub static LABELS: List = list("labels", &LABEL);

impl List {
    /// The figures of an account by unit.
    pub fn of(account: &Account) -> Self {
        let unit = Column { heading: account.unit.clone().into(), key: "unit".into(), kind: Text };
        let figures = account.figures.iter().map(|figure| Column {
            heading: figure.heading.clone().into(),
            key: figure.key.clone().into(),
            kind: FieldKind::Figure(figure.kind),
        });
        let columns = std::iter::once(unit).chain(figures).collect::<Vec<_>>().into();
        Self { path: format!("{}.units", account.key).into(), columns }
    }
}
