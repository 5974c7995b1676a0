//! Long lists of words.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

/// The words of a long list. In its file it is one text with blanks between them, which is read at once, or a list of
/// texts.
#[derive(Debug)]
pub struct WordList(String);

impl WordList {
    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split_whitespace()
    }
}

impl<'de> Deserialize<'de> for WordList {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_any(WordListVisitor)
    }
}

/// What reads a list of words.
struct WordListVisitor;

impl<'de> Visitor<'de> for WordListVisitor {
    type Value = WordList;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<WordList, E> {
        Ok(WordList(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut words: A) -> Result<WordList, A::Error> {
        let mut all = String::new();
        while let Some(word) = words.next_element::<String>()? {
            all.extend([word.as_str(), " "]);
        }
        Ok(WordList(all))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::WordList;

    /// A file with a list.
    #[derive(Deserialize)]
    struct WordFile {
        words: WordList,
    }

    #[test]
    fn one_text_is_as_good_as_a_list() {
        for text in ["words = ['公开', '目录']", "words = '''\n公开 \n  目录\n'''"] {
            let file: WordFile = toml::from_str(text).unwrap();
            assert_eq!(file.words.iter().collect::<Vec<_>>(), ["公开", "目录"], "{text}");
        }
        let error = toml::from_str::<WordFile>("words = 3").err().unwrap();
        assert!(error.message().ends_with("expected a sequence"), "{error}");
    }
}
