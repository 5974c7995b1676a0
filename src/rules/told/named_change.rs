//! Changes against last year of a figure that running text calls by its name alone: 行政许可数量同比增长8.4%.

use std::ops::Range;

use rust_decimal::Decimal;

use super::super::Case;
use super::CHANGE;
use super::numbers::ToldNumber;
use super::reading::{amount, mark};
use super::sense::is_about;
use super::sentence::Sentence;
use super::told_change::{ToldChange, right};
use crate::finding::Finding;
use crate::form::{Terms, Tie};

/// What phrases call the figure whose change a sentence tells.
pub(super) struct Called<'c> {
    /// What it may be, the likeliest first.
    readings: Vec<&'c Terms>,
}

impl<'c> Called<'c> {
    /// What the clause of a change calls the figure by, with nothing else in it.
    pub(super) fn of(case: &'c Case<'_>, sentence: &Sentence<'_, '_>, change: &Range<usize>) -> Option<Self> {
        let paragraph = sentence.paragraph;
        let words = paragraph.before_in_clause(change);
        let phrases = case.filing.form.phrases();
        let is_called = |tie: &&Tie| {
            tie.called.as_ref().is_some_and(|called| called.is_in(words))
                && is_about(phrases, tie, paragraph, &sentence.range)
        };
        let readings: Vec<&Terms> = phrases.ties.iter().filter(is_called).flat_map(|tie| &tie.readings).collect();
        (!words.is_empty() && !readings.is_empty()).then_some(Self { readings })
    }

    /// The finding for a change that no reading has, of this year's report and last year's.
    pub(super) fn finding(
        &self,
        case: &Case<'_>,
        sentence: &Sentence<'_, '_>,
        change: &Range<usize>,
        told: &ToldChange<'_>,
    ) -> Option<Finding> {
        let prior = case.prior.as_ref().filter(|_| told.unit != "个百分点")?;
        let years = |reading: &&'_ Terms| {
            let now = amount(reading, case.filing, case.figures)?;
            Some((now, amount(reading, prior.filing, prior.figures)?))
        };
        let known: Vec<_> = self.readings.iter().filter_map(|reading| Some((*reading, years(reading)?))).collect();
        let fits = |(_, (now, before)): &(&Terms, (Decimal, Decimal))| told.is_from(*before, ToldNumber::exact(*now));
        let (reading, (now, before)) = known.first().filter(|_| !known.iter().any(fits))?;
        let (paragraph, right) = (sentence.paragraph, right(told.unit, *now, *before)?);
        let message = format!(
            "正文写“{}”，表里本年 {}，上年的报告里 {}，应为{right}。",
            paragraph.source(change),
            now.normalize(),
            before.normalize()
        );
        let finding = Finding::new(&CHANGE, message).mark(&paragraph.place(change), format!("应为{right}"));
        Some(mark(finding, reading, case))
    }
}
