//! Last year's figures that were given with this year's: held against last year's file, which counts where there is one;
//! where there is none, whether they add up.

use rust_decimal::Decimal;

use super::{Case, Prior, culprit, figure};
use crate::filing::LastYear;
use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};
use crate::source::Span;

/// Last year's figures are given twice, and differ.
pub(super) static SET_ASIDE: Rule = Rule {
    code: "CAR004",
    name: "填的上年数与上年文件不符",
    severity: Severity::Warning,
    family: Family::Figures,
    reason: "有上年的文件时，核对和比较用文件里的数，填的上年数不用；两处不同，必有一处不是公布的数。",
    basis: "输入格式",
    remedy: "照上年公布的报告核对：文件就是公布的那一份，改所填的上年数或清空；不是，换上年的文件",
    faulty: "prior = \"上年.toml\"\n[last_year.disclosure]\nlicensing = 999",
    corrected: "prior = \"上年.toml\"",
    in_workbook: None,
};

/// Places of figures that are shown; the others are counted.
const SHOWN: usize = 3;

/// What was given of last year and is not what last year's file says, in one finding; what does not add up of it, where
/// there is no file.
pub(super) fn set_aside(case: &Case<'_>) -> Vec<Finding> {
    match case.prior {
        Some(prior) if prior.filing.source == case.filing.source => broken(case, prior),
        Some(prior) => differing(case, prior).into_iter().collect(),
        None => Vec::new(),
    }
}

/// A figure of last year that was given with this year's, and is another in the file.
struct Differing<'c> {
    key: String,
    name: String,
    given: Decimal,
    at: &'c Span,
    in_file: Decimal,
    place: Option<&'c Span>,
}

/// The finding for all figures that differ from those of the file.
fn differing(case: &Case<'_>, prior: Prior<'_>) -> Option<Finding> {
    let given = case.filing.last_year.as_ref()?;
    // A file of another year is told as such.
    let years = case.filing.year_before().zip(prior.filing.year.as_ref());
    if years.is_some_and(|(given, of_file)| given.value != of_file.value) {
        return None;
    }
    let all = figures(given, prior);
    let (first, count) = (all.first()?, all.len());
    let file = &case.sources.get(prior.filing.source).name;
    let more = if count > SHOWN { format!("等 {count} 处") } else { String::new() };
    let told: Vec<String> = all
        .iter()
        .take(SHOWN)
        .map(|one| format!("{}填的是 {}，文件里是 {}", one.name, one.given, one.in_file))
        .collect();
    let message = format!("填的上年数没有用，用的是上年的文件 {file}；两处不同：{}{more}。", told.join("；"));
    let mut finding = Finding::new(&SET_ASIDE, message);
    for one in &all {
        finding = finding.key(format!("last_year.{}", one.key));
    }
    for one in all.iter().take(SHOWN) {
        finding = finding.mark(one.at, format!("填的是 {}", one.given));
    }
    Some(finding.mark_if(first.place, format!("文件里是 {}", first.in_file)).evidence_from(count.min(SHOWN)))
}

/// The figures of tables and accounts that are known in both places and differ, in the order of the form.
fn figures<'c>(given: &'c LastYear, prior: Prior<'c>) -> Vec<Differing<'c>> {
    let form = &given.form;
    let cells = given.cells.iter().filter_map(|(id, entry)| {
        let key = form.cell(*id).key.clone();
        let given = entry.value.value.addend()?;
        Some((key, form.describe(*id), given, &entry.at))
    });
    let accounts = given.accounts.iter().flat_map(|(account, input)| {
        let name = |key: &str| figure::call(key, form);
        input.figures.iter().map(move |(figure, number)| {
            let key = format!("{account}.{figure}");
            (key.clone(), name(&key), number.value, &number.at)
        })
    });
    let differing = cells.chain(accounts).filter_map(|(key, name, given, at)| {
        let in_file = figure::amount(&key, prior.filing, prior.figures)?;
        let place = figure::place(&key, prior.filing, prior.figures);
        (in_file != given).then_some(Differing { key, name, given, at, in_file, place })
    });
    differing.collect()
}

/// What does not add up of last year's figures, where only this year's input holds them.
fn broken(case: &Case<'_>, prior: Prior<'_>) -> Vec<Finding> {
    let before = case.of(prior.filing, prior.figures, None);
    let of_last_year = |mut finding: Finding| {
        finding.message.insert_str(0, "上年数据：");
        finding.keys.iter_mut().for_each(|key| key.insert_str(0, "last_year."));
        finding.folded.clear();
        finding.severity(Severity::Warning).hint("照上年公布的报告核对；公布的就是这样，不用改")
    };
    culprit::broken_sums(&before).into_iter().map(of_last_year).collect()
}
