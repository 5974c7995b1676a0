//! The copy that goes back to the clerk.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use calamine::{Reader, Xlsx};

use super::examine;
use crate::support::grid::{Parts, parts, rewritten, sound, workbook};
use crate::support::{run, told};

#[test]
fn faults_are_marked_commented_and_listed_with_links() {
    let mut grid = sound();
    grid.set("三、", "一、本年新收政府信息公开申请数量", "总计", "5");
    grid.field("二、", "行政许可", "若干");
    let bytes = grid.bytes();
    let (input, examined) = examine(&bytes).unwrap();
    let copy = nianbao::workbook::annotate(&bytes, &input.sources, &examined.findings).unwrap();
    assert_eq!(annotated(&bytes), copy, "no clock is read");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&copy[..])).unwrap();
    let names = book.sheet_names();
    assert_eq!(names[0], "问题清单");
    assert_eq!(names[1..], grid.sheets.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
    let list = book.worksheet_range("问题清单").unwrap();
    let rows: Vec<String> =
        list.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")).collect();
    assert!(
        rows.iter().any(|row| row.contains("SUM001") && row.contains("三、依申请公开!J6") && row.contains("多 1")),
        "{rows:#?}"
    );
    assert!(rows.iter().any(|row| row.contains("INP005") && row.contains("二、主动公开!B9")), "{rows:#?}");
    let seen = std::cell::RefCell::new((false, false));
    rewritten(&copy, |name, text| {
        if name.contains("comments") && text.contains("多 1") {
            seen.borrow_mut().0 = true;
        }
        if text.contains("location=\"'三、依申请公开'!J6\"") {
            seen.borrow_mut().1 = true;
        }
        text
    });
    assert_eq!(seen.into_inner(), (true, true), "a comment and a link");
    for (name, cells) in &grid.sheets {
        let range = book.worksheet_range(name).unwrap();
        for (at, text) in cells {
            assert_eq!(range.get_value(*at).map(ToString::to_string).as_ref(), Some(text), "{name} {at:?}");
        }
    }
}

/// The copy of a workbook with its findings marked.
fn annotated(bytes: &[u8]) -> Vec<u8> {
    let (input, examined) = examine(bytes).unwrap();
    nianbao::workbook::annotate(bytes, &input.sources, &examined.findings).unwrap()
}

/// A workbook made by `new`'s writer with one wrong total, a comment of the clerk's at it, a row as high as the clerk
/// made it, and parts that nobody knows.
fn lived_in() -> Vec<u8> {
    let bytes = rewritten(&workbook(include_str!("../cases/2025.toml")), |name, text| match name {
        "xl/worksheets/sheet5.xml" => {
            let wrong = text.replacen("<c r=\"A6\" s=\"8\"><v>", "<c r=\"A6\" s=\"8\"><v>7", 1);
            assert_ne!(wrong, text, "the cell is there");
            let drawing = "<legacyDrawing r:id=\"rId77\"/></worksheet>";
            wrong.replace("</worksheet>", drawing).replacen(
                "<row r=\"6\"",
                "<row r=\"6\" ht=\"77\" customHeight=\"1\"",
                1,
            )
        }
        _ => text,
    });
    let shape = |row: u32| {
        format!(
            "<v:shape id=\"_x0000_s{}\" type=\"#_x0000_t202\"><x:ClientData ObjectType=\"Note\"><x:Row>{row}</x:Row>\
             <x:Column>0</x:Column></x:ClientData></v:shape>",
            1025 + row
        )
    };
    let more = [
        (
            "xl/worksheets/_rels/sheet5.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId77\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing\" \
             Target=\"../drawings/vmlDrawing9.vml\"/><Relationship Id=\"rId78\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" \
             Target=\"../comments9.xml\"/></Relationships>"
                .to_owned(),
        ),
        (
            "xl/comments9.xml",
            "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author>张三</author>\
             </authors><commentList><comment ref=\"A6\" authorId=\"0\"><text><t>等法制科的数</t></text></comment><comment \
             ref=\"A9\" authorId=\"0\"><text><r><t>另一条</t></r></text></comment></commentList></comments>"
                .to_owned(),
        ),
        (
            "xl/drawings/vmlDrawing9.vml",
            format!("<xml xmlns:v=\"urn:schemas-microsoft-com:vml\">{}{}</xml>", shape(5), shape(8)),
        ),
        ("customXml/item1.xml", "<谁也不认识/>".to_owned()),
    ];
    let mut zip = zip::ZipWriter::new_append(Cursor::new(bytes)).unwrap();
    for (name, text) in more {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn the_copy_is_the_workbook_that_was_sent_with_marks_added() {
    let sent = lived_in();
    let copy = annotated(&sent);
    let (before, after): (Parts, Parts) = (parts(&sent), parts(&copy));
    let changed: Vec<&str> =
        before.iter().filter(|(name, content)| after[*name] != **content).map(|(name, _)| name.as_str()).collect();
    let touched = [
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/comments9.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet5.xml",
        "xl/drawings/vmlDrawing9.vml",
    ];
    assert!(changed.iter().all(|name| touched.contains(name)), "{changed:?}");
    // In the sheet itself the marks were added and nothing else was changed; the sheet shown is the list.
    let text = |parts: &BTreeMap<String, Vec<u8>>, name: &str| String::from_utf8(parts[name].clone()).unwrap();
    let mark =
        regex::Regex::new(r"<conditionalFormatting [^>]*><cfRule [^>]*><formula>LEN\(.*?</conditionalFormatting>");
    let order = regex::Regex::new("priority=\"[0-9]+\"").unwrap();
    let without = |text: String| order.replace_all(&mark.as_ref().unwrap().replace_all(&text, ""), "").into_owned();
    assert_eq!(
        without(text(&after, "xl/worksheets/sheet5.xml")),
        without(text(&before, "xl/worksheets/sheet5.xml")).replace(" tabSelected=\"1\"", "")
    );
    assert!(text(&after, "xl/worksheets/sheet5.xml").contains("LEN("));
    let comments = text(&after, "xl/comments9.xml");
    assert!(comments.contains("等法制科的数") && comments.contains("另一条"), "{comments}");
    assert!(comments.contains("【检查发现】SUM"), "{comments}");
}

#[test]
fn a_copy_can_be_corrected_returned_and_marked_again() {
    let sent = lived_in();
    let copy = annotated(&sent);
    // Only the number differs, by which a copy names what was marked.
    let number = regex::Regex::new("本表编号：[0-9a-f]{12}").unwrap();
    let without_number = |bytes: &[u8]| rewritten(bytes, |_, text| number.replace_all(&text, "").into_owned());
    assert!(
        without_number(&annotated(&copy)) == without_number(&copy) && annotated(&copy) != copy,
        "marks take the place of earlier ones"
    );
    let told = |bytes: &[u8]| examine(bytes).unwrap().1.findings.iter().map(|f| f.message.clone()).collect::<Vec<_>>();
    assert_eq!(told(&copy), told(&sent), "the copy says what the original says");
    let corrected = rewritten(&copy, |_, text| text.replace("<c r=\"A6\" s=\"8\"><v>7", "<c r=\"A6\" s=\"8\"><v>"));
    let mut rest = told(&corrected);
    rest.retain(|message| !message.contains("批注没有用"));
    assert_eq!(rest, told(&workbook(include_str!("../cases/2025.toml"))));
    let comments = String::from_utf8(parts::<Parts>(&annotated(&corrected))["xl/comments9.xml"].clone()).unwrap();
    assert!(comments.contains("等法制科的数") && !comments.contains("【检查发现】"), "{comments}");
}

#[test]
fn the_clerks_own_file_is_never_changed() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = sound().bytes();
    std::fs::write(folder.path().join("报告.xlsx"), &bytes).unwrap();
    std::fs::write(folder.path().join("r.toml"), "year = 2025").unwrap();
    let kind = ("spreadsheetml.sheet.main+xml", "sheet.macroEnabled.main+xml");
    let macros =
        rewritten(&bytes, |_, text| text.replace(&format!("openxmlformats-officedocument.{}", kind.0), kind.1));
    std::fs::write(folder.path().join("宏.xlsm"), macros).unwrap();
    let done = run(folder.path(), &["check", "报告.xlsx", "--annotate", "标注.xlsx"]);
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    assert!(folder.path().join("标注.xlsx").exists());
    std::fs::write(folder.path().join("别的.xlsx"), "old").unwrap();
    let other = &["check", "报告.xlsx", "--annotate", "别的.xlsx"];
    let refused = run(folder.path(), other);
    assert!(refused.status.code() == Some(2) && told(&refused).contains("--force"), "{}", told(&refused));
    assert_eq!(std::fs::read(folder.path().join("别的.xlsx")).unwrap(), b"old");
    assert_eq!(run(folder.path(), &[&other[..], &["--force"]].concat()).status.code(), Some(0));
    assert_ne!(std::fs::read(folder.path().join("别的.xlsx")).unwrap(), b"old");
    assert_eq!(run(folder.path(), &["check", "报告.xlsx", "--force"]).status.code(), Some(2));
    for arguments in [
        &["check", "报告.xlsx", "--annotate", "报告.xlsx"][..],
        &["check", "报告.xlsx", "--annotate", "./报告.xlsx", "--force"],
        &["check", "报告.xlsx", "r.toml", "--annotate", "a.xlsx"],
        &["check", "r.toml", "--annotate", "a.xlsx"],
        &["check", "报告.xlsx", "--annotate", "a.txt"],
        &["check", "报告.xlsx", "--annotate", "a.xlsm"],
        &["check", "宏.xlsm", "--annotate", "a.xlsx"],
    ] {
        let refused = run(folder.path(), arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}: {}", told(&refused));
    }
    let done = run(folder.path(), &["check", "宏.xlsm", "--annotate", "宏标注.xlsm"]);
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    assert!(std::fs::read(folder.path().join("报告.xlsx")).unwrap() == bytes);
    assert!(!folder.path().join("a.xlsx").exists());
}

#[test]
fn what_was_read_from_where_can_be_listed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("r.xlsx"), crate::support::grid::workbook(include_str!("../cases/2025.toml")))
        .unwrap();
    let text = told(&run(folder.path(), &["check", "r.xlsx", "--origins"]));
    for words in
        ["机关全称", "r.xlsx › 基本信息!B", "r.xlsx › 三、依申请公开!D6", "（由本年的数计算）", "r.xlsx › 正文!C"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
}
