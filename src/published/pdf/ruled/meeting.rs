//! Lines that meet, and other things of which some belong together.

use std::collections::BTreeMap;

use crate::published::pdf::drawn::{DrawnLine, NEAR};

/// Lines of which several make one put together.
pub(super) fn merged(lines: &[DrawnLine]) -> Vec<DrawnLine> {
    let mut sorted = lines.to_vec();
    let place = |line: &DrawnLine| (line.at / 1.5).round();
    sorted.sort_by(|one, other| {
        let sides = one.is_level.cmp(&other.is_level).then(place(one).total_cmp(&place(other)));
        sides.then(one.from.total_cmp(&other.from))
    });
    let mut merged: Vec<DrawnLine> = Vec::new();
    for line in sorted {
        let is_on = |last: &&mut DrawnLine| {
            let meets = line.from <= last.to + NEAR && last.from <= line.to + NEAR;
            last.is_level == line.is_level && (last.at - line.at).abs() <= NEAR / 2.0 && meets
        };
        match merged.last_mut().filter(is_on) {
            Some(last) => (last.from, last.to) = (last.from.min(line.from), last.to.max(line.to)),
            None => merged.push(line),
        }
    }
    merged
}

/// Whether a level and an upright line meet.
fn meet(one: &DrawnLine, other: &DrawnLine) -> bool {
    let is_in = |at: f64, line: &DrawnLine| line.from - NEAR <= at && at <= line.to + NEAR;
    one.is_level != other.is_level && is_in(one.at, other) && is_in(other.at, one)
}

/// Groups of lines that meet.
pub(super) fn connected(lines: &[DrawnLine]) -> Vec<Vec<DrawnLine>> {
    let (level, upright): (Vec<usize>, Vec<usize>) = (0..lines.len()).partition(|line| lines[*line].is_level);
    // Each level line with the upright ones that it may meet: all of a page are some thousand at most.
    if level.len().saturating_mul(upright.len()) > 4_000_000 {
        return Vec::new();
    }
    let mut groups = Groups::new(lines.len());
    for one in &level {
        for other in upright.iter().filter(|other| meet(&lines[*one], &lines[**other])) {
            groups.join(*one, *other);
        }
    }
    groups.all().into_iter().map(|group| group.into_iter().map(|line| lines[line]).collect()).collect()
}

/// Things of which some belong together.
pub(super) struct Groups(Vec<usize>);

impl Groups {
    /// So many things, each by itself.
    pub(super) fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// The thing by which the group of a thing is known: its first.
    pub(super) fn of(&mut self, mut thing: usize) -> usize {
        while self.0[thing] != thing {
            self.0[thing] = self.0[self.0[thing]];
            thing = self.0[thing];
        }
        thing
    }

    /// Puts two groups together.
    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.0[one.max(other)] = one.min(other);
    }

    /// All groups, in the order of their first things.
    pub(super) fn all(mut self) -> Vec<Vec<usize>> {
        let mut groups = BTreeMap::<usize, Vec<usize>>::new();
        for thing in 0..self.0.len() {
            groups.entry(self.of(thing)).or_default().push(thing);
        }
        groups.into_values().collect()
    }
}
