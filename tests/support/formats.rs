//! Workbooks in the other formats, written by hand: as much of each format as its readers look at.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::grid::{Cells, Grid};

/// An archive of parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The content of an OpenDocument workbook as a whole file.
pub fn open_document(content: &str) -> Vec<u8> {
    let manifest = b"<manifest:manifest xmlns:manifest=\"m\"/>";
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet";
    archive(&[("mimetype", mimetype), ("META-INF/manifest.xml", manifest), ("content.xml", content.as_bytes())])
}

/// A text that XML may hold.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// An OpenDocument workbook.
pub fn ods(grid: &Grid) -> Vec<u8> {
    let mut content = String::from(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>",
    );
    for (name, cells) in &grid.sheets {
        content += &format!("<table:table table:name=\"{}\">", escaped(name));
        let mut at = (0, 0);
        content += "<table:table-row>";
        for ((row, column), text) in cells {
            if *row > at.0 {
                content += "<table:table-cell/></table:table-row>";
                if *row > at.0 + 1 {
                    let blank = row - at.0 - 1;
                    content += &format!(
                        "<table:table-row table:number-rows-repeated=\"{blank}\"><table:table-cell/></table:table-row>"
                    );
                }
                content += "<table:table-row>";
                at = (*row, 0);
            }
            if *column > at.1 {
                content += &format!("<table:table-cell table:number-columns-repeated=\"{}\"/>", column - at.1);
            }
            content += "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>注<text:s text:c=\"2\"/></text:p></office:annotation>";
            for line in text.lines() {
                content += &format!("<text:p>{}</text:p>", escaped(line));
            }
            content += "</table:table-cell>";
            at.1 = column + 1;
        }
        content += "<table:table-cell/></table:table-row></table:table>";
    }
    open_document(&(content + "</office:spreadsheet></office:body></office:document-content>"))
}

/// A compound file with one stream.
pub fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(name).unwrap().write_all(stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A record of an .xls file.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

/// A text as two bytes for each character.
fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The beginning of a part of an .xls file.
fn begin(kind: u16) -> Vec<u8> {
    record(0x0809, &[&[0, 6][..], &kind.to_le_bytes(), &[0; 12]].concat())
}

/// A workbook up to 2003: the sheets begin after records of the workbook, which give their places.
pub fn xls(grid: &Grid) -> Vec<u8> {
    let sheets: Vec<Vec<u8>> = grid.sheets.iter().map(|(_, cells)| xls_sheet(cells)).collect();
    let head = |places: &[u32]| {
        let mut head = [begin(5), record(0x0042, &1200_u16.to_le_bytes())].concat();
        for ((name, _), place) in grid.sheets.iter().zip(places) {
            let name = wide(name);
            let data = [&place.to_le_bytes()[..], &[0, 0, (name.len() / 2) as u8, 1], &name].concat();
            head.extend(record(0x0085, &data));
        }
        let shared = [&[2, 0, 0, 0, 2, 0, 0, 0][..], &[2, 0, 1], &wide("总计"), &[1, 0, 0, b'/']].concat();
        head.extend(record(0x00FC, &shared));
        [head, record(0x000A, &[])].concat()
    };
    let mut place = head(&vec![0; sheets.len()]).len() as u32;
    let mut places = Vec::new();
    for sheet in &sheets {
        places.push(place);
        place += sheet.len() as u32;
    }
    compound("Workbook", &[head(&places), sheets.concat()].concat())
}

/// One sheet of it.
fn xls_sheet(cells: &Cells) -> Vec<u8> {
    let mut sheet = begin(0x10);
    let (rows, columns) =
        cells.keys().fold((0, 0), |(rows, columns), (row, column)| (rows.max(row + 1), columns.max(column + 1)));
    let extent = [&0_u32.to_le_bytes()[..], &rows.to_le_bytes(), &[0, 0], &(columns as u16).to_le_bytes(), &[0, 0]];
    sheet.extend(record(0x0200, &extent.concat()));
    for ((row, column), text) in cells {
        let place = [(*row as u16).to_le_bytes(), (*column as u16).to_le_bytes(), [0, 0]].concat();
        sheet.extend(if text == "总计" {
            record(0x00FD, &[&place[..], &[0; 4]].concat())
        } else if let Ok(number) = text.parse::<f64>() {
            record(0x0203, &[&place[..], &number.to_le_bytes()].concat())
        } else {
            let text: String = text.chars().take(2_000).collect();
            let text = wide(&text);
            record(0x0204, &[&place[..], &((text.len() / 2) as u16).to_le_bytes(), &[1], &text].concat())
        });
    }
    let one = [0x1E, 1, 0, 0x1E, 2, 0, 0x03];
    let formula = [&[200, 0, 0, 0, 0, 0][..], &3_f64.to_le_bytes(), &[0; 6], &7_u16.to_le_bytes(), &one].concat();
    sheet.extend(record(0x0006, &formula));
    [sheet, record(0x000A, &[])].concat()
}

/// A record of an .xlsb file.
pub fn binary_record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = if kind < 0x80 { vec![kind as u8] } else { vec![kind as u8 | 0x80, (kind >> 7) as u8] };
    let mut length = data.len();
    loop {
        bytes.push((length & 0x7F) as u8 | if length > 0x7F { 0x80 } else { 0 });
        length >>= 7;
        if length == 0 {
            break;
        }
    }
    [bytes, data.to_vec()].concat()
}

/// A text with its length before it.
fn counted(text: &str) -> Vec<u8> {
    let text = wide(text);
    [&((text.len() / 2) as u32).to_le_bytes()[..], &text].concat()
}

/// The parts of a binary workbook.
pub fn xlsb_parts(grid: &Grid) -> Vec<(String, Vec<u8>)> {
    let mut book = binary_record(0x0083, &[]);
    let mut relations = String::from("<Relationships>");
    let mut parts = vec![("[Content_Types].xml".to_owned(), b"<Types/>".to_vec())];
    for (number, (name, cells)) in grid.sheets.iter().enumerate() {
        let id = format!("rId{number}");
        relations +=
            &format!("<Relationship Id=\"{id}\" Type=\"/worksheet\" Target=\"worksheets/sheet{number}.bin\"/>");
        book.extend(binary_record(0x009C, &[&[0; 8][..], &counted(&id), &counted(name)].concat()));
        parts.push((format!("xl/worksheets/sheet{number}.bin"), xlsb_sheet(cells)));
    }
    book.extend([binary_record(0x0090, &[]), binary_record(0x009D, &[])].concat());
    let texts = [
        binary_record(0x009F, &[1, 0, 0, 0, 1, 0, 0, 0]),
        binary_record(0x0013, &[&[0][..], &counted("总计")].concat()),
        binary_record(0x00A0, &[]),
    ];
    parts.push(("xl/workbook.bin".to_owned(), book));
    parts.push(("xl/_rels/workbook.bin.rels".to_owned(), (relations + "</Relationships>").into_bytes()));
    parts.push(("xl/sharedStrings.bin".to_owned(), texts.concat()));
    let formats = [binary_record(0x0269, &[1, 0, 0, 0]), binary_record(0x002F, &[0; 16]), binary_record(0x026A, &[])];
    parts.push(("xl/styles.bin".to_owned(), formats.concat()));
    parts
}

/// A binary workbook.
pub fn xlsb(grid: &Grid) -> Vec<u8> {
    let parts = xlsb_parts(grid);
    archive(&parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

/// One sheet of it.
fn xlsb_sheet(cells: &Cells) -> Vec<u8> {
    let mut sheet = [binary_record(0x0081, &[]), binary_record(0x0094, &[0; 16]), binary_record(0x0091, &[])].concat();
    let mut last = None;
    for ((row, column), text) in cells {
        if last != Some(*row) {
            sheet.extend(binary_record(0, &[&row.to_le_bytes()[..], &[0; 8]].concat()));
            last = Some(*row);
        }
        let place = [&column.to_le_bytes()[..], &[0; 4]].concat();
        sheet.extend(if text == "总计" {
            binary_record(0x0007, &[&place[..], &[0; 4]].concat())
        } else if let Ok(number) = text.parse::<f64>() {
            binary_record(0x0005, &[&place[..], &number.to_le_bytes()].concat())
        } else {
            binary_record(0x0006, &[place, counted(text)].concat())
        });
    }
    sheet.extend(binary_record(0, &[&200_u32.to_le_bytes()[..], &[0; 8]].concat()));
    let formula = [&[0, 0][..], &7_u32.to_le_bytes(), &[0x1E, 1, 0, 0x1E, 2, 0, 0x03]].concat();
    sheet.extend(binary_record(0x0009, &[&[0; 8][..], &3_f64.to_le_bytes(), &formula].concat()));
    [sheet, binary_record(0x0092, &[]), binary_record(0x0082, &[])].concat()
}
