//! Which passages have which runs.

use super::share::Fingerprint;

/// Holders of a run that are looked at, the first on the roster; what hundreds have says nothing of who has it from
/// whom, and looking at all of them would take the square of their number.
const MOST_HOLDERS: usize = 64;

/// The runs of some passages, numbered.
pub struct Index {
    /// For each passage its runs by their numbers, by where they begin.
    pub passages: Vec<Vec<usize>>,
    /// For each run where its holders begin; and where the last one's end.
    first: Vec<usize>,
    /// The holders of every run that are looked at.
    holders: Vec<usize>,
    /// For each run whether it has more.
    crowded: Vec<bool>,
}

impl Index {
    /// Numbers the runs of some passages.
    pub fn new(prints: &[Fingerprint]) -> Self {
        let mut all: Vec<(u64, usize, usize)> = Vec::new();
        for (passage, print) in prints.iter().enumerate() {
            all.extend(print.shingles.iter().enumerate().map(|(start, hash)| (*hash, passage, start)));
        }
        all.sort_unstable();
        let passages = prints.iter().map(|print| vec![0; print.shingles.len()]).collect();
        let mut index = Self { passages, first: Vec::new(), holders: Vec::new(), crowded: Vec::new() };
        for same in all.chunk_by(|a, b| a.0 == b.0) {
            let run = index.crowded.len();
            let first = index.holders.len();
            index.first.push(first);
            same.iter().for_each(|(_, passage, start)| index.passages[*passage][*start] = run);
            let holders = same.chunk_by(|a, b| a.1 == b.1).map(|by_passage| by_passage[0].1);
            index.holders.extend(holders.take(MOST_HOLDERS + 1));
            let is_crowded = index.holders.len() - first > MOST_HOLDERS;
            index.holders.truncate(first + MOST_HOLDERS);
            index.crowded.push(is_crowded);
        }
        index.first.push(index.holders.len());
        index
    }

    /// How many runs there are.
    pub fn len(&self) -> usize {
        self.crowded.len()
    }

    /// The passages that have a run, as far as they are looked at, and whether there are more.
    pub fn holders(&self, run: usize) -> (&[usize], bool) {
        (&self.holders[self.first[run]..self.first[run + 1]], self.crowded[run])
    }
}
