//! Workbooks made to break a reader: refused with a message, in bounded memory and time.

use std::io::{Cursor, Write as _};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use zip::ZipWriter;

use super::{as_toml, told};
use crate::support::formats::{self, archive, compound, record};
use crate::support::grid::{Cells, Grid, rewritten, sound};
use crate::support::told as said;

/// Memory that a check may address, in kilobytes: stacks and the program itself take some 300 MB of it.
const MEMORY: u32 = 1_200_000;
/// Time that a check may take on a busy machine; most take a tenth of a second.
const TIME: Duration = Duration::from_secs(60);

/// Checks some bytes as a file of a name, with little memory.
fn check(name: &str, bytes: &[u8]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let script = format!("ulimit -v {MEMORY}; exec {} check {name}", env!("CARGO_BIN_EXE_nianbao"));
    let start = Instant::now();
    let output = Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
    assert!(start.elapsed() < TIME, "{name} takes {:?}", start.elapsed());
    output
}

/// Holds that a file is refused with some words.
pub fn refused(name: &str, bytes: &[u8], words: &str) {
    let output = check(name, bytes);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(2), "{name}: {text}");
    assert!(text.contains(words) && text.contains("建议") && text.contains(name), "{name}: {text}");
    assert!(!text.contains("内部出错"), "{name}: {text}");
}

/// The sound workbook with one more part, or another in place of one.
fn with_part(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(sound().bytes())).unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let part = old.by_index_raw(index).unwrap();
        if part.name().unwrap() != name {
            zip.raw_copy_file(part).unwrap();
        }
    }
    zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap().into_inner()
}

/// An OpenDocument workbook of one sheet.
pub fn open_document(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>\
         <table:table table:name=\"表\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    formats::open_document(&content)
}

#[test]
fn cells_far_away() {
    let mut far = Grid::default();
    far.sheets.push(("表".into(), Cells::from([((1_048_575, 16_383), "1".into())])));
    refused("far.xlsx", &far.bytes(), "表!XFD1048576");
    let cell = "<table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
                <table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    refused("far.ods", &open_document(cell), "表!XFD1048576");
    let filled = "<table:table-row table:number-rows-repeated=\"9000\"><table:table-cell table:number-columns-repeated=\"900\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    refused("filled.ods", &open_document(filled), "9000 行");
    let corners = [
        record(0x0809, &[0; 16]),
        record(0x0085, &[37, 0, 0, 0, 0, 0, 1, 0, b'a']),
        record(0x0A, &[]),
        record(0x0809, &[0; 16]),
        record(0x0203, &[0; 14]),
        record(0x0203, &[0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ];
    refused("far.xls", &compound("Workbook", &corners.concat()), "65536 行");
    let declared = [
        record(0x0809, &[0; 16]),
        record(0x0085, &[37, 0, 0, 0, 0, 0, 1, 0, b'a']),
        record(0x0A, &[]),
        record(0x0809, &[0; 16]),
        record(0x0200, &[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0xFF, 0xFF, 0, 0]),
    ];
    refused("declared.xls", &compound("Workbook", &declared.concat()), "行 ×");
}

#[test]
fn a_sheet_that_is_declared_huge_is_read_by_what_it_holds() {
    let bytes = sound().bytes();
    let huge = rewritten(&bytes, |_, text| match (text.find("<dimension ref=\""), text.find("<sheetViews")) {
        (Some(start), Some(end)) => format!("{}<dimension ref=\"A1:XFD1048576\"/>{}", &text[..start], &text[end..]),
        _ => text,
    });
    assert_ne!(huge, bytes);
    assert_eq!(as_toml(&huge), as_toml(&bytes));
}

#[test]
fn bombs() {
    let blanks = vec![b' '; 120 << 20];
    refused("bomb.xlsx", &with_part("xl/media/image1.png", &blanks), "xl/media/image1.png 解开后超过 48 MB");
    let strings = [b"<sst xmlns=\"s\"><si><t>".to_vec(), vec![b'x'; 100 << 20], b"</t></si></sst>".to_vec()].concat();
    refused("strings.xlsx", &with_part("xl/sharedStrings.xml", &strings), "xl/sharedStrings.xml 解开后超过 48 MB");
    let part = vec![b' '; 40 << 20];
    refused(
        "many.xlsx",
        &archive(&[("[Content_Types].xml", b""), ("xl/workbook.xml", b""), ("a", &part), ("b", &part), ("c", &part)]),
        "解开后超过 96 MB",
    );
    let names: Vec<String> = (0..3_000).map(|n| format!("xl/{n}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    refused("parts.xlsx", &archive(&parts), "3000 个部件");
}

#[test]
fn thousands_of_sheets() {
    let many = rewritten(&sound().bytes(), |name, text| {
        let sheets: String =
            (100..4_000).map(|n| format!("<sheet name=\"s{n}\" sheetId=\"{n}\" r:id=\"rId1\"/>")).collect();
        if name == "xl/workbook.xml" { text.replace("</sheets>", &format!("{sheets}</sheets>")) } else { text }
    });
    refused("sheets.xlsx", &many, "张表，至多 256 张");
    let tables = "</table:table><table:table table:name=\"a\">".repeat(3_000);
    refused("sheets.ods", &open_document(&tables), "张表，至多 256 张");
}

#[test]
fn a_long_register_beside_the_tables_costs_little() {
    let words = [
        "规章",
        "自然人",
        "总计",
        "其他",
        "结果维持",
        "（一）予以公开",
        "行政复议",
        "项目",
        "核对",
        "12",
        "正文",
        "栏目",
    ];
    for rotation in 0..3 {
        let mut grid = sound();
        let cell = |row: u32, column: usize| {
            ((row, column as u32), words[(column + rotation * row as usize) % words.len()].to_owned())
        };
        let register: Cells =
            (0..8_000).flat_map(|row| (0..words.len()).map(move |column| cell(row, column))).collect();
        grid.sheets.push(("台账".into(), register));
        let output = check("register.xlsx", &grid.bytes());
        assert_ne!(output.status.code(), Some(2), "{}", said(&output));
    }
}

#[test]
fn heads_of_prose_without_end_cost_little() {
    let sheet = |rows: u32, columns: u32, word: &dyn Fn(u32, u32) -> &'static str| -> Cells {
        (0..rows)
            .flat_map(|row| (0..columns).map(move |column| ((row, column), word(row, column).to_owned())))
            .collect()
    };
    let pair =
        |row: u32, column: u32| [["部分", "内容"], ["一、总体情况", "开展培训。"]][row as usize % 2][column as usize];
    for (name, cells) in [
        ("wide", sheet(300, 600, &|_, _| "内容")),
        ("tall", sheet(20_000, 2, &|_, column| ["部分", "内容"][column as usize])),
        ("pairs", sheet(20_000, 2, &pair)),
        (
            "far",
            sheet(20_000, 2, &|row, column| {
                if row > 19_990 { pair(1, column) } else { ["章节", "内容"][column as usize] }
            }),
        ),
    ] {
        let mut grid = sound();
        grid.sheets.retain(|(sheet, _)| sheet != "正文");
        grid.sheets.push(("说明".into(), cells));
        let output = check("heads.xlsx", &grid.bytes());
        assert!(!said(&output).contains("放弃"), "{name}: {}", said(&output));
    }
}

#[test]
fn what_is_no_workbook() {
    let word = archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]);
    refused("renamed.xlsx", &word, "文档里没有认出年度报告");
    refused("archive.xlsx", &archive(&[("年报.xlsx", b"x")]), "压缩包，不是工作簿");
    refused(
        "text.ods",
        &archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]),
        "OpenDocument 文档（.odt），不是工作簿",
    );
    refused("encrypted.xlsx", &compound("EncryptedPackage", b"secret"), "加了打开密码");
    refused("word.xls", &compound("WordDocument", b"text"), "Word 文档");
    refused("mail.xls", &compound("__substg", b"text"), "不是工作簿");
    refused("empty.xlsx", &archive(&[]), "工作簿");
    refused("header.xls", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "损坏或不完整");
    let bytes = sound().bytes();
    for share in [1, 3, 5, 7, 9] {
        refused("cut.xlsx", &bytes[..bytes.len() * share / 10], "损坏或不完整");
    }
}

#[test]
fn links_to_other_files_are_not_followed() {
    let mut grid = sound();
    let (row, column) = grid.place("二、", "行政许可");
    grid.sheet("二、").insert((row, column + 1), "='[/etc/passwd]表'!A1 → 30".into());
    assert_eq!(told(&grid.bytes()), "没有发现问题", "the saved result counts");
}

#[test]
fn what_agencies_write_never_becomes_a_formula() {
    let words = "=cmd|' /C calc'!A0";
    let report = include_str!("../cases/2025.toml").replace("培训工作有待加强。", words).replace("解放路25号", "+1-1");
    let bytes = crate::support::grid::workbook(&report);
    rewritten(&bytes, |name, text| {
        assert!(!text.contains("<f>cmd") && !text.contains("<f>+") && !text.contains("<f>=cmd"), "{name}");
        text
    });
    assert!(as_toml(&bytes).contains(words));
    let (input, examined) = super::examine(&bytes).unwrap();
    let copy = nianbao::workbook::annotate(&bytes, &input.sources, &examined.findings).unwrap();
    let formulas = |bytes: &[u8]| {
        let count = std::cell::Cell::new(0);
        rewritten(bytes, |_, text| {
            count.set(count.get() + text.matches("<f>").count() + text.matches("<f ").count());
            text
        });
        count.get()
    };
    assert_eq!(formulas(&copy), formulas(&bytes), "a copy computes what was sent and nothing else");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_makes_it_panic(at in 0.0..1.0f64, byte in any::<u8>(), length in 1usize..40, zip in any::<bool>()) {
        let xlsx = sound().bytes();
        let xls = compound("Workbook", &[record(0x0809, &[0; 16]), record(0x0085, &[40, 0, 0, 0, 0, 0, 1, 0, b'a']), record(0x0A, &[]), record(0x0809, &[0; 16]), record(0x0203, &[0; 14]), record(0x0A, &[])].concat());
        let mut bytes = if zip { xlsx } else { xls };
        let start = (at * bytes.len() as f64) as usize;
        for place in bytes.iter_mut().skip(start).take(length) {
            *place = place.wrapping_add(byte);
        }
        // Either it is read or it is refused.
        let _ = told(&bytes);
    }
}
