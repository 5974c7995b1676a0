//! What a phrase may mean: sums of figures, of this year or the last.

use rust_decimal::Decimal;

use super::super::Case;
use super::super::figure::{self, call, cells};
use crate::figures::{Figures, checked_sum};
use crate::filing::Filing;
use crate::finding::Finding;
use crate::form::{Form, Kind, Term};

/// What a reading amounts to in a report; none when a figure of it is not known or is not in this form. Money is in
/// yuan.
pub(super) fn amount(reading: &[Term], filing: &Filing, figures: &Figures) -> Option<Decimal> {
    let term = |term: &Term| {
        let first = cells(&term.key, &figures.form).first();
        let is_wan = first.is_some_and(|id| figures.form.cell(*id).kind == Kind::Wan);
        let amount = figure::amount(&term.key, filing, figures).filter(|_| !term.last_year)?;
        let amount = amount.checked_mul(Decimal::from(if is_wan { 10_000 } else { 1 }))?;
        Some(if term.minus { -amount } else { amount })
    };
    checked_sum(reading.iter().map(term))
}

/// The key of a reading that is one figure.
pub(super) fn single(reading: &[Term]) -> Option<&str> {
    match reading {
        [Term { minus: false, key, .. }] => Some(key),
        _ => None,
    }
}

/// A reading in words, as the form calls its figures; of a sum the names of its rows are enough.
pub(super) fn describe(reading: &[Term], form: &Form) -> String {
    if let Some(key) = single(reading) {
        return call(key, form);
    }
    let mut out = String::new();
    for (number, term) in reading.iter().enumerate() {
        out.push_str(match (number, term.minus) {
            (0, _) => "",
            (_, false) => "加",
            (_, true) => "减",
        });
        let name = call(&term.key, form);
        out.push_str(name.strip_suffix("的“总计”").unwrap_or(&name));
    }
    out
}

/// Marks the cells that a reading is read from, and names them.
pub(super) fn mark(finding: Finding, reading: &[Term], case: &Case<'_>) -> Finding {
    reading.iter().fold(finding, |finding, term| {
        let finding = finding.key(&*term.key);
        match cells(&term.key, &case.figures.form) {
            [id] => {
                let figure = case.figures.get(*id);
                finding.mark_if(figure.at(), format!("表里是 {}", figure.addend().unwrap_or_default()))
            }
            _ => finding,
        }
    })
}
