//! Whether what a unit handed in is what the district expects of it.

use std::collections::{BTreeMap, BTreeSet};

use super::handed::Handed;
use super::roster::{District, Unit, plain_name};
use crate::filing::Filing;
use crate::finding::Finding;
use crate::rule::district as rules;

/// What is wrong with a unit's file as the unit's file: its year, edition, name and date.
pub fn judge(district: &District, unit: &Unit, filing: &Filing) -> Vec<Finding> {
    [year(district, filing), edition(district, filing), name(unit, filing), date(district, filing)]
        .into_iter()
        .flatten()
        .collect()
}

/// Another year than the district's.
fn year(district: &District, filing: &Filing) -> Option<Finding> {
    let (own, year) = (filing.year.as_ref()?, district.year.as_ref()?);
    if own.value == year.value {
        return None;
    }
    let message = format!("年度：文件是 {} 年的，汇总的是 {} 年；没有计入汇总。", own.value, year.value);
    Some(Finding::new(&rules::YEAR, message).mark(&own.at, format!("应为 {}", year.value)).key("year"))
}

/// Another edition than the district's; one that follows from another year has been told.
fn edition(district: &District, filing: &Filing) -> Option<Finding> {
    if filing.form.edition == district.form.edition || is_of_other_year(district, filing) {
        return None;
    }
    let (given, wanted) = (&filing.form.edition, &district.form.edition);
    let message = format!("格式：文件用{given}年格式，汇总用{wanted}年格式；只有两版都有的格计入汇总。");
    let at = filing.form_given.as_ref().map(|form| &form.at);
    Some(Finding::new(&rules::EDITION, message).mark_if(at, "").key("form"))
}

/// Whether a file is known to be of another year.
pub(super) fn is_of_other_year(district: &District, filing: &Filing) -> bool {
    filing.year.as_ref().zip(district.year.as_ref()).is_some_and(|(own, year)| own.value != year.value)
}

/// Another name than the roster's.
fn name(unit: &Unit, filing: &Filing) -> Option<Finding> {
    let own = filing.agency.name.as_ref()?;
    if plain_name(&own.value) == plain_name(&unit.name) {
        return None;
    }
    let message = format!("机关名称：文件里是“{}”，名单上是“{}”。", own.value.trim(), unit.name);
    Some(Finding::new(&rules::OTHER_NAME, message).mark(&own.at, "与名单不同").key("agency.name"))
}

/// A date after the deadline.
fn date(district: &District, filing: &Filing) -> Option<Finding> {
    let (date, deadline) = (filing.document.date.as_ref()?, district.deadline.as_ref()?);
    if date.value <= deadline.value {
        return None;
    }
    let message = format!("成文日期：{}，期限是 {}。", date.value.chinese(), deadline.value.chinese());
    Some(Finding::new(&rules::LATE, message).mark(&date.at, "").key("document.date"))
}

/// Agencies that several units' files call themselves.
pub fn same_agency(district: &District, handed: &[Handed]) -> Vec<Finding> {
    let mut units: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for handed in handed {
        if let Some(called) = &handed.called {
            units.entry(called).or_default().push(handed.number);
        }
    }
    // Names that stand on the roster more than once have been told.
    let mut seen = BTreeSet::new();
    let names = district.units.iter().map(|unit| plain_name(&unit.name));
    let twice: BTreeSet<String> = names.filter(|name| !seen.insert(name.clone())).collect();
    let several = units.into_iter().filter(|(called, units)| units.len() > 1 && !twice.contains(*called));
    let tell = |(called, units): (&str, Vec<usize>)| {
        let units: Vec<&Unit> = units.into_iter().filter_map(|unit| district.units.get(unit)).collect();
        let names: Vec<String> = units.iter().map(|unit| format!("“{}”", unit.name)).collect();
        let message = format!("{} 的文件里，机关名称都是“{called}”。", names.join("、"));
        units.iter().fold(Finding::new(&rules::SHARED, message), |f, unit| f.mark(&unit.at, "").key(&unit.name))
    };
    several.map(tell).collect()
}
