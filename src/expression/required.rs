//! Words that every match of an expression has, so that most texts need no further look.

use super::node::ExpressionNode;

/// Sets of words of which one each is in every match.
pub(super) fn required(node: &ExpressionNode) -> Vec<Vec<String>> {
    let mut found = Required::default();
    found.add(node);
    found.end();
    found.sets
}

/// Words being gathered.
#[derive(Default)]
struct Required {
    sets: Vec<Vec<String>>,
    /// Characters that stand right behind each other in every match.
    run: String,
}

impl Required {
    /// Adds what a part has.
    fn add(&mut self, node: &ExpressionNode) {
        match node {
            ExpressionNode::Char(c) => self.run.push(*c),
            ExpressionNode::Sequence(nodes) => nodes.iter().for_each(|node| self.add(node)),
            ExpressionNode::Named(_, node) => self.add(node),
            ExpressionNode::Either(nodes) => {
                self.end();
                self.sets.extend(one_of(nodes));
            }
            ExpressionNode::Repeat { node, least, .. } => {
                self.end();
                if *least > 0 {
                    self.add(node);
                    self.end();
                }
            }
            ExpressionNode::Class(_) | ExpressionNode::Start | ExpressionNode::End => self.end(),
        }
    }

    /// Ends a run of characters.
    fn end(&mut self) {
        if !self.run.is_empty() {
            self.sets.push(vec![std::mem::take(&mut self.run)]);
        }
    }
}

/// Words of which one is in every match of one of several parts; none where one of them has none.
fn one_of(nodes: &[ExpressionNode]) -> Option<Vec<String>> {
    let mut words = Vec::new();
    for node in nodes {
        words.extend(required(node).into_iter().min_by_key(Vec::len)?);
    }
    Some(words)
}
