//! Writing files: each replaced whole or not at all.

mod archive;
mod hold;
mod signed;

use std::collections::HashSet;
use std::fs::{DirEntry, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::characters::{clean, is_device};
use crate::digest::file_digest;
use crate::error::{Error, Result};

pub(crate) use archive::of_any_system;
pub use archive::packed;
pub use hold::{Held, Hold, hold};
pub use signed::{Sign, is_signed, signed};

/// The folder beside an input that everything is written to where nobody says otherwise.
pub const OUT: &str = "输出";

/// Characters that file names cannot have on Windows, as they are replaced.
const FORBIDDEN: &[char] = &['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// Bytes of a file name without extension; most file systems take 255 with it.
const MAX_NAME: usize = 200;

/// Bytes at its end that a name which is too long keeps: of a title, the year and what the document is.
const KEPT_END: usize = 90;

/// What stands where something of a name was left out.
const LEFT_OUT: &str = "…";

/// What the names of drafts end with, and the titles of drawings in them.
pub(crate) const DRAFT: &str = "（草稿）";

/// How files and folders begin that are still being written, or lie aside for a while.
pub(crate) const TEMPORARY: &str = ".nianbao-tmp-";

/// How old something begun must be for it to be left by a run that was killed: none takes a day.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// A title as a file name that every system takes.
pub fn file_name(title: &str) -> String {
    let plain: String = clean(title).chars().map(|c| if FORBIDDEN.contains(&c) { '_' } else { c }).collect();
    let plain = plain.replace('\n', "");
    let mut name = plain.trim().trim_matches('.').trim().to_owned();
    if name.len() > MAX_NAME {
        let end = name.split_off(name.ceil_char_boundary(name.len() - KEPT_END));
        name.truncate(name.floor_char_boundary(MAX_NAME - KEPT_END - LEFT_OUT.len()));
        name.extend([LEFT_OUT, end.as_str()]);
    }
    if name.is_empty() || is_device(&name) {
        name.insert(0, '_');
    }
    name
}

/// A file name that differs from some others: where it is one of them, with a word for what it is, then with a number.
pub fn apart(name: String, others: &[&str], what: &str) -> String {
    let others: Vec<String> = others.iter().map(|other| same_file(other)).collect();
    let marked = (2..).map(|number| format!("{name}（{what}{number}）"));
    let names = [name.clone(), format!("{name}（{what}）")].into_iter().chain(marked);
    names.into_iter().find(|name| !others.contains(&same_file(name))).unwrap_or(name)
}

/// A name as file systems compare it: those of Windows and macOS ignore case.
fn same_file(name: &str) -> String {
    name.to_lowercase()
}

/// Makes a folder and those above it.
///
/// # Errors
/// When that is not allowed, or a file has the name.
pub fn create_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists | std::io::ErrorKind::NotADirectory => {
            Error::file(folder, "这里已有同名的文件，不能用作文件夹", "把那个文件移走或改名")
        }
        _ => Error::io(folder, &error),
    })
}

/// Writes all files into a folder: first beside their targets, then into place, so that none is ever half there.
///
/// # Errors
/// When a file cannot be written, or two have one name; then none of the targets has been touched unless the system
/// failed in between.
pub fn write_all(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<Vec<PathBuf>> {
    let mut names = HashSet::new();
    if let Some((name, _)) = files.iter().find(|(name, _)| !names.insert(same_file(name))) {
        return Err(Error::file(folder.join(name), "有两个文件要用这个名称，都没有写出", "换一个名称后重试"));
    }
    create_folder(folder)?;
    clear_old(folder);
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

/// Writes one file, as [`write_all`] does; says where it lies.
///
/// # Errors
/// Like [`write_all`].
pub fn write_one(target: &Path, bytes: Vec<u8>) -> Result<PathBuf> {
    let folder = folder_of(target);
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let path = folder.join(&name);
    write_all(folder, &[(name, bytes)]).map(|_| path)
}

/// A file that is written, and not in its place yet.
pub(crate) struct Staged {
    /// Where it is until then.
    file: tempfile::NamedTempFile,
    /// Its place.
    target: PathBuf,
    /// Digest of its bytes.
    pub digest: String,
}

impl Staged {
    /// Puts it into its place.
    pub(crate) fn place(self) -> Result<()> {
        let Self { file, target, .. } = self;
        file.persist(&target).map(|_| ()).map_err(|error| Error::io(&target, &error.error))
    }
}

/// Writes one file that is made piece by piece, beside its place.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn staged(target: &Path, fill: impl FnOnce(&File) -> std::io::Result<()>) -> Result<Staged> {
    let io = |error: std::io::Error| Error::io(target, &error);
    let folder = folder_of(target);
    create_folder(folder)?;
    let file = temporary(folder).map_err(io)?;
    fill(file.as_file()).map_err(io)?;
    let digest = file_digest(file.path()).unwrap_or_default();
    Ok(Staged { file, target: target.to_owned(), digest })
}

/// The folder that a file lies in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What lies in a folder half written, or aside; nothing else is named so.
fn begun(folder: &Path) -> impl Iterator<Item = DirEntry> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(TEMPORARY))
}

/// Removes what a killed run left half written in a folder.
pub fn clear(folder: &Path) {
    for entry in begun(folder) {
        let _ = std::fs::remove_file(entry.path());
    }
}

/// Removes what killed runs left in a folder long ago; what is younger may be another run's that still goes on.
pub(crate) fn clear_old(folder: &Path) {
    for entry in begun(folder) {
        let age = entry.metadata().and_then(|about| about.modified()).map(|time| time.elapsed().unwrap_or_default());
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if age.is_ok_and(|age| age >= ABANDONED) {
            let _ = if is_folder { std::fs::remove_dir_all(entry.path()) } else { std::fs::remove_file(entry.path()) };
        }
    }
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

/// The path of a folder without links, also of one that is still to be made.
pub fn real(folder: &Path) -> PathBuf {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let known = absolute.ancestors().find_map(|above| Some((above.canonicalize().ok()?, above)));
    known.map_or_else(|| absolute.clone(), |(real, above)| real.join(absolute.strip_prefix(above).unwrap_or(folder)))
}

/// The path of a file below a folder as it is named from there, with `/` between its parts, so that every system names it
/// alike; of any other file the whole path.
pub fn below(path: &Path, folder: &Path) -> String {
    let named: PathBuf = path.strip_prefix(folder).unwrap_or(path).components().collect();
    named.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// A temporary file beside the target, with default permissions.
fn temporary(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
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
        for device in ["COM1", "com¹", "LPT9", "CONOUT$", "nul.2025", "aux .报告"] {
            assert_eq!(file_name(device), format!("_{device}"));
        }
        // What shows nothing, or turns the direction of what follows.
        assert_eq!(file_name("甲\u{202e}局\u{200b}\n年\u{2066}报\u{feff}\u{9b}"), "甲局年报");
        assert_eq!(file_name(" .. "), "_");
        let title = "关于报送2025年政府信息公开工作年度报告的报告";
        let long = file_name(&("长".repeat(300) + title));
        assert!(long.len() <= MAX_NAME && long.starts_with("长长") && long.ends_with(title), "{long}");
    }

    #[test]
    fn files_are_named_from_a_folder() {
        let below = |path: &str| below(Path::new(path), Path::new("/汇总"));
        assert_eq!(below("/汇总/单位//./教育局.xlsx"), "单位/教育局.xlsx");
        assert_eq!(below("/别处/教育局.xlsx"), "/别处/教育局.xlsx");
    }

    #[test]
    fn names_are_told_apart() {
        let letter = |name: &str| apart(name.to_owned(), &["甲局A报告", "甲局A报告（公文）"], "公文");
        assert_eq!(letter("关于报送的报告"), "关于报送的报告");
        assert_eq!(letter("甲局a报告"), "甲局a报告（公文2）");
    }

    #[test]
    fn what_killed_runs_left_is_removed_when_it_is_old() {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let old = std::time::SystemTime::now() - 2 * ABANDONED;
        for (name, is_old) in [("old", true), ("young", false), ("folder", true)] {
            let path = folder.path().join(format!("{TEMPORARY}{name}"));
            if name == "folder" {
                std::fs::create_dir(&path).expect("a folder can be made");
                std::fs::write(path.join("报告.docx"), "x").expect("a file can be written");
            } else {
                std::fs::write(&path, "x").expect("a file can be written");
            }
            if is_old {
                File::open(&path).and_then(|file| file.set_modified(old)).expect("a time can be set");
            }
        }
        std::fs::write(folder.path().join("报告.pdf"), "x").expect("a file can be written");
        write_all(folder.path(), &[("a.pdf".to_owned(), b"new".to_vec())]).expect("it can be written");
        let left = std::fs::read_dir(folder.path()).expect("it is there").flatten();
        let mut left: Vec<String> = left.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        left.sort();
        assert_eq!(left, [".nianbao-tmp-young", "a.pdf", "报告.pdf"]);
    }

    #[test]
    fn two_files_of_one_name_are_refused() {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        std::fs::write(folder.path().join("a.pdf"), "old").expect("a file can be written");
        let files = ["b.pdf", "a.pdf", "A.pdf"].map(|name| (name.to_owned(), name.into()));
        assert!(write_all(folder.path(), &files).is_err());
        assert_eq!(std::fs::read(folder.path().join("a.pdf")).ok().as_deref(), Some(&b"old"[..]));
        assert!(!folder.path().join("b.pdf").exists());
        assert!(write_all(folder.path(), &files[..2]).is_ok());
    }
}
