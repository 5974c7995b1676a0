//! Digests: equal for equal content, and for no other content that anybody has ever found.

use std::io::{BufWriter, Write as _};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

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

/// The text of a file that a run keeps for the next; none when it cannot be read or is none, such as a pipe, which would
/// be waited for.
pub fn kept_text(path: &Path) -> Option<String> {
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    std::fs::read_to_string(path).ok()
}

/// What stands before the digest of a sealed text.
const SEAL: &str = "{\"seal\":\"";
/// What stands between the digest and the text.
const SEALED: &str = "\",\"content\":";

/// A JSON text with its digest before it, by which a change is found.
pub fn sealed(json: &str) -> String {
    format!("{SEAL}{}{SEALED}{json}}}\n", digest([json]))
}

/// A value as a sealed JSON text.
///
/// # Panics
/// When the value cannot be written as JSON, such as a map whose keys are no texts.
pub fn sealed_value(value: &impl Serialize) -> String {
    sealed(&serde_json::to_string(value).expect("the value can be written as JSON"))
}

/// The value that was sealed; none when it is not what it was, or another kind of value.
pub fn unsealed_value<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(unsealed(text)?).ok()
}

/// The JSON text that was sealed; none when it is not what it was.
pub fn unsealed(text: &str) -> Option<&str> {
    opened(text).filter(|(seal, json)| digest([json]) == *seal).map(|(_, json)| json)
}

/// The digest and the JSON text of a sealed text, whether they belong together or not.
pub fn opened(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix(SEAL)?.strip_suffix("}\n")?.split_once(SEALED)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        assert_eq!(digest(["ab", "c"]), digest(["ab", "c"]));
        assert_ne!(digest(["ab", "c"]), digest(["a", "bc"]));
        assert_ne!(digest(["abc"]), digest(["abc", ""]));
    }

    #[test]
    fn a_change_breaks_the_seal() {
        let value = || BTreeMap::from([("a".to_owned(), 31)]);
        let text = sealed_value(&value());
        assert_eq!((unsealed(&text), unsealed_value(&text)), (Some("{\"a\":31}"), Some(value())));
        assert_eq!(unsealed_value::<Vec<String>>(&text), None);
        for changed in [text.replace("31", "39"), text.replace('}', ""), String::new(), "{\"a\":31}".to_owned()] {
            assert_eq!(unsealed(&changed), None, "{changed}");
        }
    }
}
