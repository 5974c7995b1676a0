//! Sums and identities that do not hold: the cell that is likeliest wrong is named first, in one finding for one cause.
//!
//! ```text
//! figures → makeup (what each is made of) → equations → groups that share cells → changes that mend a group → told
//! ```
//!
//! Everything follows from the sums and identities that a form declares.

mod cause;
mod digits;
mod equation;
mod groups;
mod makeup;
mod marks;
mod mend;
mod pairs;
mod reason;
mod rows;
mod several;
mod swaps;
mod system;
mod tell;
mod words;

use cause::{Cause, causes};
use equation::Equation;
use mend::Correction;
use system::System;

use super::{Case, carry};
use crate::figures::Figures;
use crate::finding::Finding;

/// Every cause of sums and identities that do not hold, and every opening that is not last year's closing.
pub(super) fn broken_sums(case: &Case<'_>) -> Vec<Finding> {
    let mut carried = carry::carried(case);
    let Some(system) = System::of(case) else { return carried };
    let mut findings = causes_told(system);
    // What has one cause with a sum that does not hold is told with it.
    let is_folded = |finding: &Finding| {
        let mut folded = findings.iter().flat_map(|other| &other.folded);
        folded.any(|folded| folded.rule.code == finding.rule.code && folded.keys == finding.keys)
    };
    carried.retain(|finding| !is_folded(finding));
    findings.append(&mut carried);
    findings
}

/// The figures as they would be if every cause had what likeliest mends it, where there is such a mend and the agency
/// does not stand by what it mends.
pub(super) fn mended(case: &Case<'_>) -> Option<Figures> {
    let system = System::of(case)?;
    let all = causes(&system);
    let open = all.iter().filter(|cause| settled(&system, cause).is_empty());
    let changes: Vec<_> = open.filter_map(Cause::likeliest).flat_map(|mend| &mend.corrections).collect();
    let numbers = changes.iter().map(|change| (change.cell, change.now));
    (!changes.is_empty()).then(|| case.figures.corrected(numbers))
}

/// A finding for every cause; for each equation that the agency stands by one of its own where it has not the cause of
/// others, because it is no evidence against what the agency does not stand by.
fn causes_told(system: System<'_>) -> Vec<Finding> {
    let all = causes(&system);
    let open = all.iter().filter(|cause| !is_settled(&system, cause));
    let alone: Vec<usize> = open.flat_map(|cause| settled(&system, cause)).collect();
    if alone.is_empty() {
        return all.iter().filter_map(|cause| tell::finding(&system, cause)).collect();
    }
    let one = |number: &usize| tell::finding(&system, &Cause { broken: vec![*number], mends: Vec::new() });
    let mut findings: Vec<Finding> = alone.iter().filter_map(one).collect();
    let rest = system.without(&alone);
    findings.extend(causes(&rest).iter().filter_map(|cause| tell::finding(&rest, cause)));
    findings
}

/// The broken equations of a cause that the agency stands by.
fn settled(system: &System<'_>, cause: &Cause) -> Vec<usize> {
    let is_settled = |number: &usize| {
        let Equation { law, is_told, .. } = &system.equations[*number];
        *is_told && !system.accepted.matching(law.rule(), &tell::keys(system, *law)).is_empty()
    };
    cause.broken.iter().copied().filter(is_settled).collect()
}

/// Whether the agency stands by nothing of a cause or by all of it: by each equation, or by the cells at fault.
fn is_settled(system: &System<'_>, cause: &Cause) -> bool {
    let told = cause.broken.iter().filter(|number| system.equations[**number].is_told).count();
    let settled = settled(system, cause).len();
    if settled == 0 || settled == told {
        return true;
    }
    let Some((mend, rule)) = cause.mends.first().zip(tell::rule(system, cause)) else { return false };
    let key = |cell| system.case.figures.form.cell(cell).key.clone();
    let is_accepted = |change: &Correction| !system.accepted.matching(rule, &[key(change.cell)]).is_empty();
    mend.corrections.iter().all(is_accepted)
}
