//! Looking for an expression in a text: one way after the other, none of them twice.

use std::ops::Range;

use super::program::{Program, Step};

/// Where the whole and each group begin and end.
pub(super) type Slots = Vec<Option<usize>>;

/// What is still to be done.
enum SearchJob {
    /// Going on with a step at a place.
    Try(usize, usize),
    /// Taking back what was noted.
    Restore(usize, Option<usize>),
}

/// A search.
pub(super) struct Search<'p, 't> {
    program: &'p Program,
    text: &'t str,
    slots: Slots,
    /// A bit for each step that splits at each place from one on, as far as the search went: which have been tried, and
    /// led nowhere.
    seen: Vec<u64>,
    /// The first of those places.
    from: usize,
    jobs: Vec<SearchJob>,
}

impl<'p, 't> Search<'p, 't> {
    /// A search for a program in a text.
    pub(super) fn new(program: &'p Program, text: &'t str) -> Self {
        Self { program, text, slots: Vec::new(), seen: Vec::new(), from: 0, jobs: Vec::new() }
    }

    /// The first match that begins at a byte or behind it, within one of some ranges that follow one another.
    pub(super) fn find(&mut self, from: usize, within: &[Range<usize>]) -> Option<Slots> {
        if from > self.text.len() {
            return None;
        }
        self.seen.clear();
        self.from = from;
        for range in &within[within.partition_point(|range| range.end <= from)..] {
            let mut at = range.start.max(from);
            while let Some(start) = self.program.next_start(self.text, at..range.end) {
                if self.at(start) {
                    return Some(std::mem::take(&mut self.slots));
                }
                at = start + 1;
            }
        }
        None
    }

    /// Whether a match begins at a byte; its groups are noted.
    fn at(&mut self, start: usize) -> bool {
        if self.slots.is_empty() {
            self.slots = vec![None; 2 * self.program.names.len() + 2];
        }
        // Nothing was tried so far on.
        if self.program.splits * (start - self.from) >= 64 * self.seen.len() {
            self.seen.clear();
            self.from = start;
        }
        self.slots[0] = Some(start);
        let mut is_found = self.follow(0, start);
        while !is_found {
            match self.jobs.pop() {
                Some(SearchJob::Restore(slot, before)) => self.slots[slot] = before,
                Some(SearchJob::Try(step, at)) => is_found = self.follow(step, at),
                None => return false,
            }
        }
        self.jobs.clear();
        true
    }

    /// Follows the steps from one on; whether they lead to the end, which is noted.
    fn follow(&mut self, mut step: usize, mut at: usize) -> bool {
        loop {
            match &self.program.steps[step] {
                Step::Match => {
                    self.slots[1] = Some(at);
                    return true;
                }
                Step::Start if at > 0 => return false,
                Step::End if at < self.text.len() => return false,
                Step::Start | Step::End => step += 1,
                Step::Jump(to) => step = *to,
                Step::Choice(places) => {
                    let Some(c) = self.text[at..].chars().next() else { return false };
                    let Ok(chosen) = places.binary_search_by_key(&c, |(c, _)| *c) else { return false };
                    step = places[chosen].1;
                }
                Step::Save(slot) => {
                    self.jobs.push(SearchJob::Restore(*slot, self.slots[*slot]));
                    self.slots[*slot] = Some(at);
                    step += 1;
                }
                Step::Split(first, second, _) if self.leads_nowhere(*first, at) => step = *second,
                Step::Split(first, second, number) => {
                    if self.is_seen(*number, at) {
                        return false;
                    }
                    self.jobs.push(SearchJob::Try(*second, at));
                    step = *first;
                }
                Step::Text(wanted) if wanted.begins(&self.text.as_bytes()[at..]) => {
                    (step, at) = (step + 1, at + wanted.len());
                }
                Step::Text(_) => return false,
                Step::Class(class) => match self.text[at..].chars().next() {
                    Some(c) if class.contains(c) => (step, at) = (step + 1, at + c.len_utf8()),
                    _ => return false,
                },
            }
        }
    }

    /// Whether a step is one for other characters than those at a place.
    fn leads_nowhere(&self, step: usize, at: usize) -> bool {
        let Step::Text(wanted) = &self.program.steps[step] else { return false };
        !wanted.begins(&self.text.as_bytes()[at..])
    }

    /// Whether a step was tried at a place before; from now on it was.
    fn is_seen(&mut self, split: usize, at: usize) -> bool {
        let bit = self.program.splits * (at - self.from) + split;
        if bit / 64 >= self.seen.len() {
            // The next places are asked for soon.
            self.seen.resize(bit / 64 + 8, 0);
        }
        let word = &mut self.seen[bit / 64];
        let before = *word;
        *word |= 1 << (bit % 64);
        before == *word
    }
}
