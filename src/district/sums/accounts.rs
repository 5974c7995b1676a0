//! The accounts of the district: the office's own figures and the units' added up.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::remarks::{about, asking};
use crate::district::roster::{District, Scope};
use crate::district::units::{AccountFigures, UnitResult, whole};
use crate::filing::{AccountInput, AccountUnit, Filing};
use crate::finding::Finding;
use crate::form::{Account, AccountFigure};
use crate::rule::district as rules;
use crate::source::{Located, Span};

/// How the office's own part is called among the units.
const OFFICE: &str = "本级";

/// The district's account: the office's own and those of all units, or the office's own alone.
pub(super) fn account(
    account: &Account,
    district: &District,
    own: &Filing,
    results: &[UnitResult],
) -> Option<AccountInput> {
    let given = own.accounts.get(&account.key);
    match (district.account_scope(&account.key), given.map(|given| whole(account, given))) {
        // An account that is not whole was a finding when it was read.
        (Scope::Own, _) | (_, Some(None)) => given.cloned(),
        (Scope::Sum, figures) => summed(account, own, figures.flatten(), results),
    }
}

/// All accounts added up, with those who have anything in it; none when nobody has one.
fn summed(
    account: &Account,
    own: &Filing,
    figures: Option<AccountFigures>,
    results: &[UnitResult],
) -> Option<AccountInput> {
    let counted = results.iter().filter(|unit| unit.is_counted);
    let given = counted.filter_map(|unit| Some((unit.record.name.as_str(), unit.accounts.get(&account.key)?)));
    let all: Vec<(&str, &AccountFigures)> = figures.iter().map(|own| (OFFICE, own)).chain(given).collect();
    let at = Span::new(own.source, 0..0);
    let total = |figure: &AccountFigure| {
        let figures = all.iter().filter_map(|(_, figures)| figures.get(&figure.key));
        let sum = figures.into_iter().try_fold(Decimal::ZERO, |sum, figure| sum.checked_add(*figure))?;
        Some((figure.key.clone(), Located { value: sum.normalize(), at: at.clone() }))
    };
    let totals = account.figures.iter().map(total).collect::<Option<_>>()?;
    // The office may name its own parts.
    let own_units = own.accounts.get(&account.key).map(|given| given.units.clone()).unwrap_or_default();
    let units = all.iter().flat_map(|(name, figures)| match *name == OFFICE && !own_units.is_empty() {
        true => own_units.clone(),
        false if figures.values().all(Decimal::is_zero) => Vec::new(),
        false => {
            let figures = figures.iter().map(|(key, figure)| (key.clone(), figure.normalize())).collect();
            vec![AccountUnit { unit: (*name).to_owned(), figures, places: BTreeMap::new() }]
        }
    });
    let units = units.collect();
    (!all.is_empty()).then_some(AccountInput { figures: totals, units })
}

/// A finding about units whose account is lacking, where the report says nothing else of it.
pub(super) fn without_account(
    account: &Account,
    district: &District,
    filing: &Filing,
    results: &[UnitResult],
) -> Option<Finding> {
    let section = account.section.as_ref()?;
    let is_said = filing.sections.get(&section.text).is_some_and(|section| section.text.is_some());
    if is_said || district.account_scope(&account.key) == Scope::Own {
        return None;
    }
    let lacking = results.iter().filter(|unit| unit.is_counted && !unit.accounts.contains_key(&account.key));
    let lacking: Vec<(usize, String)> = lacking.map(|unit| (unit.number, String::new())).collect();
    let Account { key, label, nothing, .. } = account;
    let finding =
        about(&rules::NOT_WHOLE, district, lacking, |n| format!("{n} 个单位没有{label}的记录（{key}），没有汇总"))?;
    // What is accepted of an account is nothing else that the same units may lack.
    let finding = Finding { keys: [vec![key.clone()], finding.keys].concat(), ..finding };
    let figures: Vec<&str> = account.figures.iter().map(|figure| figure.label.as_str()).collect();
    let remedy = format!(
        "请这些单位在正文里写明{}（{nothing}也写明），或者在填报表里填“{label}”（{nothing}填 0），再汇总",
        figures.join("、")
    );
    Some(asking(finding, &remedy))
}
