//! Findings about the sums: who is not in them, and what they leave out.

use super::rollup::Rollup;
use crate::district::roster::{District, Scope};
use crate::district::units::UnitResult;
use crate::filing::{Entry, Value};
use crate::finding::Finding;
use crate::form::CellId;
use crate::rule::{Rule, district as rules};

/// The findings about the sums.
pub(super) fn remarks(rollup: &Rollup, district: &District, results: &[UnitResult]) -> Vec<Finding> {
    let counted = || results.iter().filter(|unit| unit.is_counted);
    let absent = results.iter().filter(|unit| !unit.is_counted).map(|unit| (unit.number, String::new()));
    let lacking = counted().filter_map(|unit| {
        let cells: Vec<CellId> = rollup.printed().filter(|id| rollup.get(*id).lacking.contains(&unit.number)).collect();
        let first = cells.first()?;
        Some((unit.number, format!("（{} 格，如{}）", cells.len(), rollup.form.describe(*first))))
    });
    let blank = results.iter().filter_map(|unit| {
        let count = blanks(rollup, unit);
        (count > 0).then(|| (unit.number, format!("（{count} 格）")))
    });
    let faulty = counted().filter(|unit| unit.record.tally.errors > 0).map(|unit| (unit.number, String::new()));
    let noted = counted().filter_map(|unit| Some((unit.number, format!("（{}）", first_note(rollup, unit)?))));
    let all = results.len();
    let without = |units, what: &dyn Fn(usize) -> String| {
        Some(asking(about(&rules::NOT_WHOLE, district, units, what)?, "补齐这些单位的数，再汇总"))
    };
    [
        without(absent.collect(), &|n| format!("{all} 个单位中 {n} 个没有计入")),
        without(lacking.collect(), &|n| format!("{n} 个单位有缺数的格，没有计入")),
        about(&rules::BLANKS, district, blank.collect(), |n| format!("{n} 个单位有留空或填“/”的格，按 0 相加")),
        about(&rules::NOTES, district, noted.collect(), |n| format!("{n} 个单位在数后写了说明，合计不带说明")),
        about(&rules::FAULTY_PARTS, district, faulty.collect(), |n| format!("{n} 个单位的数尚有错误，照数计入")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Cells of a unit that were left blank and count as zero.
fn blanks(rollup: &Rollup, unit: &UnitResult) -> usize {
    let empty = [Value::Blank, Value::NotApplicable];
    summed_entries(rollup, unit).filter(|(_, entry)| empty.contains(&entry.value)).count()
}

/// The first figure of a unit with a note, with its place.
fn first_note(rollup: &Rollup, unit: &UnitResult) -> Option<String> {
    let (id, note) = summed_entries(rollup, unit).find_map(|(id, entry)| Some((id, entry.note.as_ref()?)))?;
    Some(format!("{}：{note}", rollup.form.describe(id)))
}

/// What a unit gave for the cells that are summed, except for those that follow from others.
fn summed_entries<'a>(rollup: &'a Rollup, unit: &'a UnitResult) -> impl Iterator<Item = (CellId, &'a Entry)> {
    let summed = rollup.printed().filter(|id| !rollup.form.is_derived(*id) && rollup.get(*id).scope == Scope::Sum);
    summed.filter_map(|id| Some((id, unit.entry(&rollup.form.cell(id).key)?)))
}

/// Units that are named in one message; more are counted.
const MOST_NAMES: usize = 12;

/// A finding about some units, each with a remark; none about none.
pub(super) fn about(
    rule: &'static Rule,
    district: &District,
    units: Vec<(usize, String)>,
    what: impl Fn(usize) -> String,
) -> Option<Finding> {
    let named: Vec<String> = units
        .iter()
        .take(MOST_NAMES)
        .filter_map(|(unit, remark)| Some(format!("{}{remark}", district.units.get(*unit)?.name)))
        .collect();
    let more = if units.len() > MOST_NAMES { "等" } else { "" };
    let first = district.units.get(units.first()?.0)?;
    let message = format!("汇总：{}：{}{more}。", what(units.len()), named.join("、"));
    let finding = Finding::new(rule, message).mark(&first.at, "");
    let named = units.iter().filter_map(|(unit, _)| district.units.get(*unit));
    Some(named.fold(finding, |finding, unit| finding.key(&unit.name)))
}

/// The same with what to do, and how it is accepted.
pub(super) fn asking(finding: Finding, remedy: &str) -> Finding {
    let (code, whole) = (finding.rule.code, finding.whole());
    finding.hint(format!(
        "{remedy}；确实只能先出的，在本级的输入里认可：rule = \"{code}\"，at = \"{whole}\"，reason 写明理由（工作簿填在“认可”里）"
    ))
}
