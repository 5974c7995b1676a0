//! What workbooks declare is held against what they hold before any room is made for it.

use super::as_toml;
use super::hostile::{open_document, refused};
use crate::support::formats::{self, archive, binary_record, compound, record, xlsb_parts};
use crate::support::grid::{rewritten, sound};

/// The sound workbook with the text of some parts changed.
fn changed(part: &str, from: &str, to: &str) -> Vec<u8> {
    let bytes =
        rewritten(&sound().bytes(), |name, text| if name.ends_with(part) { text.replacen(from, to, 1) } else { text });
    assert_ne!(bytes, rewritten(&sound().bytes(), |_, text| text), "{from} is in {part}");
    bytes
}

/// A stream of an .xls file with one sheet of some records, and others before it.
fn xls(before: &[u8], sheet: &[Vec<u8>]) -> Vec<u8> {
    let start = 20 + 13 + before.len() as u32 + 4;
    let place = [&start.to_le_bytes()[..], &[0, 0, 1, 0, b'a']].concat();
    let head = [record(0x0809, &[0; 16]), record(0x0085, &place), before.to_vec(), record(0x0A, &[])].concat();
    compound("Workbook", &[head, record(0x0809, &[0; 16]), sheet.concat(), record(0x0A, &[])].concat())
}

#[test]
fn every_format_is_read_alike() {
    let grid = sound();
    let expected = as_toml(&grid.bytes());
    for (name, bytes) in [("ods", formats::ods(&grid)), ("xls", formats::xls(&grid)), ("xlsb", formats::xlsb(&grid))] {
        assert_eq!(as_toml(&bytes), expected, "{name}");
    }
}

#[test]
fn counts_of_shared_texts() {
    for count in ["99999999999", "+99999999999", "18446744073709551616", "4000000000"] {
        let bytes = changed("sharedStrings.xml", "uniqueCount=\"", &format!("uniqueCount=\"{count}\" was=\""));
        refused("count.xlsx", &bytes, "xl/sharedStrings.xml 说有");
    }
    // A count that is merely wrong costs nothing.
    let wrong = changed("sharedStrings.xml", "uniqueCount=\"", "uniqueCount=\"9");
    assert_eq!(as_toml(&wrong), as_toml(&sound().bytes()));
}

#[test]
fn indexes_of_shared_formulas() {
    let with = |formula: &str| changed("sheet2.xml", "<v>", &format!("{formula}<v>"));
    refused("index.xlsx", &with("<f t=\"shared\" si=\"4294967295\" ref=\"A999:B999\"/>"), "公式的编号 4294967295 太大");
    refused("index.xlsx", &with("<f t='shared' ref='A1' si='100000000'>1</f>"), "公式的编号 100000000 太大");
    let cells = "<c><f t=\"shared\" si=\"1\"/></c>".repeat(1_000);
    let long = format!(
        "<row r=\"900\"><c><f t=\"shared\" si=\"1\" ref=\"A1\">{}</f></c>{cells}</row></sheetData>",
        "1+".repeat(60_000)
    );
    refused("copies.xlsx", &changed("sheet2.xml", "</sheetData>", &long), "文字展开后超过 64 MB");
}

#[test]
fn one_shared_text_in_very_many_cells() {
    let text = "字".repeat(300_000);
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(500);
    let bytes = rewritten(&sound().bytes(), |name, part| match name {
        "xl/sharedStrings.xml" => part.replacen("<si>", &format!("<si><t>{text}</t></si><si>"), 1),
        "xl/worksheets/sheet1.xml" => {
            part.replacen("</sheetData>", &format!("<row r=\"900\">{cells}</row></sheetData>"), 1)
        }
        _ => part,
    });
    refused("texts.xlsx", &bytes, "文字超过 64 MB");
    let shared = [&[1, 0, 0, 0, 1, 0, 0, 0][..], &[0x20, 0x1F, 0], &[b'a'; 7_968]].concat();
    let cells: Vec<Vec<u8>> =
        (0..4_000_u16).map(|row| record(0xFD, &[&row.to_le_bytes()[..], &[0; 8]].concat())).collect();
    refused("texts.xls", &xls(&record(0xFC, &shared), &cells), "第 1 张表：文字展开后超过 64 MB");
}

#[test]
fn formats_of_cells() {
    let bytes = changed("styles.xml", "<cellXfs", &format!("<cellXfs>{}</cellXfs><cellXfs", "<xf/>".repeat(200_000)));
    refused("formats.xlsx", &bytes, "xl/styles.xml 里单元格的格式太多");
}

#[test]
fn one_sheet_many_times() {
    let again = "<sheet name=\"again\" sheetId=\"99\" r:id=\"rId1\"/></sheets>";
    refused("twice.xlsx", &changed("workbook.xml", "</sheets>", again), "两张表指着同一处（rId1）");
}

#[test]
fn repeats_in_open_document() {
    let blanks = |count: &str| {
        let cell = format!(
            "<table:table-cell office:value-type=\"string\"><text:p><text:s text:c=\"{count}\"/>总计</text:p></table:table-cell>"
        );
        open_document(&format!("<table:table-row>{cell}</table:table-row>"))
    };
    for count in ["300000000", "2147483647", "99999999999999999999"] {
        refused("blanks.ods", &blanks(count), "表：文字展开后超过 64 MB");
    }
    let cell = format!(
        "<table:table-cell table:number-columns-repeated=\"900\" office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
        "字".repeat(1_000)
    );
    let rows = format!("<table:table-row table:number-rows-repeated=\"900\">{cell}</table:table-row>");
    refused("texts.ods", &open_document(&rows), "表：文字展开后超过 64 MB");
    let row = "<table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/><table:table-cell/></table:table-row>";
    refused("rows.ods", &open_document(&row.repeat(3_000)), "表：格太多");
    let sheet = "<table:table-row table:number-rows-repeated=\"90000\"><table:table-cell/></table:table-row><table:table-row>\
                 <table:table-cell office:string-value=\"1\" table:number-columns-repeated=\"9\"/></table:table-row></table:table><table:table table:name=\"又\">";
    refused("sheets.ods", &open_document(&sheet.repeat(9)), "又：有 90001 行 × 9 列，太大");
}

#[test]
fn open_document_that_does_not_end() {
    let content = |rows: &str| {
        formats::open_document(&format!(
            "<office:document-content><office:spreadsheet><table:table table:name=\"a\">{rows}"
        ))
    };
    let cell = "<table:table-row><table:table-cell office:value-type=\"string\">";
    refused("table.ods", &content(""), "content.xml 没有结束");
    refused("note.ods", &content(&format!("{cell}<office:annotation>")), "content.xml 没有结束");
    refused(
        "note.ods",
        &content(&format!("{cell}<office:annotation></table:table-cell>")),
        "content.xml 里的元素前后对不上",
    );
    let names =
        "</table:table><table:named-expressions><table:named-range/></office:spreadsheet></office:document-content>";
    refused("names.ods", &content(names), "content.xml 里的元素前后对不上");
}

#[test]
fn extents_and_places_in_old_workbooks() {
    let dimensions = |data: &[u8]| xls(&[], &[record(0x200, data)]);
    // Rows 9 to 2 in the short form; columns that begin where none can.
    refused("backwards.xls", &dimensions(&[9, 0, 2, 0, 0, 0, 9, 0, 0, 0]), "前后颠倒");
    refused("column.xls", &dimensions(&[0, 0, 0, 0, 0, 0, 1, 0, 255, 255, 255, 255, 0, 0]), "65536 行 × 65535 列");
    refused(
        "far.xls",
        &xls(&[], &[record(0xBD, &[255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255])]),
        "65536 行 × 65536 列",
    );
    let outside =
        [record(0x0809, &[0; 16]), record(0x0085, &[9, 9, 9, 0, 0, 0, 1, 0, b'a']), record(0x0A, &[])].concat();
    refused("outside.xls", &compound("Workbook", &outside), "第 1 张表的位置在文件之外");
    let many = record(0x0085, &[0, 0, 0, 0, 0, 0, 1, 0, b'a']).repeat(300);
    refused("many.xls", &xls(&many, &[]), "有 301 张表");
    refused("formula.xls", &xls(&[], &[record(0x0006, &[7; 60_000])]), "有一条公式太长");
}

#[test]
fn lengths_in_binary_workbooks() {
    let with = |part: &str, bytes: &[u8]| {
        let mut parts = xlsb_parts(&sound());
        parts.iter_mut().find(|(name, _)| name == part).unwrap().1.extend_from_slice(bytes);
        archive(&parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
    };
    for part in ["xl/worksheets/sheet0.bin", "xl/workbook.bin", "xl/sharedStrings.bin"] {
        refused("record.xlsb", &with(part, &[0x13, 0xFF, 0xFF, 0xFF, 0x7F]), "有一条记录说有 268435455 字节");
    }
    let text = binary_record(0x0013, &[0; 5]);
    refused(
        "texts.xlsb",
        &with("xl/sharedStrings.bin", &text.repeat(1_000_001)),
        "xl/sharedStrings.bin 有 1000002 条文字",
    );
    // Each minus moves all that was put together before it.
    let rgce = [&[0x1E, 1, 0][..], &[0x13; 900_000]].concat();
    let formula = [&[0; 18][..], &(rgce.len() as u32).to_le_bytes(), &rgce].concat();
    refused("formula.xlsb", &with("xl/worksheets/sheet0.bin", &binary_record(0x0009, &formula)), "公式太多、太长");
}
