//! Words that each stand for some numbers: what is known of them, looked for in texts all at once.

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::bigrams::WordTable;
use crate::packed;

/// Words, each with its numbers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NumberedWords {
    words: WordTable,
    /// The numbers of each word, those of one word behind those of another.
    #[serde(with = "packed")]
    numbers: Vec<usize>,
    /// Where those of each word begin; where all end.
    #[serde(with = "packed")]
    firsts: Vec<usize>,
}

impl NumberedWords {
    /// Some words, each with one of its numbers.
    pub fn of(pairs: impl IntoIterator<Item = (String, usize)>) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut all: Vec<(usize, usize)> = Vec::new();
        for (word, number) in pairs {
            let at = *known.entry(word).or_insert_with_key(|word| {
                words.push(word.clone());
                words.len() - 1
            });
            all.push((at, number));
        }
        all.sort_by_key(|(word, _)| *word);
        let firsts = (0..=words.len()).map(|word| all.partition_point(|(of, _)| *of < word)).collect();
        let numbers = all.into_iter().map(|(_, number)| number).collect();
        Self { words: WordTable::of(words.iter().map(String::as_str)), numbers, firsts }
    }

    /// Tells where a text, whose characters with their bytes these are, has which word; the places of one word come in
    /// order.
    pub fn find(&self, text: &str, chars: impl Iterator<Item = (usize, char)>, found: impl FnMut(usize, Range<usize>)) {
        self.words.find(text, chars, found);
    }

    /// The numbers of a word.
    pub fn numbers(&self, word: usize) -> &[usize] {
        &self.numbers[self.places(word)]
    }

    /// The numbers of all words, those of one word behind those of another.
    pub fn all(&self) -> &[usize] {
        &self.numbers
    }

    /// Where those of a word stand among all.
    pub fn places(&self, word: usize) -> Range<usize> {
        self.firsts[word]..self.firsts[word + 1]
    }
}

#[cfg(test)]
mod tests {
    use super::NumberedWords;

    #[test]
    fn words_are_found_with_all_their_numbers() {
        let pairs = [("公开", 3), ("年报", 1), ("公开", 0), ("信息公开", 7)];
        let words = NumberedWords::of(pairs.map(|(word, number)| (word.to_owned(), number)));
        let mut found = Vec::new();
        let text = "信息公开年报";
        words.find(text, text.char_indices(), |word, range| found.push((&text[range], words.numbers(word).to_vec())));
        found.sort_unstable();
        assert_eq!(found, [("信息公开", vec![7]), ("公开", vec![3, 0]), ("年报", vec![1])]);
    }
}
