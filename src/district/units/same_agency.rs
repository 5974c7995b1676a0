//! Files of several units that name one agency.

use std::collections::{BTreeMap, BTreeSet};

use super::result::UnitResult;
use crate::district::roster::{District, Unit, plain_name};
use crate::finding::Finding;
use crate::rule::district as rules;

/// Agencies that several units' files call themselves.
pub(crate) fn same_agency(district: &District, results: &[UnitResult]) -> Vec<Finding> {
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
        let units: Vec<&Unit> = units.into_iter().filter_map(|unit| district.units.get(unit)).collect();
        let names: Vec<String> = units.iter().map(|unit| format!("“{}”", unit.name)).collect();
        let message = format!("{} 的文件里，机关名称都是“{called}”。", names.join("、"));
        units.iter().fold(Finding::new(&rules::SHARED, message), |f, unit| f.mark(&unit.at, "").key(&unit.name))
    };
    several.map(finding).collect()
}
