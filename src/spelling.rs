//! What a misspelt name was meant to be.

/// The known name most like a misspelt one, if any is like it.
pub fn closest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    // Letters swapped or left out, or a word begun alike.
    let likeness = |k: &str| strsim::normalized_damerau_levenshtein(name, k).max(strsim::jaro_winkler(name, k) - 0.2);
    let scored = known.into_iter().map(|k| (likeness(k), k));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)));
    best.filter(|(score, _)| *score >= 0.6).map(|(_, k)| k)
}
