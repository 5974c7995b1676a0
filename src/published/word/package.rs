//! The parts of a document's archive, each unpacked within bounds.

use std::collections::{BTreeMap, HashMap};
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::file::COMPOUND;
use crate::published::refusal::Refused;
use crate::workbook::{MOST_PART_BYTES, MOST_PARTS, MOST_UNPACKED_BYTES, meaning, relations_of, resolved};
use crate::xml::{self, XmlElement, XmlFault};

/// What to do about a document that cannot be read.
const OPEN_AGAIN: &str = "用 Word 或 WPS 打开，另存为 .docx 后重试；打不开就向交来的人另要一份";

/// The part with the text, where nothing says otherwise.
const TEXT: &str = "word/document.xml";

/// Whether a part is the text of a document, by its name.
pub(in crate::published) fn is_text(name: &str) -> bool {
    is_called(name, "document")
}

/// Whether a part is called by its kind, with or without a number.
fn is_called(name: &str, kind: &str) -> bool {
    let number = name.strip_prefix("word/").and_then(|rest| rest.strip_prefix(kind)?.strip_suffix(".xml"));
    number.is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()))
}

/// The kind of a file that is embedded as a part of the text.
const CHUNK: &str = "aFChunk";

/// Endings of parts that are read.
const READ: [&str; 6] = [".xml", ".rels", ".mht", ".mhtml", ".htm", ".html"];

/// What a locked document is kept as in a file of that format.
const LOCKED: &str = "EncryptedPackage";

/// What the text refers to: its name in the text, its kind, and the part.
struct PartRelation {
    id: String,
    kind: String,
    target: String,
}

/// The parts of a document that may be read.
pub(super) struct Parts {
    /// All of them by name.
    parts: BTreeMap<String, Vec<u8>>,
    /// The name of the one with the text.
    text: String,
    /// What the text refers to; none where that is not said.
    relations: Option<Vec<PartRelation>>,
}

impl Parts {
    /// The text.
    ///
    /// # Errors
    /// When it is broken, or beyond the limits.
    pub(super) fn text(&self) -> Result<XmlElement, Refused> {
        self.xml(&self.text)
    }

    /// The parts of a kind that the text refers to, in the order of their names; where it refers to none, those that are
    /// called so.
    pub(super) fn all(&self, kind: &str) -> impl Iterator<Item = Result<XmlElement, Refused>> {
        let related: Vec<&PartRelation> = self.relations.iter().flatten().filter(|other| other.kind == kind).collect();
        let is_named = |name: &&String| {
            related.iter().any(|relation| relation.target == **name) || related.is_empty() && is_called(name, kind)
        };
        self.parts.keys().filter(is_named).map(|name| self.xml(name)).collect::<Vec<_>>().into_iter()
    }

    /// Files that are embedded as parts of the text, by the names that it has for them.
    pub(super) fn chunks(&self) -> HashMap<String, Vec<u8>> {
        let chunks = self.relations.iter().flatten().filter(|relation| relation.kind == CHUNK);
        chunks.filter_map(|chunk| Some((chunk.id.clone(), self.parts.get(&chunk.target)?.clone()))).collect()
    }

    /// A part as XML.
    fn xml(&self, name: &str) -> Result<XmlElement, Refused> {
        let bytes = self.parts.get(name).map(Vec::as_slice).unwrap_or_default();
        xml::parse(bytes).map_err(|why| {
            broken(match why {
                XmlFault::Broken(error) => format!("{name}：{}", meaning(error)),
                XmlFault::TooLarge => format!("{name}：元素太多或嵌套太深"),
                XmlFault::Cut => format!("{name}：后面缺了一段"),
            })
        })
    }

    /// What a part refers to within the document; none where that is not said.
    fn relations(&self, part: &str) -> Result<Option<Vec<PartRelation>>, Refused> {
        let name = relations_of(part);
        if !self.parts.contains_key(&name) {
            return Ok(None);
        }
        let (tree, mut found) = (self.xml(&name)?, Vec::new());
        tree.all(&|name| name == "Relationship", &mut found);
        let inside = found.iter().filter(|relation| relation.attribute("TargetMode") != Some("External"));
        let relation = |relation: &&XmlElement| {
            let value = |name: &str| relation.attribute(name).unwrap_or_default();
            let kind = value("Type").rsplit('/').next().unwrap_or_default().to_owned();
            PartRelation { id: value("Id").to_owned(), kind, target: resolved(part, value("Target")) }
        };
        Ok(Some(inside.map(relation).collect()))
    }
}

/// Opens a document.
///
/// # Errors
/// When it is broken, or beyond the limits.
pub(super) fn open(bytes: &[u8]) -> Result<Parts, Refused> {
    if bytes.starts_with(COMPOUND) {
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
        if !READ.iter().any(|ending| name.to_ascii_lowercase().ends_with(ending)) {
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
    let mut parts = Parts { parts, text: TEXT.to_owned(), relations: None };
    let main = parts.relations("")?.into_iter().flatten().find(|relation| relation.kind == "officeDocument");
    parts.text = main.map(|main| main.target).filter(|name| parts.parts.contains_key(name)).unwrap_or(parts.text);
    if !parts.parts.contains_key(&parts.text) {
        return Err(broken(format!("里面没有正文 {TEXT}")));
    }
    parts.relations = parts.relations(&parts.text.clone())?;
    Ok(parts)
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
