//! Numbers and statements of a sentence that no reading of its phrases agrees with.

use rust_decimal::Decimal;

use super::super::Case;
use super::OTHERWISE;
use super::reading::{describe, mark};
use super::sentence::Sentence;
use super::text::Paragraph;
use super::ties::{Claim, Claims, Tied};
use super::unequal::is_transposed;
use crate::finding::Finding;
use crate::form::Tie;
use crate::rule::Severity;

/// Findings for what a sentence says otherwise than the tables.
pub(super) fn contradictions(case: &Case<'_>, sentence: &Sentence<'_, '_>) -> Vec<Finding> {
    let split = split(&sentence.claims);
    let agrees = |claim: &Claim<'_, '_>| {
        let may_be_other = claim.tied.tie.transposed
            && !claim.tied.readings.iter().any(|(_, figure)| is_transposed(claim.told.value, *figure));
        may_be_other || claim.agreeing().next().is_some() || split.iter().any(|tie| std::ptr::eq(*tie, claim.tied.tie))
    };
    let wrong = sentence.claims.values().filter_map(|claims| {
        let besides = || claims.iter().filter(|claim| claim.tied.tie.besides);
        let all = claims.first().filter(|_| !claims.iter().any(agrees));
        all.or_else(|| besides().next().filter(|_| !besides().any(agrees)))
    });
    // Parts of one figure are told together.
    let mut together: Vec<Vec<&Claim<'_, '_>>> = Vec::new();
    for claim in wrong {
        let same = |others: &&mut Vec<&Claim<'_, '_>>| claim.tied.tie.split && std::ptr::eq(others[0].tied, claim.tied);
        match together.iter_mut().find(same) {
            Some(others) => others.push(claim),
            None => together.push(vec![claim]),
        }
    }
    together.iter().map(|claims| finding(case, sentence.paragraph, claims)).collect()
}

/// The phrases of which the numbers of a sentence are parts that add up.
fn split<'c>(numbers: &Claims<'_, 'c>) -> Vec<&'c Tie> {
    let mut sums: Vec<(&Tied<'c>, Decimal)> = Vec::new();
    for claim in numbers.values().flatten().filter(|claim| claim.tied.tie.split) {
        match sums.iter_mut().find(|(tied, _)| std::ptr::eq(*tied, claim.tied)) {
            Some((_, sum)) => *sum = sum.saturating_add(claim.told.value),
            None => sums.push((claim.tied, claim.told.value)),
        }
    }
    let adds_up = |(tied, sum): &(&Tied<'c>, Decimal)| tied.readings.iter().any(|(_, figure)| figure == sum);
    sums.into_iter().filter(adds_up).map(|(tied, _)| tied.tie).collect()
}

/// The finding for a claim that nothing agrees with, or for several that are parts of one figure.
fn finding(case: &Case<'_>, paragraph: &Paragraph<'_>, claims: &[&Claim<'_, '_>]) -> Finding {
    let form = &case.figures.form;
    let Tied { tie, readings, .. } = claims[0].tied;
    let words: Vec<&str> = claims.iter().map(|claim| paragraph.source(&paragraph.clause(&claim.phrase))).collect();
    let words = words.join("……");
    let unit = if claims[0].is_money { " 元" } else { "" };
    let tables: Vec<String> = readings
        .iter()
        .map(|(reading, figure)| format!("{}是 {}{unit}", describe(reading, form), figure.normalize()))
        .collect();
    let tables = tables.join("，");
    let told: Vec<Decimal> = claims.iter().map(|claim| claim.told.value.normalize()).collect();
    let addition = told.iter().map(Decimal::to_string).collect::<Vec<_>>().join(" + ");
    let sum = crate::figures::checked_sum(told.iter().copied().map(Some)).unwrap_or_default();
    let fact = match (tie.says, told.len()) {
        (Some(_), _) => format!("正文写“{words}”，{tables}。"),
        (None, 1) => format!("正文写“{words}”，{}写的是 {sum}{unit}；{tables}。", tie.name),
        (None, _) => format!("正文写“{words}”，{}写的是 {addition} = {sum}{unit}；{tables}。", tie.name),
    };
    let finding = Finding::new(&OTHERWISE, fact);
    let finding = claims.iter().fold(finding, |finding, claim| finding.mark(&paragraph.place(&claim.phrase), "这句话"));
    let finding = if tie.loose { finding.severity(Severity::Hint) } else { finding };
    match readings.first() {
        Some((reading, _)) => mark(finding, reading, case),
        None => finding,
    }
}
