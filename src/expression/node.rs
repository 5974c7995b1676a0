//! What a regular expression says.

/// A part of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ExpressionNode {
    /// A character.
    Char(char),
    /// One of some characters.
    Class(Class),
    /// The beginning of the text.
    Start,
    /// The end of the text.
    End,
    /// A group with a name.
    Named(String, Box<ExpressionNode>),
    /// One part behind the other.
    Sequence(Vec<ExpressionNode>),
    /// One of several, the first that fits.
    Either(Vec<ExpressionNode>),
    /// A part several times.
    Repeat {
        /// The part.
        node: Box<ExpressionNode>,
        /// At least so often.
        least: usize,
        /// At most so often; none for any number.
        most: Option<usize>,
        /// Whether as few are tried first.
        lazy: bool,
    },
}

/// Some characters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Class {
    /// The first and the last of each range, in order and apart.
    ranges: Vec<(char, char)>,
    /// Whether all others are meant.
    others: bool,
}

impl Class {
    /// The characters of some ranges, or all others.
    pub(super) fn new(mut ranges: Vec<(char, char)>, others: bool) -> Self {
        ranges.sort_unstable();
        ranges.dedup_by(|next, kept| {
            let joined = u32::from(next.0) <= u32::from(kept.1) + 1;
            if joined {
                kept.1 = kept.1.max(next.1);
            }
            joined
        });
        Self { ranges, others }
    }

    /// Every character.
    pub(super) fn all() -> Self {
        Self { ranges: Vec::new(), others: true }
    }

    /// Its characters, each as a word, where they are no more than some.
    fn words(&self, most: usize) -> Option<Vec<String>> {
        let count = |(first, last): &(char, char)| 1 + u32::from(*last) as usize - u32::from(*first) as usize;
        let is_few = !self.others && self.ranges.iter().map(count).sum::<usize>() <= most;
        let all = self.ranges.iter().flat_map(|(first, last)| *first..=*last);
        is_few.then(|| all.map(String::from).collect())
    }

    /// The characters of both.
    pub(super) fn or(mut self, other: Self) -> Self {
        if self.others || other.others {
            return Self::all();
        }
        self.ranges.extend(other.ranges);
        Self::new(self.ranges, false)
    }

    /// The bytes that its characters, and perhaps others, begin with: UTF-8 keeps the order of characters.
    pub(super) fn first_bytes(&self) -> impl Iterator<Item = u8> {
        const GO_ON: std::ops::Range<u8> = 0x80..0xC0;
        let first = |c: char| c.encode_utf8(&mut [0; 4]).as_bytes()[0];
        let all = [('\0', char::MAX)];
        let ranges = if self.others { all.to_vec() } else { self.ranges.clone() };
        let bytes = ranges.into_iter().flat_map(move |(least, most)| first(least)..=first(most));
        bytes.filter(|byte| !GO_ON.contains(byte))
    }

    /// Whether it has a character.
    pub(super) fn contains(&self, c: char) -> bool {
        let inside = match self.ranges.len() {
            0..=4 => self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&c)),
            _ => {
                let next = self.ranges.partition_point(|(_, last)| *last < c);
                self.ranges.get(next).is_some_and(|(first, _)| *first <= c)
            }
        };
        inside != self.others
    }
}

/// Each of some words with each of others behind it; none where they are too many.
pub(super) fn joined(mut first: Vec<String>, then: &[String], most: usize) -> Option<Vec<String>> {
    if let [then] = then {
        first.iter_mut().for_each(|word| word.push_str(then));
        return Some(first);
    }
    let both = |first: &String| then.iter().map(|then| [first.as_str(), then].concat()).collect::<Vec<_>>();
    (first.len() * then.len() <= most).then(|| first.iter().flat_map(both).collect())
}

impl ExpressionNode {
    /// About how many steps it takes.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Char(_) | Self::Class(_) | Self::Start | Self::End => 1,
            Self::Named(_, node) => node.size() + 2,
            Self::Sequence(nodes) => nodes.iter().map(Self::size).fold(0, usize::saturating_add),
            Self::Either(nodes) => nodes.iter().map(|node| node.size() + 2).fold(0, usize::saturating_add),
            Self::Repeat { node, least, most, .. } => {
                let times = most.unwrap_or(*least + 1).max(1);
                (node.size() + 2).saturating_mul(times)
            }
        }
    }

    /// How many characters a match has at most; none where it may have any number.
    pub(super) fn most_characters(&self) -> Option<usize> {
        match self {
            Self::Char(_) | Self::Class(_) => Some(1),
            Self::Start | Self::End => Some(0),
            Self::Named(_, node) => node.most_characters(),
            Self::Sequence(nodes) => {
                nodes.iter().try_fold(0_usize, |all, node| all.checked_add(node.most_characters()?))
            }
            Self::Either(nodes) => {
                nodes.iter().try_fold(0, |most: usize, node| Some(most.max(node.most_characters()?)))
            }
            Self::Repeat { node, most, .. } => node.most_characters()?.checked_mul((*most)?),
        }
    }

    /// Every text that it matches, where they are no more than some.
    pub(super) fn words(&self, most: usize) -> Option<Vec<String>> {
        let none = || vec![String::new()];
        match self {
            Self::Char(c) => Some(vec![c.to_string()]),
            Self::Class(class) => class.words(most),
            Self::Start | Self::End => Some(none()),
            Self::Named(_, node) => node.words(most),
            Self::Sequence(nodes) => nodes.iter().try_fold(none(), |mut words, node| match node {
                Self::Char(c) => {
                    words.iter_mut().for_each(|word| word.push(*c));
                    Some(words)
                }
                _ => joined(words, &node.words(most)?, most),
            }),
            Self::Either(nodes) => {
                let mut words = Vec::new();
                for node in nodes {
                    words.extend(node.words(most)?);
                }
                (words.len() <= most).then_some(words)
            }
            Self::Repeat { node, least, most: times, .. } => {
                let once = node.words(most)?;
                let mut words = (0..*least).try_fold(none(), |words, _| joined(words, &once, most))?;
                let mut last = words.clone();
                for _ in *least..(*times)? {
                    let room = most.checked_sub(words.len()).filter(|room| *room > 0)?;
                    last = joined(last, &once, room)?;
                    words.extend_from_slice(&last);
                }
                Some(words)
            }
        }
    }

    /// The characters that a match behind the beginning of the text may begin with, and whether it may be of nothing.
    pub(super) fn first(&self) -> (Class, bool) {
        match self {
            Self::Char(c) => (Class::new(vec![(*c, *c)], false), false),
            Self::Class(class) => (class.clone(), false),
            Self::Start => (Class::default(), false),
            Self::End => (Class::default(), true),
            Self::Named(_, node) => node.first(),
            Self::Sequence(nodes) => {
                let mut all = Class::default();
                for node in nodes {
                    let (class, empty) = node.first();
                    all = all.or(class);
                    if !empty {
                        return (all, false);
                    }
                }
                (all, true)
            }
            Self::Either(nodes) => nodes
                .iter()
                .map(Self::first)
                .fold((Class::default(), false), |all, (class, empty)| (all.0.or(class), all.1 || empty)),
            Self::Repeat { node, least, .. } => {
                let (class, empty) = node.first();
                (class, empty || *least == 0)
            }
        }
    }
}
