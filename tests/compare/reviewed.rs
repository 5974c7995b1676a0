//! A report that comes back from Word: what leaders changed in it, and what of that goes into the input.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use calamine::{Reader, Xlsx, open_workbook};
use tempfile::TempDir;

use super::compared;
use crate::support::grid::rewritten;
use crate::support::{changed, root, run, told};

/// A folder with an example's input.
fn example() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["report.toml", "overview.md", "problems.md"] {
        std::fs::copy(root().join("examples/changle-2020").join(name), folder.path().join(name)).unwrap();
    }
    folder
}

/// A folder with an input of its own.
fn own(change: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("report.toml"), changed(change)).unwrap();
    folder
}

/// Writes the file for Word of the input in a folder, after some changes.
fn review(folder: &Path, changes: &[(&str, &str)]) {
    let output = run(folder, &["build", "report.toml", "--only", "docx", "--name", "审签"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    rewrite(&folder.join("审签.docx"), |mut document| {
        for (was, now) in changes {
            assert_eq!(document.matches(was).count(), 1, "{was}");
            document = document.replace(was, now);
        }
        document
    });
}

/// Changes the text of a document, and puts a comment beside it where it names one.
fn rewrite(path: &Path, change: impl Fn(String) -> String) {
    let mut zip = zip::ZipArchive::new(Cursor::new(std::fs::read(path).unwrap())).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, text: &[u8]| {
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(text).unwrap();
    };
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        let name = part.name().unwrap().to_string();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        if name == "word/document.xml" {
            text = change(String::from_utf8(text).unwrap()).into_bytes();
            if String::from_utf8_lossy(&text).contains("commentReference") {
                put("word/comments.xml", COMMENTS.as_bytes());
            }
        }
        put(&name, &text);
    }
    std::fs::write(path, out.finish().unwrap().into_inner()).unwrap();
}

/// Takes in what was changed; the exit code and what was told.
fn take(folder: &Path) -> (Option<i32>, String) {
    let output = run(folder, &["compare", "report.toml", "审签.docx", "--take"]);
    (output.status.code(), told(&output))
}

/// A file of a folder.
fn text(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// A comment.
const COMMENTS: &str = "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
    <w:comment w:id=\"0\" w:author=\"陈主任\"><w:p><w:r><w:t>这个数请再核对</w:t></w:r></w:p></w:comment></w:comments>";

#[test]
fn a_report_that_comes_back_unchanged_is_the_same() {
    let folder = example();
    review(folder.path(), &[]);
    let told = compared(folder.path(), &["report.toml", "审签.docx"]);
    assert!(told.contains("两稿的数和文字都相同"), "{told}");
    // The form itself divides table 二 into blocks.
    let told = crate::support::told(&run(folder.path(), &["check", "审签.docx"]));
    assert!(!told.contains("WBK024"), "{told}");
}

#[test]
fn paragraphs_that_leaders_split_and_a_signature_are_told() {
    let folder = own("");
    let split = "。</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">";
    review(folder.path(), &[]);
    rewrite(&folder.path().join("审签.docx"), |document| {
        let at = document.find("培训工作有待加强。").unwrap() + "培训工作有待加强".len();
        format!("{}{split}{}", &document[..at], &document[at + "。".len()..])
    });
    let told = compared(folder.path(), &["report.toml", "审签.docx"]);
    assert!(told.contains("的分段") && told.contains("另起一段") && !told.contains("都相同"), "{told}");
    review(folder.path(), &[]);
    rewrite(&folder.path().join("审签.docx"), |document| {
        let at = document.rfind("<w:sectPr").unwrap();
        let line =
            |text: &str| format!("<w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>");
        let signed = line("示例市应急管理局") + &line("2026年1月15日");
        format!("{}{signed}{}", &document[..at], &document[at..])
    });
    let told = compared(folder.path(), &["report.toml", "审签.docx"]);
    assert!(told.contains("2026-01-15") || told.contains("2026年1月15日"), "{told}");
    assert!(!told.contains("都相同"), "{told}");
}

#[test]
fn every_example_comes_back_from_word_and_from_its_page_as_it_was() {
    for name in crate::support::built::EXAMPLES {
        let folder = tempfile::tempdir().unwrap();
        crate::support::copy(&root().join("examples").join(name), folder.path());
        let output = run(folder.path(), &["build", "report.toml", "--only", "html,docx", "--name", "审签"]);
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        for file in ["审签.docx", "审签.html"] {
            let told = compared(folder.path(), &["report.toml", file]);
            assert!(told.contains("两稿的数和文字都相同"), "{name} {file}: {told}");
        }
    }
}

#[test]
fn sentences_that_leaders_changed_go_into_the_input_and_nothing_else_changes() {
    let folder = example();
    review(
        folder.path(),
        &[("以完善内部制度为抓手", "以健全内部制度为抓手"), ("</w:body>", "<w:p commentReference=\"\"/></w:body>")],
    );
    let told = compared(folder.path(), &["report.toml", "审签.docx"]);
    assert!(told.contains("+ 以健全内部制度为抓手") && told.contains("陈主任：“这个数请再核对”"), "{told}");
    let files = ["report.toml", "overview.md", "problems.md"].map(|name| (name, text(folder.path(), name)));
    let (code, told) = take(folder.path());
    assert!(code == Some(0) && told.contains("写进去的（1 处）") && !told.contains("没有写进去"), "{told}");
    for (name, before) in files {
        assert_eq!(text(folder.path(), name), before.replace("以完善内部制度为抓手", "以健全内部制度为抓手"), "{name}");
    }
    let told = compared(folder.path(), &["report.toml", "审签.docx"]);
    assert!(told.contains("两稿的数和文字都相同"), "{told}");
}

#[test]
fn new_paragraphs_and_sound_figures_are_taken_with_the_line_ends_of_the_file() {
    let folder =
        own("[sections.problems]\ntext = \"\"\"\n培训工作有待加强。检查不够经常。\n\n下一年将增加培训次数。\n\"\"\"");
    let path = folder.path().join("report.toml");
    std::fs::write(&path, format!("\u{feff}{}", text(folder.path(), "report.toml")).replace('\n', "\r\n")).unwrap();
    let after = "下一年将增加培训次数。</w:t></w:r></w:p><w:p><w:r><w:t>还将开展检查。";
    let changes = [("检查不够经常。", ""), ("下一年将增加培训次数。", after), (">30<", ">31<")];
    review(folder.path(), &changes);
    let before = text(folder.path(), "report.toml");
    let (code, told) = take(folder.path());
    assert_eq!(code, Some(0), "{told}");
    let wanted = before
        .replace("检查不够经常。", "")
        .replace("下一年将增加培训次数。", "下一年将增加培训次数。\r\n\r\n还将开展检查。")
        .replace("licensing = 30", "licensing = 31");
    assert_eq!(text(folder.path(), "report.toml"), wanted);
}

/// The cells of a workbook that hold something, by sheet and place.
fn cells(path: &Path) -> BTreeMap<String, String> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let sheets = book.worksheets();
    let cells = sheets.iter().flat_map(|(name, range)| {
        range.used_cells().map(move |(row, column, data)| (format!("{name} {row} {column}"), data.to_string()))
    });
    cells.collect()
}

#[test]
fn what_leaders_changed_goes_into_the_cells_of_a_workbook() {
    let folder =
        own("[sections.problems]\ntext = \"\"\"\n培训工作有待加强。检查“不够”经常。\n\n下一年将增加培训次数。\n\"\"\"");
    let after = "下一年将增加培训次数。</w:t></w:r></w:p><w:p><w:r><w:t>还将开展检查。";
    let changes = [("下一年将增加培训次数。", after), ("有待加强", "有待“改进”"), (">30<", ">31<")];
    review(folder.path(), &changes);
    let output = run(folder.path(), &["convert", "report.toml", "填报.xlsx"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let before = cells(&folder.path().join("填报.xlsx"));
    let output = run(folder.path(), &["compare", "填报.xlsx", "审签.docx", "--take"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let told = compared(folder.path(), &["填报.xlsx", "审签.docx"]);
    assert!(told.contains("两稿的数和文字都相同"), "{told}");
    let now = cells(&folder.path().join("填报.xlsx"));
    let changed: Vec<(&String, &String)> =
        now.iter().filter(|(place, text)| before.get(*place) != Some(text)).collect();
    let is_known = |text: &str| text == "31" || text.contains("有待“改进”") || text.ends_with("\n还将开展检查。");
    // The sheet of names says the figure as well.
    assert!(changed.len() >= 3 && changed.iter().all(|(_, text)| is_known(text)), "{changed:?}");
    let output = run(folder.path(), &["check", "填报.xlsx"]);
    assert_eq!(output.status.code(), Some(0), "{}", crate::support::told(&output));
}

#[test]
fn a_figure_that_a_formula_gives_is_not_overwritten() {
    let folder = own("");
    review(folder.path(), &[(">30<", ">31<")]);
    let output = run(folder.path(), &["convert", "report.toml", "填报.xlsx"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let path = folder.path().join("填报.xlsx");
    let bytes =
        rewritten(&std::fs::read(&path).unwrap(), |_, text| text.replace("><v>30</v>", "><f>15*2</f><v>30</v>"));
    std::fs::write(&path, &bytes).unwrap();
    let output = run(folder.path(), &["compare", "填报.xlsx", "审签.docx", "--take"]);
    assert_eq!((output.status.code(), std::fs::read(&path).unwrap() == bytes), (Some(1), true), "{}", told(&output));
    assert!(told(&output).contains("由公式得出"), "{}", told(&output));
}

#[test]
fn what_cannot_be_taken_is_left_and_told() {
    let folder = own("[sections.problems]\ntext = \"共收到{{ applications.new }}件。培训不够。检查少。培训不够。\"");
    let changes = [("共收到4件。", "共收到5件。"), ("检查少。", "检查“少”，还有\\。")];
    review(folder.path(), &changes);
    let before = text(folder.path(), "report.toml");
    let (code, told) = take(folder.path());
    assert_eq!((code, text(folder.path(), "report.toml")), (Some(1), before), "{told}");
    assert!(told.contains("没有写进去的（2 处）") && told.contains("{{ … }}") && told.contains("反斜杠"), "{told}");
}

#[test]
fn sentences_that_changed_together_are_taken_one_by_one_and_all_others_told() {
    let prose =
        "甲段讲组织领导。\n收到依申请公开申请{{ applications.new }}件。\n**平台建设**有人负责。\n开展培训两次。";
    // A new sentence stands before two that changed and hold marks.
    let changes =
        [("收到依申请公开申请4件。", "新加的一句。共收到依申请公开申请4件。"), ("有人负责。", "有专人负责。")];
    let (after, told, code) = taken_prose(prose, &changes);
    let wanted = prose.replace("\n收到", "\n共收到").replace("有人负责", "有专人负责");
    assert_eq!((after.as_str(), code), (wanted.as_str(), Some(1)), "{told}");
    assert!(told.contains("写进去的（2 处）") && told.contains("没有写进去的（1 处）"), "{told}");
    assert!(told.contains("“新加的一句。”："), "{told}");
    // Where it is not clear what became what, that is not changed and told.
    let changes = [("收到依申请公开申请4件。", "人手不足。经费不足。"), ("有人负责。", "没有落实。")];
    let (after, told, code) = taken_prose(prose, &changes);
    assert_eq!((after.as_str(), code), (&*prose.replace("有人负责", "没有落实"), Some(1)), "{told}");
    for each in ["“人手不足。”：", "“经费不足。”：", "删去“收到依申请公开申请4件。”："]
    {
        assert!(told.contains(each), "{each} {told}");
    }
}

#[test]
fn words_beside_a_figure_that_is_filled_in_are_taken() {
    let folder = own(
        "[sections.problems]\ntext = \"\"\"\n本年度我局共收到申请{{ applications.new }}件，都已经按时答复。\n\"\"\"",
    );
    review(folder.path(), &[("申请4件，都已经按时答复。", "申请4件，均按时答复。")]);
    let before = text(folder.path(), "report.toml");
    let (code, told) = take(folder.path());
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(text(folder.path(), "report.toml"), before.replace("都已经按时", "均按时"));
}

#[test]
fn what_was_changed_elsewhere_is_not_taken_for_what_was_typed() {
    // The program says the first by itself; the second stands in two sections, and is the end of another sentence.
    let folder = own("[sections.overview]\ntext = \"\"\"\n我局对申请人收取信息处理费。均已公开。\n\"\"\"\n\
         [sections.problems]\ntext = \"\"\"\n应公开的均已公开。共收到{{ applications.new }}件，均已公开。\n均已公开。\n\"\"\"");
    let changes =
        [("未收取政府信息公开信息处理费。", "未收取政府信息公开信息处理费用。"), ("件，均已公开。", "件，都公开了。")];
    review(folder.path(), &changes);
    rewrite(&folder.path().join("审签.docx"), |document| {
        let (first, last) = document.rsplit_once(">均已公开。<").expect("it is there");
        format!("{first}>没有公开。<{last}")
    });
    let before = text(folder.path(), "report.toml");
    let (code, told) = take(folder.path());
    assert_eq!(code, Some(1), "{told}");
    let wanted = before.replace("件，均已公开。", "件，都公开了。").replace("\n均已公开。\n", "\n没有公开。\n");
    assert_eq!(text(folder.path(), "report.toml"), wanted, "{told}");
    assert!(told.contains("没有写进去的（1 处）"), "{told}");
}

#[test]
fn figures_of_tables_that_do_not_add_up_are_not_taken() {
    let folder =
        own("[applications]\nnew = [37, 1, 0, 0, 0, 0]\n[applications.results]\ngranted = [37, 1, 0, 0, 0, 0]");
    review(folder.path(), &[]);
    // The first of both stands in the row of new applications.
    let path = folder.path().join("审签.docx");
    rewrite(&path, |document| document.replacen(">37<", ">36<", 1));
    let before = text(folder.path(), "report.toml");
    let (code, told) = take(folder.path());
    assert_eq!((code, text(folder.path(), "report.toml")), (Some(1), before.clone()), "{told}");
    assert!(told.contains("37 → 36") && told.contains("改后的表有错误，数没有改"), "{told}");
    // What the agency stands by is taken.
    let accepted = |rule: &str| format!("\n[[accept]]\nrule = \"{rule}\"\nreason = \"照领导的意见\"\n");
    let all: String = ["SUM001", "SUM002", "BAL001"].map(accepted).concat();
    std::fs::write(folder.path().join("report.toml"), before + &all).unwrap();
    let (code, told) = take(folder.path());
    assert_eq!(code, Some(0), "{told}");
    assert!(text(folder.path(), "report.toml").contains("new = [36, 1, 0, 0, 0, 0]"), "{told}");
}

#[test]
fn only_two_drafts_can_be_taken_from() {
    let folder = example();
    let output = run(folder.path(), &["compare", "report.toml", "--take"]);
    assert!(
        output.status.code() == Some(2) && told(&output).contains("--take 用在同一年度的两稿上"),
        "{}",
        told(&output)
    );
}

/// What a report's prose says after a changed document was taken in; what was told, and whether everything was.
fn taken_prose(prose: &str, changes: &[(&str, &str)]) -> (String, String, Option<i32>) {
    let folder = own(&format!("[sections.problems]\ntext = \"\"\"\n{prose}\n\"\"\""));
    review(folder.path(), changes);
    let (code, told) = take(folder.path());
    let text = text(folder.path(), "report.toml");
    let start = text.find("[sections.problems]").unwrap();
    let prose = text[start..].split("\"\"\"").nth(1).unwrap().trim().to_owned();
    (prose, told, code)
}

#[test]
fn a_change_never_goes_into_another_sentence_than_the_one_that_was_printed() {
    for (prose, changes) in [
        // Words like those beside a figure that is filled in stand in another sentence too.
        (
            "去年共收到4件申请。今年共收到{{ applications.new }}件申请。",
            &[("今年共收到4件申请。", "今年共收到5件申请。")][..],
        ),
        // The whole sentence is the end of another one.
        ("据统计，共收到4件申请。共收到{{ applications.new }}件申请。", &[("。共收到4件申请。", "。共收到5件申请。")]),
        // The same sentence is typed once and filled in once.
        (
            "共收到4件申请。另有培训。共收到{{ applications.new }}件申请。",
            &[("培训。共收到4件申请。", "培训。共收到5件申请。")],
        ),
    ] {
        let (after, told, code) = taken_prose(prose, changes);
        assert_eq!((after.as_str(), code), (prose, Some(1)), "{told}");
    }
}

#[test]
fn what_is_deleted_leaves_no_marks_behind() {
    let list = "存在的问题：\n\n- 培训不够。\n- 检查少。\n- 公开慢。";
    for (prose, changes) in [
        (list, &[("检查少。", "")][..]),
        ("**培训不够。**检查少。", &[("培训不够。", "")]),
        // What comes behind bold words is not bold.
        ("**培训不够。**检查少。", &[("培训不够。", "培训不够。人手少。")]),
    ] {
        let (after, told, code) = taken_prose(prose, changes);
        assert_eq!((after.as_str(), code), (prose, Some(1)), "{told}");
    }
}

#[test]
fn changes_beside_marks_and_figures_go_where_they_belong() {
    for (prose, changes, wanted) in [
        ("- 培训不够。\n- 检查少。", &[("检查少。", "检查不多。")][..], "- 培训不够。\n- 检查不多。"),
        (
            "共{{ applications.new }}件，**这些申请都已经按时办结**。\n\n检查少。",
            &[("按时办结", "及时办结")],
            "共{{ applications.new }}件，**这些申请都已经及时办结**。\n\n检查少。",
        ),
        (
            "培训不够。检查少。公开慢。\n\n人手少。",
            &[("检查少。公开慢。", "检查不多。公开不快。")],
            "培训不够。检查不多。公开不快。\n\n人手少。",
        ),
        ("**培训不够。**检查少。", &[("培训不够。", "培训不多。")], "**培训不多。**检查少。"),
    ] {
        let (after, told, code) = taken_prose(prose, changes);
        assert_eq!((after.as_str(), code), (wanted, Some(0)), "{told}");
    }
}

#[test]
fn two_numbers_in_a_cell_are_shown_as_two_and_not_taken() {
    let folder = own("");
    let before = text(folder.path(), "report.toml");
    review(folder.path(), &[]);
    rewrite(&folder.path().join("审签.docx"), |document| {
        let label = document.find(">行政处罚<").unwrap();
        let figure = label + document[label..].find("<w:t xml:space=\"preserve\">").unwrap();
        let end = figure + document[figure..].find("</w:t>").unwrap() + "</w:t>".len();
        format!("{}<w:br/><w:t>65</w:t>{}", &document[..end], &document[end..])
    });
    let told = compared(folder.path(), &["report.toml", "审签.docx"]);
    assert!(told.contains("⏎65") && told.contains("行政处罚"), "{told}");
    let (code, told) = take(folder.path());
    assert_eq!((code, text(folder.path(), "report.toml")), (Some(1), before), "{told}");
}

#[test]
fn what_was_not_read_is_told_and_both_are_not_said_to_be_the_same() {
    let folder = own("");
    review(folder.path(), &[]);
    rewrite(&folder.path().join("审签.docx"), |document| {
        let at = document.find("<w:p>").or(document.find("<w:p ")).unwrap();
        let line = "<w:p><w:r><w:t>审签意见：请把处罚数改为65。</w:t></w:r></w:p>";
        format!("{}{line}{}", &document[..at], &document[at..])
    });
    let told = compared(folder.path(), &["report.toml", "审签.docx"]);
    assert!(told.contains("读入的数和文字都相同") && told.contains("审签意见"), "{told}");
}
