//! What clauses begin and end with when their first or their last character was lost.

use serde::Deserialize;

/// Pairs of characters that no clause begins with, and that none ends with.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClippedWords {
    /// The second half of a word and what follows it, one pair behind the other, in the order of their code points.
    pub heads: String,
    /// What stands before a word and its first half, likewise.
    pub tails: String,
}

impl ClippedWords {
    /// Whether a clause that begins with two characters has lost the one before them.
    pub fn lost_before(&self, pair: [char; 2]) -> bool {
        has(&self.heads, pair)
    }

    /// Whether a clause that ends with two characters has lost the one behind them.
    pub fn lost_behind(&self, pair: [char; 2]) -> bool {
        has(&self.tails, pair)
    }
}

/// Bytes of a character of Chinese, as most are.
const CHARACTER: usize = '字'.len_utf8();

/// Whether some pairs, in their order, have one.
fn has(pairs: &str, pair: [char; 2]) -> bool {
    let mut bytes = [0; 2 * CHARACTER];
    if pair.iter().any(|c| c.len_utf8() != CHARACTER) {
        return false;
    }
    for (c, room) in pair.iter().zip(bytes.chunks_exact_mut(CHARACTER)) {
        c.encode_utf8(room);
    }
    let (pairs, _) = pairs.as_bytes().as_chunks::<{ 2 * CHARACTER }>();
    pairs.binary_search(&bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use super::CHARACTER;
    use crate::form::words::CheckWords;

    #[test]
    fn pairs_are_whole_and_in_their_order() {
        let words = &CheckWords::built_in().clipped;
        for pairs in [&words.heads, &words.tails] {
            assert!(pairs.chars().all(|c| c.len_utf8() == CHARACTER) && pairs.chars().count() % 2 == 0);
            let chars: Vec<char> = pairs.chars().collect();
            assert!(chars.len() > 100 && chars.chunks(2).is_sorted_by(|one, other| one < other));
        }
    }

    #[test]
    fn a_pair_is_found_by_both_its_characters() {
        let words = &CheckWords::built_in().clipped;
        assert!(words.lost_before(['彻', '落']) && words.lost_behind(['织', '领']));
        assert!(!words.lost_before(['贯', '彻']) && !words.lost_behind(['领', '导']));
        assert!(!words.lost_before(['A', '落']) && !words.lost_behind(['作', '作']));
    }
}
