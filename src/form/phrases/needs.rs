//! What the phrases of a tie need. The build script works it out for the built-in ones.

use crate::expression::{Regex, RequiredWords};

/// Words of which one stands in every text that one of some expressions finds; none where it is not known for each.
pub(super) fn needs<'r>(expressions: impl Iterator<Item = &'r Regex>) -> Vec<String> {
    let rarest = expressions.map(|expression| RequiredWords::rarest(expression.required()).map(|set| &set.words));
    let rarest: Option<Vec<&Vec<String>>> = rarest.collect();
    let mut words: Vec<String> = rarest.unwrap_or_default().into_iter().flatten().cloned().collect();
    words.sort_unstable();
    words.dedup();
    words
}
