//! 信息处理费 of the district: the office's own record and the units' added up.

use rust_decimal::Decimal;

use super::remarks::about;
use crate::district::roster::{District, Scope};
use crate::district::units::{Charges, UnitResult};
use crate::filing::{Fee, FeeUnit, Filing};
use crate::finding::Finding;
use crate::form::Form;
use crate::rule::district as rules;
use crate::source::{Located, Span};

/// How the office's own part is called among the units.
const OFFICE: &str = "本级";

/// The district's record of 信息处理费: the office's own and those of all units, or the office's own alone.
pub(super) fn fee(district: &District, own: &Filing, results: &[UnitResult]) -> Option<Fee> {
    let charges = own.fee.as_ref().map(Charges::of);
    match (district.fee_scope(), charges) {
        // A record that is not whole was a finding when it was read.
        (Scope::Own, _) | (_, Some(None)) => own.fee.clone(),
        (Scope::Sum, charges) => summed(own, charges.flatten(), results),
    }
}

/// All records added up, with those who charged any; none when nobody has a record.
fn summed(own: &Filing, charges: Option<Charges>, results: &[UnitResult]) -> Option<Fee> {
    let (mut cases, mut yuan, mut units) = (0_i64, Decimal::ZERO, Vec::new());
    let part = |unit: &str, charges: &Charges| FeeUnit {
        unit: unit.to_owned(),
        cases: charges.cases,
        yuan: charges.yuan.normalize(),
    };
    let counted = results.iter().filter(|unit| unit.is_counted);
    let records = counted.filter_map(|unit| Some((unit.record.name.as_str(), unit.charges.as_ref()?)));
    let records: Vec<(&str, &Charges)> = charges.iter().map(|own| (OFFICE, own)).chain(records).collect();
    for (name, charges) in &records {
        cases = cases.checked_add(charges.cases)?;
        yuan = yuan.checked_add(charges.yuan)?;
        // The office may name its own parts.
        let named = own.fee.as_ref().map(|fee| fee.units.clone()).filter(|_| *name == OFFICE).unwrap_or_default();
        if !named.is_empty() {
            units.extend(named);
        } else if charges.cases != 0 || !charges.yuan.is_zero() {
            units.push(part(name, charges));
        }
    }
    let at = Span::new(own.source, 0..0);
    (!records.is_empty()).then(|| Fee {
        cases: Some(Located { value: cases, at: at.clone() }),
        yuan: Some(Located { value: yuan.normalize(), at }),
        units,
    })
}

/// A finding about units whose record of 信息处理费 is lacking, where the report says nothing else of it.
pub(super) fn without_fee(
    form: &Form,
    district: &District,
    filing: &Filing,
    results: &[UnitResult],
) -> Option<Finding> {
    let section = form.sections.iter().find(|section| section.tells_fee)?;
    let is_said = filing.sections.get(&section.key).is_some_and(|section| section.text.is_some());
    if is_said || district.fee_scope() == Scope::Own {
        return None;
    }
    let lacking = results.iter().filter(|unit| unit.is_counted && unit.charges.is_none());
    let lacking: Vec<(usize, String)> = lacking.map(|unit| (unit.number, String::new())).collect();
    about(&rules::NOT_WHOLE, district, lacking, |n| format!("{n} 个单位没有信息处理费的记录（fee），没有汇总"))
}
