//! Figures of a report by their keys: of its tables, or of an account.

use rust_decimal::Decimal;

use crate::figures::Figures;
use crate::filing::Filing;
use crate::form::{Cell, CellId, Form, Main, brief};
use crate::source::Span;

/// The cells that a key amounts to; none of an account.
pub(super) fn cells<'f>(key: &str, form: &'f Form) -> &'f [CellId] {
    form.tree.get(key).and_then(|branch| branch.main.as_ref()).map_or(&[], Main::cells)
}

/// What a key amounts to in a report, in the unit it is given in; none when it is not known.
pub(super) fn amount(key: &str, filing: &Filing, figures: &Figures) -> Option<Decimal> {
    match cells(key, &figures.form) {
        [] => filing.account_figure(key).map(|figure| figure.value),
        cells => figures.sum(cells),
    }
}

/// Where a figure stands in a report, if it is written in one place.
pub(super) fn place<'c>(key: &str, filing: &'c Filing, figures: &'c Figures) -> Option<&'c Span> {
    match cells(key, &figures.form) {
        [id] => figures.get(*id).at(),
        [] => filing.account_figure(key).map(|figure| &figure.at),
        _ => None,
    }
}

/// A figure in words: a cell, or the group that several cells lie under.
pub(super) fn call(key: &str, form: &Form) -> String {
    match cells(key, form) {
        [id] => form.describe(*id),
        [] => form.account_figure(key).map_or(key.to_owned(), |figure| format!("“{}”", figure.label)),
        ids => {
            let first = form.cell(ids[0]);
            let shared = |labels: fn(&Cell) -> &[String]| {
                let own = labels(first);
                let count = |id: &CellId| own.iter().zip(labels(form.cell(*id))).take_while(|(a, b)| a == b).count();
                own[..ids.iter().map(count).min().unwrap_or(0)].last().map(|label| brief(label))
            };
            let name = shared(|cell| &cell.row_labels).or_else(|| shared(|cell| &cell.column_labels));
            format!("{}“{}”各项之和", form.tables[first.table].label, name.unwrap_or_default())
        }
    }
}
