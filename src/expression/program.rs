//! An expression as steps of a search.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::node::{Class, ExpressionNode};

/// A step of a search.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// Some characters, one behind the other.
    Text(Literal),
    /// One of some characters.
    Class(Class),
    /// The beginning of the text.
    Start,
    /// The end of the text.
    End,
    /// Goes on at the first, and at the second if that leads nowhere; the number is that of this step among its kind.
    Split(usize, usize, usize),
    /// Goes on where the character at the place says; in the order of the characters.
    Choice(Vec<(char, usize)>),
    /// Goes on elsewhere.
    Jump(usize),
    /// Takes note of the place.
    Save(usize),
    /// All was found.
    Match,
}

/// Characters that follow one another.
#[derive(Debug, Clone)]
pub(super) struct Literal {
    text: String,
    /// The first bytes, by which it is told from most others, and which of them it has.
    head: u32,
    mask: u32,
}

impl Literal {
    /// Some characters.
    fn of(text: &str) -> Self {
        let mask = u32::MAX.checked_shr(32 - 8 * u32::try_from(text.len().min(4)).unwrap_or(4)).unwrap_or_default();
        Self { text: text.to_owned(), head: head(text.as_bytes()), mask }
    }

    /// The bytes that it has.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether some bytes begin with it.
    pub(super) fn begins(&self, bytes: &[u8]) -> bool {
        head(bytes) & self.mask == self.head && bytes.starts_with(self.text.as_bytes())
    }
}

/// The first four bytes as a number; 0 for those that are lacking.
fn head(bytes: &[u8]) -> u32 {
    let four =
        bytes.first_chunk().copied().unwrap_or_else(|| std::array::from_fn(|at| bytes.get(at).copied().unwrap_or(0)));
    u32::from_le_bytes(four)
}

/// An expression as steps.
#[derive(Debug, Clone)]
pub(super) struct Program {
    /// The steps.
    pub steps: Vec<Step>,
    /// The names of its groups.
    pub names: Arc<[String]>,
    /// How many steps split.
    pub splits: usize,
    /// What a match behind the beginning of the text may begin with; none where it may be of nothing.
    pub first: Option<FirstCharacters>,
    /// Characters of a match at most, where it ends with the text; none where there may be any number.
    pub last: Option<usize>,
}

/// The characters that a match may begin with.
#[derive(Debug, Clone)]
pub(super) struct FirstCharacters {
    /// The characters.
    class: Class,
    /// For each byte, whether one of them may begin with it.
    bytes: [bool; 256],
    /// A bit for each of the last six bits of them.
    lasts: u64,
    /// Whether there are any: what begins with the text begins nowhere else.
    are_any: bool,
}

impl FirstCharacters {
    /// The characters of a class.
    fn of(class: Class) -> Self {
        let mut bytes = [false; 256];
        class.first_bytes().for_each(|byte| bytes[usize::from(byte)] = true);
        Self { are_any: bytes.contains(&true), bytes, lasts: class.last_bits(), class }
    }

    /// The first place of a range of a text that one of them begins at.
    fn next(&self, text: &str, range: Range<usize>) -> Option<usize> {
        if !self.are_any {
            return None;
        }
        let bytes = text.as_bytes().get(..range.end.min(text.len()))?;
        let mut at = range.start;
        while let Some(byte) = bytes.get(at) {
            // How many bytes a character has stands in its first one; one that goes on begins none.
            let length = match byte {
                ..0xC0 => 1,
                ..0xE0 => 2,
                ..0xF0 => 3,
                _ => 4,
            };
            // The last six bits of a character are those of its last byte.
            let last = text.as_bytes()[at + length - 1] & 0x3F;
            let may_be = self.bytes[usize::from(*byte)] && self.lasts >> last & 1 == 1;
            if may_be && text[at..].chars().next().is_some_and(|c| self.class.contains(c)) {
                return Some(at);
            }
            at += length;
        }
        None
    }
}

impl Program {
    /// The steps of an expression.
    pub(super) fn of(node: &ExpressionNode) -> Self {
        let (first, empty) = node.first();
        let mut compiler = Compiler { steps: Vec::new(), names: Vec::new(), splits: 0 };
        compiler.add(node);
        compiler.steps.push(Step::Match);
        let Compiler { steps, names, splits } = compiler;
        let first = (!empty).then(|| FirstCharacters::of(first));
        let last = node.most_characters().filter(|_| node.ends_with_text());
        Self { steps, names: names.into(), splits, first, last }
    }

    /// The first place of a range of a text that a match may begin at; the end of the text is one as well.
    pub(super) fn next_start(&self, text: &str, range: Range<usize>) -> Option<usize> {
        match &self.first {
            // What begins with the text is no character.
            Some(_) if range.start == 0 && !range.is_empty() => Some(0),
            Some(first) => first.next(text, range),
            None => range.into_iter().take_while(|at| *at <= text.len()).find(|at| text.is_char_boundary(*at)),
        }
    }
}

/// Steps being put together.
struct Compiler {
    steps: Vec<Step>,
    names: Vec<String>,
    splits: usize,
}

impl Compiler {
    /// Adds the steps of a part.
    fn add(&mut self, node: &ExpressionNode) {
        match node {
            ExpressionNode::Text(text) => self.steps.push(Step::Text(Literal::of(text))),
            ExpressionNode::Class(class) => self.steps.push(Step::Class(class.clone())),
            ExpressionNode::Start => self.steps.push(Step::Start),
            ExpressionNode::End => self.steps.push(Step::End),
            ExpressionNode::Shared(node) => self.add(node),
            ExpressionNode::Named(name, node) => {
                let number = self.names.iter().position(|known| known == name).unwrap_or_else(|| {
                    self.names.push(name.clone());
                    self.names.len() - 1
                });
                self.steps.push(Step::Save(2 * number + 2));
                self.add(node);
                self.steps.push(Step::Save(2 * number + 3));
            }
            ExpressionNode::Sequence(nodes) => nodes.iter().for_each(|node| self.add(node)),
            ExpressionNode::Either(nodes) => self.either(nodes),
            ExpressionNode::Repeat { node, least, most, lazy } => self.repeat(node, *least, *most, *lazy),
        }
    }

    /// Adds a step that splits; where it leads is set later.
    fn split(&mut self) -> usize {
        self.steps.push(Step::Split(0, 0, self.splits));
        self.splits += 1;
        self.steps.len() - 1
    }

    /// Sets where a step that splits leads: on to the next step, or elsewhere.
    fn lead(&mut self, split: usize, to: usize, lazy: bool) {
        if let Step::Split(first, second, _) = &mut self.steps[split] {
            (*first, *second) = if lazy { (to, split + 1) } else { (split + 1, to) };
        }
    }

    /// Adds the steps of one of several parts. Of those that follow each other and begin with a known character, only
    /// the ones that begin with the character at the place are tried.
    fn either(&mut self, nodes: &[ExpressionNode]) {
        let known = |node: &&ExpressionNode| node.leading().is_some();
        let nodes: Vec<&ExpressionNode> = nodes.iter().collect();
        let parts: Vec<&[&ExpressionNode]> = nodes.chunk_by(|one, next| known(one) && known(next)).collect();
        self.one_of(&parts, Self::part);
    }

    /// Adds the steps of one of several, tried in their order.
    fn one_of<N: Copy>(&mut self, parts: &[N], add: fn(&mut Self, N)) {
        let Some((last, others)) = parts.split_last() else { return };
        let mut jumps = Vec::new();
        for part in others {
            let split = self.split();
            add(self, *part);
            jumps.push(self.jump());
            self.lead(split, self.steps.len(), false);
        }
        add(self, *last);
        self.land(jumps);
    }

    /// Adds the steps of a part, or of several that begin with known characters.
    fn part(&mut self, nodes: &[&ExpressionNode]) {
        if let [node] = nodes {
            return self.add(node);
        }
        let mut by_character: BTreeMap<char, Vec<&ExpressionNode>> = BTreeMap::new();
        for node in nodes {
            by_character.entry(node.leading().unwrap_or_default()).or_default().push(node);
        }
        let choice = self.jump();
        let (mut places, mut jumps) = (Vec::new(), Vec::new());
        for (c, nodes) in by_character {
            places.push((c, self.steps.len()));
            self.one_of(&nodes, Self::add);
            jumps.push(self.jump());
        }
        self.steps[choice] = Step::Choice(places);
        self.land(jumps);
    }

    /// Adds a jump; where it leads is set later.
    fn jump(&mut self) -> usize {
        self.steps.push(Step::Jump(0));
        self.steps.len() - 1
    }

    /// Leads some jumps to the next step.
    fn land(&mut self, jumps: Vec<usize>) {
        let end = self.steps.len();
        jumps.into_iter().for_each(|jump| self.steps[jump] = Step::Jump(end));
    }

    /// Adds the steps of a part that stands several times.
    fn repeat(&mut self, node: &ExpressionNode, least: usize, most: Option<usize>, lazy: bool) {
        let Some(most) = most else { return self.repeat_on(node, least, lazy) };
        for _ in 0..least {
            self.add(node);
        }
        let mut splits = Vec::new();
        for _ in least..most {
            splits.push(self.split());
            self.add(node);
        }
        let end = self.steps.len();
        splits.into_iter().for_each(|split| self.lead(split, end, lazy));
    }

    /// Adds the steps of a part that stands any number of times.
    fn repeat_on(&mut self, node: &ExpressionNode, least: usize, lazy: bool) {
        for _ in 1..least {
            self.add(node);
        }
        let entry = (least == 0).then(|| self.split());
        let again = self.steps.len();
        self.add(node);
        let split = self.split();
        self.lead(split, again, !lazy);
        if let Some(entry) = entry {
            self.lead(entry, self.steps.len(), lazy);
        }
    }
}
