//! The words that hold together where a title or a signature is broken, as data.

use std::sync::LazyLock;

use serde::Deserialize;

/// Words by what they do at the end of a line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vocabulary {
    /// What a place ends with in a name.
    places: Vec<String>,
    /// What a unit with a number ends with.
    numbered: Vec<String>,
    /// Words of agencies' names.
    organs: Vec<String>,
    /// Words of titles, which may be broken before and after them.
    title: Vec<String>,
    /// Words that no line ends with.
    leading: Vec<String>,
    /// Characters that no line begins with.
    not_first: String,
    /// Characters that no line ends with.
    not_last: String,
    /// Opening and closing brackets, in pairs.
    brackets: Vec<String>,
}

/// The words of the program.
static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let words = include_str!(concat!(env!("OUT_DIR"), "/vocabulary.json"));
    let mut words: Vocabulary = serde_json::from_str(words).expect("a test reads them");
    for list in [&mut words.places, &mut words.organs, &mut words.title] {
        list.sort_by_key(|word| std::cmp::Reverse(word.len()));
    }
    words
});

/// Characters between brackets that are looked for their closing one.
const LONGEST_BRACKET: usize = 200;

impl Vocabulary {
    /// The words of the program.
    pub(super) fn get() -> &'static Self {
        &VOCABULARY
    }

    /// The length of the word of a name that a text begins with.
    pub(super) fn organ(&self, text: &str) -> Option<usize> {
        longest(&self.organs, text)
    }

    /// The length of the word of a title that a text begins with.
    pub(super) fn title(&self, text: &str) -> Option<usize> {
        longest(&self.title, text)
    }

    /// The length of what a text begins with, where a place ends with it; `before` is the name up to there.
    pub(super) fn place(&self, before: &str, text: &str) -> Option<usize> {
        let counted = before.chars().next_back().is_some_and(is_numeral);
        let numbered = self.numbered.iter().find(|word| counted && text.starts_with(word.as_str()));
        longest(&self.places, text).or(numbered.map(String::len))
    }

    /// The length of the brackets that a text begins with, and all between them.
    pub(super) fn bracket(&self, text: &str) -> Option<usize> {
        let first = text.chars().next()?;
        let pair = self.brackets.iter().find(|pair| pair.starts_with(first))?;
        let mut open = 0_usize;
        for (at, c) in text.char_indices().take(LONGEST_BRACKET) {
            match pair.find(c) {
                Some(0) => open += 1,
                Some(_) => open -= 1,
                None => {}
            }
            if open == 0 {
                return Some(at + c.len_utf8());
            }
        }
        None
    }

    /// Whether a word may not begin a line.
    pub(super) fn follows(&self, word: &str) -> bool {
        word.chars().next().is_some_and(|c| self.not_first.contains(c))
    }

    /// Whether a word says what a title is about.
    pub(super) fn opens(&self, word: &str) -> bool {
        self.leading.iter().any(|opening| word.starts_with(opening.as_str()))
    }

    /// Whether a word may not end a line.
    pub(super) fn leads(&self, word: &str) -> bool {
        let word = word.trim_end();
        word.chars().next_back().is_some_and(|c| self.not_last.contains(c)) || self.leading.iter().any(|w| w == word)
    }
}

/// The length of the longest word of a list, the longest first, that a text begins with.
fn longest(words: &[String], text: &str) -> Option<usize> {
    words.iter().find(|word| text.starts_with(word.as_str())).map(String::len)
}

/// Whether a character is a digit, Western or Chinese.
pub(super) fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十百".contains(c)
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;

    #[test]
    fn words_are_found_by_their_longest() {
        let words = Vocabulary::get();
        assert_eq!(words.organ("人民政府办公室"), Some("人民政府办公室".len()));
        assert_eq!(words.place("延边朝鲜族", "自治州人民政府"), Some("自治州".len()));
        assert_eq!((words.place("第八", "师"), words.place("律", "师")), (Some("师".len()), None));
        assert_eq!(words.bracket("（甲（乙））丙"), Some("（甲（乙））".len()));
        assert_eq!(words.bracket("（甲"), None);
    }
}
