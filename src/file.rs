//! Reading files: what they are, their size, encoding and line ends.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::error::{Error, Result};

/// Bytes that an input or prose file may have; a real one has some ten thousand.
pub const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// Bytes that a workbook may have.
pub const MOST_WORKBOOK_BYTES: u64 = 32 << 20;

/// Whether a file begins as a workbook does, or as something that may be taken for one: an archive, or a compound file.
pub fn looks_like_workbook(start: &[u8]) -> bool {
    [&b"PK\x03\x04"[..], b"PK\x05\x06", &[0xD0, 0xCF, 0x11, 0xE0]].iter().any(|beginning| start.starts_with(beginning))
}

/// Reads a text file: UTF-8 with or without byte order mark, line ends as `\n`.
///
/// # Errors
/// When it cannot be read, is larger than [`MAX_BYTES`], or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|e| Error::io(path, &e))?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|e| Error::io(path, &e))?;
    if bytes.len() as u64 > MAX_BYTES {
        let reason = format!("文件超过 {} MB，不像一份年度报告的输入", MAX_BYTES / 1024 / 1024);
        return Err(Error::file(path, reason, "确认给的是 report.toml 或 Markdown 文本，而不是别的文件"));
    }
    let text = decode(&bytes).map_err(|(reason, hint)| Error::file(path, reason, hint))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n"))
}

/// The bytes of a file that begins as a workbook does; none for any other file.
///
/// # Errors
/// When it cannot be read, or is larger than a workbook may be.
pub fn read_workbook(path: &Path) -> Result<Option<Vec<u8>>> {
    let mut file = File::open(path).map_err(|e| Error::io(path, &e))?;
    let mut bytes = Vec::new();
    file.by_ref().take(8).read_to_end(&mut bytes).map_err(|e| Error::io(path, &e))?;
    if !looks_like_workbook(&bytes) {
        return Ok(None);
    }
    file.take(MOST_WORKBOOK_BYTES + 1).read_to_end(&mut bytes).map_err(|e| Error::io(path, &e))?;
    if bytes.len() as u64 > MOST_WORKBOOK_BYTES {
        let reason = format!("文件超过 {} MB，不像一份年度报告的工作簿", MOST_WORKBOOK_BYTES >> 20);
        return Err(Error::file(path, reason, "删去图片和不相干的表，另存后重试"));
    }
    Ok(Some(bytes))
}

/// Bytes as text, or why not and what to do.
fn decode(bytes: &[u8]) -> std::result::Result<&str, (String, &'static str)> {
    const HINT: &str = "用记事本或 WPS 打开，另存为“UTF-8”编码的文本文件";
    if looks_like_workbook(bytes) {
        return Err(("这是工作簿、文档或压缩包，不是文本文件".into(), "正文文件应是 Markdown 文本"));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(("文件是 UTF-16 编码，不是 UTF-8".into(), HINT));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let good = &bytes[..error.valid_up_to()];
        let line = good.iter().filter(|b| **b == b'\n').count() + 1;
        if bytes.contains(&0) {
            return (format!("第 {line} 行起不是文本，像是二进制文件"), "确认给的是 report.toml 或 Markdown 文本");
        }
        (format!("第 {line} 行有不是 UTF-8 的字节，多半是 GBK（ANSI）编码"), HINT)
    })
}
