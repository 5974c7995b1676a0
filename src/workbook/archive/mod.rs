//! What a file is, and whether it is safe to open: looked at before any reader builds tables from it.

pub(super) mod binary;
mod declared;
mod extent;
mod open_document;
mod packed;
pub(super) mod records;
mod shared;

use std::borrow::Cow;
use std::io::{BufReader, Cursor, Read, Write as _};

use zip::ZipArchive;

use super::limits::{MOST_PART_BYTES, MOST_PARTS, MOST_UNPACKED_BYTES};
use super::refusal::Refusal;
use extent::Budget;
use packed::{is_locked, packed};
pub(super) use shared::shared_formulas;

/// The formats of workbooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WorkbookFormat {
    /// Office Open XML, with or without macros.
    Xlsx,
    /// The binary form of it.
    Xlsb,
    /// The binary format up to 2003.
    Xls,
    /// OpenDocument.
    Ods,
}

/// How a compound file begins.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Says what a file is, and refuses what would not fit into bounded memory; gives what may be read of it.
///
/// # Errors
/// When it is no workbook, is protected or broken, or is beyond the limits.
pub(super) fn examine(bytes: &[u8]) -> Result<(WorkbookFormat, Cow<'_, [u8]>), Refusal> {
    if bytes.starts_with(COMPOUND) {
        Ok((WorkbookFormat::Xls, compound(bytes)?.into()))
    } else {
        Ok((archive(bytes)?, bytes.into()))
    }
}

/// What a document of the open format is told as.
const OPEN_DOCUMENT: &str = "这是 OpenDocument 文档（.odt），不是工作簿";

/// What to do with one.
const SAVE_AS_WORD: &str = "用 Word、WPS 打开，另存为 .docx，再给出那个文件；也可以给工作簿或 report.toml";

/// Parts by which an archive is told, and what it is.
const KNOWN: &[(&str, &str)] = &[
    ("word/document.xml", "这是 Word 文档，不是工作簿"),
    ("ppt/presentation.xml", "这是演示文稿，不是工作簿"),
    ("META-INF/MANIFEST.MF", "这是 Java 程序包，不是工作簿"),
    ("OFD.xml", "这是 OFD 版式文件，不是工作簿"),
    ("META-INF/container.xml", "这是电子书，不是工作簿"),
];

/// An archive: every part is unpacked once, to nowhere, and counted.
fn archive(bytes: &[u8]) -> Result<WorkbookFormat, Refusal> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(Refusal::of)?;
    let names: Vec<String> =
        zip.file_names().map(|name| name.map(|name| name.into_owned()).unwrap_or_default()).collect();
    if names.len() > MOST_PARTS {
        return Err(Refusal::too_large(format!("压缩包里有 {} 个部件，至多 {MOST_PARTS} 个", names.len())));
    }
    let has = |wanted: &str| names.iter().any(|name| name.replace('\\', "/").eq_ignore_ascii_case(wanted));
    let format = if has("xl/workbook.bin") {
        WorkbookFormat::Xlsb
    } else if has("content.xml") && has("mimetype") {
        WorkbookFormat::Ods
    } else if has("[Content_Types].xml") && names.iter().any(|name| name.to_ascii_lowercase().ends_with("workbook.xml"))
    {
        WorkbookFormat::Xlsx
    } else if let Some((_, what)) = KNOWN.iter().find(|(part, _)| has(part)) {
        return Err(Refusal::not_a_workbook(*what));
    } else {
        return Err(packed(&names));
    };
    unpack(&mut zip, &names, format)?;
    if format == WorkbookFormat::Ods {
        let mimetype = zip.by_name("mimetype").ok().and_then(|part| {
            let mut text = String::new();
            part.take(128).read_to_string(&mut text).ok().map(|_| text)
        });
        if mimetype.is_none_or(|mimetype| !mimetype.contains("opendocument.spreadsheet")) {
            return Err(Refusal { hint: SAVE_AS_WORD.to_owned(), ..Refusal::not_a_workbook(OPEN_DOCUMENT) });
        }
        if is_locked(&mut zip) {
            return Err(Refusal::encrypted());
        }
        let content = zip.by_name("content.xml").map_err(Refusal::of)?;
        open_document::check(BufReader::new(content))?;
    }
    Ok(format)
}

/// Unpacks every part once, and holds it against what it declares; the workbook itself comes first.
fn unpack(zip: &mut ZipArchive<Cursor<&[u8]>>, names: &[String], format: WorkbookFormat) -> Result<(), Refusal> {
    let (mut total, mut bytes, mut longest, mut budget) = (0, Vec::new(), 0, Budget::default());
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|index| !names[*index].eq_ignore_ascii_case("xl/workbook.bin"));
    for index in order {
        let name = &names[index];
        let part = zip.by_index(index).map_err(Refusal::of)?;
        bytes.clear();
        let size = part.take(MOST_PART_BYTES + 1).read_to_end(&mut bytes);
        let size = size.map_err(|error| Refusal::at(name, error))? as u64;
        total += size;
        if size > MOST_PART_BYTES {
            return Err(Refusal::too_large(format!("部件 {name} 解开后超过 {} MB", MOST_PART_BYTES >> 20)));
        }
        if total > MOST_UNPACKED_BYTES {
            return Err(Refusal::too_large(format!(
                "解开后超过 {} MB（到部件 {name} 为止）",
                MOST_UNPACKED_BYTES >> 20
            )));
        }
        match format {
            WorkbookFormat::Xlsx => declared::check(name, &bytes, &mut budget)?,
            WorkbookFormat::Xlsb => binary::check(name, &bytes, &mut longest, &mut budget)?,
            WorkbookFormat::Xls | WorkbookFormat::Ods => {}
        }
    }
    Ok(())
}

/// Streams that hold a workbook up to 2003.
const STREAMS: [&str; 2] = ["Workbook", "Book"];

/// The stream of a workbook up to 2003; none for any other file.
pub(super) fn old_stream(bytes: &[u8]) -> Option<Vec<u8>> {
    if !bytes.starts_with(COMPOUND) {
        return None;
    }
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = STREAMS.into_iter().find(|name| file.is_stream(name))?;
    let mut stream = Vec::new();
    file.open_stream(name).ok()?.take(MOST_PART_BYTES).read_to_end(&mut stream).ok()?;
    Some(stream)
}

/// A compound file: a workbook up to 2003, or something encrypted.
fn compound(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(Refusal::of)?;
    if file.is_stream("EncryptedPackage") {
        return Err(Refusal::encrypted());
    }
    let Some(name) = STREAMS.into_iter().find(|name| file.is_stream(name)) else {
        let what =
            match [("WordDocument", "这是 Word 文档，不是工作簿"), ("PowerPoint Document", "这是演示文稿，不是工作簿")]
                .into_iter()
                .find(|(stream, _)| file.is_stream(stream))
            {
                Some((_, what)) => what,
                None => "这不是工作簿",
            };
        let refusal = Refusal::not_a_workbook(what);
        let is_word = file.is_stream("WordDocument");
        let hint = "用 Word 或 WPS 打开，另存为 .docx，再给出那个文件；也可以给工作簿或 report.toml";
        return Err(if is_word { refusal.hint(hint) } else { refusal });
    };
    let mut stream = Vec::new();
    let opened = file.open_stream(name).map_err(Refusal::of)?;
    let read = opened.take(MOST_PART_BYTES + 1).read_to_end(&mut stream);
    read.map_err(Refusal::of)?;
    if stream.len() as u64 > MOST_PART_BYTES {
        return Err(Refusal::too_large(format!("内容超过 {} MB", MOST_PART_BYTES >> 20)));
    }
    records::check(&stream)?;
    alone(name, &stream).map_err(Refusal::of)
}

/// A compound file that holds one stream and nothing else: what was not looked at is not read either.
fn alone(name: &str, stream: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
    file.create_stream(name)?.write_all(stream)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}
