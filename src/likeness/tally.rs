//! What is known of how much of one passage is in the others.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::share::Cover;

/// Passages by either order of likelihood that are compared in full.
const CANDIDATES: usize = 8;

/// What of a passage is known to be in another.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    /// By all its runs, as far as holders are looked at.
    pub all: Cover,
    /// By those runs alone whose holders are all looked at.
    pub rare: Cover,
}

/// What of a passage is known to be in others.
pub struct Tallies {
    /// For each passage of the section.
    pub by_passage: Vec<Tally>,
    /// The passages that have anything of it.
    pub others: Vec<usize>,
    /// What stands in runs with more holders than are looked at.
    pub crowded: Cover,
}

impl Tallies {
    /// Nothing known yet, for that many passages.
    pub fn new(count: usize) -> Self {
        Self { by_passage: vec![Tally::default(); count], others: Vec::new(), crowded: Cover::default() }
    }

    /// Forgets what is known, at the cost of what that was.
    pub fn clear(&mut self) {
        self.others.drain(..).for_each(|other| self.by_passage[other] = Tally::default());
        self.crowded = Cover::default();
    }

    /// Adds a run that another passage has.
    pub fn add(&mut self, other: usize, start: usize, is_crowded: bool) {
        let tally = &mut self.by_passage[other];
        if tally.all.characters == 0 {
            self.others.push(other);
        }
        tally.all.add(start);
        if !is_crowded {
            tally.rare.add(start);
        }
    }

    /// The passages that have the most by all runs, and those that have the most by runs that few have.
    pub fn likeliest(&self) -> BTreeSet<usize> {
        let first = |by: fn(&Tally) -> usize| {
            let mut numbers = self.others.clone();
            numbers.sort_unstable_by_key(|number| (Reverse(by(&self.by_passage[*number])), *number));
            numbers.truncate(CANDIDATES);
            numbers
        };
        first(|tally| tally.all.characters).into_iter().chain(first(|tally| tally.rare.characters)).collect()
    }
}

/// A set of runs that is emptied at no cost.
pub struct Marks {
    /// For each run the last mark put on it.
    by_run: Vec<usize>,
    /// The mark of the set as it is.
    now: usize,
}

impl Marks {
    /// No runs, of that many.
    pub fn new(count: usize) -> Self {
        Self { by_run: vec![0; count], now: 0 }
    }

    /// Makes it the set of some runs.
    pub fn set(&mut self, runs: &[u32]) {
        self.now += 1;
        runs.iter().for_each(|run| self.by_run[*run as usize] = self.now);
    }

    /// Whether a run is in the set.
    pub fn has(&self, run: u32) -> bool {
        self.by_run[run as usize] == self.now
    }
}
