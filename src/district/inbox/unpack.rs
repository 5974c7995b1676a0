//! Archives that units sent: unpacked beside the units' files, so that what is in them is found like any other file.

use std::collections::{BTreeMap, HashSet};
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use encoding_rs::GB18030;
use serde::{Deserialize, Serialize};
use zip::ZipArchive;

use super::walk::{UNPACKED, inputs, prefix};
use crate::digest::{digest, file_digest, kept_text, sealed_value, unsealed_value};
use crate::district::roster::District;
use crate::error::Error;
use crate::file::{MOST_WORKBOOK_BYTES, has_ending, other_archive};
use crate::finding::Finding;
use crate::output::{file_name, folder_of, write_all};
use crate::rule::district as rules;

/// What is kept beside the files of an archive, so that they are known again.
const NOTE: &str = ".nianbao-unpacked.json";

/// Bytes that an archive may have.
const MOST_BYTES: u64 = 64 << 20;

/// Files that an archive may hold.
const MOST_FILES: usize = 500;

/// Bytes of all files of an archive.
const MOST_UNPACKED: usize = 96 << 20;

/// What was unpacked of an archive.
#[derive(Serialize, Deserialize)]
struct UnpackedNote {
    /// Digest of the archive.
    archive: String,
    /// The files, named from their folder, with the digests of their bytes.
    files: Vec<(String, String)>,
}

/// An archive that came in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Archive {
    /// Its name from the district's folder.
    name: String,
    /// Where it lies.
    path: PathBuf,
    /// The folder that it is unpacked into.
    target: PathBuf,
}

/// What came of the archives.
#[derive(Default)]
pub(crate) struct Unpacked {
    /// The archives whose files lie beside now, named from the district's folder.
    pub done: HashSet<String>,
    /// Archives that cannot be unpacked, named alike, and why.
    pub refused: BTreeMap<String, UnpackRefusal>,
}

impl Unpacked {
    /// What is told of the archives that cannot be unpacked, but for those that a unit is told of.
    pub(super) fn findings(&self, told: &HashSet<&str>) -> Vec<Finding> {
        let left = self.refused.iter().filter(|(name, _)| !told.contains(name.as_str()));
        let tell = |(name, (fact, hint)): (&String, &UnpackRefusal)| {
            let message = format!("{name}：{fact}，没有读里面的文件。");
            Finding::new(&rules::UNREADABLE, message).hint(hint).key(name)
        };
        left.map(tell).collect()
    }
}

/// The archives among the units' files; some folders are no place for them.
pub(crate) fn archives(district: &District, outside: &[&Path]) -> Vec<Archive> {
    let inside = prefix(&district.units_folder);
    let root = format!("{inside}{UNPACKED}/");
    let is_archive = |name: &String| {
        name.starts_with(&inside) && !name.starts_with(&root) && has_ending(Path::new(name.as_str()), &["zip"])
    };
    let archive = |name: String| {
        let folder = file_name(&name[inside.len()..].replace('/', "_"));
        let (path, target) = (district.folder.join(&name), district.folder.join(&root).join(folder));
        Archive { name, path, target }
    };
    inputs(&district.folder, outside).others.into_iter().filter(is_archive).map(archive).collect()
}

/// What came of all archives, by what came of each.
pub(crate) fn unpacked(archives: &[Archive], done: Vec<Result<(), UnpackRefusal>>) -> Unpacked {
    let mut all = Unpacked::default();
    for (Archive { name, .. }, done) in archives.iter().zip(done) {
        match done {
            Ok(()) => _ = all.done.insert(name.clone()),
            Err(refusal) => _ = all.refused.insert(name.clone(), refusal),
        }
    }
    all
}

/// Removes what was unpacked of archives that are gone.
pub(crate) fn withdraw_gone(district: &District, archives: &[Archive]) {
    let root = district.folder.join(format!("{}{UNPACKED}", prefix(&district.units_folder)));
    for entry in std::fs::read_dir(&root).into_iter().flatten().flatten() {
        if archives.iter().all(|archive| archive.target != entry.path()) {
            withdraw(&entry.path());
        }
    }
    // Only an empty folder can be removed.
    let _ = std::fs::remove_dir(&root);
}

/// Why an archive cannot be unpacked, and what to do.
pub(crate) type UnpackRefusal = (String, String);

/// What to do about an archive that cannot be read.
const AGAIN: &str = "重新压缩成 .zip 再交，或不压缩，直接交填好的工作簿";

/// A refusal in words.
fn refusal(fact: impl Into<String>, hint: &str) -> UnpackRefusal {
    (fact.into(), hint.to_owned())
}

/// Why an archive was given up.
pub(crate) fn given_up(fact: &str) -> UnpackRefusal {
    refusal(fact, AGAIN)
}

/// Unpacks an archive, unless that is done already.
pub(crate) fn unpack(archive: &Archive) -> Result<(), UnpackRefusal> {
    let Archive { path, target, .. } = archive;
    let unreadable = |error: std::io::Error| refusal(format!("读不了这个压缩包（{error}）"), AGAIN);
    let data = std::fs::metadata(path).map_err(unreadable)?;
    if !data.is_file() {
        return Err(refusal("这是管道或设备，不是压缩包", "另交一份，或直接交填好的工作簿"));
    }
    if data.len() > MOST_BYTES {
        return Err(refusal(format!("压缩包超过 {} MB", MOST_BYTES >> 20), "只留报告的文件，重新压缩后再交"));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let sum = digest([&bytes]);
    if read_note(target).is_some_and(|note| note.archive == sum) {
        return Ok(());
    }
    if let Some(kind) = other_archive(&bytes) {
        return Err(refusal(format!("名称是 .zip，其实是{kind}，程序解不开"), AGAIN));
    }
    let files = files(&bytes)?;
    withdraw(target);
    let note = UnpackedNote {
        archive: sum,
        files: files.iter().map(|(name, bytes)| (name.clone(), digest([bytes]))).collect(),
    };
    let not_written = |error: Error| refusal(format!("解不开（{error}）"), "检查“单位”文件夹能不能写");
    let handed_in = data.modified().unwrap_or(SystemTime::now());
    for (name, bytes) in files {
        let path = target.join(&name);
        let plain = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        write_all(folder_of(&path), &[(plain, bytes)]).map_err(not_written)?;
        // It came in with the archive.
        let _ = std::fs::File::options().write(true).open(&path).and_then(|file| file.set_modified(handed_in));
    }
    write_all(target, &[(NOTE.to_owned(), sealed_value(&note).into_bytes())]).map(|_| ()).map_err(not_written)
}

/// The files of an archive by their names, which lead nowhere else.
fn files(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, UnpackRefusal> {
    let broken = |_| refusal("压缩包损坏或不完整", AGAIN);
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if zip.len() > MOST_FILES {
        let fact = format!("压缩包里有 {} 个文件，至多 {MOST_FILES} 个", zip.len());
        return Err(refusal(fact, "只留报告的文件，重新压缩后再交"));
    }
    // Of several with one name only the last can be reached.
    if declared(bytes).is_some_and(|declared| declared > zip.len()) {
        return Err(refusal("压缩包里有文件名称相同", "只留要报的一份，重新压缩后再交"));
    }
    let (mut files, mut left, mut seen) = (Vec::new(), MOST_UNPACKED, HashSet::new());
    for number in 0..zip.len() {
        let part = zip.by_index_raw(number).map_err(broken)?;
        let (path, name, is_locked) = (path(part.name_raw()), name(part.name_raw()), part.encrypted());
        drop(part);
        if path.split('/').any(|part| part == "..") {
            let file = file_name(path.rsplit('/').next().unwrap_or_default());
            return Err(refusal(format!("压缩包里的 {file} 指到压缩包外面"), AGAIN));
        }
        let Some(name) = name else { continue };
        // Windows and macOS do not distinguish capitals from small letters.
        if !seen.insert(name.to_lowercase()) {
            let fact = format!("压缩包里有两个文件叫 {name}");
            return Err(refusal(fact, "只留要报的一份，重新压缩后再交"));
        }
        if is_locked {
            return Err(refusal("压缩包加了密码", "去掉密码，重新压缩后再交，或直接交填好的工作簿"));
        }
        let room = left.min(usize::try_from(MOST_WORKBOOK_BYTES).unwrap_or(usize::MAX));
        let mut content = Vec::new();
        let part = zip.by_index(number).map_err(broken)?;
        let read = part.take(room as u64 + 1).read_to_end(&mut content);
        read.map_err(|_| refusal("压缩包损坏或不完整", AGAIN))?;
        if content.len() > room {
            return Err(refusal("压缩包里的文件太大", "只留报告的文件，重新压缩后再交"));
        }
        left -= content.len();
        files.push((name, content));
    }
    if files.is_empty() {
        return Err(refusal("压缩包里没有文件", AGAIN));
    }
    Ok(files)
}

/// How many files an archive says that it has, at its end; none where there are more than it can say.
fn declared(bytes: &[u8]) -> Option<usize> {
    const END: &[u8] = b"PK\x05\x06";
    const COUNT: usize = 10;
    let at = bytes.windows(END.len()).rposition(|part| part == END)?;
    let count = bytes.get(at + COUNT..at + COUNT + 2)?;
    Some(usize::from(u16::from_le_bytes([count[0], count[1]]))).filter(|count| *count < usize::from(u16::MAX))
}

/// The path of a file in an archive, with `/` between its parts. Windows writes paths as GBK text.
fn path(raw: &[u8]) -> String {
    let text = std::str::from_utf8(raw).map_or_else(|_| GB18030.decode(raw).0.into_owned(), str::to_owned);
    text.replace('\\', "/")
}

/// The name of a file in an archive; none of a folder, and of what systems keep for themselves.
fn name(raw: &[u8]) -> Option<String> {
    let text = path(raw);
    let parts: Vec<&str> = text.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let is_hidden = parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX");
    let parts: Vec<String> = parts.into_iter().map(file_name).collect();
    (!text.ends_with('/') && !is_hidden && !parts.is_empty()).then(|| parts.join("/"))
}

/// What was unpacked into a folder; nothing where its note is not sound.
fn read_note(folder: &Path) -> Option<UnpackedNote> {
    unsealed_value(&kept_text(&folder.join(NOTE))?)
}

/// Removes what was unpacked into a folder, unless somebody has changed something there.
fn withdraw(folder: &Path) {
    let Some(note) = read_note(folder) else { return };
    let is_own = |(name, sum): &(String, String)| {
        let path = folder.join(name);
        !path.exists() || file_digest(&path).as_ref() == Some(sum)
    };
    if note.files.iter().all(is_own) {
        let _ = std::fs::remove_dir_all(folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_archives_lead_nowhere_else() {
        let gbk = GB18030.encode("报告/教育局.xlsx").0.into_owned();
        for (raw, told) in [
            (gbk.as_slice(), Some("报告/教育局.xlsx")),
            ("报告\\教育局.xlsx".as_bytes(), Some("报告/教育局.xlsx")),
            (b"/a/./b.xlsx".as_slice(), Some("a/b.xlsx")),
            (b"../../b.xlsx".as_slice(), None),
            (b"a/".as_slice(), None),
            (b"__MACOSX/b.xlsx".as_slice(), None),
            (b"".as_slice(), None),
        ] {
            assert_eq!(name(raw).as_deref(), told);
        }
    }
}
