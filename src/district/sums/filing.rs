//! The filing of the district's own report: the office's words with the sums for figures.

use std::collections::BTreeMap;

use super::accounts;
use super::layout;
use super::remarks::remarks;
use super::rollup::Rollup;
use crate::district::roster::{District, Scope, WORKBOOK};
use crate::district::units::{ReportRecord, UnitResult};
use crate::filing::{Entry, Filing, UnitFigures};
use crate::form::CellId;
use crate::source::{Located, Sources, Span};

/// The district's filing: the office's own words with the sums for figures, and the findings about them. The sums
/// are located where the workbook of the summary has them.
pub(super) fn filing(
    rollup: &Rollup,
    district: &District,
    own: &Filing,
    results: &[UnitResult],
    sources: &mut Sources,
) -> Filing {
    let mut filing = own.clone();
    let places = keep(rollup, sources);
    filing.units = results.iter().map(|unit| unit_figures(rollup, unit)).collect();
    let located = |id| Some((id, located(rollup, id, own, &places)?));
    filing.of_office = rollup.form.ids().filter(|id| rollup.get(*id).scope == Scope::Own).collect();
    filing.cells = rollup.form.ids().filter_map(located).collect();
    filing.faults.extend(remarks(rollup, district, results));
    for account in rollup.form.accounts.iter().filter(|account| account.section.is_some()) {
        filing.accounts.remove(&account.key);
        let summed = accounts::account(account, district, own, results);
        filing.accounts.extend(summed.map(|summed| (account.key.clone(), summed)));
        filing.faults.extend(accounts::without_account(account, district, &filing, results));
    }
    filing
}

/// A unit's figures, as the district's prose can use them.
fn unit_figures(rollup: &Rollup, unit: &UnitResult) -> UnitFigures {
    let known = rollup.form.ids().filter_map(|id| {
        let key = &rollup.form.cell(id).key;
        Some((key.clone(), unit.entry(key)?.value.addend()?))
    });
    let ReportRecord { name, group, .. } = &unit.record;
    UnitFigures {
        name: name.clone(),
        group: group.clone(),
        is_counted: unit.is_counted,
        cells: known.collect(),
        before: unit.before.clone(),
    }
}

/// A cell with its place; none when nobody gave it.
fn located(rollup: &Rollup, id: CellId, own: &Filing, places: &BTreeMap<CellId, Span>) -> Option<Located<Entry>> {
    let sum = rollup.get(id);
    match sum.scope {
        Scope::Own => own.cells.get(&id).cloned(),
        Scope::Sum => {
            let at = places.get(&id).cloned().unwrap_or(Span::new(own.source, 0..0));
            sum.entry.value.addend().map(|_| Located { value: sum.entry.clone(), at })
        }
    }
}

/// Keeps the sums as a source, so that findings can point to them.
fn keep(rollup: &Rollup, sources: &mut Sources) -> BTreeMap<CellId, Span> {
    let (mut text, mut cells, mut ranges) = (String::new(), Vec::new(), Vec::new());
    for (id, place) in layout::places(&rollup.form) {
        let start = text.len();
        cells.push((start, place));
        text.push_str(&rollup.get(id).entry.shown);
        ranges.push((id, start..text.len()));
        text.push('\n');
    }
    let source = sources.add_cells(WORKBOOK, text, cells);
    ranges.into_iter().map(|(id, range)| (id, Span::new(source, range))).collect()
}
