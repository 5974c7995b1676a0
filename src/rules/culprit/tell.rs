//! One finding for a cause: the culprit first, then what does not hold because of it.

use super::cause::Cause;
use super::equation::Law;
use super::marks::{mark_cells, mark_closing, mark_correction, mark_results};
use super::mend::{Correction, Mend};
use super::reason::Reason;
use super::system::System;
use super::words::{held, name_within, scope, together, told};
use crate::finding::{Finding, Folded};
use crate::form::{CellId, Grounds};
use crate::rule::Rule;
use crate::rules::carry::CARRIED;

/// Equations that are told of a cause at most.
const MOST_TOLD: usize = 3;

/// By how much more another cause may weigh to be named beside the likeliest.
const CLOSE: u32 = 4;

/// Cells that are named at most where several may be the culprit.
const MOST_NAMED: usize = 3;

/// The laws of a cause that are told, those that name the culprit first.
pub(super) fn laws<'a>(system: &System<'a>, cause: &Cause) -> Vec<Law<'a>> {
    let equations = cause.broken.iter().map(|number| &system.equations[*number]);
    let mut laws: Vec<Law<'a>> = equations.filter(|equation| equation.is_told).map(|equation| equation.law).collect();
    if let Some(culprit) = cause.mends.first().and_then(|mend| mend.corrections.first()) {
        laws.sort_by_key(|law| !law.cells().contains(&culprit.cell));
    }
    laws
}

/// Keys of the cells that a law names.
pub(super) fn keys(system: &System<'_>, law: Law<'_>) -> Vec<String> {
    law.cells().into_iter().map(|id| system.case.figures.form.cell(id).key.clone()).collect()
}

/// The finding for a cause; none for one that has nothing to tell.
pub(super) fn finding(system: &System<'_>, cause: &Cause) -> Option<Finding> {
    let laws = laws(system, cause);
    let first = *laws.first()?;
    // What is added up of many reports is not put right where it stands.
    let is_sum = !system.case.filing.units.is_empty();
    let finding = match (cause.likeliest(), cause.mends.first()) {
        _ if is_sum => unmended(system, &laws),
        (Some(mend), _) if mend.is_likely() || laws.len() > 1 => culprit(system, mend, cause, &laws),
        (_, Some(mend)) => suspects(system, &cause.mends, mend, &laws),
        (_, None) => unmended(system, &laws),
    };
    let suspects = cause.mends.first().into_iter().flat_map(|mend| &mend.corrections);
    let suspects: Vec<String> = suspects.map(|change| system.case.figures.form.cell(change.cell).key.clone()).collect();
    Some(with_keys(system, because(system, first, finding), &laws, suspects))
}

/// The keys of a finding: the suspects, and all cells of its rule's equations; those of other rules are folded under it.
fn with_keys(system: &System<'_>, mut finding: Finding, laws: &[Law<'_>], suspects: Vec<String>) -> Finding {
    finding.keys = suspects;
    for law in laws {
        let keys = keys(system, *law);
        if law.rule().code == finding.rule.code {
            finding.keys.extend(keys);
        } else {
            finding.folded.push(Folded { rule: law.rule(), keys });
        }
    }
    let mut seen = std::collections::HashSet::new();
    finding.keys.retain(|key| seen.insert(key.clone()));
    finding
}

/// The equations of a cause in words, no more than a few.
fn sentences(system: &System<'_>, laws: &[Law<'_>], culprit: Option<CellId>) -> String {
    let told: Vec<String> = laws.iter().take(MOST_TOLD).map(|law| told(system.case, *law, culprit)).collect();
    let more = laws.len().saturating_sub(MOST_TOLD);
    if more > 0 { format!("{}；另有 {more} 处", told.join("；")) } else { told.join("；") }
}

/// The finding where one change is likelier than all others.
fn culprit(system: &System<'_>, mend: &Mend, cause: &Cause, laws: &[Law<'_>]) -> Finding {
    let case = system.case;
    let rule = laws[0].rule();
    let describe = |change: &Correction| case.figures.form.describe(change.cell);
    let culprits: Vec<CellId> = mend.corrections.iter().map(|change| change.cell).collect();
    let single = (culprits.len() == 1).then(|| culprits[0]);
    let (message, what) = match mend.corrections.as_slice() {
        [change] => {
            let words = change.words(system);
            let why = if words.is_empty() { String::new() } else { format!("{words}：") };
            let other = other(system, cause, laws);
            let (held, now) = (held(system, change.cell), change.now);
            let scope = scope(laws, &culprits);
            (format!("{}：{held}，{why}改为 {now}，{scope}{other}。", describe(change)), format!("改为 {now}"))
        }
        [first, second] if mend.is_swap => exchanged(&describe(first), first, &describe(second), second),
        changes => {
            let each = |change: &Correction| {
                let words = change.words(system);
                let why = if words.is_empty() { String::new() } else { format!("{words}，") };
                format!("{}：{}，{why}改为 {}", describe(change), held(system, change.cell), change.now)
            };
            let each: Vec<String> = changes.iter().map(each).collect();
            (format!("{}；改这 {} 格就都成立。", each.join("；"), changes.len()), "照上面改".to_owned())
        }
    };
    let remedy = case.figures.form.grounds(rule).remedy;
    let message = format!("{message}现在{}。", sentences(system, laws, single));
    let finding = Finding::new(rule, message).hint(format!("{what}；如果这里没有写错，{remedy}"));
    let law = |change: &Correction| laws.iter().find(|law| law.cells().contains(&change.cell)).unwrap_or(&laws[0]);
    let finding =
        mend.corrections.iter().fold(finding, |finding, change| mark_correction(case, *law(change), change, finding));
    let finding = mark_results(case, laws, finding);
    let carried = mend.corrections.iter().filter(|change| change.reason == Reason::Carried);
    let finding = carried.fold(finding, |finding, change| {
        let mut finding = mark_closing(case, change, finding);
        let keys = vec![case.figures.form.cell(change.cell).key.clone()];
        finding.folded.push(Folded { rule: &CARRIED, keys });
        finding
    });
    finding.evidence_from(mend.corrections.len())
}

/// Two cells that changed places, or of which one holds what belongs into the other; and what to do.
fn exchanged(name: &str, first: &Correction, other_name: &str, second: &Correction) -> (String, String) {
    let moved = |from: &str, change: &Correction, to: &str| {
        let text = format!("{from}写的是 {}，像是填错了格：移到{to}，原处改为 0，就都成立。", change.was);
        (text, "移到应填的那一格".to_owned())
    };
    match () {
        () if second.was.is_zero() => moved(name, first, other_name),
        () if first.was.is_zero() => moved(other_name, second, name),
        () => {
            let (was, other) = (first.was, second.was);
            let text = format!("{name}写的是 {was}，{other_name}写的是 {other}，像是写反了：对调后就都成立。");
            (text, "对调这两格".to_owned())
        }
    }
}

/// The next likely cell, where it is hardly less likely and more likely than all others: `；也可能是“…”（应为 3）`.
fn other(system: &System<'_>, cause: &Cause, laws: &[Law<'_>]) -> String {
    match cause.mends.as_slice() {
        [first, second, rest @ ..] if second.weight < first.weight + CLOSE && second.is_likely() => {
            let is_alone = rest.first().is_none_or(|third| third.weight > second.weight);
            if is_alone { format!("；也可能是{}", named_all(system, second, laws)) } else { String::new() }
        }
        _ => String::new(),
    }
}

/// The finding where several changes are as likely, or nothing speaks for any.
fn suspects(system: &System<'_>, mends: &[Mend], best: &Mend, laws: &[Law<'_>]) -> Finding {
    let alike = mends.iter().filter(|mend| mend.weight == best.weight).collect::<Vec<_>>();
    let name = |mend: &&Mend| named_all(system, mend, laws);
    let names: Vec<String> = alike.iter().filter(|mend| mend.is_likely()).take(MOST_NAMED).map(name).collect();
    let told = sentences(system, laws, None);
    let wrong = if best.is_swap { "可能" } else { "可能写错的" };
    let message = match alike.len() {
        _ if names.is_empty() => format!("{told}。"),
        count if count > MOST_NAMED => format!("{told}。{wrong}有 {count} 处，如{}。", names.join("、")),
        _ => format!("{told}。{wrong}是{}。", names.join("，或者")),
    };
    let finding = Finding::new(laws[0].rule(), message);
    let finding = if names.is_empty() {
        finding
    } else {
        best.corrections.iter().fold(finding, |finding, change| mark_correction(system.case, laws[0], change, finding))
    };
    mark_all(system, laws, finding)
}

/// What a mend changes: cells with what they should hold, or two that changed places.
fn named_all(system: &System<'_>, mend: &Mend, laws: &[Law<'_>]) -> String {
    let each = || mend.corrections.iter().map(|change| named(system, change, laws)).collect::<Vec<_>>().join("和");
    match mend.corrections.as_slice() {
        [first, second] if mend.is_swap => {
            format!("{}写反了", together(system.case, first.cell, second.cell))
        }
        _ => each(),
    }
}

/// A cell with what it should hold: `“其他”（应为 3）`.
fn named(system: &System<'_>, change: &Correction, laws: &[Law<'_>]) -> String {
    let name = match laws {
        [law] if law.cells().contains(&change.cell) => format!("“{}”", name_within(system.case, *law, change.cell)),
        _ => system.case.figures.form.describe(change.cell),
    };
    format!("{name}（应为 {}）", change.now)
}

/// The finding where no few corrections are known that mend everything.
fn unmended(system: &System<'_>, laws: &[Law<'_>]) -> Finding {
    let told = sentences(system, laws, None);
    let is_exact = laws.iter().all(|law| law.is_exact());
    let message = match laws.len() {
        count if count > 1 && is_exact => format!("{count} 处不符，看不出改哪几格能使它们都成立：{told}。"),
        _ => format!("{told}。"),
    };
    mark_all(system, laws, Finding::new(laws[0].rule(), message))
}

/// All cells of one equation; of several only the results.
fn mark_all(system: &System<'_>, laws: &[Law<'_>], finding: Finding) -> Finding {
    match laws {
        [law] => mark_cells(system.case, *law, finding),
        _ => mark_results(system.case, laws, finding),
    }
}

/// A finding with what the form says of why an equation must hold.
fn because(system: &System<'_>, law: Law<'_>, finding: Finding) -> Finding {
    let form = &system.case.figures.form;
    let Grounds { reason, basis, .. } = match law {
        Law::Sum(sum) => &sum.grounds,
        Law::Balance(balance) => &form.declared(balance).grounds,
        Law::Left(balance) => &form.declared(balance).overdrawn.grounds,
    };
    finding.because(reason, basis)
}

/// The rule that a cause is told by.
pub(super) fn rule(system: &System<'_>, cause: &Cause) -> Option<&'static Rule> {
    laws(system, cause).first().map(|law| law.rule())
}
