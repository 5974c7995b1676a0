//! The sums: every cell is the office's own figure and those of all units, or the office's own alone.
//!
//! Totals of the form are summed like every other cell, never put right: that they agree is for the rules to say.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::layout::{self, Row};
use super::roster::{District, Scope};
use crate::figures::{Figures, From};
use crate::filing::{Entry, Fee, FeeUnit, Filing, Value};
use crate::finding::Finding;
use crate::form::{CellId, Form, Kind};
use crate::rules::district as rules;
use crate::source::{Located, Sources, Span};

/// What one unit brings to the sums.
#[derive(Debug, Clone)]
pub struct Contribution {
    /// Its number on the roster.
    pub unit: usize,
    /// Its figures; none when it handed in nothing that can be counted.
    pub figures: Option<Figures>,
    /// Whether its report has errors.
    pub is_faulty: bool,
    /// Its record of 信息处理费.
    pub fee: Option<Fee>,
}

/// One cell of the district.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// How it is made.
    pub scope: Scope,
    /// The office's own part, where there is one.
    pub own: Option<Entry>,
    /// What it comes to.
    pub entry: Entry,
    /// Units that should add to it and do not.
    pub lacking: Vec<usize>,
}

/// The cells of the district.
#[derive(Debug, Clone)]
pub struct Rollup {
    /// Their form.
    pub form: Arc<Form>,
    sums: Vec<Sum>,
}

impl Rollup {
    /// The sum of a cell.
    pub fn get(&self, id: CellId) -> &Sum {
        &self.sums[id.index()]
    }
}

/// Sums all cells; `own` is what the office handed in for itself.
pub fn roll_up(district: &District, own: Option<&Filing>, contributions: &[Contribution]) -> Rollup {
    let form = own.map_or(&district.form, |own| &own.form).clone();
    let completed = own.map(|own| Figures::complete(&with_zeros(own, district), None));
    let sums = form.ids().map(|id| {
        let scope = district.scope(&form, id);
        let figure = completed.as_ref().map(|figures| figures.get(id)).filter(|figure| figure.from != From::Missing);
        let own = figure.map(|figure| figure.entry.clone());
        match scope {
            Scope::Own => Sum { scope, entry: own.clone().unwrap_or(Entry::unknown("")), own, lacking: Vec::new() },
            Scope::Sum => summed(&form, id, own, contributions),
        }
    });
    Rollup { sums: sums.collect(), form }
}

/// The office's filing with 0 where it says nothing of its own and the units do: many offices have no figures.
fn with_zeros(own: &Filing, district: &District) -> Filing {
    let mut own = own.clone();
    let form = own.form.clone();
    let at = Span::new(own.source, 0..0);
    let open = form.ids().filter(|id| {
        let follows = form.is_derived(*id) || form.cell(*id).difference.is_some();
        !follows && district.scope(&form, *id) == Scope::Sum
    });
    for id in open {
        let zero = || Located { value: Entry::number(Decimal::ZERO, form.cell(id).kind).0, at: at.clone() };
        own.cells.entry(id).or_insert_with(zero);
    }
    own
}

/// One cell added up.
fn summed(form: &Form, id: CellId, own: Option<Entry>, contributions: &[Contribution]) -> Sum {
    let key = &form.cell(id).key;
    let mut parts: Vec<Value> = own.iter().map(|entry| entry.value).collect();
    let mut lacking = Vec::new();
    for contribution in contributions {
        let figure = contribution.figures.as_ref().and_then(|figures| figures.by_key(key));
        match figure.filter(|figure| figure.addend().is_some()) {
            Some(figure) => parts.push(figure.entry.value),
            None => lacking.push(contribution.unit),
        }
    }
    // The office's own 0 may only stand for nothing said; it must not turn blanks into a number.
    let units = parts.get(usize::from(own.is_some())..).unwrap_or_default();
    let own_is_zero = own.as_ref().is_none_or(|own| own.value.addend().is_none_or(|addend| addend.is_zero()));
    let all = |states: &[Value]| own_is_zero && !units.is_empty() && units.iter().all(|part| states.contains(part));
    let total = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.addend()?));
    let entry = match total {
        _ if all(&[Value::Blank]) => Entry { value: Value::Blank, shown: String::new(), note: None },
        _ if all(&[Value::Blank, Value::NotApplicable]) => {
            Entry { value: Value::NotApplicable, shown: "/".to_owned(), note: None }
        }
        Some(total) if !parts.is_empty() => number(total, form.cell(id).kind),
        _ => Entry::unknown(""),
    };
    Sum { scope: Scope::Sum, own, entry, lacking }
}

/// A number as it is printed.
fn number(value: Decimal, kind: Kind) -> Entry {
    let shown = match kind {
        Kind::Yuan => format!("{value} 元"),
        Kind::Count | Kind::Change | Kind::Wan => value.to_string(),
    };
    Entry { value: Value::Number(value), shown, note: None }
}

impl Rollup {
    /// The district's filing: the office's own words with the sums for figures, and what there is to tell of them.
    /// The sums stand where the workbook of the summary has them.
    pub fn filing(
        &self,
        district: &District,
        own: &Filing,
        contributions: &[Contribution],
        sources: &mut Sources,
    ) -> Filing {
        let mut filing = own.clone();
        let places = self.keep(sources);
        filing.cells = self.form.ids().filter_map(|id| Some((id, self.located(id, own, &places)?))).collect();
        filing.faults.extend(self.findings(district, contributions));
        if filing.fee.is_none() && self.form.sections.iter().any(|section| section.tells_fee) {
            filing.fee = fees(district, contributions, &filing.source);
        }
        filing
    }

    /// A cell with its place; none when nobody gave it.
    fn located(&self, id: CellId, own: &Filing, places: &BTreeMap<CellId, Span>) -> Option<Located<Entry>> {
        let sum = self.get(id);
        match sum.scope {
            Scope::Own => own.cells.get(&id).cloned(),
            Scope::Sum => {
                let at = places.get(&id).cloned().unwrap_or(Span::new(own.source, 0..0));
                sum.entry.value.addend().map(|_| Located { value: sum.entry.clone(), at })
            }
        }
    }

    /// Keeps the sums as a source, so that findings can point to them.
    fn keep(&self, sources: &mut Sources) -> BTreeMap<CellId, Span> {
        let (mut text, mut cells, mut stretches) = (String::new(), Vec::new(), Vec::new());
        for (row, kind) in layout::rows(&self.form) {
            let Row::Cell(id) = kind else { continue };
            let start = text.len();
            cells.push((start, layout::place(row)));
            text.push_str(&self.get(id).entry.shown);
            stretches.push((id, start..text.len()));
            text.push('\n');
        }
        let source = sources.add_cells(layout::WORKBOOK, text, cells);
        stretches.into_iter().map(|(id, range)| (id, Span::new(source, range))).collect()
    }

    /// What there is to tell of the sums.
    fn findings(&self, district: &District, contributions: &[Contribution]) -> Vec<Finding> {
        let counted = |unit: &Contribution| unit.figures.is_some();
        let absent = contributions.iter().filter(|unit| !counted(unit)).map(|unit| (unit.unit, String::new()));
        let lacking = contributions.iter().filter(|unit| counted(unit)).filter_map(|unit| {
            let cells: Vec<CellId> = self.printed().filter(|id| self.get(*id).lacking.contains(&unit.unit)).collect();
            let first = cells.first()?;
            Some((unit.unit, format!("（{} 格，如{}）", cells.len(), self.form.describe(*first))))
        });
        let blank = contributions.iter().filter_map(|unit| {
            let count = self.blanks(unit);
            (count > 0).then(|| (unit.unit, format!("（{count} 格）")))
        });
        let faulty = contributions.iter().filter(|unit| counted(unit) && unit.is_faulty);
        let faulty = faulty.map(|unit| (unit.unit, String::new()));
        let all = contributions.len();
        [
            tell(&rules::NOT_WHOLE, district, absent.collect(), |n| format!("{all} 个单位中 {n} 个没有计入")),
            tell(&rules::NOT_WHOLE, district, lacking.collect(), |n| format!("{n} 个单位有缺数的格，没有计入")),
            tell(&rules::BLANKS, district, blank.collect(), |n| format!("{n} 个单位有留空或填“/”的格，按 0 相加")),
            tell(&rules::FAULTY_PARTS, district, faulty.collect(), |n| format!("{n} 个单位的数尚有错误，照数计入")),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Cells of a unit that were left blank and count as zero.
    fn blanks(&self, unit: &Contribution) -> usize {
        let Some(figures) = &unit.figures else { return 0 };
        let is_blank = |id: &CellId| {
            let figure = figures.by_key(&self.form.cell(*id).key);
            let empty = [Value::Blank, Value::NotApplicable];
            self.get(*id).scope == Scope::Sum && figure.is_some_and(|figure| empty.contains(&figure.entry.value))
        };
        self.printed().filter(|id| !self.form.is_derived(*id)).filter(is_blank).count()
    }

    /// The cells that are printed.
    fn printed(&self) -> impl Iterator<Item = CellId> + '_ {
        self.form.ids().filter(|id| self.form.cell(*id).printed)
    }
}

/// Units that are named in one message; more are counted.
const MOST_NAMES: usize = 12;

/// A finding about some units, each with a remark; none about none.
fn tell(
    rule: &'static crate::rules::Rule,
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

/// The units' records of 信息处理费 added up, with those that charged any; none when one of them tells nothing.
fn fees(district: &District, contributions: &[Contribution], source: &crate::source::SourceId) -> Option<Fee> {
    let (mut cases, mut yuan, mut units) = (0_i64, Decimal::ZERO, Vec::new());
    for contribution in contributions.iter().filter(|unit| unit.figures.is_some()) {
        let fee = contribution.fee.as_ref()?;
        let (own_cases, own_yuan) = (fee.cases.as_ref()?.value, fee.yuan.as_ref()?.value);
        cases = cases.checked_add(own_cases)?;
        yuan = yuan.checked_add(own_yuan)?;
        if own_cases != 0 || !own_yuan.is_zero() {
            let unit = district.units.get(contribution.unit)?.name.clone();
            units.push(FeeUnit { unit, cases: own_cases, yuan: own_yuan });
        }
    }
    let at = Span::new(*source, 0..0);
    Some(Fee { cases: Some(Located { value: cases, at: at.clone() }), yuan: Some(Located { value: yuan, at }), units })
}
