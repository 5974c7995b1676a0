//! Archives that are no workbook, or one that is locked.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::workbook::refusal::Refusal;

/// What to say of an archive of other files: the workbooks in it, if there are some.
pub(super) fn packed(names: &[String]) -> Refusal {
    const ENDINGS: [&str; 6] = [".xlsx", ".xls", ".et", ".xlsm", ".ods", ".toml"];
    let is_input = |name: &&String| ENDINGS.iter().any(|ending| name.to_ascii_lowercase().ends_with(ending));
    // Names in archives made by Windows are no UTF-8 and would come out garbled.
    let inputs: Vec<&str> = names.iter().filter(is_input).map(String::as_str).collect();
    let refusal = Refusal::not_a_workbook("这是压缩包，不是工作簿");
    match inputs[..] {
        [] => refusal.hint("如果工作簿在压缩包里，先解压；否则给出工作簿（.xlsx、.xls、.ods 等）"),
        [one] if !one.contains(['\u{fffd}', '\\']) => refusal.hint(format!("先解压，给出里面的 {one}")),
        _ => refusal.hint(format!("先解压，给出里面的工作簿（有 {} 个）", inputs.len())),
    }
}

/// Bytes of the list of parts that are looked through for a mark of encryption.
const MOST_MANIFEST: u64 = 1 << 20;

/// Whether the parts of an OpenDocument file can only be read with a password.
pub(super) fn is_locked(zip: &mut ZipArchive<Cursor<&[u8]>>) -> bool {
    let Ok(part) = zip.by_name("META-INF/manifest.xml") else { return false };
    let mut manifest = Vec::new();
    let read = part.take(MOST_MANIFEST).read_to_end(&mut manifest);
    read.is_ok() && manifest.windows(b"encryption-data".len()).any(|bytes| bytes == b"encryption-data")
}
