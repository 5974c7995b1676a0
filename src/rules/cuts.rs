//! Texts of a report cut up, each once for all checks.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crate::filing::{LineEnds, ProseText};
use crate::prose::braces;
use crate::prose::outline::{Outline, outline};

/// A text cut up.
pub(super) struct CutText {
    /// Where its expressions stand.
    pub opaque: Vec<Range<usize>>,
    /// What it consists of.
    pub outline: Outline,
}

impl CutText {
    /// Cuts a text up.
    pub(super) fn of(text: &str, ends: LineEnds) -> Self {
        let opaque = braces::ranges(text);
        Self { outline: outline(text, ends, &opaque), opaque }
    }
}

/// The texts of a report that were asked for, by where they are, each cut up when it first was.
#[derive(Default)]
pub struct Cuts(Mutex<HashMap<usize, Arc<CutText>>>);

impl Cuts {
    /// A text of the report cut up; it stays where it is as long as the report is looked at.
    pub(super) fn of(&self, prose: &ProseText) -> Arc<CutText> {
        let cut = || Arc::new(CutText::of(&prose.text, prose.line_ends));
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(std::ptr::from_ref(prose).addr()).or_insert_with(cut).clone()
    }
}
