//! What a file is, and whether it is safe to open: looked at before any reader builds tables from it.

use std::io::{Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::limits::{LAST_COLUMN, LAST_ROW, MOST_AREA, MOST_PART_BYTES, MOST_PARTS, MOST_SHEETS, MOST_UNPACKED_BYTES};
use super::packed::{is_locked, packed};
use super::refusal::Refusal;

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

/// Says what a file is, and refuses what would not fit into bounded memory.
///
/// # Errors
/// When it is no workbook, is protected or broken, or is beyond the limits.
pub(super) fn examine(bytes: &[u8]) -> Result<WorkbookFormat, Refusal> {
    if bytes.starts_with(COMPOUND) { compound(bytes).map(|()| WorkbookFormat::Xls) } else { archive(bytes) }
}

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
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Refusal::broken(error.to_string()))?;
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
    let mut total = 0;
    for (index, name) in names.iter().enumerate() {
        let part = zip.by_index(index).map_err(|error| Refusal::broken(error.to_string()))?;
        let size = std::io::copy(&mut part.take(MOST_PART_BYTES + 1), &mut std::io::sink());
        let size = size.map_err(|error| Refusal::broken(format!("{name}：{error}")))?;
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
    }
    if format == WorkbookFormat::Ods {
        let mimetype = zip.by_name("mimetype").ok().and_then(|part| {
            let mut text = String::new();
            part.take(128).read_to_string(&mut text).ok().map(|_| text)
        });
        if mimetype.is_none_or(|mimetype| !mimetype.contains("opendocument.spreadsheet")) {
            return Err(Refusal::not_a_workbook("这是 OpenDocument 文档，不是其中的工作簿"));
        }
        if is_locked(&mut zip) {
            return Err(Refusal::encrypted());
        }
        open_document(&mut zip)?;
    }
    Ok(format)
}

/// The extent of a sheet that a reader would build.
#[derive(Default)]
struct Extent {
    rows: u64,
    columns: u64,
    cells: u64,
}

impl Extent {
    /// Refuses an extent beyond the limits.
    fn check(&self, sheet: &str) -> Result<(), Refusal> {
        if self.rows > u64::from(LAST_ROW) + 1 || self.columns > u64::from(LAST_COLUMN) + 1 {
            let cell = crate::source::column_name(self.columns.saturating_sub(1).min(1 << 20) as u32);
            let reason =
                format!("{sheet}!{cell}{} 有内容，离表格太远（至多 {LAST_ROW} 行、{LAST_COLUMN} 列）", self.rows);
            return Err(Refusal::too_large(reason).hint("删去表格以外的行和列，保存后重试"));
        }
        if self.rows * self.columns > MOST_AREA || self.cells > MOST_AREA {
            return Err(Refusal::too_large(format!("{sheet}：有 {} 行 × {} 列，太大", self.rows, self.columns)));
        }
        Ok(())
    }
}

/// An OpenDocument workbook: rows and cells may be repeated by a number, so its extent is counted first.
fn open_document(zip: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), Refusal> {
    let part = zip.by_name("content.xml").map_err(|error| Refusal::broken(error.to_string()))?;
    let mut xml = quick_xml::Reader::from_reader(std::io::BufReader::new(part));
    xml.config_mut().check_end_names = false;
    let (mut buffer, mut sheet, mut extent, mut sheets) = (Vec::new(), String::new(), Extent::default(), 0);
    let (mut row, mut repeats, mut column) = (0, 0, 0);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => match tag.name().as_ref() {
                "table:table" => {
                    sheets += 1;
                    (sheet, extent, row, repeats) = (attribute(&tag, "table:name"), Extent::default(), 0, 0);
                }
                "table:table-row" => {
                    row += repeats;
                    (repeats, column) = (number(&tag, "table:number-rows-repeated"), 0);
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    let count = number(&tag, "table:number-columns-repeated");
                    let filled = tag
                        .attributes()
                        .flatten()
                        .any(|a| matches!(a.key.as_ref(), "office:value-type" | "table:formula" | "office:value"));
                    if filled {
                        extent.rows = extent.rows.max(row + repeats);
                        extent.columns = extent.columns.max(column + count);
                        extent.cells += count * repeats;
                        extent.check(&sheet)?;
                    }
                    column += count;
                }
                _ => {}
            },
            Ok(Event::Eof) => break,
            Err(error) => return Err(Refusal::broken(error.to_string())),
            Ok(_) => {}
        }
    }
    if sheets > MOST_SHEETS {
        return Err(Refusal::too_large(format!("有 {sheets} 张表，至多 {} 张", MOST_SHEETS)));
    }
    Ok(())
}

/// An attribute as text; empty when it is not there.
fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name);
    found.map(|attribute| attribute.value.to_string()).unwrap_or_default()
}

/// A number of repeats, 1 when it is not there; beyond all limits it only has to stay beyond them.
fn number(tag: &BytesStart<'_>, name: &str) -> u64 {
    let text = attribute(tag, name);
    if text.is_empty() { 1 } else { text.parse().unwrap_or(1 << 21).min(1 << 21) }
}

/// A compound file: a workbook up to 2003, or something encrypted.
fn compound(bytes: &[u8]) -> Result<(), Refusal> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| Refusal::broken(error.to_string()))?;
    if file.is_stream("EncryptedPackage") {
        return Err(Refusal::encrypted());
    }
    let Some(name) = ["Workbook", "Book"].into_iter().find(|name| file.is_stream(name)) else {
        let what =
            match [("WordDocument", "这是 Word 文档，不是工作簿"), ("PowerPoint Document", "这是演示文稿，不是工作簿")]
                .into_iter()
                .find(|(stream, _)| file.is_stream(stream))
            {
                Some((_, what)) => what,
                None => "这不是工作簿",
            };
        return Err(Refusal::not_a_workbook(what));
    };
    let mut stream = Vec::new();
    let opened = file.open_stream(name).map_err(|error| Refusal::broken(error.to_string()))?;
    let read = opened.take(MOST_PART_BYTES + 1).read_to_end(&mut stream);
    read.map_err(|error| Refusal::broken(error.to_string()))?;
    if stream.len() as u64 > MOST_PART_BYTES {
        return Err(Refusal::too_large(format!("内容超过 {} MB", MOST_PART_BYTES >> 20)));
    }
    records(&stream)
}

/// Records that hold a cell at their beginning (MS-XLS 2.4).
const CELL_RECORDS: &[u16] = &[0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];
/// The record that declares how far a sheet goes.
const DIMENSIONS: u16 = 0x0200;
/// The beginning of a sheet, or of a chart within one.
const BEGIN: u16 = 0x0809;
/// The end of it.
const END: u16 = 0x000A;
/// The record after which all is encrypted.
const PASSWORD: u16 = 0x002F;

/// Counts how far the sheets of a stream of records go, declared or not.
fn records(stream: &[u8]) -> Result<(), Refusal> {
    let mut rest = stream;
    let (mut depth, mut extent) = (0, Extent::default());
    // The first part of the stream is the workbook itself.
    let mut parts = 0;
    while let Some((head, body)) = rest.split_at_checked(4) {
        let word = |bytes: &[u8], at: usize| bytes.get(at..at + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]));
        let (kind, length) = (word(head, 0), usize::from(word(head, 2)));
        let Some((data, after)) = body.split_at_checked(length) else {
            return Err(Refusal::broken("最后一条记录不完整"));
        };
        rest = after;
        let double = |at: usize| u64::from(word(data, at)) | u64::from(word(data, at + 2)) << 16;
        let too_large =
            |rows: u64, columns: u64| Refusal::too_large(format!("第 {} 张表有 {rows} 行 × {columns} 列", parts - 1));
        match kind {
            BEGIN => {
                if depth == 0 {
                    parts += 1;
                    extent = Extent::default();
                }
                depth += 1;
            }
            END if depth > 0 => depth -= 1,
            PASSWORD if depth == 1 => return Err(Refusal::encrypted()),
            DIMENSIONS if length >= 14 && parts > 0 => {
                let (first, end) = (double(0), double(4));
                let (left, right) = (u64::from(word(data, 8)), u64::from(word(data, 10)));
                if first > end || left > right {
                    return Err(Refusal::broken("声明的范围前后颠倒"));
                }
                if (end - first) * (right - left) > MOST_AREA {
                    return Err(too_large(end - first, right - left));
                }
            }
            _ if CELL_RECORDS.contains(&kind) && length >= 4 && parts > 0 => {
                let (row, column) = (u64::from(word(data, 0)), u64::from(word(data, 2)));
                extent.rows = extent.rows.max(row + 1);
                extent.columns = extent.columns.max(column + 1);
                if extent.rows * extent.columns > MOST_AREA {
                    return Err(too_large(extent.rows, extent.columns));
                }
            }
            _ => {}
        }
    }
    if parts > MOST_SHEETS + 1 {
        return Err(Refusal::too_large(format!("有 {} 张表，至多 {} 张", parts - 1, MOST_SHEETS)));
    }
    Ok(())
}
