//! Files with changes in them.

use std::path::Path;

use super::taken::Edit;
use crate::error::{Error, Result};
use crate::source::Source;

/// What files of some editors begin with.
const MARK: char = '\u{feff}';

/// A file with some changes, which do not overlap and stand in order; its line ends and its mark stay as they are.
///
/// # Errors
/// When it cannot be read, or is not what was read before.
pub fn edited(source: &Source, edits: &[Edit]) -> Result<Vec<u8>> {
    let path = Path::new(&source.name);
    let bytes = std::fs::read(path).map_err(|error| Error::io(path, &error))?;
    let raw = std::str::from_utf8(&bytes).unwrap_or_default();
    let body = raw.strip_prefix(MARK).unwrap_or(raw);
    let is_windows = body.contains("\r\n");
    if body.replace("\r\n", "\n") != source.text {
        let reason = "不是 UTF-8 编码，或者刚刚被别的程序改过，没有写进去";
        return Err(Error::file(path, reason, "另存为 UTF-8 编码后重试"));
    }
    let mut out = String::with_capacity(raw.len());
    let mut end = 0;
    for edit in edits {
        out.push_str(&source.text[end..edit.at.start]);
        out.push_str(&edit.text);
        end = edit.at.end;
    }
    out.push_str(&source.text[end..]);
    if is_windows {
        out = out.replace('\n', "\r\n");
    }
    if body.len() < raw.len() {
        out.insert(0, MARK);
    }
    Ok(out.into_bytes())
}
