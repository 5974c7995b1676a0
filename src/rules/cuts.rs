//! Texts of a report cut up, each once for all checks.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::characters::Characters;
use crate::filing::{Filing, LineEnds, ProseText};
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

/// The texts of a report as far as they were asked for.
#[derive(Default)]
pub struct Cuts {
    /// Each cut up when it was first asked for, by where it is.
    texts: Mutex<HashMap<usize, Arc<CutText>>>,
    /// The characters of all of them.
    characters: OnceLock<Characters>,
}

impl Cuts {
    /// A text of the report cut up; it stays where it is as long as the report is looked at.
    pub(super) fn of(&self, prose: &ProseText) -> Arc<CutText> {
        let cut = || Arc::new(CutText::of(&prose.text, prose.line_ends));
        let mut known = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(std::ptr::from_ref(prose).addr()).or_insert_with(cut).clone()
    }

    /// The characters of all texts of a report, of which most are in them many times.
    pub(super) fn characters(&self, filing: &Filing) -> &Characters {
        self.characters.get_or_init(|| {
            let mut characters = Characters::default();
            filing.texts.iter().for_each(|text| characters.insert_all(&text.value));
            characters
        })
    }
}
