//! What is set apart from the words around it: above the line, struck out, unseen, in a field, a box or a note.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::roundtrip::page;
use super::word::{document, word_document};
use crate::support::{examine, folder, sound};

/// A folder with the sound report, where a page of it is to lie, and the page.
fn web_page() -> (TempDir, PathBuf, String) {
    let folder = folder(&sound().to_string());
    let (input, _) = examine(&folder.path().join("report.toml"));
    let path = page(&input, folder.path());
    let html = std::fs::read_to_string(&path).unwrap();
    (folder, path, html)
}

/// The figure of 行政处罚 in the sound report.
const PENALTIES: &str = "5";

/// What a file says of 行政处罚, and the codes of what is told of it, but for those of every published report.
fn read(path: &Path) -> (String, Vec<&'static str>) {
    let (input, examined) = examine(path);
    let form = &input.filing.form;
    let id = form.ids().find(|id| form.cell(*id).key.starts_with("disclosure.penalties")).unwrap();
    let figure = input.filing.cells.get(&id).map_or(String::new(), |cell| cell.value.spelled());
    let codes = examined.findings.iter().map(|finding| finding.rule.code);
    let of_reading = |code: &&str| code.starts_with("IMP") || code.starts_with("INP");
    (figure, codes.filter(of_reading).filter(|code| *code != "IMP001").collect())
}

/// A report as another program would publish it, with something else in the cell of 行政处罚.
fn with_figure(whole: &str, cell: &str, put: &str) -> String {
    let label = whole.find("行政处罚").unwrap();
    let at = label + whole[label..].find(cell).unwrap();
    format!("{}{put}{}", &whole[..at], &whole[at + cell.len()..])
}

#[test]
fn digits_that_are_seen_otherwise_are_part_of_no_number_of_a_page() {
    let (_folder, path, html) = web_page();
    for (put, figure, codes) in [
        ("5", "5", &[][..]),
        ("5<sup>1</sup>", "5¹", &[]),
        ("5<span style=\"vertical-align: super\">12</span>", "5¹²", &[]),
        ("5<span class=MsoFootnoteReference>1</span>", "5¹", &[]),
        ("5<sup>[1]</sup>", "5[¹]", &["IMP013"]),
        (".font6 { vertical-align:super; }|5<font class=font6>1</font>", "5¹", &[]),
        (
            "<!-- td { color:black } .x, S.y {text-decoration:line-through} -->|<b class=x>4</b>5",
            "4\n5",
            &["INP005", "IMP011"],
        ),
        ("@media print { .x {text-decoration:line-through} }|<b class=x>4</b>5", "45", &[]),
        (".x b {text-decoration:line-through}|<b class=x>4</b>5", "45", &[]),
        ("td b {text-decoration:line-through}|<b>4</b>5", "4\n5", &["INP005", "IMP011"]),
        (".z {display:none}|5<span class=z>2024</span>", "5\n2024", &["INP005", "IMP015"]),
        ("5<span style=\"color:transparent\">6</span>", "5\n6", &["INP005", "IMP015"]),
        ("5<span style=\"color:#FEFEFE\">6</span>", "5\n6", &["INP005", "IMP015"]),
        ("5<span style=\"position:absolute;left:-9999px\">6</span>", "5\n6", &["INP005", "IMP015"]),
        ("<span style=\"text-indent:-9.0pt\">5</span>6", "56", &[]),
        ("5<span style=\"position:relative;top:-6px\">7</span>", "5\n7", &["INP005"]),
        ("5<span style=\"vertical-align:5px\">7</span>", "5\n7", &["INP005"]),
        ("5<font size=1>7</font>", "5\n7", &["INP005"]),
        ("<font size=2>5</font><font size=3>7</font>", "57", &[]),
        ("<span style=\"font-size:12pt\">5</span><span style=\"font-size:10.5pt\">7</span>", "57", &[]),
        ("<input value=\"5\"><input value=\"6\">", "5\n6", &["INP005"]),
        ("5<sub>2</sub>", "5₂", &["INP005"]),
        ("<s>4</s>5", "4\n5", &["INP005", "IMP011"]),
        ("5<del>6</del>", "5\n6", &["INP005", "IMP011"]),
        ("<span style=\"text-decoration: line-through\">4</span>5", "4\n5", &["INP005", "IMP011"]),
        ("5<span style=\"font-size:0\">6</span>", "5\n6", &["INP005", "IMP015"]),
        ("5<span style=\"color: #fff\">6</span>", "5\n6", &["INP005", "IMP015"]),
        ("<b style=\"background:#000\"><span style=\"color:#fff\">5</span></b>", "5", &[]),
        ("5<span hidden>6</span>", "5", &["IMP012"]),
        ("5<span style=\"visibility:hidden\">6</span>", "5", &["IMP012"]),
        ("<ruby>5<rt>1</rt></ruby>", "5（1）", &["IMP013"]),
        ("<input value=\"5\">", "5", &[]),
        ("<select><option>4<option selected>5</select>", "5", &[]),
        ("<textarea>5</textarea>", "5", &[]),
        ("<img alt=\"5\">", "", &["IMP006"]),
        ("5<b>6</b>", "56", &[]),
    ] {
        let (sheet, cell) = put.split_once('|').unwrap_or(("", put));
        let html = html.replacen("</head>", &format!("<style>{sheet}</style></head>"), 1);
        std::fs::write(&path, with_figure(&html, &format!(">{PENALTIES}<"), &format!(">{cell}<"))).unwrap();
        let (read, told) = read(&path);
        assert_eq!((read.as_str(), told.as_slice()), (figure, codes), "{put}");
    }
}

#[test]
fn what_is_not_read_in_a_table_is_told_of_its_cell() {
    let told = |path: &Path| {
        let (input, examined) = examine(path);
        let struck = examined.findings.iter().find(|finding| finding.rule.code == "IMP011").unwrap();
        struck.marks.iter().map(|mark| input.sources.text(&mark.at).to_owned()).collect::<Vec<_>>()
    };
    let (_of_page, path, html) = web_page();
    std::fs::write(&path, with_figure(&html, &format!(">{PENALTIES}<"), "><s>4</s>5<")).unwrap();
    assert_eq!(told(&path), ["4\n5"]);
    let (_of_document, path, whole) = word_document();
    let run = |look: &str, text: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>");
    let cell = run("", PENALTIES).replace("<w:rPr></w:rPr>", "");
    let put = run("<w:strike/>", "4") + &run("", "5");
    std::fs::write(&path, document(&with_figure(&whole, &cell, &put))).unwrap();
    assert_eq!(told(&path), ["4\n5"]);
}

#[test]
fn tables_below_a_title_that_is_gone_are_no_prose() {
    let (_folder, path, whole) = word_document();
    let at = whole.find(">二、主动公开政府信息情况<").unwrap();
    let start = whole[..at].rfind("<w:p>").unwrap();
    let end = at + whole[at..].find("</w:p>").unwrap() + "</w:p>".len();
    let (sound, _) = {
        std::fs::write(&path, document(&whole)).unwrap();
        examine(&path)
    };
    std::fs::write(&path, document(&format!("{}{}", &whole[..start], &whole[end..]))).unwrap();
    let (input, _) = examine(&path);
    let texts = |input: &nianbao::engine::Input| -> Vec<String> {
        input.filing.prose().iter().map(|prose| prose.text.to_string()).collect()
    };
    assert_eq!(texts(&input), texts(&sound));
    assert_eq!(input.filing.cells.len(), sound.filing.cells.len());
}

#[test]
fn a_title_with_its_text_on_the_same_line_is_one() {
    let (_folder, path, whole) = word_document();
    let texts = |body: &str| -> (Vec<String>, Vec<&'static str>) {
        std::fs::write(&path, document(body)).unwrap();
        let (input, examined) = examine(&path);
        let codes = examined.findings.iter().map(|finding| finding.rule.code);
        (input.filing.prose().iter().map(|prose| prose.text.to_string()).collect(), codes.collect())
    };
    let sound = texts(&whole);
    let title = ">五、存在的主要问题及改进情况<";
    let start = whole.find(title).unwrap() + title.len() - 1;
    let next = start + whole[start..].find("preserve\">").unwrap() + "preserve\">".len();
    for mark in ["。", "：", "  "] {
        let joined = format!("{}{mark}{}", &whole[..start], &whole[next..]);
        assert_eq!(texts(&joined), sound, "{mark}");
    }
}

#[test]
fn words_in_brackets_behind_the_labels_of_a_page_stay_there() {
    let (_folder, path, html) = web_page();
    std::fs::write(&path, html.replacen(">行政处罚<", ">行政处罚（含委托）<", 1)).unwrap();
    let (input, examined) = examine(&path);
    let labels: Vec<_> = input.filing.labels.iter().map(|(key, text)| (key.as_str(), text.value.as_str())).collect();
    assert_eq!(labels, [("disclosure.penalties", "行政处罚（含委托）")]);
    assert!(examined.findings.iter().all(|finding| finding.rule.code != "WBK012"));
}

#[test]
fn words_of_a_page_that_are_set_apart_are_read_or_told() {
    let (_folder, path, html) = web_page();
    for (put, read, codes) in [
        ("12平方米<sup>2</sup>", "12平方米²", &[][..]),
        ("<ruby>柁<rt>tuó</rt></ruby>", "柁（tuó）", &["IMP013"]),
        ("<span style=\"display:none\">内部</span>", "", &["IMP012"]),
        ("<math><mi>甲</mi></math>", "", &["IMP006"]),
        ("<span style=\"opacity:0\">没有人看见的</span>", "没有人看见的", &["IMP015"]),
        ("**重点**", "**重点**", &["IMP013"]),
    ] {
        let changed = html.replace("全年公开信息十二条。", &format!("全年公开{put}信息十二条。"));
        assert_ne!(changed, html);
        std::fs::write(&path, changed).unwrap();
        let (input, examined) = examine(&path);
        let whole = format!("全年公开{read}信息十二条。");
        assert!(input.filing.prose().iter().any(|prose| prose.text.contains(&whole)), "{put}");
        let told: Vec<&str> = examined.findings.iter().map(|finding| finding.rule.code).collect();
        let told: Vec<&str> = told.into_iter().filter(|code| code.starts_with("IMP") && *code != "IMP001").collect();
        assert_eq!(told, codes, "{put}");
    }
    let words = html.find("全年公开信息十二条。").unwrap();
    let paragraph = html[..words].rfind("<p").unwrap();
    let row = html.find("</tr>").unwrap();
    for (at, put) in [(paragraph, "<p style=\"display:none\">藏起来的一段。</p>"), (row, "<td hidden>藏起来的格</td>")]
    {
        std::fs::write(&path, format!("{}{put}{}", &html[..at], &html[at..])).unwrap();
        let (_, examined) = examine(&path);
        assert!(examined.findings.iter().any(|finding| finding.rule.code == "IMP012"), "{put}");
    }
    let lines = "<pre>第一行是一句话。\n第二行是一句话。</pre>";
    std::fs::write(&path, html.replacen("<p>全年公开信息十二条。</p>", lines, 1)).unwrap();
    let (input, _) = examine(&path);
    let has = |line: &str| input.filing.prose().iter().any(|prose| prose.text.lines().any(|own| own.contains(line)));
    assert!(!html.contains("<p>全年公开信息十二条。</p>") || has("第一行是一句话。") && has("第二行是一句话。"));
}

#[test]
fn digits_that_are_seen_otherwise_are_part_of_no_number_of_a_document() {
    let (_folder, path, whole) = word_document();
    let run = |look: &str, text: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>");
    let plain = |text: &str| run("", text);
    for (put, figure, codes) in [
        (plain("5"), "5", &[][..]),
        (plain("5") + &run("<w:vertAlign w:val=\"superscript\"/>", "1"), "5¹", &[]),
        (plain("5") + &run("<w:vertAlign w:val=\"subscript\"/>", "2"), "5₂", &["INP005"]),
        (run("<w:strike/>", "4") + &plain("5"), "4\n5", &["INP005", "IMP011"]),
        (plain("5") + &run("<w:color w:val=\"FFFFFF\"/>", "6"), "5\n6", &["INP005", "IMP015"]),
        (plain("5") + &run("<w:position w:val=\"10\"/><w:sz w:val=\"12\"/>", "1"), "5\n1", &["INP005"]),
        (run("<w:sz w:val=\"21\"/>", "5") + &run("<w:sz w:val=\"12\"/>", "1"), "5\n1", &["INP005"]),
        (run("<w:sz w:val=\"24\"/>", "5") + &run("<w:sz w:val=\"21\"/>", "6"), "56", &[]),
        (plain("5") + &run("<w:b/>", "6"), "56", &[]),
    ] {
        let cell = plain(PENALTIES).replace("<w:rPr></w:rPr>", "");
        std::fs::write(&path, document(&with_figure(&whole, &cell, &put))).unwrap();
        let (read, told) = read(&path);
        assert_eq!((read.as_str(), told.as_slice()), (figure, codes), "{put}");
    }
}

#[test]
fn what_a_document_puts_elsewhere_is_told() {
    let (folder, path, whole) = word_document();
    let word = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let cell = |inside: &str| format!("<w:tc>{inside}</w:tc>");
    let table = |rows: &[[String; 2]]| {
        let rows: String = rows.iter().map(|cells| format!("<w:tr>{}</w:tr>", cells.concat())).collect();
        format!("<w:tbl>{rows}</w:tbl>")
    };
    let nested = table(&[
        [
            cell(&(word("渠道") + &table(&[[cell(&word("甲")), cell(&word("乙"))]]) + &word("说明"))),
            cell(&word("件数")),
        ],
        [cell(&word("网站")), cell(&word("3"))],
    ]);
    let boxed =
        "<w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>框里的话。</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r>";
    let continued = "<w:tcPr><w:vMerge/></w:tcPr>";
    let covered = table(&[
        [cell(&(r#"<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>"#.to_owned() + &word("网站"))), cell(&word("3"))],
        [cell(&(continued.to_owned() + &word("盖住的"))), cell(&word("4"))],
    ]);
    let deleted = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    for (put, code) in [
        (format!("<w:p><w:r><w:t>框前</w:t></w:r>{boxed}</w:p>"), Some("IMP013")),
        // A box by itself stands where it stood.
        (format!("<w:p>{boxed}</w:p>"), None),
        (nested, Some("IMP009")),
        (covered, Some("IMP012")),
        (deleted.to_owned(), Some("IMP007")),
        ("<w:altChunk/>".to_owned(), Some("IMP017")),
        (word("（续表）"), None),
        (word("# 小标题"), Some("IMP013")),
    ] {
        let at = whole.find("全年公开信息十二条。").unwrap();
        let at = at + whole[at..].find("</w:p>").unwrap() + "</w:p>".len();
        std::fs::write(&path, document(&format!("{}{put}{}", &whole[..at], &whole[at..]))).unwrap();
        let (_, told) = read(&path);
        let told: Vec<&str> = told.into_iter().filter(|code| *code != "IMP009" || put.contains("件数")).collect();
        assert_eq!(told, code.into_iter().collect::<Vec<_>>(), "{put}");
    }
    // All of it in a file that Word would put in.
    std::fs::write(&path, document("<w:altChunk/>")).unwrap();
    let said = crate::support::told(&crate::support::run(folder.path(), &["check", "年报.docx"]));
    assert!(said.contains("内容是插进来的另一个文件") && said.contains("另存为 .docx"), "{said}");
}

#[test]
fn a_title_that_a_narrow_page_broke_is_one() {
    let (_folder, path, whole) = word_document();
    let title = "四、政府信息公开行政复议、行政诉讼情况";
    assert!(whole.contains(title));
    for broken in ["四、政府信息公开行政复议、行政诉讼|情况", "四、政府信息公开|行政复议、行政诉|讼情况"]
    {
        let lines = broken.replace('|', "</w:t></w:r></w:p><w:p><w:r><w:t>");
        std::fs::write(&path, document(&whole.replace(title, &lines))).unwrap();
        let (again, _) = examine(&path);
        let disputes = again.filing.sections.get("disputes");
        assert!(disputes.is_none_or(|section| section.title.is_none() && section.before.is_none()), "{broken}");
    }
}
