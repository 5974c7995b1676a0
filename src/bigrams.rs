//! Which characters stand beside each other in a text: most words are seen not to be in it without being looked for.

use std::ops::Range;

use memchr::memmem;

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
        self.bits[(hash / 64) & (self.bits.len() - 1)] >> (hash % 64) & 1 == 1
    }
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
    use super::Bigrams;

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
}
