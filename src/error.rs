//! Why the program cannot go on. Faults in a report are findings instead.

use std::any::Any;
use std::fmt;
use std::path::{Path, PathBuf};

/// What Windows says of a file that another program has locked: that it is shared, or a part of it is locked.
const IN_USE: &[i32] = if cfg!(windows) { &[32, 33] } else { &[] };

/// What Linux, and other systems like it, say of a link that leads back to itself.
const LOOPS: &[i32] = match () {
    () if cfg!(target_os = "linux") => &[40],
    () if cfg!(windows) => &[1921],
    () => &[62],
};

/// Whether an office suite has a file open, by what it keeps beside it meanwhile: those for Windows, WPS for Linux,
/// LibreOffice.
fn is_open(path: &Path) -> bool {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else { return false };
    // Long names lose their first two letters.
    let short: String = name.chars().skip(2).collect();
    let beside = [format!("~${name}"), format!("~${short}"), format!(".~{name}"), format!(".~lock.{name}#")];
    beside.iter().any(|beside| path.with_file_name(beside).is_file())
}

/// Why the program cannot go on.
#[derive(Debug)]
pub enum Error {
    /// A file or folder could not be read or written.
    File {
        /// The file or folder.
        path: PathBuf,
        /// What was wrong, in words.
        reason: String,
        /// What to do.
        hint: String,
    },
    /// A template is broken.
    Template {
        /// The template's name, and the line where it is known.
        place: String,
        /// What was wrong.
        reason: String,
    },
    /// The typesetter failed.
    Typeset(String),
    /// The program was asked for something that does not exist.
    Usage {
        /// What was wrong.
        reason: String,
        /// What to do.
        hint: String,
    },
}

impl Error {
    /// A fault of a file.
    pub fn file(path: impl AsRef<Path>, reason: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::File { path: path.as_ref().to_owned(), reason: reason.into(), hint: hint.into() }
    }

    /// A fault of the operating system at a file, told in words.
    pub fn io(path: impl AsRef<Path>, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let kind = error.kind();
        let is_in_use = IN_USE.contains(&error.raw_os_error().unwrap_or_default());
        if is_in_use || matches!(kind, ErrorKind::PermissionDenied | ErrorKind::ResourceBusy) && is_open(path.as_ref())
        {
            return Self::file(path, "文件正在 WPS、Excel 或 Word 里打开着", "保存并关闭它，再试一次");
        }
        let text = path.as_ref().to_string_lossy();
        let is_address = text.starts_with("http:") || text.starts_with("https:");
        let (reason, hint) = match kind {
            ErrorKind::NotFound if is_address => {
                ("这是网址，不是文件，程序不联网", "在浏览器里打开它，“另存为”网页，再给出那个文件")
            }
            _ if LOOPS.contains(&error.raw_os_error().unwrap_or_default()) => {
                ("快捷方式（符号链接）绕回了自己", "给出文件本身的路径，或删去这个链接")
            }
            ErrorKind::InvalidFilename => {
                ("文件名太长，或有不能用的字符", "换一个短些的名称，不用 \\ / : * ? \" < > | 这些字符")
            }
            ErrorKind::QuotaExceeded => ("分到的磁盘空间已满", "清出空间后重试"),
            ErrorKind::FileTooLarge => ("这个磁盘存不下这么大的文件", "换一个磁盘再做"),
            ErrorKind::StaleNetworkFileHandle
            | ErrorKind::NetworkUnreachable
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::TimedOut => ("网络上的文件夹连不上", "检查网络，或把文件复制到本机再做"),
            ErrorKind::NotFound => ("没有这个文件或文件夹", "检查路径和文件名（含扩展名）"),
            ErrorKind::PermissionDenied => {
                ("没有权限，或文件正被别的程序占用", "关闭打开它的程序，或换一个有权限的文件夹")
            }
            ErrorKind::IsADirectory => ("这是文件夹，不是文件", "写出其中的文件名，例如 report.toml"),
            ErrorKind::NotADirectory => ("路径中有一段是文件，不是文件夹", "检查路径"),
            ErrorKind::StorageFull => ("磁盘已满", "清出空间后重试"),
            ErrorKind::ReadOnlyFilesystem => ("磁盘是只读的", "把文件复制到可以写入的磁盘上再做，或写到别的文件夹"),
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
                ("文件正被别的程序占用", "关闭打开它的程序后重试")
            }
            _ => return Self::file(path, format!("系统报告：{error}"), "检查路径和磁盘后重试"),
        };
        Self::file(path, reason, hint)
    }

    /// What to do about it, if there is something to say.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Self::File { hint, .. } | Self::Usage { hint, .. } => Some(hint),
            Self::Template { .. } => Some("修改该模板；不带 --templates 运行即用内置模板"),
            Self::Typeset(_) => Some("如果用了 --templates 或 --fonts，先不带它们再试；仍不行请连同输入文件反馈"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, reason, .. } => write!(f, "{}：{reason}", path.display()),
            Self::Template { place, reason } => write!(f, "模板 {place}：{reason}"),
            Self::Typeset(reason) => write!(f, "排版失败：{reason}"),
            Self::Usage { reason, .. } => f.write_str(reason),
        }
    }
}

impl std::error::Error for Error {}

/// A result whose error is [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// What a panic says of its reason.
pub(crate) fn panic_text(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
    text.unwrap_or("原因不明")
}
