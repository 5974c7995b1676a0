//! Idioms of four characters of which one is another, or of which two stand in each other's place.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::bigrams::WordTable;

/// Characters of an idiom.
const LENGTH: usize = 4;

/// Idioms, by their halves and by how they are with two characters in each other's place: with one wrong character one
/// half is as it should be.
#[derive(Debug)]
pub struct IdiomIndex {
    /// The halves and the exchanged forms.
    words: WordTable,
    /// What each of them is of.
    parts: Vec<Vec<IdiomPart>>,
    /// The idioms: one may be almost another.
    idioms: HashSet<String>,
}

/// What a word of the index is of an idiom.
#[derive(Debug)]
struct IdiomPart {
    /// The number of the idiom.
    idiom: usize,
    /// The other half, and whether it stands behind; none where the word is all of it, with two characters exchanged.
    other: Option<([char; 2], bool)>,
}

impl IdiomIndex {
    /// The index of some idioms; what has not four characters is none.
    pub fn of(idioms: &[String]) -> Self {
        let mut parts: HashMap<String, Vec<IdiomPart>> = HashMap::new();
        for (idiom, word) in idioms.iter().enumerate() {
            let chars: Vec<char> = word.chars().collect();
            let &[a, b, c, d] = chars.as_slice() else { continue };
            let halves = [([a, b], ([c, d], true)), ([c, d], ([a, b], false))];
            for (half, other) in halves {
                parts.entry(half.iter().collect()).or_default().push(IdiomPart { idiom, other: Some(other) });
            }
            for (one, other) in (0..LENGTH).flat_map(|one| (one + 1..LENGTH).map(move |other| (one, other))) {
                let mut exchanged = chars.clone();
                exchanged.swap(one, other);
                let exchanged: String = exchanged.into_iter().collect();
                if !idioms.contains(&exchanged) {
                    parts.entry(exchanged).or_default().push(IdiomPart { idiom, other: None });
                }
            }
        }
        let (words, parts): (Vec<String>, Vec<_>) = parts.into_iter().unzip();
        let words = WordTable::of(words.iter().map(String::as_str));
        Self { words, parts, idioms: idioms.iter().cloned().collect() }
    }

    /// Where a text, whose characters with their bytes these are, has an idiom wrongly: the place, and the number of
    /// the idiom; `is_right` characters make other words.
    pub fn slips(
        &self,
        text: &str,
        chars: impl Iterator<Item = (usize, char)>,
        is_right: impl Fn(char) -> bool,
    ) -> Vec<(Range<usize>, usize)> {
        let mut slips = Vec::new();
        self.words.find(text, chars, |word, found| {
            for IdiomPart { idiom, other } in &self.parts[word] {
                let Some((half, behind)) = other else {
                    slips.push((found.clone(), *idiom));
                    continue;
                };
                let beside: Vec<char> = match behind {
                    true => text[found.end..].chars().take(half.len()).collect(),
                    false => text[..found.start].chars().rev().take(half.len()).collect(),
                };
                let &[near, far] = beside.as_slice() else { continue };
                let written = if *behind { [near, far] } else { [far, near] };
                let wrong: Vec<char> = written.iter().zip(half).filter(|(c, own)| c != own).map(|(c, _)| *c).collect();
                if let [wrong] = wrong.as_slice()
                    && !is_right(*wrong)
                {
                    let bytes = near.len_utf8() + far.len_utf8();
                    let range = if *behind { found.start..found.end + bytes } else { found.start - bytes..found.end };
                    slips.push((range, *idiom));
                }
            }
        });
        slips.retain(|(range, _)| !self.idioms.contains(&text[range.clone()]));
        slips.sort_unstable_by_key(|(range, idiom)| (range.start, *idiom));
        slips
    }
}

#[cfg(test)]
mod tests {
    use super::IdiomIndex;

    #[test]
    fn one_character_or_two_exchanged_are_a_slip() {
        let idioms = ["攻坚克难", "异彩纷呈", "查漏补缺", "查缺补漏", "同心协力", "齐心协力"].map(str::to_owned);
        let index = IdiomIndex::of(&idioms);
        for (text, slip) in [
            ("扎实工作，克坚攻难，扎实推进", "克坚攻难"),
            ("活动异彩丰呈，", "异彩丰呈"),
            ("异菜纷呈", "异菜纷呈"),
            ("攻坚克难、查漏补缺、查缺补漏、齐心协力", ""),
            ("攻坚克，难", ""),
            ("攻坚战", ""),
            ("攻坚", ""),
        ] {
            let is_right = |c: char| c == '，';
            let slips = index.slips(text, text.char_indices(), is_right);
            let found: Vec<&str> = slips.into_iter().map(|(range, _)| &text[range]).collect();
            assert_eq!(found, slip.split_terminator(' ').collect::<Vec<_>>(), "{text}");
        }
    }
}
