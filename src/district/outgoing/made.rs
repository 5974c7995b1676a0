//! Files that an earlier run made, and that nobody needs any more.

use std::path::Path;

use crate::digest::file_digest;

/// Whether a file in a folder is still as it was made, by its name and the digest of its bytes.
pub(super) fn is_as_made(folder: &Path, name: &str, digest: &str) -> bool {
    file_digest(&folder.join(name)).as_deref() == Some(digest)
}

/// Removes a file that was made in a folder, unless somebody has changed it since; a name that leads elsewhere is none
/// of them.
pub(super) fn remove_as_made(folder: &Path, name: &str, digest: &str) {
    let is_plain = Path::new(name).file_name().is_some_and(|plain| plain == name);
    if is_plain && is_as_made(folder, name, digest) {
        let _ = std::fs::remove_file(folder.join(name));
    }
}
