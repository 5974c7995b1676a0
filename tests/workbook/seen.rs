//! Cells that people see otherwise than they are read, and what lies over cells: each is told.

use std::io::Write as _;

use super::{as_toml, examine, told};
use crate::support::formats::{archive, binary_record, xlsb_parts};
use crate::support::grid::{rewritten, workbook};
use crate::support::has;

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
fn digits_of_a_number_that_are_struck_out_or_raised_are_no_part_of_it() {
    let mut grid = crate::support::grid::sound();
    grid.set("二、主动公开", "行政处罚", "本年处理决定数量", "（数）");
    for (look, code) in [("<strike/>", "错误[WBK027]"), ("<vertAlign val=\"superscript\"/>", "错误[WBK027]")] {
        let bytes = rewritten(&grid.bytes(), |name, text| match name.starts_with("xl/sharedStrings") {
            true => {
                let at = text.find("（数）").unwrap();
                let start = text[..at].rfind("<si>").unwrap() + "<si>".len();
                let end = at + text[at..].find("</si>").unwrap();
                text[..start].to_owned() + &format!("<r><t>5</t></r><r><rPr>{look}</rPr><t>6</t></r>") + &text[end..]
            }
            false => text,
        });
        let told = told(&bytes);
        assert!(told.contains(code) && told.contains("和别的连成了一个数：二、主动公开!"), "{look}: {told}");
    }
}

/// A book with the cell of a sheet in a style of its own: the tag of its colour, and what is behind it.
fn coloured(sheet: &str, cell: &str, (ink, fill): (&str, &str)) -> Vec<u8> {
    rewritten(&book(), |name, text| match name {
        "xl/styles.xml" => {
            let count = |tag: &str| text[text.find(tag).unwrap()..].split('"').nth(1).unwrap().to_owned();
            let (font, paper) = (count("<fonts count="), count("<fills count="));
            let style = format!("<xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"{paper}\" borderId=\"0\"/></cellXfs>");
            text.replacen("</fonts>", &format!("<font>{ink}</font></fonts>"), 1)
                .replacen("</fills>", &format!("<fill>{fill}</fill></fills>"), 1)
                .replacen("</cellXfs>", &style, 1)
        }
        name if name.ends_with(sheet) => {
            let styles = rewritten_styles();
            let at = text.find(&format!("<c r=\"{cell}\"")).unwrap();
            let tag = &text[at..at + text[at..].find('>').unwrap()];
            let own = tag.split_whitespace().filter(|part| !part.starts_with("s=")).collect::<Vec<_>>().join(" ");
            text.replacen(tag, &format!("{own} s=\"{styles}\""), 1)
        }
        _ => text,
    })
}

/// How many styles of cells the book has.
fn rewritten_styles() -> String {
    let parts: crate::support::grid::Parts = crate::support::grid::parts(&book());
    let styles = String::from_utf8(parts["xl/styles.xml"].clone()).unwrap();
    styles[styles.find("<cellXfs count=").unwrap()..].split('"').nth(1).unwrap().to_owned()
}

#[test]
fn characters_in_the_colour_behind_them_are_told() {
    const NONE: &str = "<patternFill patternType=\"none\"/>";
    const YELLOW: &str = "<patternFill patternType=\"solid\"><fgColor rgb=\"FFFFF2CC\"/></patternFill>";
    const DARK: &str = "<patternFill patternType=\"solid\"><fgColor rgb=\"FF1F4E79\"/></patternFill>";
    const GREY: &str = "<patternFill patternType=\"solid\"><fgColor rgb=\"FFD9D9D9\"/></patternFill>";
    let wanted = "提示[WBK026]: 字和底色一样、看不出来的内容用了：三、依申请公开!D6“3”，照样读入。";
    for (ink, fill, unseen) in [
        ("<color rgb=\"FFFFFFFF\"/>", NONE, true),
        ("<color theme=\"0\"/>", NONE, true),
        ("<color indexed=\"9\"/>", NONE, true),
        ("<color rgb=\"FFFFFFFF\"/>", YELLOW, true),
        ("<color rgb=\"FF1F4E79\"/>", DARK, true),
        ("<color rgb=\"FFFFFFFF\"/>", DARK, false),
        ("<color rgb=\"FFFF0000\"/>", NONE, false),
        ("<color theme=\"1\"/>", NONE, false),
        ("", NONE, false),
        // Lighter and darker colours of the theme.
        ("<color theme=\"0\" tint=\"-0.15\"/>", GREY, true),
        (
            "<color rgb=\"FFD9D9D9\"/>",
            "<patternFill patternType=\"solid\"><fgColor theme=\"0\" tint=\"-0.149998474074526\"/></patternFill>",
            true,
        ),
        ("<color theme=\"0\" tint=\"-0.5\"/>", NONE, false),
        ("<color indexed=\"22\"/>", "<patternFill patternType=\"solid\"><fgColor indexed=\"22\"/></patternFill>", true),
    ] {
        let told = told(&coloured("sheet4.xml", "D6", (ink, fill)));
        assert_eq!(told.contains(wanted), unseen, "{ink} before {fill}: {told}");
        assert!(unseen || !told.contains("WBK026"), "{told}");
    }
}

#[test]
fn what_a_condition_hides_is_told() {
    let book = |rule: &str, look: &str| {
        rewritten(&book(), |name, text| {
            match name {
            "xl/styles.xml" => {
                let at = text.find("<dxfs").unwrap();
                let end = at + text[at..].find('>').unwrap() + 1;
                // The first of them, so that the numbers of the others need not be known.
                format!("{}<dxfs count=\"1\"><dxf>{look}</dxf>{}", &text[..at], &text[end..])
            }
            name if name.ends_with("sheet4.xml") => text.replacen(
                "<conditionalFormatting",
                &format!("<conditionalFormatting sqref=\"C6:E7 H9\"><cfRule dxfId=\"0\" priority=\"9\" {rule}</cfRule></conditionalFormatting><conditionalFormatting"),
                1,
            ),
            _ => text,
        }
        })
    };
    const WHITE: &str = "<font><color rgb=\"FFFFFFFF\"/></font><border><left><color rgb=\"FF000000\"/></left></border>";
    const NOTHING: &str = "<numFmt numFmtId=\"190\" formatCode=\";;;\"/>";
    let above = |number: u8| format!("type=\"cellIs\" operator=\"greaterThan\"><formula>{number}</formula>");
    let formula = |formula: &str| format!("type=\"expression\"><formula>{formula}</formula>");
    let maybe = "提示[WBK026]: 条件格式的公式成立时看不出来的内容用了：三、依申请公开!D6“3”";
    let drawn = "三、依申请公开!D6“3”（显示为空白，格式 只显示图标或数据条）";
    let faint = "提示[WBK026]: 字和底色一样、看不出来的内容用了：三、依申请公开!D6“3”";
    let blank = "数字格式显示的与保存的不一样，照保存的读：三、依申请公开!D6“3”（显示为空白，格式 ;;;）";
    for (rule, look, wanted, holds) in [
        (above(2), WHITE, faint, true),
        (above(3), WHITE, faint, false),
        (
            "type=\"cellIs\" operator=\"between\"><formula>2</formula><formula>5</formula>".to_owned(),
            WHITE,
            faint,
            true,
        ),
        // Formulas are written for the corner of all areas, C6.
        (formula("C6&gt;2"), WHITE, faint, true),
        (formula("C6&lt;=2"), WHITE, faint, false),
        (formula("C$6=3"), NOTHING, blank, true),
        (formula("TRUE"), WHITE, faint, true),
        (formula("MOD(C6,2)=1"), WHITE, maybe, true),
        (formula("MOD(C6,2)=1"), "<font><color rgb=\"FF9C0006\"/></font>", maybe, false),
        (formula("C6&gt;2"), WHITE, maybe, false),
        ("type=\"notContainsErrors\"><formula>NOT(ISERROR(C6))</formula>".to_owned(), WHITE, faint, true),
        ("type=\"containsErrors\"><formula>ISERROR(C6)</formula>".to_owned(), WHITE, maybe, false),
        ("type=\"dataBar\"><dataBar showValue=\"0\"/>".to_owned(), "", drawn, true),
        ("type=\"dataBar\"><dataBar/>".to_owned(), "", drawn, false),
        (above(2), NOTHING, blank, true),
        (above(3), NOTHING, blank, false),
        (above(2), "<font><color rgb=\"FF9C0006\"/></font>", faint, false),
    ] {
        let told = told(&book(&rule, look));
        assert_eq!(told.contains(wanted), holds, "{rule} {look}: {told}");
    }
}

#[test]
fn what_a_condition_of_newer_versions_hides_is_told() {
    // They stand behind all else, each with its own look, and name their cells last.
    let book = |rule: &str, look: &str| {
        let condition = format!(
            "<extLst><ext uri=\"{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}\" xmlns:x14=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\"><x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm=\"http://schemas.microsoft.com/office/excel/2006/main\"><x14:cfRule priority=\"9\" id=\"{{1}}\" {rule}<x14:dxf>{look}</x14:dxf></x14:cfRule><xm:sqref>C6:E7 H9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>"
        );
        rewritten(&book(), |name, text| match name.ends_with("sheet4.xml") {
            true => text.replace("</worksheet>", &condition),
            false => text,
        })
    };
    const WHITE: &str = "<font><color theme=\"0\"/></font>";
    let formula = |formula: &str| format!("type=\"expression\"><xm:f>{formula}</xm:f>");
    let faint = "提示[WBK026]: 字和底色一样、看不出来的内容用了：三、依申请公开!D6“3”";
    for (rule, look, holds) in [
        (formula("C6&gt;2"), WHITE, true),
        (formula("C6&gt;3"), WHITE, false),
        ("type=\"cellIs\" operator=\"equal\"><xm:f>3</xm:f>".to_owned(), WHITE, true),
        (
            formula("C6&gt;2"),
            "<font><color rgb=\"FF9C0006\"/></font><fill><patternFill><bgColor rgb=\"FFFFC7CE\"/></patternFill></fill>",
            false,
        ),
        (
            formula("C6&gt;2"),
            "<font><color rgb=\"FFFFC7CE\"/></font><fill><patternFill><bgColor rgb=\"FFFFC7CE\"/></patternFill></fill>",
            true,
        ),
    ] {
        let told = told(&book(&rule, look));
        assert_eq!(told.contains(faint), holds, "{rule} {look}: {told}");
    }
}

#[test]
fn formats_that_hide_numbers_and_words_are_told() {
    let book = |sheet: &str, cell: &str, code: &str| {
        let code = code.replace('"', "&quot;");
        let bytes = coloured(sheet, cell, ("<color rgb=\"FF000000\"/>", "<patternFill patternType=\"none\"/>"));
        rewritten(&bytes, |name, text| match name {
            "xl/styles.xml" => {
                let at = text.rfind("<xf numFmtId=\"0\"").unwrap();
                let changed =
                    format!("{}<xf numFmtId=\"190\"{}", &text[..at], &text[at + "<xf numFmtId=\"0\"".len()..]);
                let own = format!("<numFmt numFmtId=\"190\" formatCode=\"{code}\"/></numFmts>");
                match changed.contains("</numFmts>") {
                    true => changed.replacen("</numFmts>", &own, 1),
                    false => changed.replacen("<fonts ", &format!("<numFmts count=\"1\">{own}<fonts "), 1),
                }
            }
            _ => text,
        })
    };
    let prose = row_of("全年公开信息十二条。");
    let prose = format!("C{prose}");
    for (sheet, cell, code, wanted) in [
        ("sheet4.xml", "D6", "[White]0", "字和底色一样、看不出来的内容用了：三、依申请公开!D6“3”"),
        ("sheet4.xml", "D6", "[白色]0", "字和底色一样、看不出来的内容用了：三、依申请公开!D6“3”"),
        ("sheet4.xml", "D6", "[Color2]0", "字和底色一样、看不出来的内容用了：三、依申请公开!D6“3”"),
        ("sheet6.xml", &prose, ";;;", "警告[WBK028]: 数字格式显示的文字与保存的不一样，照保存的读：正文!"),
        ("sheet6.xml", &prose, "0;-0;0;[White]@", "字和底色一样、看不出来的内容用了：正文!"),
    ] {
        let told = told(&book(sheet, cell, code));
        assert!(told.contains(wanted), "{code}: {told}");
    }
    for (sheet, cell, code) in
        [("sheet4.xml", "D6", "[Red]0"), ("sheet6.xml", &prose, "@"), ("sheet6.xml", &prose, "[White]0")]
    {
        let told = told(&book(sheet, cell, code));
        assert!(!told.contains("WBK026") && !told.contains("WBK028"), "{code}: {told}");
    }
}

#[test]
fn letters_of_faces_of_symbols_are_told() {
    let face = "<name val=\"Wingdings 2\"/>";
    let told_of = |sheet: &str, cell: &str| told(&coloured(sheet, cell, (face, "<patternFill patternType=\"none\"/>")));
    let told_of_number = told_of("sheet4.xml", "D6");
    let wanted = "警告[WBK028]: 用 Wingdings 这样的符号字体显示的字，照字读、照字印：三、依申请公开!D6“3”。";
    assert!(told_of_number.contains(wanted), "{told_of_number}");
    // A run of a cell.
    let bytes = rewritten(&book(), |name, text| match name.starts_with("xl/sharedStrings") {
        true => {
            let at = text.find("全年公开信息十二条。").unwrap();
            let start = text[..at].rfind("<si>").unwrap() + "<si>".len();
            let end = at + text[at..].find("</si>").unwrap();
            let run = format!("<r><rPr><rFont val=\"Wingdings 2\"/></rPr><t>R</t></r><r>{}</r>", &text[start..end]);
            text[..start].to_owned() + &run + &text[end..]
        }
        false => text,
    });
    let told = told(&bytes);
    assert!(told.contains("照字读、照字印：正文!C"), "{told}");
}

#[test]
fn rows_and_columns_that_are_hidden_are_told() {
    let row = row_of("# 主动公开");
    let told_of_row =
        told(&with("xl/worksheets/sheet6", &format!("<row r=\"{row}\""), &format!("<row hidden=\"1\" r=\"{row}\"")));
    assert!(told_of_row.contains(&format!("提示[WBK026]: 隐藏的行、列里的内容用了：正文!C{row}")), "{told_of_row}");
    let told_of_column = told(&with("xl/worksheets/sheet2", "<col min=\"2\"", "<col hidden=\"1\" min=\"2\""));
    assert!(told_of_column.contains("隐藏的行、列里的内容用了：基本信息!B"), "{told_of_column}");
    // A row or a column of no height or width is not seen either.
    let flat = told(&with("xl/worksheets/sheet6", &format!("<row r=\"{row}\""), &format!("<row ht=\"0\" r=\"{row}\"")));
    assert!(flat.contains(&format!("提示[WBK026]: 隐藏的行、列里的内容用了：正文!C{row}")), "{flat}");
    for height in ["0.5", "1.5"] {
        let from = format!("<row r=\"{row}\"");
        let flat = told(&with("xl/worksheets/sheet6", &from, &format!("<row ht=\"{height}\" r=\"{row}\"")));
        assert!(flat.contains(&format!("提示[WBK026]: 隐藏的行、列里的内容用了：正文!C{row}")), "{flat}");
    }
    let thin = told(&with("xl/worksheets/sheet2", "<col min=\"2\"", "<col width=\"0.1\" min=\"2\""));
    assert!(thin.contains("隐藏的行、列里的内容用了：基本信息!B"), "{thin}");
    let narrow = told(&with("xl/worksheets/sheet2", "<col min=\"2\"", "<col width=\"0\" min=\"2\""));
    assert!(narrow.contains("隐藏的行、列里的内容用了：基本信息!B"), "{narrow}");
}

#[test]
fn what_is_not_read_is_not_said_to_be_used() {
    let bytes = rewritten(&book(), |name, text| match name {
        "xl/sharedStrings.xml" => text.replace("一、本年新收政府信息公开申请数量", "占比"),
        name if name.ends_with("sheet4.xml") => text.replace("<row r=\"6\"", "<row hidden=\"1\" r=\"6\""),
        _ => text,
    });
    let told = told(&bytes);
    assert!(told.contains("格式里没有“占比”这一行，没有读入"), "{told}");
    assert!(!told.contains("内容用了：三、依申请公开!D6"), "{told}");
}

/// A book whose figures all have a format.
fn in_format(code: &str) -> Vec<u8> {
    let code = code.replace('"', "&quot;");
    rewritten(&book(), |name, text| match name == "xl/styles.xml" {
        true => {
            let format = format!("<numFmt numFmtId=\"200\" formatCode=\"{code}\"/><numFmt ");
            let text = text.replacen("<numFmt ", &format, 1);
            let at = text.find("<cellXfs").unwrap();
            text[..at].to_owned() + &text[at..].replace("numFmtId=\"0\"", "numFmtId=\"200\"")
        }
        false => text,
    })
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
        ("aaaa", true),
        ("0\"件\"", false),
    ] {
        let bytes = in_format(code);
        let told = told(&bytes);
        let wanted = "错误[WBK028]: 数字格式显示的与保存的不一样，照保存的读：";
        assert_eq!(told.contains(wanted), is_told, "{code}: {told}");
        assert!(!is_told || told.contains(&format!("，格式 {code}）")), "{told}");
        assert_eq!(as_toml(&bytes), as_toml(&book()), "{code}");
    }
}

#[test]
fn formats_with_a_unit_of_money_are_held_against_that_of_the_cell() {
    let yuan = "警告[WBK028]: 数字格式带着“¥”，像是以元计，照表上的单位万元读：";
    for (code, is_told) in [("\"¥\"#,##0.00", true), ("_ ¥* #,##0.0000_ ", true), ("¥0\"万元\"", false)] {
        assert_eq!(told(&in_format(code)).contains(yuan), is_told, "{code}");
    }
    // An amount in 元 has that unit.
    let fee = rewritten(&in_format("0\"元\""), |name, text| match name == "xl/worksheets/sheet7.xml" {
        true => {
            let start = text.find("<c r=\"B6\"").unwrap();
            let end = start + text[start..].find("</c>").unwrap();
            format!("{}<c r=\"B6\" s=\"0\"><v>40</v>{}", &text[..start], &text[end..])
        }
        false => text,
    });
    assert!(as_toml(&fee).contains("yuan = 40"), "{}", as_toml(&fee));
    let count = |bytes: &[u8]| told(bytes).lines().find(|line| line.starts_with("错误[WBK028]")).map(str::to_owned);
    assert_eq!(count(&fee), count(&in_format("0\"元\"")));
    assert!(count(&fee).is_some());
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
        "有 1 处图片、图表没有用，也没有印：基本信息!E1",
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

/// The sound book with an area of a sheet merged, its first cell as it is or with another number, the others empty.
fn merged(sheet: u32, area: (&str, &[&str]), first: Option<(&str, &str)>) -> Vec<u8> {
    let part = format!("xl/worksheets/sheet{sheet}.xml");
    rewritten(&book(), |name, mut text| {
        if name == part {
            let ranges = format!("</sheetData><mergeCells count=\"1\"><mergeCell ref=\"{}\"/></mergeCells>", area.0);
            text = text.replacen("</sheetData>", &ranges, 1);
            for cell in area.1.iter().copied().chain(first.map(|(cell, _)| cell)) {
                let start = text.find(&format!("<c r=\"{cell}\"")).unwrap();
                let end = start + text[start..].find("</c>").unwrap() + "</c>".len();
                let value = first.filter(|(first, _)| *first == cell);
                let new = value.map_or(String::new(), |(_, n)| format!("<c r=\"{cell}\"><v>{n}</v></c>"));
                text.replace_range(start..end, &new);
            }
        }
        text
    })
}

#[test]
fn nothing_in_a_merged_cell_holds_for_all_that_it_covers() {
    let bytes = merged(4, ("D9:I9", &["E9", "F9", "G9", "H9", "I9"]), None);
    let told_of = told(&bytes);
    assert!(told_of.contains("提示[WBK028]: 合并的格里写没有的，读作每一格都没有：三、依申请公开!D9“"), "{told_of}");
    assert!(told_of.contains("连它共 6 格") && !told_of.contains("WBK008"), "{told_of}");
    // A figure is not shared out.
    let bytes = merged(4, ("D9:I9", &["E9", "F9", "G9", "H9", "I9"]), Some(("D9", "5")));
    let told_of = told(&bytes);
    let wanted = "警告[WBK028]: 合并的格里的数只读作第一格的，盖住的作没有填：三、依申请公开!D9“5”盖住另外 5 格";
    assert!(told_of.contains(wanted) && told_of.contains("WBK008"), "{told_of}");
}

#[test]
fn cells_under_another_one_are_told() {
    let told = told(&rewritten(&book(), |name, text| match name == "xl/worksheets/sheet4.xml" {
        true => text.replacen(
            "</sheetData>",
            "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"D6:E6\"/></mergeCells>",
            1,
        ),
        false => text,
    }));
    assert!(told.contains("警告[WBK026]: 合并单元格盖住的内容用了：三、依申请公开!E6“1”，照样读入。"), "{told}");
}

#[test]
fn words_above_and_below_the_pages_are_told() {
    let margins = "<headerFooter><oddHeader>&amp;L&amp;&quot;宋体,常规&quot;&amp;10附件2</oddHeader>\
        <oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>";
    let told = told(&rewritten(&book(), |name, text| match name == "xl/worksheets/sheet4.xml" {
        true => {
            let start = text.find("<headerFooter").unwrap();
            let end = text.find("</headerFooter>").unwrap() + "</headerFooter>".len();
            text[..start].to_owned() + margins + &text[end..]
        }
        false => text,
    }));
    let wanted = "打印的页眉、页脚里的文字没有用，也没有印：“三、依申请公开”的“附件2”。";
    assert!(told.contains(wanted), "{told}");
    assert!(!self::told(&book()).contains("页眉"));
}

#[test]
fn raised_words_are_told() {
    let told = told(&rewritten(&book(), |name, text| match name.starts_with("xl/sharedStrings") {
        true => text.replacen(
            "<t>我局</t>",
            "<r><t>我</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>局</t></r>",
            1,
        ),
        false => text,
    }));
    assert!(told.contains("警告[WBK028]: 有上标或下标的字，读、印成平常的字：基本信息!B15“我局”。"), "{told}");
}

#[test]
fn days_and_answers_among_prose_are_told() {
    let mut grid = crate::support::grid::sound();
    let (row, column) = grid.place("正文", "五、存在的主要问题及改进情况");
    grid.sheet("正文").insert((row + 1, column + 2), "46037".to_owned());
    grid.sheet("正文").insert((row + 2, column + 2), "1".to_owned());
    grid.sheet("正文").insert((row + 3, column + 2), "1234.5".to_owned());
    let cell = |row: u32| format!("r=\"C{}\"", row + 1);
    let bytes = rewritten(&grid.bytes(), |name, text| {
        match name.starts_with("xl/worksheets/") && text.contains("<v>46037</v>") {
            true => {
                let (day, answer) = (cell(row + 1), cell(row + 2));
                let text =
                    text.replace(&day, &format!("{day} t=\"d\"")).replace("<v>46037</v>", "<v>2026-01-15T00:00:00</v>");
                text.replace(&answer, &format!("{answer} t=\"b\""))
            }
            false => text,
        }
    });
    let told = told(&bytes);
    for wanted in ["不是文字，印成“2026-01-15”。", "不是文字，印成“是”。", "不是文字，印成“1234.5”。"]
    {
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
}

/// What is changed in the book so that its cells are seen otherwise, by openpyxl.
const OTHERWISE: &str = "import openpyxl, sys
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Font, PatternFill
book = openpyxl.load_workbook('book.xlsx')
sheet = book['三、依申请公开']
sheet['D6'].comment = Comment('这个数要核', '张三')
sheet['D6'].number_format = '0\"万件\"'
sheet['E8'].font = Font(strike=True)
sheet['D8'].font = Font(color='FFFFFFFF')
sheet['D8'].fill = PatternFill()
sheet['E9'] = 7
white = Font(color='FFFFFFFF')
sheet.conditional_formatting.add('E9', CellIsRule(operator='between', formula=['5', '9'], font=white))
sheet['F9'] = 7
sheet.conditional_formatting.add('F9', FormulaRule(formula=['F9>6'], font=white))
sheet['G9'] = 7
sheet.conditional_formatting.add('G9', CellIsRule(operator='greaterThan', formula=['7'], font=white))
sheet.row_dimensions[7].hidden = True
sheet['D7'] = 1
book['二、主动公开'].column_dimensions['B'].hidden = True
book.save('odd.xlsx')
";

#[test]
fn what_is_seen_otherwise_in_other_formats_is_told() {
    let has_editors = has("soffice", &["--version"]) && has("python3", &["-c", "import openpyxl"]);
    if !has_editors {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("book.xlsx"), book()).unwrap();
    let run = |program: &str, arguments: &[&str]| {
        let output = std::process::Command::new(program).args(arguments).current_dir(folder.path()).output().unwrap();
        assert!(output.status.success(), "{}", crate::support::told(&output));
    };
    run("python3", &["-c", OTHERWISE]);
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    for format in ["xls", "ods"] {
        run("soffice", &[&profile, "--headless", "--convert-to", format, "odd.xlsx"]);
        let told = told(&std::fs::read(folder.path().join(format!("odd.{format}"))).unwrap());
        for wanted in [
            "处批注没有用，也没有印：三、依申请公开!D6“这个数要核",
            "三、依申请公开!D6“3”（显示为“3万件”",
            "有划掉的字，照样读、照样印：三、依申请公开!E8“1”",
            "隐藏的行、列里的内容用了：",
            "三、依申请公开!D7“1”",
            "字和底色一样、看不出来的内容用了：三、依申请公开!D8“3”",
        ] {
            assert!(told.contains(wanted), "{format}: {wanted}: {told}");
        }
        let hidden = ["E9“7”", "F9“7”"].iter().filter(|cell| told.contains(&format!("三、依申请公开!{cell}"))).count();
        assert_eq!((hidden, told.contains("!G9“7”")), (2, false), "{format}: {told}");
        assert!(!told.contains("页眉"), "{format}: {told}");
        assert!(!told.contains("盖住"), "{format}: {told}");
    }
}

#[test]
fn what_is_seen_otherwise_in_binary_packages_is_told() {
    let grid = crate::support::grid::sound();
    let number = grid.sheets.iter().position(|(name, _)| name == "三、依申请公开").unwrap();
    let numbers = |numbers: &[u32]| numbers.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
    let more = [
        // D6 lies over E6, column D is hidden.
        binary_record(0x00B0, &numbers(&[5, 5, 3, 4])),
        binary_record(0x003C, &[numbers(&[3, 3, 0, 0]), vec![1, 0]].concat()),
    ];
    let mut parts = xlsb_parts(&grid);
    let part = parts.iter_mut().find(|(name, _)| *name == format!("xl/worksheets/sheet{number}.bin")).unwrap();
    part.1.extend(more.concat());
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let told = told(&archive(&parts));
    for wanted in ["合并单元格盖住的内容用了：三、依申请公开!E6“1”", "隐藏的行、列里的内容用了：三、依申请公开!D6“3”"]
    {
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
}
