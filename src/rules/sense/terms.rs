//! Figures of this year and of the last that checks of a form name: what they come to, how they are told, where they
//! stand.

use rust_decimal::Decimal;

use super::super::Prior;
use super::super::figure::{amount, call, cells, place};
use super::known::Known;
use crate::figures::checked_sum;
use crate::finding::Finding;
use crate::form::{CellId, Form, Kind, Term};

/// Last year's report, if it is the one of the year before and of the same agency.
pub(super) fn before<'a>(case: &Known<'a>) -> Option<Prior<'a>> {
    let prior = case.prior?;
    let (now, year) = (case.filing.year.as_ref()?.value, prior.filing.year.as_ref()?.value);
    let same_agency = case.filing.name().zip(prior.filing.name()).is_none_or(|(now, before)| now == before);
    (year == now - 1 && same_agency).then_some(prior)
}

/// What a term amounts to, without its sign.
fn value(case: &Known<'_>, term: &Term) -> Option<Decimal> {
    if term.last_year {
        let prior = before(case)?;
        return amount(&term.key, prior.filing, prior.figures);
    }
    case.amount(&term.key)
}

/// What some terms come to together; none when one is not known.
pub(super) fn sum(case: &Known<'_>, terms: &[Term]) -> Option<Decimal> {
    checked_sum(terms.iter().map(|term| {
        let value = value(case, term)?;
        Some(if term.minus { -value } else { value })
    }))
}

/// Whether some figures tell of the office alone and others of its units too.
pub(super) fn is_mixed<'t>(case: &Known<'_>, keys: impl Iterator<Item = &'t str>) -> bool {
    let of_office = &case.filing.of_office;
    let cells: Vec<CellId> = keys.flat_map(|key| cells(key, &case.figures.form)).copied().collect();
    let own = cells.iter().filter(|id| of_office.contains(id)).count();
    own > 0 && own < cells.len()
}

/// Names a figure and marks its place with what is said of it.
pub(super) fn mark(finding: Finding, key: &str, case: &Known<'_>, label: impl Into<String>) -> Finding {
    finding.key(key).mark_if(case.place(key), label)
}

/// Marks the place of a figure of last year.
pub(super) fn mark_before(finding: Finding, key: &str, prior: Prior<'_>, value: Decimal) -> Finding {
    finding.mark_if(place(key, prior.filing, prior.figures), format!("上年 {}", value.normalize()))
}

/// Marks the places of some terms.
pub(super) fn mark_terms(finding: Finding, terms: &[Term], case: &Known<'_>) -> Finding {
    terms.iter().fold(finding, |finding, term| match (term.last_year, value(case, term)) {
        (true, Some(value)) => match before(case) {
            Some(prior) => mark_before(finding, &term.key, prior, value),
            None => finding,
        },
        (_, value) => {
            let label = format!("{} = {}", brief(&term.key, case), value.unwrap_or_default().normalize());
            mark(finding, &term.key, case, label)
        }
    })
}

/// A figure in words.
pub(super) fn name(key: &str, case: &Known<'_>) -> String {
    call(key, &case.figures.form)
}

/// A figure in a word or two: its column, or what the account calls it.
fn brief(key: &str, case: &Known<'_>) -> String {
    let form = &case.figures.form;
    match cells(key, form) {
        [id] => form.cell(*id).column_labels.last().map(|label| crate::form::brief(label)).unwrap_or_default(),
        _ => form.account_figure(key).map_or_else(|| name(key, case), |figure| figure.brief.clone()),
    }
}

/// The name of a figure after another has been named: its column alone where it stands in the same row.
pub(super) fn name_beside(key: &str, named: &str, case: &Known<'_>) -> String {
    let form = &case.figures.form;
    let row = |key: &str| match cells(key, form) {
        [id] => Some((form.cell(*id).table, &form.cell(*id).row_labels)).filter(|(_, labels)| !labels.is_empty()),
        _ => None,
    };
    let is_same_row = row(key).is_some() && row(key) == row(named);
    if is_same_row { format!("“{}”", brief(key, case)) } else { name(key, case) }
}

/// Some terms written out, `“现行有效件数” 3 + “本年废止件数” 1 = 4`; those of last year's figure `named` are only told
/// to be last year's.
pub(super) fn written(case: &Known<'_>, terms: &[Term], named: &str) -> Option<String> {
    let mut out = String::new();
    for (number, term) in terms.iter().enumerate() {
        let (sign, value) = (if term.minus { "−" } else { "+" }, value(case, term)?.normalize());
        if number > 0 || term.minus {
            out.push_str(&format!(" {sign} "));
        }
        match (term.last_year, *term.key == *named) {
            (true, true) => out.push_str("上年 "),
            (true, false) => out.push_str(&format!("上年{} ", name_beside(&term.key, named, case))),
            (false, _) => out.push_str(&format!("{} ", name_beside(&term.key, named, case))),
        }
        out.push_str(&value.to_string());
    }
    if terms.len() > 1 {
        out.push_str(&format!(" = {}", sum(case, terms)?.normalize()));
    }
    Some(out)
}

/// What a figure may hold.
pub(super) fn kind(key: &str, form: &Form) -> Option<Kind> {
    if let Some(first) = cells(key, form).first() {
        return Some(form.cell(*first).kind);
    }
    form.account_figure(key).map(|figure| figure.kind)
}
