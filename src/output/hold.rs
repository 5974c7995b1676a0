//! Holding an output folder: one run at a time writes there.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use super::{create_folder, folder_of};
use crate::error::{Error, Result};

/// How a run holds its output folder.
#[derive(Debug, Clone, Copy)]
pub enum Hold<'a> {
    /// For itself.
    Alone,
    /// Together with other parts, of which each has a name.
    Part(&'a str),
}

/// Makes an output folder a run's own while what is given back lives: a second run at the same time is refused.
///
/// # Errors
/// When another run works there, or the folder cannot be written to.
pub fn hold(out: &Path, hold: Hold<'_>) -> Result<Held> {
    create_folder(out)?;
    let lock = |name: &str, shared: bool| {
        let path = out.join(name);
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(|error| Error::io(&path, &error))?;
        match if shared { file.try_lock_shared() } else { file.try_lock() } {
            Ok(()) => Ok((path, file)),
            Err(TryLockError::WouldBlock) => {
                Err(Error::file(out, "另一次 nianbao batch 正在往这里写", "等它结束，或用 -o 换一个输出文件夹"))
            }
            // Some file systems know no locks; one run at a time is then up to the office.
            Err(TryLockError::Error(_)) => Ok((path, file)),
        }
    };
    match hold {
        Hold::Alone => Ok(Held(vec![lock(".nianbao-lock", false)?])),
        Hold::Part(name) => {
            Ok(Held(vec![lock(".nianbao-lock", true)?, lock(&format!(".nianbao-lock-{name}"), false)?]))
        }
    }
}

/// An output folder that is held: the files that are locked, with their paths.
pub struct Held(Vec<(PathBuf, File)>);

impl Held {
    /// Refuses when the folder, or what holds it, was taken away meanwhile: then something that was written may be gone,
    /// and another run may be writing.
    ///
    /// # Errors
    /// When it was.
    pub fn is_still_there(&self) -> Result<()> {
        let Some((path, _)) = self.0.iter().find(|(path, file)| !is_of_path(file, path)) else { return Ok(()) };
        let reason = "运行的时候，这个文件夹被移走、删去或换过，写出的可能不全";
        Err(Error::file(folder_of(path), reason, "再运行一次；运行的时候不要动它，也不要放在会自动清理的地方"))
    }
}

/// Whether an open file is the one that lies at a path.
fn is_of_path(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let number = |data: std::fs::Metadata| (data.dev(), data.ino());
        let (open, there) = (file.metadata().map(number), std::fs::metadata(path).map(number));
        open.is_ok_and(|open| there.is_ok_and(|there| open == there))
    }
    // Elsewhere a file that is open cannot be taken away, but its disk can.
    #[cfg(not(unix))]
    {
        file.metadata().is_ok() && path.is_file()
    }
}
