//! Broken equations with one cause, and what would mend them.

use super::groups::groups;
use super::mend::{Mend, singles};
use super::pairs::pairs;
use super::rows::rows;
use super::several::several;
use super::swaps::swaps;
use super::system::System;

/// Broken equations that have one cause.
pub(super) struct Cause {
    /// Their numbers.
    pub broken: Vec<usize>,
    /// The fewest changes found that mend all of them and break none, the likeliest first; may be empty.
    pub mends: Vec<Mend>,
}

impl Cause {
    /// The change that is likelier than all others; none where several are as likely.
    pub(super) fn likeliest(&self) -> Option<&Mend> {
        match self.mends.as_slice() {
            [only] => Some(only),
            [first, second, ..] => Some(first).filter(|first| first.weight < second.weight),
            [] => None,
        }
    }
}

/// The causes of all that is broken and told.
pub(super) fn causes(system: &System<'_>) -> Vec<Cause> {
    let mut groups = groups(system);
    let swaps = swaps(system, &groups);
    let (mut causes, mut tried): (Vec<Cause>, usize) = (Vec::new(), 0);
    let rows = rows(system, &groups);
    // What an exchange, or a row, mends at several places at once has one cause.
    for (swap, mended) in swaps.iter().chain(&rows) {
        if let Some(same) = causes.iter_mut().find(|cause| cause.broken == *mended) {
            same.mends.push(swap.clone());
            continue;
        }
        let is_in = |group: &&Vec<usize>| group.iter().all(|number| mended.contains(number));
        let together: Vec<usize> = groups.iter().filter(is_in).flatten().copied().collect();
        if groups.iter().filter(is_in).count() > 1 && together.len() == mended.len() {
            groups.retain(|group| !is_in(&group));
            causes.push(Cause { broken: mended.clone(), mends: vec![swap.clone()] });
        }
    }
    causes.extend(groups.into_iter().map(|broken| {
        let mut mends = singles(system, &broken);
        if !mends.is_empty() {
            mends.extend(rows.iter().filter(|(_, mended)| *mended == broken).map(|(row, _)| row.clone()));
        }
        if mends.is_empty() {
            mends.extend(swaps.iter().filter(|(_, mended)| *mended == broken).map(|(swap, _)| swap.clone()));
        }
        if mends.is_empty() {
            mends = pairs(system, &broken, &mut tried);
        }
        if mends.is_empty() {
            mends.extend(several(system, &broken));
        }
        Cause { broken, mends }
    }));
    causes.iter_mut().for_each(|cause| Mend::sort(system, &cause.broken, &mut cause.mends));
    causes
}
