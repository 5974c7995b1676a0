//! Words that every match of an expression has, so that most texts need no further look.

use memchr::memmem;

use super::node::{ExpressionNode, joined};

/// Single characters of which few texts have one.
const FEW: usize = 4;

/// Words of which one is in every match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredWords {
    /// The words.
    pub words: Vec<String>,
    /// Characters from the beginning of a match to that word at most; none where there may be any number.
    pub reach: Option<usize>,
}

impl RequiredWords {
    /// The set whose words are likely to be in the fewest texts: long ones, and few.
    pub fn rarest<'s>(sets: impl IntoIterator<Item = &'s Self>) -> Option<&'s Self> {
        sets.into_iter().max_by_key(|set| (set.shortest(), usize::MAX - set.words.len()))
    }

    /// Characters of the shortest.
    pub(super) fn shortest(&self) -> usize {
        self.words.iter().map(|word| word.chars().count()).min().unwrap_or_default()
    }

    /// Where a text has one of them, in order.
    pub(super) fn places(&self, text: &str) -> Vec<usize> {
        let mut places = Vec::new();
        for word in &self.words {
            let word = memmem::Finder::new(word);
            let mut from = 0;
            // A word may begin within itself.
            while let Some(at) = word.find(&text.as_bytes()[from..]) {
                places.push(from + at);
                from += at + 1;
            }
        }
        places.sort_unstable();
        places
    }

    /// Whether most texts have one of them: digits, counters.
    fn are_common(&self) -> bool {
        self.words.len() > FEW && self.words.iter().any(|word| word.chars().nth(1).is_none())
    }
}

/// Sets of words of which one each is in every match. What stands behind each other is put together as long as the
/// words are no more than some: long words are rare.
pub(super) fn required(node: &ExpressionNode, most: usize) -> Vec<RequiredWords> {
    let mut found = Required { sets: Vec::new(), run: vec![String::new()], start: Some(0), width: Some(0), most };
    found.add(node);
    found.end();
    let mut sets = found.sets;
    if sets.iter().any(|set| !set.are_common()) {
        sets.retain(|set| !set.are_common());
    }
    sets
}

/// Words being gathered.
struct Required {
    sets: Vec<RequiredWords>,
    /// What stands right behind each other in a match, one of some.
    run: Vec<String>,
    /// Characters before it at most.
    start: Option<usize>,
    /// Characters before what comes next at most.
    width: Option<usize>,
    /// Words of a set at most.
    most: usize,
}

impl Required {
    /// Adds what a part has.
    fn add(&mut self, node: &ExpressionNode) {
        match node {
            ExpressionNode::Text(text) => {
                self.run.iter_mut().for_each(|word| word.push_str(text));
                return self.widen(node.most_characters());
            }
            ExpressionNode::Sequence(nodes) => return nodes.iter().for_each(|node| self.add(node)),
            ExpressionNode::Shared(node) => return self.add(node),
            ExpressionNode::Named(_, node) => return self.add(node),
            _ => {}
        }
        let ways = node.ways();
        if ways <= self.most {
            if self.run.len() * ways > self.most {
                self.end();
            }
            self.run = joined(std::mem::take(&mut self.run), &node.words());
            return self.widen(node.most_characters());
        }
        match node {
            ExpressionNode::Either(nodes) => {
                self.end();
                let set =
                    one_of(nodes, self.most).map(|set| RequiredWords { reach: sum(self.width, set.reach), ..set });
                self.sets.extend(set);
                self.widen(node.most_characters());
                self.end();
            }
            ExpressionNode::Repeat { node: part, least, .. } => {
                self.end();
                let width = self.width;
                if *least > 0 {
                    self.add(part);
                }
                self.width = sum(width, node.most_characters());
                self.end();
            }
            _ => {
                self.widen(node.most_characters());
                self.end();
            }
        }
    }

    /// Takes note of more characters before what comes next.
    fn widen(&mut self, by: Option<usize>) {
        self.width = sum(self.width, by);
    }

    /// Ends a run of characters; the next begins here.
    fn end(&mut self) {
        let mut words = std::mem::replace(&mut self.run, vec![String::new()]);
        words.sort_unstable();
        // What begins with another one is in no more texts.
        words.dedup_by(|next, kept| next.starts_with(kept.as_str()));
        if words.iter().all(|word| !word.is_empty()) {
            self.sets.push(RequiredWords { words, reach: self.start });
        }
        self.start = self.width;
    }
}

/// The sum of two numbers that may be any.
fn sum(one: Option<usize>, other: Option<usize>) -> Option<usize> {
    one?.checked_add(other?)
}

/// Words of which one is in every match of one of several parts; none where one of them has none.
fn one_of(nodes: &[ExpressionNode], most: usize) -> Option<RequiredWords> {
    let mut all = RequiredWords { words: Vec::new(), reach: Some(0) };
    for node in nodes {
        if node.ways() <= most {
            all.words.extend(node.words());
        } else {
            let sets = required(node, most);
            let set = RequiredWords::rarest(&sets)?;
            all.words.extend_from_slice(&set.words);
            all.reach = all.reach.zip(set.reach).map(|(one, other)| one.max(other));
        }
    }
    all.words.iter().all(|word| !word.is_empty()).then_some(all)
}
