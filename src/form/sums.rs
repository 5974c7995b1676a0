//! Which leaves the leaves of rows and of columns are the sums of.

use super::declaration::Node;
use super::fault::{Fault, FaultKind};
use super::name::Name;
use super::path::{self, Path, leaf};

/// For every leaf, the leaves that it is the sum of.
pub(super) fn parts(all: &[Path<'_>], faults: &mut Vec<Fault>) -> Vec<Vec<usize>> {
    let mut sums = Vec::new();
    for (number, path) in all.iter().enumerate() {
        let node = leaf(path);
        let mut parts: Vec<usize> = Vec::new();
        for (name, found) in path::summands(all, path) {
            if name.text == node.key && path::sibling(all, path, name) == Some(number) {
                let message = format!("“{}”的 sum 里有它自己。", node.label);
                faults.push(Fault::new(FaultKind::Circle, &name.at, message, "从 sum 里删去它自己"));
            } else if found.is_empty() {
                nowhere(node, "sum", name, faults);
            } else if found.iter().any(|part| parts.contains(part)) {
                let message = format!("“{}”的 sum 里的 {name} 加了两次。", node.label);
                faults.push(Fault::new(FaultKind::Twice, &name.at, message, "删去多写的一个"));
            }
            parts.extend(found);
        }
        sums.push(parts);
    }
    for number in circles(&sums) {
        let node = leaf(&all[number]);
        let message = format!("“{}”的合计绕成一圈，又加到它自己。", node.label);
        faults.push(Fault::new(FaultKind::Circle, &node.sum[0].at, message, "合计只能由不含它自己的各项相加"));
    }
    sums
}

/// Tells that a row or column names one beside it that is not there; once for all its cells.
pub(super) fn nowhere(node: &Node, field: &str, name: &Name, faults: &mut Vec<Fault>) {
    let message = format!("“{}”的 {field} 里的 {name} 不存在。", node.label);
    let hint = "改为同一组里另一行或列的键";
    let fault = Fault::new(FaultKind::Nowhere, &name.at, message, hint);
    if !faults.contains(&fault) {
        faults.push(fault);
    }
}

/// Numbers of the sums that lead back to themselves.
fn circles(sums: &[Vec<usize>]) -> Vec<usize> {
    let leads_back = |start: &usize| {
        let mut seen = vec![false; sums.len()];
        let mut open = sums[*start].clone();
        while let Some(next) = open.pop() {
            if next == *start {
                return true;
            }
            if !std::mem::replace(&mut seen[next], true) {
                open.extend(&sums[next]);
            }
        }
        false
    };
    (0..sums.len()).filter(leads_back).collect()
}
