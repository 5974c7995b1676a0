//! The one file that a command is asked to write.

use std::path::Path;

use super::args::Arguments;
use super::show;
use crate::error::{Error, Result};
use crate::output::write_one;

/// Refuses to overwrite a file unasked.
pub(super) fn may_write(target: &Path, force: bool) -> Result<()> {
    if target.exists() && !force {
        return Err(Error::file(target, "已经有这个文件，没有覆盖", "换一个文件名，或加 --force 覆盖"));
    }
    Ok(())
}

/// Writes the file, and tells it.
pub(super) fn write(arguments: &Arguments, target: &Path, bytes: Vec<u8>) -> Result<()> {
    let path = write_one(target, bytes)?;
    show::note(arguments, &format!("已写出 {}", path.display()));
    Ok(())
}
