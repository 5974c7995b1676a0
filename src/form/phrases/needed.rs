//! Words without which no phrase of a tie is in a text, looked for all at once: most sentences have few of them.

use crate::bigrams::WordTable;

/// The words that the ties of a file need.
#[derive(Debug, Clone)]
pub(crate) struct NeededByTies {
    /// All words.
    words: WordTable,
    /// The numbers of the ties that need each word.
    ties: Vec<Vec<usize>>,
    /// For each tie, whether nothing is known that it needs.
    always: Vec<bool>,
}

impl NeededByTies {
    /// What some ties need, each a list of words; an empty one where nothing is known.
    pub(super) fn of<'t>(ties: impl Iterator<Item = &'t Vec<String>> + Clone) -> Self {
        let needs = || ties.clone().enumerate().flat_map(|(tie, needs)| needs.iter().map(move |word| (word, tie)));
        let mut words: Vec<&str> = needs().map(|(word, _)| word.as_str()).collect();
        words.sort_unstable();
        words.dedup();
        let mut numbers = vec![Vec::new(); words.len()];
        for (word, tie) in needs() {
            if let Ok(number) = words.binary_search(&word.as_str()) {
                numbers[number].push(tie);
            }
        }
        let always = ties.clone().map(Vec::is_empty).collect();
        Self { words: WordTable::of(words), ties: numbers, always }
    }

    /// For each tie, whether a text has one of the words that it needs.
    pub(crate) fn in_text(&self, text: &str) -> Vec<bool> {
        let mut may_be = self.always.clone();
        self.words
            .find(text, text.char_indices(), |word, _| self.ties[word].iter().for_each(|tie| may_be[*tie] = true));
        may_be
    }
}
