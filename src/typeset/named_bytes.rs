//! The bytes of a face, which Typst knows by a name.
//!
//! Typst tells faces apart by a hash of all their bytes, which it takes when it first needs it and keeps. Of the faces
//! that the program brings the names tell as much, and millions of bytes need not be hashed at each start.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use typst::foundations::Bytes;
use typst::utils::hash128;

/// Bytes that show their name until they were hashed.
struct NamedBytes {
    /// What tells them from all others.
    name: &'static str,
    /// The bytes.
    bytes: Cow<'static, [u8]>,
    /// Whether they were hashed.
    is_hashed: Arc<AtomicBool>,
}

impl AsRef<[u8]> for NamedBytes {
    fn as_ref(&self) -> &[u8] {
        if self.is_hashed.load(Ordering::Relaxed) { &self.bytes } else { self.name.as_bytes() }
    }
}

/// Bytes whose hash is that of a name; no other bytes have that name.
pub(super) fn named(name: &'static str, bytes: Cow<'static, [u8]>) -> Bytes {
    let is_hashed = Arc::new(AtomicBool::new(false));
    let named = Bytes::new(NamedBytes { name, bytes, is_hashed: is_hashed.clone() });
    // A Typst that keeps no hash takes that of the bytes later: it only takes longer.
    hash128(&named);
    is_hashed.store(true, Ordering::Relaxed);
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_what_they_are_and_their_hash_is_that_of_their_name() {
        let one = named("甲", Cow::Borrowed(b"bytes"));
        assert_eq!(one.as_slice(), b"bytes");
        assert_eq!(one.clone().as_slice(), b"bytes");
        let hash_of = |bytes: &Bytes| hash128(bytes);
        assert_eq!(hash_of(&one), hash_of(&Bytes::new("甲".as_bytes())));
        assert_eq!(hash_of(&one), hash_of(&named("甲", Cow::Owned(b"others".to_vec()))));
        assert_ne!(hash_of(&one), hash_of(&named("乙", Cow::Borrowed(b"bytes"))));
    }
}
