//! Writing files: each replaced whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Characters that file names cannot have on Windows, as they are replaced.
const FORBIDDEN: &[char] = &['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// Names that Windows keeps for devices.
const RESERVED: &[&str] = &["CON", "PRN", "AUX", "NUL"];

/// Bytes of a file name without extension; most file systems take 255 with it.
const MAX_NAME: usize = 200;

/// A title as a file name that every system takes.
pub fn file_name(title: &str) -> String {
    let plain: String =
        title.chars().filter(|c| !c.is_control()).map(|c| if FORBIDDEN.contains(&c) { '_' } else { c }).collect();
    let mut name = plain.trim().trim_matches('.').trim().to_owned();
    if name.len() > MAX_NAME {
        name.truncate(name.floor_char_boundary(MAX_NAME));
    }
    let device = name.to_ascii_uppercase();
    let numbered = device.strip_prefix("COM").or(device.strip_prefix("LPT")).is_some_and(|n| n.len() == 1);
    if name.is_empty() || RESERVED.contains(&device.as_str()) || numbered {
        name.insert(0, '_');
    }
    name
}

/// Makes a folder and those above it.
///
/// # Errors
/// When that is not allowed, or a file stands in the way.
pub fn create_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists | std::io::ErrorKind::NotADirectory => {
            Error::file(folder, "这里已有同名的文件，不能用作文件夹", "换一个输出文件夹（-o）")
        }
        _ => Error::io(folder, &error),
    })
}

/// Writes all files into a folder: first beside their targets, then into place, so that none is ever half there.
///
/// # Errors
/// When a file cannot be written; then none of the targets has been touched unless the system failed in between.
pub fn write_all(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<Vec<PathBuf>> {
    create_folder(folder)?;
    let mut staged = Vec::new();
    for (name, bytes) in files {
        let target = folder.join(name);
        if target.is_dir() {
            return Err(Error::file(&target, "这里有同名的文件夹", "移走它，或用 --name 换一个文件名"));
        }
        let mut file = temporary(folder).map_err(|e| Error::io(folder, &e))?;
        file.write_all(bytes).and_then(|()| file.flush()).map_err(|e| Error::io(&target, &e))?;
        staged.push((file, target));
    }
    let place = |(file, target): (tempfile::NamedTempFile, PathBuf)| {
        file.persist(&target).map_err(|error| Error::io(&target, &error.error))?;
        Ok(target)
    };
    staged.into_iter().map(place).collect()
}

/// The path of a file as it is written into an input in a folder, with `/` between its parts.
///
/// # Errors
/// When the file is not there, or the current folder is not known.
pub fn relative(path: &Path, folder: &Path) -> Result<String> {
    let absolute = path.canonicalize().map_err(|e| Error::io(path, &e))?;
    let base = std::path::absolute(folder).map_err(|e| Error::io(folder, &e))?;
    let base = base.canonicalize().unwrap_or(base);
    let (mut up, mut parts) = (0, base.as_path());
    let rest = loop {
        if let Ok(rest) = absolute.strip_prefix(parts) {
            break rest;
        }
        let Some(parent) = parts.parent() else { break absolute.as_path() };
        (up, parts) = (up + 1, parent);
    };
    let rest: Vec<_> = rest.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    Ok(format!("{}{}", "../".repeat(up), rest.join("/")))
}

/// An unnamed-looking file in the target's folder, readable like any other file there.
fn temporary(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".nianbao-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_everywhere() {
        assert_eq!(file_name("长乐区2020年报告"), "长乐区2020年报告");
        assert_eq!(file_name("../a/b:c*?\"<>|\u{7}"), "_a_b_c______");
        assert_eq!(file_name("con"), "_con");
        assert_eq!(file_name("COM1"), "_COM1");
        assert_eq!(file_name(" .. "), "_");
        assert!(file_name(&"长".repeat(300)).len() <= MAX_NAME);
    }
}
