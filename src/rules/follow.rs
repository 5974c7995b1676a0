//! What running text tells otherwise than the tables only because a cell is wrong that is told already: one cause, one
//! finding.

use super::{Case, culprit, told};
use crate::finding::{Finding, Folded};

/// Sums and identities that do not hold, and what running text tells otherwise than the tables whatever mends them.
pub(super) fn sums_and_told(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = culprit::broken_sums(case);
    let mut told = told::told(case);
    if !told.is_empty()
        && let Some(mended) = culprit::mended(case)
    {
        let still = told::told(&case.with(&mended));
        let is_still = |finding: &Finding| still.iter().any(|other| is_same(finding, other));
        let (kept, following): (Vec<Finding>, Vec<Finding>) = told.into_iter().partition(is_still);
        following.iter().for_each(|finding| fold(finding, &mut findings));
        told = kept;
    }
    findings.append(&mut told);
    findings
}

/// Whether two findings are of the same place.
fn is_same(finding: &Finding, other: &Finding) -> bool {
    let places = |finding: &Finding| finding.marks.first().map(|mark| mark.at.clone());
    finding.rule.code == other.rule.code && places(finding) == places(other)
}

/// Puts what only follows under the finding for its cause: the one of its cell, else the first.
fn fold(finding: &Finding, causes: &mut [Finding]) {
    let is_of = |cause: &Finding| cause.keys.iter().any(|key| finding.keys.contains(key));
    let at = causes.iter().position(is_of).unwrap_or(0);
    if let (Some(cause), Some(place)) = (causes.get_mut(at), finding.marks.first()) {
        let before = cause.marks.len();
        *cause = cause.clone().mark(&place.at, "正文照改正后的数写").evidence_from(before);
        cause.folded.push(Folded { rule: finding.rule, keys: finding.keys.clone() });
    }
}
