//! What a regular expression says.

use std::sync::Arc;

/// A part of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ExpressionNode {
    /// Some characters, one behind the other.
    Text(String),
    /// One of some characters.
    Class(Class),
    /// The beginning of the text.
    Start,
    /// The end of the text.
    End,
    /// An expression that others have as a part.
    Shared(Arc<ExpressionNode>),
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

    /// How many characters it has.
    fn count(&self) -> usize {
        let count = |(first, last): &(char, char)| 1 + u32::from(*last) as usize - u32::from(*first) as usize;
        if self.others { usize::MAX } else { self.ranges.iter().map(count).sum() }
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

    /// A bit for each of the last six bits of its characters.
    pub(super) fn last_bits(&self) -> u64 {
        const ALL: u32 = u64::BITS;
        let bits = |(first, last): &(char, char)| match (u32::from(*first), u32::from(*last)) {
            (first, last) if last - first < ALL => (first..=last).fold(0, |bits, c| bits | 1 << (c % ALL)),
            _ => u64::MAX,
        };
        if self.others { u64::MAX } else { self.ranges.iter().map(bits).fold(0, |all, bits| all | bits) }
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

/// Each of some words with each of others behind it.
pub(super) fn joined(mut first: Vec<String>, then: &[String]) -> Vec<String> {
    if let [then] = then {
        first.iter_mut().for_each(|word| word.push_str(then));
        return first;
    }
    let both = |first: &String| then.iter().map(|then| [first.as_str(), then].concat()).collect::<Vec<_>>();
    first.iter().flat_map(both).collect()
}

impl ExpressionNode {
    /// About how many steps it takes.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.chars().count(),
            Self::Class(_) | Self::Start | Self::End => 1,
            Self::Shared(node) => node.size(),
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
            Self::Text(text) => Some(text.chars().count()),
            Self::Class(_) => Some(1),
            Self::Start | Self::End => Some(0),
            Self::Shared(node) => node.most_characters(),
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

    /// Whether every match ends with the text.
    pub(super) fn ends_with_text(&self) -> bool {
        match self {
            Self::End => true,
            Self::Shared(node) => node.ends_with_text(),
            Self::Named(_, node) => node.ends_with_text(),
            Self::Sequence(nodes) => nodes.last().is_some_and(Self::ends_with_text),
            Self::Either(nodes) => nodes.iter().all(Self::ends_with_text),
            Self::Text(_) | Self::Class(_) | Self::Start | Self::Repeat { .. } => false,
        }
    }

    /// How many texts it matches at most.
    pub(super) fn ways(&self) -> usize {
        match self {
            Self::Text(_) | Self::Start | Self::End => 1,
            Self::Class(class) => class.count(),
            Self::Shared(node) => node.ways(),
            Self::Named(_, node) => node.ways(),
            Self::Sequence(nodes) => nodes.iter().map(Self::ways).fold(1, usize::saturating_mul),
            Self::Either(nodes) => nodes.iter().map(Self::ways).fold(0, usize::saturating_add),
            Self::Repeat { most: None, .. } => usize::MAX,
            Self::Repeat { node, least, most: Some(most), .. } => {
                let once = node.ways();
                let times = |times: usize| once.saturating_pow(u32::try_from(times).unwrap_or(u32::MAX));
                (*least..=*most).map(times).fold(0, usize::saturating_add)
            }
        }
    }

    /// Every text that it matches, of which there must be few.
    pub(super) fn words(&self) -> Vec<String> {
        let none = || vec![String::new()];
        match self {
            Self::Text(text) => vec![text.clone()],
            Self::Class(class) => {
                class.ranges.iter().flat_map(|(first, last)| *first..=*last).map(String::from).collect()
            }
            Self::Start | Self::End => none(),
            Self::Shared(node) => node.words(),
            Self::Named(_, node) => node.words(),
            Self::Sequence(nodes) => nodes.iter().fold(none(), |words, node| joined(words, &node.words())),
            Self::Either(nodes) => nodes.iter().flat_map(Self::words).collect(),
            Self::Repeat { node, least, most, .. } => {
                let once = node.words();
                let mut last = (0..*least).fold(none(), |words, _| joined(words, &once));
                let mut words = last.clone();
                for _ in *least..most.unwrap_or(*least) {
                    last = joined(last, &once);
                    words.extend_from_slice(&last);
                }
                words
            }
        }
    }

    /// The character that it begins with, where there is but one.
    pub(super) fn leading(&self) -> Option<char> {
        match self {
            Self::Text(text) => text.chars().next(),
            Self::Shared(node) => node.leading(),
            Self::Named(_, node) => node.leading(),
            Self::Sequence(nodes) => nodes.first()?.leading(),
            Self::Repeat { node, least, .. } if *least > 0 => node.leading(),
            Self::Class(_) | Self::Start | Self::End | Self::Either(_) | Self::Repeat { .. } => None,
        }
    }

    /// The characters that a match behind the beginning of the text may begin with, and whether it may be of nothing.
    pub(super) fn first(&self) -> (Class, bool) {
        match self {
            Self::Text(text) => (Class::new(text.chars().take(1).map(|c| (c, c)).collect(), false), text.is_empty()),
            Self::Class(class) => (class.clone(), false),
            Self::Start => (Class::default(), false),
            Self::End => (Class::default(), true),
            Self::Shared(node) => node.first(),
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
