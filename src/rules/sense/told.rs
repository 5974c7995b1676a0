//! How running text tells of an account: in which unit, and which of its figures.

use super::known::Known;
use super::{ALONE, UNIT};
use crate::finding::Finding;
use crate::form::{Account, AccountFigure, Kind};

/// The finding for amounts that are told in a larger unit than the account's.
pub(super) fn unit(case: &Known<'_>, account: &Account) -> Option<Finding> {
    let is_amount = |figure: &&AccountFigure| figure.kind == Kind::Yuan;
    account.figures.iter().filter(is_amount).find_map(|figure| {
        let key = format!("{}.{}", account.key, figure.key);
        let told = case.told.figures.get(&key).filter(|told| told.is_rounded)?;
        let message = format!("{}：正文写“{}”，应以元计，写明是多少元。", account.label, told.words);
        Some(Finding::new(&UNIT, message).mark(&told.at, "").key(key))
    })
}

/// What people and papers are counted by, and so what may be meant as the number of cases.
const COUNTERS: &[&str] = &["件", "宗", "起", "份", "名", "位", "户", "笔", "人次"];

/// The finding for an account of which the text tells one figure, above zero, and nothing at all of another.
pub(super) fn alone(case: &Known<'_>, account: &Account) -> Option<Finding> {
    let text = case.told.paragraphs.get(&account.key)?;
    let key = |figure: &AccountFigure| format!("{}.{}", account.key, figure.key);
    let told = |figure: &&AccountFigure| case.told.figures.get(&key(figure)).is_some_and(|told| !told.value.is_zero());
    let figure = account.figures.iter().find(told)?;
    let is_lacking = |other: &&AccountFigure| {
        let counters: &[&str] = if other.kind == Kind::Yuan { &["元"] } else { COUNTERS };
        !counters.iter().any(|counter| text.contains(counter))
    };
    let other = account.figures.iter().find(is_lacking)?;
    let at = case.told.figures.get(&key(figure))?;
    let message = format!("{}：正文写“{}”，没有写{}。", account.label, at.words, brief(other));
    Some(Finding::new(&ALONE, message).mark(&at.at, "").key(key(figure)))
}

/// A figure of an account in a word, without its unit.
fn brief(figure: &AccountFigure) -> &str {
    figure.brief.split('，').next().unwrap_or_default()
}
