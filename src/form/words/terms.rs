//! Terms of the trade of which one character is another, is left out, or stands in its neighbour's place.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::alike::AlikeCharacters;
use crate::bigrams::WordTable;

/// Characters of a term that are right on both sides of any other one, or of one that is left out.
const BESIDE: usize = 2;

/// Characters of a term of which one may be any other, or be left out.
const LONG: usize = 5;

/// Characters of a term that is known by its first two, and where nothing but punctuation and the like follows.
const SHORT: usize = 3;

/// Terms, by their halves: of a term with one slip one half is as it should be.
#[derive(Debug)]
pub struct TermIndex {
    /// The halves.
    words: WordTable,
    /// The terms that have each half.
    halves: Vec<Vec<TermHalf>>,
    /// Characters of the longest half.
    longest: usize,
    /// Characters that sound or look alike.
    alike: AlikeCharacters,
    /// Two characters that are a word of their own.
    spared: HashSet<(char, char)>,
}

/// The half of a term that is as it should be.
#[derive(Debug)]
struct TermHalf {
    /// The number of the term.
    term: usize,
    /// Whether it is the first.
    first: bool,
    /// Its characters.
    length: usize,
    /// The other half, from where the two meet.
    other: Vec<char>,
}

/// What differs from a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    /// Another character stands there.
    Other(char),
    /// The character is left out.
    LeftOut,
    /// It stands in its neighbour's place.
    Swapped,
}

impl TermIndex {
    /// The index of some terms, of words that others are no slips of, and of characters that are alike.
    pub fn of(terms: &[String], spared: &[String], groups: &[String]) -> Self {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut halves: Vec<Vec<TermHalf>> = Vec::new();
        for (term, word) in terms.iter().enumerate() {
            let chars: Vec<char> = word.chars().collect();
            let (before, after) = chars.split_at((chars.len() / 2).max(2).min(chars.len()));
            let reversed = before.iter().rev().copied().collect();
            // One character alone is in nearly every sentence.
            let both = [(before, true, after.to_vec()), (after, false, reversed)];
            for (half, first, other) in both.into_iter().filter(|(half, ..)| half.len() > 1) {
                let number = *numbers.entry(half.iter().collect()).or_insert(halves.len());
                if number == halves.len() {
                    halves.push(Vec::new());
                }
                halves[number].push(TermHalf { term, first, length: half.len(), other });
            }
        }
        let mut words: Vec<(&String, usize)> = numbers.iter().map(|(word, number)| (word, *number)).collect();
        words.sort_by_key(|(_, number)| *number);
        let alike = AlikeCharacters::of(groups);
        let pair = |word: &String| word.chars().next().zip(word.chars().nth(1));
        let spared = spared.iter().filter_map(pair).collect();
        let longest = halves.iter().flatten().map(|half| half.other.len()).max().unwrap_or_default();
        let words = WordTable::of(words.iter().map(|(word, _)| word.as_str()));
        Self { words, halves, longest, alike, spared }
    }

    /// Where a text, whose characters with their bytes these are, has a term with a slip: the place, and the number of
    /// the term.
    pub fn slips(
        &self,
        text: &str,
        chars: impl Iterator<Item = (usize, char)>,
        is_right: impl Fn(char) -> bool,
    ) -> Vec<(Range<usize>, usize)> {
        let mut slips = Vec::new();
        // What stands on both sides of a half, from where it meets the other one.
        let (mut after, mut before) = (Vec::new(), Vec::new());
        self.words.find(text, chars, |number, found| {
            let halves = &self.halves[number];
            after.clear();
            if halves.iter().any(|half| half.first) {
                after.extend(text[found.end..].chars().take(self.longest + 1));
            }
            before.clear();
            if halves.iter().any(|half| !half.first) {
                before.extend(text[..found.start].chars().rev().take(self.longest + 1));
            }
            for half in halves {
                let beside = if half.first { &after } else { &before };
                let written = &beside[..beside.len().min(half.other.len() + 1)];
                let Some((at, slip, count)) = half.slip(written) else { continue };
                let bytes: usize = written[..count].iter().map(|c| c.len_utf8()).sum();
                let range = if half.first { found.start..found.end + bytes } else { found.start - bytes..found.end };
                let before = if at == 0 { half.edge(text, found.clone()) } else { Some(written[at - 1]) };
                let sides = [before, written.get(at + 1).copied()];
                if self.is_slip(half, at, slip, sides, &is_right) {
                    slips.push((range, half.term));
                }
            }
        });
        slips
    }

    /// Whether what differs is a slip, no other word.
    fn is_slip(
        &self,
        half: &TermHalf,
        at: usize,
        slip: Slip,
        sides: [Option<char>; 2],
        is_right: &impl Fn(char) -> bool,
    ) -> bool {
        let own = half.other[at];
        let inside =
            half.length + half.other.len() >= LONG && half.length + at >= BESIDE && half.other.len() - 1 - at >= BESIDE;
        match slip {
            Slip::Swapped => true,
            Slip::LeftOut => inside && !is_right(own),
            Slip::Other(c) => {
                let sides = if half.first { sides } else { [sides[1], sides[0]] };
                let is_word = sides[0].is_some_and(|before| self.spared.contains(&(before, c)))
                    || sides[1].is_some_and(|after| self.spared.contains(&(c, after)));
                let is_long = half.length + half.other.len() > SHORT || sides[1].is_none_or(is_right);
                !is_right(c) && !is_word && is_long && (inside || self.alike.are_alike(own, c))
            }
        }
    }

    /// Characters that sound or look alike.
    pub fn alike(&self) -> &AlikeCharacters {
        &self.alike
    }
}

impl TermHalf {
    /// The character of this half where the two meet.
    fn edge(&self, text: &str, place: Range<usize>) -> Option<char> {
        match self.first {
            true => text[place].chars().next_back(),
            false => text[place].chars().next(),
        }
    }

    /// What differs first between the other half and what is written, where nothing else does, and how many of the
    /// characters written are the half.
    fn slip(&self, written: &[char]) -> Option<(usize, Slip, usize)> {
        let length = self.other.len();
        let at = self.other.iter().zip(written).position(|(own, c)| own != c)?;
        // Most that differ do so at once, and go on otherwise.
        let goes_otherwise = |at: usize| self.other.get(at) != written.get(at);
        if at == 0 && length > 1 && goes_otherwise(1) && self.other.get(1) != written.first() {
            return None;
        }
        let rest = |from: usize| self.other.get(from..).unwrap_or_default();
        let goes_on = |from: usize, rest: &[char]| written.get(from..from + rest.len()) == Some(rest);
        let other = written[at];
        if goes_on(at + 1, rest(at + 1)) {
            return Some((at, Slip::Other(other), length));
        }
        let next = self.other.get(at + 1)?;
        if other == *next && written.get(at + 1) == Some(&self.other[at]) && goes_on(at + 2, rest(at + 2)) {
            return Some((at, Slip::Swapped, length));
        }
        goes_on(at, rest(at + 1)).then_some((at, Slip::LeftOut, length - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::TermIndex;

    /// The slips of a text.
    fn slips(text: &str) -> Vec<&str> {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let terms = owned(&["依申请公开", "行政复议", "政府信息公开", "信息公开目录"]);
        let index = TermIndex::of(&terms, &owned(&["公布", "展开"]), &owned(&["议仪意", "公工"]));
        let is_right = |c: char| "的、".contains(c) || !('\u{4E00}'..='\u{9FFF}').contains(&c);
        index.slips(text, text.char_indices(), is_right).into_iter().map(|(range, _)| &text[range]).collect()
    }

    #[test]
    fn one_character_is_a_slip() {
        for (text, expected) in [
            ("收到依申公开3件", "依申公开"),
            ("行政复仪", "行政复仪"),
            ("行政议复", "行政议复"),
            ("政府信公开", "政府信公开"),
            ("政府信系公开", "政府信系公开"),
            ("政府信息工开", "政府信息工开"),
            ("信息公天目录", "信息公天目录"),
        ] {
            assert_eq!(slips(text), [expected], "{text}");
        }
    }

    #[test]
    fn other_words_are_none() {
        for text in [
            "依申请公开，行政复议",
            "政府信息展开目录",
            "信息公布目录",
            "行政信息公开",
            "行政复核",
            "政府的信息公开",
            "政府信、息公开",
            "公开",
            "",
        ] {
            assert_eq!(slips(text), [""; 0], "{text}");
        }
    }
}
