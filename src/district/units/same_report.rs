//! One report that several units handed in: it names one agency, or has the same figures throughout.

use std::collections::{BTreeMap, BTreeSet};

use super::result::UnitResult;
use crate::digest::json_digest;
use crate::district::roster::{District, Unit, plain_name};
use crate::filing::Value;
use crate::finding::Finding;
use crate::rule::district as rules;

/// A finding for every report that several units handed in.
pub(crate) fn same_report(district: &District, results: &[UnitResult]) -> Vec<Finding> {
    let mut findings = same_agency(district, results);
    findings.extend(same_figures(district, results));
    findings
}

/// Figures that are not 0 from which on two reports cannot be alike by chance.
const TELLING: usize = 12;

/// Units whose figures are the same throughout, though their files name different agencies.
fn same_figures(district: &District, results: &[UnitResult]) -> Vec<Finding> {
    let mut units: BTreeMap<String, (usize, Vec<usize>)> = BTreeMap::new();
    for result in results.iter().filter(|result| result.is_counted) {
        let is_nothing = |value: Value| value.addend().is_none_or(|addend| addend.is_zero());
        let derived = |key: &str| district.form.find(key).is_some_and(|id| district.form.is_derived(id));
        let given = result.cells.iter().filter(|(key, entry)| !is_nothing(entry.value) && !derived(key));
        let given: Vec<(&str, String)> = given.map(|(key, entry)| (key, entry.spelled())).collect();
        if given.len() >= TELLING {
            units.entry(json_digest(&given)).or_insert((given.len(), Vec::new())).1.push(result.number);
        }
    }
    // Files that name one agency are a finding already.
    let differ = |units: &[usize]| {
        let called = |number: &usize| results.iter().find(|result| result.number == *number)?.called.as_deref();
        units.iter().map(called).collect::<BTreeSet<_>>().len() > 1
    };
    let several = units.into_values().filter(|(_, units)| differ(units));
    let finding = |(count, units): (usize, Vec<usize>)| {
        let message = format!("{count} 格不为 0 的数全部相同，像是同一份报告。");
        about(district, &units, |names| format!("{names} 的{message}"))
    };
    several.map(finding).collect()
}

/// A finding about units that handed in one report.
fn about(district: &District, units: &[usize], what: impl Fn(String) -> String) -> Finding {
    let units: Vec<&Unit> = units.iter().filter_map(|unit| district.units.get(*unit)).collect();
    let names: Vec<String> = units.iter().map(|unit| format!("“{}”", unit.name)).collect();
    let finding = Finding::new(&rules::SHARED, what(names.join("、")));
    units.iter().fold(finding, |finding, unit| finding.mark(&unit.at, "").key(&unit.name))
}

/// Agencies that several units' files call themselves.
fn same_agency(district: &District, results: &[UnitResult]) -> Vec<Finding> {
    let mut units: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for result in results {
        if let Some(called) = &result.called {
            units.entry(called).or_default().push(result.number);
        }
    }
    // Names that stand on the roster more than once are findings already.
    let mut seen = BTreeSet::new();
    let names = district.units.iter().map(|unit| plain_name(&unit.name));
    let twice: BTreeSet<String> = names.filter(|name| !seen.insert(name.clone())).collect();
    let several = units.into_iter().filter(|(called, units)| units.len() > 1 && !twice.contains(*called));
    let finding = |(called, units): (&str, Vec<usize>)| {
        about(district, &units, |names| format!("{names} 的文件里，机关名称都是“{called}”。"))
    };
    several.map(finding).collect()
}
