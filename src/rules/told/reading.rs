//! What a phrase may mean: sums of figures, of this year or the last.

use rust_decimal::Decimal;

use super::super::Case;
use crate::figures::{Figures, checked_sum};
use crate::filing::Filing;
use crate::finding::Finding;
use crate::form::{Form, Kind, Main, Reading, brief};

/// What a reading amounts to; none when a figure of it is not known or is not in this form. Money is in yuan.
pub(super) fn amount(reading: &Reading, filing: &Filing, figures: &Figures) -> Option<Decimal> {
    let term = |(minus, key): &(bool, String)| {
        let amount = figure(key, filing, figures)?;
        Some(if *minus { -amount } else { amount })
    };
    checked_sum(reading.terms.iter().map(term))
}

/// A figure of the tables or of an account, by its key.
fn figure(key: &str, filing: &Filing, figures: &Figures) -> Option<Decimal> {
    if let Some(branch) = figures.form.tree.get(key) {
        let first = *branch.main.as_ref()?.cells().first()?;
        let scale = if figures.form.cell(first).kind == Kind::Wan { 10_000 } else { 1 };
        return figures.amount(key)?.checked_mul(Decimal::from(scale));
    }
    let (account, figure) = key.split_once('.')?;
    Some(filing.accounts.get(account)?.figures.get(figure)?.value)
}

/// A reading in words, as the form calls its figures; of a sum the names of its rows are enough.
pub(super) fn describe(reading: &Reading, form: &Form) -> String {
    if let [(false, key)] = reading.terms.as_slice() {
        return call(key, form);
    }
    let mut out = String::new();
    for (number, (minus, key)) in reading.terms.iter().enumerate() {
        out.push_str(match (number, minus) {
            (0, _) => "",
            (_, false) => "加",
            (_, true) => "减",
        });
        let name = call(key, form);
        out.push_str(name.strip_suffix("的“总计”").unwrap_or(&name));
    }
    out
}

/// A figure in words: a cell, or the group that several cells lie under.
pub(in crate::rules) fn call(key: &str, form: &Form) -> String {
    match form.tree.get(key).and_then(|branch| branch.main.as_ref()) {
        Some(Main::Cell(id)) => form.describe(*id),
        Some(Main::Sum(ids)) => {
            let first = form.cell(ids[0]);
            let shared = |labels: fn(&crate::form::Cell) -> &[String]| {
                let own = labels(first);
                let count = |id: &crate::form::CellId| {
                    own.iter().zip(labels(form.cell(*id))).take_while(|(a, b)| a == b).count()
                };
                own[..ids.iter().map(count).min().unwrap_or(0)].last().map(|label| brief(label))
            };
            let name = shared(|cell| &cell.row_labels).or_else(|| shared(|cell| &cell.column_labels));
            format!("{}“{}”各项之和", form.tables[first.table].label, name.unwrap_or_default())
        }
        None => {
            let found = key.split_once('.').and_then(|(account, figure)| {
                let account = form.accounts.iter().find(|known| known.key == account)?;
                account.figures.iter().find(|known| known.key == figure)
            });
            found.map_or(key.to_owned(), |figure| format!("“{}”", figure.label))
        }
    }
}

/// Marks the cells that a reading is read from, and names them.
pub(super) fn mark(finding: Finding, reading: &Reading, case: &Case<'_>) -> Finding {
    let form = &case.figures.form;
    reading.terms.iter().fold(finding, |finding, (_, key)| {
        let finding = finding.key(key);
        match form.tree.get(key).and_then(|branch| branch.main.as_ref()) {
            Some(Main::Cell(id)) => {
                let figure = case.figures.get(*id);
                finding.mark_if(figure.at(), format!("表里是 {}", figure.addend().unwrap_or_default()))
            }
            _ => finding,
        }
    })
}
