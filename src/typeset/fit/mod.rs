//! Fitting: a document is laid out, looked at, and laid out again with what a careful typist would change.
//!
//! Nothing is estimated: what is looked at are the pages as they were laid out, and what is changed is looked at again.
//! A document that is good at first is laid out once; what stays the same is not laid out anew
//! by a further pass. The templates mark what is looked for (`mark` in `style.typ`) and do what is asked for in `fit.typ`
//! and `look.typ`.

mod adjusted;
mod balance;
pub(super) mod cells;
mod choices;
mod closing;
mod glyphs;
mod lines;
pub(super) mod marks;
mod places;
mod reader;
pub(super) mod sheet;
mod tables;
pub(super) mod walk;

pub(super) use choices::{Fit, NAMES, SourceTraits};
use std::collections::BTreeMap;

use sheet::LaidOut;
use typst_layout::PagedDocument;

use crate::error::Result;

/// Passes after which a table that is still not placed well stays as it is.
const MOST_PASSES: usize = 6;

/// Pages whose last paragraphs are kept from being torn, one after the other.
const MOST_TORN: usize = 4;

/// Where the pages of a letter may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// Also before they are full, so that what follows them is not alone.
    Balanced,
    /// Where they are full, as in the file for Word, which breaks its pages itself.
    Full,
}

/// Lays out a document as well as it can be: with lines that need it broken anew, tables divided where a page would stay
/// empty, and an end that does not stand alone.
pub(super) fn fitted(layout: impl Fn(&Fit) -> Result<PagedDocument>, ends: Ends) -> Result<(PagedDocument, Fit)> {
    let fit = Fit::default();
    let document = layout(&fit)?;
    let Some(sheet) = reader::read(&document) else { return Ok((document, fit)) };
    let mut best = Pass { layout: &layout, fit, document, sheet }.with_lines().with_tables().with_ending();
    for trial in closing::TRIALS {
        if trial.may_help(&best.sheet) {
            best = best.with_trial(trial);
        }
    }
    let filled = closing::filled(&best.sheet, &best.fit).and_then(|fit| best.with(fit));
    best = best.better(filled);
    for trial in closing::LAST_TRIALS {
        if best.sheet.scant_before_own().is_some() {
            best = best.with_trial(trial);
        }
    }
    let shared = closing::shared(&best.sheet, &best.fit).and_then(|fit| best.with(fit));
    best = best.better(shared);
    let ways = if ends == Ends::Balanced { balance::balanced(&best.sheet, &best.fit) } else { Vec::new() };
    for fit in ways {
        if closing::badness(&best.sheet) > 0 {
            let balanced = best.with(fit);
            best = best.better(balanced);
        }
    }
    Ok((best.document, best.fit))
}

/// A document as it was laid out once.
struct Pass<'a, L> {
    layout: &'a L,
    fit: Fit,
    document: PagedDocument,
    sheet: LaidOut,
}

impl<L: Fn(&Fit) -> Result<PagedDocument>> Pass<'_, L> {
    /// The document laid out with other choices; none where they lead nowhere.
    fn with(&self, fit: Fit) -> Option<Self> {
        let document = (self.layout)(&fit).ok()?;
        let sheet = reader::read(&document)?;
        Some(Self { layout: self.layout, fit, document, sheet })
    }

    /// The document with lines broken anew where they need it; where that moves nothing, the first table that is not
    /// placed well is placed in the same pass.
    fn with_lines(self) -> Self {
        let Some(fit) = lines::improved(&self.sheet, &self.fit) else { return self };
        let placed = tables::improved(&self.sheet, &fit).filter(|_| lines::keeps_heights(&self.sheet, &fit));
        let Some(tried) = self.with(placed.unwrap_or(fit)) else { return self };
        match lines::corrected(&tried.sheet, &tried.fit) {
            Some(fit) => tried.with(fit).unwrap_or(self),
            None => tried,
        }
    }

    /// The document with its tables placed well.
    fn with_tables(mut self) -> Self {
        for _ in 0..MOST_PASSES {
            match tables::improved(&self.sheet, &self.fit).and_then(|fit| self.with(fit)) {
                Some(better) => self = better,
                None => break,
            }
        }
        self
    }

    /// The document with text kept beside its signature, and no last line of a letter's paragraph alone overleaf.
    fn with_ending(self) -> Self {
        let tried = closing::carried(&self.sheet, &self.fit).and_then(|fit| self.with(fit));
        let mut best = self.better(tried.map(Self::with_tables));
        // What is left to one page may tear a paragraph at the end of the next.
        let untorn = |pass: &Self| closing::untorn(&pass.sheet, &pass.fit).and_then(|fit| pass.with(fit));
        let mut tried = untorn(&best);
        for _ in 1..MOST_TORN {
            let Some(next) = tried.as_ref().and_then(untorn) else { break };
            best = best.better(tried.replace(next));
        }
        best.better(tried)
    }

    /// The document with another look of all pages where that is better, its tables and its end placed anew.
    fn with_trial(self, trial: closing::Trial) -> Self {
        let (tables, feet) = (BTreeMap::new(), BTreeMap::new());
        let closing::Trial { page_lines, low_rows } = trial;
        let fit = Fit { page_lines, low_rows, tables, feet, ..self.fit.clone() };
        let tried = self.with(fit).map(|tried| tried.with_tables().with_ending());
        self.better(tried)
    }

    /// The better of two.
    fn better(self, other: Option<Self>) -> Self {
        let own = closing::badness(&self.sheet);
        other.filter(|other| closing::badness(&other.sheet) < own).unwrap_or(self)
    }
}
