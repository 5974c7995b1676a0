//! Digests: equal for equal content, and for no other content that anybody has ever found.

use std::io::{BufWriter, Write as _};
use std::path::Path;

use serde::Serialize;

/// BLAKE3 digest of some texts or bytes one after the other, each with its length, in hexadecimal digits.
pub fn digest<T: AsRef<[u8]>>(parts: impl IntoIterator<Item = T>) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        let part = part.as_ref();
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_hex().to_string()
}

/// BLAKE3 digest of a value written as JSON, in hexadecimal digits.
///
/// # Panics
/// When the value cannot be written as JSON, such as a map whose keys are no texts.
pub fn json_digest(value: &impl Serialize) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut buffered = BufWriter::new(&mut hasher);
    serde_json::to_writer(&mut buffered, value).expect("the value can be written as JSON");
    buffered.flush().expect("a digest takes everything");
    drop(buffered);
    hasher.finalize().to_hex().to_string()
}

/// Digest of the bytes of a file; none when it cannot be read or is none, such as a pipe, which would be waited for.
pub fn file_digest(path: &Path) -> Option<String> {
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    Some(digest([std::fs::read(path).ok()?]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        assert_eq!(digest(["ab", "c"]), digest(["ab", "c"]));
        assert_ne!(digest(["ab", "c"]), digest(["a", "bc"]));
        assert_ne!(digest(["abc"]), digest(["abc", ""]));
    }
}
