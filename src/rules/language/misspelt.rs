//! Words of everyday use with a wrong character.

use super::terms;
use crate::form::words::{FixedWords, Lexicon, Misspelt};
use crate::rules::passage::{PassageKind, ReportPassage};

/// Every such word of a text.
pub(super) fn misspelt(passage: &ReportPassage<'_>, words: &FixedWords) -> Vec<Misspelt> {
    if passage.kind == PassageKind::Title {
        return Vec::new();
    }
    let slips = Lexicon::built_in().misspelt(&passage.text, words.index().alike());
    slips.into_iter().filter(|slip| !terms::is_fine(&passage.text, &slip.range, words)).collect()
}
