//! The words of a title, between which the typesetter breaks it (GB/T 9704-2012, 7.3.1): it measures them, nobody guesses.

mod name;
mod vocabulary;
mod word;

pub use name::name;
pub use word::TitleWord;

use crate::characters::clean;
use vocabulary::{Vocabulary, is_numeral};
use word::joined;

/// What a word of a title is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WordKind {
    /// The name of an agency, or what may be one.
    Name,
    /// Brackets and all between them.
    Bracket,
    /// A year.
    Year,
    /// What a report of this form begins its own name with.
    First,
    /// What makes a word of the form's another one of them: 工作 behind 政府信息公开.
    Tail,
    /// Another word of titles.
    Other,
}

/// Brackets in brackets up to which they hold together.
const DEEPEST: usize = 3;

/// How unwelcome a break is between what is said in one breath: a year and what it is the year of.
const IN_ONE_BREATH: u8 = 8;

/// How unwelcome a break is between words.
const BETWEEN: u8 = 4;

/// The lines of a title as they were given, each as its words; agencies' names and the form's own words are among them.
pub fn title_lines(title: &str, names: &[String], words: &[String]) -> Vec<Vec<TitleWord>> {
    let mut names: Vec<String> = names.iter().map(|name| clean(name.trim())).filter(|name| !name.is_empty()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let scanner = TitleScanner { names: &names, words };
    let lines = title.lines().map(|line| clean(line.trim())).filter(|line| !line.is_empty());
    lines.map(|line| scanner.words(&line, 0)).collect()
}

/// Looks for the words of a title.
struct TitleScanner<'a> {
    /// Names of agencies, the longest first.
    names: &'a [String],
    /// Words of the form's titles.
    words: &'a [String],
}

impl TitleScanner<'_> {
    /// The words of a line, or of what stands in brackets so deep.
    fn words(&self, line: &str, depth: usize) -> Vec<TitleWord> {
        let mut words = Vec::new();
        let mut before = None;
        for (text, kind) in self.tokens(line) {
            let cost = self.cost(before, (text, kind));
            let bare = text.trim_end();
            let parts = match kind {
                WordKind::Name => name(bare).parts,
                WordKind::Bracket if depth < DEEPEST => self.inside(bare, depth),
                _ => Vec::new(),
            };
            let mut word = TitleWord { parts, ..TitleWord::plain(bare, cost) };
            (bare.len()..text.len()).for_each(|_| word.push_blank());
            words.push(word);
            before = Some((text, kind));
        }
        joined(words)
    }

    /// The words between two brackets, with the brackets.
    fn inside(&self, text: &str, depth: usize) -> Vec<TitleWord> {
        let mut chars = text.chars();
        let (Some(open), Some(close)) = (chars.next(), chars.next_back()) else { return Vec::new() };
        let words = std::iter::once(TitleWord::plain(&open.to_string(), 0))
            .chain(self.words(chars.as_str(), depth + 1))
            .chain([TitleWord::plain(&close.to_string(), 0)]);
        joined(words.collect())
    }

    /// A line cut into words and what stands between them, blanks left to the word before.
    fn tokens<'t>(&self, line: &'t str) -> Vec<(&'t str, WordKind)> {
        let mut tokens = Vec::new();
        let (mut start, mut at) = (0, 0);
        while let Some(c) = line[at..].chars().next() {
            let found = self.known(&line[at..]);
            let blank = c == ' ';
            if (found.is_some() || blank) && at > start {
                tokens.push((start, at, WordKind::Name));
                start = at;
            }
            match found {
                Some((length, kind)) => {
                    let shorter = at + self.shorter(&line[at..at + length]).unwrap_or(length);
                    tokens.push((at, shorter, kind));
                    at += length;
                    if shorter < at {
                        tokens.push((shorter, at, WordKind::Tail));
                    }
                    start = at;
                }
                None if blank => {
                    at += 1;
                    start = at;
                    if let Some((_, end, _)) = tokens.last_mut() {
                        *end = at;
                    }
                }
                None => at += c.len_utf8(),
            }
        }
        if at > start {
            tokens.push((start, at, WordKind::Name));
        }
        tokens.into_iter().map(|(start, end, kind)| (&line[start..end], kind)).collect()
    }

    /// The length and the kind of the word that a text begins with.
    fn known(&self, text: &str) -> Option<(usize, WordKind)> {
        let vocabulary = Vocabulary::get();
        let among = |all: &[String]| all.iter().filter(|w| text.starts_with(w.as_str())).map(String::len).max();
        let is_first = self.words.first().is_some_and(|first| text.starts_with(first.as_str()));
        let kind = if is_first { WordKind::First } else { WordKind::Other };
        among(self.names)
            .map(|length| (length, WordKind::Name))
            .or_else(|| vocabulary.bracket(text).map(|length| (length, WordKind::Bracket)))
            .or_else(|| year(text).map(|length| (length, WordKind::Year)))
            .or_else(|| among(self.words).max(vocabulary.title(text)).map(|length| (length, kind)))
    }

    /// The length of the longest of the form's words that a longer one of them begins with.
    fn shorter(&self, word: &str) -> Option<usize> {
        let is_of_form = self.words.iter().any(|known| known == word);
        let begins = |known: &&String| is_of_form && known.len() < word.len() && word.starts_with(known.as_str());
        self.words.iter().filter(begins).map(String::len).max()
    }

    /// What a break before a word costs.
    fn cost(&self, before: Option<(&str, WordKind)>, (text, kind): (&str, WordKind)) -> u8 {
        let Some((last, kind_before)) = before else { return 0 };
        match (kind_before, kind) {
            _ if last.ends_with(' ') => 0,
            (WordKind::Year, _) | (_, WordKind::Tail) => IN_ONE_BREATH,
            (_, WordKind::Year | WordKind::Name) => 0,
            (WordKind::Name, _) => 0,
            (_, WordKind::First) => 1,
            _ if Vocabulary::get().opens(text) => 0,
            (_, WordKind::Bracket) => 1,
            _ => BETWEEN,
        }
    }
}

/// The length of a year, with 度 behind it: 2025年, 二〇二五年度.
fn year(text: &str) -> Option<usize> {
    let digits: usize = text.chars().take(4).filter(|c| is_numeral(*c)).map(char::len_utf8).sum();
    let four = text.chars().take(4).filter(|c| is_numeral(*c)).count() == 4;
    let rest = text.get(digits..)?.strip_prefix('年').filter(|_| four)?;
    Some(text.len() - rest.strip_prefix('度').unwrap_or(rest).len())
}

#[cfg(test)]
mod tests {
    use super::title_lines;

    /// The words of a title, those of its first line apart.
    fn words(title: &str, names: &[&str]) -> String {
        let form = crate::form::Editions::built_in().newest().title_words.clone();
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let lines = title_lines(title, &names, &form);
        let lines = lines.iter().map(|line| line.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join("/"));
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn titles_are_words() {
        let agency = "福州市长乐区应急管理局";
        for cut in [
            "福州市长乐区应急管理局/2025年/政府信息公开/工作/年度报告",
            "福州市长乐区应急管理局/关于报送/2025年/政府信息公开/工作/年度报告的报告",
            "福州市长乐区应急管理局 /示例市财政局/关于报送/2025年度/政府信息公开/工作/年度报告的函",
            "福州市长乐区应急管理局等三部门/关于报送/二〇二五年/政府信息公开/工作/年度报告的报告",
            "示例局/2025年/政府信息公开/工作/年度报告/（试行）",
        ] {
            assert_eq!(words(&cut.replace('/', ""), &[agency, "示例市财政局"]), cut);
        }
        assert_eq!(words("甲\n乙", &[]), "甲\n乙");
        assert_eq!(words("", &[]), "");
    }

    #[test]
    fn nothing_is_lost() {
        for title in
            ["《》（（", "2025年2025", "关于", "的的", "  甲  乙  ", "（（（（（（（甲）））））））", "年度报告年度"]
        {
            assert_eq!(words(title, &["甲"]).replace('/', ""), title.trim());
        }
    }
}
