//! Terms of the trade of which one character is another, is left out, or stands in its neighbour's place.

use std::ops::Range;

use super::alike::AlikeCharacters;
use crate::numbered::NumberedWords;

/// Characters of a term that are right on both sides of any other one, or of one that is left out.
const BESIDE: usize = 2;

/// Characters of a term of which one may be any other, or be left out.
const LONG: usize = 5;

/// Characters of a term that is known by its first two, and where nothing but punctuation and the like follows.
const SHORT: usize = 3;

/// Terms, by their halves: of a term with one slip one half is as it should be.
#[derive(Debug)]
pub struct TermIndex {
    /// The halves: the number of a term for its first one and for its last one, by turns.
    words: NumberedWords,
    /// What stands beside each of them.
    halves: Vec<TermHalf>,
    /// The first two characters of that, in the order of the numbers of all words: most halves are seen to be none by them.
    heads: Vec<[char; 2]>,
    /// The characters of that of all, one behind the other.
    letters: Vec<char>,
    /// Characters of the longest.
    longest: usize,
    /// Characters that sound or look alike.
    alike: AlikeCharacters,
    /// Two characters that are a word of their own, in their order.
    spared: Vec<(char, char)>,
}

/// The half of a term that is as it should be.
#[derive(Debug)]
struct TermHalf {
    /// Whether it is the first.
    first: bool,
    /// Its characters.
    length: usize,
    /// The other half, from where the two meet, among the characters of all.
    other: Range<usize>,
}

/// The two halves of a term.
fn halves(term: &str) -> (&str, &str) {
    let middle = (term.chars().count() / 2).max(2);
    term.split_at(term.char_indices().nth(middle).map_or(term.len(), |(at, _)| at))
}

/// The halves of some terms by which they are looked for: the number of each term twice, and one more for its last half.
pub(crate) fn halves_of_terms<'t>(terms: impl IntoIterator<Item = &'t str>) -> NumberedWords {
    let both = terms.into_iter().enumerate().flat_map(|(term, word)| {
        let (first, last) = halves(word);
        [(first.to_owned(), 2 * term), (last.to_owned(), 2 * term + 1)]
    });
    // One character alone is in nearly every sentence.
    NumberedWords::of(both.filter(|(half, _)| half.chars().nth(1).is_some()))
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
    /// The index of some terms, whose halves these are, of words that others are no slips of, and of characters that are
    /// alike.
    pub fn of(terms: &[String], words: NumberedWords, spared: &[String], groups: &[String]) -> Self {
        let (mut letters, mut beside): (Vec<char>, Vec<TermHalf>) = Default::default();
        for term in terms {
            let (before, after) = halves(term);
            for (half, first) in [(before, true), (after, false)] {
                let start = letters.len();
                match first {
                    true => letters.extend(after.chars()),
                    false => letters.extend(before.chars().rev()),
                }
                let (length, other) = (half.chars().count(), start..letters.len());
                beside.push(TermHalf { first, length, other });
            }
        }
        let alike = AlikeCharacters::of(groups);
        let pair = |word: &String| word.chars().next().zip(word.chars().nth(1));
        let mut spared: Vec<(char, char)> = spared.iter().filter_map(pair).collect();
        spared.sort_unstable();
        let longest = beside.iter().map(|half| half.other.len()).max().unwrap_or_default();
        let heads = words.all().iter().map(|half| head(letters[beside[*half].other.clone()].iter().copied())).collect();
        Self { words, halves: beside, heads, letters, longest, alike, spared }
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
        self.words.find(text, chars, |word, found| {
            let (behind, ahead) = (text[found.end..].chars(), text[..found.start].chars().rev());
            let (head_after, head_before) = (head(behind.clone()), head(ahead.clone()));
            after.clear();
            before.clear();
            // First halves have even numbers.
            let heads = [head_after, head_before];
            let may_be = |(number, own): &(&usize, &[char; 2])| may_begin(**own, heads[*number % 2]);
            let numbers = self.words.numbers(word).iter().zip(&self.heads[self.words.places(word)]);
            for (number, _) in numbers.filter(may_be) {
                let half = &self.halves[*number];
                let beside = if half.first { &mut after } else { &mut before };
                if beside.is_empty() {
                    match half.first {
                        true => beside.extend(behind.clone().take(self.longest + 1)),
                        false => beside.extend(ahead.clone().take(self.longest + 1)),
                    }
                }
                let other = &self.letters[half.other.clone()];
                let written = &beside[..beside.len().min(other.len() + 1)];
                let Some((at, slip, count)) = differing(other, written) else { continue };
                let bytes: usize = written[..count].iter().map(|c| c.len_utf8()).sum();
                let range = if half.first { found.start..found.end + bytes } else { found.start - bytes..found.end };
                let before = if at == 0 { half.edge(text, found.clone()) } else { Some(written[at - 1]) };
                let sides = [before, written.get(at + 1).copied()];
                if self.is_slip(half, at, slip, sides, &is_right) {
                    slips.push((range, number / 2));
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
        let (own, length) = (self.letters[half.other.start + at], half.other.len());
        let inside = half.length + length >= LONG && half.length + at >= BESIDE && length - 1 - at >= BESIDE;
        match slip {
            Slip::Swapped => true,
            Slip::LeftOut => inside && !is_right(own),
            Slip::Other(c) => {
                let sides = if half.first { sides } else { [sides[1], sides[0]] };
                let is_spared = |pair: &(char, char)| self.spared.binary_search(pair).is_ok();
                let is_word = || {
                    sides[0].zip(Some(c)).is_some_and(|pair| is_spared(&pair))
                        || Some(c).zip(sides[1]).is_some_and(|pair| is_spared(&pair))
                };
                let is_long = || half.length + length > SHORT || sides[1].is_none_or(is_right);
                !is_right(c) && (inside || self.alike.are_alike(own, c)) && is_long() && !is_word()
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
}

/// Whether what begins with two characters may be half a term that begins with two others, with one slip.
fn may_begin([first, second]: [char; 2], [one, other]: [char; 2]) -> bool {
    second == NONE || first == one || second == other || second == one
}

/// What differs first between half a term and what is written, where nothing else does, and how many of the characters
/// written are the half.
fn differing(half: &[char], written: &[char]) -> Option<(usize, Slip, usize)> {
    let at = half.iter().zip(written).position(|(own, c)| own != c)?;
    let rest = |from: usize| half.get(from..).unwrap_or_default();
    let goes_on = |from: usize, rest: &[char]| written.get(from..from + rest.len()) == Some(rest);
    let other = written[at];
    if goes_on(at + 1, rest(at + 1)) {
        return Some((at, Slip::Other(other), half.len()));
    }
    let next = half.get(at + 1)?;
    if other == *next && written.get(at + 1) == Some(&half[at]) && goes_on(at + 2, rest(at + 2)) {
        return Some((at, Slip::Swapped, half.len()));
    }
    goes_on(at, rest(at + 1)).then_some((at, Slip::LeftOut, half.len() - 1))
}

/// The first two of some characters, none for one that is lacking.
fn head(mut chars: impl Iterator<Item = char>) -> [char; 2] {
    [(); 2].map(|()| chars.next().unwrap_or(NONE))
}

/// What is in no term.
const NONE: char = '\0';

#[cfg(test)]
mod tests {
    use super::{TermIndex, halves_of_terms};

    /// The slips of a text.
    fn slips(text: &str) -> Vec<&str> {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let terms = owned(&["依申请公开", "行政复议", "政府信息公开", "信息公开目录"]);
        let halves = halves_of_terms(terms.iter().map(String::as_str));
        let index = TermIndex::of(&terms, halves, &owned(&["公布", "展开"]), &owned(&["议仪意", "公工"]));
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
