//! The lines of the lexicon, looked at where they stand: most of them are never needed.

/// The first character of the block that nearly all Chinese writing is of.
const FIRST: u32 = 0x4E00;

/// Characters of that block.
const COUNT: usize = 0x5200;

/// Bytes of each of them.
const CHARACTER: usize = 3;

/// A character by its place in the block; none stands for any other.
pub(super) type Han = u16;

/// What is no character of the block.
pub(super) const NONE: Han = Han::MAX;

/// Triple characters that often follow one another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Triple {
    pub(super) chars: [Han; 3],
    /// Whether the first two are one word.
    pub(super) first: bool,
    /// Whether the last two are.
    pub(super) last: bool,
}

/// PairLines that begin with a character; what may follow it, sorted.
#[derive(Debug)]
pub(super) struct PairLines {
    text: &'static str,
    /// Where the rest of the line of each character begins and ends.
    places: Vec<[u32; 2]>,
    /// The characters that lines begin with.
    pub(super) firsts: Vec<Han>,
}

impl PairLines {
    /// Finds the lines of the next part, and leaves what follows it.
    pub(super) fn of(rest: &mut &'static str) -> Self {
        let text = *rest;
        let (mut places, mut firsts) = (vec![[0; 2]; COUNT], Vec::new());
        let (mut start, mut inside) = (0, false);
        // Most lines are short: looking at one byte after the other is the quickest.
        while let Some(length) = text.as_bytes()[start..].iter().position(|byte| *byte == b'\n') {
            let line = &text.as_bytes()[start..start + length];
            let end = start + length;
            let first = line.first_chunk().filter(|_| inside).map_or(NONE, number);
            if let Some(place) = places.get_mut(usize::from(first)) {
                *place = [start + CHARACTER, end].map(|at| u32::try_from(at).unwrap_or_default());
                firsts.push(first);
            }
            start = end + 1;
            if inside && line.is_empty() {
                break;
            }
            inside |= line.starts_with(b"[");
        }
        *rest = &text[start..];
        Self { text, places, firsts }
    }

    /// The rest of the line of a character, in pieces of so many bytes.
    fn pieces<const BYTES: usize>(&self, c: Han) -> &[[u8; BYTES]] {
        let [start, end] = self.places.get(usize::from(c)).copied().unwrap_or_default();
        self.text.as_bytes().get(start as usize..end as usize).map_or(&[], |line| line.as_chunks().0)
    }

    /// What follows a character.
    pub(super) fn pairs(&self, c: Han) -> impl Iterator<Item = Han> {
        self.pieces::<CHARACTER>(c).iter().map(number)
    }

    /// Whether a character may follow another.
    pub(super) fn has_pair(&self, one: Han, other: Han) -> bool {
        self.pieces::<CHARACTER>(one).binary_search_by_key(&other, number).is_ok()
    }

    /// The threes that begin with a character: two more, and a digit for what of them is a word.
    pub(super) fn threes(&self, c: Han) -> impl Iterator<Item = Triple> {
        self.pieces(c).iter().map(move |[a, b, d, e, f, g, words]| Triple {
            chars: [c, number(&[*a, *b, *d]), number(&[*e, *f, *g])],
            first: words & 1 != 0,
            last: words & 2 != 0,
        })
    }
}

/// Things by a character, in the order they came.
#[derive(Debug)]
pub(super) struct ByCharacter<T> {
    /// Where those of each character begin, and at the end how many there are.
    starts: Vec<u32>,
    all: Vec<T>,
}

impl<T: Copy> ByCharacter<T> {
    /// Puts things by their characters.
    pub(super) fn of(things: Vec<(Han, T)>) -> Self {
        let mut starts: Vec<u32> = vec![0; COUNT + 1];
        for (c, _) in &things {
            starts[usize::from(*c) + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut all: Vec<T> = things.iter().map(|(_, thing)| *thing).collect();
        for (c, thing) in things {
            let next = &mut next[usize::from(c)];
            all[*next as usize] = thing;
            *next += 1;
        }
        Self { starts, all }
    }

    /// Those of a character.
    pub(super) fn of_character(&self, c: Han) -> &[T] {
        let at = usize::from(c);
        match self.starts.get(at..at + 2) {
            Some([start, end]) => &self.all[*start as usize..*end as usize],
            _ => &[],
        }
    }
}

/// The number of a character in its block.
pub(super) fn han(c: char) -> Han {
    let number = u32::from(c).wrapping_sub(FIRST);
    if (number as usize) < COUNT { Han::try_from(number).unwrap_or(NONE) } else { NONE }
}

/// The character of a number.
pub(super) fn character(c: Han) -> char {
    char::from_u32(FIRST + u32::from(c)).unwrap_or_default()
}

/// The number of a character of three bytes in its block.
fn number(bytes: &[u8; CHARACTER]) -> Han {
    let [lead, middle, last] = bytes.map(u32::from);
    let c = (lead & 0x0F) << 12 | (middle & 0x3F) << 6 | last & 0x3F;
    Han::try_from(c.wrapping_sub(FIRST)).unwrap_or(NONE)
}
