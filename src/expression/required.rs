//! Words that every match of an expression has, so that most texts need no further look.

use super::node::ExpressionNode;

/// Words of which one is in every match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredWords {
    /// The words.
    pub words: Vec<String>,
    /// Characters from the beginning of a match to that word at most; none where there may be any number.
    pub reach: Option<usize>,
}

/// Sets of words of which one each is in every match.
pub(super) fn required(node: &ExpressionNode) -> Vec<RequiredWords> {
    let mut found = Required { sets: Vec::new(), run: String::new(), width: Some(0) };
    found.add(node);
    found.end();
    found.sets
}

/// Words being gathered.
struct Required {
    sets: Vec<RequiredWords>,
    /// Characters that stand right behind each other in every match.
    run: String,
    /// Characters before what comes next at most.
    width: Option<usize>,
}

impl Required {
    /// Adds what a part has.
    fn add(&mut self, node: &ExpressionNode) {
        match node {
            ExpressionNode::Char(c) => {
                self.run.push(*c);
                self.widen(Some(1));
            }
            ExpressionNode::Sequence(nodes) => nodes.iter().for_each(|node| self.add(node)),
            ExpressionNode::Named(_, node) => self.add(node),
            ExpressionNode::Either(nodes) => {
                self.end();
                let width = self.width;
                self.sets.extend(one_of(nodes).map(|set| RequiredWords { reach: sum(width, set.reach), ..set }));
                self.widen(node.most_characters());
            }
            ExpressionNode::Repeat { node: part, least, .. } => {
                self.end();
                let width = self.width;
                if *least > 0 {
                    self.add(part);
                    self.end();
                }
                self.width = sum(width, node.most_characters());
            }
            ExpressionNode::Class(_) | ExpressionNode::Start | ExpressionNode::End => {
                self.end();
                self.widen(node.most_characters());
            }
        }
    }

    /// Takes note of more characters before what comes next.
    fn widen(&mut self, by: Option<usize>) {
        self.width = sum(self.width, by);
    }

    /// Ends a run of characters.
    fn end(&mut self) {
        if !self.run.is_empty() {
            let word = std::mem::take(&mut self.run);
            let reach = self.width.map(|width| width - word.chars().count());
            self.sets.push(RequiredWords { words: vec![word], reach });
        }
    }
}

/// The sum of two numbers that may be any.
fn sum(one: Option<usize>, other: Option<usize>) -> Option<usize> {
    one?.checked_add(other?)
}

/// Words of which one is in every match of one of several parts; none where one of them has none.
fn one_of(nodes: &[ExpressionNode]) -> Option<RequiredWords> {
    let mut all = RequiredWords { words: Vec::new(), reach: Some(0) };
    for node in nodes {
        let set = required(node).into_iter().min_by_key(|set| set.words.len())?;
        all.words.extend(set.words);
        all.reach = all.reach.zip(set.reach).map(|(one, other)| one.max(other));
    }
    Some(all)
}
