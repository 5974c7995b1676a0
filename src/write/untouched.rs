//! Whether anybody has filled in a filing.

use rust_decimal::Decimal;

use super::scaffold::section_markdown;
use crate::filing::{Filing, ProseText, Value};
use crate::rule::{Severity, input};

/// Whether a filing says nothing of its year that the blank it is filled into does not say: no figure but totals of
/// nothing or what a blank of TOML has, no prose but what such a blank asks for, nothing that could not be read.
pub fn is_untouched(filing: &Filing) -> bool {
    let is_marked = has_marks(filing);
    let is_sound = filing.faults.iter().all(|fault| {
        // Last year's file says nothing of this year; the marks of a blank ask for figures.
        fault.severity == Severity::Hint
            || *fault.rule == input::PRIOR_FILE
            || is_marked && *fault.rule == input::MISSING_FIELD
    });
    let has_accounts = filing.accounts.values().any(|account| !account.figures.is_empty() || !account.units.is_empty());
    is_sound && (is_marked || !has_figures(filing)) && !has_accounts && !has_prose(filing)
}

/// Whether its figures are just those that a blank of TOML has.
fn has_marks(filing: &Filing) -> bool {
    let blank = Filing::empty(filing.source, filing.form.clone()).with_marks();
    let values = |filing: &Filing| filing.cells.iter().map(|(id, cell)| (*id, cell.value.value)).collect::<Vec<_>>();
    values(filing) == values(&blank)
}

/// Whether a figure was given, other than a total of nothing.
fn has_figures(filing: &Filing) -> bool {
    let is_total = |id| filing.form.is_derived(id) || filing.form.cell(id).difference.is_some();
    let is_nothing = |value: Value| matches!(value, Value::Number(number) if number == Decimal::ZERO);
    filing.cells.iter().any(|(id, entry)| !(is_total(*id) && is_nothing(entry.value.value)))
}

/// Whether something was written.
fn has_prose(filing: &Filing) -> bool {
    let is_said = |text: &Option<ProseText>| text.is_some();
    let has_words = |key: &str, text: &Option<ProseText>| {
        let title = filing.form.sections.iter().find(|section| section.key == key).map(|section| &section.title);
        let asked = title.map(|title| section_markdown(title));
        text.as_ref().is_some_and(|text| asked.is_none_or(|asked| asked.trim() != text.text.trim()))
    };
    filing
        .sections
        .iter()
        .any(|(key, section)| has_words(key, &section.text) || is_said(&section.before) || is_said(&section.after))
        || !filing.extra.is_empty()
        || filing.preface.as_ref().is_some_and(|preface| is_said(&preface.text))
        || filing.letter.as_ref().is_some_and(|letter| is_said(&letter.text))
}
