//! The names that prose and standard wordings can use.

use indexmap::IndexMap;
use minijinja::Value;

use super::named::{map, number, tree, tree_with};
use super::units;
use crate::figures::{Change, Figures};
use crate::filing::{Filing, Text};
use crate::form::{Account, AccountFigure, Branch};

/// All names but `sentences`, which are made of them.
pub fn names(filing: &Filing, figures: &Figures) -> IndexMap<String, Value> {
    let mut names = IndexMap::new();
    let year = filing.year.as_ref().map(|y| y.value);
    names.insert("year".to_owned(), year.map_or(Value::from("××××"), Value::from));
    names.insert("prior_year".to_owned(), year.map_or(Value::from("××××"), |y| Value::from(y - 1)));
    names.insert("next_year".to_owned(), year.map_or(Value::from("××××"), |y| Value::from(y + 1)));
    names.insert("agency".to_owned(), agency(filing));
    names.insert("form".to_owned(), form(figures));
    for account in &figures.form.accounts {
        names.insert(account.key.clone(), self::account(filing, account));
    }
    if !filing.units.is_empty() {
        names.insert("units".to_owned(), units::value(&filing.units, &figures.form));
    }
    let figure = |_: &str, branch: &Branch| figures.sum(branch.main.as_ref()?.cells()).map(number);
    for (key, branch) in &figures.form.tree.children {
        names.insert(key.clone(), tree(key, branch, &figure));
    }
    let change = |key: &str, _: &Branch| figures.changes.get(key).map(|change| Value::from(change.phrase()));
    let changes = figures.form.tree.children.iter().map(|(key, branch)| {
        let tree =
            tree_with(key, branch, &change, &|key| figures.changes.get(key).map(change_parts).unwrap_or_default());
        (key.clone(), tree)
    });
    names.insert("change".to_owned(), map(changes));
    names
}

/// What can be told of a change beside its words.
fn change_parts(change: &Change) -> Vec<(&'static str, Value)> {
    vec![
        ("words", Value::from(change.words())),
        ("number", number(change.number())),
        ("percent", Value::from(change.percent_words())),
        ("before", number(change.before())),
    ]
}

/// `agency.*`.
fn agency(filing: &Filing) -> Value {
    let agency = &filing.agency;
    let text = |text: &Text| Value::from(text.as_ref().map_or("", |text| text.value.trim()));
    let name = filing.name().map_or("××××", str::trim);
    map([
        ("name", Value::from(name)),
        ("short", Value::from(filing.short_name())),
        ("level", Value::from(filing.level().unwrap_or_default())),
        ("address", text(&agency.address)),
        ("postcode", text(&agency.postcode)),
        ("phone", text(&agency.phone)),
        ("fax", text(&agency.fax)),
        ("email", text(&agency.email)),
        ("website", text(&agency.website)),
        ("website_name", text(&agency.website_name)),
        ("contact", text(&agency.contact)),
    ])
}

/// `form.*`: the notice that prescribes the form.
fn form(figures: &Figures) -> Value {
    let notice = &figures.form.notice;
    map([
        ("edition", Value::from(figures.form.edition.as_str())),
        ("notice", Value::from(notice.title.as_str())),
        ("number", Value::from(notice.number.as_str())),
        ("issuer", Value::from(notice.issuer.as_str())),
        ("title", Value::from(figures.form.title.as_str())),
    ])
}

/// `fee.*`: an account, with the same by unit.
fn account(filing: &Filing, account: &Account) -> Value {
    let given = filing.accounts.get(&account.key);
    let units = given.into_iter().flat_map(|given| &given.units).map(|unit| {
        let figure = |figure: &AccountFigure| {
            (figure.key.clone(), unit.figures.get(&figure.key).copied().map_or(Value::UNDEFINED, number))
        };
        let name = ("unit".to_owned(), Value::from(unit.unit.as_str()));
        map(std::iter::once(name).chain(account.figures.iter().map(figure)))
    });
    let figure = |figure: &AccountFigure| {
        let value = given.and_then(|given| given.figures.get(&figure.key));
        (figure.key.clone(), value.map_or(Value::UNDEFINED, |value| number(value.value)))
    };
    let known = ("known".to_owned(), Value::from(given.is_some()));
    let units = ("units".to_owned(), Value::from(units.collect::<Vec<_>>()));
    map(std::iter::once(known).chain(account.figures.iter().map(figure)).chain([units]))
}
