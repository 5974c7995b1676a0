//! Whether anybody has filled in a filing.

use rust_decimal::Decimal;

use super::{Filing, ProseText, SectionInput, Value};
use crate::rule::Severity;

impl Filing {
    /// Whether it says nothing of its year that the blank it is filled into does not say: no figure but totals of
    /// nothing, no prose, nothing that could not be read.
    pub fn is_untouched(&self) -> bool {
        let is_total = |id| self.form.is_derived(id) || self.form.cell(id).difference.is_some();
        let is_nothing = |value: Value| matches!(value, Value::Number(number) if number == Decimal::ZERO);
        let has_figures = self.cells.iter().any(|(id, entry)| !(is_total(*id) && is_nothing(entry.value.value)));
        let has_accounts =
            self.accounts.values().any(|account| !account.figures.is_empty() || !account.units.is_empty());
        let is_said = |text: &Option<ProseText>| text.is_some();
        let has_words =
            |section: &SectionInput| [&section.text, &section.before, &section.after].into_iter().any(is_said);
        let has_prose = self.sections.values().any(has_words)
            || !self.extra.is_empty()
            || self.preface.as_ref().is_some_and(|preface| is_said(&preface.text))
            || self.letter.as_ref().is_some_and(|letter| is_said(&letter.text));
        let is_sound = self.faults.iter().all(|fault| fault.severity == Severity::Hint);
        is_sound && !has_figures && !has_accounts && !has_prose
    }
}
