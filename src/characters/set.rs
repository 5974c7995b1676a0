//! Sets of characters, a bit each.

use serde::{Deserialize, Deserializer};

/// A set of characters.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Characters(Vec<u64>);

/// Code points of a word.
const BITS: u32 = u64::BITS;

impl Characters {
    /// The set of some code points.
    pub fn of(code_points: impl Iterator<Item = u32>) -> Self {
        let mut set = Self::default();
        for code_point in code_points {
            set.add(code_point, code_point.saturating_add(1));
        }
        set
    }

    /// The characters of a text.
    pub fn of_text(text: &str) -> Self {
        let mut set = Self::default();
        set.insert_all(text);
        set
    }

    /// Adds the characters of a text.
    pub fn insert_all(&mut self, text: &str) {
        for c in text.chars().map(u32::from) {
            let word = (c / BITS) as usize;
            if word >= self.0.len() {
                self.0.resize(word + 1, 0);
            }
            self.0[word] |= 1 << (c % BITS);
        }
    }

    /// Whether it is so of one of them.
    pub fn any(&self, is_so: impl Fn(char) -> bool) -> bool {
        let words = (0..).step_by(BITS as usize).zip(&self.0).filter(|(_, word)| **word != 0);
        let code_points =
            words.flat_map(|(first, word)| (0..BITS).filter(move |at| word >> at & 1 == 1).map(move |at| first + at));
        code_points.filter_map(char::from_u32).any(is_so)
    }

    /// The set of runs: how many code points it lacks, how many it has, and so on.
    pub fn of_runs(runs: &[u32]) -> Self {
        let mut set = Self::default();
        let mut at: u32 = 0;
        for run in runs.chunks_exact(2) {
            let from = at.saturating_add(run[0]);
            at = from.saturating_add(run[1]);
            set.add(from, at);
        }
        set
    }

    /// Adds the code points from one up to another.
    fn add(&mut self, from: u32, to: u32) {
        let (mut at, to) = (from, to.min(u32::from(char::MAX) + 1));
        while at < to {
            let word = (at / BITS) as usize;
            if word >= self.0.len() {
                self.0.resize(word + 1, 0);
            }
            let count = (BITS - at % BITS).min(to - at);
            self.0[word] |= (u64::MAX >> (BITS - count)) << (at % BITS);
            at += count;
        }
    }

    /// What both sets have.
    pub fn intersection(mut self, other: Self) -> Self {
        self.0.truncate(other.0.len());
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word &= other);
        self
    }

    /// What either set has.
    pub fn union(mut self, other: &Self) -> Self {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
        self
    }

    /// Whether the set has a character.
    pub fn contains(&self, c: char) -> bool {
        self.0.get((u32::from(c) / BITS) as usize).is_some_and(|word| word >> (u32::from(c) % BITS) & 1 == 1)
    }
}

/// Reads the characters of a text.
impl<'de> Deserialize<'de> for Characters {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::of_text(&String::deserialize(deserializer)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_the_characters_that_they_tell() {
        let set = Characters::of_runs(&[3, 2, 57, 1, 1, 130, 10, 1]);
        let listed: Vec<u32> = [3, 4, 62].into_iter().chain(64..194).chain([204]).collect();
        assert_eq!(set, Characters::of(listed.iter().copied()));
        for code_point in 0..300 {
            let c = char::from_u32(code_point).unwrap();
            assert_eq!(set.contains(c), listed.contains(&code_point), "{code_point}");
        }
        // More than there are: of a damaged face.
        assert!(Characters::of_runs(&[u32::MAX, u32::MAX]).0.is_empty());
        assert!(Characters::of([u32::MAX].into_iter()).0.is_empty());
    }

    #[test]
    fn the_characters_of_a_text_are_in_its_set() {
        let set = Characters::of_text("公开 a𠀀");
        assert!("公开 a𠀀".chars().all(|c| set.contains(c) && set.any(|own| own == c)));
        assert!(!set.contains('b') && !set.any(|c| !"公开 a𠀀".contains(c)));
    }

    #[test]
    fn sets_of_other_lengths_are_put_together() {
        let (short, long) = (Characters::of_runs(&[60, 3]), Characters::of_runs(&[62, 200]));
        assert_eq!(short.clone().union(&long), Characters::of(60..262));
        assert_eq!(long.clone().union(&short), Characters::of(60..262));
        assert_eq!(short.clone().intersection(long.clone()), Characters::of([62].into_iter()));
        assert!(long.intersection(short).contains('>'));
    }
}
