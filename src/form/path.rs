//! Leaves of the trees of rows and columns, each with its ancestors.

use super::declaration::Node;
use super::name::Name;

/// A leaf with its ancestors, outermost first.
pub(super) type Path<'a> = Vec<&'a Node>;

/// The leaves of some trees, each with its ancestors.
pub fn paths(nodes: &[Node]) -> Vec<Path<'_>> {
    fn walk<'a>(node: &'a Node, path: &Path<'a>, out: &mut Vec<Path<'a>>) {
        let mut path = path.clone();
        path.push(node);
        if node.children.is_empty() {
            out.push(path);
        } else {
            node.children.iter().for_each(|child| walk(child, &path, out));
        }
    }
    let mut out = Vec::new();
    nodes.iter().for_each(|node| walk(node, &Vec::new(), &mut out));
    out
}

/// The leaf at the end of a path.
pub(super) fn leaf<'a>(path: &Path<'a>) -> &'a Node {
    path[path.len() - 1]
}

/// The groups above the leaf of a path.
pub(super) fn parents<'p, 'a>(path: &'p Path<'a>) -> &'p [&'a Node] {
    &path[..path.len() - 1]
}

/// The key of a node under a table.
pub(super) fn join<'a, 'b: 'a>(table: &str, path: impl Iterator<Item = &'a &'b Node>) -> String {
    let keys = path.filter(|n| !n.transparent && !n.key.is_empty()).map(|n| n.key.as_str());
    std::iter::once(table).chain(keys).collect::<Vec<_>>().join(".")
}

/// Labels from the outermost group inward.
pub(super) fn labels(path: &Path) -> Vec<String> {
    path.iter().map(|node| node.label.clone()).filter(|label| !label.is_empty()).collect()
}

/// Indices of the leaves that the leaf of `path` is the sum of, each with the name in the sum; groups count with all
/// their leaves. A name for nothing has no leaves.
pub(super) fn summands<'n>(all: &[Path], path: &Path<'n>) -> Vec<(&'n Name, Vec<usize>)> {
    let leaves = |key: &'n Name| {
        let named = |other: &Path| related(other, path).is_some_and(|tail| tail.iter().any(|n| n.key == key.text));
        (key, (0..all.len()).filter(|i| named(&all[*i])).collect())
    };
    leaf(path).sum.iter().map(leaves).collect()
}

/// The part of `other` below the closest group it shares with `path` that is not transparent there.
fn related<'a, 'b>(other: &'b [&'a Node], path: &Path<'a>) -> Option<&'b [&'a Node]> {
    let groups = parents(path);
    let itself = other.last().is_some_and(|n| std::ptr::eq(*n, leaf(path)));
    // Only the first keyed node below the common group can be named.
    (is_under(other, groups) && !itself).then(|| {
        let tail = &other[groups.len()..];
        let end = tail.iter().position(|n| !n.transparent).map_or(tail.len(), |at| at + 1);
        &tail[..end]
    })
}

/// Whether a path leads through some groups.
fn is_under(path: &[&Node], groups: &[&Node]) -> bool {
    path.len() > groups.len() && path.iter().zip(groups).all(|(a, b)| std::ptr::eq(*a, *b))
}

/// Index of the leaf beside the leaf of `path` that has that key.
pub(super) fn sibling(all: &[Path], path: &Path, key: &str) -> Option<usize> {
    let groups = parents(path);
    all.iter().position(|other| other.len() == path.len() && is_under(other, groups) && leaf(other).key == key)
}
