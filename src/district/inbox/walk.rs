//! The inputs that lie below a folder.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::file::{has_ending, is_filled_in, is_hidden};
use crate::finding::Finding;
use crate::rule::district as rules;
use crate::workbook::is_workbook;

/// What a unit may hand in that nobody fills in, by the endings of files: what people call it in brackets.
const OTHERS: [(&str, &[&str]); 8] = [
    (DOCUMENT, &["docx", "doc", "wps", "wpt", "rtf", "odt"]),
    ("（版式文件）", &["pdf", "ofd"]),
    (PACKED, &["zip", "rar", "7z", "gz", "tar", "tgz"]),
    ("（图片）", &["jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "heic", "webp"]),
    ("（文本）", &["txt", "md"]),
    ("（网页）", &["htm", "html", "xhtml", "mht", "mhtml"]),
    ("（演示文稿）", &["ppt", "pptx"]),
    ("（文本表格）", &["csv"]),
];

/// What people call a document, in brackets.
const DOCUMENT: &str = "（文字文档）";

/// What people call an archive, in brackets.
const PACKED: &str = "（压缩包）";

/// Folders below the first that are looked into: four of people's own, and the three that what was in an archive lies in.
const DEPTH: usize = 7;

/// The folder for what was unpacked, in that of the units' files.
pub(super) const UNPACKED: &str = "已解开的压缩包";

/// Files and folders that are looked at; a district has some hundred.
const MOST_ENTRIES: usize = 50_000;

/// What to do about a folder with more of them.
const TOO_MANY: &str = "地区的文件夹里只留名单、各单位的文件和上年的文件，其余移走";

/// What lies below a folder.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// The inputs, named from the folder with `/` between the parts, in order.
    pub files: Vec<String>,
    /// Files that are no inputs, named and ordered alike.
    pub others: Vec<String>,
    /// Folders that could not be read, or not to their end, named alike.
    pub unread: Vec<String>,
    /// What is told of them.
    pub findings: Vec<Finding>,
}

/// What to do about a folder that cannot be read.
const NO_ACCESS: &str = "看它的权限、网络盘是不是连着；让程序读得了，再运行一次";

/// What to do about folders that lie too deep.
const TOO_DEEP: &str = "要交的文件放到上面几层里；别的文件夹移出地区的文件夹";

/// The inputs below a folder; those below some folders are left out.
pub(super) fn inputs(folder: &Path, outside: &[&Path]) -> Inputs {
    inputs_up_to(MOST_ENTRIES, folder, outside)
}

/// The inputs below a folder, looking at so many files and folders at most.
fn inputs_up_to(most: usize, folder: &Path, outside: &[&Path]) -> Inputs {
    let outside = outside.iter().filter_map(|out| out.canonicalize().ok()).collect();
    let mut walk = Walk { inputs: Inputs::default(), most, left: most, outside, above: Vec::new() };
    walk.folder(folder, &mut Vec::new(), DEPTH);
    walk.inputs.files.sort();
    walk.inputs.others.sort();
    walk.inputs
}

/// A walk through folders, in the order of names.
struct Walk {
    /// What was found so far.
    inputs: Inputs,
    /// Files and folders that are looked at.
    most: usize,
    /// How many of them are left.
    left: usize,
    /// Folders where no inputs are, such as the one that is written to.
    outside: Vec<PathBuf>,
    /// The current folder and those above it: a link may lead back to one of them.
    above: Vec<PathBuf>,
}

impl Walk {
    /// Goes through a folder and those below it.
    fn folder(&mut self, folder: &Path, parts: &mut Vec<String>, depth: usize) {
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        if self.above.contains(&real) {
            return;
        }
        let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
        let mut names: Vec<OsString> = match entries {
            Ok(entries) => entries.into_iter().map(|entry| entry.file_name()).collect(),
            Err(error) => {
                let message = format!("{}：读不了这个文件夹（{error}）。", folder.display());
                return self.leave(parts, Finding::new(&rules::UNREADABLE, message).hint(NO_ACCESS));
            }
        };
        names.sort();
        self.above.push(real);
        for name in names {
            let path = folder.join(&name);
            let name = name.to_string_lossy().into_owned();
            if is_hidden(&name) || is_of_system(&name) {
                continue;
            }
            if self.left == 0 {
                self.too_many(folder, parts, &name);
                break;
            }
            self.left -= 1;
            parts.push(name);
            match (path.is_dir(), depth.checked_sub(1)) {
                (true, _) if self.is_outside(&path) => {}
                (true, None) => self.too_deep(&path, parts),
                (true, Some(depth)) => self.folder(&path, parts, depth),
                (false, _) if is_input(&path) => self.inputs.files.push(parts.join("/")),
                (false, _) => self.inputs.others.push(parts.join("/")),
            }
            parts.pop();
        }
        self.above.pop();
    }

    /// Leaves a folder that is not read to its end.
    fn leave(&mut self, parts: &[String], finding: Finding) {
        self.inputs.unread.push(parts.join("/"));
        // Of many folders of one kind the first is told.
        let is_told = |told: &Finding| told.hint == finding.hint && finding.hint != NO_ACCESS;
        if !self.inputs.findings.iter().any(is_told) {
            self.inputs.findings.push(finding);
        }
    }

    /// Leaves the rest of a folder from a name on.
    fn too_many(&mut self, folder: &Path, parts: &[String], name: &str) {
        let message = format!("{}：文件和文件夹超过 {} 个，从“{name}”起没有看。", folder.display(), self.most);
        self.leave(parts, Finding::new(&rules::UNREADABLE, message).hint(TOO_MANY));
    }

    /// Leaves a folder that lies too deep to be looked into.
    fn too_deep(&mut self, folder: &Path, parts: &[String]) {
        let message = format!("{}：在第 {} 层文件夹里，没有往里看。", folder.display(), parts.len());
        self.leave(parts, Finding::new(&rules::UNEXPECTED, message).hint(TOO_DEEP));
    }

    /// Whether a folder is one where no inputs are.
    fn is_outside(&self, path: &Path) -> bool {
        !self.outside.is_empty() && path.canonicalize().is_ok_and(|path| self.outside.contains(&path))
    }
}

/// A name written in `district.toml` as inputs are named here: without `./` and with `/` between the parts.
pub(super) fn plain_path(written: &str) -> String {
    let written = written.trim().replace('\\', "/");
    let mut name = written.as_str();
    while let Some(rest) = name.strip_prefix("./") {
        name = rest;
    }
    if name == "." { String::new() } else { name.to_owned() }
}

/// How the names of the inputs in a folder begin; empty for the district's own.
pub(super) fn prefix(folder: &str) -> String {
    let folder = plain_path(folder);
    let folder = folder.trim_matches('/');
    if folder.is_empty() { String::new() } else { format!("{folder}/") }
}

/// Files that systems keep in folders for themselves.
const OF_SYSTEMS: [&str; 2] = ["thumbs.db", "desktop.ini"];

/// Whether a file is one that a system keeps for itself.
fn is_of_system(name: &str) -> bool {
    OF_SYSTEMS.contains(&name.to_lowercase().as_str())
}

/// What a file is that nobody fills in, by its ending, in brackets; nothing of one whose ending says nothing.
pub(super) fn what(path: &Path) -> &'static str {
    OTHERS.iter().find(|(_, endings)| has_ending(path, endings)).map_or("", |(what, _)| *what)
}

/// Whether a file is an input: by its ending, or a workbook that is called a document, an archive, or nothing.
fn is_input(path: &Path) -> bool {
    let is_doubtful = is_document(path) || has_ending(path, &["zip"]) || path.extension().is_none();
    is_filled_in(path) || is_doubtful && is_workbook(path)
}

/// Whether a file is a document of an office suite, by its ending.
pub(super) fn is_document(path: &Path) -> bool {
    what(path) == DOCUMENT
}

/// Whether a file is an archive, by its ending.
pub(super) fn is_packed(path: &Path) -> bool {
    what(path) == PACKED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_reported_and_always_the_same() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["d.toml", "a.toml", "c.toml", "b.toml"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let found = inputs_up_to(3, folder.path(), &[]);
        assert_eq!(found.files, ["a.toml", "b.toml", "c.toml"]);
        let messages: Vec<&str> = found.findings.iter().map(|finding| finding.message.as_str()).collect();
        assert!(
            matches!(messages[..], [message] if message.ends_with("文件和文件夹超过 3 个，从“d.toml”起没有看。")),
            "{messages:?}"
        );
        assert_eq!(found.unread, [""]);
        assert!(inputs_up_to(4, folder.path(), &[]).findings.is_empty());
        std::fs::create_dir_all(folder.path().join("1/2/3/4/5/6/7/8/9")).unwrap();
        std::fs::write(folder.path().join("1/2/3/4/5/6/7/e.toml"), "").unwrap();
        let found = inputs(folder.path(), &[]);
        assert_eq!(found.files[0], "1/2/3/4/5/6/7/e.toml");
        assert!(
            found.findings[0].message.ends_with("1/2/3/4/5/6/7/8：在第 8 层文件夹里，没有往里看。"),
            "{:?}",
            found.findings
        );
        assert_eq!(found.unread, ["1/2/3/4/5/6/7/8"]);
    }
}
