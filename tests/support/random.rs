//! Random choices that a number decides, so that what is made by them can be made again.

/// A source of random numbers: xorshift.
#[derive(Debug)]
pub struct Random(u64);

impl Random {
    /// The source of what has that number.
    pub fn new(number: u64) -> Self {
        // Neighbouring numbers must not begin alike, and nothing comes out of zero.
        let mut random = Self(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x2545_F491_4F6C_DD1D);
        (0..8).for_each(|_| _ = random.next());
        random
    }

    /// The next number.
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below another.
    pub fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }

    /// Whether something happens that does so that often in a hundred times.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}
