//! The rules of sums and identities that the form declares; what breaks them is found with its culprit.

use rust_decimal::Decimal;

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
