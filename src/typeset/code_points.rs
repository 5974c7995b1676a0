//! Sets of characters, a bit each.

/// A set of characters.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Characters(Vec<u64>);

/// Code points of a word.
const BITS: u32 = u64::BITS;

impl Characters {
    /// The set of some code points.
    pub(super) fn of(code_points: impl Iterator<Item = u32>) -> Self {
        let mut set = Self::default();
        for code_point in code_points {
            set.add(code_point, code_point.saturating_add(1));
        }
        set
    }

    /// The set of runs: how many code points it lacks, how many it has, and so on.
    pub(super) fn of_runs(runs: &[u32]) -> Self {
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
    pub(super) fn intersection(mut self, other: Self) -> Self {
        self.0.truncate(other.0.len());
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word &= other);
        self
    }

    /// What either set has.
    pub(super) fn union(mut self, other: &Self) -> Self {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
        self
    }

    /// Whether the set has a character.
    pub(super) fn contains(&self, c: char) -> bool {
        self.0.get((u32::from(c) / BITS) as usize).is_some_and(|word| word >> (u32::from(c) % BITS) & 1 == 1)
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
    fn sets_of_other_lengths_are_put_together() {
        let (short, long) = (Characters::of_runs(&[60, 3]), Characters::of_runs(&[62, 200]));
        assert_eq!(short.clone().union(&long), Characters::of(60..262));
        assert_eq!(long.clone().union(&short), Characters::of(60..262));
        assert_eq!(short.clone().intersection(long.clone()), Characters::of([62].into_iter()));
        assert!(long.intersection(short).contains('>'));
    }
}
