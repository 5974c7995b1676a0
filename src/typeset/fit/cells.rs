//! Which rows of a table its cells stand in: they are looked at themselves, without a mark in any, so that the typesetter
//! takes the same cell for the same wherever it stands.

use typst::foundations::{Content, Smart, StyleChain, Value};
use typst::model::TableCell;
use typst::pdf::{TableCellKind, TableHeaderScope};

/// A part of a table, as the templates tell it.
#[derive(Debug, Clone)]
pub(in crate::typeset) struct MarkedPart {
    /// Rows of its head.
    heads: usize,
    /// Its rows, the head counted.
    rows: usize,
    /// The rows, the head counted, that none of its cells reaches into from above.
    starts: Vec<usize>,
}

/// Where a cell stands in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::typeset) struct CellPlace {
    /// The part, from 0.
    pub(in crate::typeset) part: usize,
    /// The row of that part, the head counted.
    pub(in crate::typeset) row: usize,
    /// Whether it belongs to one row behind the head.
    pub(in crate::typeset) is_of_row: bool,
    /// Whether it says what its row is.
    pub(in crate::typeset) is_label: bool,
    /// Whether a page may begin with its row.
    pub(in crate::typeset) starts: bool,
}

impl MarkedPart {
    /// A part from (rows of its head, all its rows, those that a page may begin with).
    pub(super) fn read(value: &Value) -> Option<Self> {
        let Value::Array(told) = value else { return None };
        let number = |value: &Value| match value {
            Value::Int(number) => usize::try_from(*number).ok(),
            _ => None,
        };
        let [heads, rows, Value::Array(starts)] = told.as_slice() else { return None };
        Some(Self {
            heads: number(heads)?,
            rows: number(rows)?,
            starts: starts.iter().map(number).collect::<Option<_>>()?,
        })
    }
}

/// Where an element stands in a table of those parts; none where it is no cell of it.
pub(super) fn place(element: &Content, parts: &[MarkedPart]) -> Option<CellPlace> {
    let cell = element.to_packed::<TableCell>()?;
    let styles = StyleChain::default();
    let Smart::Custom(mut row) = cell.y.get(styles) else { return None };
    for (number, part) in parts.iter().enumerate() {
        if row >= part.rows {
            row -= part.rows;
            continue;
        }
        let kind = cell.kind.get(styles);
        return Some(CellPlace {
            part: number,
            row,
            is_of_row: row >= part.heads && cell.rowspan.get(styles).get() == 1,
            is_label: matches!(kind, Smart::Custom(TableCellKind::Header(_, TableHeaderScope::Row))),
            starts: part.starts.contains(&row),
        });
    }
    None
}
