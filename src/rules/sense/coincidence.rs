//! All that is counted in one cell, and the same number somewhere else.

use rust_decimal::Decimal;

use super::COINCIDENCE;
use super::known::Known;
use super::terms::{mark, name};
use crate::finding::Finding;
use crate::form::{CellId, InputLine, Name, brief};

/// The finding for a row that has all in one column, which all stands in one cell of some rows as well, and is one of
/// some other figures.
pub(super) fn coincidence(
    case: &Known<'_>,
    (whole, rows): (&str, &str),
    others: &[Name],
    least: Decimal,
) -> Option<Finding> {
    let form = &case.figures.form;
    let all = form.lines.iter().find(|line| line.key == whole)?;
    let is_below = |line: &&InputLine| line.key.strip_prefix(rows).is_some_and(|rest| rest.starts_with('.'));
    let below: Vec<CellId> = form.lines.iter().filter(is_below).flat_map(|line| line.inputs.iter().copied()).collect();
    let (from, count) = only(case, &all.inputs)?;
    let (to, same) = only(case, &below)?;
    let is_whole = count == same && count >= least && form.cell(from).column == form.cell(to).column;
    let other = others.iter().filter(|_| is_whole).find(|key| case.amount(key) == Some(count))?;
    let labels = |id: CellId| (form.cell(id).row_labels.last(), form.cell(id).column_labels.last());
    let ((_, column), (row, _)) = (labels(from), labels(to));
    let message = format!(
        "{}：全部 {count} 件都在“{}”一列，又都在“{}”一行，恰好等于{}。",
        form.tables[form.cell(from).table].label,
        brief(column?),
        brief(row?),
        name(other, case)
    );
    let mut finding = Finding::new(&COINCIDENCE, message);
    for id in [from, to] {
        finding = mark(finding, &form.cell(id).key, case, count.to_string());
    }
    Some(mark(finding, other, case, count.to_string()))
}

/// The only one of some cells that is not zero, and what it is; none when one is not known.
fn only(case: &Known<'_>, cells: &[CellId]) -> Option<(CellId, Decimal)> {
    let known: Option<Vec<_>> = cells.iter().map(|id| Some((*id, case.figures.get(*id).addend()?))).collect();
    let known = known?;
    let mut some = known.into_iter().filter(|(_, value)| !value.is_zero());
    some.next().filter(|_| some.next().is_none())
}
