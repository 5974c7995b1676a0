//! Texts of a report cut up, each once for all checks.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

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

/// The texts of a report that were asked for, each cut up when it first was.
#[derive(Default)]
pub struct Cuts(RefCell<HashMap<*const ProseText, Rc<CutText>>>);

impl Cuts {
    /// A text of the report cut up; it stays where it is as long as the report is looked at.
    pub(super) fn of(&self, prose: &ProseText) -> Rc<CutText> {
        let cut = || Rc::new(CutText::of(&prose.text, prose.line_ends));
        self.0.borrow_mut().entry(std::ptr::from_ref(prose)).or_insert_with(cut).clone()
    }
}
