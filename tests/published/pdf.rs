//! PDF files: what is made of them, what is told of those that cannot be read.

use nianbao::form::Editions;
use nianbao::published::Medium;
use nianbao::read;
use nianbao::report::View;
use nianbao::source::Sources;

use super::damaged::damage;
use crate::support::{engine, examine, folder, run, sound, told};

/// Damaged files that are read on every change; `NIANBAO_MUTATIONS` gives more.
const DAMAGED: u64 = 100;

/// The sound report as a PDF file.
fn sound_pdf() -> Vec<u8> {
    let of_report = folder(&sound().to_string());
    let (input, examined) = examine(&of_report.path().join("report.toml"));
    let made = engine().render(&input, examined, View::default()).unwrap();
    engine().typesetter().pdf(&made.typst).unwrap()
}

#[test]
fn digits_that_are_seen_otherwise_are_part_of_no_number_of_a_file() {
    let of_report = folder(&sound().to_string());
    let (input, examined) = examine(&of_report.path().join("report.toml"));
    let made = engine().render(&input, examined, View::default()).unwrap();
    let label = made.typst.find("\"行政处罚\"").unwrap();
    let at = label + made.typst[label..].find("\"5\"").unwrap();
    for (put, figure, code) in [
        ("[47]", "47", None),
        ("[#strike[4]7]", "4\n7", Some("IMP011")),
        ("[4#text(fill: white)[7]]", "4\n7", Some("IMP015")),
        ("[#highlight(fill: black)[#text(fill: white)[47]]]", "47", None),
        ("[4#super(typographic: false)[7]]", "4⁷", None),
    ] {
        let (before, behind) = (&made.typst[..at], &made.typst[at + "\"5\"".len()..]);
        let source = format!("#show \"47\": {put}\n{before}\"47\"{behind}");
        let path = of_report.path().join("年报.pdf");
        std::fs::write(&path, engine().typesetter().pdf(&source).unwrap()).unwrap();
        let (input, examined) = examine(&path);
        let form = &input.filing.form;
        let id = form.ids().find(|id| form.cell(*id).key.starts_with("disclosure.penalties")).unwrap();
        let read = input.filing.cells.get(&id).map_or(String::new(), |cell| cell.value.spelled());
        assert_eq!(read, figure, "{put}");
        let mut told = examined.findings.iter().map(|finding| finding.rule.code);
        assert_eq!(told.find(|told| ["IMP011", "IMP015"].contains(told)), code, "{put}");
        // It is told of its cell.
        let told = examined.findings.iter().filter(|finding| Some(finding.rule.code) == code);
        let places = told.flat_map(|finding| &finding.marks).map(|mark| input.sources.text(&mark.at));
        assert!(places.into_iter().all(|place| place == figure), "{put}");
    }
}

/// A file with one page of some content, and its font.
fn of_content(content: &str, font: &str) -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</I 6 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        font.to_owned(),
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream".to_owned(),
    ];
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", number + 1).into_bytes());
    }
    let at = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").into_bytes()));
    bytes.extend(format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF", objects.len() + 1).into_bytes());
    bytes
}

#[test]
fn files_that_cannot_be_read_are_told() {
    let chinese = "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>";
    let bare = "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>";
    let latin =
        "<</Type/Font/Subtype/TrueType/BaseFont/Arial/FirstChar 32/LastChar 126/Widths[]/Encoding/WinAnsiEncoding>>";
    for (content, font, what) in [
        ("q 500 0 0 700 0 0 cm /I Do Q", latin, "PDF 文件里没有认出年度报告，只有图片"),
        (
            "q 500 0 0 700 0 0 cm /I Do Q BT 3 Tr /F 16 Tf 9 9 Td (2025) Tj ET",
            latin,
            "PDF 文件里没有认出年度报告，只有图片",
        ),
        ("BT /F 16 Tf 9 9 Td <C4EAB6C8> Tj ET", chinese, "没有带字体和编码"),
        ("BT /F 16 Tf 9 9 Td <00010002> Tj ET", bare, "没有注明是什么字"),
        ("BT /F 16 Tf 9 9 Td (2025) Tj ET", latin, "PDF 文件里没有认出年度报告的表和各部分标题"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("年报.pdf"), of_content(content, font)).unwrap();
        let output = run(folder.path(), &["check", "年报.pdf"]);
        let told = told(&output);
        assert_eq!(output.status.code(), Some(2), "{content}");
        assert!(told.contains(what), "{content}：{told}");
    }
}

#[test]
fn files_are_known_behind_what_was_put_before_them() {
    let pdf = sound_pdf();
    for before in ["", "\n\n", "\u{feff}", "\u{feff}\r\n"] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("年报.pdf"), [before.as_bytes(), &pdf].concat()).unwrap();
        let output = run(folder.path(), &["check", "年报.pdf"]);
        assert_eq!(output.status.code(), Some(0), "{before:?}：{}", told(&output));
    }
}

#[test]
fn damaged_files_are_read_or_refused() {
    let pdf = sound_pdf();
    let of_report = tempfile::tempdir().unwrap();
    let count = std::env::var("NIANBAO_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(DAMAGED);
    let mut read_again = 0;
    for number in 0..count {
        let mut bytes = damage(&pdf, number);
        bytes.splice(..5.min(bytes.len()), *b"%PDF-");
        let mut sources = Sources::default();
        let read = read::read_published(
            "报.pdf".as_ref(),
            Medium::Pdf,
            &bytes,
            of_report.path(),
            Editions::built_in(),
            &mut sources,
        );
        read_again += u64::from(read.is_ok());
    }
    assert!(read_again > count / 10, "only {read_again} of {count} are read");
}
