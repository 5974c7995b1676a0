//! Looking for an expression in a text: one way after the other, none of them twice.

use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

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

/// What a search notes on its way.
#[derive(Default)]
struct Notes {
    slots: Slots,
    /// A bit for each step that splits at each place from one on, as far as the search went: which have been tried, and
    /// led nowhere.
    seen: Vec<u64>,
    jobs: Vec<SearchJob>,
}

thread_local! {
    /// The notes of the last search, for the next one: most are so short that it would cost more to make room for them.
    static NOTES: Cell<Notes> = Cell::default();
}

/// A search.
pub(super) struct Search<'p, 't> {
    program: &'p Program,
    text: &'t str,
    notes: Notes,
    /// The first place that is noted.
    from: usize,
}

impl Drop for Search<'_, '_> {
    fn drop(&mut self) {
        NOTES.set(std::mem::take(&mut self.notes));
    }
}

impl<'p, 't> Search<'p, 't> {
    /// A search for a program in a text.
    pub(super) fn new(program: &'p Program, text: &'t str) -> Self {
        let mut notes = NOTES.take();
        notes.seen.clear();
        notes.slots.clear();
        notes.slots.resize(2 * program.names.len() + 2, None);
        Self { program, text, notes, from: 0 }
    }

    /// Whether a match begins within a range, which is none before those that were looked at; the first is noted.
    pub(super) fn find(&mut self, range: Range<usize>) -> bool {
        // A group that the last match had is none of the next one.
        self.notes.slots.fill(None);
        let mut at = range.start;
        while let Some(start) = self.program.next_start(self.text, at..range.end) {
            if self.at(start) {
                return true;
            }
            at = start + 1;
        }
        false
    }

    /// The names of the groups.
    pub(super) fn names(&self) -> Arc<[String]> {
        self.program.names.clone()
    }

    /// Where the match that was found, and each of its groups, begins and ends.
    pub(super) fn slots(&self) -> Slots {
        self.notes.slots.clone()
    }

    /// Whether a match begins at a byte; its groups are noted.
    fn at(&mut self, start: usize) -> bool {
        // Nothing was tried so far on.
        if self.program.splits * (start - self.from) >= 64 * self.notes.seen.len() {
            self.notes.seen.clear();
            self.from = start;
        }
        self.notes.slots[0] = Some(start);
        let mut is_found = self.follow(0, start);
        while !is_found {
            match self.notes.jobs.pop() {
                Some(SearchJob::Restore(slot, before)) => self.notes.slots[slot] = before,
                Some(SearchJob::Try(step, at)) => is_found = self.follow(step, at),
                None => return false,
            }
        }
        self.notes.jobs.clear();
        // What led here may be tried again.
        self.notes.seen.clear();
        true
    }

    /// Follows the steps from one on; whether they lead to the end, which is noted.
    fn follow(&mut self, mut step: usize, mut at: usize) -> bool {
        loop {
            match &self.program.steps[step] {
                Step::Match => {
                    self.notes.slots[1] = Some(at);
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
                    self.notes.jobs.push(SearchJob::Restore(*slot, self.notes.slots[*slot]));
                    self.notes.slots[*slot] = Some(at);
                    step += 1;
                }
                Step::Split(first, second, _) if self.leads_nowhere(*first, at) => step = *second,
                Step::Split(first, second, number) => {
                    if self.is_seen(*number, at) {
                        return false;
                    }
                    self.notes.jobs.push(SearchJob::Try(*second, at));
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
        if bit / 64 >= self.notes.seen.len() {
            // The next places are asked for soon.
            self.notes.seen.resize(bit / 64 + 8, 0);
        }
        let word = &mut self.notes.seen[bit / 64];
        let before = *word;
        *word |= 1 << (bit % 64);
        before == *word
    }
}
