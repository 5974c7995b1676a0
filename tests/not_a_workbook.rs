//! Files of other kinds that people hand in: each is called what it is, by every command, and never bad TOML.

use std::io::Write as _;
use std::path::Path;

use super::support::{root, run, told};

/// A file of another kind: its name, its bytes, and what must be said of it.
type Other = (&'static str, Vec<u8>, &'static str);

/// A file of `tests/cases/workbooks`.
fn case(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/cases/workbooks").join(name)).unwrap()
}

/// An archive with some parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A compound file with some streams.
fn compound(streams: &[&str]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    streams.iter().for_each(|name| file.create_stream(name).unwrap().write_all(b"?").unwrap());
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// One of each kind.
fn others() -> Vec<Other> {
    let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let locked_ods = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", "\u{1}\u{2}"),
        ("META-INF/manifest.xml", "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"),
    ]);
    let word = archive(&[("[Content_Types].xml", ""), ("word/document.xml", "")]);
    vec![
        ("locked.xls", case("locked.xls"), "工作簿加了打开密码"),
        ("locked.xlsx", compound(&["EncryptedPackage", "EncryptionInfo"]), "工作簿加了打开密码"),
        ("locked.ods", locked_ods, "工作簿加了打开密码"),
        ("html.xls", case("html.xls"), "网页里没有认出年度报告"),
        ("html.xlsx", gbk("<table><tr><td>总计</td></tr></table>"), "网页里没有认出年度报告"),
        ("table.csv", case("table.csv"), "这是文本表格（CSV）"),
        ("table.xls", gbk("总计\t3\r\n"), "这是文本表格（CSV）"),
        ("damaged.xlsx", b"\xFDtx\xD1,\x1D\x7F\x87\x02\x08=3\n".repeat(9), "这是损坏的文件，或别的程序的文件"),
        (
            "xml.xls",
            "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook/>".into(),
            "这是 XML 表格（Excel 2003）",
        ),
        ("report.docx", word.clone(), "文档里没有认出年度报告"),
        ("report.xlsx", word, "文档里没有认出年度报告"),
        ("report.doc", compound(&["WordDocument"]), "这是 Word 文档"),
        ("report.ppt", compound(&["PowerPoint Document"]), "这是演示文稿"),
        ("report.pdf", b"%PDF-1.7\n%\xE2\xE3".to_vec(), "PDF 文件损坏或不完整"),
        ("report.ofd", archive(&[("OFD.xml", "")]), "这是 OFD 版式文件"),
        ("report.zip", archive(&[("a/report.xlsx", "")]), "先解压，给出里面的 a/report.xlsx"),
        ("report.rar", b"Rar!\x1A\x07".to_vec(), "这是压缩包（.rar）"),
        ("seal.png", b"\x89PNG\r\n\x1A\n".to_vec(), "这是图片"),
        ("empty.xlsx", Vec::new(), "文件是空的"),
        ("empty.toml", b"\n".to_vec(), "文件是空的"),
        ("overview.md", "# 总体情况\n公开信息 3 条。\n".into(), "这是普通文本"),
    ]
}

/// What must be told by a run over a file of another kind.
fn assert_called(folder: &Path, arguments: &[&str], name: &str, what: &str) {
    let output = run(folder, arguments);
    let told = told(&output);
    assert!(told.contains(what), "{name}：{told}");
    assert!(!told.contains("INP001") && !told.contains("UTF-8"), "{name}：{told}");
    assert_eq!(output.status.code(), Some(2), "{name}：{told}");
    assert!(told.contains("建议：") || told.contains("提示"), "{name}：{told}");
}

#[test]
fn every_command_calls_a_file_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, what) in others() {
        std::fs::write(folder.path().join(name), bytes).unwrap();
        assert_called(folder.path(), &["check", name], name, what);
        assert_called(folder.path(), &["build", name, "-o", "out"], name, what);
        assert_called(folder.path(), &["convert", name, "out.toml"], name, what);
        let new = ["new", "next", "--agency", "示例市财政局", "--year", "2026", "--from", name];
        assert_called(folder.path(), &new, name, what);
    }
    assert!(!folder.path().join("out").exists() && !folder.path().join("next").exists());
}

#[test]
fn what_only_looks_odd_is_read_as_ever() {
    let folder = tempfile::tempdir().unwrap();
    let sound = include_str!("cases/2025.toml");
    for (name, text) in [("report.txt", sound.to_owned()), ("report.xls", format!("\u{feff}\n# 报告\n{sound}"))] {
        std::fs::write(folder.path().join(name), text).unwrap();
        let output = run(folder.path(), &["check", name]);
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    }
}
