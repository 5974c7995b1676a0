//! Reading files: what they are, their size, encoding and line ends.

mod kind;
mod named;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use encoding_rs::GB18030;

pub(crate) use kind::{MAKE_WORD, SAVE_AS, looks_like_page, other_archive};
pub use named::{Reach, refusal};

use crate::error::{Error, Result};

/// Bytes that an input or prose file may have; a real one has some ten thousand.
pub const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// Values that commas may set apart in an input, each of which takes a hundred times its bytes; a long one has some
/// thousand.
const MOST_VALUES: usize = 500_000;

/// Bytes that a workbook may have.
pub const MOST_WORKBOOK_BYTES: u64 = 32 << 20;

/// Bytes that a web page may have; pictures may stand in it.
pub const MOST_PAGE_BYTES: u64 = 16 << 20;

/// How a compound file begins: a workbook or document up to 2003, or one behind a password.
pub(crate) const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

/// How a PDF file begins.
const PDF: &[u8] = b"%PDF-";

/// Endings of workbooks.
pub const WORKBOOKS: [&str; 6] = ["xlsx", "xlsm", "xlsb", "xls", "et", "ods"];

/// Endings of reports that were published, which are read where there is no other input; the kinds that say most surely
/// what stands where come first.
const PUBLISHED: [&[&str]; 3] = [&["docx"], &["html", "htm", "xhtml", "mht", "mhtml"], &["pdf"]];

/// Takes the reports that were published out of some files: those of the kind that is read most surely.
pub fn take_published<T: AsRef<Path>>(files: &mut Vec<T>) -> Vec<T> {
    let is_of = |kind: &[&str], file: &T| has_ending(file.as_ref(), kind);
    let Some(kind) = PUBLISHED.into_iter().find(|kind| files.iter().any(|file| is_of(kind, file))) else {
        return Vec::new();
    };
    let (published, rest) = std::mem::take(files).into_iter().partition(|file| is_of(kind, file));
    *files = rest;
    published
}

/// Whether a file is called a web page.
pub fn is_page(path: &Path) -> bool {
    has_ending(path, PUBLISHED[1])
}

/// Whether a file may be a report that was published, by its ending.
pub fn is_published(path: &Path) -> bool {
    PUBLISHED.into_iter().any(|kind| has_ending(path, kind))
}

/// Whether a file is filled in, by its ending: a workbook, or TOML.
pub fn is_filled_in(path: &Path) -> bool {
    has_ending(path, &["toml"]) || has_ending(path, &WORKBOOKS)
}

/// Whether a file is hidden by its name, or one that office suites keep beside an open one.
pub fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$")
}

/// The file that an office suite keeps beside a workbook while it has it open, if there is one.
pub fn office_lock(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let locks = [format!("~${name}"), format!(".~lock.{name}#"), format!(".~{name}")];
    locks.into_iter().find(|lock| path.with_file_name(lock).exists())
}

/// Whether a file has one of some endings, in capitals or small letters.
pub fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

/// Whether two paths are of one file that is there.
pub fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// Whether a file begins as a workbook does, or as something that may be taken for one: an archive, or a compound file.
pub fn looks_like_workbook(start: &[u8]) -> bool {
    [&b"PK\x03\x04"[..], b"PK\x05\x06", COMPOUND].iter().any(|beginning| start.starts_with(beginning))
}

/// Reads a text file: UTF-8 with or without byte order mark, line ends as `\n`.
///
/// # Errors
/// When it cannot be read, is larger than [`MAX_BYTES`], or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String> {
    let bytes = read_bytes(path)?;
    decode(&bytes).map(plain).map_err(|(reason, hint)| Error::file(path, reason, hint))
}

/// Reads a report as text, as [`read_text`] does.
///
/// # Errors
/// Like [`read_text`], and when it is something else: what that is, not where it fails to be TOML.
pub fn read_report(path: &Path) -> Result<String> {
    let bytes = read_bytes(path)?;
    if let Some(error) = kind::something_else(path, &bytes) {
        return Err(error);
    }
    let values = bytes.iter().filter(|byte| **byte == b',').count();
    if values > MOST_VALUES {
        let reason = format!("里面用逗号分开的值有 {values} 个，至多 {MOST_VALUES} 个");
        return Err(Error::file(path, reason, "不像一份年度报告的输入；确认给的是 report.toml，删去不相干的内容"));
    }
    decode(&bytes).map(plain).map_err(|(reason, hint)| Error::file(path, reason, hint))
}

/// Opens a file. Pipes and devices have no end, or can be read once only, and not by a worker.
fn open(path: &Path) -> Result<File> {
    let kind = path.metadata().map_err(|e| Error::io(path, &e))?;
    if !kind.is_file() && !kind.is_dir() {
        return Err(Error::file(path, "这是管道或设备，不是文件", "先存成文件，再给出那个文件"));
    }
    File::open(path).map_err(|e| Error::io(path, &e))
}

/// The bytes of a file that is no larger than a text may be.
fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = open(path)?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|e| Error::io(path, &e))?;
    if bytes.len() as u64 > MAX_BYTES {
        let reason = format!("文件超过 {} MB，不像一份年度报告的输入", MAX_BYTES / 1024 / 1024);
        return Err(Error::file(path, reason, "确认给的是 report.toml 或 Markdown 文本，而不是别的文件"));
    }
    Ok(bytes)
}

/// The bytes of a file that is told by so many of its first; none for any other file. One of more than `most` is
/// refused: what it is called, what it is not, and what to do.
fn read_begun(
    path: &Path,
    (enough, is_begun): (usize, fn(&[u8]) -> bool),
    most: u64,
    (name, unlike, hint): (&str, &str, &str),
) -> Result<Option<Vec<u8>>> {
    let mut file = open(path)?;
    let mut bytes = Vec::new();
    file.by_ref().take(enough as u64).read_to_end(&mut bytes).map_err(|e| Error::io(path, &e))?;
    if !is_begun(&bytes) {
        return Ok(None);
    }
    file.take(most + 1).read_to_end(&mut bytes).map_err(|e| Error::io(path, &e))?;
    if bytes.len() as u64 > most {
        return Err(Error::file(path, format!("{name}超过 {} MB，不像{unlike}", most >> 20), hint));
    }
    Ok(Some(bytes))
}

/// The bytes of a file that begins as a workbook does; none for any other file.
///
/// # Errors
/// When it cannot be read, or is larger than a workbook may be.
pub fn read_workbook(path: &Path) -> Result<Option<Vec<u8>>> {
    let told = ("文件", "一份年度报告的工作簿", "删去图片和不相干的表，另存后重试");
    read_begun(path, (8, looks_like_workbook), MOST_WORKBOOK_BYTES, told)
}

/// The bytes of a file that begins as a web page does, whatever it is named; none for any other file.
///
/// # Errors
/// When it cannot be read, or is larger than a page may be.
pub fn read_page(path: &Path) -> Result<Option<Vec<u8>>> {
    let told = ("网页", "一份年度报告", "在浏览器里另存为“网页，仅 HTML”，不带图片，再试");
    read_begun(path, (kind::ENOUGH, looks_like_page), MOST_PAGE_BYTES, told)
}

/// The bytes of a PDF file, whatever it is named; none for any other file.
///
/// # Errors
/// When it cannot be read, or is larger than a report is.
pub fn read_pdf(path: &Path) -> Result<Option<Vec<u8>>> {
    let told = ("PDF 文件", "一份年度报告", "扫描件里的字读不了；给出 Word 文档、公布的网页或工作簿");
    read_begun(path, (32, looks_like_pdf), MOST_WORKBOOK_BYTES, told)
}

/// Whether a file begins as a PDF file does; a byte order mark and blanks may have come before it.
fn looks_like_pdf(start: &[u8]) -> bool {
    let marked = start.trim_ascii_start();
    marked.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(marked).trim_ascii_start().starts_with(PDF)
}

/// Reads a text file that people keep for themselves, such as a list of names: UTF-8, or GBK (GB 18030), which office
/// programs write.
///
/// # Errors
/// When it cannot be read, is larger than [`MAX_BYTES`], or is text in neither encoding.
pub fn read_list(path: &Path) -> Result<String> {
    let bytes = read_bytes(path)?;
    let text = match decode(&bytes) {
        Ok(text) => text.to_owned(),
        Err(unreadable) => decode_gbk(&bytes, unreadable).map_err(|(reason, hint)| Error::file(path, reason, hint))?,
    };
    Ok(plain(&text))
}

/// Bytes that are not UTF-8 as GBK text, or why not and what to do.
fn decode_gbk(bytes: &[u8], (reason, hint): Unreadable) -> std::result::Result<String, Unreadable> {
    let is_text = !bytes.contains(&0) && !bytes.starts_with(&[0xFF, 0xFE]) && !bytes.starts_with(&[0xFE, 0xFF]);
    if !is_text || looks_like_workbook(bytes) {
        return Err((reason, hint));
    }
    // Every byte of a character is beyond the line feed.
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    if let Some(line) =
        lines.position(|line| GB18030.decode_without_bom_handling_and_without_replacement(line).is_none())
    {
        let reason = format!("第 {} 行有认不出的字节，既不是 UTF-8，也不是 GBK（GB 18030）编码", line + 1);
        return Err((reason, hint));
    }
    Ok(GB18030.decode_without_bom_handling(bytes).0.into_owned())
}

/// Text without byte order mark, with line ends as `\n`.
fn plain(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n")
}

/// Why bytes are no text, and what to do.
type Unreadable = (String, &'static str);

/// Bytes as text, or why not and what to do.
fn decode(bytes: &[u8]) -> std::result::Result<&str, Unreadable> {
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
