//! 信息处理费 of the district: the units' records added up.

use rust_decimal::Decimal;

use super::remarks::about;
use crate::district::roster::District;
use crate::district::units::UnitResult;
use crate::filing::{Fee, FeeUnit, Filing};
use crate::finding::Finding;
use crate::form::Form;
use crate::rules::district as rules;
use crate::source::{Located, SourceId, Span};

/// The units' records of 信息处理费 added up, with those that charged any; none when one of them tells nothing.
pub fn fees(results: &[UnitResult], source: &SourceId) -> Option<Fee> {
    let (mut cases, mut yuan, mut units) = (0_i64, Decimal::ZERO, Vec::new());
    for unit in results.iter().filter(|unit| unit.is_counted) {
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

/// A finding about units whose record of 信息处理费 is lacking, where the report says nothing else of it.
pub fn without_fee(form: &Form, district: &District, filing: &Filing, results: &[UnitResult]) -> Option<Finding> {
    let section = form.sections.iter().find(|section| section.tells_fee)?;
    let is_said = filing.sections.get(&section.key).is_some_and(|section| section.text.is_some());
    let lacking = results.iter().filter(|unit| unit.is_counted && unit.charges.is_none());
    let lacking: Vec<(usize, String)> = lacking.map(|unit| (unit.number, String::new())).collect();
    if is_said {
        return None;
    }
    about(&rules::NOT_WHOLE, district, lacking, |n| format!("{n} 个单位没有信息处理费的记录（fee），没有汇总"))
}
