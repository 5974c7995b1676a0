//! What share of a text is found again in another.

use serde::{Deserialize, Serialize};

/// Characters of a run that counts as found again.
///
/// Shorter runs are the phrases of the trade that every report has (政府信息公开工作 is eight characters); much longer
/// ones would lose the sentences between two names or figures that were replaced.
pub const SHINGLE: usize = 10;

/// Characters, once blanks, punctuation and numerals are dropped, under which a text says nothing of where it is from.
pub const LEAST: usize = 100;

/// Numerals that are letters to Unicode; 一是 and 统一 lose a character by them in either text, which is no matter.
const NUMERALS: [char; 17] =
    ['〇', '零', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿'];

/// How much of a text is found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Characters in runs that are found again.
    pub found: usize,
    /// Characters of the text; both without blanks, punctuation and numerals.
    pub of: usize,
}

impl Share {
    /// Whole per cent, rounded down.
    pub fn percent(self) -> u8 {
        u8::try_from(self.found * 100 / self.of.max(1)).unwrap_or(100)
    }

    /// Whether it is at least so many per cent.
    pub fn reaches(self, percent: u8) -> bool {
        self.found * 100 >= self.of * usize::from(percent)
    }
}

/// A text as far as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fingerprint {
    /// Its characters without blanks, punctuation and numerals.
    pub length: usize,
    /// A hash for every run of [`SHINGLE`] of them, by where it begins.
    pub shingles: Vec<u64>,
}

impl Fingerprint {
    /// The fingerprint of a text.
    pub(super) fn new(text: &str) -> Self {
        let characters: Vec<char> = normal(text).collect();
        Self { length: characters.len(), shingles: characters.windows(SHINGLE).map(hash).collect() }
    }

    /// Whether it is long enough to say anything.
    pub(super) fn says_something(&self) -> bool {
        self.length >= LEAST
    }
}

/// Characters that some runs cover.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cover {
    /// How many they are.
    pub characters: usize,
    /// Where the last run ends.
    end: usize,
}

impl Cover {
    /// Adds neighbouring runs by where the first begins, which must not be before the last one added, and their number.
    pub(super) fn add(&mut self, start: usize, count: usize) {
        let end = start + count - 1 + SHINGLE;
        self.characters += end - self.end.max(start);
        self.end = end;
    }
}

/// The characters of a text without blanks, punctuation and numerals.
fn normal(text: &str) -> impl Iterator<Item = char> {
    let kept = |c: &char| c.is_alphabetic() && !c.is_numeric() && !NUMERALS.contains(c);
    text.chars().filter(kept).flat_map(char::to_lowercase)
}

/// FNV-1a over some characters, each taken whole: the same on every machine, in every run.
fn hash(characters: &[char]) -> u64 {
    let step = |hash: u64, c: &char| (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3);
    characters.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::likeness::samples::{OTHER, TEXT};

    /// What share of a text is found again in another; none when the text is too short to say anything.
    fn share(text: &str, other: &str) -> Option<Share> {
        let (text, other) = (Fingerprint::new(text), Fingerprint::new(other));
        let mut cover = Cover::default();
        let found = text.shingles.iter().enumerate().filter(|(_, run)| other.shingles.contains(run));
        found.for_each(|(start, _)| cover.add(start, 1));
        text.says_something().then_some(Share { found: cover.characters, of: text.length })
    }

    #[test]
    fn the_same_text_is_found_whole_and_another_hardly() {
        assert_eq!(share(TEXT, TEXT).map(Share::percent), Some(100));
        assert_eq!(share(TEXT, OTHER).map(|share| share.found), Some(0));
        assert_eq!(share(TEXT, "").map(|share| share.found), Some(0));
    }

    #[test]
    fn names_and_figures_put_in_anew_cost_their_own_characters_only() {
        let copied = TEXT.replace("2024年", "２０２５年").replace("二百一十六", "三百零五").replace("38", " 40 ");
        assert_eq!(share(&copied, TEXT).map(Share::percent), Some(100));
        let renamed = copied.replace("教育局", "财政局");
        let found = share(&renamed, TEXT).unwrap();
        let names = renamed.matches("财政局").count() * "财政".chars().count();
        // What stands before the first name is too short a run.
        assert_eq!(found.of - found.found, names + "年示例区".chars().count());
        assert!(found.reaches(90), "{found:?}");
    }

    #[test]
    fn half_a_text_is_half() {
        let half: String = TEXT.chars().take(TEXT.chars().count() / 2).collect();
        let mixed = share(&format!("{half}{OTHER}"), TEXT).unwrap();
        assert!(!mixed.reaches(60) && mixed.reaches(30), "{mixed:?}");
        assert_eq!(share(TEXT, &format!("{OTHER}{TEXT}")).map(Share::percent), Some(100));
    }

    #[test]
    fn short_texts_say_nothing() {
        let short = "本年度推进政府信息公开。".repeat(LEAST / 11);
        assert!(Fingerprint::new(&short).length < LEAST);
        assert_eq!(share(&short, &short), None);
        assert_eq!(share("", TEXT), None);
    }

    #[test]
    fn shares_are_told_exactly() {
        let nearly = Share { found: 799, of: 1000 };
        assert_eq!((nearly.percent(), nearly.reaches(80), nearly.reaches(79)), (79, false, true));
        assert!(Share { found: 4, of: 5 }.reaches(80));
    }

    #[test]
    fn hashes_are_the_same_everywhere() {
        assert_eq!(hash(&['政', '府']), 0x7f21_aa08_1a14_ee76);
    }
}
