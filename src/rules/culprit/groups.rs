//! Broken equations that may have one cause: those that share given cells.

use super::system::System;

/// Numbers of broken equations, those together that share given cells; only what is told begins a group.
pub(super) fn groups(system: &System<'_>) -> Vec<Vec<usize>> {
    let mut is_taken = vec![false; system.equations.len()];
    let mut groups = Vec::new();
    for (number, equation) in system.equations.iter().enumerate() {
        if equation.holds() || !equation.is_told || is_taken[number] {
            continue;
        }
        is_taken[number] = true;
        let (mut group, mut open) = (Vec::new(), vec![number]);
        while let Some(next) = open.pop() {
            group.push(next);
            for (id, _) in &system.equations[next].terms {
                for (other, _) in system.of_cell(*id) {
                    if !system.equations[*other].holds() && !std::mem::replace(&mut is_taken[*other], true) {
                        open.push(*other);
                    }
                }
            }
        }
        group.sort_unstable();
        groups.push(group);
    }
    groups
}
