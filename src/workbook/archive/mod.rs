//! What a file is, and whether it is safe to open: looked at before any reader builds tables from it.

pub(super) mod binary;
mod declared;
mod extent;
mod open_document;
mod packed;
pub(super) mod records;
mod shared;

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek, Write as _};
use std::path::Path;

use zip::ZipArchive;

use super::limits::{MOST_PART_BYTES, MOST_PARTS, MOST_UNPACKED_BYTES};
use super::refusal::Refusal;
use crate::file::{COMPOUND, MAKE_WORD, MOST_WORKBOOK_BYTES};
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
    let names = names(&zip);
    if names.len() > MOST_PARTS {
        return Err(Refusal::too_large(format!("压缩包里有 {} 个部件，至多 {MOST_PARTS} 个", names.len())));
    }
    let Some(format) = format(&names) else {
        let known = KNOWN.iter().find(|(part, _)| has(&names, part));
        return Err(known.map_or_else(|| packed(&names), |(_, what)| Refusal::not_a_workbook(*what)));
    };
    unpack(&mut zip, &names, format)?;
    if format == WorkbookFormat::Ods {
        if !is_of_sheets(&mut zip) {
            return Err(Refusal { hint: MAKE_WORD.to_owned(), ..Refusal::not_a_workbook(OPEN_DOCUMENT) });
        }
        if is_locked(&mut zip) {
            return Err(Refusal::encrypted());
        }
        let content = zip.by_name("content.xml").map_err(Refusal::of)?;
        open_document::check(BufReader::new(content))?;
    }
    Ok(format)
}

/// The names of the parts of an archive, as it lists them.
fn names(zip: &ZipArchive<impl Read + Seek>) -> Vec<String> {
    zip.file_names().map(|name| name.map(|name| name.into_owned()).unwrap_or_default()).collect()
}

/// Whether an archive has a part of a name.
fn has(names: &[String], wanted: &str) -> bool {
    names.iter().any(|name| name.replace('\\', "/").eq_ignore_ascii_case(wanted))
}

/// The format of a workbook, by the names of its parts; of the open format, documents have the same ones.
fn format(names: &[String]) -> Option<WorkbookFormat> {
    let has = |wanted: &str| has(names, wanted);
    if has("xl/workbook.bin") {
        Some(WorkbookFormat::Xlsb)
    } else if has("content.xml") && has("mimetype") {
        Some(WorkbookFormat::Ods)
    } else {
        let is_book = |name: &String| name.to_ascii_lowercase().ends_with("workbook.xml");
        (has("[Content_Types].xml") && names.iter().any(is_book)).then_some(WorkbookFormat::Xlsx)
    }
}

/// Whether a file of the open format says of itself that it is of sheets.
fn is_of_sheets(zip: &mut ZipArchive<impl Read + Seek>) -> bool {
    let mut text = String::new();
    let read = zip.by_name("mimetype").map(|part| part.take(128).read_to_string(&mut text).is_ok());
    read.unwrap_or(false) && text.contains("opendocument.spreadsheet")
}

/// Whether a file is a workbook, whatever it is called: only the list of its parts is read.
pub(crate) fn is_workbook(path: &Path) -> bool {
    let is_book = path.metadata().is_ok_and(|data| data.is_file() && data.len() <= MOST_WORKBOOK_BYTES);
    let open = || File::open(path).map(BufReader::new).ok().filter(|_| is_book);
    let is_archive = || {
        let mut zip = ZipArchive::new(open()?).ok()?;
        let format = format(&names(&zip))?;
        Some(format != WorkbookFormat::Ods || is_of_sheets(&mut zip))
    };
    let is_old = || cfb::CompoundFile::open(open()?).ok().map(|file| old_name(&file).is_some());
    is_old().or_else(is_archive).unwrap_or(false)
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

/// The name of the one that a compound file has.
fn old_name<F>(file: &cfb::CompoundFile<F>) -> Option<&'static str> {
    STREAMS.into_iter().find(|name| file.is_stream(name))
}

/// The stream of a workbook up to 2003; none for any other file.
pub(super) fn old_stream(bytes: &[u8]) -> Option<Vec<u8>> {
    if !bytes.starts_with(COMPOUND) {
        return None;
    }
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = old_name(&file)?;
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
    let Some(name) = old_name(&file) else {
        let what =
            match [("WordDocument", "这是 Word 文档，不是工作簿"), ("PowerPoint Document", "这是演示文稿，不是工作簿")]
                .into_iter()
                .find(|(stream, _)| file.is_stream(stream))
            {
                Some((_, what)) => what,
                None => "这不是工作簿",
            };
        let refusal = Refusal::not_a_workbook(what);
        return Err(if file.is_stream("WordDocument") { refusal.hint(MAKE_WORD) } else { refusal });
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
