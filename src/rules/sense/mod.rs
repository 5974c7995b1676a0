//! Figures that can be read and add up, and yet make no sense: what the form declares that they are held against.

mod alike;
mod coincidence;
mod known;
mod money;
mod sides;
mod terms;
mod told;
mod years;

use known::Known;

use super::Case;
use crate::finding::Finding;
use crate::form::CheckKind;
use crate::policy::Limit;
use crate::rule::{Family, Rule, Severity};

/// A figure that does not follow from last year's as it should.
pub(super) static CHAIN: Rule = Rule {
    code: "SEN001",
    name: "与逐年推算的数不符",
    severity: Severity::Warning,
    family: Family::Figures,
    reason: "有的数从上年的数加减本年的变化得出；对不上，不是填错，就是还有没有说明的变化。",
    basis: "审核惯例",
    remedy: "核对两年的数；确实还有别的变化的，在正文里说明，或用 [[accept]] 写明理由",
    faulty: "prior = \"上年.toml\"\n[disclosure]\nnormative = [2, 1, 15]",
    corrected: "prior = \"上年.toml\"\n[disclosure]\nnormative = [2, 1, 12]",
    in_workbook: Some("核对两年的数；确实还有别的变化的，在正文里说明，或在“认可”里写明理由"),
};

/// A figure that is more than another, which it is a part of.
pub(super) static MORE: Rule = Rule {
    code: "SEN002",
    name: "一个数比包含它的数还大",
    severity: Severity::Warning,
    family: Family::Figures,
    reason: "部分不会多于整体；多出来，多半是两格填反了，或有一格的口径不对。",
    basis: "审核惯例",
    remedy: "核对这几个数",
    faulty: "[disclosure]\nnormative = [20, 1, 12]",
    corrected: "[disclosure]\nnormative = [2, 1, 12]",
    in_workbook: None,
};

/// One figure that is zero and another that it cannot be zero without.
pub(super) static TOGETHER: Rule = Rule {
    code: "SEN003",
    name: "两个数一个为零、一个不为零",
    severity: Severity::Warning,
    family: Family::Figures,
    reason: "有件数就有金额，没有件数就没有金额；一个为零，说明漏填了一个。",
    basis: "审核惯例",
    remedy: "核对这两个数",
    faulty: "[fee]\ncases = 3\nyuan = 0",
    corrected: "[fee]\ncases = 3\nyuan = 300",
    in_workbook: None,
};

/// A figure whose decimal point or unit seems to be wrong.
pub(super) static SCALE: Rule = Rule {
    code: "SEN004",
    name: "单位或位数可疑",
    severity: Severity::Warning,
    family: Family::Figures,
    reason: "数字相同、只差十倍百倍，或者差一万倍左右，多半是少打、多打了 0，或把元填在了以万元计的格里。",
    basis: "审核惯例",
    remedy: "核对单位和位数",
    faulty: "prior = \"上年.toml\"\n[disclosure]\nfees = 437880",
    corrected: "prior = \"上年.toml\"\n[disclosure]\nfees = 43.788",
    in_workbook: None,
};

/// A figure far from last year's.
pub(super) static JUMP: Rule = Rule {
    code: "SEN005",
    name: "与上年相差很大",
    severity: Severity::Hint,
    family: Family::Figures,
    reason: "相差几倍的数常是填错了格或换了口径；确实如此的，读报告的人也会问原因。",
    basis: "审核惯例",
    remedy: "核对；确实如此的，在正文里说明原因",
    faulty: "prior = \"上年.toml\"\n[disclosure]\nlicensing = 321",
    corrected: "prior = \"上年.toml\"\n[disclosure]\nlicensing = 32",
    in_workbook: None,
};

/// All cases in one cell that is the number of something else.
pub(super) static COINCIDENCE: Rule = Rule {
    code: "SEN006",
    name: "全部件数恰好等于另一件事的数",
    severity: Severity::Warning,
    family: Family::Figures,
    reason: "全部件数都在一列、一行，又恰好等于另一件事的数，多半是把那件事当作这件事填了。",
    basis: "审核惯例",
    remedy: "核对填的是不是同一件事",
    faulty: "[disclosure]\npenalties = 5\n[applications]\nnew = [0, 5, 0, 0, 0, 0]\n[applications.results]\n\
             granted = [0, 0, 0, 0, 0, 0]\nrefused.enforcement = [0, 5, 0, 0, 0, 0]",
    corrected: "[disclosure]\npenalties = 7\n[applications]\nnew = [0, 5, 0, 0, 0, 0]\n[applications.results]\n\
                granted = [0, 0, 0, 0, 0, 0]\nrefused.enforcement = [0, 5, 0, 0, 0, 0]",
    in_workbook: None,
};

/// An amount that the tariff cannot give.
pub(super) static TARIFF: Rule = Rule {
    code: "SEN007",
    name: "金额不合收费标准",
    severity: Severity::Warning,
    family: Family::Figures,
    reason: "照收费标准算，得不出这个金额。",
    basis: "审核惯例",
    remedy: "核对金额和单位",
    faulty: "[fee]\ncases = 1\nyuan = 385",
    corrected: "[fee]\ncases = 1\nyuan = 380",
    in_workbook: None,
};

/// Figures of units that are not the total.
pub(super) static UNITS: Rule = Rule {
    code: "SEN008",
    name: "各单位的数加起来不是总数",
    severity: Severity::Error,
    family: Family::Figures,
    reason: "总数和各单位的数印在同一句话里，加起来不对，有一个填错或漏了一个单位。",
    basis: "输入格式",
    remedy: "核对总数和各单位的数，漏了的补上",
    faulty: "[fee]\ncases = 3\nyuan = 2230\n[[fee.units]]\nunit = \"甲局\"\ncases = 1\nyuan = 880\n\
             [[fee.units]]\nunit = \"乙局\"\ncases = 1\nyuan = 1080",
    corrected: "[fee]\ncases = 2\nyuan = 1960\n[[fee.units]]\nunit = \"甲局\"\ncases = 1\nyuan = 880\n\
                [[fee.units]]\nunit = \"乙局\"\ncases = 1\nyuan = 1080",
    in_workbook: None,
};

/// An amount of an account that running text tells in a larger unit.
pub(super) static UNIT: Rule = Rule {
    code: "SEN009",
    name: "该以元计的写成了万元",
    severity: Severity::Warning,
    family: Family::Figures,
    reason: "这笔钱以元计；写成万元，几百元只剩零点几，看不出准确的数。",
    basis: "审核惯例",
    remedy: "写明是多少元",
    faulty: "fee = \"\"\n[sections.others]\ntext = \"全年对1件申请收取信息处理费0.038万元。\"",
    corrected: "fee = \"\"\n[sections.others]\ntext = \"全年对1件申请收取信息处理费380元。\"",
    in_workbook: None,
};

/// An account of which running text tells one figure and not the other.
pub(super) static ALONE: Rule = Rule {
    code: "SEN010",
    name: "件数和金额只写了一个",
    severity: Severity::Hint,
    family: Family::Figures,
    reason: "收了多少件、多少钱一起写明，才说得清。",
    basis: "审核惯例",
    remedy: "补写另一个",
    faulty: "fee = \"\"\n[sections.others]\ntext = \"全年收取政府信息公开信息处理费380元。\"",
    corrected: "fee = \"\"\n[sections.others]\ntext = \"全年对1件申请收取政府信息公开信息处理费380元。\"",
    in_workbook: None,
};

/// A figure that agencies of a kind do not have.
pub(super) static NOT_OF_KIND: Rule = Rule {
    code: "SEN011",
    name: "这类机关不会有的数",
    severity: Severity::Warning,
    family: Family::Figures,
    reason: "有的事只有别的机关能做；填了数，多半是填错了格，或把别的机关的数填了进来。",
    basis: "审核惯例",
    remedy: "核对填的是不是这一格；没有的填 0",
    faulty: "[agency]\nlevel = \"乡镇街道\"\n[disclosure]\nrules = [1, 0, 1]",
    corrected: "[agency]\nlevel = \"乡镇街道\"\n[disclosure]\nrules = [0, 0, 0]",
    in_workbook: None,
};

/// Everything that the form's checks find; what an earlier one says of some figures is not told of them again.
pub(super) fn checks(case: &Case<'_>) -> Vec<Finding> {
    let known = &Known::of(case);
    let mut findings: Vec<Finding> = Vec::new();
    for account in &case.filing.form.accounts {
        findings.extend(told::unit(known, account));
        findings.extend(told::alone(known, account));
    }
    for check in &case.filing.form.checks {
        let found = match &check.kind {
            CheckKind::Equal(left, right) => sides::equal(known, left, right).into_iter().collect(),
            CheckKind::AtMost(left, right) => sides::at_most(known, left, right).into_iter().collect(),
            CheckKind::Together(figures) => sides::together(known, figures).into_iter().collect(),
            CheckKind::Zero { figures, levels } => sides::zero(known, figures, levels).into_iter().collect(),
            CheckKind::Digits(figures) => years::digits(known, figures),
            CheckKind::Units(figures) => alike::units(known, figures),
            CheckKind::Jump { figures, times, least } => {
                let own = case.policy.limit(Limit::Jump).and_then(|times| times.try_into().ok());
                years::jumps(known, figures, own.unwrap_or(*times).into(), (*least).into())
            }
            CheckKind::Coincidence { whole, rows, others, least } => {
                coincidence::coincidence(known, (whole, rows), others, (*least).into()).into_iter().collect()
            }
            CheckKind::Steps { figure, step, each } => {
                money::steps(known, figure, (*step).into(), each.as_deref()).into_iter().collect()
            }
        };
        for finding in found {
            let is_told = |told: &Finding| finding.keys.iter().all(|key| told.keys.contains(key));
            if findings.iter().any(is_told) {
                continue;
            }
            let severity = check.severity.unwrap_or(finding.severity);
            let finding = finding.because(&check.grounds.reason, &check.grounds.basis).severity(severity);
            let remedy = &check.grounds.remedy;
            findings.push(if remedy.is_empty() { finding } else { finding.hint(remedy) });
        }
    }
    findings
}

/// Every account whose units do not add up.
pub(super) fn units(case: &Case<'_>) -> Vec<Finding> {
    case.filing.form.accounts.iter().filter_map(|account| money::units(case, account)).collect()
}
