//! Sums and identities that the form declares.

use rust_decimal::Decimal;

use super::Case;
use crate::figures::Provenance;
use crate::finding::Finding;
use crate::form::{Balanced, CellId, Grounds, Overdrawn, Summed, brief};
use crate::rule::Severity::Error;
use crate::rule::{Family, Rule};

/// A total that is not the sum of its row.
pub(super) static ROW_SUM: Rule = Rule {
    code: "SUM001",
    name: "行的合计不等于各项之和",
    severity: Error,
    family: Family::Figures,
    reason: "合计是各项之和；合计不符，说明有一格填错。",
    basis: "格式",
    remedy: "核对这一行各格；合计不填时自动计算",
    faulty: "[applications]\nnew = [3, 1, 0, 0, 0, 0, 5]",
    corrected: "[applications]\nnew = [3, 1, 0, 0, 0, 0, 4]",
    in_workbook: None,
};

/// A total that is not the sum of its column.
pub(super) static COLUMN_SUM: Rule = Rule {
    code: "SUM002",
    name: "列的合计不等于各项之和",
    severity: Error,
    family: Family::Figures,
    reason: "合计是各项之和，逐列成立。",
    basis: "格式",
    remedy: "核对这一列各格；合计不填时自动计算",
    faulty: "[applications.results]\ntotal = [4, 1, 0, 0, 0, 0]",
    corrected: "[applications.results]\ntotal = [3, 1, 0, 0, 0, 0]",
    in_workbook: None,
};

/// An identity broken in a column.
pub(super) static BALANCE: Rule = Rule {
    code: "BAL001",
    name: "勾稽关系不成立",
    severity: Error,
    family: Family::Figures,
    reason: "格式规定这几行逐列相等。",
    basis: "格式",
    remedy: "核对这一列的各项；由其余各项算出的一行不填时自动计算",
    faulty: "[applications]\ncarried_out = [1, 0, 0, 0, 0, 0]",
    corrected: "[applications]\ncarried_out = [0, 0, 0, 0, 0, 0]",
    in_workbook: None,
};

/// A figure that an identity fills and that would be less than zero.
pub(super) static OVERDRAWN: Rule = Rule {
    code: "BAL002",
    name: "算出的数小于零",
    severity: Error,
    family: Family::Figures,
    reason: "这一行由勾稽关系的其余各行算出；结果小于零，说明其余各行有一格填错。",
    basis: "格式",
    remedy: "核对这一列的其余各行",
    faulty: "[applications]\nnew = [1, 1, 0, 0, 0, 0]",
    corrected: "[applications]\nnew = [3, 1, 0, 0, 0, 0]",
    in_workbook: None,
};

/// Every total that is not the sum of its row.
pub(super) fn row_sums(case: &Case<'_>) -> Vec<Finding> {
    sums(case, true)
}

/// Every total that is not the sum of its column.
pub(super) fn column_sums(case: &Case<'_>) -> Vec<Finding> {
    sums(case, false)
}

/// Every broken sum along rows or columns.
fn sums(case: &Case<'_>, across: bool) -> Vec<Finding> {
    let declared = case.figures.form.sums.iter().filter(|sum| sum.across == across);
    declared.filter_map(|sum| broken_sum(case, sum)).collect()
}

/// The finding for a given total that is not the sum of its parts.
fn broken_sum(case: &Case<'_>, sum: &Summed) -> Option<Finding> {
    let total = case.figures.get(sum.total).addend()?;
    let parts = case.figures.sum(&sum.parts)?;
    if total == parts {
        return None;
    }
    let rule = if sum.across { &ROW_SUM } else { &COLUMN_SUM };
    let message = format!(
        "{}：写的是 {total}，各项之和 {} = {parts}，{}。",
        case.figures.form.describe(sum.total),
        addition(case, &sum.parts),
        difference(total, parts),
    );
    let cells = std::iter::once(&sum.total).chain(&sum.parts).copied().collect::<Vec<_>>();
    Some(mark_cells(case, because(rule, message, &sum.grounds), &cells, sum.across))
}

/// A finding with what the form says of its reason.
fn because(rule: &'static Rule, message: String, grounds: &Grounds) -> Finding {
    Finding::new(rule, message).because(&grounds.reason, &grounds.basis)
}

/// Every broken identity.
pub(super) fn balances(case: &Case<'_>) -> Vec<Finding> {
    let form = &case.figures.form;
    let broken = |balance: &Balanced| {
        let (left, right) = case.figures.sum(&balance.left).zip(case.figures.sum(&balance.right))?;
        let cell = form.cell(balance.fill);
        let message = format!(
            "{}“{}”列：{} = {} = {left}，{} = {} = {right}，前者{}。",
            form.tables[cell.table].label,
            cell.column_labels.last().map_or("", String::as_str),
            names(case, &balance.left),
            addition(case, &balance.left),
            names(case, &balance.right),
            addition(case, &balance.right),
            difference(left, right),
        );
        let cells = [&*balance.left, &balance.right].concat();
        (left != right && is_given(case, &cells))
            .then(|| mark_cells(case, because(&BALANCE, message, &form.declared(balance).grounds), &cells, false))
    };
    form.balances.iter().filter_map(broken).collect()
}

/// Every identity whose filled side would be negative.
pub(super) fn overdrawn(case: &Case<'_>) -> Vec<Finding> {
    let negative = |balance: &Balanced| {
        if case.figures.get(balance.fill).from != Provenance::Missing {
            return None;
        }
        let others: Vec<CellId> = balance.right.iter().filter(|id| **id != balance.fill).copied().collect();
        let (left, right) = case.figures.sum(&balance.left).zip(case.figures.sum(&others))?;
        let cells = [&*balance.left, &others].concat();
        if right <= left || !is_given(case, &cells) {
            return None;
        }
        let form = &case.figures.form;
        let Overdrawn { grounds, text } = &form.declared(balance).overdrawn;
        let excess = text.replace("{others}", &right.to_string());
        let excess = excess.replace("{excess}", &right.saturating_sub(left).to_string());
        let message =
            format!("{}：{} = {left}，{excess}。", form.describe(balance.fill), addition(case, &balance.left));
        Some(mark_cells(case, because(&OVERDRAWN, message, grounds), &cells, false))
    };
    case.figures.form.balances.iter().filter_map(negative).collect()
}

/// Whether the agency gave one of some cells; what is all computed only follows from faults told elsewhere.
fn is_given(case: &Case<'_>, cells: &[CellId]) -> bool {
    cells.iter().any(|id| case.figures.get(*id).at().is_some())
}

/// Marks cells of one row, or of one column, with what each contributes; for one that was computed, what is behind it.
fn mark_cells(case: &Case<'_>, finding: Finding, cells: &[CellId], across: bool) -> Finding {
    let form = &case.figures.form;
    cells.iter().fold(finding, |mut finding, id| {
        let cell = form.cell(*id);
        let labels = if across { &cell.column_labels } else { &cell.row_labels };
        let name = labels.last().map(|label| brief(label)).unwrap_or_default();
        let figure = case.figures.get(*id);
        finding = finding.mark_if(figure.at(), format!("{name} = {}", figure.addend().unwrap_or_default()));
        let mut behind = Vec::new();
        given_behind(case, *id, &mut behind);
        for id in behind {
            let figure = case.figures.get(id);
            finding = finding
                .mark_if(figure.at(), format!("{} = {}", form.describe(id), figure.addend().unwrap_or_default()));
        }
        finding.key(&cell.key)
    })
}

/// The given cells, other than zeros, that a computed sum is made of.
fn given_behind(case: &Case<'_>, id: CellId, out: &mut Vec<CellId>) {
    let sum = case.figures.form.sums.iter().find(|sum| sum.total == id);
    let parts = sum.filter(|_| case.figures.get(id).from == Provenance::Computed).map_or(&[][..], |sum| &sum.parts);
    for part in parts {
        match case.figures.get(*part) {
            figure if figure.addend().is_none_or(|addend| addend.is_zero()) => {}
            figure if figure.at().is_some() => out.push(*part),
            _ => given_behind(case, *part, out),
        }
    }
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

/// `198 + 1 + 0`; long rows of zeros are left out.
fn addition(case: &Case<'_>, cells: &[CellId]) -> String {
    let addends: Vec<Decimal> = cells.iter().filter_map(|id| case.figures.get(*id).addend()).collect();
    let telling: Vec<_> =
        addends.iter().filter(|n| addends.len() <= 6 || !n.is_zero()).map(Decimal::to_string).collect();
    match telling.as_slice() {
        [] => "0".to_owned(),
        [one] if addends.len() > 6 => format!("{one}（其余为 0）"),
        _ => telling.join(" + "),
    }
}

/// `多 3` or `少 3`; no more than the largest number there is.
pub(super) fn difference(left: Decimal, right: Decimal) -> String {
    let more = left.saturating_sub(right);
    if left > right { format!("多 {more}") } else { format!("少 {}", -more) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_beyond_all_numbers_are_told() {
        assert_eq!(difference(Decimal::from(5), Decimal::from(2)), "多 3");
        assert_eq!(difference(Decimal::from(2), Decimal::from(5)), "少 3");
        assert_eq!(difference(Decimal::MIN, Decimal::MAX), format!("少 {}", Decimal::MAX));
    }
}
