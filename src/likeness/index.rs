//! Which passages have which runs.

use super::share::Fingerprint;

/// Holders of a run that are looked at, the first on the roster; what hundreds have says nothing of who has it from
/// whom, and looking at all of them would take the square of their number.
const MOST_HOLDERS: usize = 64;

/// The runs of some passages, numbered.
pub struct Index {
    /// For each passage its runs by their numbers, by where they begin.
    pub passages: Vec<Vec<u32>>,
    /// For each run where its holders begin; and where the last one's end.
    first: Vec<u32>,
    /// The holders of every run that are looked at.
    holders: Vec<u32>,
    /// For each run whether it has more.
    crowded: Vec<bool>,
}

impl Index {
    /// Numbers the runs of some passages. Numbers of 32 bits are enough for any roster and take half the room; so does
    /// letting go of the fingerprints.
    pub fn new(prints: Vec<Fingerprint>) -> Self {
        let mut all: Vec<(u64, u32, u32)> = Vec::with_capacity(prints.iter().map(|print| print.shingles.len()).sum());
        let passages = prints.iter().map(|print| vec![0; print.shingles.len()]).collect();
        for (passage, print) in (0..).zip(prints) {
            all.extend((0..).zip(print.shingles).map(|(start, hash)| (hash, passage, start)));
        }
        all.sort_unstable();
        let mut index = Self { passages, first: Vec::new(), holders: Vec::new(), crowded: Vec::new() };
        for (run, same) in (0..).zip(all.chunk_by(|a, b| a.0 == b.0)) {
            let first = index.holders.len();
            index.first.push(count(first));
            same.iter().for_each(|(_, passage, start)| index.passages[*passage as usize][*start as usize] = run);
            let holders = same.chunk_by(|a, b| a.1 == b.1).map(|by_passage| by_passage[0].1);
            index.holders.extend(holders.take(MOST_HOLDERS + 1));
            let is_crowded = index.holders.len() - first > MOST_HOLDERS;
            index.holders.truncate(first + MOST_HOLDERS);
            index.crowded.push(is_crowded);
        }
        index.first.push(count(index.holders.len()));
        index
    }

    /// How many runs there are.
    pub fn len(&self) -> usize {
        self.crowded.len()
    }

    /// The passages that have a run, as far as they are looked at, and whether there are more.
    pub fn holders(&self, run: u32) -> (&[u32], bool) {
        let run = run as usize;
        (&self.holders[self.first[run] as usize..self.first[run + 1] as usize], self.crowded[run])
    }
}

/// A count in 32 bits; four thousand million runs no memory holds.
fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
