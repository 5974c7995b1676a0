//! Idioms of four characters of which one is another, or of which two stand in each other's place.

use std::collections::HashSet;
use std::ops::Range;

use crate::numbered::NumberedWords;

/// Characters of an idiom.
const LENGTH: usize = 4;

/// What words of the index are of an idiom: its first half, its last, or all of it with two characters exchanged.
const PARTS: usize = 3;

/// Idioms, by their halves and by how they are with two characters in each other's place: with one wrong character one
/// half is as it should be.
#[derive(Debug)]
pub struct IdiomIndex {
    /// The halves and the exchanged forms: the number of an idiom for each of its parts, by turns.
    words: NumberedWords,
    /// The characters of each idiom; none of what is no idiom.
    characters: Vec<Option<[char; LENGTH]>>,
    /// The idioms: one may be almost another.
    idioms: HashSet<String>,
}

/// The characters of an idiom; what has not four of them is none.
fn characters(idiom: &str) -> Option<[char; LENGTH]> {
    idiom.chars().collect::<Vec<_>>().try_into().ok()
}

/// What some idioms are looked for by: the number of each three times, and one more for each of its parts.
pub(crate) fn parts_of_idioms<'i>(idioms: impl IntoIterator<Item = &'i str>) -> NumberedWords {
    let idioms: Vec<&str> = idioms.into_iter().collect();
    let mut parts = Vec::new();
    for (idiom, word) in idioms.iter().enumerate() {
        let Some(chars) = characters(word) else { continue };
        let (first, last) = chars.split_at(LENGTH / 2);
        parts.extend([(first.iter().collect(), PARTS * idiom), (last.iter().collect(), PARTS * idiom + 1)]);
        for (one, other) in (0..LENGTH).flat_map(|one| (one + 1..LENGTH).map(move |other| (one, other))) {
            let mut exchanged = chars;
            exchanged.swap(one, other);
            let exchanged: String = exchanged.into_iter().collect();
            if !idioms.contains(&exchanged.as_str()) {
                parts.push((exchanged, PARTS * idiom + 2));
            }
        }
    }
    NumberedWords::of(parts)
}

impl IdiomIndex {
    /// The index of some idioms, whose parts these are.
    pub fn of(idioms: &[String], words: NumberedWords) -> Self {
        let characters = idioms.iter().map(|idiom| characters(idiom)).collect();
        Self { words, characters, idioms: idioms.iter().cloned().collect() }
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
            for number in self.words.numbers(word) {
                let (idiom, part) = (number / PARTS, number % PARTS);
                let Some([a, b, c, d]) = self.characters[idiom] else { continue };
                let (half, behind) = match part {
                    0 => ([c, d], true),
                    1 => ([a, b], false),
                    _ => {
                        slips.push((found.clone(), idiom));
                        continue;
                    }
                };
                let written = match behind {
                    true => pair(text[found.end..].chars()),
                    false => pair(text[..found.start].chars().rev()).map(|[near, far]| [far, near]),
                };
                let Some(written) = written else { continue };
                let wrong = match [written[0] == half[0], written[1] == half[1]] {
                    [true, false] => written[1],
                    [false, true] => written[0],
                    _ => continue,
                };
                if !is_right(wrong) {
                    let bytes = written.map(char::len_utf8).into_iter().sum::<usize>();
                    let range = if behind { found.start..found.end + bytes } else { found.start - bytes..found.end };
                    slips.push((range, idiom));
                }
            }
        });
        slips.retain(|(range, _)| !self.idioms.contains(&text[range.clone()]));
        slips.sort_unstable_by_key(|(range, idiom)| (range.start, *idiom));
        slips
    }
}

/// The first two of some characters.
fn pair(mut chars: impl Iterator<Item = char>) -> Option<[char; 2]> {
    Some([chars.next()?, chars.next()?])
}

#[cfg(test)]
mod tests {
    use super::{IdiomIndex, parts_of_idioms};

    #[test]
    fn one_character_or_two_exchanged_are_a_slip() {
        let idioms = ["攻坚克难", "异彩纷呈", "查漏补缺", "查缺补漏", "同心协力", "齐心协力"].map(str::to_owned);
        let index = IdiomIndex::of(&idioms, parts_of_idioms(idioms.iter().map(String::as_str)));
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
