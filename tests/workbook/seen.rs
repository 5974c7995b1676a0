//! Cells that people see otherwise than they are read, and what lies over cells: each is told.

use std::io::Write as _;

use super::{as_toml, examine, told};
use crate::support::grid::{rewritten, workbook};

/// The sound report as the program itself writes it.
fn book() -> Vec<u8> {
    workbook(include_str!("../cases/2025.toml"))
}

/// A book with one part changed, the part that has a text.
fn with(part: &str, from: &str, to: &str) -> Vec<u8> {
    let bytes = rewritten(&book(), |name, text| match name.starts_with(part) && text.contains(from) {
        true => text.replacen(from, to, 1),
        false => text,
    });
    assert_ne!(bytes.len(), 0);
    bytes
}

/// Where the cell of a text of the report stands: `正文!C11`, with the row's number.
fn row_of(text: &str) -> u32 {
    let (input, _) = examine(&book()).unwrap();
    let source = input.sources.get(input.filing.source);
    let at = source.text.find(text).unwrap();
    input.sources.cell(&nianbao::source::Span::new(input.filing.source, at..at + text.len())).unwrap().row + 1
}

#[test]
fn words_that_are_struck_out_are_told() {
    let bytes = rewritten(&book(), |name, text| match name.starts_with("xl/sharedStrings") {
        true => {
            let at = text.find("全年公开信息十二条。").unwrap();
            let start = text[..at].rfind("<si>").unwrap() + "<si>".len();
            let end = at + text[at..].find("</si>").unwrap();
            let run = format!("<r>{}</r><r><rPr><strike/></rPr><t>多余的话。</t></r>", &text[start..end]);
            text[..start].to_owned() + &run + &text[end..]
        }
        false => text,
    });
    let told = told(&bytes);
    assert!(told.contains("警告[WBK027]: 有划掉的字，照样读、照样印：正文!C"), "{told}");
}

#[test]
fn rows_and_columns_that_are_hidden_are_told() {
    let row = row_of("# 主动公开");
    let told_of_row =
        told(&with("xl/worksheets/sheet6", &format!("<row r=\"{row}\""), &format!("<row hidden=\"1\" r=\"{row}\"")));
    assert!(told_of_row.contains(&format!("提示[WBK026]: 隐藏的行、列里的内容用了：正文!C{row}")), "{told_of_row}");
    let told_of_column = told(&with("xl/worksheets/sheet2", "<col min=\"2\"", "<col hidden=\"1\" min=\"2\""));
    assert!(told_of_column.contains("隐藏的行、列里的内容用了：基本信息!B"), "{told_of_column}");
}

#[test]
fn numbers_that_their_format_shows_as_others_are_told() {
    for (code, is_told) in [
        ("0!.0000", true),
        ("0,", true),
        ("0%", true),
        ("0\"万件\"", true),
        (";;;", true),
        ("0\"0\"", true),
        ("\"1\"0", true),
        ("0\"件\"", false),
    ] {
        let code_text = code.replace('"', "&quot;");
        let bytes = rewritten(&book(), |name, text| match name == "xl/styles.xml" {
            true => {
                let text = text.replacen(
                    "<numFmt ",
                    &format!("<numFmt numFmtId=\"200\" formatCode=\"{code_text}\"/><numFmt "),
                    1,
                );
                let at = text.find("<cellXfs").unwrap();
                text[..at].to_owned() + &text[at..].replace("numFmtId=\"0\"", "numFmtId=\"200\"")
            }
            false => text,
        });
        let told = told(&bytes);
        let wanted = "错误[WBK028]: 数字格式显示的与保存的不一样，照保存的读：";
        assert_eq!(told.contains(wanted), is_told, "{code}: {told}");
        assert!(!is_told || told.contains(&format!("，格式 {code}）")), "{told}");
        assert_eq!(as_toml(&bytes), as_toml(&book()), "{code}");
    }
}

#[test]
fn what_lies_over_cells_is_told() {
    const NAMES: &str = "xmlns:xdr=\"d\" xmlns:a=\"a\"";
    let drawing = format!(
        "<xdr:wsDr {NAMES}><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row></xdr:from>\
         <xdr:sp><xdr:txBody><a:p><a:r><a:t>文本框里的话。</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>\
         <xdr:oneCellAnchor><xdr:from><xdr:col>4</xdr:col><xdr:row>0</xdr:row></xdr:from><xdr:pic/></xdr:oneCellAnchor></xdr:wsDr>"
    );
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"x1\" Type=\"t/drawing\" Target=\"../drawings/own.xml\"/></Relationships>";
    let mut zip = zip::ZipWriter::new_append(std::io::Cursor::new(book())).unwrap();
    let parts = [("xl/drawings/own.xml", drawing.as_str()), ("xl/worksheets/_rels/sheet2.xml.rels", relations)];
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let told = told(&zip.finish().unwrap().into_inner());
    for wanted in [
        "有 1 处文本框、图形里的文字没有用，也没有印：基本信息!B4“文本框里的话。”",
        "有 1 处图片没有用，也没有印：基本信息!E1",
    ] {
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
}

#[test]
fn comments_at_cells_are_told_but_for_the_programs_own() {
    let comments = "<comments xmlns=\"x\"><authors><author>张三</author></authors><commentList>\
        <comment ref=\"B5\" authorId=\"0\"><text><r><t>这个数要再核。</t></r></text></comment>\
        <comment ref=\"$B$6\" authorId=\"0\"><text><t>【检查发现】差 3。</t></text></comment></commentList></comments>";
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"x1\" Type=\"t/comments\" Target=\"../own.xml\"/></Relationships>";
    let mut zip = zip::ZipWriter::new_append(std::io::Cursor::new(book())).unwrap();
    for (name, text) in [("xl/own.xml", comments), ("xl/worksheets/_rels/sheet2.xml.rels", relations)] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let told = told(&zip.finish().unwrap().into_inner());
    assert!(told.contains("有 1 处批注没有用，也没有印：基本信息!B5“这个数要再核。”"), "{told}");
}

#[test]
fn words_where_nothing_reads_them_are_told() {
    let mut grid = crate::support::grid::sound();
    let (row, column) = grid.place("基本信息", "联系电话");
    grid.sheet("基本信息").insert((row, column + 2), "值班电话另报，不要印这个".to_owned());
    let (row, column) = grid.place("正文", "五、存在的主要问题及改进情况");
    grid.sheet("正文").insert((row + 1, column + 1), "标题列里的字".to_owned());
    grid.sheet("正文").insert((row + 1, column + 2), "还要加强宣传。".to_owned());
    let told = told(&grid.bytes());
    for wanted in ["“值班电话另报，不要印这个”", "“标题列里的字”"] {
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
    assert!(as_toml(&grid.bytes()).contains("还要加强宣传。"));
}
