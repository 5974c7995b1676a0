//! Broken equations in words, with their arithmetic.

use rust_decimal::Decimal;

use super::equation::Law;
use super::makeup::others;
use super::system::System;
use crate::filing::Value;
use crate::form::{CellId, brief};
use crate::rules::Case;
use crate::rules::sums::difference;

/// A broken equation, without a full stop; a row or column in which the culprit stands is “this” one.
pub(super) fn told(case: &Case<'_>, law: Law<'_>, culprit: Option<CellId>) -> String {
    let form = &case.figures.form;
    let sum_of = |cells: &[CellId]| case.figures.sum(cells).unwrap_or_default();
    match law {
        Law::Sum(sum) => {
            let (total, parts) = (sum_of(&[sum.total]), sum_of(&sum.parts));
            let place = match culprit.filter(|id| law.cells().contains(id)) {
                Some(_) if sum.across => "这一行的合计".to_owned(),
                Some(_) => "这一列的合计".to_owned(),
                None => format!("{}：", form.describe(sum.total)),
            };
            let addition = addition(case, &sum.parts);
            format!("{place}写的是 {total}，各项之和 {addition} = {parts}，{}", difference(total, parts))
        }
        Law::Balance(balance) => {
            let (left, right) = (sum_of(&balance.left), sum_of(&balance.right));
            let cell = form.cell(balance.fill);
            format!(
                "{}“{}”列：{} = {} = {left}，{} = {} = {right}，前者{}",
                form.tables[cell.table].label,
                cell.column_labels.last().map_or("", String::as_str),
                names(case, &balance.left),
                addition(case, &balance.left),
                names(case, &balance.right),
                addition(case, &balance.right),
                difference(left, right),
            )
        }
        Law::Left(balance) => {
            let (left, right) = (sum_of(&balance.left), sum_of(&others(balance)));
            let excess = form.declared(balance).overdrawn.text.replace("{others}", &right.to_string());
            let excess = excess.replace("{excess}", &right.saturating_sub(left).to_string());
            format!("{}：{} = {left}，{excess}", form.describe(balance.fill), addition(case, &balance.left))
        }
    }
}

/// What mended equations are called where a cell stands: `这一行、这一列和勾稽关系都成立`.
pub(super) fn scope(laws: &[Law<'_>], culprits: &[CellId]) -> String {
    let is_in = |law: &Law<'_>| law.cells().iter().any(|id| culprits.contains(id));
    let word = |law: &Law<'_>| match law {
        Law::Sum(sum) if sum.across && is_in(law) => "这一行",
        Law::Sum(_) if is_in(law) => "这一列",
        Law::Sum(_) => "有关的合计",
        Law::Balance(_) | Law::Left(_) => "勾稽关系",
    };
    let mut words: Vec<&str> = laws.iter().map(word).collect();
    words.dedup();
    match words.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{}和{last}都成立", before.join("、")),
        _ => format!("{}成立", words.concat()),
    }
}

/// What a cell holds, in words.
pub(super) fn held(system: &System<'_>, id: CellId) -> String {
    match &system.case.figures.get(id).entry {
        entry if entry.value == Value::Blank => "空着".to_owned(),
        entry if entry.value == Value::NotApplicable => format!("写的是 {}", entry.shown),
        _ => format!("写的是 {}", system.value(id)),
    }
}

/// The name of a cell within an equation: its column in a row, its row in a column.
pub(super) fn name_within(case: &Case<'_>, law: Law<'_>, id: CellId) -> String {
    let cell = case.figures.form.cell(id);
    let is_row = matches!(law, Law::Sum(sum) if sum.across);
    let labels = if is_row { &cell.column_labels } else { &cell.row_labels };
    labels.last().map(|label| brief(label)).unwrap_or_default()
}

/// Two cells of a row or column in words: `表三“（一）予以公开”的“自然人”和“商业企业”`.
pub(super) fn together(case: &Case<'_>, id: CellId, other: CellId) -> String {
    let form = &case.figures.form;
    let (first, second) = (form.cell(id), form.cell(other));
    let last = |labels: &[String]| labels.last().map(|label| brief(label)).unwrap_or_default();
    if first.row != second.row || last(&first.row_labels).is_empty() {
        return format!("{}和{}", form.describe(id), form.describe(other));
    }
    format!("{}和“{}”", form.describe(id), last(&second.column_labels))
}

/// The rows of some cells by their ordinals: `一 + 二`, `三（七） + 四`.
fn names(case: &Case<'_>, cells: &[CellId]) -> String {
    let ordinals =
        |id: &CellId| case.figures.form.cell(*id).row_labels.iter().map(|l| ordinal_of(l)).collect::<String>();
    cells.iter().map(ordinals).collect::<Vec<_>>().join(" + ")
}

/// The ordinal that a label begins with, or the whole label.
fn ordinal_of(label: &str) -> &str {
    match label.find(['、', '）']) {
        Some(at) if label[at..].starts_with('、') => &label[..at],
        Some(at) => &label[..at + '）'.len_utf8()],
        None => label,
    }
}

/// Addends that are shown at most, and those that are shown of more.
const MOST_ADDENDS: (usize, usize) = (8, 4);

/// `198 + 1 + 0`; long rows of zeros are left out, and the middle of what is long without them.
fn addition(case: &Case<'_>, cells: &[CellId]) -> String {
    let addends: Vec<Decimal> = cells.iter().filter_map(|id| case.figures.get(*id).addend()).collect();
    let telling: Vec<_> =
        addends.iter().filter(|n| addends.len() <= 6 || !n.is_zero()).map(Decimal::to_string).collect();
    match telling.as_slice() {
        [] => "0".to_owned(),
        [one] if addends.len() > 6 => format!("{one}（其余为 0）"),
        [.., last] if telling.len() > MOST_ADDENDS.0 => {
            format!("{} + … + {last}（共 {} 项）", telling[..MOST_ADDENDS.1].join(" + "), telling.len())
        }
        _ => telling.join(" + "),
    }
}
