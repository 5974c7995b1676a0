//! The parts of a document's archive, each unpacked within bounds.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::xml::{self, XmlElement};
use crate::published::refusal::Refused;
use crate::workbook::{MOST_PART_BYTES, MOST_PARTS, MOST_UNPACKED_BYTES, meaning};

/// What to do about a document that cannot be read.
const OPEN_AGAIN: &str = "用 Word 或 WPS 打开，另存为 .docx 后重试；打不开就向交来的人另要一份";

/// The part with the text.
pub(super) const TEXT: &str = "word/document.xml";

/// How files of the old format begin.
const COMPOUND: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

/// What a locked document is kept as in a file of that format.
const LOCKED: &str = "EncryptedPackage";

/// The parts of a document that may be read.
pub(super) struct Parts(BTreeMap<String, Vec<u8>>);

impl Parts {
    /// A part as XML; none where it is not there.
    ///
    /// # Errors
    /// When it is broken, or beyond the limits.
    pub(super) fn xml(&self, name: &str) -> Result<Option<XmlElement>, Refused> {
        self.0.get(name).map(|bytes| xml::parse(bytes).map_err(|why| broken(format!("{name}：{why}")))).transpose()
    }

    /// The names of all parts.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// Opens a document.
///
/// # Errors
/// When it is broken, or beyond the limits.
pub(super) fn open(bytes: &[u8]) -> Result<Parts, Refused> {
    if bytes.starts_with(&COMPOUND) {
        return Err(compound(bytes));
    }
    let too_large = |what: String| Refused::new(what, "新建一个文档，只把年度报告复制进去，再试");
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(meaning(error)))?;
    if zip.len() > MOST_PARTS {
        return Err(too_large(format!("压缩包里有 {} 个部件，至多 {MOST_PARTS} 个", zip.len())));
    }
    let (mut parts, mut total) = (BTreeMap::new(), 0);
    for index in 0..zip.len() {
        let part = zip.by_index(index).map_err(|error| broken(meaning(error)))?;
        let name = part.name().map(|name| name.replace('\\', "/")).unwrap_or_default();
        // Pictures and the like are not looked at.
        if !name.starts_with("word/") || !name.ends_with(".xml") {
            continue;
        }
        let mut text = Vec::new();
        let read = part.take(MOST_PART_BYTES + 1).read_to_end(&mut text);
        read.map_err(|error| broken(format!("{name}：{}", meaning(error))))?;
        total += text.len() as u64;
        if text.len() as u64 > MOST_PART_BYTES || total > MOST_UNPACKED_BYTES {
            return Err(too_large(format!("解开后超过 {} MB（到部件 {name} 为止）", MOST_UNPACKED_BYTES >> 20)));
        }
        parts.insert(name, text);
    }
    if !parts.contains_key(TEXT) {
        return Err(broken(format!("里面没有正文 {TEXT}")));
    }
    Ok(Parts(parts))
}

/// The refusal of a document that is broken.
fn broken(why: impl std::fmt::Display) -> Refused {
    Refused::new(format!("Word 文档损坏或不完整（{why}）"), OPEN_AGAIN)
}

/// The refusal of a file in the old format: locked documents are kept in it, too.
fn compound(bytes: &[u8]) -> Refused {
    let marker: Vec<u8> = LOCKED.encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(marker.len()).any(|part| part == marker) {
        return Refused::new("Word 文档加了打开密码", "用 Word 或 WPS 打开，去掉打开密码，保存后重试");
    }
    Refused::new("这是旧格式的文档（.doc、.wps），只是名称写成了 .docx", "用 Word 或 WPS 打开，另存为 .docx 后重试")
}
