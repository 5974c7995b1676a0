//! The sums: every cell is the office's own figure and those of all units, or the office's own alone.
//!
//! Totals of the form are summed like every other cell, never put right: that they agree is for the rules to say.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::handed::Handed;
use super::layout::{self, Row};
use super::record::{Record, SumRecord};
use super::roster::{District, Scope};
use crate::figures::{Figures, Provenance};
use crate::filing::{Entry, Fee, FeeUnit, Filing, UnitFigures, Value};
use crate::form::{CellId, Form, Kind};
use crate::source::{Located, Sources, Span};

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

    /// The sums of printed cells, by key.
    pub fn records(&self) -> BTreeMap<String, SumRecord> {
        let record = |id| {
            let sum = self.get(id);
            let own = sum.own.as_ref().map(Entry::spelled);
            (self.form.cell(id).key.clone(), SumRecord { scope: sum.scope, own, sum: sum.entry.spelled() })
        };
        self.printed().map(record).collect()
    }
}

/// Sums all cells; `own` is what the office handed in for itself.
pub fn roll_up(district: &District, own: Option<&Filing>, handed: &[Handed]) -> Rollup {
    let form = own.map_or(&district.form, |own| &own.form).clone();
    let completed = own.map(|own| Figures::complete(&with_zeros(own, district), None));
    let sums = form.ids().map(|id| {
        let scope = district.scope(&form, id);
        let figure =
            completed.as_ref().map(|figures| figures.get(id)).filter(|figure| figure.from != Provenance::Missing);
        let own = figure.map(|figure| figure.entry.clone());
        match scope {
            Scope::Own => Sum { scope, entry: own.clone().unwrap_or(Entry::unknown("")), own, lacking: Vec::new() },
            Scope::Sum => summed(&form, id, own, handed),
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
fn summed(form: &Form, id: CellId, own: Option<Entry>, handed: &[Handed]) -> Sum {
    let (key, kind) = (&form.cell(id).key, form.cell(id).kind);
    let mut parts: Vec<Value> = own.iter().map(|entry| entry.value).collect();
    let mut lacking = Vec::new();
    for unit in handed {
        let entry = unit.entry(key, kind).filter(|entry| entry.value.addend().is_some());
        match entry {
            Some(entry) => parts.push(entry.value),
            None => lacking.push(unit.number),
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
    pub fn filing(&self, district: &District, own: &Filing, handed: &[Handed], sources: &mut Sources) -> Filing {
        let mut filing = own.clone();
        let places = self.keep(sources);
        filing.units = handed.iter().map(|unit| self.unit_figures(unit)).collect();
        filing.cells = self.form.ids().filter_map(|id| Some((id, self.located(id, own, &places)?))).collect();
        filing.faults.extend(self.findings(district, handed));
        if filing.fee.is_none() && self.form.sections.iter().any(|section| section.tells_fee) {
            filing.fee = fees(handed, &filing.source);
            filing.faults.extend(self.without_fee(district, &filing, handed));
        }
        filing
    }

    /// A unit's figures, as the district's words can tell of them.
    fn unit_figures(&self, unit: &Handed) -> UnitFigures {
        let known = self.form.ids().filter_map(|id| {
            let cell = self.form.cell(id);
            Some((cell.key.clone(), unit.entry(&cell.key, cell.kind)?.value.addend()?))
        });
        let Record { name, group, .. } = unit.record.clone();
        UnitFigures { name, group, handed_in: unit.is_counted, cells: known.collect() }
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
}

/// The units' records of 信息处理费 added up, with those that charged any; none when one of them tells nothing.
fn fees(handed: &[Handed], source: &crate::source::SourceId) -> Option<Fee> {
    let (mut cases, mut yuan, mut units) = (0_i64, Decimal::ZERO, Vec::new());
    for unit in handed.iter().filter(|unit| unit.is_counted) {
        let charges = unit.charges.as_ref()?;
        cases = cases.checked_add(charges.cases)?;
        yuan = yuan.checked_add(charges.yuan)?;
        if charges.cases != 0 || !charges.yuan.is_zero() {
            units.push(FeeUnit { unit: unit.record.name.clone(), cases: charges.cases, yuan: charges.yuan });
        }
    }
    let at = Span::new(*source, 0..0);
    Some(Fee { cases: Some(Located { value: cases, at: at.clone() }), yuan: Some(Located { value: yuan, at }), units })
}
