//! Figures across years.

use super::sums::difference;
use super::{Case, Prior};
use crate::figures::Provenance;
use crate::finding::Finding;
use crate::form::CellId;
use crate::rule::{Family, Rule, Severity};

/// What was carried in is not what was carried out.
pub(super) static CARRIED: Rule = Rule {
    code: "CAR001",
    name: "上年结转与上年报告不符",
    severity: Severity::Error,
    family: Family::Figures,
    reason: "本年从上年接着算的数，就是上年报告里的数。",
    basis: "格式",
    remedy: "核对两年的报告；不填时自动取上年的数",
    faulty: "prior = \"上年.toml\"\n[applications]\ncarried_in = [7, 0, 0, 0, 0, 0]\ncarried_out = [7, 0, 0, 0, 0, 0]",
    corrected: "prior = \"上年.toml\"\n[applications]\ncarried_in = [0, 0, 0, 0, 0, 0]",
    in_workbook: None,
};

/// No report of last year to hold this one against.
pub static UNCHECKED: Rule = Rule {
    code: "CAR002",
    name: "没有核对上年结转",
    severity: Severity::Hint,
    family: Family::Figures,
    reason: "没有上年的文件，“上年结转”是否与上年报告一致就没有核对过。",
    basis: "格式",
    remedy: "用 --prior 或在输入里写 prior = \"上年的 report.toml\"",
    faulty: "",
    corrected: "prior = \"上年.toml\"",
    in_workbook: Some("填“上年数据”表，或用 --prior 给出上年的文件"),
};

/// Last year's file is not last year's, or not this agency's.
pub(super) static PRIOR_MISMATCH: Rule = Rule {
    code: "CAR003",
    name: "上年文件不是上一年度或不是同一机关的",
    severity: Severity::Warning,
    family: Family::Figures,
    reason: "拿错文件，跨年核对和变化幅度都会错。",
    basis: "输入格式",
    remedy: "核对 prior 所指的文件",
    faulty: "year = 2027\nprior = \"上年.toml\"",
    corrected: "prior = \"上年.toml\"",
    in_workbook: Some("核对“基本信息”的“上年文件”，或“上年数据”表"),
};

/// Every opening figure that differs from last year's closing one.
pub(super) fn carried(case: &Case<'_>) -> Vec<Finding> {
    let Some(prior) = case.prior.filter(|prior| is_last_year(case, prior)) else { return Vec::new() };
    case.figures.form.ids().filter_map(|id| differs(case, prior, id)).collect()
}

/// Whether last year's report is of last year, as far as both say.
fn is_last_year(case: &Case<'_>, prior: &Prior<'_>) -> bool {
    let years = case.filing.year.as_ref().zip(prior.filing.year.as_ref());
    years.is_none_or(|(now, before)| before.value == now.value - 1)
}

/// Whether two names have two characters in a row in common, as those of an agency before and after it was renamed have.
fn are_akin(one: &str, other: &str) -> bool {
    let chars: Vec<char> = one.chars().collect();
    // What the last one is, many have in common.
    let pairs = chars[..chars.len().saturating_sub(1)].windows(2).map(String::from_iter);
    chars.len() < 3 || pairs.into_iter().any(|pair| other.contains(&pair))
}

/// The finding for one cell: an error for a total, a warning for one applicant column or a count of items.
fn differs(case: &Case<'_>, prior: Prior<'_>, id: CellId) -> Option<Finding> {
    let form = &case.figures.form;
    let cell = form.cell(id);
    let figure = case.figures.get(id);
    if matches!(figure.from, Provenance::Missing | Provenance::Prior) {
        return None;
    }
    let source = prior.figures.form.find(cell.prior.as_ref()?)?;
    let (now, before) = figure.addend().zip(prior.figures.get(source).addend())?;
    if now == before {
        return None;
    }
    let total = form.row_sum(id).is_some();
    // Only totals must agree: applicants may have been classed anew, items recounted.
    let severity = if total { Severity::Error } else { Severity::Warning };
    let by = difference(now, before);
    let message = format!("{}：写的是 {now}，上年报告是 {before}，{by}。", form.describe(id));
    let finding = Finding::new(&CARRIED, message)
        .because(&cell.prior_grounds.reason, &cell.prior_grounds.basis)
        .severity(severity)
        .key(&cell.key);
    let finding = finding.mark_if(figure.at(), format!("本年 {now}"));
    let label = format!("上年{} = {before}", prior.figures.form.describe(source));
    Some(finding.mark_if(prior.figures.get(source).at(), label))
}

/// Cells that one finding names.
const MOST_NAMED: usize = 4;

/// Why nothing can be held against figures that do not say what was carried out.
const NOT_SAID: &str = "上年的数里没有结转下年度的数，“上年结转”是否与它一致就没有核对过。";

/// Says that nothing was held against last year: there is no file of it, or it does not say what was carried out.
pub(super) fn unchecked(case: &Case<'_>) -> Vec<Finding> {
    let tried = case.filing.faults.iter().any(|fault| fault.rule.code == crate::rule::input::PRIOR_FILE.code);
    let takes_over = case.filing.form.cells.iter().any(|cell| cell.prior.is_some());
    if tried || !takes_over {
        return Vec::new();
    }
    let Some(prior) = case.prior else {
        return vec![Finding::new(&UNCHECKED, "没有上年的文件，上年结转没有与上年报告核对。")];
    };
    let form = &case.figures.form;
    let source = |id: CellId| prior.figures.form.find(form.cell(id).prior.as_ref()?);
    let known: Vec<(CellId, bool)> =
        form.ids().filter_map(|id| Some((id, prior.figures.get(source(id)?).addend().is_some()))).collect();
    let blank: Vec<CellId> = known.iter().filter(|(_, is_said)| !is_said).map(|(id, _)| *id).collect();
    if blank.is_empty() {
        return Vec::new();
    }
    let message = if blank.len() == known.len() {
        "上年的数里没有填结转下年度的数，上年结转没有核对。".to_owned()
    } else {
        let named = blank.iter().take(MOST_NAMED).map(|id| form.describe(*id));
        let more = if blank.len() > MOST_NAMED { "等" } else { "" };
        let named = named.collect::<Vec<_>>().join("、");
        format!("有 {} 格没有上年的数可以核对：{named}{more}。", blank.len())
    };
    let finding = Finding::new(&UNCHECKED, message);
    vec![finding.because(NOT_SAID, UNCHECKED.basis).hint("在上年的数里补上结转下年度的数")]
}

/// Whether last year's file is of the wrong year, or agency. What changed since another year would be printed as since last
/// year; an agency may have another name since.
pub(super) fn mismatch(case: &Case<'_>) -> Vec<Finding> {
    let Some(prior) = case.prior else { return Vec::new() };
    let mut findings = Vec::new();
    let at = case.filing.prior.as_ref().map(|prior| &prior.at);
    if let (Some(now), Some(before)) = (&case.filing.year, &prior.filing.year)
        && !is_last_year(case, &prior)
    {
        let inside = prior.filing.source == case.filing.source;
        let what = if inside { "上年数据" } else { "上年文件" };
        let message = format!("{what}是 {} 年度的，应为 {} 年度。", before.value, now.value - 1);
        let label = format!("{what}的年度");
        let finding = Finding::new(&PRIOR_MISMATCH, message).severity(Severity::Error);
        let finding = finding.mark_if(at, "").mark(&before.at, label).key("prior");
        findings.push(if inside {
            finding.hint("核对“上年数据”，应是上一年度已公布的数")
        } else {
            finding
        });
    }
    if let (Some(now), Some(before)) = (case.filing.name(), prior.filing.name())
        && now != before
    {
        let message = format!("上年文件是“{before}”的，本年是“{now}”的。");
        let finding = Finding::new(&PRIOR_MISMATCH, message).mark_if(at, "").key("prior");
        findings.push(if are_akin(now, before) { finding } else { finding.severity(Severity::Error) });
    }
    findings
}
