//! Lists of words of which texts are asked for any.

use std::ops::Range;

use serde::Deserialize;

use crate::bigrams::WordTable;

/// Words that are looked for all at once.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct WordList {
    /// Apart: there are many lists, and tables are large.
    words: Box<WordTable>,
}

impl Default for WordList {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl From<Vec<String>> for WordList {
    fn from(words: Vec<String>) -> Self {
        Self { words: WordTable::of(words.iter().map(String::as_str)).into() }
    }
}

impl WordList {
    /// Whether a text has one of them.
    pub fn is_in(&self, text: &str) -> bool {
        self.words.is_in(text)
    }

    /// Where any of them ends in a text, in order.
    pub fn ends(&self, text: &str) -> Vec<usize> {
        let mut ends = Vec::new();
        self.words.find(text, text.char_indices(), |_, place| ends.push(place.end));
        ends.sort_unstable();
        ends
    }

    /// Where the one ends in a text that ends first.
    pub fn first_end(&self, text: &str) -> Option<usize> {
        let mut first: Option<usize> = None;
        let found = |_, place: Range<usize>| first = Some(first.map_or(place.end, |end| end.min(place.end)));
        self.words.find(text, text.char_indices(), found);
        first
    }
}

#[cfg(test)]
mod tests {
    use super::WordList;

    #[test]
    fn words_are_found_by_where_they_end() {
        let list = WordList::from(["全年", "本年度共", "年", "度"].map(str::to_owned).to_vec());
        for (text, end) in
            [("我局全年", Some(12)), ("本年度共", Some(6)), ("度年", Some(3)), ("公开", None), ("", None)]
        {
            assert_eq!((list.is_in(text), list.first_end(text)), (end.is_some(), end), "{text}");
            assert_eq!(list.ends(text).first().copied(), end, "{text}");
        }
    }
}
