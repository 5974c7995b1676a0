//! The places for prose in a workbook, and what they are called there.

use std::sync::Arc;

use super::labels::Dictionary;
use super::words::{AFTER, BEFORE, EXTRA, PREFACE, section_name};
use crate::form::Form;

/// Where a row of prose goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// The preface.
    Preface,
    /// A section: its number, and where in it.
    Section(usize, ProsePosition),
    /// A section of one's own after the section of that number.
    Extra(usize),
}

impl Target {
    /// What it is called, wherever in its section.
    pub(super) fn name(self, form: &Form) -> String {
        match self {
            Target::Preface => PREFACE.to_owned(),
            Target::Section(number, _) => section_name(form, number),
            Target::Extra(number) => format!("{EXTRA}{}", section_name(form, number)),
        }
    }
}

/// Where in a section prose stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ProsePosition {
    /// Before its table.
    Before,
    /// After its table.
    After,
    /// All of it.
    Text,
}

/// All names of places for prose, in the order of the report.
pub(super) fn targets(form: &Form) -> Vec<(String, Target)> {
    let mut targets = vec![(PREFACE.to_owned(), Target::Preface)];
    for (number, section) in form.sections.iter().enumerate() {
        let name = section_name(form, number);
        if section.table.is_some() {
            targets.push((format!("{name}{BEFORE}"), Target::Section(number, ProsePosition::Before)));
            targets.push((format!("{name}{AFTER}"), Target::Section(number, ProsePosition::After)));
        }
        targets.push((format!("{EXTRA}{name}"), Target::Extra(number)));
        targets.push((name, Target::Section(number, ProsePosition::Text)));
    }
    targets
}

/// What is called as a place for prose, in any edition.
pub(super) struct ProsePlaces(Dictionary<()>);

impl ProsePlaces {
    /// The places of some editions.
    pub(super) fn of(forms: &[Arc<Form>]) -> Self {
        let names: Vec<String> = forms.iter().flat_map(|form| targets(form)).map(|(name, _)| spelled(&name)).collect();
        Self(Dictionary::new(names.iter().map(|name| (name.as_str(), ()))))
    }

    /// Whether a place is called so.
    pub(super) fn has(&self, name: &str) -> bool {
        !self.0.find(&spelled(name)).is_empty()
    }
}

/// A name whose bracketed ending counts.
pub(super) fn spelled(name: &str) -> String {
    name.trim().replace(BEFORE, "表前").replace(AFTER, "表后").replace("(表前)", "表前").replace("(表后)", "表后")
}
