//! What clauses begin and end with when their first or their last character was lost, and what always goes on.

use serde::Deserialize;

/// Pieces of words that no clause begins with and that none ends with, and words that none ends with.
///
/// Pieces and words of one length stand one behind the other, in the order of their code points.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClippedWords {
    /// The second half of a word and what follows it.
    pub heads: String,
    /// What stands before a word and its first half.
    pub tails: String,
    /// The same where only a word before tells that it is half a word.
    #[serde(default)]
    pub tails_of_three: String,
    /// Likewise.
    #[serde(default)]
    pub tails_of_four: String,
    /// Words of two characters that something must follow.
    #[serde(default)]
    pub words_of_two: String,
    /// Words of three.
    #[serde(default)]
    pub words_of_three: String,
    /// Characters before those that say of whom it is told.
    #[serde(default)]
    pub of_all: String,
    /// Words of four.
    #[serde(default)]
    pub words_of_four: String,
    /// Idioms of four characters that begin or end as if something were lost.
    #[serde(default)]
    pub idioms: String,
    /// Characters that something must follow where they are words of their own.
    #[serde(default)]
    pub bare: Vec<BareEnd>,
}

/// A character that no clause ends with as a word of its own: 和.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BareEnd {
    /// The character.
    pub last: char,
    /// Words of two characters that end with it and may end a clause: 总和.
    pub words: String,
}

impl ClippedWords {
    /// Whether a clause that begins with some characters has lost the one before them.
    pub fn lost_before(&self, clause: &[char]) -> bool {
        let begins = |length: usize| clause.get(..length).unwrap_or_default();
        has::<{ 2 * CHARACTER }>(&self.heads, begins(2))
            && !has::<{ 4 * CHARACTER }>(&self.idioms, begins(4))
            && !is_in_step(begins(4))
    }

    /// Whether a clause ends with an idiom, or in step, and so with all of it.
    pub fn ends_in_idiom(&self, clause: &[char]) -> bool {
        ends::<{ 4 * CHARACTER }>(&self.idioms, clause) || is_in_step(&clause[clause.len().saturating_sub(4)..])
    }

    /// Whether a clause that ends with some characters has lost the one behind them, at whatever mark.
    pub fn lost_behind(&self, clause: &[char]) -> bool {
        ends::<{ 2 * CHARACTER }>(&self.tails, clause)
            || ends::<{ 3 * CHARACTER }>(&self.tails_of_three, clause)
            || ends::<{ 4 * CHARACTER }>(&self.tails_of_four, clause)
    }

    /// Whether a clause ends with a character behind which it must go on, also where it is the first of several things.
    pub fn ends_bare(&self, clause: &[char]) -> bool {
        let &[.., before, last] = clause else { return false };
        let bare = self.bare.iter().find(|bare| bare.last == last);
        bare.is_some_and(|bare| !has::<{ 2 * CHARACTER }>(&bare.words, &[before, last]))
    }

    /// Whether a clause ends with a word behind which it must go on, and is not just this: 紧紧围绕，牢牢把握.
    pub fn goes_on(&self, clause: &[char]) -> bool {
        const LEAST: usize = 2;
        let Some(clause) = clause.get(LEAST..) else { return false };
        ends::<{ 2 * CHARACTER }>(&self.words_of_two, clause)
            || ends::<{ 3 * CHARACTER }>(&self.words_of_three, clause) && !self.is_of_all(clause)
            || ends::<{ 4 * CHARACTER }>(&self.words_of_four, clause)
    }

    /// Whether the last three characters are said of all that is named before: 各村文书都参加了.
    fn is_of_all(&self, clause: &[char]) -> bool {
        clause.iter().rev().nth(3).is_some_and(|c| self.of_all.contains(*c))
    }
}

/// Bytes of a character of Chinese, as most are.
const CHARACTER: usize = '字'.len_utf8();

/// Whether four characters are two deeds in step: 立行立改.
fn is_in_step(chars: &[char]) -> bool {
    matches!(chars, [one, first, other, second] if one == other && first != second)
}

/// Whether the last characters of a clause are among some of so many bytes, in their order.
fn ends<const BYTES: usize>(words: &str, clause: &[char]) -> bool {
    let start = clause.len().checked_sub(BYTES / CHARACTER);
    start.is_some_and(|start| has::<BYTES>(words, &clause[start..]))
}

/// Whether some of so many bytes, in their order, have some characters among them.
fn has<const BYTES: usize>(words: &str, chars: &[char]) -> bool {
    let mut bytes = [0; BYTES];
    if chars.len() * CHARACTER != BYTES || chars.iter().any(|c| c.len_utf8() != CHARACTER) {
        return false;
    }
    for (c, room) in chars.iter().zip(bytes.chunks_exact_mut(CHARACTER)) {
        c.encode_utf8(room);
    }
    let (words, _) = words.as_bytes().as_chunks::<BYTES>();
    words.binary_search(&bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use super::CHARACTER;
    use crate::form::words::CheckWords;

    /// Whether words of some length are whole, each there once, and in their order.
    fn in_order(words: &str, length: usize) -> bool {
        let chars: Vec<char> = words.chars().collect();
        chars.iter().all(|c| c.len_utf8() == CHARACTER)
            && chars.len().is_multiple_of(length)
            && chars.chunks(length).is_sorted_by(|one, other| one < other)
    }

    #[test]
    fn words_are_whole_and_in_their_order() {
        let words = &CheckWords::built_in().clipped;
        for (list, length) in [
            (&words.heads, 2),
            (&words.tails, 2),
            (&words.tails_of_three, 3),
            (&words.tails_of_four, 4),
            (&words.words_of_two, 2),
            (&words.words_of_three, 3),
            (&words.words_of_four, 4),
            (&words.idioms, 4),
        ] {
            assert!(!list.is_empty() && in_order(list, length), "{list}");
        }
        for bare in &words.bare {
            assert!(in_order(&bare.words, 2), "{}", bare.last);
            let ends: Vec<char> = bare.words.chars().skip(1).step_by(2).collect();
            assert!(ends.iter().all(|c| *c == bare.last), "{}", bare.last);
        }
    }

    /// The characters of some words.
    fn chars(words: &str) -> Vec<char> {
        words.chars().collect()
    }

    #[test]
    fn a_piece_is_found_by_all_its_characters() {
        let words = &CheckWords::built_in().clipped;
        assert!(words.lost_before(&chars("彻落")) && words.lost_behind(&chars("织领")));
        assert!(!words.lost_before(&chars("贯彻")) && !words.lost_behind(&chars("领导")));
        assert!(!words.lost_before(&['A', '落']) && !words.lost_behind(&chars("作作")));
        assert!(words.lost_behind(&chars("健全各项政务信息公")) && !words.lost_behind(&chars("健全各项政务信息公开")));
    }

    #[test]
    fn a_word_that_goes_on_ends_no_clause_but_may_be_one() {
        let words = &CheckWords::built_in().clipped;
        assert!(words.goes_on(&chars("对逾期不改的予以")) && words.goes_on(&chars("透明度得到了进一步")));
        assert!(!words.goes_on(&chars("予以")) && !words.goes_on(&chars("对逾期不改的予以通报")));
        assert!(!words.goes_on(&chars("公开内容更进一步")));
    }

    #[test]
    fn a_bare_character_ends_no_clause_unless_it_ends_a_word() {
        let words = &CheckWords::built_in().clipped;
        assert!(words.ends_bare(&chars("方便群众查阅和")) && words.ends_bare(&chars("解读的时效性与")));
        assert!(!words.ends_bare(&chars("三类信息的总和")) && !words.ends_bare(&chars("鼓励公众参与")));
        assert!(!words.ends_bare(&chars("和")) && !words.ends_bare(&[]));
    }
}
