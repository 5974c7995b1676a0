//! What there is to tell of the sums: who is not in them, and what they leave out.

use super::handed::Handed;
use super::rollup::Rollup;
use super::roster::{District, Scope};
use crate::filing::{Entry, Filing, Value};
use crate::finding::Finding;
use crate::form::CellId;
use crate::rule::{Rule, district as rules};

impl Rollup {
    /// What there is to tell of the sums.
    pub(super) fn findings(&self, district: &District, handed: &[Handed]) -> Vec<Finding> {
        let counted = || handed.iter().filter(|unit| unit.is_counted);
        let absent = handed.iter().filter(|unit| !unit.is_counted).map(|unit| (unit.number, String::new()));
        let lacking = counted().filter_map(|unit| {
            let cells: Vec<CellId> = self.printed().filter(|id| self.get(*id).lacking.contains(&unit.number)).collect();
            let first = cells.first()?;
            Some((unit.number, format!("（{} 格，如{}）", cells.len(), self.form.describe(*first))))
        });
        let blank = handed.iter().filter_map(|unit| {
            let count = self.blanks(unit);
            (count > 0).then(|| (unit.number, format!("（{count} 格）")))
        });
        let faulty = counted().filter(|unit| unit.record.tally.errors > 0).map(|unit| (unit.number, String::new()));
        let noted = counted().filter_map(|unit| Some((unit.number, format!("（{}）", self.first_note(unit)?))));
        let all = handed.len();
        [
            tell(&rules::NOT_WHOLE, district, absent.collect(), |n| format!("{all} 个单位中 {n} 个没有计入")),
            tell(&rules::NOT_WHOLE, district, lacking.collect(), |n| format!("{n} 个单位有缺数的格，没有计入")),
            tell(&rules::BLANKS, district, blank.collect(), |n| format!("{n} 个单位有留空或填“/”的格，按 0 相加")),
            tell(&rules::NOTES, district, noted.collect(), |n| format!("{n} 个单位在数后写了说明，合计不带说明")),
            tell(&rules::FAULTY_PARTS, district, faulty.collect(), |n| format!("{n} 个单位的数尚有错误，照数计入")),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Cells of a unit that were left blank and count as zero.
    fn blanks(&self, unit: &Handed) -> usize {
        let empty = [Value::Blank, Value::NotApplicable];
        self.summed_entries(unit).filter(|(_, entry)| empty.contains(&entry.value)).count()
    }

    /// The first figure of a unit with a note, with its place.
    fn first_note(&self, unit: &Handed) -> Option<String> {
        let (id, note) = self.summed_entries(unit).find_map(|(id, entry)| Some((id, entry.note?)))?;
        Some(format!("{}：{note}", self.form.describe(id)))
    }

    /// What a unit gave for the cells that are summed, except for those that follow from others.
    fn summed_entries<'a>(&'a self, unit: &'a Handed) -> impl Iterator<Item = (CellId, Entry)> + 'a {
        let summed = self.printed().filter(|id| !self.form.is_derived(*id) && self.get(*id).scope == Scope::Sum);
        summed.filter_map(|id| {
            let cell = self.form.cell(id);
            Some((id, unit.entry(&cell.key, cell.kind)?))
        })
    }

    /// The cells that are printed.
    pub(super) fn printed(&self) -> impl Iterator<Item = CellId> + '_ {
        self.form.ids().filter(|id| self.form.cell(*id).printed)
    }

    /// Units whose record of 信息处理费 is lacking, where nothing else is said of it.
    pub(super) fn without_fee(&self, district: &District, filing: &Filing, handed: &[Handed]) -> Option<Finding> {
        let section = self.form.sections.iter().find(|section| section.tells_fee)?;
        let is_said = filing.sections.get(&section.key).is_some_and(|section| section.text.is_some());
        let lacking = handed.iter().filter(|unit| unit.is_counted && unit.charges.is_none());
        let lacking: Vec<(usize, String)> = lacking.map(|unit| (unit.number, String::new())).collect();
        if is_said {
            return None;
        }
        tell(&rules::NOT_WHOLE, district, lacking, |n| format!("{n} 个单位没有信息处理费的记录（fee），没有汇总"))
    }
}

/// Units that are named in one message; more are counted.
const MOST_NAMES: usize = 12;

/// A finding about some units, each with a remark; none about none.
fn tell(
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
    Some(units.iter().filter_map(|(unit, _)| district.units.get(*unit)).fold(finding, |f, unit| f.key(&unit.name)))
}
