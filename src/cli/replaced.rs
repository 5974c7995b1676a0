//! Files that are there already where something is written: those that this program made are replaced, others are not
//! unasked.

use std::path::Path;

use crate::error::{Error, Result};
use crate::file::is_same;
use crate::product::is_own;

/// Refuses to write files into a folder over one that was handed in, and unasked over one of the same name that another
/// program wrote, or somebody changed: a scan of the sealed report, a file for Word that a leader has corrected.
pub(super) fn may_replace(folder: &Path, files: &[(String, Vec<u8>)], inputs: &[&Path], force: bool) -> Result<()> {
    for (name, bytes) in files {
        let target = folder.join(name);
        if inputs.iter().any(|input| is_same(&target, input)) {
            let hint = "用 -o 换一个输出文件夹，或用 --name 换一个文件名";
            return Err(Error::file(&target, "这是交来的文件，不能覆盖", hint));
        }
        let is_ours = || std::fs::read(&target).is_ok_and(|there| there == *bytes || is_own(&target, &there));
        if !force && target.is_file() && !is_ours() {
            let reason =
                "已经有这个文件，是别的程序存的，或者后来改过（盖章后的扫描件、改过的 Word 文件和网页等），没有覆盖";
            return Err(Error::file(&target, reason, "要留的，先改名或移走；不要的，删去后重试，或加 --force 覆盖"));
        }
    }
    Ok(())
}
