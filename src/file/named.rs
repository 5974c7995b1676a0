//! Files that an input names: refused by their text, before anything is looked up.
//!
//! An input may come from somebody else. What it names is looked for beside it and nowhere else: on Windows, a look at
//! `\\host\share` logs in there; a device or a pipe never ends.

use std::path::{Component, Path};

use crate::characters::is_device;

/// Where a file that an input names may lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// In the folder of the input, or below it.
    Inside,
    /// There, or from a folder above it on.
    Above,
}

/// What is said of a path that leads away.
const OUTSIDE: &str = "在输入所在的文件夹之外";

/// Why a file that an input in a folder names is not opened; none when it may be.
pub fn refusal(folder: &Path, named: &str, reach: Reach) -> Option<&'static str> {
    by_text(named, reach).or_else(|| by_looking(folder, named, reach))
}

/// What the text of a path tells.
fn by_text(named: &str, reach: Reach) -> Option<&'static str> {
    let parts: Vec<&str> = named.split(['/', '\\']).collect();
    let has_drive = |part: &str| matches!(part.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    if parts[0].is_empty() && parts.len() > 1 || parts[0] == "~" || has_drive(parts[0]) {
        return Some(if reach == Reach::Inside { OUTSIDE } else { "是绝对路径" });
    }
    let is_below = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    let climbs = parts.contains(&"..") || !Path::new(named).components().all(is_below);
    if climbs && reach == Reach::Inside {
        return Some(OUTSIDE);
    }
    if named.contains(|c: char| c.is_control()) || parts.iter().any(|part| is_device(part)) {
        return Some("是设备的名称，不是文件");
    }
    None
}

/// What a look at the file tells, links followed.
fn by_looking(folder: &Path, named: &str, reach: Reach) -> Option<&'static str> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let full = folder.join(named);
    let real = || full.canonicalize().ok().zip(folder.canonicalize().ok());
    if reach == Reach::Inside && real().is_some_and(|(file, folder)| !file.starts_with(folder)) {
        return Some(OUTSIDE);
    }
    let found = full.metadata().ok()?;
    (!found.is_file() && !found.is_dir()).then_some("是设备或管道，不是文件")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_refused_by_their_text() {
        let outside = [
            "/a.md",
            "\\a.md",
            "\\\\host\\share\\x.md",
            "//host/x.md",
            "C:\\x.md",
            "c:x.md",
            "../x.md",
            "a/..\\x.md",
            "~/x",
        ];
        for named in outside {
            assert_eq!(by_text(named, Reach::Inside), Some(OUTSIDE), "{named}");
        }
        for named in ["/a.toml", "\\\\host\\share\\x.toml", "//host/x", "D:\\x.toml", "D:x.toml"] {
            assert_eq!(by_text(named, Reach::Above), Some("是绝对路径"), "{named}");
        }
        for named in ["CON", "上年/nul.toml", "aux .md", "COM¹.toml", "lpt9", "conout$", "NUL:x", "a\u{0}b"] {
            assert_eq!(by_text(named, Reach::Above), Some("是设备的名称，不是文件"), "{named}");
        }
        for named in ["a.md", "./上年/a..b.toml", "console.md", "COM.toml", "COM10", "年：报.md"] {
            assert_eq!(by_text(named, Reach::Inside), None, "{named}");
        }
        assert_eq!(by_text("../../上年/report.toml", Reach::Above), None);
    }
}
