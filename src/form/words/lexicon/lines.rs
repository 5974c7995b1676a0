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

/// What is known of three characters that often follow one another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Triple {
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
}

impl PairLines {
    /// Finds the lines of the next part, and leaves what follows it.
    pub(super) fn of(rest: &mut &'static str) -> Self {
        let text = *rest;
        let mut places = vec![[0; 2]; COUNT];
        let (mut start, mut inside) = (0, false);
        for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
            let line = &text.as_bytes()[start..end];
            let first = line.first_chunk().filter(|_| inside).map_or(NONE, number);
            if let Some(place) = places.get_mut(usize::from(first)) {
                *place = [start + CHARACTER, end].map(|at| u32::try_from(at).unwrap_or_default());
            }
            start = end + 1;
            if inside && line.is_empty() {
                break;
            }
            inside |= line.starts_with(b"[");
        }
        *rest = &text[start..];
        Self { text, places }
    }

    /// The rest of the line of a character, in pieces of so many bytes.
    fn pieces<const BYTES: usize>(&self, c: Han) -> &[[u8; BYTES]] {
        let [start, end] = self.places.get(usize::from(c)).copied().unwrap_or_default();
        self.text.as_bytes().get(start as usize..end as usize).map_or(&[], |line| line.as_chunks().0)
    }

    /// Whether a character may follow another.
    pub(super) fn has_pair(&self, one: Han, other: Han) -> bool {
        self.pieces::<CHARACTER>(one).binary_search_by_key(&other, number).is_ok()
    }

    /// Three characters, if they are here: two more behind the first, and a digit for what of them is a word.
    pub(super) fn three(&self, [first, second, third]: [Han; 3]) -> Option<Triple> {
        let threes = self.pieces(first);
        let key = |[a, b, c, d, e, f, _]: &[u8; 2 * CHARACTER + 1]| [number(&[*a, *b, *c]), number(&[*d, *e, *f])];
        let words = threes[threes.binary_search_by_key(&[second, third], key).ok()?][2 * CHARACTER];
        Some(Triple { first: words & 1 != 0, last: words & 2 != 0 })
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
