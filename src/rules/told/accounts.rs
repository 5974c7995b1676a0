//! Figures of accounts as running text tells them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::super::Case;
use super::text::paragraphs_of;
use super::ties::Ties;
use crate::filing::AccountInput;
use crate::form::{Account, CheckKind, Form};
use crate::source::{Located, Span};

/// A figure of an account, as running text tells it.
#[derive(Debug, Clone)]
pub(in crate::rules) struct ToldFigure {
    /// What it says; money in yuan.
    pub value: Decimal,
    /// Whether it was told in a larger unit, and so may be rounded.
    pub is_rounded: bool,
    /// Where.
    pub at: Span,
    /// The words, as they were written.
    pub words: String,
}

/// By how much an amount may differ that is not told to the yuan; `380.00元` is.
const WHOLE: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// What running text tells of accounts.
#[derive(Debug, Default)]
pub(in crate::rules) struct ToldAccounts {
    /// The figures that are told once, or several times alike, by their keys.
    pub figures: BTreeMap<String, ToldFigure>,
    /// The paragraphs that tell of an account, by its key.
    pub paragraphs: BTreeMap<String, String>,
}

impl ToldAccounts {
    /// An account, if the text tells all its figures to the unit; what is nothing is so together with what it cannot be
    /// without.
    pub(in crate::rules) fn whole(&self, form: &Form, account: &Account) -> Option<AccountInput> {
        let nothing = |key: &str| {
            let told = self.figures.get(key).filter(|told| told.value.is_zero())?;
            Some(Located { value: Decimal::ZERO, at: told.at.clone() })
        };
        let beside = |key: &str| {
            form.checks.iter().find_map(|check| match &check.kind {
                CheckKind::Together(figures) if figures.iter().any(|figure| figure.text == key) => {
                    figures.iter().find_map(|figure| nothing(&figure.text))
                }
                _ => None,
            })
        };
        let figures = account.figures.iter().map(|figure| {
            let key = format!("{}.{}", account.key, figure.key);
            let located = match self.figures.get(&key) {
                Some(told) => (!told.is_rounded).then(|| Located { value: told.value, at: told.at.clone() }),
                None => beside(&key),
            };
            Some((figure.key.clone(), located?))
        });
        Some(AccountInput { figures: figures.collect::<Option<_>>()?, units: Vec::new() })
    }
}

/// What running text tells of accounts.
pub(in crate::rules) fn told_accounts(case: &Case<'_>) -> ToldAccounts {
    let accounts = &case.filing.form.accounts;
    let mut told = ToldAccounts::default();
    if accounts.is_empty() {
        return told;
    }
    let ties = Ties::of_accounts(case);
    let mut several: Vec<String> = Vec::new();
    // A text without the characters of a name does not have it, however it is spaced.
    let may_tell = |text: &str| accounts.iter().any(|account| account.label.chars().all(|c| text.contains(c)));
    for paragraph in paragraphs_of(case, may_tell).iter().filter(|paragraph| !paragraph.section.is_empty()) {
        let Some(account) = accounts.iter().find(|account| paragraph.text.contains(&account.label)) else { continue };
        told.paragraphs.entry(account.key.clone()).or_default().push_str(&paragraph.text);
        let places = ties.places(&paragraph.text);
        for sentence in paragraph.sentences() {
            for (key, number, words) in ties.told(paragraph, &places, &sentence) {
                let clause = paragraph.clause(&words);
                let figure = ToldFigure {
                    value: number.value,
                    is_rounded: number.within >= WHOLE,
                    at: paragraph.place(&words),
                    words: paragraph.source(&clause).to_owned(),
                };
                match told.figures.get(key) {
                    Some(known) if known.value != figure.value => several.push(key.to_owned()),
                    Some(_) => {}
                    None => drop(told.figures.insert(key.to_owned(), figure)),
                }
            }
        }
    }
    // Which of several numbers is the whole is not known.
    told.figures.retain(|key, _| !several.contains(key));
    told
}
