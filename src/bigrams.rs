//! Words looked for by which characters stand beside each other: most are seen not to be in a text without a search.
//!
//! A text is asked for a word now and then by its [`Bigrams`]. A list of words that is known beforehand is a
//! [`WordTable`], which finds all of them in one go however many they are.

use std::ops::Range;

use memchr::memmem;
use serde::{Deserialize, Serialize};

use crate::packed;

/// The pairs of characters in a text.
pub struct Bigrams {
    /// A bit for each pair and each character, by their hash; as many as keep most of them apart.
    bits: Vec<u64>,
}

impl Bigrams {
    /// The pairs of a text.
    pub fn of(text: &str) -> Self {
        let mut bits = vec![0; (text.len() / 4).next_power_of_two()];
        let mut before = None;
        for c in text.chars() {
            set(&mut bits, hash('\0', c));
            if let Some(before) = before {
                set(&mut bits, hash(before, c));
            }
            before = Some(c);
        }
        Self { bits }
    }

    /// Whether the text has all pairs of a word, so that the word may be in it.
    pub fn may_contain(&self, word: &str) -> bool {
        let mut chars = word.chars();
        let Some(mut before) = chars.next() else { return true };
        let Some(second) = chars.next() else { return self.has(hash('\0', before)) };
        let mut next = Some(second);
        while let Some(c) = next {
            if !self.has(hash(before, c)) {
                return false;
            }
            before = c;
            next = chars.next();
        }
        true
    }

    /// Where the text, whose pairs these are, has a word.
    pub fn places<'t>(&self, text: &'t str, word: &'t str) -> impl Iterator<Item = Range<usize>> + use<'t> {
        let places = self.may_contain(word).then(|| memmem::find_iter(text.as_bytes(), word));
        // Nothing is found between any two bytes.
        let places = places.into_iter().flatten().filter(|at| text.is_char_boundary(*at));
        places.map(|at| at..at + word.len())
    }

    /// Whether the text, whose pairs these are, has a word.
    pub fn contain(&self, text: &str, word: &str) -> bool {
        self.may_contain(word) && text.contains(word)
    }

    /// Whether a bit is set.
    fn has(&self, hash: usize) -> bool {
        is_set(&self.bits, hash)
    }
}

/// Words that are looked for in texts all at once, each by the pair of its characters that fewest others have.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "WordAnchors")]
pub struct WordTable {
    #[serde(flatten)]
    words: WordAnchors,
    /// A bit for each pair that words are looked for by, and for each that is a single character, by its hash.
    #[serde(skip)]
    bits: Vec<u64>,
    /// Where the anchors of each hash begin; where all end.
    #[serde(skip)]
    firsts: Vec<usize>,
    /// The words of a single character, in the order of the characters.
    #[serde(skip)]
    singles: Vec<(char, usize)>,
}

/// Words, and by what they are looked for: what of a table is not seen at once.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct WordAnchors {
    /// The words behind each other.
    letters: String,
    /// Where each word ends in them.
    #[serde(with = "packed")]
    ends: Vec<usize>,
    /// What words are looked for by, in the order of its hashes: the number of the word.
    #[serde(with = "packed")]
    anchors: Vec<usize>,
    /// The bytes of that word before the pair.
    #[serde(with = "packed")]
    before: Vec<usize>,
}

impl WordAnchors {
    /// How many hashes are told apart.
    fn buckets(&self) -> usize {
        (2 * self.ends.len()).next_power_of_two()
    }

    /// The word of a number.
    fn word(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.letters[start..self.ends[number]]
    }

    /// Each word, in the order of their numbers.
    fn all(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|number| self.word(number))
    }
}

impl From<WordAnchors> for WordTable {
    fn from(words: WordAnchors) -> Self {
        let buckets = words.buckets();
        let (mut bits, mut firsts) = (vec![0; buckets.div_ceil(8)], vec![0; buckets + 1]);
        for (number, before) in words.anchors.iter().zip(&words.before) {
            let hash = word_pairs(&words.word(*number)[*before..]).next().map_or(0, |(_, hash)| hash);
            set(&mut bits, hash);
            firsts[hash % buckets + 1] += 1;
        }
        (0..buckets).for_each(|bucket| firsts[bucket + 1] += firsts[bucket]);
        let single = |(number, word): (usize, &str)| {
            let mut chars = word.chars();
            chars.next().filter(|_| chars.next().is_none()).map(|c| (c, number))
        };
        let mut singles: Vec<_> = words.all().enumerate().filter_map(single).collect();
        singles.sort_unstable();
        singles.iter().for_each(|(c, _)| set(&mut bits, hash('\0', *c)));
        Self { words, bits, firsts, singles }
    }
}

impl WordTable {
    /// A table of some words; one of no characters is found nowhere.
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut table = WordAnchors::default();
        for word in words {
            table.letters.push_str(word);
            table.ends.push(table.letters.len());
        }
        let buckets = table.buckets();
        // How many words have each pair: the rarest is what a word is looked for by.
        let mut counts = vec![0_usize; buckets];
        table.all().for_each(|word| word_pairs(word).for_each(|(_, hash)| counts[hash % buckets] += 1));
        let rarest = |word| word_pairs(word).min_by_key(|(_, hash)| counts[hash % buckets]);
        let mut rarest: Vec<_> =
            table.all().enumerate().filter_map(|(word, text)| Some((word, rarest(text)?))).collect();
        rarest.sort_by_key(|(_, (_, hash))| hash % buckets);
        (table.anchors, table.before) = rarest.into_iter().map(|(word, (before, _))| (word, before)).unzip();
        table.into()
    }

    /// Tells where a text, whose characters with their bytes these are, has which word, by its number; the places of one
    /// word come in order.
    pub fn find(
        &self,
        text: &str,
        chars: impl Iterator<Item = (usize, char)>,
        mut found: impl FnMut(usize, Range<usize>),
    ) {
        let mask = self.firsts.len() - 2;
        let mut last: Option<(usize, char)> = None;
        for (at, c) in chars {
            let pair = last.map(|(at, before)| (at, hash(before, c)));
            if let Some((at, hash)) = pair.filter(|(_, hash)| is_set(&self.bits, *hash)) {
                let bucket = hash & mask;
                for anchor in self.firsts[bucket]..self.firsts[bucket + 1] {
                    let number = self.words.anchors[anchor];
                    let Some(start) = at.checked_sub(self.words.before[anchor]) else { continue };
                    let word = self.words.word(number);
                    if text.as_bytes()[start..].starts_with(word.as_bytes()) {
                        found(number, start..start + word.len());
                    }
                }
            }
            if !self.singles.is_empty() && is_set(&self.bits, hash('\0', c)) {
                let first = self.singles.partition_point(|(single, _)| *single < c);
                let same = self.singles[first..].iter().take_while(|(single, _)| *single == c);
                same.for_each(|(_, word)| found(*word, at..at + c.len_utf8()));
            }
            last = Some((at, c));
        }
    }

    /// Where a text has which word, in the order of the words and then of the text.
    pub fn places(&self, text: &str, chars: impl Iterator<Item = (usize, char)>) -> Vec<(usize, Range<usize>)> {
        let mut places = Vec::new();
        self.find(text, chars, |word, place| places.push((word, place)));
        places.sort_unstable_by_key(|(word, place)| (*word, place.start));
        places
    }

    /// Whether a text has one of the words.
    pub fn is_in(&self, text: &str) -> bool {
        let mut is_in = false;
        self.find(text, text.char_indices(), |_, _| is_in = true);
        is_in
    }
}

/// The pairs of a word: the bytes before each, and its hash.
fn word_pairs(word: &str) -> impl Iterator<Item = (usize, usize)> {
    word.char_indices().zip(word.chars().skip(1)).map(|((at, before), c)| (at, hash(before, c)))
}

/// Whether a bit is set.
fn is_set(bits: &[u64], hash: usize) -> bool {
    bits[(hash / 64) & (bits.len() - 1)] >> (hash % 64) & 1 == 1
}

/// Sets a bit.
fn set(bits: &mut [u64], hash: usize) {
    let last = bits.len() - 1;
    bits[(hash / 64) & last] |= 1 << (hash % 64);
}

/// A number for two characters.
fn hash(before: char, c: char) -> usize {
    let mixed = (u32::from(before).wrapping_mul(0x9E37_79B1) ^ u32::from(c)).wrapping_mul(0x85EB_CA6B);
    (mixed >> 8) as usize
}

#[cfg(test)]
mod tests {
    use super::{Bigrams, WordTable};

    #[test]
    fn words_are_found_as_they_are_by_looking() {
        let texts = ["", "年", "政府信息公开工作年度报告", &"本年度收到申请12件，上年结转3件。".repeat(200)];
        let words = ["", "年", "年度", "信息公开", "结转3件。本", "申请1件", "公开信息", "件件", "\0", "a"];
        for text in texts {
            let bigrams = Bigrams::of(text);
            for word in words {
                assert_eq!(bigrams.contain(text, word), text.contains(word), "{word} in {text}");
                assert_eq!(bigrams.places(text, word).count(), text.matches(word).count(), "{word} in {text}");
            }
        }
        let few = Bigrams::of(texts[2]);
        let unlikely = ["热线", "投诉", "复议", "诉讼", "罚款", "处罚", "许可", "强制", "规章", "结转"];
        assert!(unlikely.iter().filter(|word| few.may_contain(word)).count() < 4);
    }
    #[test]
    fn a_table_finds_every_word_wherever_it_is() {
        let words = ["信息公开", "公开", "年", "公开信息", "信息", "", "息公", "公开", "件，上年", "a", "ab"];
        let table = WordTable::of(words);
        for text in ["", "年", "ab", "政府信息公开信息公开年度报告", &"本年度公开申请12件，上年结转3件。a".repeat(50)]
        {
            let mut found = vec![Vec::new(); words.len()];
            table.find(text, text.char_indices(), |word, range| found[word].push(range));
            for (word, found) in words.iter().zip(found) {
                let is_place =
                    |at: &usize| !word.is_empty() && text.is_char_boundary(*at) && text[*at..].starts_with(word);
                let expected: Vec<_> = (0..text.len()).filter(is_place).map(|at| at..at + word.len()).collect();
                assert_eq!(found, expected, "{word} in {text}");
            }
        }
        assert!(!WordTable::of([]).is_in("公开") && table.is_in("公开"));
    }
}
