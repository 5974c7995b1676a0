//! What several checks tell of one slip, told once.

use super::language::{DOUBLED, PHRASING, TYPOS};
use super::leaks::{OTHER_AGENCY, OTHER_PERIOD};
use super::sense::ALONE;
use super::told::{CHANGE, OTHERWISE, SUM};
use crate::finding::{Finding, Folded};
use crate::rule::Rule;
use crate::source::Span;

/// What the advice begins with of a phrase that says otherwise than the words before it: the tables or sums tell more.
const AGAINST: &str = "前面说";

/// What the advice begins with of a day that is none: where the period ends tells more.
const NO_DAY: &str = "没有这一天";

/// What the advice begins with of a phrase that is only spelt wrong.
const SPELT: &str = "应为";

/// Marks before a place that are looked at: more do not reach it.
const LOOKED_AT: usize = 12;

/// Findings without those that another tells of the same words, under which they are put.
pub(super) fn told_once(mut findings: Vec<Finding>) -> Vec<Finding> {
    let rules: [&Rule; 8] = [&DOUBLED, &CHANGE, &SUM, &OTHERWISE, &TYPOS, &PHRASING, &OTHER_AGENCY, &OTHER_PERIOD];
    let told = findings.iter().enumerate().filter(|(_, finding)| rules.iter().any(|rule| is_of(finding, rule)));
    let marks = told.flat_map(|(number, finding)| finding.marks.iter().map(move |mark| (mark.at.clone(), number)));
    let mut marks: Vec<(Span, usize)> = marks.collect();
    marks.sort_by_key(|(at, _)| (at.source, at.start, at.end));
    let teller = |number: usize, at: &Span| {
        let end = marks.partition_point(|(other, _)| (other.source, other.start) < (at.source, at.end));
        let near = marks[..end].iter().rev().take(LOOKED_AT);
        let mut over = near.filter(|(other, _)| other.source == at.source && other.end > at.start);
        over.find(|(other, by)| *by != number && tells((&findings[*by], *by, other), (&findings[number], number, at)))
            .map(|(_, by)| *by)
    };
    let again: Vec<(usize, usize)> = (0..findings.len())
        .filter_map(|number| {
            let finding = &findings[number];
            let all =
                finding.marks.iter().take(if is_of(finding, &SUM) || is_of(finding, &CHANGE) { 1 } else { usize::MAX });
            let tellers: Option<Vec<usize>> = all.map(|mark| teller(number, &mark.at)).collect();
            Some((number, *tellers?.first()?))
        })
        .collect();
    for (number, by) in &again {
        let Finding { rule, keys, .. } = &findings[*number];
        let folded = Folded { rule, keys: keys.clone() };
        findings[*by].folded.push(folded);
    }
    let mut number = 0..;
    findings
        .retain(|_| number.next().is_none_or(|number| again.binary_search_by_key(&number, |(told, _)| *told).is_err()));
    findings
}

/// Whether a finding, with its number and one of its marks, tells what another would tell at a place.
fn tells((by, first, other): (&Finding, usize, &Span), (finding, number, at): (&Finding, usize, &Span)) -> bool {
    let covers =
        other.start <= at.start && at.end <= other.end && (other.start, other.end, first) != (at.start, at.end, number);
    let is_wider = covers && (first < number || other.start < at.start || at.end < other.end);
    let same = |rule: &'static Rule| is_of(by, rule) && is_of(finding, rule);
    let is_main = || by.marks.first().is_some_and(|mark| mark.at.start == at.start && mark.at.end == at.end);
    if is_of(finding, &PHRASING) {
        let advice = advice(finding);
        return is_of(by, &TYPOS) && advice.starts_with(SPELT)
            || (is_of(by, &OTHERWISE) || is_of(by, &SUM)) && advice.starts_with(AGAINST)
            || is_of(by, &OTHER_PERIOD) && covers && advice.starts_with(NO_DAY)
            || is_of(by, &PHRASING) && is_wider && self::advice(by) == advice;
    }
    // That a figure is wrong tells more than that the other one is left out.
    if is_of(finding, &ALONE) {
        return is_of(by, &OTHERWISE);
    }
    (same(&DOUBLED) || same(&CHANGE) || same(&OTHER_AGENCY)) && is_wider || same(&SUM) && is_main() && first < number
}

/// Whether a finding is of a rule.
fn is_of(finding: &Finding, rule: &Rule) -> bool {
    finding.rule.code == rule.code
}

/// What a finding says of the words that it shows.
fn advice(finding: &Finding) -> &str {
    finding.message.rsplit_once("”：").map_or("", |(_, advice)| advice)
}
